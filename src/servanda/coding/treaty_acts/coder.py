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
from servanda.records import Certainty, Fact, TreatyAct, When
from servanda.vocabulary.treaty_acts import TreatyActRow, load_treaty_acts

_BOTH = 2
# "The 1929 treaty", "the 1929 Treaty of Friendship": the year by which an instrument is called.
_CALLED = re.compile(
    r"(?:(?:the|its|their)\s+)?(1[6-9]\d\d|20\d\d)\s+(?:\w+\s+){0,4}(?:treaty|pact|agreement|accord|alliance)\b", re.IGNORECASE
)
_YEAR = 5
# What is signed, deposited or ratified of an instrument stands for it: "signed the text of the treaty".
_TRANSPARENT = frozenset(
    "text draft version copy copies instrument ratification accession series set package pair provision term ratify".split()
)
_DONE_TO = frozenset({"of", "to", "on", "from"})
_TOLD_UNDER = _DONE_TO | {"under", "for"}
_PRONOUNS = frozenset({"it", "them", "its", "their"})
# Acts that one party does alone: whom the instrument is with does not do them.
_ALONE = frozenset(
    "ratification acceptance approval accession succession notification withdrawal_notice withdrawal suspension termination reservation objection".split()
)
# "Signed by 50 states in The Hague": where they sign is nobody's doing.
_COUNTED = frozenset({"state", "country", "nation", "member", "government", "party"})
_AT_HOME = frozenset({"LEG", "GOV"})
# Said of an act that has yet to be done: "ratification is still outstanding".
_AWAITED = frozenset("outstanding pending awaited lacking due overdue missing".split())


class TreatyActCoder:
    """Codes acts in the life of instruments; its vocabulary is `vocabulary/data/treaty_acts.yml`."""

    name = "treaty_acts"
    version = "3"
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
        verbs = {choices[0].token for choices in matches if not choices[0].form.noun}
        for choices in matches:
            if _of_an_instrument(parse, choices[0].token, verbs):
                continue
            match, instruments = next(
                ((m, found) for m in choices if _beside(parse, m) and (found := _instruments(parse, m, here))), (choices[0], [])
            )
            start, end = parse.starts[match.token], parse.ends[match.token]
            row = match.form.row
            if not instruments:
                yield Declined(start, end, self.name, "no instrument is named as what it is done to", row.id)
                continue
            if match.form.noun and _is_awaited(parse, match.token):
                yield Declined(start, end, self.name, "it is told as not done yet", row.id)
                continue
            for instrument in instruments:
                parties = _parties(prepared, sentence, parse, match, instrument)
                same = instrument.title.partition(" ")[2] or instrument.title
                if len(parties) == _BOTH and (row.act == "signature" or not instrument.named):
                    made[same] = parties
                elif not parties and (row.act == "signature" or instrument.title[:1].islower()):
                    # "Fiji and Samoa signed an agreement … The agreement will enter into force": whose it is was told before.
                    parties = made.get(same, ())
                when = when_of(sentence, match.token) or _named_year(prepared, sentence, row.act, instrument, parties)
                yield prepared.fact(
                    TreatyAct(instrument=instrument.title, parties=parties, act=row.act),
                    [(sentence.start, sentence.end), (start, end), (instrument.start, instrument.end)],
                    certainty=_certainty(prepared, parse, match.token, when),
                    when=when,
                    coder=(self.name, self.version),
                    confidence=0.8 if instrument.named else 0.7,
                    rule=f"{row.id} ({row.place})",
                    asserted_by=prepared.voice_at(start, end),
                )


def _certainty(prepared: Prepared, parse: Parse, token: int, when: When | None) -> Certainty:
    """What the words make of an act; one told as done on a day after the text's own lies ahead: "which enter into force on 15 May"."""
    told, on = certainty_of(parse, token), prepared.on
    ahead = on is not None and when is not None and when.earliest is not None and when.earliest > on.latest
    return "planned" if told == "actual" and ahead else told


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


def _instruments(parse: Parse, match: Match[TreatyActRow], here: list[InstrumentMention]) -> list[InstrumentMention]:
    """The instruments that the act is done to: named in what the form calls `T`, else in the phrases round it."""
    if match.form.row.act != "signature":
        here = [mention for mention in here if not mention.loose]
    heads = list(match.targets)
    if match.form.target is not None and match.form.target.place == "subject":
        subject = arguments.doer_of(parse, match.token)
        heads = [subject] if subject is not None else []
        if parse.deps[match.token] in ("acl", "advcl"):
            heads.append(parse.heads[match.token])
    else:
        words = _TOLD_UNDER if match.form.row.act == "notification" else _DONE_TO
        if match.form.target is not None and match.form.target.place == "object" and match.thing is not None:
            words = frozenset()  # "signed an amendment to the treaty": another thing is signed
        heads += [head for word, _, head in arguments.all_phrases(parse, match.token, match.thing) if word in words]
        heads += parse.of(match.token, "compound", "poss") if match.form.noun else ()
        heads += _relative_thing(parse, match.token)
        # "After the accord signed in May between …": parsers take the instrument for the one who signs.
        heads += parse.of(match.token, "nsubj") if match.thing is None and not match.form.noun else ()
    # "Signed an agreement on 4 June and a memorandum": parsers join the second to the verb.
    more = [thing for thing in parse.of(match.token, "conj") if parse.tags[thing].startswith("N")]
    for head in heads:
        found = [mention for one in (*parse.conjuncts(head), *more) if (mention := _mention(parse, one, here)) is not None]
        if found:
            return list({mention.start: mention for mention in found}.values())
    return []


def _relative_thing(parse: Parse, verb: int) -> list[int]:
    """The noun before a relative clause that the parser has made a clause of its own: "the accord that the leaders signed"."""
    pronoun = parse.first(verb, "dobj")
    if pronoun is None:
        pronoun = parse.first(verb, "mark")
    if pronoun is None or parse.lowers[pronoun] not in ("that", "which") or parse.deps[verb] == "relcl" or pronoun == 0:
        return []
    return [pronoun - 1] if parse.tags[pronoun - 1].startswith("N") else []


def _mention(parse: Parse, head: int, here: list[InstrumentMention]) -> InstrumentMention | None:
    """The instrument that a phrase names itself, or that "it" stands for: that of an amendment to a treaty is not the treaty."""
    head = arguments.relative_head(parse, head)
    start = parse.starts[head]
    if parse.lowers[head] in _PRONOUNS:
        # "On its entry into force, the Protocol will …" points ahead.
        ahead = [m for m in here if m.start > start and parse.lowers[head] == "its"]
        return next(iter([*(m for m in reversed(here) if m.end <= start), *ahead]), None)
    found = next((m for m in here if m.start < parse.ends[head] and start < m.end), None)
    if found is None and (parse.lemmas[head] in _TRANSPARENT or parse.tags[head].startswith("V")):
        inner = next((thing for word, _, thing in arguments.phrases_of(parse, head) if word == "of"), None)
        found = _mention(parse, inner, here) if inner is not None else None
    return found


def _parties(
    prepared: Prepared, sentence: Sentence, parse: Parse, match: Match[TreatyActRow], instrument: InstrumentMention
) -> tuple[str, ...]:
    """The states and organisations that do the act, in order of the alphabet.

    Where nobody is named as doing it, those that the instrument's own words name; "the Senate" is that of whoever issues the text.
    """
    heads = [] if match.source is None else [match.source]
    if match.form.noun:
        heads += parse.of(match.token, "poss", "amod", "compound")
        if parse.deps[match.token] == "attr":
            heads += parse.of(parse.heads[match.token], "nsubj")  # "Denmark is a signatory to"
    told = arguments.all_phrases(parse, match.token, match.thing)
    alone = match.form.row.act in _ALONE and bool(heads)
    heads += [head for word, _, head in told if word == "by" or (word in ("with", "between") and not alone)]
    if match.form.target is not None and match.form.target.place == "subject":
        # "Entered into force for Samoa"
        heads = [head for word, _, head in told if word == "for" and match.form.row.act == "entry_into_force"]
    found = {
        actor.actor
        for head in heads
        if not _only_counted(sentence, parse, head)
        for actor in actors_of(sentence, arguments.relative_head(parse, head), loose=True)
        if actor.actor
    }
    if not found:
        # "the Sino-Soviet pact" names its parties, "the Treaty of Lisbon" a place.
        named = [m for m in sentence.mentions if m.start < instrument.end and instrument.start < m.end and m.form == "adjective"]
        found = {actor for m in named for actor in m.actors}
    home = next((m for m in sentence.mentions for head in heads if m.start <= parse.starts[head] < m.end and m.sector in _AT_HOME), None)
    if not found and home is not None and not home.actors and prepared.issuer:
        found = {prepared.issuer}
    return tuple(sorted(found))


def _only_counted(sentence: Sentence, parse: Parse, head: int) -> bool:
    """Whether states are counted and not named: "signed by 50 states in The Hague"."""
    mention = sentence.mention_at(parse.starts[head], parse.ends[head])
    anaphor = mention is not None and mention.form == "anaphor"
    return parse.lemmas[head] in _COUNTED and bool(parse.of(head, "nummod")) and not anaphor
