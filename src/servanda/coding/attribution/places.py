"""Offsets of sources, cues and contents in a parsed sentence."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from servanda.coding.parsing import Parse

Place = tuple[int, int]

QUOTE_MARKS = frozenset({'"', "''", "``"})
# What sets a reporting clause off from the words it reports.
STOPS = frozenset({",", "--", "-", ";", ":", "—", "―", "–", ".", "?", "!", "…", "...", "*", "•", ">"}) | QUOTE_MARKS
_CLOSING = frozenset({".", ",", ";", ":", "!", "?", "-", "--", "—", "―", "–", "'", ")"}) | QUOTE_MARKS
_SOURCE_CUT = ("npadvmod", "relcl", "acl", "appos", "advcl", "parataxis", "mark", "punct", "dep")
_OPENERS = frozenset({"that", "whether"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT"})


class Report(msgspec.Struct, frozen=True):
    """One reporting word of a sentence with what it reports; places are offsets of the document.

    `voiced` is a content that is told as the source's own words or clause, not merely named ("condemned the raid", "vowed to go").
    `source` is the head token of who says it; `hearer` of who is told. `beside` marks a content that is the rest of the sentence,
    or a quotation yet to be found beside the clause (then `content` is empty).
    """

    token: int
    source: int
    source_place: Place
    cue: Place
    content: tuple[Place, ...]
    verb: str
    row: str
    speech: bool
    voiced: bool
    hearer: int | None = None
    beside: bool = False
    negated: bool = False


def source_place(parse: Parse, token: int) -> Place:
    """The words of a source without clauses and appositions that hang on it; a relative pronoun brings the noun it stands for."""
    if parse.tags[token] in ("WP", "WDT"):
        noun = next((parse.heads[above] for above in (token, *parse.ancestors(token)) if parse.deps[above] == "relcl"), None)
        if noun is not None and noun < token:
            start = source_place(parse, noun)[0]
            return (start, parse.ends[token]) if parse.ends[token] - start <= 60 else source_place(parse, noun)
    inside = set(parse.subtree(token, without=_SOURCE_CUT))
    first = last = token
    # "Secretary-General" is one word, though the parser sees three.
    while first - 1 in inside or (
        first > 1 and parse.tags[first - 1] == "HYPH" and first - 2 in inside and parse.tags[first - 2] in ("NNP", "NN")
    ):
        first -= 1
    # A list of sources goes on after a comma: "Chad, Peru and Fiji said".
    while last + 1 in inside or (last + 2 in inside and (parse.words[last + 1] == "," or parse.tags[last + 1] == "HYPH")):
        last += 1
    if first > 0 and parse.tags[first - 1] in ("DT", "PRP$"):
        first -= 1
    while last > first and (parse.words[last] in _CLOSING or parse.tags[last] in ("POS", "CC")):
        last -= 1
    return parse.starts[first], parse.ends[last]


def cue_place(parse: Parse, token: int, end: int) -> Place:
    """A reporting verb with its auxiliaries, negation, adverbs and particle, as far as they stand together."""
    own = {c for c in parse.children[token] if parse.deps[c] in ("aux", "auxpass", "neg", "advmod", "prt") and parse.words[c] not in STOPS}
    first = token
    while first - 1 in own and parse.lowers[first - 1] not in ("when", "where", "why", "how", "as", "if"):
        first -= 1
    last = max(token, end)
    while last + 1 in own and parse.deps[last + 1] == "prt":
        last += 1
    return parse.starts[first], parse.ends[last]


def is_stop(parse: Parse, token: int) -> bool:
    """Whether a token sets clauses off; a hyphen within a word does not."""
    if parse.words[token] not in STOPS:
        return False
    inside = parse.words[token] == "-" and 0 < token < len(parse) - 1
    return not (inside and parse.starts[token] == parse.ends[token - 1] and parse.ends[token] == parse.starts[token + 1])


def tidy(parse: Parse, tokens: Sequence[int]) -> Place:
    """Offsets of a stretch of tokens without stops at its ends; a quotation mark at an end is kept with its words."""
    first, last = 0, len(tokens) - 1
    while last > first and parse.words[tokens[last]] in (".", ",", ";", ":", "-", "--", "—", "–"):
        last -= 1
    while first < last and parse.words[tokens[first]] in (",", ";", ":", "-", "--", "—", "–", ")"):
        first += 1
    return parse.starts[tokens[first]], parse.ends[tokens[last]]


def bare(parse: Parse, first: int, last: int) -> Place | None:
    """Offsets of tokens `first` to `last` without any marks at the ends; None where nothing is left."""
    while last >= first and parse.words[last] in _CLOSING:
        last -= 1
    while first <= last and parse.words[first] in STOPS:
        first += 1
    return (parse.starts[first], parse.ends[last]) if first <= last else None


def is_told(parse: Parse, content: Sequence[Place]) -> bool:
    """Whether a content is a clause told by the source, not an object, an infinitive or an -ing form that is only named."""
    tokens = {token for place in content for token in parse.at(*place)}
    return any(
        parse.starts[token] == content[0][0] and parse.lowers[token] in _OPENERS and parse.tags[token] == "IN" for token in tokens
    ) or any(
        parse.heads[token] not in tokens
        and parse.deps[token] in ("ccomp", "acl", "relcl", "advcl")
        and parse.tags[token].startswith(("V", "MD"))
        and not any(parse.lowers[child] == "to" for child in parse.of(token, "aux"))
        for token in tokens
    )
