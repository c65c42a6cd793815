"""Word files (.docx): paragraphs and tables in the order in which they stand."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator

import docx
import docx.opc.exceptions
from docx.table import Table

from servanda.reading.archives import check_members
from servanda.reading.encodings import without_surrogates
from servanda.reading.options import Extracted, Failed, Limits, Source

_NOTES = ("word/footnotes.xml", "word/endnotes.xml", "word/comments.xml")


def extract(source: Source) -> Extracted | Failed:
    """Take paragraphs and table rows (cells joined by tabs) out of a Word file; footnotes are not read, and that is said."""
    limits = source.options.limits
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            refused = check_members(archive, limits)
            notes = [name for name in _NOTES if name in archive.namelist()]
        if refused:
            return Failed(source.uri, "the Word file is refused", refused, "save it again with Word")
        opened = docx.Document(io.BytesIO(source.data))
    except (zipfile.BadZipFile, docx.opc.exceptions.PackageNotFoundError, KeyError, ValueError) as error:
        return Failed(source.uri, "the Word file cannot be opened", str(error) or type(error).__name__, "save it again as .docx")
    problems = [f"not read: {name.removeprefix('word/').removesuffix('.xml')}" for name in notes]
    lines = list(_lines(opened, limits, problems))
    text, replaced = without_surrogates("\n".join(lines))
    if not text.strip():
        return Failed(
            source.uri, "no text in the Word file", "it has no paragraphs or tables with words", "save text boxes or pictures as text"
        )
    core = opened.core_properties
    return Extracted(
        text=text,
        reader="docx",
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        title=(core.title or "").strip() or None,
        author=(core.author or "").strip() or None,
        lost=bool(problems),
        problems=(*problems, *replaced),
    )


def _lines(opened: docx.document.Document, limits: Limits, problems: list[str]) -> Iterator[str]:
    deadline = time.monotonic() + limits.seconds
    for block in opened.iter_inner_content():
        if time.monotonic() > deadline:
            problems.append(f"the rest was not read: the limit of {limits.seconds:g} seconds was reached")
            return
        if isinstance(block, Table):
            yield from ("\t".join(cell.text for cell in row.cells) for row in block.rows)
        else:
            yield block.text
