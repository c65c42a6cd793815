"""Citations as BibTeX, with the `date` and `urldate` of biblatex beside the older `year` and `month`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import quote

from servanda.presenting.exports.citation import Citation, cite, issued_moment, issued_words
from servanda.presenting.exports.source import Source, Written

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# BibTeX counts braces also after a backslash, so that those of a text must be named instead.
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
    **{sign: f"\\{sign}" for sign in "$&#_%"},
}
_SPECIAL = re.compile("[" + re.escape("".join(_LATEX)) + "]")


def write_bibtex(source: Source, out: BinaryIO) -> Written:
    """One entry a fact, in UTF-8."""
    rows = 0
    for kept in source.facts():
        out.write(bibtex_entry(cite(kept, source.head(kept.fact.document))).encode())
        rows += 1
    return Written(rows)


def bibtex_entry(citation: Citation) -> str:
    """One entry; names and titles stand in double braces, so that no style takes them apart or changes their capitals."""
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(citation))
    return f"@misc{{{citation.key},\n{fields}}}\n\n"


def escaped(text: str) -> str:
    """Text in which nothing is a command of LaTeX."""
    return _SPECIAL.sub(lambda sign: _LATEX[sign[0]], text)


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{{{escaped(citation.title)}}}}}"
    if citation.author:
        yield "author", f"{{{{{escaped(citation.author)}}}}}"
    if citation.publisher:
        yield "howpublished", f"{{{{{escaped(citation.publisher)}}}}}"
    yield from _issued(citation)
    if citation.link:
        # An address is taken letter by letter, so that it is written in those that an address may have, and no brace is left.
        yield "url", f"{{{quote(citation.link, safe=';/?:@&=+$,#%!*()~-._')}}}"
    if citation.accessed:
        yield "urldate", f"{{{citation.accessed.isoformat()}}}"
    if citation.language:
        yield "language", f"{{{escaped(citation.language)}}}"
    yield "annote", f"{{“{escaped(citation.quote)}”}}"
    yield "note", f"{{{escaped(citation.note)}}}"


def _issued(citation: Citation) -> Iterator[tuple[str, str]]:
    """The date as exact as it is known; a year or month of its own only where it is one."""
    moment = issued_moment(citation)
    if moment is None:
        words = issued_words(citation)
        if words:
            yield "year", f"{{{escaped(words)}}}"
        return
    yield "date", f"{{{moment.isoformat()}}}"
    if moment.earliest.year == moment.latest.year:
        yield "year", f"{{{moment.earliest.year:04d}}}"
        if moment.precision in ("day", "month"):
            yield "month", _MONTHS[moment.earliest.month - 1]
