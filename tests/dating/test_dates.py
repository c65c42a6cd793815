"""Dates: the table's sentences, both seed texts, and what holds for any text and any day."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.dating import Anchor, DateMention, find_dates, settles_order, to_when
from servanda.moments import Moment
from servanda.vocabulary.dates import DateExample, check_dates, date_examples

PUBLISHED = Anchor(published=Moment.day(2001, 7, 20))
MONTHS = "January February March April May June July August September October November December".split()
WORDS = (
    "in on since until by before after from to between and the early late mid end of first second half quarter year month week day last next this "
    "weekend night decade millennium past new coming couple several so far "
    "that same ago later earlier two ten May march March July Sept. 15 16th 3rd "
    "2001 1999 1991-94 1960s '90s century spring 05/06/2001 2001-07-16 "
    "Tuesday today yesterday recently for five- years days , - – ( ) . troops Treaty ABM 1972 \n"
).split(" ")

days = st.dates(min_value=dt.date(1500, 1, 1), max_value=dt.date(2190, 12, 31))
moments = st.one_of(
    st.dates().map(lambda day: Moment(day, day)),
    st.dates().map(lambda day: Moment.month(day.year, day.month)),
    st.dates().map(lambda day: Moment.year(day.year)),
)
anchors = st.builds(
    Anchor,
    published=st.none() | moments,
    context=st.none() | moments,
    order=st.sampled_from([None, "mdy", "dmy"]),
    narrative=st.booleans(),
)
texts = st.one_of(
    st.text(),
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    st.lists(st.sampled_from(WORDS) | st.text(max_size=2)).map("".join),
)


def only(text: str, anchor: Anchor = PUBLISHED) -> DateMention:
    found = find_dates(text, anchor)
    assert len(found) == 1, found
    return found[0]


def bounds(mention: DateMention) -> tuple[str | None, str | None]:
    return (str(mention.earliest) if mention.earliest else None, str(mention.latest) if mention.latest else None)


@pytest.mark.parametrize("row", date_examples(), ids=lambda row: f"{row.line}")
def test_every_sentence_of_the_table_is_read_as_it_says(row: DateExample) -> None:
    assert row.problem() is None


def test_the_table_is_large_and_checks_clean() -> None:
    rows = date_examples()
    assert sum(row.words is not None for row in rows) >= 300
    assert sum(row.words is None for row in rows) >= 60
    assert check_dates() == []


def test_a_wrong_row_is_told_with_what_was_found() -> None:
    row = DateExample(
        file="dates.yml", line=1, text="It ended in 1999.", words="1999", earliest=dt.date(1998, 1, 1), latest=dt.date(1999, 12, 31)
    )
    assert row.problem() == "'1999' comes to 1999-01-01 to 1999-12-31, not 1998-01-01 to 1999-12-31"
    lost = DateExample(file="dates.yml", line=1, text="It ended in 1999.", words="it")
    assert lost.problem() == "does not find 'it', but ['1999']"


@given(texts, anchors, st.booleans())
@settings(max_examples=400, deadline=None)
def test_any_text_gives_ordered_mentions_whose_words_stand_where_they_say(text: str, anchor: Anchor, names: bool) -> None:  # noqa: FBT001
    end = 0
    for mention in find_dates(text, anchor, include_names=names):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.words
        assert mention.words == mention.words.strip()
        if mention.earliest is not None and mention.latest is not None:
            assert mention.earliest <= mention.latest
        assert names or mention.kind != "name"
        end = mention.end


STYLES = (
    "{m} {d}, {y}",
    "{d} {m} {y}",
    "{m} {d}{th}, {y}",
    "the {d}{th} of {m} {y}",
    "{d} {s} {y}",
    "{y}-{n:02}-{d:02}",
    "{d:02}.{n:02}.{y}",
    "{M} {d}, {y}",
)


def written(day: dt.date, style: str) -> str:
    month = MONTHS[day.month - 1]
    suffix = "th" if 10 < day.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return style.format(
        m=month, M=month.upper(), s=month if month == "May" else month[:3] + ".", d=day.day, th=suffix, y=day.year, n=day.month
    )


@given(days, st.sampled_from(STYLES), anchors)
@settings(max_examples=300, deadline=None)
def test_a_day_written_out_is_read_back(day: dt.date, style: str, anchor: Anchor) -> None:
    words = written(day, style)
    mention = only(f"The ministers met on {words}, it said.", anchor)
    assert (mention.words, mention.earliest, mention.latest, mention.kind) == (words, day, day, "day")


@given(days, anchors)
@settings(max_examples=200, deadline=None)
def test_a_month_and_a_year_are_read_back_whole(day: dt.date, anchor: Anchor) -> None:
    month = Moment.month(day.year, day.month)
    assert to_when(only(f"Talks began in {MONTHS[day.month - 1]} {day.year}, it said.", anchor)).as_moment() == month
    assert to_when(only(f"Talks began in {day.year}, it said.", anchor)).as_moment() == Moment.year(day.year)


@given(days, st.integers(1, 400), anchors)
@settings(max_examples=200, deadline=None)
def test_a_range_written_out_is_read_back(day: dt.date, length: int, anchor: Anchor) -> None:
    last = min(day + dt.timedelta(days=length), dt.date(2190, 12, 31))
    if last <= day:
        return
    first_words, last_words = written(day, "{d} {m} {y}"), written(last, "{d} {m} {y}")
    mention = only(f"The siege lasted from {first_words} to {last_words}.", anchor)
    assert (mention.earliest, mention.latest, mention.held) == (day, last, True)


@given(days, days)
@settings(max_examples=300, deadline=None)
def test_a_day_without_a_year_lies_near_publication(day: dt.date, published: dt.date) -> None:
    mention = only(f"The note of {day.day} {MONTHS[day.month - 1]} was ignored.", Anchor(published=Moment(published, published)))
    if mention.earliest is None:
        assert (day.month, day.day) == (2, 29)
        return
    assert mention.earliest == mention.latest
    assert (mention.earliest.month, mention.earliest.day) == (day.month, day.day)
    assert mention.earliest <= published + dt.timedelta(days=62)


@given(
    days, st.sampled_from(MONTHS), st.sampled_from(["{}", "early {}", "mid-{}", "last {}", "next {}", "this {}", "since {}", "until {}"])
)
@settings(max_examples=200, deadline=None)
def test_a_rough_publication_date_never_narrows_the_bounds(day: dt.date, month: str, form: str) -> None:
    text = f"The talks in {form.format(month)} failed."
    exact = only(text, Anchor(published=Moment(day, day)))
    rough = only(text, Anchor(published=Moment.month(day.year, day.month)))
    assert rough.words == exact.words
    assert exact.earliest is None or rough.earliest is None or rough.earliest <= exact.earliest
    assert exact.latest is None or rough.latest is None or rough.latest >= exact.latest


@given(st.sampled_from(date_examples()), st.sampled_from(["The hall was full. ", "\n\n", "“Peace,” he said.\n", "Ноты не было. ", "İ. "]))
@settings(max_examples=300, deadline=None)
def test_text_before_changes_nothing_but_the_offsets(row: DateExample, prefix: str) -> None:
    anchor = Anchor(row.published, row.context, row.order, row.narrative)
    plain = find_dates(row.text, anchor)
    moved = find_dates(prefix + row.text, anchor)
    assert [(m.start + len(prefix), m.words, m.earliest, m.latest, m.held) for m in plain] == [
        (m.start, m.words, m.earliest, m.latest, m.held) for m in moved
    ]


def test_without_any_date_to_count_from_nothing_is_made_up() -> None:
    for words in ("July 4", "yesterday", "last year", "two weeks ago", "mid-May", "the first quarter", "the same day", "the new century"):
        mention = only(f"The talks of {words} failed.", Anchor())
        assert bounds(mention) == (None, None), words


def test_names_are_given_only_when_asked_for() -> None:
    text = "They reaffirmed the 1972 ABM Treaty after 9/11."
    assert find_dates(text, PUBLISHED) == ()
    assert [(m.words, m.kind) for m in find_dates(text, PUBLISHED, include_names=True)] == [("1972", "name"), ("9/11", "name")]


def test_the_document_settles_which_figure_is_the_month() -> None:
    assert settles_order("Filed 07/20/2001, seen 05/06/2001.") == "mdy"
    assert settles_order("Filed 20/07/2001.") == "dmy"
    assert settles_order("Filed 05/06/2001.") is None
    assert settles_order("Filed 07/20/2001 and 20/07/2001.") is None


def test_a_state_without_an_end_is_closed_by_the_day_it_is_told() -> None:
    mention = only("Since 1995 the border has been quiet.")
    assert to_when(mention).latest is None
    assert to_when(mention, PUBLISHED.published).latest == dt.date(2001, 7, 20)
    held = to_when(mention).as_held()
    assert held is not None
    assert held.on(dt.date(1999, 1, 1)) is True


def test_a_long_run_of_spaces_and_digits_is_read_in_time() -> None:
    for text in (
        " " * 50_000,
        "1" * 50_000,
        "July " * 10_000,
        "from 15 " * 6_000,
        "the " * 10_000,
        "1999-" * 10_000,
        "May" + " " * 50_000 + "1",
    ):
        find_dates(text, PUBLISHED)


SEED_NEWS = {
    "July 15-18": ("2001-07-15", "2001-07-18"),
    "1950": ("1950-01-01", "1950-12-31"),
    "the 1950s": ("1950-01-01", "1959-12-31"),
    "June 21": ("2001-06-21", "2001-06-21"),
    "the first quarter": ("2001-01-01", "2001-03-31"),
    "last year": ("2000-01-01", "2000-12-31"),
    "the second half-year": ("2001-07-01", "2001-12-31"),
    "this April": ("2001-04-01", "2001-04-30"),
    "Not long ago": (None, "2001-07-20"),
    "1972": ("1972-01-01", "1972-12-31"),
    "recently": (None, "2001-07-20"),
    "the new century": ("2001-01-01", "2100-12-31"),
    "07/20/2001": ("2001-07-20", "2001-07-20"),
}


@pytest.mark.shared
def test_the_news_commentary_is_read_date_by_date(shared: Path) -> None:
    text = (shared / "corpus/seeds/000_1b0bc10cc9cacd35.txt").read_text(encoding="utf-8")
    found = find_dates(text, PUBLISHED)
    assert {m.words: bounds(m) for m in found if m.kind != "duration"} == SEED_NEWS
    years = [m.start for m in found if m.words == "1972"]
    assert len(years) == 1, "the year in the treaty's name is no date"
    assert text[: years[0]].endswith("signed in ")


@pytest.mark.shared
def test_the_history_page_is_read_date_by_date(shared: Path) -> None:
    text = (shared / "corpus/seeds/004_5fb7d42964cc8715.txt").read_text(encoding="utf-8")
    found = [(m.words, *bounds(m), m.held) for m in find_dates(text, Anchor())]
    assert found[:2] == [("July 16th, 2001", "2001-07-16", "2001-07-16", False), ("the 1960s", "1960-01-01", "1969-12-31", False)]
    assert ("Since 2001", "2001-01-01", None, True) in found
    assert ("2000-2003", "2000-01-01", "2003-12-31", True) in found
    assert not any("16" in words for words, *_ in found[2:])
