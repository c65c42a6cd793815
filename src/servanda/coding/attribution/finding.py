"""Attributions of one document: direct quotations, indirect speech and reported attitudes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from servanda.coding.attribution.quotations import Quotation, find_quotations, paragraphs_of
from servanda.coding.attribution.reports import Report, reports_in
from servanda.coding.attribution.speakers import speakers_of
from servanda.records import Speaker
from servanda.vocabulary.speech import load_speech

if TYPE_CHECKING:
    from servanda.coding.prepared import Prepared, Sentence

Place = tuple[int, int]


class Attribution(msgspec.Struct, frozen=True):
    """A source with its cue and content, each by offsets in the document's text.

    `content` may be in several pieces (a split quotation); `speakers` are the source resolved to actors, one at least.
    `direct` is speech in its own words; `audience` is the place of who is told; `negated` a report denied ("did not say").
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


class _Draft(msgspec.Struct):
    """An attribution in the making."""

    source: Place | None
    cue: Place | None
    content: list[Place]
    direct: bool
    speakers: tuple[Speaker, ...]
    verb: str
    row: str | None
    audience: Place | None
    negated: bool
    paragraph: int
    beside: bool


def find_attributions(prepared: Prepared) -> tuple[Attribution, ...]:
    """All attributions of a prepared document, in the order of their contents."""
    text = prepared.document.text
    paragraphs = paragraphs_of(text)
    quotations = find_quotations(text, paragraphs)
    drafts: list[_Draft] = []
    words = load_speech()
    for sentence in prepared.sentences:
        if sentence.parse is None:
            continue
        for report in reports_in(sentence.parse, words):
            draft = _draft(prepared, sentence, report, paragraphs)
            if draft is not None:
                drafts.append(draft)
    _quote(text, drafts, quotations, paragraphs)
    found = [
        Attribution(
            source=draft.source,
            cue=draft.cue,
            content=tuple(sorted(draft.content)),
            direct=draft.direct,
            speakers=draft.speakers,
            verb=draft.verb,
            row=draft.row,
            audience=draft.audience,
            negated=draft.negated,
        )
        for draft in drafts
        if draft.content
    ]
    return tuple(sorted(found, key=lambda a: (a.content[0], a.cue or (0, 0))))


def _draft(prepared: Prepared, sentence: Sentence, report: Report, paragraphs: tuple[Place, ...]) -> _Draft | None:
    """A report with its source resolved."""
    parse = sentence.parse
    if parse is None or report.source_place is None:
        return None
    audience = None if report.hearer is None else parse.extent(report.hearer, without=("relcl", "acl", "appos"))
    number = next((i for i, (start, end) in enumerate(paragraphs) if start <= sentence.start < end), 0)
    return _Draft(
        source=report.source_place,
        cue=report.cue,
        content=list(report.content),
        direct=False,
        speakers=speakers_of(prepared, sentence, report.source, report.source_place),
        verb=report.verb,
        row=report.row,
        audience=audience,
        negated=report.negated,
        paragraph=number,
        beside=report.beside,
    )


def _quote(text: str, drafts: list[_Draft], quotations: tuple[Quotation, ...], paragraphs: tuple[Place, ...]) -> None:
    """Give each quotation to the report beside it, or to the speaker who has the word."""
    last: _Draft | None = None
    open_from: Quotation | None = None
    for quotation in quotations:
        owner = _owner(text, drafts, quotation)
        if owner is None and last is not None and quotation.double:
            goes_on = open_from is not None and not open_from.closed and quotation.paragraph == open_from.paragraph + 1
            same = quotation.paragraph == last.paragraph
            if goes_on or (same and quotation.words > 3 and _stands_free(text, quotation, paragraphs)):
                owner = last
        if owner is not None:
            _extend(owner, quotation)
            if quotation.double and quotation.words > 3:
                last, open_from = owner, quotation
                last.paragraph = quotation.paragraph


def _owner(text: str, drafts: list[_Draft], quotation: Quotation) -> _Draft | None:
    """The report whose content the quotation is, or that stands directly beside it."""
    best: tuple[int, _Draft] | None = None
    for draft in drafts:
        if draft.cue is None or quotation.start <= draft.cue[0] < quotation.end:
            continue
        for start, end in draft.content:
            if start < quotation.end and quotation.start < end:
                size = end - start
                if best is None or size < best[0]:
                    best = (size, draft)
    if best is not None:
        return best[1]
    if quotation.words <= 3:
        return None
    for draft in drafts:
        if draft.cue is None or draft.content:
            continue
        frame = (
            min(draft.cue[0], draft.source[0] if draft.source else draft.cue[0]),
            max(draft.cue[1], draft.source[1] if draft.source else 0),
        )
        gap = (
            text[frame[1] : quotation.start]
            if frame[1] <= quotation.start
            else text[quotation.end : frame[0]]
            if quotation.end <= frame[0]
            else None
        )
        if gap is not None and len(gap) < 60 and "\n\n" not in gap and not any(mark in gap for mark in ".?!"):
            return draft
    return None


def _stands_free(text: str, quotation: Quotation, paragraphs: tuple[Place, ...]) -> bool:
    """Whether a quotation is a sentence of its own: nothing but another quotation or a full stop goes before it."""
    before = text[paragraphs[quotation.paragraph][0] : quotation.start].rstrip()
    return not before or before[-1] in '.!?,;:—–"”'


def _extend(draft: _Draft, quotation: Quotation) -> None:
    """Take a quotation into a report's content; pieces that it covers are dropped."""
    whole = (quotation.start, quotation.end)
    kept: list[Place] = []
    merged = whole
    for start, end in draft.content:
        if start < merged[1] and merged[0] < end:
            if start < whole[0] - 2:
                merged = (start, max(end, whole[1]))
            else:
                merged = (min(start, whole[0]), max(whole[1], end) if end > whole[1] + 3 else whole[1])
        else:
            kept.append((start, end))
    draft.content = [*kept, merged]
    covered = sum(end - start for start, end in draft.content)
    if quotation.end - quotation.start >= 0.6 * covered or draft.beside:
        draft.direct = True
