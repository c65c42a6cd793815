"""Reporting clauses set off from what they report: "…," X said, "…", and "according to X".

Read from the order of words, for the parser often fails on inverted and split sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servanda.coding.attribution.places import NOUNS, QUOTE_MARKS, STOPS, Place, Report, bare, is_stop, source_place
from servanda.coding.noun_phrases import subject_of
from servanda.coding.parsing import Parse

# "According to plan": no source.
_NO_SOURCE = frozenset(
    "plan need mean means law schedule rule size ability article treaty convention wish principle custom tradition design choice taste weight age".split()
)
_OBJECTS = frozenset({"it", "them", "him", "this", "that"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# A reporting clause in the middle of a sentence is short.
_LONGEST = 24


def aside(parse: Parse, token: int, quoted: Sequence[int], *, alone: bool, hearer: bool) -> tuple[int, tuple[Place, ...]] | None:
    """The source of a verb whose clause is set off by marks, and the rest of the sentence as what is said.

    `quoted` gives each token's quotation, -1 outside. `alone` also takes a clause set off by commas only; `hearer` says that the verb's object is who is told. The content is empty
    where the clause is the whole sentence.
    """
    left, right = clause_bounds(parse, token, quoted)
    if right - left > _LONGEST or _governs(parse, token, left, right, hearer=hearer):
        return None
    before_quote = right + 1 < len(parse) and _quote_follows(parse, right + 1, quoted)
    after_quote = left > 0 and _quote_before(parse, left - 1, quoted)
    whole = left == 0 and right >= len(parse) - 2
    if not (before_quote or after_quote or whole or (alone and left > 1)):
        return None
    source = _source(parse, token, left, right)
    if source is None:
        return None
    if before_quote or after_quote:
        # What is said lies on the side of the quotation; a lead such as "On Friday" and an apposition are no part of it.
        before = bare(parse, 0, left - 1) if after_quote else None
        return source, () if before is None else (before,)
    rest = _rest(parse, left, right)
    # "Politically, the two sides have said little": what stands before a comma is said only if it is a clause.
    return (source, rest) if rest and any(parse.tags[i] in _FINITE and not left <= i <= right for i in range(len(parse))) else None


def as_clause(parse: Parse, token: int) -> tuple[Place, ...]:
    """What "as X announced" is said of: the rest of the sentence beside that clause; empty where the verb heads no such clause."""
    opened = [c for c in parse.children[token] if parse.lowers[c] == "as" and parse.deps[c] in ("mark", "advmod", "prep") and c < token]
    if not opened:
        return ()
    tokens = parse.subtree(token)
    first, last = min(tokens), max(tokens)
    first = min(first, opened[0])
    after = bare(parse, last + 1, len(parse) - 1)
    before = bare(parse, 0, first - 1) if first > 2 else None
    return tuple(place for place in (before, after) if place is not None)


def clause_bounds(parse: Parse, token: int, quoted: Sequence[int]) -> tuple[int, int]:
    """The first and last token of the clause around a verb: up to a mark or a quotation on either side."""
    left = right = token
    own = quoted[token]
    while left > 0 and not is_stop(parse, left - 1) and quoted[left - 1] == own:
        left -= 1
    last = len(parse) - 1
    while right < last and not is_stop(parse, right + 1) and quoted[right + 1] == own:
        right += 1
    # "…," X, the minister, said; "…," X, speaking in Oslo, said: what stands between commas belongs to the clause.
    if left > 2 and parse.words[left - 1] == "," and not any(parse.tags[i] in NOUNS for i in range(left, token)):
        comma = next((i for i in range(left - 2, 0, -1) if is_stop(parse, i) or quoted[i] != own), 0)
        first = comma
        while first > 0 and not is_stop(parse, first - 1) and quoted[first - 1] == own:
            first -= 1
        if parse.words[comma] == "," and quoted[comma] == own and any(parse.tags[i] in NOUNS for i in range(first, comma)):
            left = first
    return left, right


def _governs(parse: Parse, token: int, left: int, right: int, *, hearer: bool) -> bool:
    """Whether a verb has what it reports within its own clause, so that nothing beside it is wanted; a hearer is not that."""
    inverted = left == token
    for child in parse.of(token, "ccomp", "xcomp", "dobj", "oprd", "acomp"):
        # 'said China "will never" yield': the clause begins before the marks.
        if child > token and (left <= child <= right or token < min(parse.subtree(child)) <= right):
            # "…," replied the minister: the parser takes the speaker for an object.
            if parse.deps[child] == "dobj" and (inverted or hearer):
                continue
            return True
    return False


def _quote_before(parse: Parse, token: int, quoted: Sequence[int]) -> bool:
    """Whether a quotation ends at or just before a token."""
    return (
        parse.words[token] in QUOTE_MARKS
        or quoted[token] >= 0
        or (token > 0 and parse.words[token] in STOPS and (quoted[token - 1] >= 0 or parse.words[token - 1] in QUOTE_MARKS))
    )


def _quote_follows(parse: Parse, token: int, quoted: Sequence[int]) -> bool:
    """Whether a quotation begins, or a colon opens a block, at or just after a token."""
    if parse.words[token] == ":":
        return True
    here = token
    while here < len(parse) and parse.words[here] in (",", "--", "-") and here < token + 2:
        here += 1
    return here < len(parse) and (parse.words[here] in QUOTE_MARKS or quoted[here] >= 0)


def _source(parse: Parse, token: int, left: int, right: int) -> int | None:
    """The noun that says it: before the verb in its clause, or after it ("said X")."""
    own = parse.first(token, "nsubj")
    if own is not None and left <= own <= right:
        return own
    before = [i for i in range(left, token) if parse.tags[i] in NOUNS and parse.deps[i] not in ("npadvmod", "pobj", "dobj")]
    comma = next((i for i in range(left, token) if parse.words[i] == ","), None)
    if comma is not None and any(i < comma for i in before):
        before = [i for i in before if i < comma]
    if before:
        tops = [i for i in before if parse.heads[i] not in set(before)]
        return tops[-1] if tops else before[-1]
    if parse.tags[token] == "VBG" and (doer := subject_of(parse, token)) is not None:
        return doer  # "…, calling it "extraordinary""
    after = [
        i for i in range(token + 1, right + 1) if parse.tags[i] in NOUNS and parse.deps[i] != "npadvmod" and parse.lowers[i] not in _OBJECTS
    ]
    return _top(parse, after) if after and after[0] <= token + 5 and parse.tags[after[0] - 1] != "IN" else None


def _top(parse: Parse, nouns: list[int]) -> int:
    """The head of the noun phrase that begins a list of nouns."""
    head = nouns[0]
    while (
        parse.heads[head] in nouns
        and parse.heads[head] != head
        and parse.deps[head] in ("compound", "det", "amod", "poss", "nmod", "nummod")
    ):
        head = parse.heads[head]
    return head


def _rest(parse: Parse, left: int, right: int) -> tuple[Place, ...]:
    """What stands before a clause, and after it where it goes on with what was said."""
    pieces: list[Place] = []
    before = bare(parse, 0, left - 1)
    if before is not None:
        pieces.append(before)
    after = bare(parse, right + 1, len(parse) - 1)
    if after is not None and (not pieces or _carries_on(parse, right)):
        pieces.append(after)
    return tuple(pieces)


def _carries_on(parse: Parse, right: int) -> bool:
    """Whether the words after a clause go on with what is said before it, rather than with the reporting."""
    here = right + 1
    while here < len(parse) and parse.words[here] in STOPS:
        if parse.words[here] in QUOTE_MARKS:
            return True
        here += 1
    return here < len(parse) and parse.tags[here] not in ("VBG", "WDT", "WP", "WRB", "IN", "CC", "VBN", "RB", "TO")


def by_preposition(parse: Parse, phrase: tuple[str, ...], row: str) -> Iterator[Report]:
    """A source named by a preposition: "according to the ministry", "in the words of the king"."""
    size = len(phrase)
    lowers = parse.lowers
    for token in range(len(lowers) - size):
        if lowers[token] != phrase[0] or lowers[token : token + size] != phrase:
            continue
        last = token + size - 1
        source = parse.first(last, "pobj")
        if source is None:
            nouns = [i for i in range(last + 1, min(last + 8, len(parse))) if parse.tags[i] in NOUNS]
            source = _top(parse, nouns) if nouns else None
        if source is None or parse.lemmas[source] in _NO_SOURCE:
            continue
        end = max(parse.subtree(source))
        if token == 0:
            # At the head of a sentence the source ends at the first comma, whatever the parser makes of it.
            end = next((i - 1 for i in range(source + 1, end) if parse.words[i] == ","), end)
        content = _around(parse, token, end)
        if content:
            yield Report(
                token,
                source,
                source_place(parse, source),
                (parse.starts[token], parse.ends[last]),
                content,
                "_".join(phrase),
                row,
                speech=True,
                voiced=True,
                beside=True,
            )


def _around(parse: Parse, first: int, last: int) -> tuple[Place, ...]:
    """The clause around a prepositional phrase: what stands before it, or else what follows it."""
    before = bare(parse, 0, first - 1) if first > 2 else None
    after = bare(parse, last + 1, len(parse) - 1)
    pieces = [] if before is None else [before]
    if after is not None:
        following = next((i for i in range(last + 1, len(parse)) if parse.words[i] not in STOPS), last)
        if not pieces or parse.tags[following] in ("VBD", "VBZ", "MD", "VBP"):
            pieces.append(after)
    return tuple(pieces)
