"""Treaties that are denounced: to denounce one is to leave it, where it is not an agreement of others that is condemned."""

from __future__ import annotations

from servanda.coding.parsing import Parse

_TREATIES = frozenset({"treaty", "convention", "protocol", "charter", "concession"})
# Words for what others may have agreed on, and what one condemns as often as one leaves it.
_AGREEMENTS = frozenset({"agreement", "accord", "pact", "memorandum"})
_MAKING = frozenset({"conclude", "sign", "make", "reach", "negotiate", "strike", "ink", "seal", "initial"})
# With whom one agrees where no name stands; "the accord with Peru's backers" is others' as often as one's own.
_PARTNERS = frozenset({"government", "neighbour", "neighbor", "state", "country", "republic", "kingdom", "union", "company", "bank"})
_OWN = frozenset({"it", "they", "we", "both", "he", "she", "i"})


def gives_notice(parse: Parse, verb: int) -> bool:
    """Whether a verb tells that somebody leaves a treaty: "denounced the convention", "22 agreements", "the pact with Chad".

    An agreement of which nothing tells that it is one's own is condemned.
    """
    thing = _denounced(parse, verb)
    if thing is None or is_condemned(parse, verb):
        return False
    own = parse.first(thing, "nummod") is not None or any(_is_partner(parse, noun) for noun in _partners(parse, thing))
    return parse.lemmas[thing] in _TREATIES or (parse.lemmas[thing] in _AGREEMENTS and own)


def is_condemned(parse: Parse, verb: int) -> bool:
    """Whether what is denounced is condemned: "as a fraud", "Peru's pact", "treaties concluded by Peru", "the accord between Peru and Chile"."""
    thing = _denounced(parse, verb)
    if thing is None:
        return False
    of_others = parse.first(thing, "poss") is not None or any(parse.lowers[child] == "between" for child in parse.of(thing, "prep"))
    partners = _partners(parse, thing) if parse.lemmas[thing] in _AGREEMENTS else []
    strange = bool(partners) and not any(_is_partner(parse, noun) for noun in partners)
    return (
        of_others
        or strange
        or _is_made_by_others(parse, verb, thing)
        or any(parse.lowers[child] == "as" for child in parse.of(verb, "prep"))
    )


def _partners(parse: Parse, thing: int) -> list[int]:
    """With whom an agreement is told to be."""
    return [noun for child in parse.of(thing, "prep") if parse.lowers[child] == "with" for noun in parse.of(child, "pobj")]


def _is_partner(parse: Parse, noun: int) -> bool:
    """Whether one agrees with somebody as a state does: named, or "its neighbour", "the government"."""
    named = parse.tags[noun].startswith("NNP") or any(parse.tags[child] == "PRP$" for child in parse.of(noun, "poss"))
    return named or parse.lemmas[noun] in _PARTNERS


def _is_made_by_others(parse: Parse, verb: int, thing: int) -> bool:
    """Whether somebody else made what is denounced: "concluded by Peru", "that Peru signed with Chile"."""
    mine = {parse.lemmas[one] for subject in parse.of(verb, "nsubj") for one in parse.conjuncts(subject)}
    for clause in parse.of(thing, "acl", "relcl"):
        if parse.lemmas[clause] not in _MAKING:
            continue
        by = [noun for child in parse.of(clause, "agent", "prep") if parse.lowers[child] == "by" for noun in parse.of(child, "pobj")]
        makers = {
            one for noun in (by or parse.of(clause, "nsubj")) for one in parse.conjuncts(noun) if parse.tags[one][:2] not in ("WP", "WD")
        }
        if makers and not any(parse.lemmas[one] in mine or parse.lowers[one] in _OWN for one in makers):
            return True
    return False


def _denounced(parse: Parse, verb: int) -> int | None:
    """What is denounced."""
    return parse.first(verb, "dobj", "nsubjpass") if parse.lemmas[verb] == "denounce" else None
