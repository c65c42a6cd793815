"""From what a format's reader found to the document that is kept: id, title, date, language and regions."""

from __future__ import annotations

import hashlib

from servanda.reading.boilerplate import find_regions
from servanda.reading.datelines import find_published, read_date
from servanda.reading.headings import find_heading
from servanda.reading.language import language_of
from servanda.reading.lines import lines_of
from servanda.reading.options import Extracted, ReadOptions
from servanda.reading.rows import Row
from servanda.records import Document, Region, When


def document_of_file(found: Extracted, data: bytes, uri: str, options: ReadOptions) -> Document:
    """The document of a file; its id is the hash of the file's bytes."""
    return _document(found, hashlib.sha256(data).hexdigest(), uri, options)


def document_of_row(row: Row, options: ReadOptions) -> Document:
    """The document of a row; its id is the hash of its text in UTF-8."""
    words = row.fields.get("date")
    published = read_date(words) if words else None
    misread = (f"the row's date is not understood: {words!r}",) if words and published is None else ()
    found = Extracted(
        text=row.text,
        reader="rows",
        media_type=row.media_type,
        title=row.fields.get("title"),
        author=row.fields.get("author"),
        publisher=row.fields.get("publisher"),
        published=published,
        source_id=row.source_id,
        lost=row.lost,
        problems=(*row.problems, *misread),
    )
    return _document(found, hashlib.sha256(row.text.encode()).hexdigest(), row.uri, options)


def _document(found: Extracted, digest: str, uri: str, options: ReadOptions) -> Document:
    lines = lines_of(found.text)
    heading = find_heading(lines, found.title)
    regions = merged(found.regions, find_regions(found.text, lines, heading))
    return Document(
        id=f"sha256:{digest}",
        text=found.text,
        uri=uri,
        title=found.title or heading.title,
        author=found.author or heading.author,
        publisher=found.publisher,
        published=_published(found, options),
        language=language_of(coded_text(found.text, regions) or found.text),
        media_type=found.media_type,
        reader=found.reader,
        reader_version=found.reader_version,
        source_id=found.source_id,
        regions=regions,
        status="partial" if found.lost else "done",
        problems=found.problems,
    )


def merged(one: tuple[Region, ...], other: tuple[Region, ...]) -> tuple[Region, ...]:
    """Two sets of regions as one, in order and without overlap; where they overlap the earlier beginning keeps its reason."""
    kept: list[Region] = []
    for region in sorted((*one, *other), key=lambda region: (region.start, -region.end)):
        start = max(region.start, kept[-1].end) if kept else region.start
        if start < region.end:
            kept.append(Region(start, region.end, region.reason))
    return tuple(kept)


def coded_text(text: str, regions: tuple[Region, ...]) -> str:
    """The text without its regions: for looking at as a whole, not for offsets."""
    pieces, last = [], 0
    for region in regions:
        pieces.append(text[last : region.start])
        last = region.end
    return "\n".join(piece for piece in (*pieces, text[last:]) if piece.strip())


def _published(found: Extracted, options: ReadOptions) -> When | None:
    if options.date is not None:
        words = options.date_words or options.date.isoformat()
        return When(earliest=options.date.earliest, latest=options.date.latest, words=words)
    return found.published or find_published(found.text)
