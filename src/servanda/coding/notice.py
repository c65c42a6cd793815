"""Treaties that are denounced: to denounce one is to leave it, where it is not an agreement of others that is condemned."""

from __future__ import annotations

from servanda.coding.parsing import Parse

_TREATIES = frozenset({"treaty", "convention", "protocol", "charter", "concession"})
# Words for what others may have agreed on, and what one condemns as often as one leaves it.
_AGREEMENTS = frozenset({"agreement", "accord", "pact", "memorandum"})


def gives_notice(parse: Parse, verb: int) -> bool:
    """Whether a verb tells that somebody leaves a treaty: "denounced the convention", "22 agreements", "the pact with Chad".

    An agreement of which nothing tells that it is one's own is condemned.
    """
    thing = _denounced(parse, verb)
    if thing is None or is_condemned(parse, verb):
        return False
    own = parse.first(thing, "nummod") is not None or any(parse.lowers[child] == "with" for child in parse.of(thing, "prep"))
    return parse.lemmas[thing] in _TREATIES or (parse.lemmas[thing] in _AGREEMENTS and own)


def is_condemned(parse: Parse, verb: int) -> bool:
    """Whether what is denounced is condemned: "as a fraud", "Peru's pact", "the accord between Peru and Chile"."""
    thing = _denounced(parse, verb)
    if thing is None:
        return False
    of_others = parse.first(thing, "poss") is not None or any(parse.lowers[child] == "between" for child in parse.of(thing, "prep"))
    return of_others or any(parse.lowers[child] == "as" for child in parse.of(verb, "prep"))


def _denounced(parse: Parse, verb: int) -> int | None:
    """What is denounced."""
    return parse.first(verb, "dobj", "nsubjpass") if parse.lemmas[verb] == "denounce" else None
