"""The provisions of a text in articles: type, force, bearers and condition of each operative sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.coding.coder import Declined
from servanda.coding.mentions import Mention
from servanda.coding.prepared import Prepared
from servanda.coding.provisions.laid import Laid
from servanda.coding.treaty_text.closing_words import as_day, signed
from servanda.coding.treaty_text.other_clauses import open_to_others
from servanda.coding.treaty_text.parties import parties
from servanda.coding.treaty_text.passages import Passage, passages
from servanda.coding.treaty_text.provisions import provisions
from servanda.coding.treaty_text.structure import skeleton
from servanda.coding.treaty_text.titles import title_of

_TITLED = re.compile(r"^[\s#>*_]*Title:?[*_\s:]*(?P<title>[^.\n]{10,300})", re.MULTILINE)
_AFTER_TITLE = re.compile(r"\s*[:–—]\s+(?:a\s+)?(?:summary|paraphrase|digest|text|outline|full text|translation)\b.*$", re.IGNORECASE)
# Headings, notes and signatures hold no duty.
_WORTHY = re.compile(r"[a-z]{3,}\s+\w+\s+\w+")


def by_article(prepared: Prepared, coder: str) -> Iterator[Laid | Declined]:
    """What the articles of a document lay down, in order."""
    document = prepared.document
    parts = skeleton(document.text)
    found = passages(document.text, parts)
    title = _title(prepared) or title_of(document.text, parts)
    # A text that nobody may join later names its parties; one open to all binds whoever joins.
    states = parties(document.text, parts, title, as_day(signed(document.text, parts)), is_open=open_to_others(found))
    for one in found:
        if not _WORTHY.search(one.text):
            continue
        read = provisions([one], states)
        if not read:
            yield Declined(one.start, one.end, coder, "no type of provision fits its words", None)
        for laid in read:
            bearers, toward = _bearers(prepared, one, laid.bearer, states or ())
            yield Laid(
                instrument=title,
                article=one.cited or None,
                bearers=bearers,
                toward=toward,
                force=laid.force,
                type=laid.type,
                trigger=laid.trigger,
                rule=laid.rule,
                sentence=(one.start, one.end),
                place=(one.start, one.end),
                by_article=True,
            )


def _title(prepared: Prepared) -> str | None:
    """The instrument's own title: a line that gives it, else the document's without what says that this is a summary."""
    given = _TITLED.search(prepared.document.text)
    if given:
        return " ".join(given["title"].replace("*", "").split())
    title = prepared.document.title
    return (_AFTER_TITLE.sub("", title).strip() or None) if title else None


def _bearers(prepared: Prepared, one: Passage, bearer: str, states: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who owes and who is owed; what all parties owe, they owe each other."""
    if bearer in states:
        return (bearer,), tuple(state for state in states if state != bearer)
    subject = _subject(prepared, one)
    if subject is not None and len(subject.actors) == 1 and subject.actors[0] in states:
        return subject.actors, tuple(state for state in states if state not in subject.actors)
    if len(states) == 2:
        return states, states
    return states, ()


def _subject(prepared: Prepared, one: Passage) -> Mention | None:
    """The actor with which a sentence begins: "Russia opposes the independence of Taiwan", or the one that its "it" takes up."""
    sentence = prepared.sentence_at(one.start)
    if sentence is None:
        return None
    first = next((m for m in sentence.mentions if m.start >= one.start), None)
    led = first is not None and prepared.document.text[one.start : first.start].strip().lower() in ("", "the")
    return first if led else None
