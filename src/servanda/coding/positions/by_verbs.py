"""Stances told by verbs: "supports X", "voted against X", "was rejected by X", and by demands ("must lift X")."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from servanda.coding.notice import gives_notice
from servanda.coding.noun_phrases import subject_of
from servanda.coding.parsing import Parse
from servanda.coding.positions.by_nouns import TURNING_AWAY
from servanda.coding.positions.demands import demanded, ought, refused
from servanda.coding.positions.reading import Reading
from servanda.coding.positions.targets import BACK, POINTING, STANCE_NOUNS, noun_target, object_of
from servanda.coding.positions.turning import turns
from servanda.vocabulary.stances import StanceWord, StanceWords

# What is voted on: "the resolution passed; India abstained".
_FIGHTS = frozenset({"war", "battle", "election", "campaign", "duel"})
_SIDES = frozenset({"shoulder", "solidarity", "together", "united", "unity", "side", "firm", "alongside"})
# Verbs that tell a stance where somebody does it with himself: "aligned themselves with the declaration".
_JOINING = frozenset({"align", "associate"})
_FOR = frozenset({"for", "of", "from", "with"})
_VOTED = frozenset({"resolution", "motion", "draft", "amendment", "bill", "proposal", "text"})


def by_verb(parse: Parse, token: int, lemma: str, words: StanceWords) -> Iterator[Reading]:
    """A verb of stance, alone or with its preposition."""
    if parse.deps[token] in ("amod", "compound", "aux", "auxpass"):
        return
    found = tuple(_phrasal(parse, token, lemma, words))
    if found:
        yield from found
        return
    word = words.verbs.get(lemma)
    due = words.due.get((lemma,))
    if due is not None and (word is None or word.issue_only) and (demanded(parse, token) or refused(parse, token)):
        word = due
    if word is not None and _fought(parse, token, lemma):
        thing = parse.first(token, "nsubjpass", "dobj")
        if ought(parse, token) and turns(parse, token) and thing is not None:
            # "a nuclear war must never be fought": the war is what is not wanted.
            yield Reading(token, token, None, (thing,), "oppose", word, judged=True, settled=True)
        return
    if word is not None and (_expletive(parse, token, words) or gives_notice(parse, token)):
        return
    if word is None:
        if lemma == "vote" and (side := _bare_side(parse, token)) is not None and (vote := _voted_on(parse)) is not None:
            standing = words.phrasal["vote", side]
            yield Reading(token, token, _doer(parse, token), (vote,), standing.stance, standing)
        if lemma in ("urge", "counsel") and (thing := parse.first(token, "dobj")) is not None and _asked_for(parse, token, thing):
            standing = words.verbs["support"]
            yield Reading(token, token, _doer(parse, token), (thing,), standing.stance, standing)
        if lemma == "abstain" and (vote := _voted_on(parse)) is not None:
            standing = words.phrasal["abstain", "on"]
            yield Reading(token, token, _doer(parse, token), (vote,), standing.stance, standing)
        return
    if parse.first(token, "auxpass", "nsubjpass") is not None or _bare_participle(parse, token):
        yield from _passive(parse, token, word)
        return
    yield from _active(parse, token, word, words)


def _active(parse: Parse, token: int, word: StanceWord, words: StanceWords) -> Iterator[Reading]:
    """A verb with its object."""
    lemma = parse.lemmas[token]
    target = object_of(parse, token, word)
    if target is None or (
        parse.lemmas[target] in STANCE_NOUNS and parse.of(target, "poss") and parse.tags[parse.of(target, "poss")[0]] == "PRP$"
    ):
        return
    if lemma == "demand" and not parse.of(target, "prep", "acl", "amod", "relcl"):
        return  # "demanded evidence": a thing asked for, no stance
    if lemma in ("recognise", "recognize"):
        if not turns(parse, token):
            return  # "recognised the epidemic": owned to be there
        word = msgspec.structs.replace(word, issue_only=False)
    if (
        lemma == "regret"
        and any(parse.tags[c] == "PRP$" for c in parse.of(target, "poss"))
        and parse.of(target, "poss")[0] == min(parse.subtree(target))
    ):
        return  # "regretted its own delay"
    if lemma in ("affirm", "reaffirm") and any(parse.tags[c] == "PRP$" for c in parse.of(target, "poss")):
        word = msgspec.structs.replace(word, issue_only=True)
    if parse.lemmas[target] in words.nouns and "subject" not in words.nouns[parse.lemmas[target]].governs:
        own = words.nouns[parse.lemmas[target]]
        if lemma not in TURNING_AWAY and (noun_target(parse, target, own) is not None or parse.first(target, "relcl") is not None):
            return
    yield Reading(token, token, _doer(parse, token), (target,), word.stance, word)


def _fought(parse: Parse, token: int, lemma: str) -> bool:
    """Whether a fight is fought, not fought against: "a war must never be fought"."""
    objects = parse.of(token, "dobj", "nsubjpass")
    return lemma == "fight" and any(parse.lemmas[o] in _FIGHTS for o in objects)


def _expletive(parse: Parse, token: int, words: StanceWords) -> bool:
    """Whether a verb only tells what is called important: "it is important to preserve X" is a judgement on the whole."""
    above = parse.heads[token]
    subject = parse.first(above, "nsubj")
    judged = any(parse.lemmas[c] in words.adjectives for c in parse.of(above, "acomp"))
    return parse.deps[token] in ("xcomp", "ccomp", "advcl") and judged and subject is not None and parse.lowers[subject] in ("it", "this")


def _bare_side(parse: Parse, token: int) -> str | None:
    """How somebody votes on what is named before: "Peru voted for the draft, and Chile voted against"."""
    return next(
        (
            parse.lowers[c]
            for c in parse.of(token, "prt", "advmod", "prep")
            if parse.lowers[c] in ("for", "against") and parse.first(c, "pobj", "pcomp") is None
        ),
        None,
    )


def _asked_for(parse: Parse, token: int, thing: int) -> bool:
    """Whether a thing is urged, not a person: "urged restraint", but not "urged the council to act"."""
    return (
        parse.tags[thing] == "NN"
        and thing > token
        and parse.first(token, "xcomp", "ccomp", "advcl") is None
        and parse.first(thing, "det", "poss") is None
    )


def _voted_on(parse: Parse) -> int | None:
    """What was voted on: the first resolution or draft of the sentence."""
    vote = next((i for i, other in enumerate(parse.lemmas) if other in _VOTED), None)
    while vote is not None and parse.deps[vote] in ("compound", "amod", "nmod"):
        vote = parse.heads[vote]
    return vote


def misread(parse: Parse, token: int) -> bool:
    """Whether a verb is taken for something joined to a noun: "supports" in "opposes X and supports Y"."""
    return parse.deps[token] == "conj" and parse.tags[token] in ("VBZ", "VBD", "VBP") and parse.tags[parse.heads[token]].startswith("N")


def _doer(parse: Parse, token: int) -> int | None:
    """The doer of a verb, also where the parser joins it to a noun."""
    above = parse.heads[token]
    blamed = parse.first(parse.heads[above], "dobj") if parse.deps[token] == "pcomp" and parse.lowers[above] in _FOR else None
    if blamed is not None and blamed < token:
        return blamed  # "sanctioned the general for undermining the vote": the general undermined it
    if not misread(parse, token):
        return subject_of(parse, token)
    verb = next((above for above in parse.ancestors(token) if parse.tags[above].startswith("V")), None)
    return None if verb is None else subject_of(parse, verb)


def _phrasal(parse: Parse, token: int, lemma: str, words: StanceWords) -> Iterator[Reading]:
    """A verb with its preposition: "calls for X", or where it is demanded "return to X"."""
    if parse.first(token, "auxpass") is not None:
        return  # "must be held to account"
    if lemma in _JOINING and not any(parse.lowers[o].endswith(("self", "selves")) for o in parse.of(token, "dobj")):
        return  # "associating with X" is company, no stance
    for child in (*parse.of(token, "prep", "prt", "advmod"), *_shoulder_to_shoulder(parse, token)):
        word = words.phrasal.get((lemma, parse.lowers[child]))
        if word is None and (due := words.due.get((lemma, parse.lowers[child]))) is not None:
            word = due if demanded(parse, token) or refused(parse, token) else None
        between = (
            lemma != "stand"
            and parse.deps[child] == "prep"
            and any(
                token < o < child and not parse.lowers[o].endswith(("self", "selves")) for o in parse.of(token, "dobj", "oprd", "ccomp")
            )
        )
        if word is None or child < token or between:
            continue
        found = [noun for one in parse.conjuncts(child) for noun in parse.of(one, "pobj", "pcomp")] or list(parse.of(token, "dobj"))
        if found and (parse.tags[found[0]] not in POINTING or parse.lowers[found[0]] in BACK):
            kept = found if len(parse.conjuncts(child)) > 1 else found[:1]
            yield Reading(token, token, _doer(parse, token), tuple(kept), word.stance, word)
            return


def _shoulder_to_shoulder(parse: Parse, token: int) -> tuple[int, ...]:
    """The "with" or "behind" of "stands shoulder to shoulder with X", "stands in solidarity with X", "stands united behind X"."""
    if parse.lemmas[token] != "stand":
        return ()
    inside = (
        inner
        for outer in parse.children[token]
        if parse.deps[outer] in ("dobj", "prep", "acomp", "advcl", "advmod", "oprd", "npadvmod")
        and outer > token
        and _SIDES & {parse.lowers[inner] for inner in parse.subtree(outer)}
        for inner in parse.subtree(outer)
    )
    return tuple(i for i in inside if parse.heads[i] != token and parse.deps[i] == "prep" and parse.lowers[i] in ("with", "behind", "by"))[
        :1
    ]


def _bare_participle(parse: Parse, token: int) -> bool:
    """Whether a participle hangs on a noun that suffers it: "the plan rejected by X"."""
    first = _first_of(parse, token)
    return parse.tags[token] == "VBN" and parse.deps[first] in ("acl", "relcl") and parse.first(token, "aux", "nsubj") is None


def _first_of(parse: Parse, token: int) -> int:
    """The participle that another is joined to: "backed by X but opposed by Y"."""
    joined = parse.deps[token] == "conj" and parse.tags[parse.heads[token]] == "VBN"
    return parse.heads[token] if joined else token


def _passive(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """A passive, "X was rejected by Y"; without a doer a stance only where it is demanded ("X must be rejected")."""
    if parse.first(token, "xcomp") is not None:
        return  # "should be allowed to stay": what is done to somebody is not the matter
    agent = parse.first(token, "agent")
    if agent is None and parse.lemmas[token] in ("recognise", "recognize"):
        return
    holder = None if agent is None else parse.first(agent, "pobj")
    target = parse.first(token, "nsubjpass")
    if target is None:
        # "The annexation is opposed by …": the parser may hang the subject on the auxiliary.
        target = next((noun for aux in parse.of(token, "auxpass") if (noun := parse.first(aux, "nsubj", "nsubjpass")) is not None), None)
    if target is None and parse.deps[token] == "conj" and parse.first(token, "auxpass") is not None:
        target = parse.first(parse.heads[token], "nsubj", "nsubjpass")
    first = _first_of(parse, token)
    if target is None and parse.deps[first] in ("acl", "relcl"):
        target = parse.heads[first]
    if target is not None:
        yield Reading(token, token, holder, (target,), word.stance, word)
