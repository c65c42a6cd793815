"""Facts of every kind against a key of anchors: what is right at a place of the text, and what must not be coded there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from servanda.analysis.evaluation.events import Coded, Found, codes
from servanda.analysis.evaluation.keys import Key, Row
from servanda.analysis.evaluation.measures import Tally
from servanda.records import Event, Fact, Figure, Position, Provision, Relation, Speaker, Statement, TreatyAct, fact_to_json

# A figure read from words is as exact as they are; this is for the rounding of numbers in binary.
_EXACT = 1e-6


def score_anchored(key: Key, coded: Coded) -> Found:
    """By kind, how many keyed facts are right (half for one direction of a reciprocal event); then the tempting false facts coded."""
    kinds: dict[str, Tally] = {}
    false, voices = Tally(), Tally()
    misses: list[str] = []
    for row in key.rows:
        near = _near(key.texts[row["doc"]]["text"], row["anchor"], coded[row["doc"]])
        if row["kind"] == "absent":
            false.keyed += 1
            wrong = next((fact for fact in near if any(_breaks(pattern, fact) for pattern in row.get("forbid", ()))), None)
            if wrong is not None:
                false.found += 1
                misses.append(f"{row.get('fact')}: {row['anchor']!r}: coded {_told(wrong)}, but there is no {row.get('must_not')}")
            continue
        same_kind = [fact for fact in near if fact.kind == row["kind"]]
        best = max(same_kind, key=lambda fact: agreement(row, fact), default=None)
        right = agreement(row, best) if best is not None else 0.0
        if row.get("optional"):
            continue
        tally = kinds.setdefault(row["kind"], Tally())
        tally.keyed += 1
        tally.found += right
        tally.right += best is not None
        if best is None:
            misses.append(f"{row.get('fact')}: missed {row['kind']} at {row['anchor']!r}")
        elif right < 1:
            misses.append(f"{row.get('fact')}: wrong {row['kind']} at {row['anchor']!r}: coded {_told(best)}")
        if best is not None and right and row.get("asserted_by"):
            voices.keyed += 1
            voices.found += _voice(best.asserted_by) == _voice(row["asserted_by"])
    total = Tally()
    for tally in kinds.values():
        total.keyed, total.found, total.right = total.keyed + tally.keyed, total.found + tally.found, total.right + tally.right
    lines = [tally.measure(kind, coded=False, note=f"{tally.right:.0f} coded at all") for kind, tally in sorted(kinds.items())]
    lines.append(total.measure("all", coded=False, note=f"{total.right:.0f} coded at all"))
    lines.append(false.measure("false facts", coded=False, note="fewer is better"))
    if voices.keyed:
        lines.append(voices.measure("voices", coded=False, note="who asserts, of the right facts"))
    return lines, misses


def _near(text: str, anchor: str, facts: Iterable[Fact]) -> list[Fact]:
    """The facts whose evidence overlaps an anchor."""
    start = text.index(anchor)
    return [fact for fact in facts if fact.spans[0].start < start + len(anchor) and fact.spans[0].end > start]


def _told(fact: Fact) -> str:
    when = f" {fact.when.earliest}/{fact.when.latest}" if fact.when else ""
    return f"{fact.certainty}{when} {json.dumps(fact_to_json(fact)[fact.kind], ensure_ascii=False)}"


def agreement(row: Row, fact: Fact) -> float:
    """How far a coded fact says what a row says: 1, 0.5 for one direction of a reciprocal event, or 0; fields that a row lacks are not asked."""
    if row.get("certainty") is not None and fact.certainty not in _any_of(row["certainty"]):
        return 0.0
    if not _dated(row, fact):
        return 0.0
    if isinstance(fact.claim, Event):
        return _event(row, fact.claim)
    return float(_SAME[fact.kind](row, fact.claim))


def _any_of(wanted: Any) -> list[Any]:
    return wanted if isinstance(wanted, list) else [wanted]


def _state(code: str | None) -> str:
    return (code or "").partition("/")[0]


def _options(row: Row, field: str) -> list[set[str]] | None:
    """Every acceptable set of actors; None where the row does not ask."""
    lists = row.get(f"{field}_any") or ([row[field]] if row.get(field) else [])
    return [{_state(code) for code in _any_of(one)} for one in lists if one is not None] or None


def _holds(options: list[set[str]] | None, got: Iterable[str]) -> bool:
    """Whether all of one acceptable set are there."""
    given = set(got)
    return options is None or any(one <= given for one in options)


def _dated(row: Row, fact: Fact) -> bool:
    options = row.get("when_any") or ([row["when"]] if row.get("when") else None)
    if options is None:
        return True
    return any((one is None and fact.when is None) or (one is not None and _bounds(fact) == list(one)) for one in options)


def _bounds(fact: Fact) -> list[str | None] | None:
    if fact.when is None:
        return None
    return [day.isoformat() if day else None for day in (fact.when.earliest, fact.when.latest)]


def _event(row: Row, claim: Event) -> float:
    if row.get("type") is not None and not {claim.type, claim.of} & set(_any_of(row["type"])):
        return 0.0
    sources, targets = codes(claim.sources), codes(claim.targets)
    if not row.get("reciprocal"):
        return float(_holds(_options(row, "sources"), sources) and _holds(_options(row, "targets"), targets))
    both = _options(row, "sources")
    if _holds(both, sources) and _holds(both, targets):
        return 1.0
    return 0.5 if both and any(one <= sources | targets for one in both) else 0.0


def _statement(row: Row, claim: Statement) -> bool:
    names = " ".join(f"{one.name or ''} {one.words or ''}" for one in claim.speakers).lower()
    named = any(name.lower() in names or (name.split() and name.lower().split()[-1] in names) for name in _any_of(row["speaker"]))
    states = {one.actor for one in claim.speakers if one.actor}
    of_state = not row.get("state") or bool({_state(code) for code in _any_of(row["state"])} & states)
    return named and of_state and ("direct" not in row or claim.direct in _any_of(row["direct"]))


def _position(row: Row, claim: Position) -> bool:
    return _holds(_options(row, "holders"), claim.holders) and claim.stance in _any_of(row["stance"])


def _figure(row: Row, claim: Figure) -> bool:
    measured = row.get("measure") is None or claim.measure in _any_of(row["measure"])
    same = abs(claim.value - row["value"]) <= _EXACT * abs(row["value"]) and claim.unit in _any_of(row["unit"])
    return same and measured and (not row.get("change") or claim.change is not None)


def _relation(row: Row, claim: Relation) -> bool:
    return _holds(_options(row, "pair"), claim.pair) and claim.trend in _any_of(row["trend"])


def _provision(row: Row, claim: Provision) -> bool:
    forced = "force" not in row or claim.force in _any_of(row["force"])
    typed = "type" not in row or claim.type in _any_of(row["type"])
    return forced and typed and _holds(_options(row, "bearers"), claim.bearers)


def _treaty_act(row: Row, claim: TreatyAct) -> bool:
    return claim.act in _any_of(row["act"]) and _holds(_options(row, "parties"), claim.parties)


_SAME: dict[str, Callable[[Row, Any], bool]] = {
    "statement": _statement,
    "position": _position,
    "figure": _figure,
    "relation": _relation,
    "provision": _provision,
    "treaty_act": _treaty_act,
}


def _voice(source: Speaker | str | dict[str, Any] | None) -> str:
    """The state of who asserts something, as coded or as keyed."""
    if isinstance(source, Speaker):
        return _state(source.actor)
    return _state(source.get("actor") if isinstance(source, dict) else source)


def _breaks(pattern: Row, fact: Fact) -> bool:
    """Whether a coded fact says what a pattern forbids: every field of the pattern fits."""
    return all(_FORBIDDEN[field](_any_of(value), fact) for field, value in pattern.items() if field in _FORBIDDEN)


def _field(name: str) -> Callable[[list[Any], Fact], bool]:
    return lambda wanted, fact: getattr(fact.claim, name, None) in wanted


def _side(name: str) -> Callable[[list[Any], Fact], bool]:
    return lambda wanted, fact: bool(codes(getattr(fact.claim, name, ())) & set(map(_state, wanted)))


def _listed(name: str) -> Callable[[list[Any], Fact], bool]:
    return lambda wanted, fact: bool(set(getattr(fact.claim, name, ())) & set(map(_state, wanted)))


def _everybody(fact: Fact) -> set[str]:
    claim = fact.claim
    named = {code for name in ("pair", "holders", "parties") for code in getattr(claim, name, ())}
    return named | (codes(claim.sources) | codes(claim.targets) if isinstance(claim, Event) else set())


def _mentions(wanted: list[Any], fact: Fact) -> bool:
    words = json.dumps(fact_to_json(fact)[fact.kind], ensure_ascii=False).lower()
    return any(str(one).lower() in words for one in wanted)


_FORBIDDEN: dict[str, Callable[[list[Any], Fact], bool]] = {
    "kind": lambda wanted, fact: "*" in wanted or fact.kind in wanted,
    "type": _field("type"),
    "trend": _field("trend"),
    "act": _field("act"),
    "stance": _field("stance"),
    "certainty": lambda wanted, fact: fact.certainty in wanted,
    "when": lambda wanted, fact: _bounds(fact) == wanted,
    "source": _side("sources"),
    "target": _side("targets"),
    "actor": lambda wanted, fact: bool(_everybody(fact) & set(map(_state, wanted))),
    "without_actor": lambda wanted, fact: not _everybody(fact) & set(map(_state, wanted)),
    "holders": _listed("holders"),
    "parties": _listed("parties"),
    "state": _side("speakers"),
    "about": _mentions,
    "source_words": _mentions,
}
