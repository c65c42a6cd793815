"""Citations as RIS, which EndNote, Mendeley and most libraries take: lines of a tag and a value, ended by CR LF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from servanda.presenting.exports.citation import Citation, cite, issued_moment, issued_words
from servanda.presenting.exports.source import Source, Written


def write_ris(source: Source, out: BinaryIO) -> Written:
    """One record a fact, in UTF-8."""
    rows = 0
    for kept in source.facts():
        out.write(ris_record(cite(kept, source.head(kept.fact.document))).encode())
        rows += 1
    return Written(rows)


def ris_record(citation: Citation) -> str:
    """One record; every value stands on one line, since a line of its own would be read as another tag."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _lines(citation)) + "ER  - \r\n\r\n"


def _lines(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", "ELEC" if citation.link else "GEN"
    yield "ID", citation.key
    yield "TI", citation.title
    if citation.author:
        yield "AU", citation.author
    if citation.publisher:
        yield "PB", citation.publisher
    yield from _issued(citation)
    if citation.accessed:
        yield "Y2", citation.accessed.strftime("%Y/%m/%d/")
    if citation.link:
        yield "UR", citation.link
    if citation.language:
        yield "LA", citation.language
    yield "N1", f"“{citation.quote}”"
    yield "N1", citation.note


def _issued(citation: Citation) -> Iterator[tuple[str, str]]:
    """`DA` is year/month/day/other words: what is not known stays empty, and what has no place there stands in the words."""
    moment = issued_moment(citation)
    if moment is None:
        words = issued_words(citation)
        if words:
            yield "DA", f"///{words}"
        return
    one_year = moment.earliest.year == moment.latest.year
    if one_year:
        yield "PY", f"{moment.earliest.year:04d}"
    if moment.precision == "interval":
        yield "DA", f"{f'{moment.earliest.year:04d}' if one_year else ''}///{moment.isoformat().replace('/', ' to ')}"
    else:
        parts = moment.isoformat().split("-")
        yield "DA", "/".join((*parts, *[""] * (4 - len(parts))))
