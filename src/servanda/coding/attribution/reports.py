"""Reports of one parsed sentence: reporting words with their source and their content.

"X said that …", "X vowed to …", "X called for …", "…, X said", "according to X", "X's claim that …", "X is confident that …".
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from servanda.coding.noun_phrases import subject_of
from servanda.coding.parsing import Parse
from servanda.vocabulary.speech import Reporting, SpeechWords

Place = tuple[int, int]

_SOURCE_CUT = ("relcl", "acl", "appos", "advcl", "parataxis", "mark", "punct", "dep")
_CLAUSES = ("ccomp",)
_STOPS = frozenset({",", "--", "-", ";", ":", "—", '"', "''", "``", "'", ".", "?", "!", "…", "..."})
_CLOSING = frozenset({".", ",", ";", ":", "!", "?", "-", "--", "—", "'", '"', "''", ")"})
_LIGHT = frozenset(
    {"make", "issue", "express", "voice", "give", "offer", "repeat", "reiterate", "reaffirm", "have", "announce", "deliver", "declare"}
)
_BE = frozenset({"be", "become", "remain", "seem", "appear", "feel", "sound", "stay", "look"})


class Report(msgspec.Struct, frozen=True):
    """One reporting word of a sentence; `source` is the head token of who says it, None where the sentence names nobody.

    `said` places lie in the document; `beside` marks a content read as the rest of the sentence rather than as a complement.
    """

    token: int
    source: int | None
    source_place: Place | None
    cue: Place
    content: tuple[Place, ...]
    verb: str
    hearer: int | None
    beside: bool
    row: str
    negated: bool


def reports_in(parse: Parse, words: SpeechWords) -> Iterator[Report]:
    """The reports of one sentence, in the order of their reporting words."""
    for token, lemma in enumerate(parse.lemmas):
        tag = parse.tags[token]
        if tag.startswith("V"):
            how = _verb_entry(parse, token, lemma, words)
            if how is not None:
                yield from _by_verb(parse, token, how)
        elif tag.startswith("N") and lemma in words.nouns:
            yield from _by_noun(parse, token, words.nouns[lemma])
        elif tag.startswith("J") and lemma in words.adjectives:
            yield from _by_adjective(parse, token, words.adjectives[lemma])
    for phrase in words.prepositions:
        yield from _by_preposition(parse, phrase)


def _verb_entry(parse: Parse, token: int, lemma: str, words: SpeechWords) -> Reporting | None:
    """The entry of a verb, with its particle or preposition where one is listed."""
    for child in parse.of(token, "prt", "advmod", "prep", "acomp", "ccomp"):
        if child > token:
            how = words.phrasal.get((lemma, parse.lowers[child]))
            if how is not None:
                return how
    return words.verbs.get(lemma)


def _by_verb(parse: Parse, token: int, how: Reporting) -> Iterator[Report]:
    """A reporting verb: its doer and what it governs, or what stands beside it."""
    if parse.deps[token] in ("amod", "compound", "aux", "auxpass"):
        return
    source, passive = _doer(parse, token)
    hearer: int | None = None
    pieces: list[Place] = []
    cue_end = token
    objects = parse.of(token, "dobj", "dative")
    if how.hearer and objects:
        hearer = objects[0]
    complement = _complement(parse, token, how)
    beside = False
    if complement is not None:
        pieces.append(complement)
    elif not passive and (found := _of_object(parse, token, how, hearer)) is not None:
        piece, cue_end = found
        pieces.append(piece)
    if passive and not pieces:
        subject = parse.first(token, "nsubjpass")
        if subject is not None and source is not None and how.frames & {"object", "as", "to"}:
            pieces.append(_tidy(parse, parse.subtree(subject)))
            if (found := _as(parse, token)) is not None:
                pieces.append(found)
        elif source is None and how.frames & {"object", "as"}:
            return
    if not pieces and "quote" in how.frames:
        rest = _rest(parse, token)
        if rest is not None:
            frame_source, pieces = rest
            beside = True
            if source is None or not (parse.deps[source] in ("nsubj",) and source != token):
                source = frame_source if frame_source is not None else source
    if not pieces and source is None:
        return
    place = None if source is None else _noun_place(parse, source)
    yield Report(
        token=token,
        source=source,
        source_place=place,
        cue=_cue(parse, token, cue_end),
        content=tuple(pieces),
        verb=parse.lemmas[token],
        hearer=hearer,
        beside=beside,
        row=how.row,
        negated=parse.first(token, "neg") is not None,
    )


def _doer(parse: Parse, token: int) -> tuple[int | None, bool]:
    """Who does the reporting, and whether the verb is passive (then it is its "by" phrase)."""
    passive = parse.first(token, "nsubjpass", "auxpass") is not None
    participle = parse.tags[token] == "VBN" and parse.deps[token] in ("acl", "relcl", "advcl") and not parse.of(token, "aux")
    if passive or participle:
        agent = parse.first(token, "agent")
        noun = None if agent is None else parse.first(agent, "pobj")
        return noun, True
    subject = subject_of(parse, token)
    if subject is not None and parse.tags[subject] in ("WDT", "WP", "WRB"):
        for above in parse.ancestors(token):
            if parse.deps[above] == "relcl":
                return parse.heads[above], False
        if parse.deps[token] == "relcl":
            return parse.heads[token], False
    if subject is not None and parse.tags[subject] in ("EX",):
        return None, False
    return subject, False


def _complement(parse: Parse, token: int, how: Reporting) -> Place | None:
    """The clause, infinitive or -ing form that a verb governs."""
    if "clause" in how.frames or "quote" in how.frames:
        for child in parse.of(token, *_CLAUSES):
            if _is_clause(parse, child) or child > token:
                return _with_object(parse, token, child) if not how.hearer else _tidy(parse, parse.subtree(child))
    if "to" in how.frames:
        for child in parse.of(token, "xcomp", "ccomp", "advcl"):
            if child > token and any(parse.lowers[c] == "to" and parse.deps[c] == "aux" for c in parse.children[child]):
                return _with_object(parse, token, child) if not how.hearer else _tidy(parse, parse.subtree(child))
    if "gerund" in how.frames:
        for child in parse.of(token, "xcomp", "pcomp"):
            if child > token and parse.tags[child] == "VBG":
                return _tidy(parse, parse.subtree(child))
    return None


def _is_clause(parse: Parse, token: int) -> bool:
    """Whether a token heads a clause with a subject of its own or a complementiser."""
    return any(parse.deps[c] in ("nsubj", "nsubjpass", "mark", "expl", "csubj") for c in parse.children[token])


def _with_object(parse: Parse, verb: int, child: int) -> Place:
    """A complement together with the object before it: "urged Libya to release the crew"."""
    tokens = parse.subtree(child)
    for noun in parse.of(verb, "dobj", "dative"):
        if verb < noun < child:
            tokens = sorted({*parse.subtree(noun), *tokens})
    return _tidy(parse, tokens)


def _of_object(parse: Parse, token: int, how: Reporting, hearer: int | None) -> tuple[Place, int] | None:
    """What a verb says in an object or a prepositional phrase, and the last token of its cue."""
    for child in parse.of(token, "prep", "agent", "prt", "dative"):
        if child > token and parse.lowers[child] in how.prepositions:
            noun = parse.first(child, "pobj", "pcomp")
            if noun is None and parse.deps[child] == "prt":
                noun = parse.first(token, "dobj")
            if noun is not None and noun > child:
                objects = [o for o in parse.of(token, "dobj") if token < o < child and o != hearer]
                if objects:
                    return _tidy(parse, sorted({*parse.subtree(objects[0]), *parse.subtree(child)})), token
                if hearer is not None:
                    return _tidy(parse, parse.subtree(noun)), token
                return _tidy(parse, parse.subtree(noun)), child if child == token + 1 else token
    if "as" in how.frames:
        for child in parse.of(token, "oprd", "ccomp", "prep", "xcomp"):
            if child > token and (parse.deps[child] != "prep" or parse.lowers[child] == "as"):
                return _with_object(parse, token, child), token
    if "object" in how.frames and not how.hearer:
        for child in parse.of(token, "dobj"):
            if child > token:
                tokens = set(parse.subtree(child))
                for later in parse.of(token, "prep", "oprd"):
                    if later > child and parse.lowers[later] in ("for", "of", "as", "to", "from", "with", "against", "over", "in"):
                        tokens |= set(parse.subtree(later))
                return _tidy(parse, sorted(tokens)), token
    return None


def _as(parse: Parse, token: int) -> Place | None:
    """What a thing is called: "was described by X as …"."""
    for child in parse.of(token, "prep", "oprd"):
        if child > token and (parse.deps[child] == "oprd" or parse.lowers[child] == "as"):
            return _tidy(parse, parse.subtree(child))
    return None


def _rest(parse: Parse, token: int) -> tuple[int | None, list[Place]] | None:
    """The source beside a verb set off by commas or quotes, and the rest of the sentence as what is said.

    Read from the words' order, for the parser often fails on it: "…, X said", "…," said X, "…", X said on Monday, "…".
    """
    left = token
    while left > 0 and parse.words[left - 1] not in _STOPS:
        left -= 1
    right = token
    last = len(parse) - 1
    while right < last and parse.words[right + 1] not in _STOPS:
        right += 1
    if left == 0 and not _ends_frame(parse, right):
        return None
    nouns_before = [i for i in range(left, token) if parse.tags[i] in _NOUNS]
    nouns_after = [i for i in range(token + 1, right + 1) if parse.tags[i] in _NOUNS]
    source = _nearest_phrase(parse, nouns_before, token) if nouns_before else (_first_phrase(parse, nouns_after) if nouns_after else None)
    pieces: list[Place] = []
    if left >= 2:
        before = [i for i in range(left) if True]
        while before and parse.words[before[-1]] in _CLOSING:
            before.pop()
        if before:
            pieces.append((parse.starts[before[0]], parse.ends[before[-1]]))
    if right < last - 1:
        after = list(range(right + 1, last + 1))
        while after and parse.words[after[-1]] in _CLOSING:
            after.pop()
        while after and parse.words[after[0]] in _STOPS:
            after.pop(0)
        if after and (not pieces or _carries_on(parse, right, after[0])):
            pieces.append((parse.starts[after[0]], parse.ends[after[-1]]))
    if source is None or not pieces:
        return None
    return source, pieces


_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT"})


def _ends_frame(parse: Parse, right: int) -> bool:
    """Whether what follows a reporting verb at the head of a sentence is set off as speech: a colon or a quotation."""
    following = parse.words[right + 1 : right + 3]
    return bool(following) and (
        following[0] in (":", '"', "''", "``") or (len(following) > 1 and following[0] == "," and following[1] in ('"', "``", "''", "'"))
    )


def _carries_on(parse: Parse, right: int, first: int) -> bool:
    """Whether the words after a frame go on with what is said before it, rather than with the reporting."""
    between = parse.words[right + 1 : first]
    if any(word in ('"', "``", "''") for word in between):
        return True
    return parse.tags[first] not in ("VBG", "WDT", "WP", "WRB", "IN", "CC", "VBN", "RB")


def _nearest_phrase(parse: Parse, nouns: list[int], verb: int) -> int:
    """The head of the noun phrase before a verb: the highest of its nouns."""
    inside = set(nouns)
    own = parse.first(verb, "nsubj")
    if own in inside:
        return own  # type: ignore[return-value]
    tops = [noun for noun in nouns if parse.heads[noun] not in inside]
    return tops[0] if tops else nouns[-1]


def _first_phrase(parse: Parse, nouns: list[int]) -> int:
    """The head of the noun phrase after a verb."""
    head = nouns[0]
    while (
        parse.heads[head] in nouns
        and parse.heads[head] != head
        and parse.deps[head] in ("compound", "det", "amod", "poss", "nmod", "nummod")
    ):
        head = parse.heads[head]
    return head


def _by_noun(parse: Parse, token: int, how: Reporting) -> Iterator[Report]:
    """A noun of speech or thought with an owner, or with a verb that lends it one ("made a promise to …")."""
    source = parse.first(token, "poss")
    cue_start = token
    if source is None and parse.deps[token] == "dobj" and parse.lemmas[parse.heads[token]] in _LIGHT:
        source = subject_of(parse, parse.heads[token])
        cue_start = parse.heads[token]
    if source is None:
        for child in parse.of(token, "prep"):
            if child > token and parse.lowers[child] in ("by", "from"):
                source = parse.first(child, "pobj")
    if source is None:
        return
    content = cue_end = None
    for child in parse.of(token, "acl", "ccomp", "relcl", "xcomp"):
        lowers = [parse.lowers[c] for c in parse.children[child]]
        if child > token and ("that" in lowers or "to" in lowers) and (parse.deps[child] != "relcl" or "to" in lowers):
            content, cue_end = _tidy(parse, parse.subtree(child)), token
            break
    if content is None:
        for child in parse.of(token, "prep"):
            if child > token and parse.lowers[child] in how.prepositions:
                noun = parse.first(child, "pobj", "pcomp")
                if noun is not None:
                    content, cue_end = _tidy(parse, parse.subtree(noun)), child if child == token + 1 else token
                    break
    if content is None or cue_end is None:
        return
    yield Report(
        token=token,
        source=source,
        source_place=_noun_place(parse, source),
        cue=(parse.starts[cue_start], parse.ends[cue_end]),
        content=(content,),
        verb=parse.lemmas[token],
        hearer=None,
        beside=False,
        row=how.row,
        negated=False,
    )


def _by_adjective(parse: Parse, token: int, how: Reporting) -> Iterator[Report]:
    """An adjective of thought or feeling said of somebody: "is confident that …", "was critical of …"."""
    verb = parse.heads[token]
    if parse.deps[token] not in ("acomp", "ROOT", "conj", "advcl", "oprd") or (
        parse.deps[token] == "acomp" and parse.lemmas[verb] not in _BE
    ):
        return
    anchor = verb if parse.deps[token] in ("acomp", "oprd") else token
    source = subject_of(parse, anchor)
    if source is None or parse.lowers[source] in ("it", "this", "that", "which", "there"):
        return
    content: Place | None = None
    cue_end = token
    for child in (*parse.of(token, "ccomp", "xcomp"), *parse.of(anchor, "ccomp", "xcomp")):
        if child > token:
            content = _tidy(parse, parse.subtree(child))
            break
    if content is None:
        for child in parse.of(token, "prep"):
            if child > token and parse.lowers[child] in how.prepositions:
                noun = parse.first(child, "pobj", "pcomp")
                if noun is not None:
                    content, cue_end = _tidy(parse, parse.subtree(noun)), child if child == token + 1 else token
                    break
    if content is None:
        return
    first = anchor if anchor < token else token
    yield Report(
        token=token,
        source=source,
        source_place=_noun_place(parse, source),
        cue=(parse.starts[first], parse.ends[cue_end]),
        content=(content,),
        verb=parse.lemmas[token],
        hearer=None,
        beside=False,
        row=how.row,
        negated=parse.first(anchor, "neg") is not None,
    )


def _by_preposition(parse: Parse, phrase: tuple[str, ...]) -> Iterator[Report]:
    """A source named by a preposition: "according to the ministry", "in the words of the king"."""
    size = len(phrase)
    lowers = parse.lowers
    for token in range(len(lowers) - size):
        if lowers[token] != phrase[0] or lowers[token : token + size] != phrase:
            continue
        last = token + size - 1
        source = parse.first(last, "pobj")
        if source is None:
            nouns = [i for i in range(last + 1, min(last + 8, len(parse))) if parse.tags[i] in _NOUNS]
            source = _first_phrase(parse, nouns) if nouns else None
        if source is None or parse.lemmas[source] in (
            "plan",
            "need",
            "mean",
            "means",
            "law",
            "schedule",
            "rule",
            "size",
            "ability",
            "article",
        ):
            continue
        tokens = parse.subtree(source)
        end = max(tokens)
        content = _around(parse, token, end)
        if content is None:
            continue
        yield Report(
            token=token,
            source=source,
            source_place=_noun_place(parse, source),
            cue=(parse.starts[token], parse.ends[last]),
            content=content,
            verb="_".join(phrase),
            hearer=None,
            beside=True,
            row="according-to",
            negated=False,
        )


def _around(parse: Parse, first: int, last: int) -> tuple[Place, ...] | None:
    """The clause around a prepositional phrase: what stands before it, or else what follows it."""
    before = list(range(first))
    while before and parse.words[before[-1]] in _CLOSING:
        before.pop()
    after = list(range(last + 1, len(parse)))
    while after and parse.words[after[0]] in _STOPS:
        after.pop(0)
    while after and parse.words[after[-1]] in _CLOSING:
        after.pop()
    pieces: list[Place] = []
    if len(before) > 2:
        pieces.append((parse.starts[before[0]], parse.ends[before[-1]]))
    if after and (not pieces or parse.tags[after[0]] in ("VBD", "VBZ", "MD", "VBP")):
        pieces.append((parse.starts[after[0]], parse.ends[after[-1]]))
    return tuple(pieces) or None


def _noun_place(parse: Parse, token: int) -> Place:
    """The words of a source, without clauses and appositions that hang on it."""
    tokens = parse.subtree(token, without=_SOURCE_CUT)
    inside = set(tokens)
    first = last = token
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    while last > first and (parse.words[last] in _CLOSING or parse.tags[last] in ("POS", "CC", ",")):
        last -= 1
    return parse.starts[first], parse.ends[last]


def _cue(parse: Parse, token: int, end: int) -> Place:
    """A reporting verb with its auxiliaries, negation, adverbs and particle, as far as they stand together."""
    own = {c for c in parse.children[token] if parse.deps[c] in ("aux", "auxpass", "neg", "advmod", "prt") and parse.words[c] not in _STOPS}
    first = token
    while first - 1 in own and parse.lowers[first - 1] not in ("when", "where", "why", "how", "as", "if"):
        first -= 1
    last = max(token, end)
    while last + 1 in own and parse.deps[last + 1] == "prt":
        last += 1
    return parse.starts[first], parse.ends[last]


def _tidy(parse: Parse, tokens: list[int]) -> Place:
    """Offsets of a stretch of tokens without stops at its ends; a quotation mark at an end is kept with its words."""
    first, last = 0, len(tokens) - 1
    while last > first and parse.words[tokens[last]] in (".", ",", ";", ":", "-", "--", "—"):
        last -= 1
    while first < last and parse.words[tokens[first]] in (",", ";", ":", "-", "--", "—", ")"):
        first += 1
    return parse.starts[tokens[first]], parse.ends[tokens[last]]
