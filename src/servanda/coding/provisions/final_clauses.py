"""What is told of an instrument's own life as its terms: "it takes effect on signature", "the accord is valid for ten years"."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.coding.coder import Declined
from servanda.coding.instruments import InstrumentMention
from servanda.coding.noun_phrases import subject_of
from servanda.coding.parsing import Parse
from servanda.coding.prepared import Prepared
from servanda.coding.provisions.laid import Laid
from servanda.coding.provisions.laying import laid_by, own_clause, pair_of
from servanda.coding.provisions.spoken_of import is_instrument
from servanda.coding.sentence import Sentence
from servanda.records import Force

# Verbs of which an instrument is the subject when its own life is told.
_LIVES = frozenset(
    "take come enter go remain stay be continue run last renew extend prolong expire lapse end terminate denounce cancel amend revise modify "
    "suspend ratify apply cease".split()
)
_BEGINS = frozenset({"take", "come", "enter", "go"})
# Kinds of date words that name a day or a month, and no term.
_DAYS = frozenset({"day", "month", "year", "relative", "partial"})
_MODALS = frozenset({"shall", "will", "may", "can", "must"})
_ALLOWING = frozenset({"may", "can"})


def final_clause_at(
    prepared: Prepared, sentence: Sentence, parse: Parse, verb: int, instrument: InstrumentMention | None, coder: str
) -> Iterator[Laid | Declined]:
    """The final clause that a verb tells of an instrument as its term; what happened to it is an act and no term."""
    if parse.lemmas[verb] not in _LIVES or instrument is None:
        return
    modal = next((parse.lowers[c] for c in parse.of(verb, "aux") if parse.lowers[c] in _MODALS), None)
    helps = [parse.tags[c] for c in parse.of(verb, "aux", "auxpass")]
    if modal is None and parse.tags[verb] not in ("VBZ", "VBP") and not {"VBZ", "VBP"} & set(helps):
        return
    if any(parse.lemmas[c] == "have" for c in parse.of(verb, "aux")) or (parse.first(verb, "neg") is not None and modal is None):
        return  # what has come into force, or is not in force, is told of the day
    subject = parse.first(verb, "nsubj", "nsubjpass")
    if subject is None and parse.deps[verb] == "conj":
        subject = subject_of(parse, verb) or parse.first(parse.heads[verb], "nsubj", "nsubjpass")
    if subject is None:
        return
    # What is valid or renewed is no state, so that an "it" right after the instrument is it.
    near = prepared.sentences[max(0, sentence.index - 1)].start <= instrument.start and parse.lowers[subject] == "it"
    if not near and not is_instrument(sentence, parse, subject, instrument):
        return
    place = own_clause(parse, verb)
    if parse.lemmas[verb] in _BEGINS and any(one.kind in _DAYS and place[0] <= one.start < place[1] for one in sentence.dates):
        return  # "which enters into force on 15 May" is an act ahead
    force: Force = "may" if modal in _ALLOWING else "declares"
    for one in laid_by(prepared, sentence, place, instrument, pair_of(prepared, sentence), coder, force=force):
        if isinstance(one, Laid) and one.type == "final_clause":
            yield one
