"""What every section of a dossier is made from."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence

import msgspec

from servanda.analysis.figures_checked import Check, check_figures
from servanda.analysis.pair_record import PairRecord
from servanda.analysis.pair_treaties import PairTreaty
from servanda.analysis.promises import Promise, promises
from servanda.coding.table_rows import RECORD_TABLE
from servanda.presenting.dossier.citing import Citations
from servanda.presenting.dossier.parts import Parts
from servanda.presenting.dossier.views import Evidence
from servanda.presenting.dossier.wording import figure_in_words, name_of, published_in_words, sort_day, when_in_words
from servanda.presenting.fact_table import harmless
from servanda.presenting.texts import say
from servanda.records import Fact, Figure

YEAR = 366
# Who "they" are stands in the fact's actor, where it is known.
_PRONOUNS = frozenset("he she it they both we i a an the former the latter".split())
# With these a name begins at the head of a sentence alone: "Both governments", but "The Hague".
_SMALL_WITHIN = frozenset("Both Its His Her Their Some Several Many Most All A An".split())


def _within_a_sentence(words: str) -> str:
    """Who speaks, as it is written within a sentence; an article has a small letter where no name follows."""
    first, _, rest = words.partition(" ")
    small = first in _SMALL_WITHIN or (first == "The" and (rest[:1].islower() or len(rest.split()) > 1))
    return f"{first.lower()} {rest}" if small and rest else words


class Context(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The record of the pair, its treaties, the day, the citations gathered so far, and which part is listed where not all is."""

    record: PairRecord
    treaties: tuple[PairTreaty, ...]
    citations: Citations
    on: dt.date
    parts: Parts = msgspec.field(default_factory=Parts)

    @property
    def names(self) -> tuple[str, str]:
        """What the two are called."""
        return name_of(self.record.pair[0]), name_of(self.record.pair[1])

    @functools.cached_property
    def promised(self) -> tuple[Promise, ...]:
        """Every undertaking between the two, worked out once."""
        return promises(self.record, self.treaties)

    @functools.cached_property
    def checks(self) -> tuple[Check, ...]:
        """Every stated figure about the two beside the series, worked out once."""
        return check_figures(self.record)

    def words(self, fact: Fact) -> str:
        """The sentence of a fact, safe to show."""
        return self.citations.words(fact)

    def voice(self, fact: Fact) -> str:
        """Who says so, where that is not the document itself."""
        said = fact.asserted_by
        if said is None:
            return ""
        words = said.words if said.words and said.words.casefold() not in _PRONOUNS else None
        return harmless(said.name or _within_a_sentence(words or "") or (name_of(said.actor) if said.actor else ""))

    def day(self, fact: Fact) -> str:
        """When it happened, in words; empty where the text gives no time."""
        return when_in_words(fact.when)

    def time(self, fact: Fact) -> str:
        """When it happened, else when it was told, in words."""
        known = self.record.documents[fact.document].published is not None
        return self.day(fact) or (say("plain.told", day=self.told(fact)) if known else self.told(fact))

    def told(self, fact: Fact) -> str:
        """When its document was published, in words."""
        return published_in_words(self.record.documents[fact.document].published)

    def dated(self, fact: Fact) -> bool:
        """Whether the text itself says when it happened, to the year.

        "Since 1959" says when something began, not when it was; and a day after the report cannot be that of what has been done.
        """
        when, published = fact.when, self.record.documents[fact.document].published
        if when is None or when.earliest is None or when.latest is None:
            return False
        if published is not None and published.latest is not None and when.earliest > published.latest and fact.certainty == "actual":
            return False
        return not when.held or (when.latest - when.earliest).days <= YEAR

    def order(self, fact: Fact) -> dt.date:
        """The day by which it is put in order: its own, else that of its report; the last of all where neither is known."""
        return sort_day(fact.when if self.dated(fact) else None, self.record.documents[fact.document].published)

    def evidence(self, tellings: Sequence[Fact], anchor: str, section: str) -> Evidence:
        """What several facts tell as one deed, in the words of the first, as evidence for something."""
        fact = tellings[0]
        words = self.words(fact)
        if isinstance(fact.claim, Figure) and self.record.documents[fact.document].reader == RECORD_TABLE:
            words = say(
                "plain.of_measure",
                measure=(fact.claim.measure or say("plain.figure")).replace("_", " "),
                amount=figure_in_words(fact.claim),
            )
        return Evidence(when=self.time(fact), words=words, voice=self.voice(fact), places=self.citations.cite(tellings, anchor, section))
