"""Finds the forms of a vocabulary in a parse."""

from __future__ import annotations

from typing import Generic

import msgspec

from servanda.coding.forms import arguments
from servanda.coding.forms.surroundings import Surroundings, holds, round_noun, round_verb
from servanda.coding.parsing import Parse
from servanda.vocabulary.forms import Form, FormIndex, RowT

# Auxiliaries, and participles that only describe: "the recognised government".
_NO_VERBS = frozenset({"aux", "auxpass", "amod", "compound"})
_NOUN_PLACES = frozenset({"dobj", "pobj", "nsubj", "nsubjpass"})


class Match(msgspec.Struct, Generic[RowT]):
    """A form found at a token.

    `source` and `targets` are heads of phrases; `contents` tell a further event; `used` are words that the form names; `thing` is the
    object, `carrier` the verb that only carries a noun.
    """

    form: Form[RowT]
    token: int
    source: int | None
    targets: list[int]
    contents: list[int]
    used: list[int]
    thing: int | None = None
    carrier: int | None = None


class Matcher(Generic[RowT]):
    """Looks up each word of a parse in the vocabulary's index and checks the parts that its forms want."""

    def __init__(self, patterns: FormIndex[RowT]) -> None:
        self._patterns = patterns
        self._support = patterns.lists["support"]
        self._occurring = patterns.lists["occur"]

    def _verb_forms(self, parse: Parse, token: int) -> tuple[Form[RowT], ...]:
        """The forms of a verb, and of the state that its participle names: "was appalled by"."""
        state = (
            self._patterns.verbs.get(parse.lowers[token], ())
            if parse.tags[token] == "VBN" and parse.lemmas[token] != parse.lowers[token]
            else ()
        )
        return (*state, *self._patterns.verbs.get(parse.lemmas[token], ()))

    def matches(self, parse: Parse) -> list[list[Match[RowT]]]:
        """For each word that tells something, the forms that fit, the heaviest first; words that another form uses are left out."""
        found: list[list[Match[RowT]]] = []
        used: set[int] = set()
        nouns = self._patterns.nouns
        for token in range(len(parse)):
            if token in used and parse.deps[token] in ("acomp", "xcomp"):
                continue  # "is concerned about" is one telling, whichever word the parser takes for its verb
            if parse.tags[token].startswith("V") and parse.deps[token] not in _NO_VERBS and (forms := self._verb_forms(parse, token)):
                around = round_verb(parse, token)
                here = [m for form in forms if (m := _verb(around, form)) is not None]
                if here:
                    found.append(here)
                    used.update(here[0].used)
        for token, lemma in enumerate(parse.lemmas):
            noun = lemma if lemma in nouns else parse.lowers[token]  # "arming" is a noun of its own, whose lemma is "arm"
            if noun in nouns and token not in used and _is_noun(parse, token):
                around = round_noun(parse, token, self._support, self._occurring)
                here = [m for form in nouns[noun] if (m := _noun(around, form)) is not None]
                if here:
                    found.append(here)
        found.sort(key=lambda some: some[0].token)
        return found


def _felt_by(parse: Parse, verb: int, form: Form[RowT]) -> int | None:
    """Who is "appalled" or "concerned", where a form is of that state: the subject of the passive; None for all other forms."""
    state = parse.tags[verb] == "VBN" and parse.lowers[verb] in form.heads and parse.lemmas[verb] not in form.heads
    return parse.first(verb, "nsubjpass", "nsubj") if state else None


def _is_noun(parse: Parse, token: int) -> bool:
    """Whether a word heads a noun phrase: a noun that modifies no other, or a gerund in a noun's place."""
    if parse.tags[token] == "VBG":
        return parse.deps[token] in _NOUN_PLACES
    modifies = parse.deps[token] == "compound" and parse.tags[parse.heads[token]].startswith("N")
    return parse.tags[token].startswith("N") and not modifies


def _verb(around: Surroundings, form: Form[RowT]) -> Match[RowT] | None:
    """The form at a verb, or None where a part that it wants is missing."""
    if not _particle_fits(around, form) or (form.bare and around.thing is not None):
        return None
    used = _used(around, form)
    if used is None or around.bars(form.row.unless) or (form.before and not _done_by(around, form.before)):
        return None
    if _has_another_doer(around, form):
        return None
    contents = around.contents(form)
    if form.further and not contents:
        return None
    match = Match(form, around.token, None, [], contents, used, around.thing)
    if form.source is not None:
        match.source = _felt_by(around.parse, around.token, form)
        if match.source is None:
            match.source = next(iter(around.fillers(form.source, around.thing)), None)
        if match.source is None and form.source.place == "subject" and not _takes_object(form):
            match.source = arguments.bare_subject(around.parse, around.token)
    if form.target is not None:
        asked = around.thing
        if asked is None and contents and form.target.place == "object":
            # "let teams search", "wants Iran to stop": parsers make whom it is said of the subject of the clause.
            asked = arguments.clause_subject(around.parse, contents[0])
        match.targets = around.fillers(form.target, asked)
        if form.target.necessary and not match.targets:
            return None
    return match


def _has_another_doer(around: Surroundings, form: Form[RowT]) -> bool:
    """Whether a form that finds its doer in a phrase stands with one of its own: "summoned to Rome" tells who summons, "X summoned her to Rome" does not."""
    source = form.source
    in_phrase = source is not None and source.place == "prep" and "to" in source.prepositions
    return in_phrase and arguments.doer_of(around.parse, around.token) is not None


def _done_by(around: Surroundings, words: frozenset[str]) -> bool:
    """Whether what does it is one of the words that stand before a verb's form: "the storm hit"."""
    doer = arguments.doer_of(around.parse, around.token)
    return doer is not None and holds(around.parse, doer, words) is not None


def _particle_fits(around: Surroundings, form: Form[RowT]) -> bool:
    """Whether the verb stands with the form's particle, or with none where the form has none."""
    if not form.particle:
        return not around.particles
    # "pulled out of": parsers take the particle for a preposition or adverb as often.
    return form.particle in (around.particles or around.adverbs)


def _used(around: Surroundings, form: Form[RowT]) -> list[int] | None:
    """Where the words stand that the form names; None where one is missing. What hangs on them counts as phrases too."""
    used: list[int] = []
    for slot, words in form.words:
        holder = around.holder(slot, words)
        if holder is None:
            return None
        used.append(holder)
        if around.carrier is None and holder != around.thing and holder not in (inner for _, _, inner in around.phrases):
            around.phrases = around.phrases + [p for p in arguments.phrases_of(around.parse, holder) if p not in around.phrases]
    return used


def _takes_object(form: Form[RowT]) -> bool:
    """Whether a form has a part that is no prepositional phrase."""
    return any(slot.place != "prep" for slot, _ in form.words) or (form.target is not None and form.target.place != "prep")


def _noun(around: Surroundings, form: Form[RowT]) -> Match[RowT] | None:
    """The form at a noun, or None where a part that it wants is missing."""
    parse, noun = around.parse, around.token
    if form.before and not any(parse.lemmas[child] in form.before for child in parse.children[noun] if child < noun):
        return None
    if form.particle and not any(parse.lowers[child] == form.particle for child in parse.of(noun, "prt", "prep", "advmod")):
        return None
    contents = around.contents(form)
    if around.bars(form.row.unless) or (form.further and not contents) or _used(around, form) is None:
        return None
    match = Match(form, noun, None, [], contents, [], None, around.carrier)
    makers = form.source.prepositions if form.source is not None and form.source.place == "prep" else frozenset[str]()
    own = [inner for word, _, inner in around.phrases if word in makers]
    # "the killing of a soldier by rebels": parsers hang the doer on the victim as often.
    own += [inner for word, _, inner in arguments.all_phrases(parse, noun, None) if word == "by"]
    if form.source is not None and form.source.necessary and not own:
        return None
    match.source = next(iter(own), None)
    if match.source is None and around.carrier is not None:
        match.source = arguments.doer_of(parse, around.carrier)
    if form.target is not None:
        match.targets = [inner for word, _, inner in around.phrases if word in form.target.prepositions]
        if form.target.necessary and not match.targets:
            return None
    return match
