"""Speakers set before their words by a colon: transcripts, headlines, and government press texts without quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Place = tuple[int, int]

_TRANSCRIPT = re.compile(r"[\"“]?([A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{2,40})(:)\s+(?=\S)")
_HEADLINE = re.compile(
    r"((?:[A-ZÀ-Þ][\w.'’-]*|of|the)(?:\s+(?:[A-ZÀ-Þ][\w.'’-]*|of|the)){0,5}|(?:[Pp]oll|[Rr]eport|[Ss]tudy|[Oo]fficials?|[Ee]xperts?|[Ss]ources?))(:)\s+(?=[A-Z‘'\"“])"
)
_AFTER = re.compile(r"(:)\s+((?:[A-ZÀ-Þ][\w.'’-]*)(?:\s+[A-ZÀ-Þ][\w.'’-]*){0,3})$")
_NO_SPEAKER = re.compile(
    r"(?i)(?:update|updated|breaking|exclusive|correction|note|notes|editor.s note|related|photo|video|watch|read more|source|see also|commentary|analysis|opinion|factbox|"
    r"timeline|background|contact|date|place|references|annex|article|chapter|part|live|explainer|interview|review|press release|statement|subject|from|to|cc|re|transcript|readout|remarks|speech|address|briefing|follow us.*|by|"
    r"this day in history|in brief|summary|highlights|media contact.*|tags?|topics?|share)$"
)
# "…" — Ann Field, farmer: words with their speaker after a dash.
_SIGNED = re.compile(r"[\"“”][^\n]{12,}[\"“”]\s*(―|—|–|--)\s*([A-ZÀ-Þ][\w.'’-]*(?:\s+[A-ZÀ-Þ][\w.'’-]*){0,4})(?=\s*(?:$|,|\())")
_INVERTED = re.compile(r"(Said|Says|Asked|Added|Wrote|Replied|Explained|Tweeted)\s+(.+)")
# A text with such lines is a talk written down: every line "Name: words" in it is speech.
_ASKED = re.compile(
    r"(?:QUESTION|Question|Q|INTERVIEWER|Interviewer|JOURNALIST|Journalist|REPORTER|Reporter|Moderator|MODERATOR)(?:\s*\([^)\n]{1,40}\))?\s*[:.]\s"
)
_LONGEST_HEADLINE = 160
_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s|I|[Mm]y|I['’]\w+|[Ww]e['’]\w+)\b")
_END_MATTER = re.compile(
    r"(?i)\s*(?:notes?\b|further information|background|contact|media enquiries|ends?\b|follow\b|for more|related|photo|#)"
)


def speaker_lines(text: str, paragraphs: Sequence[Place]) -> Iterator[tuple[int, Place, Place, Place]]:
    """Paragraphs of the form "NAME: words" and headlines of the form "Name: words" or "words: Name".

    Each as (paragraph, source, cue, content).
    """
    talk = any(_ASKED.match(text, start, end) for start, end in paragraphs)
    # Where several lines begin so, what follows one without a name is still the same speaker's.
    turns = sum(_labelled(text, start, end) for start, end in paragraphs) > 1
    for number, (start, end) in enumerate(paragraphs):
        signed = _SIGNED.match(text, start, end)
        if signed is not None:
            yield number, signed.span(2), signed.span(1), (start, _trimmed(text, start, signed.start(1)))
            continue
        match = _TRANSCRIPT.match(text, start, end)
        line_end = _line_end(text, start, end)
        short = talk or (line_end - start <= _LONGEST_HEADLINE and line_end >= end - 1)
        if match is None and short:
            match = _HEADLINE.match(text, start, end)
            if match is not None and not talk and number > 0 and text[end - 1 : end] in '.!?"”':
                match = None
        if match is not None and not _NO_SPEAKER.match(match.group(1).strip()):
            inverted = _INVERTED.match(text, match.start(1), match.end(1))
            source, cue = (match.span(1), match.span(2)) if inverted is None else (inverted.span(2), inverted.span(1))
            last = _turn_end(text, paragraphs, number) if turns and _TRANSCRIPT.match(text, start, end) else end
            yield number, source, cue, (match.end(), _trimmed(text, match.end(), last))
            continue
        after = _AFTER.search(text, start, end) if short and match is None else None
        if after is not None and not _NO_SPEAKER.match(after.group(2)):
            yield number, after.span(2), after.span(1), (start, after.start(1))


def _labelled(text: str, start: int, end: int) -> bool:
    """Whether a paragraph of a talk begins with its speaker in capitals."""
    match = _TRANSCRIPT.match(text, start, end)
    return match is not None and match.group(1).isupper()


def _turn_end(text: str, paragraphs: Sequence[Place], number: int) -> int:
    """Where the turn of a speaker ends: before the next name, or with the last paragraph in the first person."""
    last = paragraphs[number][1]
    for start, end in paragraphs[number + 1 :]:
        if (
            _TRANSCRIPT.match(text, start, end)
            or _HEADLINE.match(text, start, end)
            or _END_MATTER.match(text, start)
            or text[start] in "(["
        ):
            break
        if _FIRST_PERSON.search(text, start, end):
            last = end
    return last


def block_after(text: str, paragraphs: Sequence[Place], colon: int, stops: Sequence[int]) -> Place | None:
    """The words after a colon that are one speech without marks: the rest of the paragraph or the next one, and what goes on from it.

    `stops` are the paragraphs in which somebody else is reported to speak. Later paragraphs belong to the speech as long as
    it speaks in the first person; None where a quotation mark follows.
    """
    start = colon
    while start < len(text) and text[start].isspace():
        start += 1
    if start >= len(text) or text[start] in "\"“„«'‘`-*•":
        return None
    number = next((i for i, (first, last) in enumerate(paragraphs) if first <= start < last), None)
    if number is None:
        return None
    end = paragraphs[number][1]
    for later in range(number + 1, len(paragraphs)):
        first, last = paragraphs[later]
        if later in stops or text[first] in '"“' or _END_MATTER.match(text, first):
            break
        if _FIRST_PERSON.search(text, first, last):
            end = last
    return start, _trimmed(text, start, end)


def _line_end(text: str, start: int, end: int) -> int:
    found = text.find("\n", start, end)
    return end if found < 0 else found


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end
