"""An instrument: its parties, its clauses, the acts done to it, and its links to other instruments."""

from __future__ import annotations

from typing import Literal

import msgspec

from servanda.law.acts import CONSENTS, Act
from servanda.law.clauses import EntryClause, ProvisionalClause, SurvivalClause, TermClause, WithdrawalClause
from servanda.moments import Day

# The acts by which a text comes to exist.
CONCLUDING = ("adoption", "opening_for_signature", "signature", "definitive_signature")
# The acts that are done to a text only once it exists.
_FOLLOWING = CONSENTS | {"entry_into_force"}
LinkKind = Literal["supersedes", "amends", "protocol_to", "implements", "extends"]


class Link(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How this instrument bears on another one, named by its id."""

    kind: LinkKind
    to: str


class Instrument(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A treaty or other instrument as law sees it.

    `parties` are the states (ISO 3166 codes; former states keep theirs) that concluded a closed treaty; an `open` one may be joined by
    others. A `binding` one can be in force; a political declaration never is. `acts_complete` says that every act of every state is
    recorded, so that a state without any is certainly no party; else its status is unknown. `founds` is the organisation whose members are
    its parties. It may be signed until it enters into force, or to the last day `signature_until`, or always where `signature_stays_open`.
    """

    id: str
    title: str
    acts: tuple[Act, ...]
    short_title: str | None = None
    names: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    open: bool = False
    binding: bool = True
    acts_complete: bool = True
    depositary: str | None = None
    founds: str | None = None
    signature_until: Day | None = None
    signature_stays_open: bool = False
    entry: EntryClause | None = None
    term: TermClause | None = None
    withdrawal: WithdrawalClause | None = None
    provisional: ProvisionalClause | None = None
    survival: tuple[SurvivalClause, ...] = ()
    reservations: Literal["allowed", "forbidden", "limited", "not_stated"] = "not_stated"
    links: tuple[Link, ...] = ()
    sources: tuple[str, ...] = ()
    notes: str | None = None

    @property
    def bilateral(self) -> bool:
        """Whether it stands between two parties alone, so that one party's leaving ends it."""
        return len(self.parties) == 2 and not self.open

    @property
    def called(self) -> str:
        """The name by which people know it."""
        return self.short_title or self.title

    def concluded(self) -> Day | None:
        """The day on which its text was first adopted, opened for signature or signed; where none tells the day, the last possible one.

        A consent or the entry into force follows it, so that it is not later than the last day possible of these.
        """
        return self._first_of(CONCLUDING)

    def possibly_concluded(self) -> Day | None:
        """The first day on which its text may have been adopted, opened for signature or signed."""
        return min((act.done.earliest for act in self.acts if act.kind in CONCLUDING), default=None)

    def opened(self) -> Day | None:
        """The first day on which a state could sign: that of the opening, else of the first signature, else of the adoption."""
        return self._first_of(("opening_for_signature",), ("signature", "definitive_signature"), ("adoption",))

    def signed(self) -> Day | None:
        """The first day of signature or of opening for signature; of a text that knows neither, the day of adoption."""
        return self._first_of(("signature", "definitive_signature", "opening_for_signature"), ("adoption",))

    def _first_of(self, *choices: tuple[str, ...]) -> Day | None:
        """The day of the first act of the first choice that is on record: the last possible one, before which nothing follows from it."""
        for kinds in choices:
            begun = [act.done for act in self.acts if act.kind in kinds]
            if begun:
                first = min(one.earliest for one in begun)
                following = [act.done.latest for act in self.acts if act.kind in _FOLLOWING and act.done.latest >= first]
                return min([*(one.latest for one in begun), *following])
        return None
