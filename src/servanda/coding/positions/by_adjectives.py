"""Stances told by adjectives: "is opposed to X", "X is unacceptable", "this heinous attack"."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.coding.noun_phrases import subject_of
from servanda.coding.parsing import Parse
from servanda.coding.positions.by_nouns import judged_thing
from servanda.coding.positions.reading import Reading
from servanda.coding.positions.targets import STANCE_NOUNS, noun_target
from servanda.vocabulary.stances import StanceWord

# Where an adjective is no attribute of a noun.
_PREDICATE = ("acomp", "ROOT", "conj", "oprd", "ccomp", "advcl", "relcl")
_CALLING = frozenset(
    {
        "describe",
        "regard",
        "see",
        "view",
        "condemn",
        "denounce",
        "brand",
        "characterise",
        "characterize",
        "criticise",
        "criticize",
        "dismiss",
        "reject",
    }
)
_FINDING = frozenset({"consider", "find", "deem", "call", "think", "declare"})


def by_adjective(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """An adjective of stance said of its holder, or a judgement said of a thing."""
    above, dep = parse.heads[token], parse.deps[token]
    if dep == "amod" and "noun" in word.governs and parse.tags[above].startswith("N"):
        yield Reading(token, token, None, (above,), word.stance, word, judged=True)
        return
    if dep == "amod" and parse.lemmas[above] in STANCE_NOUNS:
        yield from _of_stance_noun(parse, token, above, word)
        return
    if parse.lowers[above] == "as" and "subject" in word.governs:
        yield from _called(parse, token, above, word)
        return
    if dep not in _PREDICATE:
        return
    verb = above if dep in ("acomp", "oprd") else token
    stance_noun = parse.first(verb, "nsubj")
    if stance_noun is not None and parse.lemmas[stance_noun] in STANCE_NOUNS and parse.first(stance_noun, "poss") is not None:
        # "X's stance on Y is neutral"
        about = noun_target(parse, stance_noun, word)
        if about is not None:
            yield Reading(token, verb, parse.first(stance_noun, "poss"), (about,), word.stance, word)
        return
    if "subject" in word.governs or "clause" in word.governs:
        yield from _judgement(parse, token, verb, word)
        return
    target = noun_target(parse, token, word)
    if target is None and verb != token:
        target = noun_target(parse, verb, word)
    if target is None and "that" in word.governs:
        # "is disappointed that X did Y": what the clause tells.
        target = next(
            (
                c
                for host in (token, verb)
                for c in parse.of(host, "ccomp")
                if c > token and parse.first(c, "nsubj", "nsubjpass") is not None
            ),
            None,
        )
    holder = _patient(parse, token) if parse.tags[token] == "VBN" else None
    holder = subject_of(parse, verb) if holder is None else holder
    if target is not None and holder is not None:
        yield Reading(token, verb, holder, (target,), word.stance, word)


def _called(parse: Parse, token: int, preposition: int, word: StanceWord) -> Iterator[Reading]:
    """What somebody describes as good or bad: "described the veto as indefensible"."""
    host = parse.heads[preposition]
    thing = host if parse.tags[host].startswith("N") else parse.first(host, "dobj")
    verb = parse.heads[host] if thing == host else host
    if thing is not None and parse.lemmas[verb] in _CALLING and parse.tags[thing] not in ("PRP", "DT", "WP", "WDT"):
        yield Reading(token, verb, subject_of(parse, verb), (thing,), word.stance, word)


def _judgement(parse: Parse, token: int, verb: int, word: StanceWord) -> Iterator[Reading]:
    """A judgement on a thing: the speaker's, or that of whoever finds it so ("X considers the fee unjust")."""
    if parse.lemmas[verb] in _FINDING:
        thing = parse.first(verb, "dobj", "ccomp", "xcomp")
        if thing is not None and parse.tags[thing] not in ("PRP", "DT", "WP", "WDT"):
            yield Reading(token, verb, subject_of(parse, verb), (thing,), word.stance, word)
        return
    if parse.deps[token] == "ccomp" and parse.lemmas[parse.heads[token]] in _FINDING:
        found = parse.first(token, "nsubj")
        if found is not None and parse.first(token, "aux", "cop") is None:
            yield Reading(token, parse.heads[token], subject_of(parse, parse.heads[token]), (found,), word.stance, word)
            return
    thing = judged_thing(parse, verb, (token, verb))
    does = parse.first(token, "xcomp")
    if does is not None and thing is not None and parse.tags[thing].startswith("N"):
        thing = does  # "The council was right to act": not the council, but what it did
    judges = [noun for host in dict.fromkeys((token, verb)) for child in parse.of(host, "prep") for noun in _judge(parse, child)]
    if thing is not None and judges:
        yield Reading(token, verb, judges[0], (thing,), word.stance, word)
        return
    if thing is not None and ("subject" in word.governs or parse.deps[thing] in ("ccomp", "xcomp", "advcl", "acl")):
        yield Reading(token, verb, None, (thing,), word.stance, word, judged=True)


def _judge(parse: Parse, preposition: int) -> tuple[int, ...]:
    """For whom something is good or bad: "unacceptable to Peru", "for Peru, the fee is unjust"."""
    return tuple(
        n for n in parse.of(preposition, "pobj") if parse.lowers[preposition] in ("to", "for") and parse.tags[n] in ("NNP", "NNPS")
    )


def _of_stance_noun(parse: Parse, token: int, noun: int, word: StanceWord) -> Iterator[Reading]:
    """An adjective of stance with a noun such as "position": "took a neutral stance on X"."""
    verb = parse.heads[noun]
    target = noun_target(parse, noun, word)
    if target is None and parse.tags[verb].startswith("V"):
        target = noun_target(parse, verb, word)
    holder = parse.first(noun, "poss")
    if holder is None and parse.tags[verb].startswith("V"):
        holder = subject_of(parse, verb)
    if target is not None and holder is not None:
        yield Reading(token, verb, holder, (target,), word.stance, word)


def _patient(parse: Parse, token: int) -> int | None:
    """The subject of a participle, also where the parser hangs it on the auxiliary."""
    return next(
        (found for t in (token, *parse.of(token, "auxpass", "aux")) if (found := parse.first(t, "nsubjpass", "nsubj")) is not None), None
    )
