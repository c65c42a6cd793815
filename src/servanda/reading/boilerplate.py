"""Which stretches of a text are the page's and not the story's: kept, not coded, each with its reason.

Rules in data (`boilerplate.yml`) know single lines; the shapes that no single line shows are found here: menus, lists of
links, teaser cards, captions between paragraphs. A text of law is left alone but for lines that can be nothing else.
"""

from __future__ import annotations

import re

from servanda.reading.headings import Heading, same_words
from servanda.reading.lines import Line
from servanda.records import Region
from servanda.vocabulary.page_rules import fitting

_LAW = re.compile(
    r"\W{0,6}(?:articles?|art\.|section|chapter|annex|protocol)\s+(?:[0-9]+|[ivxlc]+|one|first)\b.{0,80}"
    r"|.{0,200}\b(?:have agreed (?:as follows|upon|on the following)|in witness whereof|high contracting part|contracting parties).{0,300}",
    re.IGNORECASE | re.DOTALL,
)
_LAW_LINES = 3
_NO_LAW = frozenset({"menu", "copyright", "cookie-notice", "subscribe", "link", "page-number"})  # all that is marked in a text of law
_RESUMES_WORDS = 60  # one paragraph of this length, or two running sentences in a row, end a list of links
_MENU_RUN = 4
_MENU_WORDS = 4
_LINKS_RUN = 4
_LATE = 0.4  # a list of references begins in the later part of a text


def find_regions(text: str, lines: list[Line], heading: Heading) -> tuple[Region, ...]:
    """The stretches of a text that are not to be coded, in order and without overlap; none where nothing else would remain."""
    marks = {number: rule.reason for number, line in enumerate(lines) if (rule := fitting(line.words, "line")) is not None}
    if is_law(lines):
        marks = {number: reason for number, reason in marks.items() if reason in _NO_LAW}
    else:
        _mark_sections(lines, marks)
        _mark_heading(lines, marks, heading)
        _mark_cards(lines, marks)
        _mark_edges(lines, marks)
        _mark_captions(lines, marks)
    if all(number in marks for number in range(len(lines))):
        return ()
    return _joined(text, lines, marks)


def is_law(lines: list[Line]) -> bool:
    """Whether this is the text of a treaty or a statute: its short numbered lines and signatures are never furniture."""
    return sum(1 for line in lines if _LAW.fullmatch(line.words[:500]) is not None) >= _LAW_LINES


def _mark_sections(lines: list[Line], marks: dict[int, str]) -> None:
    """Mark what follows a heading such as "Related articles", until running text comes back or the text ends."""
    number = 0
    while number < len(lines):
        rule = fitting(lines[number].words, "section", "rest")
        if rule is None or (rule.scope == "rest" and number < _LATE * len(lines)) or not any(line.sentence for line in lines[:number]):
            number += 1
            continue
        end = len(lines) if rule.scope == "rest" else _resumes(lines, number + 1)
        for marked in range(number, end):
            marks.setdefault(marked, rule.reason)
        number = end


def _resumes(lines: list[Line], begin: int) -> int:
    """Where running text comes back after a list of links: two long sentences in a row, or one long paragraph."""
    for number in range(begin, len(lines)):
        line = lines[number]
        if not line.prose or fitting(line.words, "line") is not None:
            continue
        if line.count >= _RESUMES_WORDS or (number + 1 < len(lines) and lines[number + 1].prose):
            return number
    return len(lines)


def _mark_heading(lines: list[Line], marks: dict[int, str], heading: Heading) -> None:
    if heading.author_line is not None:
        marks[heading.author_line] = "byline"
    if heading.title_line is None:
        return
    title = lines[heading.title_line].words
    for number, line in enumerate(lines):
        if number == heading.title_line or (len(line.words) < 300 and same_words(line.words, title)):
            marks.setdefault(number, "title")


def _mark_cards(lines: list[Line], marks: dict[int, str]) -> None:
    """Mark teasers: a text cut off by dots before a "Read more", with the short lines of its heading."""
    for number, line in enumerate(lines):
        if not line.cut_off or number in marks:
            continue
        following = [marks.get(later) for later in range(number + 1, min(number + 3, len(lines)))]
        if "link" not in following:
            continue
        marks[number] = "teaser"
        for above in range(number - 1, max(number - 4, -1), -1):
            if lines[above].sentence or lines[above].prose:
                break
            marks.setdefault(above, "teaser")


def _mark_edges(lines: list[Line], marks: dict[int, str]) -> None:
    """Mark menus and lists of links before the first and after the last sentence of the body."""
    first = _body_line(lines, marks, range(len(lines)))
    last = _body_line(lines, marks, range(len(lines) - 1, -1, -1))
    if first is None or last is None:
        return
    for run in (range(first), range(last + 1, len(lines))):
        open_lines = [number for number in run if number not in marks]
        known = {number: rule.reason for number in open_lines if (rule := fitting(lines[number].words, "edge")) is not None}
        short = [number for number in run if lines[number].count <= _MENU_WORDS and not lines[number].closed]
        if len(short) >= _MENU_RUN and len(known) >= 2:
            known |= {number: "menu" for number in short if number in open_lines and number not in known}
        tail = run.start > 0
        if known and (tail or len(known) + sum(1 for number in run if number in marks) >= 2):
            marks.update(known)
        left = [number for number in open_lines if number not in marks]
        if tail and len(left) >= _LINKS_RUN and all(_headline(lines[number]) for number in left):
            marks.update(dict.fromkeys(left, "link-list"))


def _body_line(lines: list[Line], marks: dict[int, str], order: range) -> int | None:
    """The first line, in this order, that is a sentence of the story."""
    return next((n for n in order if n not in marks and lines[n].sentence and fitting(lines[n].words, "edge") is None), None)


def _headline(line: Line) -> bool:
    """Whether a line reads as a headline of another article: some words, no final stop, no list mark."""
    return 4 <= line.count <= 20 and not line.closed and line.words[-1] not in ",;:" and line.words[0].isalnum()


def _mark_captions(lines: list[Line], marks: dict[int, str]) -> None:
    """Mark captions: a line without a verb or final stop, alone between two paragraphs that end as sentences do."""
    for number in range(1, len(lines) - 1):
        line, before, after = lines[number], lines[number - 1], lines[number + 1]
        between = (before.prose or number - 1 in marks) and (after.prose or number + 1 in marks)
        if number in marks or not between or line.closed or line.cut_off or line.count < 4:
            continue
        if fitting(line.words, "caption") is not None:
            marks[number] = "caption"


def _joined(text: str, lines: list[Line], marks: dict[int, str]) -> tuple[Region, ...]:
    """Regions of the marked lines; neighbours with one reason and nothing but blanks between become one."""
    regions: list[Region] = []
    last = -2
    for number in sorted(marks):
        line = lines[number]
        if regions and last == number - 1 and regions[-1].reason == marks[number]:
            regions[-1] = Region(regions[-1].start, line.end, marks[number])
        else:
            regions.append(Region(line.start, line.end, marks[number]))
        last = number
    return tuple(region for region in regions if region.end <= len(text))
