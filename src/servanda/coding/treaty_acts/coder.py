"""The coder of treaty acts: who signed, ratified, joined or left which instrument, and when it came into force."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from servanda.coding.certainty import certainty_of
from servanda.coding.coder import Declined
from servanda.coding.forms import Match, Matcher
from servanda.coding.forms.cues import cues_of
from servanda.coding.instruments import InstrumentMention, instrument_mentions
from servanda.coding.notice import is_condemned
from servanda.coding.parsing import Parse
from servanda.coding.prepared import Prepared
from servanda.coding.sentence import Sentence
from servanda.coding.timing import when_of
from servanda.coding.treaty_acts.parties import parties_of
from servanda.coding.treaty_acts.what_is_done_to import instruments_of
from servanda.dating import DateMention
from servanda.records import Certainty, Fact, TreatyAct, When
from servanda.vocabulary.treaty_acts import TreatyActRow, load_treaty_acts

_BOTH = 2
# "The 1929 treaty", "the 1929 Treaty of Friendship": the year by which an instrument is called.
_CALLED = re.compile(
    r"(?:(?:the|its|their)\s+)?(1[6-9]\d\d|20\d\d)\s+(?:\w+\s+){0,4}(?:treaty|pact|agreement|accord|alliance)\b", re.IGNORECASE
)
_YEAR = 5
# Acts by which two make an instrument theirs.
_OF_TWO = frozenset({"signature", "exchange_of_instruments"})
# "Extended to 2026", "until the end of June"
_TO = re.compile(r"\b(?:to|until|till|through)\s+(?:(?:the|end|of|early|late|mid)\s+)*$", re.IGNORECASE)
_UNTIL = ("to ", "until ", "till ", "through ")
_ONCE = frozenset({"when", "once", "after", "as", "until", "if"})
_WAYS = frozenset({"procedure", "process", "preparation", "step", "move", "plan", "talk", "negotiation", "proceeding", "formality"})
# Said of an act that has yet to be done: "ratification is still outstanding".
_AWAITED = frozenset("outstanding pending awaited lacking due overdue missing".split())


class TreatyActCoder:
    """Codes acts in the life of instruments; its vocabulary is `vocabulary/data/treaty_acts.yml`."""

    name = "treaty_acts"
    version = "4"
    needs_actor = False

    def __init__(self) -> None:
        acts = load_treaty_acts()
        self.cues = cues_of(acts)
        self._matcher = Matcher(acts)

    def code(self, prepared: Prepared) -> Iterable[Fact | Declined]:
        """The acts of one document, in the order of the text."""
        mentions = instrument_mentions(prepared)
        made: dict[str, tuple[str, ...]] = {}
        for sentence in prepared.sentences:
            if self.name not in sentence.cues or sentence.parse is None:
                continue
            first = prepared.sentences[max(0, sentence.index - 1)].start
            here = [m for m in mentions if first <= m.start < sentence.end]
            if here:
                yield from self._sentence(prepared, sentence, sentence.parse, here, made)

    def _sentence(
        self, prepared: Prepared, sentence: Sentence, parse: Parse, here: list[InstrumentMention], made: dict[str, tuple[str, ...]]
    ) -> Iterator[Fact | Declined]:
        """The acts of one sentence, whose instruments may stand in the one before it; `made` keeps who signed an instrument, by its title."""
        matches = self._matcher.matches(parse)
        exchanged: set[str] = set()
        verbs = {choices[0].token for choices in matches if not choices[0].form.noun}
        for choices in matches:
            if _of_an_instrument(parse, choices[0].token, verbs) or is_condemned(parse, choices[0].token):
                continue
            match, instruments = next(
                ((m, found) for m in choices if _beside(parse, m) and (found := instruments_of(parse, m, here))), (choices[0], [])
            )
            start, end = parse.starts[match.token], parse.ends[match.token]
            row = match.form.row
            notified = _notified(parse, match)
            token, act = (match.token, row.act) if notified is None else (notified, "withdrawal_notice")
            if not instruments:
                yield Declined(start, end, self.name, "no instrument is named as what it is done to", row.id)
                continue
            if match.form.noun and _is_awaited(parse, match.token):
                yield Declined(start, end, self.name, "it is told as not done yet", row.id)
                continue
            for instrument in instruments:
                parties = parties_of(prepared, sentence, parse, match, instrument)
                same = instrument.title.partition(" ")[2] or instrument.title
                if len(parties) == _BOTH and (row.act in _OF_TWO or not instrument.named):
                    made[same] = parties
                    if row.act == "exchange_of_instruments":
                        exchanged.add(same)
                elif not parties and (row.act == "signature" or instrument.title[:1].islower() or same in exchanged):
                    # "Fiji and Samoa signed an agreement … The agreement will enter into force": whose it is was told before.
                    parties = made.get(same, ())
                when = _when(sentence, token, act) or _named_year(prepared, sentence, row.act, instrument, parties)
                if reason := _tells_no_act(parse, match, parties, when):
                    yield Declined(start, end, self.name, reason, row.id)
                    continue
                yield prepared.fact(
                    TreatyAct(instrument=instrument.title, parties=parties, act=act),
                    [(sentence.start, sentence.end), (start, end), (instrument.start, instrument.end)],
                    certainty=_certainty(prepared, parse, token, when),
                    when=when,
                    coder=(self.name, self.version),
                    confidence=0.8 if instrument.named else 0.7,
                    rule=f"{row.id} ({row.place})",
                    asserted_by=prepared.voice_at(parse.starts[token], parse.ends[token]),
                )


def _certainty(prepared: Prepared, parse: Parse, token: int, when: When | None) -> Certainty:
    """What the words make of an act; one told as done on a day after the text's own lies ahead: "which enter into force on 15 May"."""
    told, on = certainty_of(parse, token), prepared.on
    if told == "actual" and _waits(parse, token):
        return "conditional"
    if told == "actual" and _is_prepared(parse, token):
        return "planned"
    ahead = on is not None and when is not None and when.earliest is not None and when.earliest > on.latest
    return "planned" if told == "actual" and ahead else told


def _waits(parse: Parse, token: int) -> bool:
    """Whether an act is what something still ahead waits for: "will enter into force when both have ratified it"."""
    clause = next((t for t in (token, *parse.ancestors(token)) if parse.deps[t] == "advcl"), None)
    mark = None if clause is None else next((c for c in parse.of(clause, "mark", "advmod") if parse.lowers[c] in _ONCE), None)
    if clause is None or mark is None or (parse.lowers[mark] == "after" and _is_past(parse, clause)):
        return False
    above = parse.heads[clause]
    ahead = any(parse.lowers[c] in ("will", "shall", "may", "can") for c in parse.of(above, "aux"))
    return ahead or (parse.tags[above] in ("VBZ", "VBP") and not any(parse.lemmas[c] == "have" for c in parse.of(above, "aux")))


def _is_past(parse: Parse, clause: int) -> bool:
    """Whether a clause is told as done: "after both signed it"; "after both have ratified it" may lie ahead."""
    aids = parse.of(clause, "aux", "auxpass")
    return any(parse.tags[aid] == "VBD" for aid in aids) or (parse.tags[clause] in ("VBD", "VBN") and not aids)


def _is_prepared(parse: Parse, token: int) -> bool:
    """Whether only the way to an act is told: "has begun the procedure for leaving", "preparations to withdraw"."""
    if parse.deps[token] not in ("pcomp", "acl") or parse.tags[token] not in ("VBG", "VB"):
        return False
    above = parse.heads[parse.heads[token]] if parse.deps[token] == "pcomp" else parse.heads[token]
    return any(parse.lemmas[noun] in _WAYS for noun in (above, *parse.of(above, "dobj")))


def _notified(parse: Parse, match: Match[TreatyActRow]) -> int | None:
    """The verb by which somebody makes known that he leaves: "notified the depositary that it would withdraw"."""
    above = parse.heads[match.token]
    notifies = parse.deps[match.token] == "ccomp" and parse.lemmas[above] in ("notify", "inform")
    return above if notifies and match.form.row.act == "withdrawal" else None


def _when(sentence: Sentence, token: int, act: str) -> When | None:
    """When an act was done; the day to which an instrument is extended is not that."""
    dates = [date for date in sentence.dates if act != "extension" or not _is_new_term(sentence, date)]
    return when_of(sentence, token, dates)


def _is_new_term(sentence: Sentence, date: DateMention) -> bool:
    """Whether date words tell how long an instrument holds now: "extended to 2026"."""
    return date.words.lower().startswith(_UNTIL) or _TO.search(sentence.plain, 0, date.start - sentence.start) is not None


def _tells_no_act(parse: Parse, match: Match[TreatyActRow], parties: tuple[str, ...], when: When | None) -> str | None:
    """Why the words tell no act that happened or will: they only say which instruments are meant, or lay down its terms."""
    act, token = match.form.row.act, match.token
    if act == "signature" and not match.form.noun and parse.deps[token] == "acl" and not parties and when is None:
        return "it only tells which instruments are meant"
    if act == "entry_into_force" and parse.tags[token] in ("VBZ", "VBP") and when is None:
        return "it is a term of the instrument, not an act"
    return None


def _beside(parse: Parse, match: Match[TreatyActRow]) -> bool:
    """Whether one of the words stands by that the row wants: "applied provisionally"."""
    wanted = match.form.row.beside.split()
    return not wanted or any(parse.lowers[child] in wanted for child in parse.children[match.token])


def _of_an_instrument(parse: Parse, noun: int, verbs: set[int]) -> bool:
    """Whether a noun only names the paper that a verb of the sentence hands over: "exchanged the instruments of ratification"."""
    paper = parse.heads[parse.heads[noun]]
    return noun not in verbs and parse.lemmas[paper] == "instrument" and not verbs.isdisjoint(parse.ancestors(paper))


def _is_awaited(parse: Parse, noun: int) -> bool:
    """Whether a noun's act is said to be outstanding."""
    above = parse.heads[noun]
    return parse.deps[noun] in ("nsubj", "nsubjpass") and any(
        parse.lowers[t] in _AWAITED for t in (above, *parse.of(above, "acomp", "attr", "oprd"))
    )


def _named_year(prepared: Prepared, sentence: Sentence, act: str, instrument: InstrumentMention, parties: tuple[str, ...]) -> When | None:
    """The year by which a treaty of two is called ("the 1929 treaty") as the time of its signature; that of many may be signed later."""
    if act != "signature" or len(parties) != _BOTH or not sentence.start <= instrument.start < sentence.end:
        return None
    found = _CALLED.match(prepared.document.text, max(instrument.start - _YEAR, sentence.start), instrument.end)
    found = found or _CALLED.match(prepared.document.text, instrument.start, instrument.end)
    if found is None:
        return None
    year = int(found.group(1))
    return When(earliest=dt.date(year, 1, 1), latest=dt.date(year, 12, 31), words=found.group(1))
