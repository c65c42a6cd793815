"""Stances told in set phrases: "has no intention of doing X", "our goal is X", "it is for Y to decide", "must be held to account"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from servanda.coding.noun_phrases import subject_of
from servanda.coding.parsing import Parse
from servanda.coding.positions.demands import ought
from servanda.coding.positions.reading import Reading
from servanda.coding.positions.targets import POINTING
from servanda.coding.positions.turning import turns
from servanda.vocabulary.stances import StanceWord, StanceWords

_BE = frozenset({"be", "remain", "stay"})
# Whose a goal has to be, or that it is the one: "the answer", "our aim"; "a way" is one of many.
_THE = frozenset({"the", "our", "my", "its", "their", "his", "her"})
_ABLE = frozenset({"can", "could", "will", "would", "must", "should", "shall", "may"})
_DUE = frozenset({"must", "should", "ought"})
_CALLED_TO = frozenset({"hold", "bring"})
_MEETING = frozenset({"face", "meet", "answer"})
_WISHING = frozenset({"want", "like", "hope", "wish", "love", "expect", "long"})
_STEPS = frozenset({"step", "move", "development", "contribution", "breakthrough"})
_SEEING = frozenset({"note", "learn", "see", "view", "observe", "receive", "hear", "regard", "watch", "take"})
_HOLDING = frozenset({"share", "hold", "take", "be", "express", "have"})


def by_set_phrase(parse: Parse, token: int, words: StanceWords) -> Iterator[Reading]:
    """The set phrases of stance that a token opens or heads."""
    lemma, kind = parse.lemmas[token], parse.tags[token][:1]
    for row, rule in _RULES.get(kind, ()):
        word, opening = words.phrases[row]
        if lemma in opening:
            yield from rule(parse, token, word)
    if kind == "N":
        if lemma in _STEPS:
            yield from _step(parse, token, words)
        if lemma in words.nouns:
            yield from _noted_with(parse, token, words.nouns[lemma], words)
    elif kind == "V" and lemma in words.phrases["to-see"][1]:
        yield from _to_see(parse, token, words.phrases["to-see"][0], words)
    elif kind == "J" and parse.lowers[token] in words.phrases["left-unanswered"][1]:
        yield from _left_unanswered(parse, token, words.phrases["left-unanswered"][0])
    if lemma in words.phrases["ought-to-be"][1]:
        yield from _ought_to_be(parse, token, words.phrases["ought-to-be"][0])


def _no_intention(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """What nobody intends: "has no intention of recognising X", "has no desire to return"."""
    if parse.deps[token] != "dobj":
        return
    verb = parse.heads[token]
    none = any(parse.lowers[c] == "no" for c in parse.of(token, "det")) or parse.first(verb, "neg") is not None
    acts = [
        *(act for child in parse.of(token, "prep") if parse.lowers[child] in word.governs for act in parse.of(child, "pcomp")),
        *(act for act in parse.of(token, "acl", "xcomp", "relcl") if any(parse.lowers[c] == "to" for c in parse.of(act, "aux"))),
    ]
    holder = subject_of(parse, verb)
    if none and acts and holder is not None and parse.lemmas[verb] in ("have", "see", "feel"):
        yield Reading(token, verb, holder, (acts[0],), word.stance, word, settled=True)


def _goal(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """What the aim or the way out is: "the answer remains X", "our goal is X", "Peru's aim is to end the war"."""
    verb = parse.heads[token]
    if parse.deps[token] != "nsubj" or parse.lemmas[verb] not in _BE:
        return
    owners = parse.of(token, "poss")
    named = bool(owners) or any(parse.lowers[c] in _THE for c in parse.of(token, "det"))
    told = next((c for c in parse.of(verb, "attr", "xcomp", "ccomp") if c > verb), None)
    if told is None or not named or parse.lowers[told] == "one" or parse.tags[told] in POINTING or parse.tags[told].startswith("J"):
        return
    if parse.lemmas[token] in ("way", "path", "answer", "solution") and not _is_no_riddle(parse, told):
        return
    holder = next((owner for owner in owners if parse.tags[owner] != "PRP$"), None)
    if holder is None and owners and parse.lowers[owners[0]] not in ("our", "my"):
        holder = owners[0]
    yield Reading(token, verb, holder, (told,), word.stance, word, judged=holder is None)


def _is_no_riddle(parse: Parse, told: int) -> bool:
    """Whether a thing is told of as done among people, not merely described: it has a word more than its article."""
    return bool(parse.of(told, "amod", "compound", "prep", "acl", "aux")) and not any(
        parse.lowers[c] == "to" for c in parse.of(told, "aux")
    )


def _to_account(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """Who must answer for a deed: "those responsible must be held to account", "should be brought to justice"."""
    above = parse.heads[token]
    verb = parse.heads[above] if parse.deps[token] == "pobj" and parse.lowers[above] == "to" else above
    if parse.lemmas[verb] in _CALLED_TO and ought(parse, verb) and parse.first(verb, "nsubjpass", "auxpass") is not None:
        yield Reading(token, verb, None, (verb,), word.stance, word, judged=True)
    elif parse.deps[token] == "dobj" and parse.lemmas[verb] in _MEETING and ought(parse, verb):
        yield Reading(token, verb, None, (verb,), word.stance, word, judged=True)  # "must face justice"


def _no_place(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """Who or what is not wanted: "X has no place in the future of Y", "X can have no role in it"."""
    verb = parse.heads[token]
    if parse.deps[token] != "dobj" or parse.lemmas[verb] not in ("have", "play"):
        return
    thing = parse.first(verb, "nsubj")
    none = any(parse.lowers[c] == "no" for c in parse.of(token, "det")) or parse.first(verb, "neg") is not None
    where = any(parse.lowers[c] in word.governs for c in (*parse.of(token, "prep"), *parse.of(verb, "prep")))
    if none and where and thing is not None and parse.tags[thing] not in ("PRP", "WDT", "WP", "EX"):
        yield Reading(token, verb, None, (thing,), word.stance, word, judged=True, settled=True)


def _high_time(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """What is due at last: "it is time to end X"."""
    verb = parse.heads[token]
    subject = parse.first(verb, "nsubj")
    now = parse.deps[token] == "attr" and subject is not None and parse.lowers[subject] == "it" and parse.first(token, "det") is None
    come = parse.deps[token] == "nsubj" and parse.lemmas[verb] == "come"
    if not (now or come):
        return
    for host in (token, verb):
        for act in parse.of(host, "acl", "xcomp", "advcl", "relcl", "ccomp"):
            if act > token and any(parse.lowers[c] == "to" for c in parse.of(act, "aux")):
                yield Reading(token, verb, None, (act,), word.stance, word, judged=True)
                return


def _not_for_debate(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """What is beyond question: "the unity of X is not up for negotiation", "our commitment is not in doubt"."""
    preposition = parse.heads[token]
    if parse.deps[token] != "pobj" or parse.lowers[preposition] not in ("for", "to", "in"):
        return
    verb = parse.heads[preposition]
    if parse.lowers[verb] in ("up", "open"):
        verb = parse.heads[verb]
    thing = parse.first(verb, "nsubj")
    told = thing is not None and parse.lemmas[verb] == "be" and parse.first(verb, "neg") is not None
    # A house is not for sale: a stance is told of what belongs to somebody or is known by name.
    described = thing is not None and (parse.lemmas[token] != "sale" or parse.tags[thing].startswith("NNP"))
    if thing is not None and told and described and parse.tags[thing] not in POINTING and parse.tags[thing] != "EX":
        yield Reading(token, verb, None, (thing,), word.stance, word, judged=True, settled=True)


def _what_is_wanted(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """What alone is wanted: "what X wants is a fair vote", "what we want to see is a lasting truce"."""
    verb = parse.heads[token]
    if parse.deps[token] != "csubj" or parse.lemmas[verb] != "be":
        return
    inner = {parse.lowers[t] for t in parse.subtree(token)}
    told = parse.first(verb, "attr")
    holder = subject_of(parse, token)
    # Bread is needed; a state of things among people has a word that says which.
    if "what" in inner and told is not None and told > verb and holder is not None and parse.of(told, "amod", "prep", "acl"):
        yield Reading(token, verb, holder, (told,), word.stance, word)


def _left_to(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """Whose a choice is: "it is for the people of X to decide", "it is up to X to choose"."""
    above = parse.heads[token]
    here = next((a for a in (above, parse.heads[above], parse.heads[parse.heads[above]]) if parse.lemmas[a] == "be"), None)
    subject = None if here is None else parse.first(here, "nsubj")
    if here is None or subject is None or parse.lowers[subject] != "it":
        return
    following = parse.lowers[here + 1 : here + 3]
    if following[:1] != ("for",) and following != ("up", "to"):
        return
    if any(parse.lowers[c] == "to" for c in parse.of(token, "aux")):
        yield Reading(token, here, None, (token,), word.stance, word, judged=True)


def _not_to_be_borne(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """What is not borne: "cannot be tolerated", "can never be justified", "does not condone X", "must not be allowed to prevail"."""
    if not turns(parse, token):
        return
    able = any(parse.lowers[c] in _ABLE for c in parse.of(token, "aux"))
    if parse.first(token, "auxpass") is not None:
        thing = parse.first(token, "nsubjpass", "nsubj")
        if thing is None:
            thing = next((n for c in parse.of(token, "auxpass", "aux") if (n := parse.first(c, "nsubj", "nsubjpass")) is not None), None)
        if thing is not None and (able or parse.lemmas[token] == "justify") and parse.tags[thing] not in ("PRP", "WDT", "WP", "EX"):
            yield Reading(token, token, None, (thing,), "oppose", word, judged=True, settled=True)
        return
    thing = parse.first(token, "dobj")
    plain = parse.lemmas[token] in ("tolerate", "condone", "excuse", "forgive")
    holder = subject_of(parse, token)
    if (
        thing is not None
        and holder is not None
        and (plain or (able and parse.lemmas[token] in ("allow", "permit")))
        and not _acts(parse, holder)
    ):
        yield Reading(token, token, holder, (thing,), "oppose", word, settled=True)


def _acts(parse: Parse, holder: int) -> bool:
    """Whether a holder is no holder: "nothing can excuse this"."""
    return parse.lowers[holder] in ("nothing", "it", "this", "that", "there")


def _to_see(parse: Parse, token: int, word: StanceWord, words: StanceWords) -> Iterator[Reading]:
    """What is wished for: "wants to see a stable X", "would like to see X end"."""
    above = parse.heads[token]
    if parse.deps[token] != "xcomp" or parse.lemmas[above] not in _WISHING:
        return
    thing, holder = parse.first(token, "dobj", "ccomp"), subject_of(parse, above)
    # A place is visited; a state of things is wished for.
    told = thing is not None and bool(parse.of(thing, "amod", "prep", "acl", "aux", "nsubj"))
    if thing is not None and told and holder is not None and parse.tags[thing] not in POINTING:
        undone = (
            parse.tags[thing].startswith("N") and parse.lemmas[thing] in words.nouns and words.nouns[parse.lemmas[thing]].stance == "oppose"
        )
        if not undone:
            yield Reading(token, above, holder, (thing,), word.stance, word)


def _ought_to_be(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """What should be done in somebody's view: "believes that X should act", "shared the view that X must act"."""
    hosts = (token, parse.heads[token]) if parse.deps[token] in ("acomp", "dobj", "attr", "pobj") else (token,)
    clause = next(
        (
            c
            for host in hosts
            for c in parse.of(host, "ccomp", "acl", "relcl")
            if c > token and any(parse.lowers[a] in _DUE for a in parse.of(c, "aux"))
        ),
        None,
    )
    if clause is None or parse.first(clause, "nsubj", "nsubjpass") is None:
        return
    verb = token if parse.tags[token].startswith("V") else parse.heads[token]
    if parse.tags[token].startswith("N") and parse.lowers[verb] == "of":
        verb = parse.heads[verb]
    if not parse.tags[token].startswith("V") and parse.lemmas[verb] not in _HOLDING:
        return
    holder = subject_of(parse, verb)
    if holder is not None and not turns(parse, verb):
        yield Reading(token, verb, holder, (clause,), word.stance, word, settled=True)


def _left_unanswered(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """What calls for an answer: "such an act cannot go unanswered"."""
    verb = parse.heads[token]
    thing = parse.first(verb, "nsubj")
    if parse.lemmas[verb] in ("go", "remain", "be") and thing is not None and turns(parse, verb):
        yield Reading(token, verb, None, (thing,), word.stance, word, judged=True, settled=True)


def _must_end(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """What or who is no longer wanted: "the violence must end", "the general has to go"."""
    if not ought(parse, token) or parse.first(token, "dobj", "xcomp", "ccomp", "auxpass") is not None or turns(parse, token):
        return
    thing = parse.first(token, "nsubj")
    if thing is None and parse.deps[token] == "xcomp":
        thing = parse.first(parse.heads[token], "nsubj")  # "has to stop"
    if thing is None or parse.tags[thing] in ("PRP", "WDT", "WP", "EX", "DT"):
        return
    # People leave, deeds end; "the bridge must end at the quay" and "must go to school" are neither.
    leaving = {"step": "down", "stand": "down", "leave": "office", "go": ""}.get(parse.lemmas[token], "")
    told = parse.lowers[token + 1 : token + 2] == (leaving,) if leaving else word.row == "must-end" or _nothing_follows(parse, token)
    plain = not any(parse.lowers[c] in ("to", "at", "into", "on") for c in parse.of(token, "prep"))
    deed = word.row == "must-go" or not parse.tags[thing].startswith("NNP")
    if told and plain and deed:
        yield Reading(token, token, None, (thing,), word.stance, word, judged=True)


def _nothing_follows(parse: Parse, token: int) -> bool:
    """Whether a verb tells all there is: "must go", not "must go further"."""
    return parse.tags[token] == "VB" and not any(
        child > token and parse.deps[child] not in ("punct", "cc", "conj") for child in parse.children[token]
    )


def _step(parse: Parse, token: int, words: StanceWords) -> Iterator[Reading]:
    """What is called a step, with the adjective that tells the stance: "the vote is an important step forward"."""
    verb = parse.heads[token]
    if parse.deps[token] != "attr" or parse.lemmas[verb] not in _BE:
        return
    thing = parse.first(verb, "nsubj", "csubj")
    described = {parse.lowers[c] for c in parse.of(token, "amod")} | set(parse.lowers[token + 1 : token + 2])
    for row in ("good-step", "bad-step"):
        word, adjectives = words.phrases[row]
        if thing is not None and described & adjectives and parse.tags[thing] not in ("PRP", "WDT", "WP", "EX", "DT"):
            yield Reading(token, verb, None, (thing,), word.stance, word, judged=True)
            return


def _no_side(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """What somebody stands aside of: "takes no position on X", "does not take sides in X"."""
    verb = parse.heads[token]
    if parse.deps[token] != "dobj" or parse.lemmas[verb] not in ("take", "have"):
        return
    none = any(parse.lowers[c] == "no" for c in parse.of(token, "det")) or parse.first(verb, "neg") is not None
    about = [
        n
        for c in (*parse.of(token, "prep"), *parse.of(verb, "prep"))
        if parse.lowers[c] in word.governs
        for n in parse.of(c, "pobj", "pcomp")
    ]
    holder = subject_of(parse, verb)
    if none and about and holder is not None:
        yield Reading(token, verb, holder, (about[0],), word.stance, word, settled=True)


def _noted_with(parse: Parse, token: int, word: StanceWord, words: StanceWords) -> Iterator[Reading]:
    """What is seen with a feeling: "notes with concern the arrest of X", "learned with regret that X had left"."""
    preposition = parse.heads[token]
    verb = parse.heads[preposition]
    if parse.deps[token] != "pobj" or parse.lowers[preposition] != "with" or parse.lemmas[verb] not in _SEEING:
        return
    thing = next((c for c in parse.of(verb, "dobj", "ccomp") if parse.tags[c] not in ("PRP", "DT", "WDT")), None)
    thing = parse.first(token, "dobj", "appos", "relcl") if thing is None else thing
    holder = subject_of(parse, verb)
    if thing is not None and holder is not None and parse.lemmas[thing] not in words.affairs:
        yield Reading(token, verb, holder, (thing,), word.stance, word)


# The phrases that a noun, a verb or an adjective opens, by the rows that list these words.
_Rule = Callable[[Parse, int, StanceWord], Iterator[Reading]]
_RULES: dict[str, tuple[tuple[str, _Rule], ...]] = {
    "N": (
        ("no-intention", _no_intention),
        ("no-side", _no_side),
        ("no-place", _no_place),
        ("goal", _goal),
        ("to-account", _to_account),
        ("high-time", _high_time),
        ("not-for-debate", _not_for_debate),
    ),
    "V": (
        ("left-to", _left_to),
        ("must-go", _must_end),
        ("must-end", _must_end),
        ("not-to-be-borne", _not_to_be_borne),
        ("what-is-wanted", _what_is_wanted),
    ),
    "J": (("to-account", _to_account),),
}
