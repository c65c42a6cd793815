"""What is laid down rather than done or threatened: "neither side shall allow …", "under the accord, Fiji is to station police"."""

from __future__ import annotations

from servanda.coding.forms import arguments
from servanda.coding.parsing import Parse
from servanda.records import Actor
from servanda.vocabulary.event_patterns import load_event_patterns

# What follows "in" where something is done as it was agreed: "in accordance with the treaty".
_AS_AGREED = frozenset({"accordance", "line", "keeping", "conformity", "compliance"})
_SPEAKERS = frozenset({"i", "we"})
# Who agrees not to act binds itself; who vows not to may as well refuse.
_BINDING = frozenset({"agree", "undertake", "consent", "commit"})
_PROMISING = frozenset({"pledge", "promise"})
# Whom it is peaceful not to help.
_FIGHTERS = frozenset({"REB", "UAF", "CRM"})
_REBELS = frozenset({"rebel", "separatist", "insurgent", "militant", "terrorist", "guerrilla", "secessionist", "militia", "mutineer"})
_UP = frozenset({"conj", "xcomp", "parataxis", "ccomp"})
_HIGHEST = 4


def is_laid_down(parse: Parse, verb: int) -> bool:
    """Whether a verb stands in a clause that binds: "shall", of others than who speaks."""
    shall = any(parse.lowers[child] == "shall" for child in parse.of(verb, "aux"))
    doer = arguments.doer_of(parse, verb) if shall else None
    return shall and (doer is None or parse.lowers[doer] not in _SPEAKERS)


def is_under_agreement(parse: Parse, verb: int) -> bool:
    """Whether an act is told as one that an agreement provides for, in its own clause or in the one that it is joined to."""
    agreements = load_event_patterns().lists["agreement"]
    here = verb
    for _ in range(_HIGHEST):
        for word, _, inner in arguments.phrases_of(parse, here):
            agreed = inner
            if word in ("in", "pursuant") and (parse.lemmas[inner] in _AS_AGREED or word == "pursuant"):
                agreed = next((below for _, _, below in arguments.phrases_of(parse, inner)), inner)
            elif word != "under":
                continue
            if parse.lemmas[agreed] in agreements:
                return True
        if parse.deps[here] not in _UP:
            return False
        here = parse.heads[here]
    return False


def undertakes_not_to(parse: Parse, verb: int, act: int, targets: tuple[Actor, ...]) -> bool:
    """Whether who will not do a friendly act binds itself and refuses nothing: "agreed to send no more ships", "pledged not to back rebels"."""
    if parse.lemmas[verb] in _BINDING:
        return True
    helped = {actor.sector for actor in targets} & _FIGHTERS or any(parse.lemmas[noun] in _REBELS for noun in parse.of(act, "dobj"))
    return parse.lemmas[verb] in _PROMISING and bool(helped)


def takes_up(parse: Parse, verb: int) -> bool:
    """Whether words only take up what has been told: "to withdraw its troops, as it undertook to do at the summit"."""
    done = [inner for inner in parse.of(verb, "xcomp") if parse.lemmas[inner] == "do" and parse.first(inner, "dobj") is None]
    return bool(done) and any(parse.lowers[child] == "as" for child in parse.of(verb, "mark", "advmod"))
