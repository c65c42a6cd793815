"""What stands round a verb or noun in a parse: doer, undergoer, receiver and prepositional phrases, whatever the voice."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.coding.noun_phrases import antecedent, subject_of
from servanda.coding.parsing import Parse

_RELATIVE = frozenset({"who", "which", "that", "whom"})
# What a "by" after a verb names where it tells how, and not who: "conferred by telephone".
_MEANS = frozenset({"telephone", "phone", "videoconference", "letter", "cable", "air", "sea", "train", "plane", "helicopter", "car", "bus"})
# How far down a chain of phrases to look: "sent supplies and people such as doctors to Nepal".
_DEEPER = 2
# What follows these is another act: "called for calm after strikes in Chad".
OTHER_TIMES = frozenset({"after", "before", "since", "following", "amid", "until", "despite", "because"})


def is_passive(parse: Parse, verb: int) -> bool:
    """Whether a verb form tells what its subject undergoes: "was sent", "troops sent by", "arrested and expelled"."""
    tag = parse.tags[verb]
    if parse.first(verb, "auxpass", "nsubjpass", "csubjpass") is not None:
        return True
    if tag not in ("VBN", "VBD") or _by_means(parse, verb):
        return False
    if parse.first(verb, "agent") is not None and parse.first(verb, "dobj", "aux") is None:
        return True  # "the troops sent by France were praised": parsers take the participle for the past
    if parse.first(verb, "aux", "nsubj") is not None:
        return False
    if parse.deps[verb] == "acl":
        return tag == "VBN" or parse.first(verb, "agent") is not None
    if parse.deps[verb] == "conj" and tag == "VBN":
        above = parse.heads[verb]
        return parse.tags[above].startswith("V") and is_passive(parse, above) and parse.first(verb, "dobj") is None
    return tag == "VBN" and parse.deps[verb] in ("advcl", "relcl", "xcomp", "ccomp") and parse.first(verb, "dobj") is None


def _by_means(parse: Parse, verb: int) -> bool:
    """Whether what stands after "by" is no doer: "conferred by telephone"."""
    agent = parse.first(verb, "agent")
    means = parse.first(agent, "pobj") if agent is not None else None
    return means is not None and parse.lemmas[means] in _MEANS and not parse.of(means, "det", "poss", "amod")


def doer_of(parse: Parse, verb: int) -> int | None:
    """The head of the phrase that tells who does what the verb says."""
    agent = parse.first(verb, "agent")
    if is_passive(parse, verb):
        if agent is None:
            agent = next((p for p in parse.of(verb, "prep") if parse.lowers[p] == "by"), None)
        if agent is None and parse.deps[verb] == "conj":
            return doer_of(parse, parse.heads[verb])
        return None if agent is None else parse.first(agent, "pobj")
    found = _accused(parse, verb)
    if found is None:
        found = subject_of(parse, verb)
    if found is None:
        # In short sentences a bare name before the verb is at times read as a measure of it: "Sweden suspended aid".
        found = next((c for c in parse.of(verb, "npadvmod", "dep", "nmod") if c < verb and parse.tags[c] in ("NNP", "NNPS")), None)
    return found


def _accused(parse: Parse, verb: int) -> int | None:
    """Who is said to do what follows "of", "for" or "from": the object in "accused Chad of bombing", "thanked Peru for sending"."""
    if parse.deps[verb] != "pcomp" or parse.lowers[parse.heads[verb]] not in ("of", "for", "from"):
        return None
    above = parse.heads[parse.heads[verb]]
    if not parse.tags[above].startswith("V"):
        return above if parse.deps[above] in ("dobj", "nsubjpass") and parse.lowers[parse.heads[verb]] == "of" else None
    return _passive_subject(parse, above) if is_passive(parse, above) else parse.first(above, "dobj")


def undergoer_of(parse: Parse, verb: int) -> int | None:
    """The head of the phrase that tells what the verb is done to."""
    own = parse.first(verb, "dobj")
    if own is None:
        # "handed over a lorry": parsers hang the object on the particle at times.
        own = next((thing for particle in parse.of(verb, "prt") if (thing := _on_particle(parse, particle)) is not None), None)
    if is_passive(parse, verb):
        if own is not None:
            return own
        return _passive_subject(parse, verb)
    if own is not None:
        return own
    if parse.deps[verb] == "relcl" and parse.first(verb, "nsubj") is not None and not _has_gap_filler(parse, verb):
        # "the troops that Russia sent": the relative pronoun may be left out.
        return parse.heads[verb]
    above = parse.heads[verb]
    if (
        parse.deps[verb] == "conj"
        and parse.deps[above] == "relcl"
        and parse.first(verb, "nsubj") is None
        and undergoer_of(parse, above) == parse.heads[above]
    ):
        return parse.heads[above]  # "the help that we have promised and are giving"
    for joined in parse.of(verb, "conj"):
        # "praised and thanked France": the object stands after the last of the joined verbs.
        if (
            parse.tags[joined].startswith("V")
            and parse.first(joined, "nsubj") is None
            and parse.first(verb, "prep", "ccomp", "xcomp", "acomp", "attr", "advcl") is None
        ):
            return parse.first(joined, "dobj")
    return None


def _on_particle(parse: Parse, particle: int) -> int | None:
    """The object that parsers hang on a particle: "handed over a lorry", "abducted up to nine men"."""
    counted = next((p for p in parse.of(particle, "prep") if is_count(parse, particle)), particle)
    return parse.first(counted, "pobj")


def is_count(parse: Parse, particle: int) -> bool:
    """Whether an "up" says how many at most: "up to nine men"."""
    return (
        parse.lowers[particle] == "up"
        and parse.lowers[particle + 1 : particle + 2] == ("to",)
        and parse.tags[particle + 2 : particle + 3] == ("CD",)
    )


def _has_gap_filler(parse: Parse, verb: int) -> bool:
    """Whether a relative clause uses its relative word otherwise than as its object."""
    return any(
        parse.lowers[child] in ("where", "when", "why") or parse.deps[child] in ("ccomp", "xcomp", "prep") for child in parse.children[verb]
    )


def _passive_subject(parse: Parse, verb: int) -> int | None:
    for _ in range(6):
        own = parse.first(verb, "nsubjpass", "nsubj")
        if own is not None:
            return own
        if parse.deps[verb] in ("acl", "relcl"):
            return parse.heads[verb]
        if parse.deps[verb] not in ("conj", "xcomp", "advcl", "ccomp"):
            return None
        verb = parse.heads[verb]
    return None


def receiver_of(parse: Parse, verb: int) -> int | None:
    """The head of the indirect object: "gave Poland aid", "Poland was given aid", "gave aid to Poland"."""
    found = parse.first(verb, "dative")
    if found is not None:
        return parse.first(found, "pobj") if parse.tags[found] in ("IN", "TO") else found
    if parse.first(verb, "dobj") is not None and is_passive(parse, verb):
        return _passive_subject(parse, verb)
    return None


def phrases_of(parse: Parse, token: int) -> Iterator[tuple[str, int, int]]:
    """Prepositional phrases that hang on a token as (preposition, its token, head of what it governs)."""
    for child in parse.of(token, "prep", "dative", "agent"):
        if parse.tags[child] not in ("IN", "TO", "VBG", "RP", "RB"):
            continue
        inner = parse.first(child, "pobj", "pcomp")
        if inner is None:
            inner = _shared_noun(parse, token, child) or _next_noun(parse, child)
        if inner is not None:
            yield parse.lowers[child], child, inner
        for further in (*parse.of(child, "prep"), *(one for one in parse.of(child, "conj") if parse.tags[one] in ("IN", "TO"))):
            last = parse.first(further, "pobj", "pcomp")
            if last is not None:
                yield parse.lowers[further], further, last


def _shared_noun(parse: Parse, token: int, preposition: int) -> int | None:
    """What a bare preposition shares with the one of the noun joined on: "contact with and involvement in the Union"."""
    for joined in parse.of(token, "conj"):
        if joined == preposition + 2 and parse.deps[preposition + 1] == "cc":
            shared = parse.first(joined, "prep")
            return parse.first(shared, "pobj") if shared is not None else None
    return None


def _next_noun(parse: Parse, preposition: int) -> int | None:
    """The noun phrase right after a preposition that the parser has left without one."""
    here = preposition + 1
    if here >= len(parse) or parse.first(preposition, "prep") is not None:
        return None
    while (
        parse.deps[here] in ("det", "amod", "nummod", "compound", "poss", "nmod", "quantmod", "advmod", "case") and parse.heads[here] > here
    ):
        here = parse.heads[here]
    return here if parse.tags[here].startswith(("N", "PRP")) else None


def means_of(parse: Parse, noun: int) -> int | None:
    """The verb that is done by means of what a noun tells: "helped Chad through sales and training"."""
    here = noun
    while parse.deps[here] == "conj" and parse.tags[parse.heads[here]].startswith("N"):
        here = parse.heads[here]
    above = parse.heads[here]
    if parse.deps[here] != "pobj" or parse.lowers[above] not in ("through", "via"):
        return None
    verb = parse.heads[above]
    if parse.deps[verb] == "dobj":
        verb = parse.heads[verb]  # parsers hang the phrase on the object as often
    return verb if parse.tags[verb].startswith("V") else None


def is_finite(parse: Parse, verb: int) -> bool:
    """Whether a clause has a subject of its own and a tense or modal: "that it would leave"."""
    own = parse.first(verb, "nsubj", "nsubjpass")
    tensed = ("VBD", "VBZ", "VBP", "MD")
    return own is not None and (parse.tags[verb] in tensed or any(parse.tags[c] in tensed for c in parse.of(verb, "aux", "auxpass")))


def bare_subject(parse: Parse, verb: int) -> int | None:
    """The noun before a past verb that the parser has read as its participle: "the ministers conferred" as "ministers, conferred"."""
    above = parse.heads[verb]
    if parse.deps[verb] == "acl" and parse.deps[above] == "ROOT" and above < verb and parse.first(verb, "dobj") is None:
        return above
    return None


def clause_subject(parse: Parse, clause: int) -> int | None:
    """The subject that a clause itself names."""
    return parse.first(clause, "nsubj", "nsubjpass")


def condition_subject(parse: Parse, verb: int) -> int | None:
    """Who would have to do something for an act not to follow: the subject of its "if" or "unless" clause."""
    for clause in [*parse.of(verb, "advcl"), *(c for inner in parse.of(verb, "xcomp", "ccomp") for c in parse.of(inner, "advcl"))]:
        if any(parse.lowers[c] in ("if", "unless", "until") for c in parse.of(clause, "mark")):
            return clause_subject(parse, clause)
    return None


def hearer_of(parse: Parse, clause: int) -> tuple[int, int] | None:
    """Who tells a clause and whom: "assured Chad that it would leave"; None where no hearer is named."""
    above = parse.heads[clause]
    if parse.deps[clause] != "ccomp" or above > clause or not any(parse.lowers[c] == "that" for c in parse.of(clause, "mark")):
        return None
    teller, hearer = doer_of(parse, above), parse.first(above, "dobj", "dative")
    if hearer is not None and parse.tags[hearer] in ("IN", "TO"):
        hearer = parse.first(hearer, "pobj")
    return None if teller is None or hearer is None else (teller, hearer)


def near_phrases(parse: Parse, verb: int, thing: int | None) -> list[tuple[str, int, int]]:
    """The phrases of a verb and of its object: parsers hang them on either."""
    found = list(phrases_of(parse, verb))
    if thing is not None and thing != parse.heads[verb]:
        for one in parse.conjuncts(thing):
            found += phrases_of(parse, one)
    return found


def all_phrases(parse: Parse, verb: int, thing: int | None) -> list[tuple[str, int, int]]:
    """The near phrases of a verb, and then those inside them."""
    return with_inner(parse, near_phrases(parse, verb, thing))


def with_inner(parse: Parse, near: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Phrases, and then those inside them."""
    found = level = near
    for _ in range(_DEEPER):
        level = [
            phrase
            for word, _, inner in level
            if parse.tags[inner].startswith("N") and word not in OTHER_TIMES
            for one in parse.conjuncts(inner)
            for phrase in phrases_of(parse, one)
            if phrase not in found
        ]
        found = found + level
    return found


def complement_of(parse: Parse, token: int) -> int | None:
    """The clause that completes a verb or noun: "agreed to send", "said it would", "a promise to send"."""
    found = parse.first(token, "xcomp", "ccomp")
    quality = parse.first(token, "acomp") if found is None else None
    if quality is not None:
        found = parse.first(quality, "xcomp", "ccomp")
    moment = parse.first(token, "attr") if found is None else None
    if moment is not None:
        # "it is time for Chad to leave"
        found = next((c for c in parse.of(moment, "acl", "relcl") if _infinitive(parse, c) and clause_subject(parse, c) is not None), None)
    if found is None and not parse.tags[token].startswith("V"):
        found = next((c for c in parse.of(token, "acl", "relcl") if _infinitive(parse, c) or _that_clause(parse, c)), None)
        if found is None and parse.deps[token] == "dobj":
            # "repeated its demand today that Chad withdraw": parsers hang the clause on the verb.
            found = next((c for c in parse.of(parse.heads[token], "ccomp") if c > token and _that_clause(parse, c)), None)
    if found is None:
        found = next((c for c in parse.of(token, "advcl") if _infinitive(parse, c) and c > token), None)
    if found is None:
        thing = parse.first(token, "dobj", "dative")
        if thing is not None:
            # "urged Iran to stop" is at times read as "Iran-to-stop".
            found = next((c for c in parse.of(thing, "acl", "relcl") if _infinitive(parse, c)), None)
    return found


def _that_clause(parse: Parse, verb: int) -> bool:
    """Whether a clause says what its noun is about: "its demand that Chad withdraw"."""
    return parse.first(verb, "nsubj", "nsubjpass") is not None and any(parse.lowers[c] == "that" for c in parse.of(verb, "mark"))


def _infinitive(parse: Parse, verb: int) -> bool:
    return parse.tags[verb] == "VB" and any(parse.tags[c] == "TO" for c in parse.children[verb])


def relative_head(parse: Parse, token: int) -> int:
    """The noun that a relative pronoun stands for, or the token itself."""
    if parse.lowers[token] in _RELATIVE and parse.tags[token].startswith("W"):
        return antecedent(parse, token) or token
    return token
