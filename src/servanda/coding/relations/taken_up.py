"""Relations that a pronoun takes up: "restored ties eight months after Chad cut them", "those with Niger are improving"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from servanda.coding.parsing import Parse
from servanda.coding.prepared import Prepared
from servanda.coding.sentence import Sentence
from servanda.coding.timing import when_of
from servanda.dating import Anchor, find_dates, to_when
from servanda.moments import Moment
from servanda.records import When

_PRONOUNS = frozenset({"them", "they", "it"})
_DONE_TO = frozenset({"dobj", "nsubjpass"})
# "Eight months after", at the end of what stands before a clause.
_LEAD = re.compile(r"(?P<length>\b[\w-]+\s+(?:day|week|month|year|decade)s?)\s+(?P<word>after|before)\s+$", re.IGNORECASE)


class Antecedent(msgspec.Struct, frozen=True):
    """A relation noun told of before: its token, the pairs whose relation it is, and whose it is where it says with whom."""

    noun: int
    pairs: tuple[tuple[str, str], ...]
    owner: str | None


def owner_of(sentence: Sentence, parse: Parse, noun: int, pairs: list[tuple[str, str]]) -> str | None:
    """Whose relation a noun tells of where its own words name only with whom: Chad's in "Chad wants better ties with Mali"."""
    partners = {
        actor
        for preposition in parse.of(noun, "prep")
        if parse.lowers[preposition] == "with"
        for target in parse.of(preposition, "pobj")
        if (mention := sentence.mention_at(parse.starts[target], parse.ends[target])) is not None
        for actor in mention.actors
    }
    owners = {code for pair in pairs for code in pair} - partners
    return owners.pop() if partners and len(owners) == 1 else None


def pronouns_for(parse: Parse, noun: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The pronouns from a relation noun to token `end` that stand for it, each with its verb and what it is to that."""
    for token in range(noun + 1, end):
        if parse.lowers[token] not in _PRONOUNS:
            continue
        verb, dep = parse.heads[token], parse.deps[token]
        if parse.tags[verb].startswith("V") and (dep in _DONE_TO or (dep == "nsubj" and parse.first(verb, "dobj") is None)):
            yield token, verb, dep


def those_with(parse: Parse) -> Iterator[int]:
    """Every "those" or "that" that says with whom: "and those with Niger"."""
    for token, lower in enumerate(parse.lowers):
        if lower in ("those", "that") and any(parse.lowers[p] == "with" for p in parse.of(token, "prep")):
            yield token


def when_told(prepared: Prepared, sentence: Sentence, parse: Parse, verb: int) -> When | None:
    """When a verb's act took place: its own date, or so long before or after what it is told beside ("eight months after Chad cut them")."""
    mark = (
        next((m for m in parse.of(verb, "mark") if parse.lowers[m] in ("after", "before")), None) if parse.deps[verb] == "advcl" else None
    )
    lead = _LEAD.search(sentence.plain[: parse.ends[mark] - sentence.start + 1]) if mark is not None else None
    if lead is None:
        return _when_then(prepared, sentence, parse, verb) or when_of(sentence, verb)
    beside = when_of(sentence, parse.heads[verb])
    if beside is None or beside.earliest is None or beside.latest is None:
        return None
    direction = "earlier" if lead["word"].lower() == "after" else "later"
    anchor = Anchor(published=prepared.on, context=Moment(beside.earliest, beside.latest))
    found = next(iter(find_dates(f"{lead['length']} {direction}", anchor)), None)
    told = to_when(found) if found is not None and found.earliest is not None else None
    return None if told is None else When(earliest=told.earliest, latest=told.latest, words=lead.group().strip())


def _when_then(prepared: Prepared, sentence: Sentence, parse: Parse, verb: int) -> When | None:
    """The day from which something holds as the day of what began it: "no ties since 1978, when Chad broke them off"."""
    then = next((t for t in parse.of(verb, "advmod", "mark") if parse.lowers[t] == "when"), None)
    since = next((d for d in sentence.dates if then is not None and d.held and 0 <= parse.starts[then] - d.end <= 2), None)
    if since is None:
        return None
    found = next(
        iter(find_dates(re.sub(r"^(?:ever\s+)?since\b", "in", since.words, flags=re.IGNORECASE), Anchor(published=prepared.on))), None
    )
    return to_when(found) if found is not None else None
