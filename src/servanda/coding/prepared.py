"""What all coders share about one document, made once: sentences, mentions, dates, parses, voices."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Sequence

from servanda.coding.attribution import Attribution, find_attributions
from servanda.coding.mentions import Mention
from servanda.coding.parsing import NORMAL, Parse
from servanda.dating import DateMention
from servanda.moments import Moment
from servanda.records import Certainty, Claim, Document, Fact, Speaker, When, make_fact


class Sentence:
    """One sentence: offsets in the document, words as the parser saw them, and what was found in it.

    `cues` names the coders that find a word of theirs in it; `parse` is None where none asked for one.
    """

    __slots__ = ("cues", "dates", "end", "index", "mentions", "parse", "plain", "start")

    def __init__(self, index: int, start: int, end: int, text: str) -> None:
        self.index, self.start, self.end = index, start, end
        self.plain = text[start:end].translate(NORMAL)
        self.mentions: list[Mention] = []
        self.dates: tuple[DateMention, ...] = ()
        self.cues: frozenset[str] = frozenset()
        self.parse: Parse | None = None

    def mention_at(self, start: int, end: int) -> Mention | None:
        """The mention that overlaps a stretch; the longest where several do."""
        found = [m for m in self.mentions if m.start < end and start < m.end]
        return max(found, key=lambda m: m.end - m.start) if found else None


class Prepared:
    """A document made ready for coding. Offsets are those of the document's text."""

    def __init__(self, document: Document, sentences: Sequence[Sentence]) -> None:
        self.document = document
        self.sentences = tuple(sentences)
        self._starts = [sentence.start for sentence in sentences]
        # The actor whose government published the document, where the publisher's name tells one.
        self.issuer: str | None = None

    @property
    def on(self) -> Moment | None:
        """When the document was published, within bounds; None where it is not known."""
        return self.document.published.as_moment() if self.document.published else None

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that covers an offset."""
        place = bisect.bisect_right(self._starts, offset) - 1
        if place < 0 or offset >= self.sentences[place].end:
            return None
        return self.sentences[place]

    @functools.cached_property
    def attributions(self) -> tuple[Attribution, ...]:
        """Who says what in the document, quoted or reported, in order."""
        return find_attributions(self)

    def attribution_at(self, start: int, end: int) -> Attribution | None:
        """The innermost attribution that asserts the words of a stretch; None is the document's own voice."""
        covering = [
            (last - first, attribution)
            for attribution in self.attributions
            for first, last in attribution.content
            if attribution.voiced and first <= start and end <= last
        ]
        return min(covering, key=lambda pair: pair[0])[1] if covering else None

    def voice_at(self, start: int, end: int) -> Speaker | None:
        """Who asserts the words of a stretch: the innermost source whose content covers them; None is the document itself."""
        attribution = self.attribution_at(start, end)
        return attribution.speakers[0] if attribution is not None else None

    def fact(
        self,
        claim: Claim,
        places: Sequence[tuple[int, int]],
        *,
        certainty: Certainty,
        when: When | None,
        coder: tuple[str, str],
        confidence: float,
        rule: str | None,
        asserted_by: Speaker | None = None,
    ) -> Fact:
        """A fact on words of this document; the first place is the evidence sentence or clause."""
        return make_fact(
            self.document,
            claim,
            tuple(self.document.span(start, end) for start, end in places),
            certainty=certainty,
            when=when,
            asserted_by=asserted_by,
            coder=coder,
            confidence=confidence,
            rule=rule,
        )
