"""Undertakings told of in running text: an instrument says something, or parties bind themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from servanda.coding.certainty import certainty_of
from servanda.coding.coder import Declined
from servanda.coding.instruments import InstrumentMention
from servanda.coding.mentions import Mention
from servanda.coding.noun_phrases import actors_of, subject_of
from servanda.coding.parsing import Parse
from servanda.coding.prepared import Prepared
from servanda.coding.provisions.laid import Laid
from servanda.coding.sentence import Sentence
from servanda.records import Certainty, Force
from servanda.vocabulary.provision_types import ProvisionMatch, classify, force_of, trigger_of

# Verbs by which an instrument speaks, and verbs by which parties bind themselves.
_SPEAKS = frozenset(
    "state provide stipulate commit oblige obligate bind require prohibit ban forbid envisage foresee declare stress reaffirm contain include pledge "
    "guarantee confirm establish say specify recognise recognize call lay impose allow permit entitle contemplate affirm".split()
)
_UNDERTAKES = frozenset("agree undertake pledge commit promise vow bind renounce guarantee oblige swear engage".split())
# A sentence that says what an instrument lays down names it, or has one of the verbs of duty.
CUES = _UNDERTAKES | frozenset(
    "article shall parties treaty treaties pact agreement accord convention protocol charter communiqu memorandum either renunciation reaffirm "
    "stipulat provides oblig forbid prohibit ban bans undertook undertak bound".split()
)
_INSTRUMENTS = frozenset(
    "treaty pact agreement accord convention protocol charter document article clause text communique communiqué declaration memorandum".split()
)
_SAYS = re.compile(r"\s+(?:states|says|provides|stipulates|reads|declares|specifies)\b")
_ARTICLE = re.compile(r"\b(?:Article|Art\.)\s+(?P<number>\d{1,3}|[IVXLC]{1,7})\b")
_ARTICLE_SAYS = re.compile(
    r"\b(?:Article|Art\.)\s+(?:\d{1,3}|[IVXLC]{1,7})\s+(?:of\s+[^,;.]{3,60}?\s+)?(?:also\s+)?"
    r"(?:forbids|requires|obliges|provides|commits|binds|says|states|allows|permits|bans|prohibits|stipulates|bars|lays\s+down|calls)\b"
)
# "It says little about the prisoners": what a text leaves out it does not lay down.
_SILENT = re.compile(
    r"\b(?:say|says|said|contain|contains|contained|provide|provides|provided)\s+(?:little|nothing|no|hardly|not)\b", re.IGNORECASE
)
# Where a new statement begins within a sentence, so that "not" and "shall" count for their own part only.
_PARTS = re.compile(
    r";\s*|\bnor\b|,?\s+(?:and|but)\s+(?=(?:that\s+)?(?:they|it|both|each|either|neither|the\s+\w+|said|promised|pledged|agreed|undertook|will|would|shall)\b)|,\s+which\s+",
    re.IGNORECASE,
)
# The Charter is what other texts refer to; it speaks only where it is the subject.
_REFERRED_TO = re.compile(r"Charter|Statute", re.IGNORECASE)
_AIMS = frozenset({"aim", "direct", "aimed", "directed"})
_IF = frozenset({"if", "whenever", "should", "that", "of", "unless", "until", "when", "provided"})
# Sectors that bind a state; companies and banks bind themselves.
_PUBLIC = frozenset({None, "GOV", "MIL", "LEG", "IGO"})
# How many sentences back an instrument is still the one spoken of.
_REACH = 3


def told_in(
    prepared: Prepared, sentence: Sentence, parse: Parse, instruments: Sequence[InstrumentMention], coder: str
) -> Iterator[Laid | Declined]:
    """What one sentence says that an instrument or an undertaking lays down."""
    instrument = _spoken_of(prepared, sentence, instruments)
    if _SILENT.search(sentence.plain):
        return
    whole = (sentence.start, sentence.end)
    if instrument is not None and _SAYS.match(sentence.plain, max(0, instrument.end - sentence.start)):
        # "…," the treaty states, "…": the parser does not see the verb between quotations.
        yield from _laid(prepared, sentence, whole, instrument, _pair(prepared, sentence), coder)
        return
    cited = _ARTICLE_SAYS.search(sentence.plain)
    if cited:
        # "Article 8 of the treaty forbids …": with the number the parser takes the verb for a noun.
        stop = sentence.plain.find(";", cited.end())
        place = (sentence.start + cited.start(), sentence.end if stop < 0 else sentence.start + stop)
        bound = _bound(sentence, sentence.start + cited.end()) or _pair(prepared, sentence)
        yield from _laid(prepared, sentence, place, instrument, bound, coder)
        return
    for token, lemma in enumerate(parse.lemmas):
        if (
            lemma in _AIMS
            and instrument is not None
            and parse.tags[token] in ("VBN", "JJ")
            and _lacks_aim(sentence, parse, token, instrument)
        ):
            place = parse.extent(token, without=("conj", "cc"))
            yield from _laid(prepared, sentence, place, instrument, _pair(prepared, sentence), coder)
        elif parse.tags[token].startswith("V") and lemma in _SPEAKS | _UNDERTAKES:
            yield from _at_verb(prepared, sentence, parse, token, instrument, coder)


def _at_verb(
    prepared: Prepared, sentence: Sentence, parse: Parse, verb: int, instrument: InstrumentMention | None, coder: str
) -> Iterator[Laid | Declined]:
    """What the subject of a verb lays down with it: an instrument that speaks, or actors who bind themselves."""
    lemma = parse.lemmas[verb]
    left = _left_of(sentence, parse, verb)
    subject = parse.head_of(left.start, left.end) if left is not None else subject_of(parse, verb)
    if subject is None or (lemma == "agree" and not parse.of(verb, "xcomp", "ccomp")):
        return
    speaks = _is_instrument(sentence, parse, subject, instrument)
    certainty = "actual" if speaks else certainty_of(parse, verb)
    if certainty == "denied" or parse.first(verb, "neg") is not None or _of_nothing(parse, verb):
        yield Declined(parse.starts[verb], parse.ends[verb], coder, "the text says that this was not undertaken", None)
    elif speaks and lemma in _SPEAKS and instrument is not None:
        place = parse.extent(verb, without=("parataxis", "conj", "cc")) if _states_another(parse, verb) else (sentence.start, sentence.end)
        yield from _laid(prepared, sentence, place, instrument, _bound(sentence, parse.ends[verb]) or _pair(prepared, sentence), coder)
    elif not speaks and lemma in _UNDERTAKES:
        owing = [actor.actor for actor in actors_of(sentence, subject) if actor.actor and actor.sector in _PUBLIC]
        bearers = tuple(dict.fromkeys(owing))
        if bearers and (instrument is not None or len(bearers) > 1):
            yield from _laid(prepared, sentence, _own_words(sentence, parse, verb), instrument, bearers, coder, certainty)


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


def _lacks_aim(sentence: Sentence, parse: Parse, token: int, instrument: InstrumentMention) -> bool:
    """Whether an instrument is said not to be aimed or directed at somebody."""
    subject = parse.first(token, "nsubjpass", "nsubj")
    if subject is None and parse.deps[token] == "acomp":
        subject = parse.first(parse.heads[token], "nsubj")
    negated = parse.first(token, "neg") is not None or parse.first(parse.heads[token], "neg") is not None
    return subject is not None and negated and _is_instrument(sentence, parse, subject, instrument)


def _of_nothing(parse: Parse, verb: int) -> bool:
    """Whether what is laid down is nothing: "it lays no obligations on either side"."""
    return any(parse.lowers[c] == "no" for thing in parse.of(verb, "dobj") for c in parse.of(thing, "det"))


def _states_another(parse: Parse, verb: int) -> bool:
    """Whether a sentence goes on to say something else after the verb's own clause."""
    return bool(parse.of(verb, "parataxis")) or (parse.deps[verb] == "ccomp" and parse.tags[parse.heads[verb]].startswith("V"))


def _laid(
    prepared: Prepared,
    sentence: Sentence,
    place: tuple[int, int],
    instrument: InstrumentMention | None,
    parties: tuple[str, ...],
    coder: str,
    certainty: Certainty = "actual",
) -> Iterator[Laid | Declined]:
    """One provision for each type found in a clause; a clause of no known type is declined."""
    words = sentence.plain[place[0] - sentence.start : place[1] - sentence.start]
    matches = classify(words)
    if not matches:
        yield Declined(place[0], place[1], coder, "no type of provision fits its words", None)
    article = _ARTICLE.search(sentence.plain)
    for match in matches:
        if match.strength < max(one.strength for one in matches) - 1:
            continue
        part = _part(words, match)
        trigger = _condition(words, trigger_of(part) or match.trigger)
        yield Laid(
            instrument=instrument.title if instrument else None,
            article=article["number"] if article else None,
            bearers=parties,
            toward=parties if len(parties) > 1 else _others(prepared, sentence, parties),
            force=_force(part, match),
            type=match.type,
            trigger=trigger,
            rule=match.rule,
            sentence=(sentence.start, sentence.end),
            place=place,
            by_article=False,
            # What holds until something comes binds at once.
            certainty="conditional" if trigger and not trigger.lower().startswith("until") else _told_certainty(certainty),
        )


def _condition(words: str, trigger: str | None) -> str | None:
    """A condition of the duty; a place or a time of the story ("in Geneva, where they agreed …") is none."""
    if trigger is None:
        return None
    if trigger.partition(" ")[0].lower() in _IF and trigger_of(trigger) == trigger:
        # It begins with its own "unless" or "until".
        return trigger
    before = " ".join(words.split())
    lead = before[: max(before.find(trigger), 0)].split()
    return trigger if lead and lead[-1].lower().strip("\"'(") in _IF else None


def _told_certainty(certainty: Certainty) -> Certainty:
    """A duty stands once it is undertaken; a treaty still ahead lays nothing down yet."""
    return certainty if certainty in ("planned", "expected", "possible", "conditional") else "actual"


def _part(words: str, match: ProvisionMatch) -> str:
    """The statement of a sentence in which a rule fired."""
    cuts = [0, *(cut.end() for cut in _PARTS.finditer(words)), len(words)]
    first = max(cut for cut in cuts if cut <= match.start)
    last = min((cut for cut in cuts if cut > first and cut >= match.end), default=len(words))
    return words[first:last]


def _force(part: str, match: ProvisionMatch) -> Force:
    """How strictly it binds; what is told as agreed and has no word of duty is intended, and a lack of aim is declared."""
    if match.type == "third_party":
        return "declares"
    force = force_of(part)
    if force == "declares":
        return "must_not" if re.search(r"\bnot\b|\bnever\b|\brefrain|\brenounc", part) else "intends"
    return force


def _spoken_of(prepared: Prepared, sentence: Sentence, instruments: Sequence[InstrumentMention]) -> InstrumentMention | None:
    """The instrument of a sentence, or of one of the few before it."""
    first = prepared.sentences[max(0, sentence.index - _REACH)].start
    near = [mention for mention in instruments if first <= mention.start < sentence.end]
    inside = [mention for mention in near if mention.start >= sentence.start and not _REFERRED_TO.search(mention.title)]
    before = [mention for mention in near if mention.start < sentence.start and not _REFERRED_TO.search(mention.title)]
    return next(iter(inside or before[::-1]), None)


def _is_instrument(sentence: Sentence, parse: Parse, subject: int, instrument: InstrumentMention | None) -> bool:
    """Whether a subject is the instrument itself or words for one; an "it" that stands for a state is none."""
    if instrument is not None and instrument.start <= parse.starts[subject] < instrument.end:
        return True
    if parse.lemmas[subject] in _INSTRUMENTS:
        return True
    mention = sentence.mention_at(parse.starts[subject], parse.ends[subject])
    return parse.lowers[subject] == "it" and instrument is not None and (mention is None or not mention.actors)


def _pair(prepared: Prepared, sentence: Sentence) -> tuple[str, ...]:
    """Whom an instrument binds: the pair or the states that the sentence names, else the two that the document names most."""
    anaphor = next((m.actors for m in sentence.mentions if m.form == "anaphor" and len(m.actors) > 1), ())
    named = tuple(dict.fromkeys(a for m in sentence.mentions if m.form == "state" for a in m.actors if len(m.actors) == 1))
    return anaphor or (named[:6] if len(named) > 1 else ()) or _parties(prepared)


def _others(prepared: Prepared, sentence: Sentence, bearers: tuple[str, ...]) -> tuple[str, ...]:
    """To whom a single bearer owes something: the other of the pair, where the sentence names it."""
    named = {actor for m in sentence.mentions for actor in m.actors} - set(bearers)
    return tuple(actor for actor in _parties(prepared) if actor in named)


def _parties(prepared: Prepared) -> tuple[str, ...]:
    """The two states that a document names most: whom its "the parties" means."""
    counts: dict[str, int] = {}
    for sentence in prepared.sentences:
        for mention in sentence.mentions:
            if mention.form in ("state", "adjective", "anaphor"):
                for actor in mention.actors:
                    counts[actor] = counts.get(actor, 0) + 1
    top = sorted(counts, key=lambda actor: (-counts[actor], actor))[:2]
    return tuple(sorted(top)) if len(top) == 2 else ()
