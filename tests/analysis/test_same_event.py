"""One event with many reports: what is joined, what is kept apart, and why."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.analysis.same_event import compared, dates_of, events_told
from servanda.records import Actor, Certainty, Document, Event, EventType, Fact, When, make_fact

DAY = dt.date(2001, 7, 16)


def document(name: str, text: str, day: dt.date | None = DAY) -> Document:
    published = None if day is None else When(earliest=day, latest=day, words=day.isoformat())
    return Document(id=f"sha256:{name}", text=text, uri=name, published=published)


def report(
    doc: Document,
    source: str | None,
    kind: EventType,
    target: str | None,
    *,
    when: tuple[dt.date, dt.date] | None = None,
    certainty: Certainty = "actual",
    of: EventType | None = None,
    place: str | None = None,
    held: bool = False,
) -> Fact:
    claim = Event(
        sources=(Actor(source, None, source),) if source else (),
        targets=(Actor(target, None, target),) if target else (),
        type=kind,
        of=of,
        mode=None,
        contexts=(),
        cameo=None,
        reciprocal=False,
        location=place,
    )
    time = None if when is None else When(earliest=when[0], latest=when[1], words="then", held=held)
    return make_fact(
        doc,
        claim,
        (doc.span(0, len(doc.text)),),
        certainty=certainty,
        when=time,
        asserted_by=None,
        coder=("events", "1"),
        confidence=0.8,
        rule=None,
    )


ONE = document("one", "Chad bombed the bridge near Faya in Libya.")
TWO = document("two", "Libyan officials said Chad had bombed a bridge.", dt.date(2001, 7, 18))
LATE = document("late", "Chad bombed a bridge.", dt.date(2003, 1, 1))
DOCUMENTS = {d.id: d for d in (ONE, TWO, LATE)}
DATES = {key: (d.published.earliest, d.published.latest) for key, d in DOCUMENTS.items() if d.published}


def test_the_same_act_in_two_documents_is_one_event_with_two_reports() -> None:
    told = events_told([report(ONE, "TCD", "ASSAULT", "LBY"), report(TWO, "TCD", "ASSAULT", "LBY")], DOCUMENTS)
    assert [(len(event.reports), event.documents) for event in told] == [(2, 2)]


def test_a_report_that_names_one_side_joins_one_that_names_both() -> None:
    assert len(events_told([report(ONE, "TCD", "ASSAULT", "LBY"), report(TWO, None, "ASSAULT", "LBY")], DOCUMENTS)) == 1


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (report(TWO, "TCD", "AID", "LBY"), "different acts"),
        (report(TWO, "SDN", "ASSAULT", "LBY"), "done by different actors"),
        (report(TWO, "TCD", "ASSAULT", "NER"), "done to different actors"),
        (report(TWO, "TCD", "ASSAULT", "LBY", certainty="denied"), "told as actual, the other as denied"),
        (report(LATE, "TCD", "ASSAULT", "LBY"), "times do not overlap"),
        (report(TWO, "TCD", "ASSAULT", "LBY", when=(dt.date(1987, 3, 1), dt.date(1987, 3, 31))), "times do not overlap"),
        (report(TWO, None, "ASSAULT", None), "no side is named in both"),
    ],
)
def test_what_parts_two_reports_is_said(other: Fact, why: str) -> None:
    found = compared(report(ONE, "TCD", "ASSAULT", "LBY"), other, DATES)
    assert not found.same
    assert why in found.why


def test_places_that_differ_part_two_reports() -> None:
    one, other = report(ONE, "TCD", "ASSAULT", "LBY", place="Faya"), report(TWO, "TCD", "ASSAULT", "LBY", place="Sebha")
    assert compared(one, other, DATES).why == "one is placed in Faya, the other in Sebha"


def test_what_has_lasted_for_years_does_not_take_up_an_act_of_one_day() -> None:
    since = report(ONE, "TCD", "SANCTION", "LBY", when=(dt.date(1999, 1, 1), DAY), held=True)
    today = report(TWO, "TCD", "SANCTION", "LBY", when=(DAY, DAY))
    assert compared(since, today, DATES).why == "one is an act of some day, the other lasted"


def test_an_agreement_to_aid_and_the_planned_aid_are_one() -> None:
    agreed = report(ONE, "TCD", "AGREE", "LBY", of="AID", certainty="planned")
    planned = report(TWO, "TCD", "AID", "LBY", certainty="planned")
    assert compared(agreed, planned, DATES).same


def test_undated_reports_without_a_shared_word_are_two_events() -> None:
    bridge = report(ONE, "TCD", "ASSAULT", "LBY")
    market = report(document("three", "Jets struck the crowded market."), "TCD", "ASSAULT", "LBY")
    assert not compared(bridge, market, {**DATES, "sha256:three": (DAY, DAY)}).same


@given(
    st.lists(
        st.tuples(st.sampled_from(["TCD", "SDN", None]), st.sampled_from(["LBY", "NER", None]), st.sampled_from([ONE, TWO, LATE])),
        max_size=8,
    )
)
def test_every_report_belongs_to_exactly_one_event(rows: list[tuple[str | None, str | None, Document]]) -> None:
    facts = [report(doc, source, "ASSAULT", target) for source, target, doc in rows]
    told = events_told(facts, DOCUMENTS)
    assert sorted(fact.id for event in told for fact in event.reports) == sorted(fact.id for fact in facts)
    assert all(compared(a, b, DATES).same for event in told for a in event.reports for b in event.reports if a is not b)


@st.composite
def many_reports(draw: st.DrawFn) -> tuple[list[Fact], dict[str, Document]]:
    """Reports of a few kinds, sides and days, dated, undated and lasting, in documents with a date and without."""
    documents: dict[str, Document] = {}
    facts: list[Fact] = []
    for number in range(draw(st.integers(1, 14))):
        told = DAY + dt.timedelta(days=draw(st.integers(0, 50))) if draw(st.booleans()) else None
        words = draw(st.sampled_from(("Chad bombed a bridge", "Troops crossed a river", "A bridge near Faya was bombed")))
        doc = document(f"doc {number // 2}", words, told)
        doc = documents.setdefault(doc.id, doc)
        first = DAY + dt.timedelta(days=draw(st.integers(-60, 60)))
        time = (first, first + dt.timedelta(days=draw(st.sampled_from((0, 0, 10, 200))))) if draw(st.booleans()) else None
        fact = report(
            doc,
            draw(st.sampled_from(("TCD", "LBY", None))),
            draw(st.sampled_from(("ASSAULT", "AGREE", "AID"))),
            draw(st.sampled_from(("TCD", "LBY", None))),
            when=time,
            certainty=draw(st.sampled_from(("actual", "planned"))),
            of="AID" if draw(st.booleans()) else None,
            place=draw(st.sampled_from((None, "Faya", "Sebha"))),
            held=time is not None and draw(st.booleans()),
        )
        facts.append(fact)
    return list({fact.id: fact for fact in facts}.values()), documents


@given(many_reports())
def test_reports_are_joined_as_if_each_were_held_against_all(told: tuple[list[Fact], dict[str, Document]]) -> None:
    """The index by month and the reports asked for others are short cuts: the outcome is that of comparing all with all."""
    facts, documents = told
    dates = dates_of(documents)
    joined = events_told(facts, documents)
    order = {fact.id: place for place, event in enumerate(joined) for fact in event.reports}
    for event in joined:
        for one in event.reports:
            assert all(compared(one, other, dates).same for other in event.reports if other is not one)
    # The first report of an event would have been taken by none of the events before it.
    for place, event in enumerate(joined):
        for earlier in joined[:place]:
            before = [fact for fact in earlier.reports if _rank(fact) < _rank(event.reports[0])]
            assert not before or not all(compared(fact, event.reports[0], dates).same for fact in before)
    assert len(order) == len(facts)


def _rank(fact: Fact) -> tuple[int, str, int, str]:
    """The order in which reports are taken up: the fullest first."""
    claim = fact.claim
    assert isinstance(claim, Event)
    named = 2 * bool(claim.sources) + 2 * bool(claim.targets) + 2 * (fact.when is not None) + bool(claim.location)
    return -named, fact.document, fact.spans[0].start, fact.id
