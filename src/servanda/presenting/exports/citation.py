"""How a fact is cited: the document that it rests on, the words, and the way back to the fact.

The three formats of reference managers (CSL-JSON, BibTeX, RIS) say the same. A date is told as exact as it is known and no further.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from servanda.moments import Moment
from servanda.presenting.fact_table import harmless
from servanda.presenting.fact_words import what_words, who_words
from servanda.presenting.origins import source_name, web_address
from servanda.records import Document, When
from servanda.store import DocumentHead, KeptFact

_JUDGED = {"confirm": "confirmed", "correct": "corrected", "unsure": "doubted", "reject": "rejected", "add": "added"}


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """One fact as a reference: every text on one line, without characters that steer.

    `issued` is when the document was published, `accessed` the day on which the record took it in; `quote` holds the words of the
    evidence (empty for a whole document), `note` the fact's id, its place and its permalink in the explorer.
    """

    key: str
    title: str
    author: str | None
    publisher: str | None
    issued: When | None
    accessed: dt.date | None
    link: str | None
    language: str | None
    quote: str
    note: str


def cite(kept: KeptFact, head: DocumentHead) -> Citation:
    """The reference to a fact in its document."""
    fact, evidence = kept.fact, kept.fact.spans[0]
    link = web_address(head.uri)
    judged = _JUDGED.get(kept.verdict or "")
    said = fact.asserted_by
    parts = (
        f"Servanda fact {fact.id}",
        f"{fact.kind.replace('_', ' ')} ({fact.certainty}): {what_words(fact)}; {who_words(fact)}",
        f"said by {said.name or said.words or said.actor or 'an unnamed source'}" if said else "",
        f"{judged} by a person" if judged else "",
        "" if link else f"from the file {source_name(head.uri)}",
        f"characters {evidence.start}-{evidence.end} of {fact.document}",
        f"permalink /fact/{fact.id}",
    )
    return _of_document(
        head,
        key=f"servanda-{fact.id}",
        accessed=head.kept_on,
        quote=harmless(evidence.words),
        note=harmless("; ".join(part for part in parts if part)),
    )


def cite_document(document: Document) -> Citation:
    """The reference to a whole document; its note holds the hash of its text, by which another copy can be compared."""
    source = "" if web_address(document.uri) else f"from the file {source_name(document.uri)}; "
    return _of_document(
        document,
        key=f"servanda-{document.id.removeprefix('sha256:')[:16]}",
        accessed=None,
        quote="",
        note=harmless(f"{source}{document.id}"),
    )


def _of_document(source: DocumentHead | Document, *, key: str, accessed: dt.date | None, quote: str, note: str) -> Citation:
    return Citation(
        key=key,
        title=harmless(source.title or source_name(source.uri)),
        author=harmless(source.author) if source.author and source.author.strip() else None,
        publisher=harmless(source.publisher) if source.publisher and source.publisher.strip() else None,
        issued=source.published,
        accessed=accessed,
        link=web_address(source.uri),
        language=harmless(source.language) if source.language else None,
        quote=quote,
        note=note,
    )


def issued_moment(citation: Citation) -> Moment | None:
    """When the document was published, where both bounds are known."""
    when = citation.issued
    if when is None or when.earliest is None or when.latest is None:
        return None
    return Moment(when.earliest, when.latest)


def issued_words(citation: Citation) -> str | None:
    """The date in words where a bound is open; None where there is none, or where it is known within bounds."""
    when = citation.issued
    if when is None or issued_moment(citation) is not None:
        return None
    if when.latest:
        return f"not after {when.latest.isoformat()}"
    return f"not before {when.earliest.isoformat()}" if when.earliest else harmless(when.words) or None
