"""The coder of statements: one for each attribution of a document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from servanda.coding.noun_phrases import actors_of
from servanda.coding.timing import when_of
from servanda.records import Actor, Fact, Statement, When
from servanda.vocabulary.speech import speech_cues

if TYPE_CHECKING:
    from servanda.coding.attribution import Attribution
    from servanda.coding.coder import Declined
    from servanda.coding.prepared import Prepared

# A quotation names its source by form; a report of speech is as sure as the parse (measured on a key of attributions).
_DIRECT, _INDIRECT = 0.9, 0.75
# How many characters of a quotation before its reporting clause are still one piece of evidence with it.
_FAR = 600


class StatementCoder:
    """Codes what sources say, quoted or reported, their attitudes and intentions included."""

    name = "statements"
    version = "2"
    needs_actor = False

    def __init__(self) -> None:
        self.cues = speech_cues()

    def code(self, prepared: Prepared) -> Iterable[Fact | Declined]:
        """The statements of one document, in the order of the text."""
        for attribution in prepared.attributions:
            if attribution.cue is None or attribution.source is None:
                continue
            first, last = attribution.content[0][0], attribution.content[-1][1]
            claim = Statement(
                speakers=attribution.speakers,
                audience=_audience(prepared, attribution),
                cue=prepared.document.text[slice(*attribution.cue)],
                content=prepared.document.text[first:last],
                direct=attribution.direct,
            )
            yield prepared.fact(
                claim,
                evidence(prepared, attribution),
                certainty="denied" if attribution.negated else "actual",
                when=_when(prepared, attribution),
                coder=(self.name, self.version),
                confidence=_DIRECT if attribution.direct else _INDIRECT,
                rule=attribution.row,
                asserted_by=prepared.voice_at(*attribution.cue),
            )


def evidence(prepared: Prepared, attribution: Attribution) -> list[tuple[int, int]]:
    """The reporting clause, with the content's first sentence where it follows; then the pieces of the content."""
    cue, source = attribution.cue, attribution.source
    assert cue is not None and source is not None  # noqa: S101, PT018 - statements are made of complete attributions
    start, end = min(cue[0], source[0]), max(cue[1], source[1])
    first = attribution.content[0]
    if first[0] < start:
        return [(_from_the_quotation(prepared, attribution, start, end), end), *attribution.content]
    sentence = prepared.sentence_at(first[0])
    stop = min(first[1], sentence.end) if sentence is not None else first[1]
    return [(start, max(end, stop)), *attribution.content]


def _from_the_quotation(prepared: Prepared, attribution: Attribution, start: int, end: int) -> int:
    """Where the evidence of words before their reporting clause begins: with a quotation of the same paragraph, else with the clause.

    A reader who begins at the quotation must meet this source and this cue before any other of the same words.
    """
    text, first = prepared.document.text, attribution.content[0][0]
    if not attribution.direct or "\n" in text[first:start] or start - first > _FAR:
        return start
    for place in (attribution.source, attribution.cue):
        words = text[slice(*place)] if place is not None else ""
        if words in text[first:start] or words in text[max(0, 2 * first - end) : first]:
            return start
    return first


def _audience(prepared: Prepared, attribution: Attribution) -> tuple[Actor, ...]:
    """Who is told."""
    if attribution.audience is None:
        return ()
    start, end = attribution.audience
    sentence = prepared.sentence_at(start)
    if sentence is None or sentence.parse is None:
        return ()
    head = sentence.parse.head_of(start, end)
    found = () if head is None else actors_of(sentence, head, loose=True)
    return found or (Actor(None, None, prepared.document.text[start:end]),)


def _when(prepared: Prepared, attribution: Attribution) -> When | None:
    """When the words were said: the date words of the reporting clause."""
    if attribution.cue is None:
        return None
    sentence = prepared.sentence_at(attribution.cue[0])
    if sentence is None or sentence.parse is None or not sentence.dates:
        return None
    head = sentence.parse.head_of(*attribution.cue)
    return None if head is None else when_of(sentence, head)
