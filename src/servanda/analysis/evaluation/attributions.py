"""Statements against a key of character spans: content, source and cue, by overlap."""

from __future__ import annotations

from collections.abc import Iterable

from servanda.analysis.evaluation.events import Coded, Found
from servanda.analysis.evaluation.keys import Key, Row
from servanda.analysis.evaluation.measures import Tally
from servanda.records import Fact, Statement

# Two stretches are the same where they share half of the shorter one's characters.
_HALF = 0.5
_PARTS = ("content", "speaker", "cue")


def score_statements(key: Key, coded: Coded) -> Found:
    """Contents found, and of those found the right source and cue; each keyed content takes up one coded one at most."""
    tallies = {name: Tally() for name in _PARTS}
    misses: list[str] = []
    for row in key.rows:
        got = [_coded_parts(row["text"], fact) for fact in coded[row["id"]] if isinstance(fact.claim, Statement)]
        used: set[int] = set()
        for wanted in map(_keyed_parts, row["attributions"]):
            hit = next((i for i, one in enumerate(got) if i not in used and _same(wanted["content"], one["content"])), None)
            for name in _PARTS:
                tallies[name].keyed += bool(wanted[name])
            if hit is None:
                places = wanted["content"]
                misses.append(
                    f"{row['id']}: missed: {row['text'][min(places) : max(places) + 1]!r}" if places else f"{row['id']}: an empty row"
                )
                continue
            used.add(hit)
            for name in _PARTS:
                same = bool(wanted[name]) and _same(wanted[name], got[hit][name])
                tallies[name].right += same
                tallies[name].found += same
        for one in got:
            for name in _PARTS:
                tallies[name].coded += bool(one[name])
    return [tally.measure(name) for name, tally in tallies.items()], misses


def _keyed_parts(row: Row) -> dict[str, set[int]]:
    return {"content": _places(row["content"]), "speaker": _places(row.get("source") or ()), "cue": _places(row.get("cue") or ())}


def _places(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def _coded_parts(text: str, fact: Fact) -> dict[str, set[int]]:
    """Where a coded statement's words stand; the words nearest to its evidence are meant."""
    claim = fact.claim
    if not isinstance(claim, Statement):
        return {name: set() for name in _PARTS}
    near = fact.spans[0].start
    speakers = [_nearest(text, speaker.words, near) for speaker in claim.speakers]
    return {"content": _nearest(text, claim.content, near), "speaker": set().union(*speakers), "cue": _nearest(text, claim.cue, near)}


def _nearest(text: str, words: str | None, near: int) -> set[int]:
    if not words:
        return set()
    after = text.find(words, near)
    before = text.rfind(words, 0, near + len(words) - 1) if near else -1
    found = [place for place in (before, after) if place >= 0]
    if not found:
        return set()
    best = min(found, key=lambda place: (abs(place - near), place))
    return set(range(best, best + len(words)))


def _same(one: set[int], other: set[int]) -> bool:
    return bool(one) and bool(other) and len(one & other) >= _HALF * min(len(one), len(other))
