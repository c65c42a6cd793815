"""Which sentences a dossier rests on: numbered, with the words that count marked, and with the way back to each fact."""

from __future__ import annotations

import bisect
import sys
from collections.abc import Collection, Iterable

import msgspec

from servanda.coding.sentences import paragraph_spans, sentences_in
from servanda.coding.table_rows import RECORD_TABLE, row_spans
from servanda.presenting.dossier.wording import published_in_words
from servanda.presenting.fact_table import harmless
from servanda.presenting.origins import source_name, web_address
from servanda.records import Document, Fact, Span

Place = tuple[str, int, int]


class Piece(msgspec.Struct, frozen=True):
    """Some words of a sentence, marked or not."""

    words: str
    marked: bool


class CitedSentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with its number, and the places of the dossier that rest on it: sections with anchors in them."""

    number: str
    pieces: tuple[Piece, ...]
    backs: tuple[tuple[str, tuple[str, ...]], ...]


class CitedDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document with its cited sentences in the order of the text; `link` is an http address or None."""

    title: str
    published: str
    publisher: str | None
    author: str | None
    uri: str
    link: str | None
    sha256: str
    sentences: tuple[CitedSentence, ...]


class Citations:
    """Gathers the sentences that facts rest on while a dossier is made; numbers are given when all are known."""

    def __init__(self, documents: dict[str, Document]) -> None:
        self._documents = documents
        self._ranks = {key: rank for rank, key in enumerate(documents)}
        # Of each document its stretches, and of each stretch that was looked at its sentences: few are, of a large record.
        self._stretches: dict[str, list[tuple[int, int]]] = {}
        self._bounds: dict[tuple[str, int], list[tuple[int, int]]] = {}
        # What was found for each span: a fact is asked for in several sections.
        self._known: dict[tuple[str, int, int], Place] = {}
        self._words: dict[Place, str] = {}
        self._marks: dict[Place, dict[tuple[int, int], None]] = {}
        self._backs: dict[Place, dict[tuple[str, str], None]] = {}

    def cite(self, facts: Iterable[Fact], anchor: str, section: str) -> tuple[Place, ...]:
        """Note that a place of the dossier rests on facts; gives the sentences, for `numbers`."""
        places: dict[Place, None] = {}
        for fact in facts:
            place = self._place(fact.document, fact.spans[0])
            places[place] = None
            self._backs.setdefault(place, {})[anchor, section] = None
            marks = self._marks.setdefault(place, {})
            for span in fact.spans[1:] or fact.spans[:1]:
                if place[1] <= span.start and span.end <= place[2]:
                    marks[span.start, span.end] = None
        return tuple(sorted(places, key=self._order))

    def cite_beside(self, facts: Iterable[Fact], anchor: str, section: str) -> tuple[Place, ...]:
        """The same for a place that tells again what others do: it is named only beside sentences that nothing else rests on."""
        facts = list(facts)
        places = sorted({self._place(fact.document, fact.spans[0]) for fact in facts}, key=self._order)
        if not all(place in self._backs for place in places):
            return self.cite(facts, anchor, section)
        return tuple(places)

    def words(self, fact: Fact) -> str:
        """The whole sentence that a fact rests on."""
        place = self._place(fact.document, fact.spans[0])
        if place not in self._words:
            self._words[place] = harmless(self._documents[place[0]].text[place[1] : place[2]])
        return self._words[place]

    def words_before(self, fact: Fact) -> str:
        """The sentence before that of a fact, where both stand in one paragraph; else nothing."""
        document, start, _ = self._place(fact.document, fact.spans[0])
        bounds, text = self._around(document, fact.spans[0]), self._documents[document].text
        before = bisect.bisect_left(bounds, (start, 0)) - 1
        if before < 0 or "\n" in text[bounds[before][1] : start]:
            return ""
        return harmless(text[slice(*bounds[before])])

    def numbers(self) -> dict[Place, str]:
        """The number of every cited sentence: S1, S2 … by date of the document and place in the text."""
        return {place: f"S{number}" for number, place in enumerate(sorted(self._backs, key=self._order), 1)}

    def bare(self) -> list[Document]:
        """The documents that nothing rests on."""
        cited = {place[0] for place in self._backs}
        return [document for key, document in self._documents.items() if key not in cited]

    def documents(self, numbers: dict[Place, str], bare: Collection[str]) -> tuple[CitedDocument, ...]:
        """Every document with its cited sentences, in order, and among them of the bare ones those named (by id)."""
        by_document: dict[str, list[Place]] = {}
        for place in numbers:
            by_document.setdefault(place[0], []).append(place)
        return tuple(
            self._cited(document, by_document.get(key, []), numbers)
            for key, document in self._documents.items()
            if key in by_document or key in bare
        )

    def _cited(self, document: Document, places: list[Place], numbers: dict[Place, str]) -> CitedDocument:
        sentences = tuple(
            CitedSentence(number=numbers[place], pieces=self._pieces(document, place), backs=self._by_section(place)) for place in places
        )
        return CitedDocument(
            title=harmless(document.title or document.uri.rsplit("/", 1)[-1]),
            published=published_in_words(document.published),
            publisher=harmless(document.publisher) if document.publisher else None,
            author=harmless(document.author) if document.author else None,
            uri=source_name(document.uri),
            link=web_address(document.uri),
            sha256=document.id.removeprefix("sha256:"),
            sentences=sentences,
        )

    def _by_section(self, place: Place) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The way back, section by section."""
        sections: dict[str, list[str]] = {}
        for anchor, section in self._backs[place]:
            sections.setdefault(section, []).append(anchor)
        return tuple((section, tuple(anchors)) for section, anchors in sections.items())

    def _pieces(self, document: Document, place: Place) -> tuple[Piece, ...]:
        """The sentence in pieces; marks that overlap are joined."""
        joined: list[list[int]] = []
        for start, end in sorted(self._marks[place]):
            if joined and start <= joined[-1][1]:
                joined[-1][1] = max(joined[-1][1], end)
            else:
                joined.append([start, end])
        pieces, at = [], place[1]
        for start, end in joined:
            pieces += [Piece(document.text[at:start], marked=False), Piece(document.text[start:end], marked=True)]
            at = end
        pieces.append(Piece(document.text[at : place[2]], marked=False))
        return tuple(Piece(_spaced(piece.words), piece.marked) for piece in pieces if piece.words)

    def _place(self, document: str, span: Span) -> Place:
        """The sentence that holds a span; from the first sentence to the last where it holds several."""
        key = document, span.start, span.end
        if key not in self._known:
            self._known[key] = self._sentence(document, span)
        return self._known[key]

    def _sentence(self, document: str, span: Span) -> Place:
        bounds = self._around(document, span)
        first = bisect.bisect_right(bounds, (span.start, 1 << 60)) - 1
        last = bisect.bisect_left(bounds, (span.end, 0)) - 1
        if first < 0 or last < first or bounds[first][1] <= span.start:
            return document, span.start, span.end
        return document, bounds[first][0], max(bounds[last][1], span.end)

    def _around(self, document: str, span: Span) -> list[tuple[int, int]]:
        """The sentences of the stretches of a text in which a span begins and ends."""
        whole = self._documents[document]
        table = whole.reader == RECORD_TABLE
        if document not in self._stretches:
            self._stretches[document] = [(0, len(whole.text))] if table else list(paragraph_spans(whole))
        stretches = self._stretches[document]
        first, last = (bisect.bisect_right(stretches, (at, sys.maxsize)) - 1 for at in (span.start, span.end - 1))
        bounds: list[tuple[int, int]] = []
        for number in range(max(0, first), last + 1):
            if (document, number) not in self._bounds:
                found = row_spans(whole.text) if table else sentences_in(whole, *stretches[number])
                self._bounds[document, number] = list(found)
            bounds += self._bounds[document, number]
        return bounds

    def _order(self, place: Place) -> tuple[int, int, int]:
        return self._ranks[place[0]], place[1], place[2]


def _spaced(words: str) -> str:
    """Harmless words that keep a space at their ends where there was one."""
    before, after = words[:1].isspace(), words[-1:].isspace()
    return f"{' ' if before else ''}{harmless(words)}{' ' if after else ''}"
