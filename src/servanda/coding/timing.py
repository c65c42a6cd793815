"""When an act in a sentence took place: the date words that belong to its clause."""

from __future__ import annotations

from servanda.coding.parsing import Parse
from servanda.coding.sentence import Sentence
from servanda.dating import DateMention, to_when
from servanda.records import When

_CLAUSE = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp", "csubj", "xcomp"})
# Nouns that count out a stretch of time: "the end of 2019".
_PARTS = frozenset(
    "end beginning start middle close turn course month week day night morning afternoon evening eve spring summer autumn fall winter half quarter part".split()
)
_AHEAD = ("next", "tomorrow", "coming", "the coming", "the next", "later")
_NO_TIME = frozenset({"duration", "name"})


def when_of(sentence: Sentence, token: int) -> When | None:
    """The time of what token `token` tells, from the date words of its own clause; None where the text gives none.

    Date words in another clause ("said on Tuesday that it had signed") are not taken over.
    """
    parse = sentence.parse
    if parse is None:
        return None
    own = _clause_of(parse, token)
    best: tuple[int, DateMention] | None = None
    for date in sentence.dates:
        if date.kind in _NO_TIME or (date.earliest is None and date.latest is None):
            continue
        head = parse.head_of(date.start, date.end)
        if head is None:
            continue
        distance = None if _is_anothers(parse, head, date, token) else _distance(parse, head, token, own)
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, date)
    return None if best is None else to_when(best[1])


def _is_anothers(parse: Parse, head: int, date: DateMention, token: int) -> bool:
    """Whether date words tell the time of something else than a token: "since the attacks of 11 September", "invited him to come next year"."""
    above = parse.heads[head]
    if parse.deps[head] == "pobj" and parse.lowers[above] == "of":
        noun = parse.heads[above]
        inside = parse.starts[noun] < date.end and date.start < parse.ends[noun]
        if parse.tags[noun].startswith("N") and noun != token and not inside and parse.lemmas[noun] not in _PARTS:
            return True
    if not date.words.lower().startswith(_AHEAD):
        return False
    for here in [head, *parse.ancestors(head)]:
        if here == token:
            return False
        infinitive = parse.tags[here] == "VB" and any(parse.tags[c] == "TO" for c in parse.of(here, "aux"))
        if infinitive and here > token and parse.tags[token] in ("VBD", "VBN"):
            return True  # what was asked or agreed lies ahead; the asking does not
    return False


def _clause_of(parse: Parse, token: int) -> int:
    """The verb that heads the clause of a token; complements without a subject belong to their governor's clause."""
    here = token
    while parse.heads[here] != here and not _heads_clause(parse, here):
        here = parse.heads[here]
    return here


def _heads_clause(parse: Parse, token: int) -> bool:
    """Whether a token heads a clause of its own: a verb with a finite or participial dependency."""
    return parse.deps[token] in _CLAUSE and parse.tags[token].startswith(("V", "MD")) and parse.deps[token] != "xcomp"


def _distance(parse: Parse, date_head: int, token: int, own: int) -> int | None:
    """How near date words are to a token: 0 below it, 1 in its clause, 2 in the clause it completes; None elsewhere."""
    chain = [date_head, *parse.ancestors(date_head)]
    if token in chain and not any(_heads_clause(parse, t) for t in chain[: chain.index(token)]):
        return 0
    if _clause_of(parse, date_head) == own or _closes_fronted_clause(parse, date_head, own):
        return 1
    # Joined verbs share what stands before the first: "On Monday China protested and recalled its envoy".
    if parse.deps[own] == "conj" and _clause_of(parse, date_head) == _first_conjunct(parse, own) and date_head < own:
        return 2
    # What closes a chain of joined verbs is said of all of them: "signed a treaty and issued a statement during the visit of July 15".
    last = _clause_of(parse, date_head)
    if parse.deps[last] == "conj" and _first_conjunct(parse, last) == own and date_head > last:
        return 3
    return None


def _closes_fronted_clause(parse: Parse, date_head: int, own: int) -> bool:
    """Whether date words end a clause that stands before its main clause, though the parser gives them to the latter."""
    above = parse.heads[own]
    if parse.deps[own] != "advcl" or not own < date_head < above:
        return False
    return not any(parse.words[t] == "," or parse.tags[t].startswith("V") for t in range(own + 1, date_head))


def _first_conjunct(parse: Parse, token: int) -> int:
    while parse.deps[token] == "conj":
        token = parse.heads[token]
    return token
