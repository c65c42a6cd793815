"""Events in news agencies' prose: what a sentence tells is coded, and little else."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from servanda.coding.default import default_engine
from servanda.records import Actor, Document, Event, Fact

SENTENCES = Path(__file__).with_name("agency_prose.txt")


class Reading(NamedTuple):
    """One way of writing down an event: any of its sides, types and certainties will do."""

    mutual: bool
    sources: list[frozenset[str]]
    types: list[tuple[str, str | None]]
    targets: list[frozenset[str]]
    certainties: frozenset[str]


class Told(NamedTuple):
    optional: bool
    readings: list[Reading]


def sides(written: str) -> list[frozenset[str]]:
    return [frozenset() if one == "_" else frozenset(one.split(",")) for one in written.split("/")]


def reading(written: str) -> Reading:
    sources, kinds, targets, certainties = written.replace("~", "").replace("?", "").split()
    types = [(re.sub(r"\[.*", "", kind), found[1] if (found := re.search(r"\[(\w+)\]", kind)) else None) for kind in kinds.split("/")]
    return Reading("~" in written, sides(sources), types, sides(targets), frozenset(certainties.split("/")))


def lines() -> list[tuple[str, list[Told]]]:
    found = []
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, _, written = line.partition(" => ")
            told = [Told("?" in part, [reading(one) for one in part.split("|")]) for part in written.split(";")]
            found.append((text, told))
    return found


def codes(actors: tuple[Actor, ...]) -> frozenset[str]:
    unlisted = {actor.sector for actor in actors if not actor.actor and actor.sector in ("NGO", "IGO")}
    return frozenset({actor.actor for actor in actors if actor.actor} | {sector for sector in unlisted if sector})


def tells(fact: Fact, told: Told) -> bool:
    claim = fact.claim
    assert isinstance(claim, Event)
    sources, targets = codes(claim.sources), codes(claim.targets)
    for one in told.readings:
        typed = any((claim.type == kind and of in (None, claim.of)) or (of is None and claim.of == kind) for kind, of in one.types)
        met = sources | targets in one.sources if one.mutual else sources in one.sources and targets in one.targets
        if typed and met and fact.certainty in one.certainties:
            return True
    return False


@pytest.fixture(scope="module")
def coded() -> list[tuple[str, list[Told], list[Fact]]]:
    written = lines()
    outcomes = default_engine(["event"]).code(
        [Document(id=f"sha256:{place}", text=text, uri="test") for place, (text, _) in enumerate(written)]
    )
    return [(text, told, list(outcome.facts)) for (text, told), outcome in zip(written, outcomes, strict=True)]


def test_most_of_what_agencies_tell_is_coded(coded: list[tuple[str, list[Told], list[Fact]]]) -> None:
    wanted = [(text, facts, one) for text, told, facts in coded for one in told if not one.optional]
    missed = [text for text, facts, one in wanted if not any(tells(fact, one) for fact in facts)]
    assert len(wanted) > 200
    assert len(missed) <= 0.12 * len(wanted), missed


def test_little_is_coded_that_agencies_do_not_tell(coded: list[tuple[str, list[Told], list[Fact]]]) -> None:
    facts = [(text, told, fact) for text, told, found in coded for fact in found]
    wrong = [(text, fact.rule) for text, told, fact in facts if not any(tells(fact, one) for one in told)]
    assert len(wrong) <= 0.08 * len(facts), wrong
