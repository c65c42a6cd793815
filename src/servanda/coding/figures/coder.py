"""The coder of figures: each amount with what it measures, for whom, when, and against what base."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.coding.certainty import certainty_of
from servanda.coding.coder import Declined
from servanda.coding.figures.amounts import Amount, find_amounts
from servanda.coding.noun_phrases import actors_of
from servanda.coding.parsing import Parse
from servanda.coding.prepared import Prepared, Sentence
from servanda.coding.timing import when_of
from servanda.dating import to_when
from servanda.records import Certainty, Change, Direction, Fact, Figure, When
from servanda.vocabulary.measures import Measure, measure_words
from servanda.vocabulary.units import unit_words

_UP = re.compile(
    r"\b(?:higher|more|greater|up|increas\w*|ris(?:e|es|ing|en)|rose|gr(?:ew|ow\w*|owth)|jump\w*|surg\w*|climb\w*|gain\w*|soar\w*|expand\w*|rais\w*|boost\w*)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:lower|fewer|less|down|decreas\w*|fall\w*|fell|drop\w*|declin\w*|shr(?:ank|ink\w*|unk)|cut\w*|reduc\w*|plung\w*|los[ts]\w*|slump\w*|contract(?:ed|ing))\b",
    re.IGNORECASE,
)
# What comes directly after or before a number when it tells a change and not a level.
_CHANGE_AFTER = re.compile(
    r"^\s*(?:or\s+)?(?:higher|lower|more|less|fewer|greater|up|down|increase|rise|growth|decrease|drop|fall|decline|reduction|cut|surge|jump)\b",
    re.IGNORECASE,
)
_CHANGE_BEFORE = re.compile(
    r"\b(?:increas\w*|r(?:ose|isen|ising|ise)|gr(?:ew|own|owing|owth)|jump\w*|surg\w*|climb\w*|fell|fallen|falling|fall|dropp?\w*|declin\w*|decreas\w*|shrank|shrunk|plunged|soared|expanded|up|down|reduc\w*|cut|slump\w*)"
    r"\s+(?:[a-z]+ly\s+)?(?:by\s+|of\s+)?(?:(?:about|over|nearly|almost|more than|less than|around|some|roughly|at least|as much as|up to|an?|another)\s+)*(?:the\s+)?$",
    re.IGNORECASE,
)
_TO = re.compile(r"\b(?:to|at|of)\s+(?:(?:about|over|nearly|almost|more than|around|some|roughly)\s+)*$", re.IGNORECASE)
# Nouns beside an amount that make it part of something else than a fact of the record: ages and distances walked are left out by unit.
_MOST_ACTORS = 4


class FigureCoder:
    """Codes amounts in sentences that name an actor or stand in a paragraph about one."""

    name = "figures"
    version = "1"
    needs_actor = False

    @property
    def cues(self) -> frozenset[str]:
        """Digits, currency signs and the units' words: the beginnings that make a sentence worth parsing."""
        words = {word.lower() for word, unit in unit_words().items() if unit.kind != "persons"}
        return frozenset(words | set("0123456789$€£¥"))

    def code(self, prepared: Prepared) -> Iterator[Fact | Declined]:
        """The figures of a document in the order of the text."""
        about_before: tuple[str, ...] = ()
        for sentence in prepared.sentences:
            if self.name not in sentence.cues or sentence.parse is None:
                about_before = _named(sentence) or about_before
                continue
            for amount in find_amounts(sentence.plain):
                yield self._figure(prepared, sentence, sentence.parse, amount, about_before)
            about_before = _named(sentence) or about_before

    def _figure(self, prepared: Prepared, sentence: Sentence, parse: Parse, amount: Amount, before: tuple[str, ...]) -> Fact | Declined:
        start, end = sentence.start + amount.start, sentence.start + amount.end
        head = parse.head_of(start, end)
        if head is None:
            return Declined(start, end, self.name, "the amount lies outside the parse", None)
        measure = _measure(parse, head, amount)
        change = _change(sentence.plain, amount)
        about = _about(sentence, parse, head, measure) or (before if measure is not None and measure.id in _INHERITS else ())
        if measure is None and not about:
            return Declined(start, end, self.name, "nothing tells what the amount measures or whom it is about", None)
        claim = Figure(
            value=amount.value,
            unit=amount.unit,
            measure=measure.id if measure else None,
            about=about[:_MOST_ACTORS],
            change=change,
            approximate=amount.approximate,
            bound=amount.bound,
        )
        return prepared.fact(
            claim,
            [(sentence.start, sentence.end), (start, end)],
            certainty=_certainty(parse, head),
            when=_when(sentence, parse, head, change) or (_asked(sentence, parse, head) if measure and measure.id == "poll" else None),
            coder=(self.name, self.version),
            confidence=0.8 if measure else 0.5,
            rule=f"measure:{measure.id}" if measure else None,
            asserted_by=prepared.voice_at(start, end),
        )


# Measures whose actors are understood from the sentence before: "Trade between A and B grew. It reached $3 billion."
_INHERITS = frozenset({"trade", "arms", "aid", "investment"})


def _named(sentence: Sentence) -> tuple[str, ...]:
    """The actors that a sentence names, for a figure in the next one."""
    return tuple(
        dict.fromkeys(a for m in sentence.mentions if m.form in ("state", "organisation", "anaphor", "adjective") for a in m.actors)
    )


def _measure(parse: Parse, head: int, amount: Amount) -> Measure | None:
    """The measure whose word stands nearest the amount: below or above it in the parse, else in its sentence."""
    table = measure_words()
    best: tuple[int, int, Measure] | None = None
    chain = [head, *parse.ancestors(head)]
    near = {token: rank for rank, token in enumerate(chain)}
    for token, lemma in enumerate(parse.lemmas):
        for measure in table.get(lemma) or table.get(parse.lowers[token]) or ():
            if amount.kind not in measure.units.split():
                continue
            above = next((near[t] for t in (token, *parse.ancestors(token)) if t in near), len(parse))
            rank = (above, abs(token - head), measure)
            if best is None or rank[:2] < best[:2]:
                best = rank
    return best[2] if best and best[0] < _FAR else None


# A word further up than this is in another clause, and names what another amount measures.
_FAR = 6


def _about(sentence: Sentence, parse: Parse, head: int, measure: Measure | None) -> tuple[str, ...]:
    """The actors that the figure is about: owners of the measured thing, then the subject, then all in the clause."""
    words = set(measure.words.split()) if measure else set()
    chain = [head, *parse.ancestors(head)]
    for token in chain:
        subject = parse.first(token, "nsubj", "nsubjpass")
        places = [t for t in (token, subject) if t is not None]
        for place in places[::-1]:
            phrase = parse.subtree(place, without=("relcl", "advcl", "conj"))
            if words and not any(parse.lemmas[t] in words for t in phrase):
                continue
            found = _codes_below(sentence, parse, place)
            if found:
                return found
    found = tuple(
        dict.fromkeys(
            a for t in chain for s in parse.of(t, "nsubj", "nsubjpass") for x in actors_of(sentence, s, loose=True) if (a := x.actor)
        )
    )
    return found or _named(sentence)


def _codes_below(sentence: Sentence, parse: Parse, noun: int) -> tuple[str, ...]:
    """The codes of actors named in a noun's own phrase."""
    low, high = parse.extent(noun, without=("relcl", "advcl", "conj"))
    # "Sino-Russian": the prefix is a mention of its own that touches the next.
    low = min([m.start for m in sentence.mentions if m.end == low] or [low])
    return tuple(dict.fromkeys(a for m in sentence.mentions if low <= m.start < high and m.form != "pronoun" for a in m.actors))


def _change(sentence: str, amount: Amount) -> Change | None:
    """Whether the amount is a change rather than a level, its direction, and the words of the base."""
    before, after = sentence[: amount.start], sentence[amount.end :]
    ahead = _CHANGE_AFTER.match(after)
    behind = _CHANGE_BEFORE.search(before)
    if not ahead and not behind:
        return None
    words = ahead.group() if ahead else behind.group() if behind else ""
    direction: Direction = "up" if _UP.search(words) else ("down" if _DOWN.search(words) else "none")
    based = re.match(
        r"[^,.;]{0,40}?\b(?:than|compared with|compared to|over|from|since)\s+([^,.;]{2,50}?)(?=\s+(?:when|while|which|to|and|or)\b|[,.;]|$)",
        after,
    )
    base = based.group(1).strip() if based else None
    return Change(direction, base)


def _certainty(parse: Parse, head: int) -> Certainty:
    """The certainty of the clause in which the amount stands."""
    for token in (head, *parse.ancestors(head)):
        if parse.tags[token].startswith("V"):
            return certainty_of(parse, token)
    return "actual"


def _when(sentence: Sentence, parse: Parse, head: int, change: Change | None) -> When | None:
    """The period measured: the date of the amount's clause, but not the date of the base that it is compared with."""
    dates = sentence.dates
    if change is not None and change.base:
        place = sentence.plain.find(change.base)
        sentence.dates = tuple(
            d for d in dates if not (d.start - sentence.start < place + len(change.base) and place < d.end - sentence.start) or d.held
        )
    try:
        found = when_of(sentence, head)
        if found is None:
            found = _told_of_a_time(sentence, parse, head)
        if found is None and change is not None:
            usable = [d for d in sentence.dates if d.kind not in ("duration", "name") and (d.earliest or d.latest)]
            found = to_when(usable[0]) if len(usable) == 1 else None
        return found
    finally:
        sentence.dates = dates


def _asked(sentence: Sentence, parse: Parse, head: int) -> When | None:
    """When a poll was taken: the date of the clause that reports its answers."""
    governing = [token for token in parse.ancestors(head) if parse.tags[token].startswith("V")]
    return next((when for token in governing if (when := when_of(sentence, token)) is not None), None)


def _told_of_a_time(sentence: Sentence, parse: Parse, head: int) -> When | None:
    """The time that a clause describes: "last year, when it totalled …"."""
    for token in (head, *parse.ancestors(head)):
        if parse.deps[token] in ("relcl", "advcl") and any(parse.lowers[c] == "when" for c in parse.children[token]):
            first = parse.starts[min(parse.subtree(token))]
            earlier = [d for d in sentence.dates if d.end <= first + 1 and (d.earliest or d.latest)]
            return to_when(earlier[-1]) if earlier else None
    return None
