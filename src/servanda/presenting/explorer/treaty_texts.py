"""What the record's texts hold of an instrument: the facts that mean it, and its own text with every provision marked."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from servanda.analysis.pair_treaties import PairTreaty, meant, treaties_between
from servanda.coding.treaty_text.structure import skeleton
from servanda.law import Instrument
from servanda.presenting.explorer.desk import Desk
from servanda.records import Document, Provision, TreatyAct
from servanda.store import DocumentHead, FactQuery, KeptFact

# An outline of fewer articles is no text of a treaty, but a report that quotes one.
ARTICLES = 3
LAID = FactQuery(kinds=("provision", "treaty_act"))


class Marked(msgspec.Struct, frozen=True):
    """A stretch of a treaty's text with the provisions that rest on it, by their number on the page."""

    words: str
    provisions: tuple[int, ...]


class OutlinedArticle(msgspec.Struct, frozen=True):
    """An article: its number and title as the text gives them, its place, and its words in stretches."""

    number: str
    title: str | None
    chapter: str | None
    start: int
    end: int
    stretches: tuple[Marked, ...]


class Outline(msgspec.Struct, frozen=True):
    """The text of an instrument in a document of the record, article by article; `provisions` are numbered from 1 in order."""

    document: str
    title: str
    articles: tuple[OutlinedArticle, ...]
    provisions: tuple[KeptFact, ...]


def facts_on(desk: Desk, one: Instrument) -> list[KeptFact]:
    """The record's provisions and acts that mean an instrument, by name or as the treaty of its two parties."""
    every = desk.remembered.answer("facts by instrument", lambda: _by_instrument(desk), LAID)
    return every.get(one.id, [])


def outline_of(desk: Desk, one: Instrument) -> Outline | None:
    """The instrument's own text, where the record has one with its articles."""
    return desk.remembered.answer(("outline", one.id), lambda: _outline(desk, facts_on(desk, one)), LAID)


def _by_instrument(desk: Desk) -> dict[str, list[KeptFact]]:
    found: dict[str, list[KeptFact]] = defaultdict(list)
    heads = desk.store.heads()
    meaning = _Meaning(desk)
    for kept in desk.store.kept(LAID):
        instrument = meaning.of(kept, heads[kept.fact.document])
        if instrument is not None:
            found[instrument].append(kept)
    return dict(found)


class _Meaning:
    """Which instrument of the register a fact means; what was found once is not looked for again."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        names: Counter[str] = Counter()
        self._named: dict[str, str] = {}
        for one in desk.register.instruments.values():
            for name in {one.id, one.title, one.short_title or one.id, *one.names}:
                names[_plain(name)] += 1
                self._named[_plain(name)] = one.id
        # A name that two instruments share tells neither.
        self._named = {name: own for name, own in self._named.items() if names[name] == 1}
        self._between: dict[tuple[str, ...], tuple[PairTreaty, ...]] = {}

    def of(self, kept: KeptFact, head: DocumentHead) -> str | None:
        """The id of the instrument; None where the words could mean several, or none of the register."""
        claim = kept.fact.claim
        if not isinstance(claim, Provision | TreatyAct) or claim.instrument is None:
            return None
        named = self._named.get(_plain(claim.instrument))
        if named is not None:
            return named
        actors = claim.parties if isinstance(claim, TreatyAct) else (*claim.bearers, *claim.toward)
        pair = tuple(sorted(set(actors)))
        if len(pair) != 2:
            return None
        told = head.published.latest if head.published else None
        own = meant(self._treaties(pair), claim.instrument, told)
        if own is None and isinstance(claim, Provision) and claim.article:
            own = meant(self._treaties(pair), head.title, told)
        return own.instrument.id if own else None

    def _treaties(self, pair: tuple[str, ...]) -> tuple[PairTreaty, ...]:
        known = self._between.get(pair)
        if known is None:
            known = self._between[pair] = treaties_between(self._desk.register, pair[0], pair[1], self._desk.today())
        return known


def _plain(name: str) -> str:
    """A name without case, punctuation and article."""
    return " ".join("".join(c if c.isalnum() else " " for c in name.casefold()).split()).removeprefix("the ")


def _outline(desk: Desk, facts: Iterable[KeptFact]) -> Outline | None:
    """The document with the most articles laid down in it, if its text has the form of a treaty."""
    laid = [kept for kept in facts if isinstance(kept.fact.claim, Provision) and kept.fact.claim.article]
    by_document = Counter(kept.fact.document for kept in laid)
    for document, _ in by_document.most_common():
        whole = desk.store.document(document)
        parts = skeleton(whole.text).articles
        if len(parts) >= ARTICLES:
            provisions = sorted((kept for kept in laid if kept.fact.document == document), key=lambda kept: kept.fact.spans[0].start)
            articles = tuple(
                OutlinedArticle(
                    part.number, part.title, part.chapter, part.start, part.end, stretches(whole, part.start, part.end, provisions)
                )
                for part in parts
            )
            return Outline(document, whole.title or whole.uri, articles, tuple(provisions))
    return None


def stretches(document: Document, start: int, end: int, provisions: Sequence[KeptFact]) -> tuple[Marked, ...]:
    """A part of a text cut where provisions begin and end."""
    spans = [
        (max(span.start, start), min(span.end, end), number) for number, kept in enumerate(provisions, 1) for span in kept.fact.spans[:1]
    ]
    spans = [span for span in spans if span[0] < span[1]]
    cuts = sorted({start, end, *(cut for first, last, _ in spans for cut in (first, last))})
    return tuple(
        Marked(document.text[first:last], tuple(number for begin, stop, number in spans if begin <= first and last <= stop))
        for first, last in itertools.pairwise(cuts)
    )


def days_of(one: Instrument) -> tuple[dt.date, ...]:
    """Every day on which an act was done or took effect, as far as a day is known."""
    return tuple(sorted({moment.latest for act in one.acts for moment in (act.done, act.effect) if moment}))
