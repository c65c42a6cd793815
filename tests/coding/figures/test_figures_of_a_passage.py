"""Figures that lean on their passage: whose they are, of which period, in which money, and who puts them so."""

import datetime as dt

import pytest

from servanda.coding.engine import Engine
from servanda.coding.figures import FigureCoder
from servanda.records import Document, Fact, Figure, When
from servanda.vocabulary.actors import load_actors

ENGINE = Engine([FigureCoder()], load_actors())
TOLD = When(earliest=dt.date(2010, 6, 15), latest=dt.date(2010, 6, 15), words="2010-06-15")
HEADING = "Moldova: trade in figures\n\n"


def figures(text: str) -> dict[float, tuple[Fact, Figure]]:
    (coded,) = ENGINE.code([Document(id="sha256:x", text=text, uri="x", published=TOLD)])
    return {fact.claim.value: (fact, fact.claim) for fact in coded.facts if isinstance(fact.claim, Figure)}


def years(text: str) -> dict[float, int | None]:
    return {value: fact.when.earliest.year if fact.when and fact.when.earliest else None for value, (fact, _) in figures(text).items()}


def test_exports_to_a_state_are_those_of_the_state_the_text_is_about() -> None:
    found = figures(HEADING + "Exports to Russia fell to 4.4 per cent of the total in 2009, against 8.8 per cent in 2008.")
    flow = found[4.4][1].flow
    assert flow is not None
    assert (flow.side, flow.of, flow.partner) == ("exports", "MDA", "RUS")
    assert set(found[4.4][1].about) == {"MDA", "RUS"}


def test_who_takes_a_share_of_the_exports_is_the_partner() -> None:
    found = figures(HEADING + "Italy took 14 per cent of exports in 2009.")
    flow = found[14.0][1].flow
    assert flow is not None
    assert (flow.side, flow.of, flow.partner) == ("exports", "MDA", "ITA")


def test_foreign_trade_is_that_with_everybody() -> None:
    text = "Peru and Chile met. Chile is rich. Peru is large. Peru's foreign trade came to 9 billion dollars in 2009."
    assert figures(text)[9e9][1].about == ("PER",)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Exports to Russia fell to 4.4 per cent of the total in 2009, against 8.8 per cent in 2008.", {4.4: 2009, 8.8: 2008}),
        ("Moldova's trade rose 2 per cent in 2009 to $9 billion, the office said on Monday.", {2.0: 2009, 9e9: 2009}),
        (
            "Moldova's exports came to $5 billion in 2009. Imports grew to $6 billion, 3 per cent more than in 2008.",
            {5e9: 2009, 6e9: 2009, 3.0: 2009},
        ),
        (
            "Moldova's exports came to $5 billion in 2009. Imports grew to $6 billion, against $4 billion the year before.",
            {5e9: 2009, 6e9: 2009, 4e9: 2008},
        ),
        ("France keeps 1,200 soldiers in Chad, down from 3,000 in 1984.", {1200.0: None, 3000.0: 1984}),
    ],
)
def test_the_period_is_that_of_the_figure_and_not_of_its_base(text: str, wanted: dict[float, int | None]) -> None:
    assert years(HEADING + text) == wanted


def test_a_disputed_sum_has_the_period_and_the_money_of_what_it_disputes() -> None:
    text = (
        "Kenya's exports across the border were worth 14 billion shillings in 2009, up from 12 billion in 2008, the Kenyan office said. "
        "Somali officials put the figure at 17 billion shillings."
    )
    found = figures(text)
    fact, claim = found[17e9]
    assert fact.when is not None
    assert fact.when.earliest == dt.date(2009, 1, 1)
    assert claim.unit == found[14e9][1].unit
    assert fact.asserted_by is not None
    assert (fact.asserted_by.actor, fact.asserted_by.words) == ("SOM", "Somali officials")


def test_bare_numbers_count_what_was_counted_before() -> None:
    found = figures("France keeps 1,200 soldiers in Chad, down from 3,000 in 1984, and will withdraw a further 300 by December.")
    assert {claim.unit for _, claim in found.values()} == {"persons"}
    assert set(found) == {1200.0, 3000.0, 300.0}
    assert found[300.0][0].certainty == "planned"


def test_what_is_made_up_has_not_risen() -> None:
    assert figures(HEADING + "Oil made up almost 60 per cent of exports in 2009.")[60.0][1].change is None


def test_who_speaks_of_a_sum_gives_it() -> None:
    text = HEADING + "Public debt stood at 9 billion dollars in 2009; the finance ministry speaks of 11 billion dollars."
    fact, _ = figures(text)[11e9]
    assert fact.asserted_by is not None
    assert fact.asserted_by.words == "the finance ministry"


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Mali and Niger held talks over the 90-kilometre stretch of their border.", None),
        ("Mali and Niger quarrelled over a 90-kilometre stretch of their border.", None),
        ("Mali fenced over 90 kilometres of its border with Niger.", "at_least"),
        ("Mali fenced under 90 kilometres of its border with Niger.", "at_most"),
        ("Trade between Mali and Niger rose above the 90 million dollar mark.", "at_least"),
        ("Trade between Mali and Niger passed the mark of 90 million dollars.", "at_least"),
    ],
)
def test_a_known_amount_is_bounded_by_no_preposition_before_it(text: str, bound: str | None) -> None:
    assert [figure.bound for _, figure in figures(text).values()] == [bound]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Under the 1963 Vienna-Graz treaties, Austria and Italy share the river.", None),
        ("Peru and Chile renewed the 1994 agreements on fishing.", None),
        ("Peru and Chile renewed 19 agreements on fishing.", 19.0),
    ],
)
def test_the_year_of_treaties_is_not_their_number(text: str, count: float | None) -> None:
    assert list(figures(text)) == ([] if count is None else [count])
