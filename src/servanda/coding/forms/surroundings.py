"""What stands round one verb or noun, gathered once for all forms that are tried on it."""

from __future__ import annotations

import functools

from servanda.coding.forms import arguments
from servanda.coding.parsing import Parse
from servanda.vocabulary.forms import Form, RowT, Slot

Phrase = tuple[str, int, int]

_SUPPORTED = frozenset({"dobj", "nsubjpass", "attr"})
_COPULAS = frozenset({"be", "stand", "remain", "become"})
_DEEPEST = 3
_OBLIGING = frozenset({"oblige", "obligate", "require", "force", "compel", "bind", "allow", "permit", "entitle", "enable"})
_AGAINST = frozenset({"against", "on", "upon"})
_WHERE = frozenset({"in", "at", "inside", "near", "along"})


class Surroundings:
    """The object, receiver and prepositional phrases of a token; `carrier` is the verb that only carries a noun of action."""

    def __init__(self, parse: Parse, token: int) -> None:
        self.parse, self.token = parse, token
        self.thing: int | None = None
        self.receiver: int | None = None
        self.carrier: int | None = None
        self.phrases: list[Phrase] = []
        # How many of the phrases hang on the token or its object themselves.
        self.near: int | None = None

    @functools.cached_property
    def particles(self) -> tuple[str, ...]:
        """The particles of a verb."""
        parse = self.parse
        return tuple(parse.lowers[child] for child in parse.of(self.token, "prt") if not arguments.is_count(parse, child))

    @functools.cached_property
    def adverbs(self) -> tuple[str, ...]:
        """The adverbs of a verb, and its prepositions that govern nothing."""
        parse = self.parse
        some = parse.of(self.token, "prep", "advmod", "oprd")
        return tuple(parse.lowers[child] for child in some if parse.first(child, "pobj", "pcomp") is None)

    def fillers(self, slot: Slot, thing: int | None) -> list[int]:
        """Heads of the phrases that can fill a slot, the best first."""
        if slot.place == "subject":
            doer = arguments.doer_of(self.parse, self.token)
            return [] if doer is None else [doer]
        if slot.place == "object":
            return [] if thing is None else [thing]
        receiver = [] if self.receiver is None else [self.receiver]
        if slot.place == "dative":
            return receiver + self._governed(frozenset({"to", "for"}))
        found = self._governed(slot.prepositions, near=slot.necessary)
        return receiver + found if "to" in slot.prepositions and self.receiver not in found else found

    def _governed(self, prepositions: frozenset[str], *, near: bool = False) -> list[int]:
        """What these prepositions govern; `near` leaves out phrases that stand inside others."""
        phrases = self.phrases[: self.near] if near else self.phrases
        found = [(word, inner) for word, _, inner in phrases if word in prepositions]
        if prepositions & _AGAINST:
            # "Conducted strikes against the rebels in Chad": whom goes before where, however the parser hangs them.
            found.sort(key=lambda one: one[0] in _WHERE)
        return [inner for _, inner in found]

    def holder(self, slot: Slot, words: frozenset[str]) -> int | None:
        """The token of a slot that is one of the words wanted; any where none are named."""
        if "*" in words and self.thing is None and slot.place != "prep":
            return None
        options = (
            self._governed(slot.prepositions, near=slot.necessary) if slot.place == "prep" else [] if self.thing is None else [self.thing]
        )
        for option in options:
            held = option if not words or "*" in words else holds(self.parse, option, words)
            if held is not None:
                return held
        return None

    def contents(self, form: Form[RowT]) -> list[int]:
        """The heads of the clauses or nouns that tell the further event of a form."""
        for kind, slot in form.further:
            if slot.place == "prep":
                heads = [h for h in self._governed(slot.prepositions) if (kind == "act") != self.parse.tags[h].startswith("V")]
            elif kind == "act":
                heads = [] if self.thing is None else [self.thing]
            else:
                heads = self._clause(form, kind)
            if heads:
                return heads
        return []

    def _clause(self, form: Form[RowT], kind: str) -> list[int]:
        """The clause that completes the token, if it is of the kind that the form wants."""
        clause = arguments.complement_of(self.parse, self.token)
        if clause is None:
            return []
        if kind == "must":
            return [clause] if is_duty(self.parse, clause) else []
        asks = form.target is not None and form.target.place == "object" and self.thing is not None
        # "told Chad that it would leave" tells what is, "told Chad to leave" what shall be.
        return [] if asks and arguments.is_finite(self.parse, clause) else [clause]

    def bars(self, unless: str) -> bool:
        """Whether a word stands by that a row excludes."""
        if not unless:
            return False
        parse = self.parse
        near = {parse.lemmas[child] for child in parse.children[self.token]}
        # "Met with resistance", "informed Chad of the withdrawal".
        near |= {parse.lemmas[inner] for word, at, inner in self.phrases if word in ("with", "of") and parse.heads[at] == self.token}
        if self.thing is not None:
            near |= {parse.lemmas[self.thing], *(parse.lemmas[child] for child in parse.of(self.thing, "compound", "amod", "nmod"))}
        return not near.isdisjoint(unless.split())


def round_verb(parse: Parse, verb: int) -> Surroundings:
    """What stands round a verb."""
    found = Surroundings(parse, verb)
    found.thing = arguments.undergoer_of(parse, verb)
    if found.thing is None and parse.lemmas[verb] in _COPULAS:
        found.thing = parse.first(verb, "acomp", "attr")
    near = arguments.near_phrases(parse, verb, found.thing)
    found.phrases, found.near = arguments.with_inner(parse, near), len(near)
    found.receiver = arguments.receiver_of(parse, verb)
    return found


def round_noun(parse: Parse, noun: int, support: frozenset[str], occurring: frozenset[str]) -> Surroundings:
    """What stands round a noun of action and the verb that carries it."""
    found = Surroundings(parse, noun)
    found.carrier = _carrier(parse, noun, support)
    found.phrases = list(arguments.phrases_of(parse, noun))
    if found.carrier is not None:
        found.phrases += [phrase for phrase in arguments.phrases_of(parse, found.carrier) if phrase[0] not in ("by", "of")]
    above = parse.heads[noun]
    if parse.deps[noun] == "nsubj" and parse.lemmas[above] in occurring:
        found.phrases += arguments.phrases_of(parse, above)  # "fighting broke out between"
    return found


def _carrier(parse: Parse, noun: int, support: frozenset[str]) -> int | None:
    """The verb that only carries the noun: "launched an attack", "talks were held", "engaged in a series of talks"."""
    here = noun
    for _ in range(4):
        above = parse.heads[here]
        over = parse.heads[above]
        if parse.deps[here] in _SUPPORTED and parse.tags[above].startswith("V"):
            return above if parse.lemmas[above] in support else None
        if parse.deps[here] == "conj" and parse.tags[above].startswith("N"):
            here = above
        elif parse.deps[here] == "pobj" and parse.lowers[above] == "of" and parse.tags[over].startswith("N"):
            here = over
        elif parse.deps[here] == "pobj" and parse.tags[over].startswith("V") and f"{parse.lemmas[over]}-{parse.lowers[above]}" in support:
            return over
        else:
            return None
    return None


def is_another_s_rule(parse: Parse, clause: int) -> bool:
    """Whether something obliges or allows somebody to do an act: whoever may, or must not be made to, has not done or refused it."""
    above = parse.heads[clause]
    ruled = parse.deps[clause] in ("xcomp", "ccomp") and parse.lemmas[above] in _OBLIGING
    return ruled and parse.first(above, "auxpass") is None and any(parse.lowers[c] == "to" for c in parse.of(clause, "aux"))


def is_unreal(parse: Parse, token: int) -> bool:
    """Whether an act is one that never came to pass, or is nobody's duty: "would have sent troops", "does not oblige Chad to help"."""
    if any(parse.lemmas[above] == "anniversary" for above in parse.ancestors(token)) and parse.deps[token] == "pobj":
        return True  # what is remembered
    if is_another_s_rule(parse, token) and parse.of(parse.heads[token], "neg"):
        return True
    supposed = {"would", "have"} <= {parse.lowers[aid] for aid in parse.of(token, "aux")} and parse.tags[token] in ("VBN", "VBD")
    return supposed or is_unmet(parse, token)


def is_unmet(parse: Parse, token: int) -> bool:
    """Whether an act is a condition that was not met: "had Chad sent troops, …"."""
    subject = parse.first(token, "nsubj", "nsubjpass")
    had = next((aid for aid in parse.of(token, "aux") if parse.lowers[aid] == "had"), None)
    return had is not None and subject is not None and had < subject and parse.deps[token] in ("advcl", "ccomp")


def is_nothing(parse: Parse, token: int) -> bool:
    """Whether words stand for nothing or nobody, so that nothing is done to them: "regretted nothing", "blamed no one"."""
    none = parse.lowers[token] == "one" and any(parse.lowers[child] == "no" for child in parse.of(token, "det"))
    return none or parse.lowers[token] in ("nothing", "nobody")


def is_duty(parse: Parse, verb: int) -> bool:
    """Whether a clause says that somebody must or should."""
    if any(parse.lowers[child] in ("must", "should", "ought") for child in parse.of(verb, "aux")):
        return True
    return parse.lemmas[verb] in ("have", "need") and parse.first(verb, "xcomp") is not None


def holds(parse: Parse, token: int, words: frozenset[str], depth: int = 0) -> int | None:
    """Where one of the words heads a phrase, is joined to its head, stands before it, or is what it counts ("tons of aid")."""
    for one in parse.conjuncts(token):
        if (
            parse.lemmas[one] in words
            or parse.lowers[one] in words
            or any(parse.lemmas[c] in words for c in parse.of(one, "compound", "amod", "nmod", "quantmod"))
        ):
            return one
        for word, _, inner in arguments.phrases_of(parse, one):
            held = holds(parse, inner, words, depth + 1) if word in ("of", "in") and depth < _DEEPEST else None
            if held is not None:
                return held
    return None
