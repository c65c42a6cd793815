"""Stances told by nouns, adjectives and prepositions: "its support for X", "is opposed to X", "an alliance against X"."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.coding.noun_phrases import subject_of
from servanda.coding.parsing import Parse
from servanda.coding.positions.reading import Reading
from servanda.coding.positions.targets import STANCE_NOUNS, noun_target
from servanda.vocabulary.stances import StanceWord, StanceWords

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
_FRONTS = frozenset(
    {
        *STANCE_NOUNS,
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
_BE = frozenset({"be", "remain", "stay", "seem", "appear", "become", "stand", "come", "speak"})


def by_noun(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """A noun of stance, with its owner or the doer of the verb that governs it."""
    target = noun_target(parse, token, word)
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
    if holder is not None and governed and dep == "dobj" and parse.lowers[holder] in ("its", "their", "his", "her"):
        # "X reaffirmed its support": the doer's own, whatever the pronoun may be taken for.
        doer = subject_of(parse, above)
        holder = holder if doer is None else doer
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


def by_adjective(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """An adjective of stance said of its holder, or a judgement said of a thing."""
    above, dep = parse.heads[token], parse.deps[token]
    if dep == "amod" and parse.lemmas[above] in STANCE_NOUNS:
        verb = parse.heads[above]
        target = noun_target(parse, above, word)
        if target is None and parse.tags[verb].startswith("V"):
            target = noun_target(parse, verb, word)
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
    target = noun_target(parse, token, word)
    if target is None and verb != token:
        target = noun_target(parse, verb, word)
    holder = _patient(parse, token) if parse.tags[token] == "VBN" else subject_of(parse, verb)
    if target is not None and holder is not None:
        yield Reading(token, verb, holder, (target,), word.stance, word)


def _patient(parse: Parse, token: int) -> int | None:
    """The subject of a participle, also where the parser hangs it on the auxiliary."""
    return next(
        (found for t in (token, *parse.of(token, "auxpass", "aux")) if (found := parse.first(t, "nsubjpass", "nsubj")) is not None), None
    )


def by_preposition(parse: Parse, token: int, words: StanceWords) -> Iterator[Reading]:
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
        if word.stance == "oppose" and parse.lowers[token - 1] == "nor":
            # "neither for nor against"
            yield Reading(token, token, subject_of(parse, above), (target,), "neutral", word)
            continue
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
