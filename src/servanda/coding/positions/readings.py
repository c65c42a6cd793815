"""Where a parsed sentence tells a stance: the word, what it is about, and the token that owns it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from servanda.coding.noun_phrases import subject_of
from servanda.coding.parsing import Parse
from servanda.records import Stance
from servanda.vocabulary.stances import StanceWord, StanceWords

# A target of no more words than these is told by its relative clause: "a world in which no power rules".
_BARE = 2
_TARGET_CUT = ("relcl", "advcl", "parataxis", "appos")
# Nouns that are themselves people who hold a stance.
_HOLDING = frozenset({"advocate", "supporter", "proponent", "champion", "defender", "backer", "opponent", "critic", "foe", "adversary"})
# Nouns that tell a stance only where somebody stresses them.
_STRESSED = frozenset({"need", "importance"})
_STRESSING = frozenset(
    {
        "stress",
        "underline",
        "underscore",
        "emphasize",
        "emphasise",
        "highlight",
        "reaffirm",
        "recognize",
        "recognise",
        "acknowledge",
        "affirm",
        "reiterate",
        "note",
        "see",
        "accept",
    }
)
_STANCE_NOUNS = frozenset({"stance", "position", "attitude", "line", "view", "approach", "posture"})
_FRONTS = frozenset(
    {
        *_STANCE_NOUNS,
        "alliance",
        "front",
        "coalition",
        "axis",
        "vote",
        "campaign",
        "statement",
        "argument",
        "voice",
        "resolution",
        "protest",
        "common",
        "unity",
        "cooperation",
    }
)
_GIVING_UP = frozenset(
    {"drop", "abandon", "withdraw", "lift", "end", "renounce", "reverse", "lose", "relinquish", "deny", "reject", "soften", "overcome"}
)
# Courts rule in favour of a party: no stance on an issue.
_JUDGING = frozenset({"rule", "decide", "find", "award", "weigh"})
# What is voted on: "the resolution passed; India abstained".
_VOTED = frozenset({"resolution", "motion", "draft", "amendment", "bill", "proposal", "text"})
_BE = frozenset({"be", "remain", "stay", "seem", "appear", "become", "stand", "come", "speak"})


class Reading(msgspec.Struct, frozen=True):
    """A stance word with the heads of its target; `holder` is the token of its owner, `clause` the token that negation hangs on.

    `judged` readings belong to whoever speaks ("… is unacceptable"); `flips` counts what turns the stance round.
    """

    token: int
    clause: int
    holder: int | None
    targets: tuple[int, ...]
    stance: Stance
    word: StanceWord
    judged: bool = False
    flips: int = 0


def readings_in(parse: Parse, words: StanceWords) -> Iterator[Reading]:
    """The stances of one sentence, in order of their words."""
    for token, lemma in enumerate(parse.lemmas):
        tag = parse.tags[token]
        if tag == "VBN" and parse.lowers[token] in words.adjectives and parse.first(token, "agent") is None:
            yield from _by_adjective(parse, token, words.adjectives[parse.lowers[token]])
        elif tag.startswith("V"):
            yield from _by_verb(parse, token, lemma, words)
        elif tag == "NN" and any(parse.lowers[c] == "to" for c in parse.of(token, "aux")):
            # "an alliance to battle terrorism": the tagger takes the infinitive for a noun.
            yield from _by_verb(parse, token, parse.lowers[token], words)
        elif tag.startswith("N"):
            if lemma in words.nouns:
                yield from _by_noun(parse, token, words.nouns[lemma])
        elif tag.startswith("J"):
            if lemma in words.adjectives:
                yield from _by_adjective(parse, token, words.adjectives[lemma])
        elif tag == "IN" and parse.lowers[token] in _FIRST_PREPOSITIONS:
            yield from _by_preposition(parse, token, words)


# Words that point at something else: no target by themselves.
_POINTING = frozenset({"WP", "WDT", "PRP", "DT"})
_FIRST_PREPOSITIONS = frozenset({"against", "in"})


def _by_verb(parse: Parse, token: int, lemma: str, words: StanceWords) -> Iterator[Reading]:
    """A verb of stance, alone or with its preposition."""
    if parse.deps[token] in ("amod", "compound", "aux", "auxpass"):
        return
    for child in parse.of(token, "prep", "prt", "advmod"):
        word = words.phrasal.get((lemma, parse.lowers[child]))
        if word is not None and child > token:
            found = parse.of(child, "pobj", "pcomp") or parse.of(token, "dobj")
            if found and parse.tags[found[0]] not in _POINTING:
                yield Reading(token, token, subject_of(parse, token), found[:1], word.stance, word)
                return
    word = words.verbs.get(lemma)
    if word is None:
        if lemma == "abstain" and (vote := next((i for i, other in enumerate(parse.lemmas) if other in _VOTED), None)) is not None:
            standing = words.phrasal["abstain", "on"]
            yield Reading(token, token, subject_of(parse, token), (vote,), standing.stance, standing)
        return
    if parse.first(token, "auxpass", "nsubjpass") is not None or (parse.tags[token] == "VBN" and parse.deps[token] in ("acl", "relcl")):
        yield from _passive(parse, token, word)
        return
    target = _object(parse, token, word)
    if target is None or (
        parse.lemmas[target] in _STANCE_NOUNS and parse.of(target, "poss") and parse.tags[parse.of(target, "poss")[0]] == "PRP$"
    ):
        return
    if parse.lemmas[target] in words.nouns and _noun_target(parse, target, words.nouns[parse.lemmas[target]]) is not None:
        return
    yield Reading(token, token, subject_of(parse, token), (target,), word.stance, word)


def _passive(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """A passive, "X was rejected by Y"; without a doer a stance only where it is demanded ("X must be rejected")."""
    agent = parse.first(token, "agent")
    holder = None if agent is None else parse.first(agent, "pobj")
    target = parse.first(token, "nsubjpass")
    if target is None and parse.deps[token] in ("acl", "relcl"):
        target = parse.heads[token]
    if target is not None:
        yield Reading(token, token, holder, (target,), word.stance, word)


def _object(parse: Parse, token: int, word: StanceWord) -> int | None:
    """What a verb of stance governs."""
    for child in parse.children[token]:
        if child < token:
            continue
        dep = parse.deps[child]
        if dep == "dobj" and "object" in word.governs and parse.tags[child] not in _POINTING:
            return child
        if dep in ("xcomp", "pcomp", "ccomp", "advcl") and parse.tags[child] == "VBG" and "gerund" in word.governs:
            return child
        if dep == "ccomp" and "clause" in word.governs:
            return child
        if dep == "prep" and parse.lowers[child] in word.governs:
            found = parse.first(child, "pobj", "pcomp")
            if found is not None:
                return found
    return None


def _noun_target(parse: Parse, token: int, word: StanceWord) -> int | None:
    """What a noun or adjective of stance is about; "to" and "for" come before "of", which may name the owner."""
    found: dict[str, int] = {}
    for child in parse.of(token, "prep"):
        noun = parse.first(child, "pobj", "pcomp")
        if noun is not None and child > token:
            found.setdefault(parse.lowers[child], noun)
    for preposition in ("to", "for", "in", "against", "toward", "towards", "on", "about", "over", "with", "of"):
        if preposition in word.governs and preposition in found:
            return found[preposition]
    if "to" in word.governs:
        for child in parse.of(token, "acl", "xcomp", "relcl", "ccomp", "advcl"):
            if child > token and any(parse.lowers[c] == "to" for c in parse.of(child, "aux")):
                return child
    return None


def _by_noun(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """A noun of stance, with its owner or the doer of the verb that governs it."""
    target = _noun_target(parse, token, word)
    if target is None:
        return
    lemma = parse.lemmas[token]
    above, dep = parse.heads[token], parse.deps[token]
    governed = dep in ("dobj", "attr", "oprd") and parse.tags[above].startswith("V")
    if lemma in _HOLDING:
        holder = subject_of(parse, above) if dep == "attr" else token
        yield Reading(token, above if dep == "attr" else token, holder, (target,), word.stance, word)
        return
    holder = parse.first(token, "poss")
    if holder is None:
        holder = next((c for c in parse.of(token, "amod", "compound", "nmod") if parse.words[c][0].isupper()), None)
    if holder is None and dep == "pobj" and parse.tags[parse.heads[above]].startswith(("V", "J")):
        holder = subject_of(parse, parse.heads[above])
    if holder is None and governed:
        holder = subject_of(parse, above)
    if holder is None and (by := next((c for c in parse.of(token, "prep") if parse.lowers[c] in ("by", "from", "of")), None)) is not None:
        owner = parse.first(by, "pobj")
        holder = owner if owner != target else None
    if lemma in _STRESSED and not (governed and parse.lemmas[above] in _STRESSING):
        return
    flips = int(governed and parse.lemmas[above] in _GIVING_UP) + int(any(parse.lowers[c] == "no" for c in parse.of(token, "det", "neg")))
    if holder is not None:
        yield Reading(token, above if governed else token, holder, (target,), word.stance, word, flips=flips)


def _by_adjective(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """An adjective of stance said of its holder, or a judgement said of a thing."""
    above, dep = parse.heads[token], parse.deps[token]
    if dep == "amod" and parse.lemmas[above] in _STANCE_NOUNS:
        verb = parse.heads[above]
        target = _noun_target(parse, above, word)
        if target is None and parse.tags[verb].startswith("V"):
            target = _noun_target(parse, verb, word)
        holder = parse.first(above, "poss")
        if holder is None and parse.tags[verb].startswith("V"):
            holder = subject_of(parse, verb)
        if target is not None and holder is not None:
            yield Reading(token, verb, holder, (target,), word.stance, word)
        return
    if dep not in ("acomp", "ROOT", "conj", "oprd", "ccomp", "advcl", "relcl"):
        return
    verb = above if dep in ("acomp", "oprd") else token
    if "subject" in word.governs:
        subject = parse.first(verb, "nsubj", "csubj", "nsubjpass")
        clause = next((c for t in (token, verb) for c in parse.of(t, "ccomp", "xcomp", "advcl") if c > token), None)
        thing = clause if clause is not None and (subject is None or parse.lowers[subject] in ("it", "this")) else subject
        if thing is not None and parse.tags[thing] not in ("PRP", "WDT", "WP", "DT"):
            yield Reading(token, verb, None, (thing,), word.stance, word, judged=True)
        return
    target = _noun_target(parse, token, word)
    if target is None and verb != token:
        target = _noun_target(parse, verb, word)
    holder = _patient(parse, token) if parse.tags[token] == "VBN" else subject_of(parse, verb)
    if target is not None and holder is not None:
        yield Reading(token, verb, holder, (target,), word.stance, word)


def _patient(parse: Parse, token: int) -> int | None:
    """The subject of a participle, also where the parser hangs it on the auxiliary."""
    return next(
        (found for t in (token, *parse.of(token, "auxpass", "aux")) if (found := parse.first(t, "nsubjpass", "nsubj")) is not None), None
    )


def _by_preposition(parse: Parse, token: int, words: StanceWords) -> Iterator[Reading]:
    """A preposition, "against X" or "in favour of X", after a form of "to be" or a noun such as alliance, front or stance."""
    for phrase, word in words.prepositions.items():
        if parse.lowers[token : token + len(phrase)] != phrase:
            continue
        last = token + len(phrase) - 1
        target = parse.first(last, "pobj", "pcomp")
        if target is None:
            continue
        here = token
        while parse.deps[here] == "conj":
            here = parse.heads[here]
        above = parse.heads[here]
        verbal = parse.tags[above].startswith("V")
        if verbal and (parse.lemmas[above] in _BE or (len(phrase) > 1 and parse.lemmas[above] not in _JUDGING)):
            yield Reading(token, above, subject_of(parse, above), (target,), word.stance, word)
        elif parse.tags[above].startswith("N") and parse.lemmas[above] in _FRONTS:
            holder = parse.first(above, "poss")
            verb = parse.heads[above]
            if holder is None and parse.tags[verb].startswith("V"):
                holder = subject_of(parse, verb)
            if holder is not None:
                yield Reading(token, token, holder, (target,), word.stance, word)


def target_place(parse: Parse, token: int, *, alone: bool) -> tuple[int, int]:
    """The words of a target; `alone` leaves out what is joined to its head. A bare noun keeps the clause that says which."""
    cut = (*_TARGET_CUT, "conj", "cc", "preconj") if alone else _TARGET_CUT
    tokens = parse.subtree(token, without=cut)
    if len(tokens) <= _BARE:
        tokens = parse.subtree(token, without=[label for label in cut if label != "relcl"])
    inside = set(tokens)
    last = max(tokens)
    first = min(tokens)
    # A branch that was cut out ends the phrase when nothing of it follows.
    while last > token and (parse.words[last] in ",.;:-)" or last not in inside):
        last -= 1
    while first < token and parse.words[first] in ",;:-(":
        first += 1
    return parse.starts[first], parse.ends[last]
