"""Citations as CSL-JSON, which Zotero, Pandoc and all that reads the Citation Style Language take."""

from __future__ import annotations

import datetime as dt
from typing import Any, BinaryIO

import msgspec

from servanda.moments import Moment
from servanda.presenting.exports.citation import Citation, cite, issued_moment, issued_words
from servanda.presenting.exports.source import Source, Written


def write_csl(source: Source, out: BinaryIO) -> Written:
    """A list of items, one a fact."""
    rows = 0
    for kept in source.facts():
        item = csl_item(cite(kept, source.head(kept.fact.document)))
        out.write((b",\n" if rows else b"[\n") + msgspec.json.encode(item))
        rows += 1
    out.write(b"\n]\n" if rows else b"[]\n")
    return Written(rows)


def csl_item(citation: Citation) -> dict[str, Any]:
    """One item; what is not known is left out, and the author's name stays as the document gives it."""
    item = {
        "id": citation.key,
        "type": "webpage" if citation.link else "document",
        "title": citation.title,
        "author": [{"literal": citation.author}] if citation.author else None,
        "publisher": citation.publisher,
        "issued": _issued(citation),
        "accessed": {"date-parts": [_parts(citation.accessed)]} if citation.accessed else None,
        "URL": citation.link,
        "language": citation.language,
        "annote": f"“{citation.quote}”" if citation.quote else None,
        "note": citation.note,
    }
    return {name: value for name, value in item.items() if value is not None}


def _issued(citation: Citation) -> dict[str, Any] | None:
    """Year; year and month; the day; or a range from the first day to the last."""
    moment = issued_moment(citation)
    if moment is None:
        words = issued_words(citation)
        return {"literal": words} if words else None
    if moment.precision == "interval":
        return {"date-parts": [_parts(moment.earliest), _parts(moment.latest)]}
    return {"date-parts": [_known(moment)]}


def _known(moment: Moment) -> list[int]:
    return _parts(moment.earliest)[: {"day": 3, "month": 2, "year": 1}[moment.precision]]


def _parts(day: dt.date) -> list[int]:
    return [day.year, day.month, day.day]
