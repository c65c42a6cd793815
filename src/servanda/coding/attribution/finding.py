"""Attributions of one document: direct quotations, indirect speech and reported attitudes."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from servanda.coding.attribution.document_voice import voices_among
from servanda.coding.attribution.places import Place, Report
from servanda.coding.attribution.quotations import Quotation, find_quotations, paragraphs_of
from servanda.coding.attribution.quoting import Draft, give_quotations
from servanda.coding.attribution.reports import reports_in
from servanda.coding.attribution.speaker_lines import block_after, speaker_lines
from servanda.coding.attribution.speakers import name_themselves, speakers_of
from servanda.records import Speaker
from servanda.vocabulary.speech import load_speech

if TYPE_CHECKING:
    from servanda.coding.parsing import Parse
    from servanda.coding.prepared import Prepared
from servanda.coding.sentence import Sentence

# A single-marked stretch shorter than this is a word in marks, not speech.
_SPEECH_WORDS = 3


class Attribution(msgspec.Struct, frozen=True):
    """A source with its cue and content, each by offsets in the document's text.

    `content` may be in several pieces (a split quotation); `speakers` are the source resolved to actors, one at least.
    `direct` is speech in its own words; `audience` the place of who is told; `negated` a report denied ("did not say");
    `row` the row of the word list. `voiced` is a content that the source asserts; what is only named in it ("condemned the raid")
    is told by the document.
    """

    source: Place | None
    cue: Place | None
    content: tuple[Place, ...]
    direct: bool
    speakers: tuple[Speaker, ...]
    verb: str
    row: str | None = None
    audience: Place | None = None
    negated: bool = False
    voiced: bool = True


def find_attributions(prepared: Prepared) -> tuple[Attribution, ...]:
    """All attributions of a prepared document, in the order of their contents."""
    text = prepared.document.text
    paragraphs = paragraphs_of(text)
    quotations = find_quotations(text, paragraphs)
    drafts = [draft for sentence in prepared.sentences for draft in _drafts(sentence, paragraphs, quotations)]
    give_quotations(text, drafts, quotations, paragraphs)
    _give_blocks(text, drafts, paragraphs)
    told = [draft for draft in drafts if draft.content and not _repeated(draft, drafts)]
    speakers = [speakers_of(prepared, draft.sentence, draft.head, draft.source) for draft in told]
    found = [
        Attribution(
            source=draft.source,
            cue=draft.cue,
            content=tuple(sorted(draft.content)),
            direct=draft.direct,
            speakers=who,
            verb=draft.verb,
            row=draft.row,
            audience=draft.audience,
            negated=draft.negated,
            voiced=draft.voiced or draft.direct,
        )
        for draft, who in zip(told, speakers, strict=True)
        if draft.speech or not _covered(draft, who, told, speakers)
    ]
    found.extend(_lines(prepared, text, paragraphs, found))
    found = _in_first_person(prepared, name_themselves(prepared, found))
    return tuple(sorted(found, key=lambda a: (a.content[0], a.cue or (0, 0))))


def _in_first_person(prepared: Prepared, found: list[Attribution]) -> list[Attribution]:
    """What "I" and "we" report is whose words they stand in, or the document's own government's, where it is known."""
    own = [
        attribution
        for attribution in found
        if (attribution.speakers[0].words or "").lower() in _FIRST and attribution.speakers[0].actor is None
    ]
    if not own:
        return found
    own_voices = voices_among(prepared, found)
    replaced: dict[int, Attribution] = {}
    for attribution in own:
        speech = _speech_around(attribution, found)
        voices = own_voices if speech is None else speech.speakers
        who = tuple(Speaker(v.actor, v.sector, v.name, attribution.speakers[0].words) for v in voices if v.actor)
        if who:
            replaced[id(attribution)] = msgspec.structs.replace(attribution, speakers=who)
    return [replaced.get(id(attribution), attribution) for attribution in found]


def _speech_around(inner: Attribution, found: Sequence[Attribution]) -> Attribution | None:
    """The innermost direct speech in which a report stands."""
    cue = inner.cue
    around = [
        (end - start, number)
        for number, outer in enumerate(found)
        if outer is not inner and outer.direct and cue is not None
        for start, end in outer.content
        if start <= cue[0] < end
    ]
    return found[min(around)[1]] if around else None


_FIRST = frozenset({"i", "we"})


def _repeated(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a report is told by a longer cue that holds its own: "expressed" within "expressed concern about"."""
    return any(
        other is not draft
        and other.cue != draft.cue
        and (
            (other.cue[0] <= draft.cue[0] and draft.cue[1] <= other.cue[1])
            # "has expressed concern about": what one takes for content is the other's cue.
            or (
                other.cue[0] < draft.cue[1] <= other.cue[1]
                and any(start < other.cue[1] and other.cue[0] < end for start, end in draft.content)
            )
        )
        for other in drafts
    )


def _covered(draft: Draft, who: tuple[Speaker, ...], told: Sequence[Draft], speakers: Sequence[tuple[Speaker, ...]]) -> bool:
    """Whether an attitude is part of what somebody is reported to say, and no other known actor's."""
    actors = {speaker.actor for speaker in who if speaker.actor}
    for other, says in zip(told, speakers, strict=True):
        if other is not draft and any(start <= draft.cue[0] < end for start, end in other.content):
            return not actors - {speaker.actor for speaker in says}
    return False


def _drafts(sentence: Sentence, paragraphs: Sequence[Place], quotations: Sequence[Quotation]) -> list[Draft]:
    """The reports of a sentence, each still without the quotations beside it."""
    parse = sentence.parse
    if parse is None:
        return []
    quoted = _quoted(parse, sentence, quotations)
    paragraph = max(0, bisect.bisect_right(paragraphs, (sentence.start, len(quoted) + sentence.end)) - 1)
    return [_draft(sentence, parse, report, paragraph) for report in reports_in(parse, load_speech(), quoted)]


def _quoted(parse: Parse, sentence: Sentence, quotations: Sequence[Quotation]) -> list[int]:
    """For each token the number of the quotation that it stands in, -1 outside."""
    near = [
        (i, q)
        for i, q in enumerate(quotations)
        if q.start < sentence.end and sentence.start < q.end and (q.double or q.words > _SPEECH_WORDS)
    ]
    if not near:
        return [-1] * len(parse)
    return [next((i for i, q in near if q.start <= start < q.end), -1) for start in parse.starts]


def _draft(sentence: Sentence, parse: Parse, report: Report, paragraph: int) -> Draft:
    audience = None if report.hearer is None else parse.extent(report.hearer, without=("relcl", "acl", "appos", "ccomp", "xcomp"))
    source = report.source_place
    named = sentence.mention_at(*source)
    if named is not None and named.form == "person" and "," not in named.words and named.start <= source[0] and source[1] <= named.end:
        source = (named.start, named.end)  # the parser takes an office and a name apart
    # A name that the parser cuts in two is whole in the mention: "P5+1".
    cut = next((m for m in sentence.mentions if source[0] <= m.start < source[1] < m.end and m.form == "organisation"), None)
    if cut is not None and cut.end <= report.cue[0]:
        source = (source[0], cut.end)
    return Draft(
        sentence=sentence,
        head=report.source,
        source=source,
        cue=report.cue,
        content=list(report.content),
        direct=False,
        verb=report.verb,
        row=report.row,
        speech=report.speech,
        voiced=report.voiced,
        audience=audience,
        negated=report.negated,
        paragraph=paragraph,
        beside=report.beside,
    )


def _give_blocks(text: str, drafts: Sequence[Draft], paragraphs: Sequence[Place]) -> None:
    """Give the words after "said:" without quotation marks to their speaker, as one statement."""
    stops = [draft.paragraph for draft in drafts if draft.row == "say"]
    for draft in drafts:
        if draft.row not in _SPEAKING or draft.direct:
            continue
        after = max(draft.cue[1], draft.source[1])
        colon = text.find(":", after, after + 60)
        if colon < 0 or any(mark in text[after:colon] for mark in '.!?"“;\n') or any(after <= other.cue[0] < colon for other in drafts):
            continue
        block = block_after(text, paragraphs, colon + 1, [stop for stop in stops if stop > draft.paragraph])
        if block is not None:
            draft.content, draft.direct = [block], True


_SPEAKING = frozenset({"say", "tell", "announce", "explain", "recount"})


def _lines(prepared: Prepared, text: str, paragraphs: Sequence[Place], found: Sequence[Attribution]) -> list[Attribution]:
    """Speakers set before their words by a colon, where no report has them already."""
    lines: list[Attribution] = []
    for _, source, cue, content in speaker_lines(text, paragraphs):
        sentence = prepared.sentence_at(source[0])
        if sentence is None or any(start <= cue[0] < end for a in found for start, end in a.content):
            continue
        speakers = speakers_of(prepared, sentence, None, source)
        lines.append(Attribution(source, cue, (content,), direct=True, speakers=speakers, verb=":", row="colon"))
    return lines
