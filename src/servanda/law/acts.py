"""What states do to an instrument: an act has the day it was done and, where it differs, the day it takes effect."""

from __future__ import annotations

from typing import Literal

import msgspec

from servanda.law.periods import Period
from servanda.moments import Day, Moment

ActKind = Literal[
    "adoption",
    "opening_for_signature",
    "signature",
    "definitive_signature",
    "domestic_approval",
    "exchange_of_instruments",
    "notification",
    "ratification",
    "acceptance",
    "approval",
    "accession",
    "succession",
    "ratification_withdrawal",
    "signature_withdrawal",
    "provisional_application",
    "provisional_application_end",
    "entry_into_force",
    "reservation",
    "reservation_withdrawal",
    "objection",
    "objection_precluding",
    "objection_withdrawal",
    "territorial_extension",
    "territorial_exclusion",
    "extension",
    "nonrenewal_notice",
    "withdrawal_notice",
    "withdrawal_revocation",
    "withdrawal",
    "suspension",
    "resumption",
    "termination",
    "supersession",
    "breach_claim",
    "declaration",
    "announcement",
    "correction",
]
Certainty = Literal["certain", "probable", "disputed"]

# Acts by which a state consents to be bound (VCLT 11-15); approval at home is none of them.
CONSENTS: frozenset[str] = frozenset(
    {
        "definitive_signature",
        "exchange_of_instruments",
        "notification",
        "ratification",
        "acceptance",
        "approval",
        "accession",
        "succession",
    }
)
# Acts told for the record that change nothing by themselves.
WITHOUT_EFFECT: frozenset[str] = frozenset({"domestic_approval", "announcement", "declaration", "correction"})


class RivalClaim(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody says about an act's effect, kept beside what others say."""

    by: str
    says: str
    source: str


class Act(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One act in the life of an instrument.

    `party` is an ISO 3166 code, None where all parties act together. `done` is when it was done, `effect` when it takes effect
    where the act or a source says so (else the rules compute it). `until`, `period` and `indefinite` belong to an
    extension; `about` names the other side: the successor instrument of a supersession, the reserving state of an
    objection. A `disputed` act has rival claims about its effect. `confirmed_by` names a second source, apart from the first, that tells
    the same day.
    """

    kind: ActKind
    done: Moment
    source: str
    party: str | None = None
    effect: Moment | None = None
    until: Day | None = None
    period: Period | None = None
    indefinite: bool = False
    about: str | None = None
    territory: str | None = None
    depositary: str | None = None
    certainty: Certainty = "certain"
    confirmed_by: str | None = None
    claims: tuple[RivalClaim, ...] = ()
    words: str | None = None

    @property
    def day(self) -> Day:
        """The day by which it was certainly done; of an inexact date the last one possible."""
        return self.done.latest

    @property
    def effective(self) -> Day:
        """The day from which it certainly has effect, as stated; the day it was done where nothing is stated."""
        return (self.effect or self.done).latest

    @property
    def disputed(self) -> bool:
        """Whether its effect is contested between the parties."""
        return self.certainty == "disputed"

    def described(self) -> str:
        """The act in words: who did what."""
        told = self.words or self.kind.replace("_", " ")
        return f"{self.party}: {told}" if self.party else told
