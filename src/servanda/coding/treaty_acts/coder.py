"""The coder of treaty acts: who signed, ratified, joined or left which instrument, and when it came into force."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from servanda.coding.certainty import certainty_of
from servanda.coding.coder import Declined
from servanda.coding.forms import Match, Matcher, arguments
from servanda.coding.forms.cues import cues_of
from servanda.coding.instruments import InstrumentMention, instrument_mentions
from servanda.coding.noun_phrases import actors_of
from servanda.coding.parsing import Parse
from servanda.coding.prepared import Prepared
from servanda.coding.sentence import Sentence
from servanda.coding.timing import when_of
from servanda.records import Fact, TreatyAct, When
from servanda.vocabulary.treaty_acts import TreatyActRow, load_treaty_acts

_BOTH = 2
# "The 1929 treaty", "the 1929 Treaty of Friendship": the year by which an instrument is called.
_CALLED = re.compile(
    r"(?:(?:the|its|their)\s+)?(1[6-9]\d\d|20\d\d)\s+(?:\w+\s+){0,4}(?:treaty|pact|agreement|accord|alliance)\b", re.IGNORECASE
)
_YEAR = 5


class TreatyActCoder:
    """Codes acts in the life of instruments; its vocabulary is `vocabulary/data/treaty_acts.yml`."""

    name = "treaty_acts"
    version = "2"
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
            here = [m for m in mentions if sentence.start <= m.start < sentence.end]
            if here:
                yield from self._sentence(prepared, sentence, sentence.parse, here, made)

    def _sentence(
        self, prepared: Prepared, sentence: Sentence, parse: Parse, here: list[InstrumentMention], made: dict[str, tuple[str, ...]]
    ) -> Iterator[Fact | Declined]:
        """The acts of one sentence; `made` keeps, by its last noun, whose an instrument without a name of its own is."""
        for choices in self._matcher.matches(parse):
            match, instrument = next(((m, i) for m in choices if (i := _instrument(parse, m, here)) is not None), (choices[0], None))
            start, end = parse.starts[match.token], parse.ends[match.token]
            row = match.form.row
            if instrument is None:
                yield Declined(start, end, self.name, "no instrument is named as what it is done to", row.id)
                continue
            parties = _parties(sentence, parse, match, instrument)
            if not instrument.named:
                # "Fiji and Samoa signed an agreement … The agreement will enter into force": whose it is was told before.
                noun = instrument.title.lower().split()[-1]
                if len(parties) == _BOTH:
                    made[noun] = parties
                elif not parties:
                    parties = made.get(noun, ())
            yield prepared.fact(
                TreatyAct(instrument=instrument.title, parties=parties, act=row.act),
                [(sentence.start, sentence.end), (start, end), (instrument.start, instrument.end)],
                certainty=certainty_of(parse, match.token),
                when=when_of(sentence, match.token) or _named_year(prepared, sentence, row.act, instrument, parties),
                coder=(self.name, self.version),
                confidence=0.8 if instrument.named else 0.7,
                rule=f"{row.id} ({row.place})",
                asserted_by=prepared.voice_at(start, end),
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


def _instrument(parse: Parse, match: Match[TreatyActRow], here: list[InstrumentMention]) -> InstrumentMention | None:
    """The instrument that the act is done to: named in what the form calls `T`, else in the phrases round it."""
    heads = list(match.targets)
    if match.form.target is not None and match.form.target.place == "subject":
        subject = arguments.doer_of(parse, match.token)
        heads = [subject] if subject is not None else []
        if parse.deps[match.token] in ("acl", "advcl"):
            heads.append(parse.heads[match.token])
    else:
        heads += [head for word, _, head in arguments.all_phrases(parse, match.token, match.thing) if word in ("of", "to", "on", "from")]
        heads += parse.of(match.token, "compound", "poss") if match.form.noun else ()
    for head in heads:
        start, end = parse.extent(arguments.relative_head(parse, head), without=("relcl", "advcl", "parataxis"))
        found = next((m for m in here if m.start < end and start < m.end), None)
        if found is not None:
            return found
    return None


def _parties(sentence: Sentence, parse: Parse, match: Match[TreatyActRow], instrument: InstrumentMention) -> tuple[str, ...]:
    """The states and organisations that do the act, in order of the alphabet; those that the instrument's own words name where nobody does."""
    heads = [] if match.source is None else [match.source]
    if match.form.noun:
        heads += parse.of(match.token, "poss", "amod", "compound")
    heads += [head for word, _, head in arguments.all_phrases(parse, match.token, match.thing) if word in ("with", "between", "by")]
    if match.form.target is not None and match.form.target.place == "subject":
        heads = []
    found = {
        actor.actor for head in heads for actor in actors_of(sentence, arguments.relative_head(parse, head), loose=True) if actor.actor
    }
    if not found:
        # "the Sino-Soviet pact" names its parties, "the Treaty of Lisbon" a place.
        named = [m for m in sentence.mentions if m.start < instrument.end and instrument.start < m.end and m.form == "adjective"]
        found = {actor for m in named for actor in m.actors}
    return tuple(sorted(found))
