"""Judgements told without a word of stance: "there is no alternative to X", "only X can end it", "so that X may succeed"."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.coding.noun_phrases import subject_of
from servanda.coding.parsing import Parse
from servanda.coding.positions.demands import ought
from servanda.coding.positions.reading import Reading
from servanda.coding.positions.targets import noun_target
from servanda.vocabulary.stances import StanceWord, StanceWords

_WAYS = frozenset({"way", "solution", "path", "route", "option", "answer", "means", "road"})
_FOREMOST = frozenset({"best", "right", "surest", "sole", "quickest", "viable", "lasting", "sustainable"})
_ABLE = frozenset({"can", "will", "could", "would", "may"})
_WISHING = frozenset({"hope", "wish", "want", "ensure", "trust", "pray"})
_CHANCES = frozenset({"chance", "opportunity", "prospect", "hope"})
_INTERNAL = frozenset({"internal", "domestic"})
_AFFAIRS = frozenset({"affair", "matter", "question", "issue"})
_POINTING = frozenset({"PRP", "DT", "WP", "WDT", "EX"})


def by_judgement(parse: Parse, token: int, words: StanceWords) -> Iterator[Reading]:
    """The judgements that a token opens or heads."""
    lemma = parse.lemmas[token]
    if lemma in words.existence and parse.tags[token].startswith("N"):
        yield from _lacking(parse, token, words.existence[lemma])
    if lemma in words.lasting and parse.tags[token].startswith("V"):
        yield from _wished(parse, token, words.lasting[lemma])
    if lemma in _AFFAIRS and parse.deps[token] == "attr" and any(parse.lowers[c] in _INTERNAL for c in parse.of(token, "amod")):
        subject = parse.first(parse.heads[token], "nsubj")
        if subject is not None and parse.tags[subject] not in _POINTING:
            yield Reading(token, parse.heads[token], None, (parse.heads[token],), "support", _telling(words, "only"), judged=True)
    if parse.deps[token] == "attr" and parse.tags[token].startswith("N"):
        yield from _needed(parse, token, _telling(words, "only"))
    if lemma in _WAYS and parse.tags[token].startswith("N"):
        yield from _best(parse, token, _telling(words, "only"))
    if parse.lowers[token] == "without":
        yield from _without(parse, token, _telling(words, "only"))
    if parse.lowers[token] == "only" or (parse.lowers[token] == "one" and parse.lemmas[parse.heads[token]] in _WAYS):
        yield from _only(parse, token, _telling(words, "only"))


def _telling(words: StanceWords, name: str) -> StanceWord:
    return words.existence[name]


def _lacking(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """What there is none of: "there is no alternative to X", "there can be no military solution"."""
    verb = parse.heads[token]
    none = any(parse.lowers[c] == "no" for c in parse.of(token, "det", "neg")) or parse.first(verb, "neg") is not None
    seen = parse.lemmas[verb] in ("see", "know", "recognise", "recognize") and parse.deps[token] == "dobj"
    if not none or not (seen or (parse.lemmas[verb] == "be" and parse.first(verb, "expl") is not None)):
        return
    target = token if "self" in word.governs else noun_target(parse, token, word)
    if target is None or ("self" in word.governs and parse.first(token, "amod", "compound", "prep", "acl") is None):
        return
    holder = subject_of(parse, verb) if seen else None
    yield Reading(token, token, holder, (target,), word.stance, word, judged=not seen, settled=True)


def _needed(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """What is said that there has to be: "there must be a transition", "there must be no impunity"."""
    verb = parse.heads[token]
    if parse.lemmas[verb] != "be" or parse.first(verb, "expl") is None or not ought(parse, verb):
        return
    none = any(parse.lowers[c] == "no" for c in parse.of(token, "det", "neg")) or parse.first(verb, "neg") is not None
    if parse.lemmas[token] in ("place", "room", "excuse", "way", "doubt", "mistake", "reason", "time") or (
        none and parse.lemmas[token] in ("solution", "impunity", "return")
    ):
        return
    yield Reading(token, token, None, (token,), "oppose" if none else "support", word, judged=True, settled=True)


def _best(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """What is called the best way: "a political solution is the best way forward", "talks remain the surest path to peace"."""
    verb = parse.heads[token]
    offered = parse.deps[token] == "dobj" and parse.lemmas[verb] in ("offer", "provide", "represent", "constitute")
    if not offered and (parse.deps[token] != "attr" or parse.lemmas[verb] not in ("be", "remain")):
        return
    thing = parse.first(verb, "nsubj", "csubj")
    if thing is not None and parse.tags[thing] not in _POINTING and any(parse.lowers[c] in _FOREMOST for c in parse.of(token, "amod")):
        yield Reading(token, verb, None, (thing,), word.stance, word, judged=True)


def _without(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """What something cannot be without: "there can be no truce without talks"."""
    above = parse.heads[token]
    verb = above if parse.lemmas[above] == "be" else parse.heads[above]
    thing = parse.first(token, "pobj", "pcomp")
    noun = parse.first(verb, "attr")
    none = noun is not None and any(parse.lowers[c] == "no" for c in parse.of(noun, "det"))
    if (
        thing is not None
        and parse.lemmas[verb] == "be"
        and parse.first(verb, "expl") is not None
        and (none or parse.first(verb, "neg") is not None)
    ):
        yield Reading(token, token, None, (thing,), word.stance, word, judged=True, settled=True)


def _only(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """What is said to be the only way: "the only solution is X", "there is only one way to peace: X", "only X can end it"."""
    above = parse.heads[token]
    while parse.deps[above] == "nummod":
        above = parse.heads[above]
    verb = parse.heads[above]
    able = any(parse.lowers[c] in _ABLE for c in parse.of(verb, "aux"))
    if parse.deps[above] in ("nsubj", "nsubjpass") and able and above > token and parse.tags[above] in ("NN", "NNS"):
        yield Reading(token, token, None, (above,), word.stance, word, judged=True)
        return
    if parse.lemmas[above] not in _WAYS:
        return
    told = parse.first(verb, "attr", "acomp") if parse.deps[above] == "nsubj" else parse.first(above, "appos")
    if told is None and parse.deps[above] == "attr":
        told = next((other for other in parse.of(verb, "attr") if other > above), parse.first(verb, "nsubj"))
    if told is not None and parse.tags[told] not in _POINTING:
        yield Reading(token, token, None, (told,), word.stance, word, judged=True)


def _wished(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """What is wished to last or to succeed: "hopes that X will hold", "so that X has a chance to succeed"."""
    here = token
    if parse.deps[token] in ("acl", "relcl") and parse.lemmas[parse.heads[token]] in _CHANCES:
        here = parse.heads[parse.heads[token]]
    thing = parse.first(here, "nsubj")
    if thing is None or parse.tags[thing] in _POINTING or not parse.tags[thing].startswith("N") or parse.first(token, "xcomp") is not None:
        return
    above = parse.heads[here]
    if parse.deps[here] == "advcl" and {"so", "that"} <= {parse.lowers[c] for c in parse.of(here, "mark", "advmod")}:
        yield Reading(token, here, None, (thing,), word.stance, word, judged=True)
    elif parse.deps[here] in ("ccomp", "xcomp") and parse.lemmas[above] in _WISHING:
        yield Reading(token, here, subject_of(parse, above), (thing,), word.stance, word)
    elif here == token and any(parse.lowers[c] in ("must", "should") for c in parse.of(here, "aux")):
        yield Reading(token, here, None, (thing,), word.stance, word, judged=True)
    elif here == token and parse.first(here, "neg") is not None and any(parse.lowers[c] in _ABLE for c in parse.of(here, "aux")):
        # What cannot go on is not wanted: the siege that cannot continue.
        yield Reading(token, here, None, (thing,), word.stance, word, judged=True)
