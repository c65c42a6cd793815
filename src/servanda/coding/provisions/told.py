"""Undertakings told of in running text: an instrument says something, or parties bind themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from servanda.coding.certainty import certainty_of
from servanda.coding.coder import Declined
from servanda.coding.instruments import InstrumentMention
from servanda.coding.mentions import Mention
from servanda.coding.noun_phrases import actors_of, subject_of
from servanda.coding.parsing import Parse
from servanda.coding.prepared import Prepared
from servanda.coding.provisions.duties import Grounds, duty_at
from servanda.coding.provisions.final_clauses import final_clause_at
from servanda.coding.provisions.laid import Laid
from servanda.coding.provisions.laying import PUBLIC, laid_by, own_clause, pair_of
from servanda.coding.provisions.spoken_of import bound_by, is_instrument, spoken_of
from servanda.coding.sentence import Sentence

# Verbs by which an instrument speaks, and verbs by which parties bind themselves.
_SPEAKS = frozenset(
    "state provide stipulate commit oblige obligate bind require prohibit ban forbid envisage foresee declare stress reaffirm contain include pledge "
    "guarantee confirm establish say specify recognise recognize call lay impose allow permit entitle contemplate affirm".split()
)
_UNDERTAKES = frozenset("agree undertake pledge commit promise vow bind renounce guarantee oblige swear engage".split())
# A sentence that says what an instrument lays down names it, or has one of the verbs of duty.
CUES = (
    _UNDERTAKES
    | frozenset(
        "article shall parties treaty treaties pact agreement accord convention protocol charter communiqu memorandum either renunciation reaffirm "
        "stipulat provides oblig forbid prohibit ban bans undertook undertak bound must neither each".split()
    )
    | frozenset(
        "is to |are to |may |allowed to|required to|obliged to|entitled to|permitted to|forbidden to|under the|under it|under this|in force|"
        "takes effect|take effect|valid for|be renewed|be extended|runs until|runs for|expires|lapses".split("|")
    )
)
_SAYS = re.compile(r"\s+(?:states|says|provides|stipulates|reads|declares|specifies)\b")
_ARTICLE_SAYS = re.compile(
    r"\b(?:Article|Art\.)\s+(?:\d{1,3}|[IVXLC]{1,7})\s+(?:of\s+[^,;.]{3,60}?\s+)?(?:also\s+)?"
    r"(?:forbids|requires|obliges|provides|commits|binds|says|states|allows|permits|bans|prohibits|stipulates|bars|lays\s+down|calls)\b"
)
_BINDS = re.compile(r"\s+(?P<verb>obliges|requires|commits|binds|allows|permits|entitles|forbids|bars|bans|prohibits)\b")
# "It says little about the prisoners": what a text leaves out it does not lay down.
_SILENT = re.compile(
    r"\b(?:say|says|said|contain|contains|contained|provide|provides|provided)\s+(?:little|nothing|no|hardly|not)\b", re.IGNORECASE
)
_EVERY_ONE = frozenset({"each", "both"})
_AIMS = frozenset({"aim", "direct", "aimed", "directed"})


def told_in(
    prepared: Prepared, sentence: Sentence, parse: Parse, instruments: Sequence[InstrumentMention], coder: str, *, carried: bool = False
) -> Iterator[Laid | Declined]:
    """What one sentence says that an instrument or an undertaking lays down; `carried` says that the sentence before laid something down."""
    instrument = spoken_of(prepared, sentence, instruments)
    if _SILENT.search(sentence.plain):
        return
    whole = (sentence.start, sentence.end)
    if instrument is not None and _SAYS.match(sentence.plain, max(0, instrument.end - sentence.start)):
        # "…," the treaty states, "…": the parser does not see the verb between quotations.
        yield from laid_by(prepared, sentence, whole, instrument, pair_of(prepared, sentence), coder)
        return
    first = 0
    cited = _ARTICLE_SAYS.search(sentence.plain) or _says_as_noun(sentence, parse, instrument)
    if cited:
        # "Article 8 of the treaty forbids …": with the number or a title the parser takes the verb for a noun.
        stop = sentence.plain.find(";", cited.end())
        place = (sentence.start + cited.start(), sentence.end if stop < 0 else sentence.start + stop)
        bound = _bound(sentence, sentence.start + cited.end()) or pair_of(prepared, sentence)
        yield from laid_by(prepared, sentence, place, instrument, bound, coder)
        if stop < 0:
            return
        first, carried = place[1], True
    grounds = Grounds(frozenset(bound_by(sentence, parse, instrument)), carried=carried, beside=first > 0)
    laid: list[Laid] = []
    for token in range(len(parse)):
        if parse.starts[token] < first or not parse.tags[token].startswith(("V", "JJ")):
            continue
        for one in _at_token(prepared, sentence, parse, token, instrument, grounds, coder):
            if isinstance(one, Laid):
                if any(_within(one, other) for other in laid):
                    continue
                laid.append(one)
                grounds = msgspec.structs.replace(grounds, carried=True, beside=True)
            yield one


def _within(one: Laid, other: Laid) -> bool:
    """Whether a clause only spells out what a larger one lays down already: "the treaty says that each shall consult"."""
    inside = other.place[0] <= one.place[0] and one.place[1] <= other.place[1]
    return inside and (one.type == other.type or one.place != other.place)


def _at_token(
    prepared: Prepared, sentence: Sentence, parse: Parse, token: int, instrument: InstrumentMention | None, grounds: Grounds, coder: str
) -> Iterator[Laid | Declined]:
    """What one verb of a sentence lays down: a lack of aim, the words of an instrument, an undertaking, a duty, or a term of the instrument."""
    lemma = parse.lemmas[token]
    if lemma in _AIMS and instrument is not None and parse.tags[token] in ("VBN", "JJ") and _lacks_aim(sentence, parse, token, instrument):
        place = parse.extent(token, without=("conj", "cc"))
        yield from laid_by(prepared, sentence, place, instrument, pair_of(prepared, sentence), coder)
        return
    if not parse.tags[token].startswith("V"):
        return
    found = list(_at_verb(prepared, sentence, parse, token, instrument, coder)) if lemma in _SPEAKS | _UNDERTAKES else []
    if not any(isinstance(one, Laid) for one in found):
        found += final_clause_at(prepared, sentence, parse, token, instrument, coder)
    if not any(isinstance(one, Laid) for one in found):
        found += duty_at(prepared, sentence, parse, token, instrument, grounds, coder)
    yield from found


def _says_as_noun(sentence: Sentence, parse: Parse, instrument: InstrumentMention | None) -> re.Match[str] | None:
    """The verb right after an instrument that the parser takes for a noun: "The Protocol obliges Chad to …"."""
    if instrument is None or instrument.start < sentence.start:
        return None
    found = _BINDS.match(sentence.plain, instrument.end - sentence.start)
    verb = parse.head_of(sentence.start + found.start("verb"), sentence.start + found.end()) if found else None
    return found if verb is not None and not parse.tags[verb].startswith("V") else None


def _at_verb(
    prepared: Prepared, sentence: Sentence, parse: Parse, verb: int, instrument: InstrumentMention | None, coder: str
) -> Iterator[Laid | Declined]:
    """What the subject of a verb lays down with it: an instrument that speaks, or actors who bind themselves."""
    lemma = parse.lemmas[verb]
    left = _left_of(sentence, parse, verb)
    subject = parse.head_of(left.start, left.end) if left is not None else subject_of(parse, verb)
    if subject is None or (lemma == "agree" and not parse.of(verb, "xcomp", "ccomp")):
        return
    speaks = is_instrument(sentence, parse, subject, instrument)
    certainty = "actual" if speaks else certainty_of(parse, verb)
    if certainty == "denied" or parse.first(verb, "neg") is not None or _of_nothing(parse, verb):
        yield Declined(parse.starts[verb], parse.ends[verb], coder, "the text says that this was not undertaken", None)
    elif speaks and lemma in _SPEAKS and instrument is not None:
        place = own_clause(parse, verb) if _states_another(parse, verb) else (sentence.start, sentence.end)
        yield from laid_by(
            prepared,
            sentence,
            place,
            instrument,
            _bound(sentence, parse.ends[verb]) or _freed(sentence, parse, verb) or pair_of(prepared, sentence),
            coder,
        )
    elif not speaks and lemma in _UNDERTAKES:
        owing = [actor.actor for actor in actors_of(sentence, subject) if actor.actor and actor.sector in PUBLIC]
        bearers = tuple(dict.fromkeys(owing)) or (pair_of(prepared, sentence) if parse.lowers[subject] in _EVERY_ONE else ())
        if bearers and (instrument is not None or len(bearers) > 1):
            yield from laid_by(
                prepared, sentence, _own_words(sentence, parse, verb), instrument, bearers, coder, certainty, after=parse.starts[subject]
            )


def _own_words(sentence: Sentence, parse: Parse, verb: int) -> tuple[int, int]:
    """The words of an undertaking up to where somebody else undertakes something."""
    start, end = parse.extent(verb, without=("conj", "parataxis", "cc"))
    others = [
        left.start
        for other in range(verb + 1, len(parse))
        if parse.lemmas[other] in _UNDERTAKES
        and parse.tags[other].startswith("V")
        and (left := _left_of(sentence, parse, other)) is not None
    ]
    return start, min([end, *(place for place in others if place > parse.ends[verb])])


def _left_of(sentence: Sentence, parse: Parse, verb: int) -> Mention | None:
    """The state named right before a verb and after "and": in "…, and Iraq promised" the parser often hangs it on what comes before."""
    named = next((m for m in sentence.mentions if m.end == parse.starts[verb] - 1 and m.form == "state"), None)
    before = sentence.plain[: named.start - sentence.start].rstrip() if named is not None else ""
    joined = before.removesuffix(" and").rstrip(",; ")
    if joined == before or any(m.end - sentence.start == len(joined) for m in sentence.mentions):
        # "China and Russia pledged": the state is one of those who pledge.
        return None
    return named


def _bound(sentence: Sentence, after: int) -> tuple[str, ...]:
    """The one party that a verb names as bound, right behind it: "forbids China to …"."""
    named = next((m for m in sentence.mentions if m.start == after + 1 and m.form == "state"), None)
    return named.actors if named is not None else ()


def _freed(sentence: Sentence, parse: Parse, verb: int) -> tuple[str, ...]:
    """Those whom an instrument binds or allows to do something: "allows vessels of Chile and Peru to fish"."""
    deed = next((c for c in parse.of(verb, "ccomp", "xcomp") if any(parse.tags[a] == "TO" for a in parse.of(c, "aux"))), None)
    whom = [noun for clause in ([deed] if deed is not None else []) for noun in (*parse.of(clause, "nsubj"), *parse.of(verb, "dobj"))]
    return tuple(dict.fromkeys(a.actor for noun in whom for a in actors_of(sentence, noun, loose=True) if a.actor))


def _lacks_aim(sentence: Sentence, parse: Parse, token: int, instrument: InstrumentMention) -> bool:
    """Whether an instrument is said not to be aimed or directed at somebody."""
    subject = parse.first(token, "nsubjpass", "nsubj")
    if subject is None and parse.deps[token] == "acomp":
        subject = parse.first(parse.heads[token], "nsubj")
    negated = parse.first(token, "neg") is not None or parse.first(parse.heads[token], "neg") is not None
    return subject is not None and negated and is_instrument(sentence, parse, subject, instrument)


def _of_nothing(parse: Parse, verb: int) -> bool:
    """Whether what is laid down is nothing: "it lays no obligations on either side"."""
    return any(parse.lowers[c] == "no" for thing in parse.of(verb, "dobj") for c in parse.of(thing, "det"))


def _states_another(parse: Parse, verb: int) -> bool:
    """Whether a sentence goes on to say something else after the verb's own clause."""
    joined = any(parse.lemmas[c] in _SPEAKS and parse.tags[c].startswith("V") for c in parse.of(verb, "conj"))
    return (
        joined
        or parse.deps[verb] in ("conj", "relcl")
        or bool(parse.of(verb, "parataxis"))
        or (parse.deps[verb] == "ccomp" and parse.tags[parse.heads[verb]].startswith("V"))
    )
