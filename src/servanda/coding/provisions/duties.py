"""Duties and rights told by a verb of duty alone: "Mali is to station police there", "neither side shall", "either party may end it"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import msgspec

from servanda.coding.certainty import certainty_of
from servanda.coding.coder import Declined
from servanda.coding.instruments import InstrumentMention
from servanda.coding.noun_phrases import actors_of, subject_of
from servanda.coding.parsing import Parse
from servanda.coding.prepared import Prepared
from servanda.coding.provisions.laid import Laid
from servanda.coding.provisions.laying import PUBLIC, laid_by, pair_of
from servanda.coding.provisions.spoken_of import is_instrument
from servanda.coding.sentence import Sentence
from servanda.records import Force
from servanda.vocabulary.provision_types import force_of

# Verbs of duty, and whether they bind or allow; "will" and "would" do so only where the words name the instrument by which they hold.
_MODALS: dict[str, Force] = {"shall": "must", "must": "must", "will": "must", "would": "must", "may": "may", "can": "may"}
_FORETELLING = frozenset({"will", "would", "can"})
_IS_TO = "is to"
# Participles that bind or free their subject: "is obliged to", "are allowed to".
_BOUND: dict[str, Force] = {
    **dict.fromkeys(("oblige", "require", "bind", "commit", "obligate"), "must"),
    **dict.fromkeys(("allow", "permit", "entitle", "authorise", "authorize"), "may"),
    **dict.fromkeys(("forbid", "ban", "bar", "prohibit"), "must_not"),
}
_EVERY_ONE = frozenset({"each", "either", "neither", "both", "all", "no"})
_PARTY = frozenset({"party", "side", "country", "government", "state", "signatory", "nation", "signer"})
_OURS = frozenset({"we", "i", "you", "he", "she", "there", "who"})
# Clauses that go on with what their governor says: "…, and Togo is to pay", "…, while Togo may".
_GOES_ON = frozenset({"conj", "advcl", "parataxis", "ccomp"})
# What lasts by itself: "the truce shall remain in effect".
_LASTS = frozenset({"remain", "stay", "continue", "be", "apply", "hold"})


class Grounds(msgspec.Struct, frozen=True):
    """Why a duty told without a verb of promising is one: verbs that hold by force of an instrument, or a duty told before.

    `carried` says that something was laid down in this sentence or the one before it, `beside` that it was in this one.
    """

    verbs: frozenset[int]
    carried: bool
    beside: bool


class _Duty(msgspec.Struct, frozen=True):
    """A clause of duty: its verb of duty, the verb of what is owed, its subject, and how it binds."""

    word: str
    top: int
    deed: int
    subject: int
    force: Force


def duty_at(
    prepared: Prepared, sentence: Sentence, parse: Parse, verb: int, instrument: InstrumentMention | None, grounds: Grounds, coder: str
) -> Iterator[Laid | Declined]:
    """What a clause with a verb of duty lays down on whom; nothing where no instrument or undertaking stands behind it."""
    duty = _duty(parse, verb)
    if duty is None or parse.lowers[duty.subject] in _OURS or is_instrument(sentence, parse, duty.subject, instrument):
        return
    everyone = _is_everyone(parse, duty.subject)
    by_force = not grounds.verbs.isdisjoint(_line(parse, duty.top))
    start, end = place = _place(parse, duty.top)
    own = prepared.voice_at(start, end) is None
    bearers = _bearers(prepared, sentence, parse, duty, everyone=everyone)
    # What will be may be news as well: only beside another's duty is it one.
    goes_on = grounds.carried and duty.word not in _FORETELLING
    goes_on = goes_on or (grounds.beside and duty.word == "will" and set(bearers) <= set(pair_of(prepared, sentence)))
    if not (
        by_force or (instrument is not None and _is_of_law(prepared, sentence, duty, instrument, everyone=everyone)) or (goes_on and own)
    ):
        return
    if parse.deps[duty.top] == "ccomp" and certainty_of(parse, parse.heads[duty.top]) == "denied":
        yield Declined(start, end, coder, "the text says that this was not undertaken", None)
        return
    if bearers:
        words = sentence.plain[start - sentence.start : end - sentence.start]
        yield from laid_by(
            prepared, sentence, place, instrument, bearers, coder, force=_force(words, parse, duty), after=parse.starts[duty.subject]
        )


def _duty(parse: Parse, verb: int) -> _Duty | None:
    """The duty of which `verb` is the verb of duty ("is" of "is to pay") or what is owed ("pay" of "shall pay")."""
    subject = parse.first(verb, "nsubj", "nsubjpass")
    modal = next((parse.lowers[c] for c in parse.of(verb, "aux") if parse.lowers[c] in _MODALS), None)
    if subject is None and parse.deps[verb] == "conj":
        above = parse.heads[verb]
        subject = parse.first(above, "nsubjpass") if parse.first(verb, "auxpass") is not None else subject_of(parse, verb)
    if subject is None or subject > verb:
        return None
    if modal is not None:
        if any(parse.lowers[c] == "have" for c in parse.of(verb, "aux")):
            return None  # "must have known"
        return _Duty(modal, verb, verb, subject, _MODALS[modal])
    deed = next((c for c in parse.of(verb, "xcomp") if any(parse.tags[a] == "TO" for a in parse.of(c, "aux"))), None)
    if deed is None:
        return None
    if parse.lemmas[verb] == "be" and parse.tags[verb] in ("VBZ", "VBP", "VBD"):
        return _Duty(_IS_TO, verb, deed, subject, "must")
    if parse.lemmas[verb] in _BOUND and parse.first(verb, "auxpass") is not None:
        return _Duty(parse.lemmas[verb], verb, deed, subject, _BOUND[parse.lemmas[verb]])
    return None


def _line(parse: Parse, verb: int) -> Iterator[int]:
    """A verb and those that it goes on with."""
    yield verb
    while parse.deps[verb] in _GOES_ON:
        verb = parse.heads[verb]
        yield verb


def _is_of_law(prepared: Prepared, sentence: Sentence, duty: _Duty, instrument: InstrumentMention, *, everyone: bool) -> bool:
    """Whether words of duty are those of an instrument by themselves: "shall", said of either party, or "is obliged to" right after it."""
    before = prepared.sentences[max(0, sentence.index - 1)].start
    return duty.word == "shall" or (everyone and duty.word != "would") or (duty.word in _BOUND and instrument.start >= before)


def _is_everyone(parse: Parse, subject: int) -> bool:
    """Whether a subject is each, either, neither or no party."""
    if parse.lowers[subject] in _EVERY_ONE:
        return True
    return parse.lemmas[subject] in _PARTY and any(parse.lowers[c] in _EVERY_ONE for c in parse.of(subject, "det", "predet"))


def _place(parse: Parse, verb: int) -> tuple[int, int]:
    """The words of a clause of duty up to where another statement is set beside it; a condition belongs to it."""
    apart = {
        token
        for clause in (
            *parse.of(verb, "advcl"),
            *(c for deed in parse.of(verb, "xcomp") for c in parse.of(deed, "advcl", "conj", "parataxis")),
        )
        if parse.first(clause, "nsubj", "nsubjpass") is not None and not _is_condition(parse, clause)
        for token in parse.subtree(clause)
    }
    tokens = [token for token in parse.subtree(verb, without=("conj", "parataxis", "cc")) if token not in apart]
    ends = [one for one, other in pairwise(tokens) if other != one + 1 and one >= verb]
    return parse.starts[tokens[0]], parse.ends[min([*ends, tokens[-1]])]


def _is_condition(parse: Parse, clause: int) -> bool:
    """Whether an adverbial clause says when or on what terms, and does not set another statement beside the main one."""
    return any(parse.lowers[c] not in ("while", "whereas") for c in parse.of(clause, "mark", "advmod"))


def _bearers(prepared: Prepared, sentence: Sentence, parse: Parse, duty: _Duty, *, everyone: bool) -> tuple[str, ...]:
    """Who owes or is free to do it; of a thing that is to be done, and of what is owed to one, the parties or the other of them."""
    named = tuple(dict.fromkeys(a.actor for a in actors_of(sentence, duty.subject, loose=True) if a.actor and a.sector in PUBLIC))
    parties = pair_of(prepared, sentence)
    passive = parse.first(duty.deed, "auxpass") is not None and parse.lemmas[duty.deed] not in _BOUND
    if not passive:
        lasts = parse.lemmas[duty.deed] in _LASTS and duty.word not in _FORETELLING
        return named or (parties if everyone or lasts else ())
    agents = [noun for agent in parse.of(duty.deed, "agent") for noun in parse.of(agent, "pobj")]
    doers = tuple(dict.fromkeys(a.actor for noun in agents for a in actors_of(sentence, noun) if a.actor and a.sector in PUBLIC))
    return doers or tuple(code for code in parties if code not in named) or parties


def _force(words: str, parse: Parse, duty: _Duty) -> Force:
    """How strictly a clause of duty binds: a denied one forbids, words of effort make it an aim."""
    told = force_of(words)
    if told in ("must_not", "intends"):
        return told
    negated = any(parse.first(token, "neg") is not None for token in (duty.top, duty.deed))
    none = any(parse.lowers[c] in ("no", "neither") for c in (duty.subject, *parse.of(duty.subject, "det")))
    return "must_not" if negated or none else duty.force
