"""PDF files: the text of their pages, in order."""

from __future__ import annotations

import re
import time
from collections import Counter

import pypdfium2

from servanda.reading.encodings import without_surrogates
from servanda.reading.lines import lines_of
from servanda.reading.options import Extracted, Failed, Source
from servanda.records import Region

_BETWEEN_PAGES = "\n\n"
_MADE_BY_PROGRAM = re.compile(r"(?:microsoft word|untitled|powerpoint)\b.*|.*\.(?:docx?|indd|qxd|pdf|tex)", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_HEAD_PAGES = 3  # a line at the edge of this many pages is a running head


def extract(source: Source) -> Extracted | Failed:
    """Take the text layer out of a PDF; hyphens at line ends stay. A scan without text, or a locked file, fails with the reason."""
    try:
        pdf = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        why = "it is locked with a password" if locked else f"the PDF is damaged ({error})"
        return Failed(source.uri, "the PDF cannot be opened", why, "save it without a password" if locked else "get the file again")
    try:
        return _pages(pdf, source)
    finally:
        pdf.close()


def _pages(pdf: pypdfium2.PdfDocument, source: Source) -> Extracted | Failed:
    limits = source.options.limits
    deadline = time.monotonic() + limits.seconds
    texts: list[str] = []
    problems: list[str] = []
    empty: list[int] = []
    for number in range(len(pdf)):
        if number >= limits.max_pages or time.monotonic() > deadline:
            problems.append(
                f"pages {number + 1} to {len(pdf)} were not read: the limit of pages or of {limits.seconds:g} seconds was reached"
            )
            break
        try:
            text = _page_text(pdf, number)
        except pypdfium2.PdfiumError as error:
            problems.append(f"page {number + 1} cannot be read ({error})")
            continue
        if not text.strip():
            empty.append(number + 1)
        texts.append(text)
    if not any(text.strip() for text in texts):
        why = "; ".join(problems) or "its pages are pictures: there is no text layer"
        return Failed(source.uri, "no text in the PDF", why, "run text recognition (OCR) over it first")
    if empty:
        problems.append(f"no text on page(s) {', '.join(map(str, empty[:20]))}{' …' if len(empty) > 20 else ''}: blank, or a picture")
    whole, replaced = without_surrogates(_BETWEEN_PAGES.join(texts))
    facts = pdf.get_metadata_dict(skip_empty=True)
    title = facts.get("Title", "").strip()
    return Extracted(
        text=whole,
        reader="pdf",
        reader_version=f"1+pdfium-{pypdfium2.PDFIUM_INFO}",
        media_type="application/pdf",
        title=None if not title or _MADE_BY_PROGRAM.fullmatch(title) else title,
        author=facts.get("Author", "").strip() or None,
        regions=_running_heads(texts),
        lost=bool(problems),
        problems=(*problems, *replaced),
    )


def _page_text(pdf: pypdfium2.PdfDocument, number: int) -> str:
    page = pdf[number]
    try:
        layer = page.get_textpage()
        try:
            text = str(layer.get_text_range())
        finally:
            layer.close()
    finally:
        page.close()
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-").replace("\x02", "-").replace("\x00", "")


def _running_heads(texts: list[str]) -> tuple[Region, ...]:
    """Lines at the top or foot of pages that come again, whatever number they hold."""
    edges: list[tuple[str, int, int]] = []
    offset = 0
    for text in texts:
        lines = lines_of(text)
        outer = lines[:1] + lines[1:][-1:]
        edges += [(_DIGITS.sub("#", line.words), offset + line.start, offset + line.end) for line in outer]
        offset += len(text) + len(_BETWEEN_PAGES)
    counts = Counter(shape for shape, _, _ in edges)
    return tuple(Region(start, end, "running-head") for shape, start, end in edges if counts[shape] >= _HEAD_PAGES)
