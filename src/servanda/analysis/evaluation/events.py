"""Events against keys: who did what to whom, every event of a sentence, and the four classes of cooperation and conflict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from servanda.analysis.evaluation.keys import Key, Row
from servanda.analysis.evaluation.measures import Measure, Tally
from servanda.records import Actor, Event, Fact

Found = tuple[list[Measure], list[str]]
Coded = Mapping[str, Sequence[Fact]]

# The quad classes: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict (PLOVER's order).
QUAD_CLASS: dict[str, int] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
# Organisations are keyed by their sector, for keys of this form have no code for them.
_BY_SECTOR = frozenset({"IGO", "NGO"})
_PARTS: dict[str, Callable[[tuple[str, str, str]], tuple[str, ...]]] = {
    "joint": lambda triple: triple,
    "dyad": lambda triple: triple[:2],
    "type": lambda triple: triple[2:],
}


def score_dyads(key: Key, coded: Coded) -> Found:
    """Directed triples of source, target and type, on the records whose events all lie between different actors."""
    tallies = {name: Tally() for name in _PARTS}
    misses: list[str] = []
    for row in key.rows:
        wanted = {(event["source"], event["target"], event["type"]) for event in row["events"]}
        if not wanted or any(not source or not target or source == target for source, target, _ in wanted):
            continue
        got = {triple for event in _events(coded[row["id"]], denied=False) for triple in _triples(event)}
        for name, part in _PARTS.items():
            asked, given = {part(one) for one in wanted}, {part(one) for one in got}
            tally = tallies[name]
            tally.right += len(asked & given)
            tally.found += len(asked & given)
            tally.coded += len(given)
            tally.keyed += len(asked)
        if wanted != got:
            misses.append(f"{row['id']}: {row['text']}\n    key   {sorted(wanted)}\n    coded {sorted(got)}")
    return [tally.measure(name) for name, tally in tallies.items()], misses


def _events(facts: Iterable[Fact], *, denied: bool) -> list[Event]:
    return [fact.claim for fact in facts if isinstance(fact.claim, Event) and (denied or fact.certainty != "denied")]


def _triples(event: Event) -> set[tuple[str, str, str]]:
    """Who, whom and what; an actor does nothing to itself, but two unnamed bodies of one code may."""
    return {
        (_side(source), _side(target), event.type)
        for source in event.sources
        for target in event.targets
        if _side(source) != _side(target) or source.actor != target.actor
    }


def _side(actor: Actor) -> str:
    return actor.sector if actor.sector in _BY_SECTOR and actor.sector else actor.actor or ""


def score_every_event(key: Key, coded: Coded) -> Found:
    """Whole events: both sides, type and certainty; optional ones may be coded and need not.

    A coded event is right where some keyed one has it, a keyed one is found where some coded one has it.
    """
    tests: dict[str, Callable[[Row, Fact], bool]] = {
        "whole": lambda row, fact: _same_sides(row, fact) and _same_type(row, fact) and fact.certainty in row["certainty"],
        "dyad and type": lambda row, fact: _same_sides(row, fact) and _same_type(row, fact),
        "dyad": _same_sides,
        "type": _same_type,
    }
    tallies = {name: Tally() for name in tests}
    misses: list[str] = []
    for row in key.rows:
        if row.get("unsure"):
            continue
        got = [fact for fact in coded[row["id"]] if isinstance(fact.claim, Event)]
        core = [event for event in row["events"] if not event.get("optional")]
        for name, test in tests.items():
            tally = tallies[name]
            tally.right += sum(any(test(event, fact) for event in row["events"]) for fact in got)
            tally.coded += len(got)
            tally.found += sum(any(test(event, fact) for fact in got) for event in core)
            tally.keyed += len(core)
        misses += _event_misses(row, core, got, tests["whole"])
    return [tally.measure(name) for name, tally in tallies.items()], misses


def _event_misses(row: Row, core: list[Row], got: list[Fact], test: Callable[[Row, Fact], bool]) -> list[str]:
    missed = [
        f"{row['id']}: missed {event['sources']} {event['type']} {event['targets']} {event['certainty']}: {row['text']}"
        for event in core
        if not any(test(event, fact) for fact in got)
    ]
    beside = [
        f"{row['id']}: not in the key: {sorted(codes(fact.claim.sources))} {fact.claim.type} {sorted(codes(fact.claim.targets))} "
        f"{fact.certainty}: {row['text']}"
        for fact in got
        if isinstance(fact.claim, Event) and not any(test(event, fact) for event in row["events"])
    ]
    return missed + beside


def codes(actors: Iterable[Actor]) -> set[str]:
    """The codes of the actors that have one."""
    return {actor.actor for actor in actors if actor.actor}


def _same_sides(row: Row, fact: Fact) -> bool:
    """Whether a coded event has the keyed sides, in either direction where the key says that it is reciprocal."""
    if not isinstance(fact.claim, Event):
        return False
    sources, targets = codes(fact.claim.sources), codes(fact.claim.targets)
    pairs = [
        (set(one), set(other)) for one in row.get("sources_any") or [row["sources"]] for other in row.get("targets_any") or [row["targets"]]
    ]
    if row.get("reciprocal"):
        both = sources | targets
        return any(_meets(both, one | other) and len(both) >= min(2, len(one | other)) for one, other in pairs)
    return any(_meets(sources, one) and _meets(targets, other) for one, other in pairs)


def _meets(got: set[str], wanted: set[str]) -> bool:
    """Whether a side is one of those wanted and nobody else; an empty side meets an empty one."""
    return (not got and not wanted) or (bool(got & wanted) and got <= wanted)


def _same_type(row: Row, fact: Fact) -> bool:
    return isinstance(fact.claim, Event) and bool({fact.claim.type, fact.claim.of} & set(row["type"]))


def score_quad_class(key: Key, coded: Coded) -> Found:
    """The most frequent class among a sentence's events, where the key has one (0 says that no class fits)."""
    covered, right = Tally(), Tally()
    misses: list[str] = []
    for row in key.rows:
        if row["quad"] == 0:
            continue
        covered.keyed += 1
        votes = Counter(QUAD_CLASS[event.type] for event in _events(coded[row["id"]], denied=False))
        if not votes:
            continue
        covered.found += 1
        right.keyed += 1
        same = votes.most_common(1)[0][0] == row["quad"]
        right.found += same
        if not same:
            misses.append(f"{row['id']}: key {row['quad']}, coded {dict(votes)}: {row['text']}")
    return [covered.measure("coverage", coded=False), right.measure("accuracy", coded=False, note="where coded")], misses
