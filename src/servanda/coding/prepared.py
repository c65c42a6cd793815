"""What all coders share about one document, made once: sentences, mentions, dates, parses, voices."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Sequence

from servanda.coding.attribution import Attribution, find_attributions, voices_among
from servanda.coding.mentions import Mention
from servanda.coding.sentence import Sentence
from servanda.moments import Moment
from servanda.records import Certainty, Claim, Document, Fact, Speaker, When, make_fact


class Prepared:
    """A document made ready for coding. Offsets are those of the document's text."""

    def __init__(self, document: Document, sentences: Sequence[Sentence]) -> None:
        self.document = document
        self.sentences = tuple(sentences)
        self._starts = [sentence.start for sentence in sentences]
        # The actor whose government or organisation issues the document, where its publisher, site, title or head tells one.
        self.issuer: str | None = None
        # What the title names; its offsets are those of the title.
        self.title: tuple[Mention, ...] = ()

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

    @functools.cached_property
    def voices(self) -> tuple[Speaker, ...]:
        """Those in whose name the document speaks; several where it is a joint statement, none where nobody is known to."""
        return voices_among(self, self.attributions)

    def attribution_at(self, start: int, end: int) -> Attribution | None:
        """The innermost attribution that asserts the words of a stretch; None is the document's own voice."""
        sentence = self.sentence_at(start)
        if sentence is None:
            return None
        covering = [
            (last - first, attribution)
            for first, last, attribution in self._voiced.get(sentence.index, ())
            if first <= start and end <= last
        ]
        return min(covering, key=lambda pair: pair[0])[1] if covering else None

    @functools.cached_property
    def _voiced(self) -> dict[int, list[tuple[int, int, Attribution]]]:
        """The pieces of content that somebody voices, by the sentences that they reach into: a long document has thousands."""
        pieces: dict[int, list[tuple[int, int, Attribution]]] = {}
        for attribution in self.attributions:
            if not attribution.voiced:
                continue
            for first, last in attribution.content:
                begin = max(0, bisect.bisect_right(self._starts, first) - 1)
                for index in range(begin, bisect.bisect_left(self._starts, last)):
                    pieces.setdefault(index, []).append((first, last, attribution))
        return pieces

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
