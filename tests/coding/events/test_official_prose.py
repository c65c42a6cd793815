"""Events in the prose of governments: deeds told as nouns, the author's own acts, evaluations, documents as doers."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from servanda.coding.default import default_engine
from servanda.records import Actor, Document, Event, Fact

SENTENCES = Path(__file__).with_name("official_prose.txt")


class Expected(NamedTuple):
    absent: bool
    mutual: bool
    sources: frozenset[str]
    types: frozenset[str]
    of: str | None
    targets: frozenset[str]
    certainties: frozenset[str]


class Line(NamedTuple):
    cause: str
    voice: str
    text: str
    expected: list[Expected]


def expected_in(written: str) -> list[Expected]:
    found = []
    for part in written.split(";"):
        sources, kind, targets, certainty = part.strip().lstrip("! ").rstrip("~ ").split()
        of = re.search(r"\[(\w+)\]", kind)
        found.append(
            Expected(
                part.strip().startswith("!"),
                part.strip().endswith("~"),
                frozenset(sources.split(",")),
                frozenset(re.sub(r"\[\w+\]", "", kind).split("/")),
                of[1] if of else None,
                frozenset(targets.split(",")),
                frozenset(certainty.split("/")),
            )
        )
    return found


def lines() -> list[Line]:
    found, cause = [], ""
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            cause = line[2:]
        elif line and not line.startswith("##"):
            head, _, written = line.partition(" => ")
            voice, _, text = head.partition(" ")
            found.append(Line(cause, voice, text, expected_in(written)))
    return found


def document(place: int, line: Line) -> Document:
    if line.voice == "UK":
        return Document(id=f"sha256:{place}", text=f"Foreign Secretary Philip Hammond said:\n\n“{line.text}”", uri="test")
    publisher = "US Department of State" if line.voice == "US" else None
    return Document(id=f"sha256:{place}", text=line.text, uri="test", publisher=publisher)


def codes(actors: tuple[Actor, ...]) -> set[str]:
    return {actor.actor for actor in actors if actor.actor}


def side(wanted: frozenset[str], found: set[str]) -> bool:
    if "_" not in wanted:
        return wanted <= found
    return not found or wanted == {"_"} or bool(found & wanted)


def tells(fact: Fact, wanted: Expected) -> bool:
    claim = fact.claim
    assert isinstance(claim, Event)
    kinds = {claim.type} if wanted.absent else {claim.type, claim.of}
    if fact.certainty not in wanted.certainties or not kinds & wanted.types or (wanted.of and claim.of != wanted.of):
        return False
    sources, targets = codes(claim.sources), codes(claim.targets)
    if wanted.absent:
        return all(not (want - {"_"}) or bool(want & got) for want, got in ((wanted.sources, sources), (wanted.targets, targets)))
    if wanted.mutual:
        return wanted.sources <= sources and wanted.sources <= targets
    return side(wanted.sources, sources) and side(wanted.targets, targets)


@pytest.fixture(scope="module")
def coded() -> list[tuple[Line, list[Fact]]]:
    written = lines()
    outcomes = default_engine().code([document(place, line) for place, line in enumerate(written)])
    return [(line, [f for f in outcome.facts if f.kind == "event"]) for line, outcome in zip(written, outcomes, strict=True)]


def test_most_of_what_is_told_is_coded(coded: list[tuple[Line, list[Fact]]]) -> None:
    wanted = [(line, facts, one) for line, facts in coded for one in line.expected if not one.absent]
    missed = [(line.text, one) for line, facts, one in wanted if not any(tells(fact, one) for fact in facts)]
    assert len(wanted) > 190
    assert len(missed) <= 0.2 * len(wanted), missed


def test_nothing_is_coded_that_the_sentence_does_not_tell(coded: list[tuple[Line, list[Fact]]]) -> None:
    wrong = [(line.text, one) for line, facts in coded for one in line.expected if one.absent and any(tells(fact, one) for fact in facts)]
    assert wrong == []
