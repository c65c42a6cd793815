"""The clause in which an amount stands, and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.coding.parsing import Parse

_HEADS = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp", "csubj"})


def clause_of(parse: Parse, token: int) -> int:
    """The verb that heads the clause of a token; an infinitive belongs to the clause of the verb that governs it."""
    here = token
    while parse.heads[here] != here:
        if parse.deps[here] in _HEADS and (parse.tags[here].startswith("V") or parse.tags[here] == "MD") and not _shares(parse, here):
            return here
        here = parse.heads[here]
    return here


def _shares(parse: Parse, verb: int) -> bool:
    """Whether a joined verb or a purpose has no subject of its own, so that it tells of the same doers: "agreed and lent"."""
    return parse.deps[verb] == "acl" or (parse.deps[verb] == "conj" and parse.tags[parse.heads[verb]][0] != "V")


def in_clause(parse: Parse, token: int, clause: int) -> bool:
    """Whether a token belongs to a clause and not to one that hangs on it."""
    return clause_of(parse, token) == clause


def tokens_of(parse: Parse, clause: int) -> Iterator[int]:
    """The tokens of a clause, in order."""
    return (token for token in range(len(parse)) if clause_of(parse, token) == clause)


def verb_above(parse: Parse, token: int) -> int | None:
    """The nearest verb that a token depends on."""
    return next((above for above in parse.ancestors(token) if parse.tags[above].startswith("V")), None)
