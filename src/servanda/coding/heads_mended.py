"""Heads of words where the parser is known to hang them on the wrong verb; each rule needs only tags and labels."""

from __future__ import annotations

from collections.abc import Sequence

_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_SET_OFF = frozenset({",", '"', ":", "that"})
_MONTHS = frozenset("january february march april may june july august september october november december".split())


def mended(words: Sequence[str], tags: Sequence[str], deps: Sequence[str], heads: Sequence[int]) -> list[int]:
    """The heads of a sentence's words with those set right that a rule of this file speaks of."""
    return _told_on(words, deps, _finite_joined(tags, deps, heads))


def _finite_joined(tags: Sequence[str], deps: Sequence[str], heads: Sequence[int]) -> list[int]:
    """The heads, where a finite verb is joined to the finite verb above it and to no infinitive: "urged both to talk and offered help"."""
    found = list(heads)
    for token, tag in enumerate(tags):
        above = heads[token]
        if deps[token] != "conj" or tag not in _FINITE or tags[above] != "VB" or deps[above] not in ("xcomp", "advcl", "acl"):
            continue
        infinitive = any(heads[child] == above and tags[child] == "TO" for child in range(above))
        if any(heads[child] == token and deps[child].startswith("nsubj") for child in range(len(tags))) or not infinitive:
            continue
        seen = {token}
        while above not in seen and tags[above] not in _FINITE:
            seen.add(above)
            above = heads[above]
        found[token] = above if tags[above] in _FINITE else heads[token]
    return found


def _told_on(words: Sequence[str], deps: Sequence[str], heads: list[int]) -> list[int]:
    """The heads, where a day between a verb of saying and the subject of what is said is the day of saying: "said on Monday it would go"."""
    for token, word in enumerate(words):
        clause = heads[token]
        told = heads[clause]
        if word != "on" or deps[token] != "prep" or deps[clause] != "ccomp" or not told < token < clause or words[token - 1] in _SET_OFF:
            continue
        day = next((i for i in range(token + 1, clause) if heads[i] == token and words[i].lower() in _DAYS | _MONTHS), None)
        own = [child for child in range(told + 1, clause) if heads[child] == clause]
        subject = any(child > token and deps[child].startswith("nsubj") for child in own)
        if day is not None and subject and not any(child < token for child in own):
            heads[token] = told
    return heads
