"""The coder of figures: each amount with what it measures, for whom, when, and against what base."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from servanda.coding.aims import stated_certainty
from servanda.coding.coder import Declined
from servanda.coding.figures.aimed import aimed_certainty
from servanda.coding.figures.amount import Amount
from servanda.coding.figures.amounts import find_amounts
from servanda.coding.figures.changes import change_of
from servanda.coding.figures.clauses import clause_of, verb_above
from servanda.coding.figures.counting import aside_of, puts_anew, told_by
from servanda.coding.figures.flows import flow_of, flow_of_teller, flow_of_topic, goods_of
from servanda.coding.figures.measuring import measure_of
from servanda.coding.figures.numbers import CUES
from servanda.coding.figures.periods import carries_on, is_compared_with, lies_in, period_of
from servanda.coding.figures.subjects import about_of, named
from servanda.coding.figures.topics import OF_A_STATE, same_paragraph, topic_at
from servanda.coding.figures.wholes import poll_of, share_of
from servanda.coding.pair_in_mind import main_pair
from servanda.coding.parsing import Parse
from servanda.coding.prepared import Prepared
from servanda.coding.sentence import Sentence
from servanda.records import Certainty, Fact, Figure, Flow, When
from servanda.vocabulary.measures import Measure
from servanda.vocabulary.units import Unit, UnitKind, is_of_several_states

_MOST_ACTORS = 6
# Measures whose actors are understood from the text before: "Trade between A and B grew. It reached $3 billion."
_INHERITS = frozenset({"border", "trade", "arms", "aid", "investment", "energy", "loan", "tariff", "troops", "casualties"})


class FigureCoder:
    """Codes amounts that tell something of an actor."""

    name = "figures"
    version = "5"
    needs_actor = False
    cues = CUES

    def code(self, prepared: Prepared) -> Iterator[Fact | Declined]:
        """The figures of a document in the order of the text."""
        before: tuple[str, ...] = ()
        last: _Told | None = None
        main = main_pair(prepared)
        for sentence in prepared.sentences:
            names = named(sentence)
            if self.name in sentence.cues and sentence.parse is not None:
                taken = Unit(last.unit, 1.0, last.kind) if last is not None and last.kind in ("currency", "quantity") else None
                amounts = find_amounts(sentence, sentence.parse, taken)
                for place in range(len(amounts)):
                    pair = main or (before if len(before) == 2 else ())
                    result, told = self._figure(prepared, sentence, sentence.parse, amounts, place, (pair, last))
                    yield result
                    last = told or last
            before = names or before

    def _figure(
        self,
        prepared: Prepared,
        sentence: Sentence,
        parse: Parse,
        amounts: tuple[Amount, ...],
        place: int,
        context: tuple[tuple[str, ...], _Told | None],
    ) -> tuple[Fact | Declined, _Told | None]:
        """One amount as a fact, or why it is none, and what it told; `context` is the pair and the figure in mind from before."""
        amount = amounts[place]
        start, end = sentence.start + amount.start, sentence.start + amount.end
        head = parse.head_of(start, end)
        if head is None:
            return Declined(start, end, self.name, "the amount lies outside the parse", None), None
        measured = measure_of(parse, head, amount, sentence.start)
        pair, last = context
        carried = (
            None
            if measured or last is None or not _takes_up(parse, head, amount, last.measure, same=last.sentence == sentence.index)
            else last
        )
        measure = measured.measure if measured else carried.measure if carried else None
        word = sentence.plain[amount.start : amount.end].split()[-1].lower()
        if last is not None and last.sentence == sentence.index and not is_of_several_states(word) and amount.unit == last.unit:
            word = last.word  # "14.2 billion shillings, up from 12.9 billion"
        if carried is not None and amount.kind == "currency" and word == carried.word and is_of_several_states(word):
            # "Chadian officials put it at 17 billion francs": what is disputed is counted in the same money.
            amount = msgspec.structs.replace(amount, unit=carried.unit)
        speaker = told_by(prepared, sentence, parse, head, (start, end))
        aside = aside_of(prepared, sentence, (start, end))
        whom = about_of(sentence, parse, amounts, place, head, measured, pair, (speaker, aside.source if aside is not None else None))
        again = last if last is not None and last.measure is measure and (carried or last.sentence == sentence.index) else None
        anew = again is not None and puts_anew(parse, head)
        topic = topic_at(prepared, sentence) if measure is not None and measure.id in OF_A_STATE else None
        about = _about(whom.codes, measure, again, (topic, pair), anew=anew)
        if reason := _useless(measure, about, amount):
            return Declined(start, end, self.name, reason, None), None
        change = change_of(sentence.plain, amount, parse, head)
        lead = (
            last.lead
            if last is not None and 0 <= sentence.index - last.sentence <= 1 and same_paragraph(prepared, last.sentence, sentence)
            else None
        )
        when = period_of(sentence, parse, head, amounts, place, change, poll=measure is not None and measure.id == "poll", lead=lead)
        if when is None and carried is not None and carried.sentence == sentence.index - 1 and change is None:
            when = carried.lead
        certainty = _certainty(prepared, parse, head, when)
        beside = last if last is not None and last.sentence == sentence.index and last.measure is measure else None
        if when is None and beside is not None and certainty == "actual" and (anew or carries_on(sentence, amounts, place)):
            when = beside.when
        compared = is_compared_with(sentence, amounts, place)
        if when is None and certainty == "actual" and measure is not None and measure.id in OF_A_STATE and not compared:
            when = lies_in(sentence, parse, head, lead)
        poll = measure is not None and measure.id == "poll"
        whole = None if poll or change is not None else share_of(sentence, parse, amount)
        parties = [party for party in whom.parties if set(party[0].actors) <= set(about)]
        # Of several amounts each has the words that lead up to it.
        before = sentence.start + (amounts[place - 1].end if place else 0) if len(amounts) > 1 else start
        flow = flow_of(parse, head, clause_of(parse, head), measured, parties, (before, start))
        flow = flow_of_topic(flow_of_teller(flow, whom.teller), topic, about, whole, amount, level=change is None)
        flow = again.flow if again is not None and anew and again.flow is not None else flow
        if flow is not None and flow.of == topic and topic is not None and topic not in about:
            about = (topic, *about)
        claim = Figure(
            value=amount.value,
            unit=amount.unit,
            measure=measure.id if measure else None,
            about=about[:_MOST_ACTORS],
            change=change,
            approximate=amount.approximate,
            bound=amount.bound,
            flow=flow,
            poll=poll_of(sentence, parse, amount, head, amounts) if poll else None,
            share_of=whole,
            goods=goods_of(sentence, parse, amount, measured),
        )
        fact = prepared.fact(
            claim,
            [(sentence.start, sentence.end), (start, end)],
            certainty=certainty,
            when=when,
            coder=(self.name, self.version),
            confidence=0.8 if measured else 0.6 if carried else 0.5,
            rule=f"{measure.id} ({measure.place})" if measure else None,
            asserted_by=speaker,
        )
        if measure is None:
            return fact, None
        return fact, _Told(
            measure, about, when, lead if compared or when is None else when, sentence.index, amount.unit, amount.kind, word, flow
        )


class _Told(msgspec.Struct, frozen=True):
    """What a figure told, for one that takes it up: "It reached $3 billion in 2001. The other side counts $4 billion.".

    `lead` is the period that the passage tells of, which what it is compared with does not move.
    """

    measure: Measure
    about: tuple[str, ...]
    when: When | None
    lead: When | None
    sentence: int
    unit: str
    kind: UnitKind
    word: str
    flow: Flow | None


# So many people of a named state are worth a record even where no word says what became of them.
_MANY = 100
# People who are told of for the state that they belong to: "16 Japanese nationals".
_OF_A_STATE = frozenset({"national", "citizen", "dependent", "dependant", "compatriot", "expatriate", "worker"})


def _about(
    codes: tuple[str, ...], measure: Measure | None, again: _Told | None, understood: tuple[str | None, tuple[str, ...]], *, anew: bool
) -> tuple[str, ...]:
    """Whom a figure is about: those of the figure that it takes up, else those whom its clause names, else whom the text has in mind."""
    if again is not None and (anew or set(codes) <= set(again.about)):
        codes = again.about
    if codes or measure is None:
        return codes
    topic, pair = understood
    if topic is not None:
        return (topic,)
    return pair if measure.id in _INHERITS else ()


def _useless(measure: Measure | None, about: tuple[str, ...], amount: Amount) -> str | None:
    """Why an amount says nothing that a record of states could use; None where it does."""
    if measure is None and not about:
        return "nothing tells what the amount measures or whom it is about"
    many = amount.kind == "persons" and (amount.value >= _MANY or amount.noun in _OF_A_STATE)
    if measure is None and not many and (amount.kind in ("items", "persons") or (amount.kind == "share" and amount.approximate)):
        return "nothing tells what is counted"
    return None


def _takes_up(parse: Parse, head: int, amount: Amount, last: Measure, *, same: bool) -> bool:
    """Whether a bare sum takes up the measure of the figure before: "They hope to raise it to US$100 billion"."""
    if not {amount.kind, amount.unit} & set(last.units.split()):
        return False
    if same and amount.kind == "share":
        return True
    if amount.kind not in ("currency", "quantity"):
        return False
    for above in parse.ancestors(head):
        if parse.tags[above].startswith("V"):
            return True
        if parse.tags[above].startswith("N") and parse.lemmas[above] not in _BARE_NOUNS:
            return False
    return False


# Nouns that name a sum without saying of what.
_BARE_NOUNS = frozenset({"mark", "level", "figure", "total", "value", "volume", "sum", "amount"})


def _certainty(prepared: Prepared, parse: Parse, head: int, when: When | None) -> Certainty:
    """The certainty of the clause in which the amount stands; what lies in the past of the text is no forecast, but a target remains one."""
    if (aimed := aimed_certainty(parse, head)) is not None:
        return aimed
    verb = head if parse.tags[head].startswith("V") else verb_above(parse, head)
    certainty = stated_certainty(parse, verb) if verb is not None else "actual"
    told = prepared.on
    past = when is not None and when.latest is not None and told is not None and when.latest < told.earliest
    return "actual" if past and certainty in ("expected", "planned") else certainty
