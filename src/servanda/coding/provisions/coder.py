"""The coder of provisions: what an instrument, or an undertaking told in the news, lays down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from servanda.coding.coder import Declined
from servanda.coding.instruments import InstrumentMention, instrument_mentions
from servanda.coding.prepared import Prepared
from servanda.coding.provisions.laid import Laid
from servanda.coding.provisions.told import CUES, told_in
from servanda.records import Certainty, Fact, Provision

_HEADING = re.compile(r"^[\s#>*_\"“]*(?:article|art\.)\s+(?:\d|[IVXLC]+\b)", re.IGNORECASE | re.MULTILINE)
# So many headings make a text one in articles; fewer are a news report that cites one.
_FEWEST_ARTICLES = 4
_ARTICLE_CONFIDENCE, _TOLD_CONFIDENCE = 0.85, 0.65


class ProvisionCoder:
    """Codes the provisions of treaty texts by article, and undertakings that other texts tell of."""

    name = "provisions"
    version = "3"
    needs_actor = False
    cues = CUES

    def code(self, prepared: Prepared) -> Iterator[Fact | Declined]:
        """The provisions of a document in the order of the text; a clause of which no rule knows the type is declined."""
        if len(_HEADING.findall(prepared.document.text)) >= _FEWEST_ARTICLES:
            # A tenth of a second to import: only when a treaty is read.
            from servanda.coding.provisions.articles import by_article  # noqa: PLC0415

            found: Iterator[Laid | Declined] = by_article(prepared, self.name)
        else:
            instruments = [one for one in instrument_mentions(prepared) if not one.loose]
            found = self._told(prepared, instruments)
        told: set[tuple[object, ...]] = set()
        for one in found:
            if isinstance(one, Declined):
                yield one
                continue
            # Two verbs of a sentence may lay down the same: "is not aimed at, nor does it oblige".
            same = (
                one.sentence,
                one.article,
                one.bearers,
                one.force,
                one.type,
                one.trigger,
                one.place if one.type == "final_clause" else None,
            )
            if same not in told:
                told.add(same)
                yield self._fact(prepared, one)

    def _told(self, prepared: Prepared, instruments: Sequence[InstrumentMention]) -> Iterator[Laid | Declined]:
        """What the sentences of a text tell as laid down; one that follows such a sentence may go on with it."""
        last: int | None = None
        for sentence in prepared.sentences:
            if self.name not in sentence.cues or sentence.parse is None:
                continue
            carried = last == sentence.index - 1 if last is not None else False
            for one in told_in(prepared, sentence, sentence.parse, instruments, self.name, carried=carried):
                if isinstance(one, Laid):
                    last = sentence.index
                yield one

    def _fact(self, prepared: Prepared, laid: Laid) -> Fact:
        certainty: Certainty = laid.certainty or ("conditional" if laid.trigger else "actual")
        return prepared.fact(
            Provision(
                instrument=laid.instrument,
                article=laid.article,
                bearers=laid.bearers,
                toward=laid.toward,
                force=laid.force,
                type=laid.type,
                trigger=laid.trigger,
            ),
            list(dict.fromkeys((laid.sentence, laid.place))),
            certainty=certainty,
            when=None,
            coder=(self.name, self.version),
            confidence=_ARTICLE_CONFIDENCE if laid.by_article else _TOLD_CONFIDENCE,
            rule=f"{laid.type} ({laid.rule})",
            asserted_by=None if laid.by_article else prepared.voice_at(*laid.place),
        )
