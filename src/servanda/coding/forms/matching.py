"""Finds the forms of the event vocabulary in a parse."""

from __future__ import annotations

from typing import Generic

import msgspec

from servanda.coding.forms import arguments
from servanda.coding.parsing import Parse
from servanda.vocabulary.forms import Form, FormIndex, RowT, Slot


class Match(msgspec.Struct, Generic[RowT]):
    """A form found at a token. `source` and `target` are heads of phrases; `contents` tell a further event."""

    form: Form[RowT]
    token: int
    source: int | None
    targets: list[int]
    contents: list[int]
    used: list[int]
    thing: int | None = None
    carrier: int | None = None


_SUPPORTED = frozenset({"dobj", "nsubjpass", "attr"})


class Matcher(Generic[RowT]):
    """Looks up each word of a parse in the vocabulary's index and checks the parts that its forms want."""

    def __init__(self, patterns: FormIndex[RowT]) -> None:
        self._patterns = patterns
        self._support = patterns.lists["support"]
        self._occurring = patterns.lists["occur"]

    def matches(self, parse: Parse) -> list[list[Match[RowT]]]:
        """For each word that tells an event, the forms that fit, the heaviest first; words already used by another are left out."""
        found: list[list[Match[RowT]]] = []
        used: set[int] = set()
        verbs, nouns = self._patterns.verbs, self._patterns.nouns
        for token, lemma in enumerate(parse.lemmas):
            if parse.tags[token].startswith("V") and lemma in verbs and parse.deps[token] not in ("aux", "auxpass"):
                here = [m for form in verbs[lemma] if (m := self._verb(parse, token, form)) is not None]
                if here:
                    found.append(here)
                    used.update(here[0].used)
        for token, lemma in enumerate(parse.lemmas):
            if token in used or lemma not in nouns:
                continue
            if parse.tags[token].startswith("N") or (
                parse.tags[token] == "VBG" and parse.deps[token] in ("dobj", "pobj", "nsubj", "nsubjpass")
            ):
                here = [m for form in nouns[lemma] if (m := self._noun(parse, token, form)) is not None]
                if here:
                    found.append(here)
        found.sort(key=lambda some: some[0].token)
        return found

    def _verb(self, parse: Parse, verb: int, form: Form[RowT]) -> Match[RowT] | None:
        particles = [parse.lowers[c] for c in parse.of(verb, "prt")]
        if form.particle and not particles:
            # "pulled out of": parsers take the particle for a preposition or adverb as often.
            particles = [parse.lowers[c] for c in parse.of(verb, "prep", "advmod")]
        if (form.particle not in particles) if form.particle else bool(particles):
            return None
        thing = arguments.undergoer_of(parse, verb)
        if thing is None and parse.lemmas[verb] in ("be", "stand", "remain"):
            thing = parse.first(verb, "acomp", "attr")
        phrases = arguments.all_phrases(parse, verb, thing)
        receiver = arguments.receiver_of(parse, verb)
        used: list[int] = []
        for slot, words in form.words:
            if "*" in words and thing is None:
                return None
            holder = self._holder(parse, slot, words, thing, phrases)
            if holder is None:
                return None
            used.append(holder)
            if holder != thing and holder not in (inner for _, _, inner in phrases):
                phrases += arguments.phrases_of(parse, holder)
        if self._barred(parse, form, verb, thing):
            return None
        contents = self._contents(parse, form, verb, thing, phrases)
        if form.further and not contents:
            return None
        if form.target is not None and form.target.place == "object" and form.target.necessary and thing is None and not contents:
            return None
        match = Match(form, verb, None, [], contents, used, thing)
        taken = form.words if form.target is None else (*form.words, (form.target, frozenset[str]()))
        takes_object = any(slot.place != "prep" for slot, _ in taken)
        if form.source is not None:
            fillers = self._fillers(parse, form.source, verb, thing, phrases, receiver, takes_object=takes_object)
            match.source = next(iter(fillers), None)
        if form.target is not None:
            asked = thing
            if asked is None and contents and form.target.place == "object":
                # "let teams search", "wants Iran to stop": parsers make whom it is said of the subject of the clause.
                asked = arguments.clause_subject(parse, contents[0])
            fillers = self._fillers(parse, form.target, verb, asked, phrases, receiver)
            if form.target.necessary and not fillers:
                return None
            match.targets = fillers
        return match

    def _barred(self, parse: Parse, form: Form[RowT], head: int, thing: int | None) -> bool:
        """Whether a word stands by that the row excludes."""
        unless = form.row.unless
        if not unless:
            return False
        barred = frozenset(unless.split())
        near = {parse.lemmas[c] for c in parse.children[head]}
        if thing is not None:
            near |= {parse.lemmas[thing], *(parse.lemmas[c] for c in parse.of(thing, "compound", "amod", "nmod"))}
        return bool(near & barred)

    def _fillers(
        self,
        parse: Parse,
        slot: Slot,
        verb: int,
        thing: int | None,
        phrases: list[tuple[str, int, int]],
        receiver: int | None,
        *,
        takes_object: bool = True,
    ) -> list[int]:
        """Heads of the phrases that can fill a slot, the best first."""
        if slot.place == "subject":
            doer = arguments.doer_of(parse, verb)
            if doer is None and not takes_object:
                doer = arguments.bare_subject(parse, verb)
            return [] if doer is None else [doer]
        if slot.place == "object":
            return [] if thing is None else [thing]
        if slot.place == "dative":
            to = [inner for word, _, inner in phrases if word in ("to", "for")]
            return ([receiver] if receiver is not None else []) + to
        found = [inner for word, _, inner in phrases if word in slot.prepositions]
        if receiver is not None and "to" in slot.prepositions and receiver not in found:
            found.insert(0, receiver)
        return found

    def _holder(
        self, parse: Parse, slot: Slot, words: frozenset[str], thing: int | None, phrases: list[tuple[str, int, int]]
    ) -> int | None:
        """The token of a slot that is one of the words wanted; any where none are named."""
        if slot.place == "prep":
            options = [inner for word, _, inner in phrases if word in slot.prepositions]
        else:
            options = [] if thing is None else [thing]
        for option in options:
            if not words or "*" in words:
                return option
            held = holds(parse, option, words)
            if held is not None:
                return held
        return None

    def _contents(self, parse: Parse, form: Form[RowT], verb: int, thing: int | None, phrases: list[tuple[str, int, int]]) -> list[int]:
        """The heads of the clauses or nouns that tell the further event."""
        for kind, slot in form.further:
            if slot.place == "prep":
                heads = [
                    inner
                    for word, _, inner in phrases
                    if word in slot.prepositions and (kind == "act") != parse.tags[inner].startswith("V")
                ]
            elif kind in ("do", "must"):
                clause = arguments.complement_of(parse, verb)
                if kind == "do" and form.target is not None and form.target.place == "object" and thing is not None and clause is not None:
                    # "told Chad that it would leave" tells what is, "told Chad to leave" what shall be.
                    clause = None if arguments.is_finite(parse, clause) else clause
                heads = [] if clause is None or (kind == "must" and not _is_duty(parse, clause)) else [clause]
            else:
                heads = [] if thing is None else [thing]
            if heads:
                return heads
        return []

    def _noun(self, parse: Parse, noun: int, form: Form[RowT]) -> Match[RowT] | None:
        if form.before and not any(parse.lemmas[c] in form.before for c in parse.children[noun] if c < noun):
            return None
        if parse.deps[noun] == "compound" and parse.tags[parse.heads[noun]].startswith("N"):
            return None
        carrier = self._carrier(parse, noun)
        phrases = list(arguments.phrases_of(parse, noun))
        if carrier is not None:
            phrases += [p for p in arguments.phrases_of(parse, carrier) if p[0] not in ("by", "of")]
        above = parse.heads[noun]
        if parse.deps[noun] == "nsubj" and parse.lemmas[above] in self._occurring:
            phrases += arguments.phrases_of(parse, above)  # "fighting broke out between"
        if self._barred(parse, form, noun, None):
            return None
        contents: list[int] = []
        for kind, slot in form.further:
            if slot.place == "prep":
                contents = [i for w, _, i in phrases if w in slot.prepositions and (kind == "act") != parse.tags[i].startswith("V")]
            elif kind == "do":
                clause = arguments.complement_of(parse, noun)
                contents = [] if clause is None else [clause]
            if contents:
                break
        if form.further and not contents:
            return None
        for slot, words in form.words:
            if self._holder(parse, slot, words, None, phrases) is None:
                return None
        match = Match(form, noun, None, [], contents, [], None, carrier)
        own = [i for w, _, i in phrases if w == "by"]
        if form.source is not None and form.source.place == "prep":
            own = [i for w, _, i in phrases if w in form.source.prepositions] + own
        match.source = own[0] if own else None
        if match.source is None and carrier is not None:
            match.source = arguments.doer_of(parse, carrier)
        if form.target is not None:
            match.targets = [i for w, _, i in phrases if w in form.target.prepositions]
            if form.target.necessary and not match.targets:
                return None
        return match

    def _carrier(self, parse: Parse, noun: int) -> int | None:
        """The verb that only carries the noun: "launched an attack", "talks were held", "is under attack" has none."""
        here = noun
        for _ in range(4):
            above = parse.heads[here]
            if parse.deps[here] in _SUPPORTED and parse.tags[above].startswith("V"):
                return above if parse.lemmas[above] in self._support else None
            if parse.deps[here] == "conj" and parse.tags[above].startswith("N"):
                here = above
                continue
            if parse.deps[here] == "pobj" and parse.lowers[above] in ("of",) and parse.tags[parse.heads[above]].startswith("N"):
                here = parse.heads[above]  # "a series of attacks"
                continue
            if (
                parse.deps[here] == "pobj"
                and parse.tags[parse.heads[above]].startswith("V")
                and f"{parse.lemmas[parse.heads[above]]}-{parse.lowers[above]}" in self._support
            ):
                return parse.heads[above]  # "engaged in talks"
            return None
        return None


def _is_duty(parse: Parse, verb: int) -> bool:
    """Whether a clause says that somebody must or should."""
    if any(parse.lowers[child] in ("must", "should", "ought") for child in parse.of(verb, "aux")):
        return True
    return parse.lemmas[verb] in ("have", "need") and parse.first(verb, "xcomp") is not None


def holds(parse: Parse, token: int, words: frozenset[str], depth: int = 0) -> int | None:
    """Where one of the words heads a phrase, is joined to its head, stands before it, or is what it counts ("tons of aid")."""
    for one in parse.conjuncts(token):
        if parse.lemmas[one] in words:
            return one
        if any(parse.lemmas[child] in words for child in parse.of(one, "compound", "amod", "nmod", "quantmod")):
            return one
        for _, preposition, inner in arguments.phrases_of(parse, one):
            if parse.lowers[preposition] in ("of", "in") and depth < 3:
                held = holds(parse, inner, words, depth + 1)
                if held is not None:
                    return held
    return None
