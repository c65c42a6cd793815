"""Giving each quotation to the report beside it, or to the speaker who has the word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from servanda.coding.attribution.places import Place
from servanda.coding.attribution.quotations import Quotation

if TYPE_CHECKING:
    from servanda.coding.sentence import Sentence

# A quotation shorter than this is a word in marks: part of a report, never a statement of its own.
_SPEECH_WORDS = 3
# Between a reporting clause and its quotation stands no more than this ("in a statement on Friday, ").
_GAP = 60
# A content that is quoted to this share is speech in its own words; below it, words in marks within a report.
_WHOLE = 0.7
# What stands between a reporting clause and a quotation of its own, however short.
_TOUCHING = frozenset({"", ",", ":"})


class Draft(msgspec.Struct):
    """An attribution in the making; `beside` is a report whose content lies beside it."""

    sentence: Sentence
    head: int
    source: Place
    cue: Place
    content: list[Place]
    direct: bool
    verb: str
    row: str
    speech: bool
    voiced: bool
    audience: Place | None
    negated: bool
    paragraph: int
    beside: bool

    @property
    def frame(self) -> Place:
        """The stretch from source to cue."""
        return min(self.cue[0], self.source[0]), max(self.cue[1], self.source[1])


def give_quotations(text: str, drafts: Sequence[Draft], quotations: Sequence[Quotation], paragraphs: Sequence[Place]) -> None:
    """Extend the content of reports to the quotations that belong to them; quotations in one paragraph have one speaker."""
    last: Draft | None = None
    before: Quotation | None = None
    for quotation in quotations:
        owner = _owner(text, drafts, quotation)
        if (
            owner is None
            and last is not None
            and before is not None
            and quotation.double
            and _goes_on(text, quotation, before, last, paragraphs)
        ):
            owner = last
        if owner is None:
            continue
        owner.paragraph = quotation.paragraph
        _extend(owner, quotation)
        if quotation.double and (owner.beside or quotation.words > _SPEECH_WORDS):
            last, before = owner, quotation


def _owner(text: str, drafts: Sequence[Draft], quotation: Quotation) -> Draft | None:
    """The report whose content the quotation is, or that stands directly beside it."""
    near: list[tuple[int, int, Draft]] = []
    for draft in drafts:
        start, end = draft.frame
        if quotation.start <= draft.cue[0] < quotation.end:
            continue
        overlaps = [last - first for first, last in draft.content if first < quotation.end and quotation.start < last]
        if overlaps:
            near.append((0 if draft.beside else 1, min(overlaps), draft))
        elif draft.beside:
            gap = text[end : quotation.start] if end <= quotation.start else text[quotation.end : start] if quotation.end <= start else None
            direct = gap is not None and gap.strip() in _TOUCHING
            if gap is not None and (direct or quotation.words > _SPEECH_WORDS) and _joins(gap, forward=end <= quotation.start):
                near.append((2, len(gap), draft))
    return min(near, key=lambda found: found[:2])[2] if near else None


def _joins(gap: str, *, forward: bool) -> bool:
    """Whether the words between a reporting clause and a quotation join them: no full stop, and a new paragraph only after a colon."""
    if len(gap) >= _GAP:
        return False
    if "\n" in gap and not (forward and ":" in gap):
        return False
    return not any(mark in gap for mark in ".?!;")


def _goes_on(text: str, quotation: Quotation, before: Quotation, last: Draft, paragraphs: Sequence[Place]) -> bool:
    """Whether a quotation without a report of its own carries on the last speaker's words."""
    if before.end <= last.frame[0] and last.frame[1] <= quotation.start and quotation.paragraph == last.paragraph:
        gap = text[last.frame[1] : quotation.start]
        if not any(mark in gap for mark in ".?!;"):
            return True
    if quotation.words <= _SPEECH_WORDS and before.closed:
        return False
    start, end = paragraphs[quotation.paragraph]
    leads = text[start : quotation.start].rstrip()
    if quotation.paragraph == last.paragraph:
        return not leads or leads[-1] in '.!?,;:—–-"”'
    if quotation.paragraph != last.paragraph + 1 or leads:
        return False
    # A paragraph carries a quotation on that was left open, or is nothing but a quotation.
    return not before.closed or not text[quotation.end : end].strip()


def _extend(draft: Draft, quotation: Quotation) -> None:
    """Take a quotation into a report's content; pieces that it covers are dropped."""
    merged = (quotation.start, quotation.end)
    kept: list[Place] = []
    for start, end in draft.content:
        if start < merged[1] and merged[0] < end:
            merged = (min(start, merged[0]), max(end, merged[1]))
        else:
            kept.append((start, end))
    draft.content = [*kept, merged]
    covered = sum(end - start for start, end in draft.content)
    if quotation.end - quotation.start >= _WHOLE * covered:
        draft.direct = True
