"""Whether an amount is there or only aimed at, and who counted it."""

import pytest

from servanda.analysis.at_odds.figures import figures
from servanda.analysis.pair_record import PairRecord
from servanda.coding.engine import Engine
from servanda.coding.figures import FigureCoder
from servanda.records import Document, Fact, Figure
from servanda.vocabulary.actors import load_actors

ENGINE = Engine([FigureCoder()], load_actors())


def told(text: str) -> list[tuple[float, str, str | None]]:
    """The value of each figure, how sure it is, and the words for whoever counted it."""
    coded = next(ENGINE.code([Document(id="sha256:x", text=text, uri="x")]))
    facts = sorted(coded.facts, key=lambda fact: fact.spans[1].start)
    return [(fact.claim.value, fact.certainty, fact.asserted_by.words if fact.asserted_by else None) for fact in facts]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Russia and China set a target of 200 million dollars in trade by 2024.", "planned"),
        ("Brazil missed its target of 200 million dollars of exports to China.", "planned"),
        ("The target for trade between Kenya and Uganda was set at 200 million dollars.", "planned"),
        ("A forecast of 200 million dollars in exports to Japan was published by Chile.", "expected"),
        ("Chile reached its export target of 200 million dollars to Japan in 2018.", "actual"),
        ("Chilean exports to Japan reached 200 million dollars.", "actual"),
        ("Peru's finance ministry expects fish exports to Japan of 200 million dollars next year.", "expected"),
        ("Kenya predicted a trade deficit with India of 200 million dollars.", "expected"),
        ("The bank sees Ghanaian exports to Italy of 200 million dollars.", "expected"),
        ("Ghana saw exports to Italy of 200 million dollars.", "actual"),
    ],
)
def test_a_target_is_not_what_was_reached(text: str, certainty: str) -> None:
    assert told(text) == [(2e8, certainty, None)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Officials put the toll at 300 dead.", "Officials"),
        ("Niger's central bank put its trade with Chad at 300 dollars.", "Niger's central bank"),
        ("Chilean customs recorded exports to Japan of 300 dollars.", "Chilean customs"),
        ("Chile put up 300 dollars in aid to Peru.", None),
    ],
)
def test_who_counted_is_named(text: str, who: str | None) -> None:
    assert told(text) == [(300, "actual", who)]


def test_two_who_count_otherwise_make_two_claims() -> None:
    found = told("Lagos put its exports to Ghana at 3 billion dollars; Accra put them at 2 billion dollars.")
    assert found == [(3e9, "actual", "Lagos"), (2e9, "actual", "Accra")]


def each(text: str) -> list[tuple[Fact, Figure]]:
    """The figures of a text in its order."""
    coded = next(ENGINE.code([Document(id="sha256:x", text=text, uri="x")]))
    found = [(fact, fact.claim) for fact in coded.facts if isinstance(fact.claim, Figure)]
    return sorted(found, key=lambda one: one[0].spans[1].start)


@pytest.mark.parametrize(
    ("text", "voices", "about"),
    [
        (
            "Laos's trade with Vietnam grew to 400 million dollars in 2003, its trade ministry said; Hanoi estimates it at 450 million.",
            ["LAO", "VNM"],
            {"LAO", "VNM"},
        ),
        (
            "Oman's trade with Yemen shrank to 60 million dollars in 2008, Muscat's customs said, but Yemen puts it at 45 million dollars.",
            ["OMN", "YEM"],
            {"OMN", "YEM"},
        ),
        (
            "Turkish exports to Georgia came to 60 million dollars in 2008, Ankara said, whereas Tbilisi valued them at 45 million.",
            ["TUR", "GEO"],
            {"TUR", "GEO"},
        ),
        (
            "Ghana's exports to Togo came to 60 million dollars in 2008, Togo's customs said; Benin puts them at 45 million dollars.",
            ["TGO", "BEN"],
            {"GHA", "TGO"},
        ),
        (
            "Kenya said trade with Uganda reached 60 million dollars in 2008. Uganda puts it at 45 million.",
            ["KEN", "UGA"],
            {"KEN", "UGA"},
        ),
    ],
)
def test_two_sides_that_differ_tell_of_the_same_exchange_and_year(text: str, voices: list[str], about: set[str]) -> None:
    found = each(text)
    assert [fact.asserted_by.actor if fact.asserted_by else None for fact, _ in found] == voices
    assert [set(figure.about) for _, figure in found] == [about, about]
    years = {fact.when.earliest.year if fact.when and fact.when.earliest else None for fact, _ in found}
    assert len(years) == 1
    assert None not in years
    assert len({(figure.flow.side, figure.flow.of) for _, figure in found if figure.flow}) == 1


def test_a_source_after_two_clauses_tells_both() -> None:
    found = told("Chad's exports to Mali rose to 5 million dollars; those to Niger fell to 3 million dollars, the customs office said.")
    assert [who for _, _, who in found] == ["the customs office", "the customs office"]


@pytest.mark.parametrize(
    ("text", "about", "owner"),
    [
        ("Kenya said exports to Uganda reached 60 million dollars.", {"KEN", "UGA"}, "KEN"),
        ("Kenya's trade minister said exports to Uganda reached 60 million dollars.", {"KEN", "UGA"}, "KEN"),
        ("Exports to Uganda reached 60 million dollars, Kenya said.", {"KEN", "UGA"}, "KEN"),
        ("The World Bank said exports to Uganda reached 60 million dollars.", {"UGA"}, None),
        ("Kenya said Chad's exports to Uganda reached 60 million dollars.", {"TCD", "UGA"}, "TCD"),
    ],
)
def test_who_tells_of_an_exchange_with_another_tells_of_the_own(text: str, about: set[str], owner: str | None) -> None:
    ((_, figure),) = each(text)
    assert set(figure.about) == about
    assert figure.flow is not None
    assert figure.flow.of == owner


@pytest.mark.parametrize(
    "text",
    [
        "Oman's trade with Yemen shrank to 60 million dollars in 2008, Muscat's customs said; Yemen puts it at 45 million dollars.",
        "Oman said trade with Yemen shrank to 60 million dollars in 2008. Yemen puts it at 45 million.",
    ],
)
def test_the_pair_shows_the_two_sides_at_odds(text: str) -> None:
    document = Document(id="sha256:x", text=text, uri="x")
    (coded,) = ENGINE.code([document])
    sides = {"OMN": "OMN", "YEM": "YEM"}
    record = PairRecord(pair=("OMN", "YEM"), sides=sides, documents={document.id: document}, facts=tuple(coded.facts), verdicts={})
    (odds,) = figures(record)
    assert len(odds.versions) == 2
