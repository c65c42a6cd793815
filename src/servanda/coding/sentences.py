"""Sentences of a document, with their offsets; regions that are not to be coded are skipped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.records import Document

# Words that a full stop shortens and that do not end a sentence when a capital follows.
_SHORTENED = frozenset(
    "mr mrs ms dr prof amb rt h.e gen lt col maj capt sgt adm brig cmdr sen rep gov st no nos art arts para paras vol ch sec fig "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun "
    "inc ltd co corp bros vs v etc al eds ed pp p cf viz ca approx dept univ assn hon rev messrs mt ft u.n e.u u.s u.k d.c".split()
)
# Abbreviations that can also end a sentence: they do when a word follows that often begins one.
_MAY_END = frozenset("u.s u.k u.n e.u d.c inc ltd co corp etc al".split())
_OPENERS = re.compile(
    r"(?:The|A|An|It|He|She|They|We|I|In|On|At|But|And|However|This|That|These|Those|As|For|With|After|Before|When|While|If|Its|His|Their|There|Both|By)\b"
)
# An end: a stop, closing quotes or brackets, white space, then something that can begin a sentence.
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9À-ÖØ-ÞА-ЯЁ\u4e00-\u9fff])|[。！？]+[”’」』）]*")
# Every choice begins with a letter of its own, so that a text is searched for these alone.
_NEW_LINE = r"(?=[ \t]*(?:[-*•–—]\s|\(?\d{1,2}[.)]\s|\(?[a-z][.)]\s|[A-Z]{2,}\s)|[\"“])"
_BREAK = re.compile(rf"\n[ \t\r]*\n\s*|\n{_NEW_LINE}|\r\n{_NEW_LINE}")
# The place, date and agency before a report's first words: no part of its first sentence.
_DATELINE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ .'/-]{2,40}(?:,\s*[A-Za-z0-9 .,]{3,30}?)?\s*(?:\([A-Za-z][\w .&'/-]{1,30}\)\s*(?:--|[-–—:])?|--|[–—]|-(?=\s))\s*(?=[A-ZÀ-Þ\"“])"
)
_LINE = re.compile(r"\n|\r\n")
_INITIAL = re.compile(r"(?:^|[\s(\"“])[A-Z]$")
# A line shorter than this that ends without a stop stands alone: a heading, a list item or a caption.
_SHORT_LINE = 60


def sentence_spans(document: Document) -> Iterator[tuple[int, int]]:
    """Offsets of each sentence outside the document's marked regions, in order; blank stretches give none."""
    for start, end in paragraph_spans(document):
        yield from sentences_in(document, start, end)


def paragraph_spans(document: Document) -> Iterator[tuple[int, int]]:
    """Offsets of the stretches outside the document's marked regions of which each is cut into sentences by itself."""
    for start, end in _open_stretches(document):
        yield from _paragraphs(document.text, start, end)


def sentences_in(document: Document, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of one such stretch."""
    return _split(document.text, start, end)


def _open_stretches(document: Document) -> Iterator[tuple[int, int]]:
    """What lies between the marked regions."""
    place = 0
    for region in document.regions:
        if region.start > place:
            yield place, region.start
        place = max(place, region.end)
    if place < len(document.text):
        yield place, len(document.text)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches between blank lines, and lines that clearly stand alone."""
    place = start
    for match in _BREAK.finditer(text, start, end):
        yield from _lines(text, place, match.start())
        place = match.end()
    yield from _lines(text, place, end)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A wrapped paragraph is one stretch; a short line without a stop before a capital is one of its own."""
    place, line_start = start, start
    for match in _LINE.finditer(text, start, end):
        line = text[line_start : match.start()].rstrip()
        after = text[match.end() : match.end() + 1]
        alone = len(line) < _SHORT_LINE and line and line[-1] not in ".!?,;:-–—" and (after.isupper() or after in '"“(')
        if alone or line.endswith((".”", '."', "?”", "!”", ".", ":", "?", "!")):
            yield place, match.start()
            place = match.end()
        line_start = match.end()
    yield place, end


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut one paragraph at the ends of its sentences."""
    place = start
    dateline = _DATELINE.match(text, start, end)
    if dateline is not None:
        yield from _trimmed(text, start, dateline.end())
        place = dateline.end()
    for match in _END.finditer(text, place, end):
        if _is_end(text, place, match):
            yield from _trimmed(text, place, match.end())
            place = match.end()
    yield from _trimmed(text, place, end)


def _is_end(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a stop ends a sentence: not one after an abbreviation, an initial or a list number."""
    if match.group()[0] != ".":
        return True
    before = text[max(start, match.start() - 24) : match.start()]
    word = re.split(r"[\s(\"“'‘\[]", before)[-1].lower()
    if word in _MAY_END or (word.count(".") and word.replace(".", "").isalpha() and len(word) <= 5):
        return bool(_OPENERS.match(text[match.end() :].lstrip()[:12]))
    if word in _SHORTENED:
        return False
    if _INITIAL.search(before):
        return False
    # "1. The Parties": a number at the head of the stretch belongs to what follows.
    return not (word.isdigit() and not text[start : match.start()].strip().rstrip("0123456789"))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without white space at its ends, if a letter or digit is left in it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if any(character.isalnum() for character in text[start:end]):
        yield start, end
