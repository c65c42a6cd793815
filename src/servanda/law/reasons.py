"""A step of the reckoning, and the dates ahead: what a status report is made of."""

from __future__ import annotations

from typing import Any

import msgspec

from servanda.law.acts import Act
from servanda.law.clauses import Clause
from servanda.moments import Day


class Reason(msgspec.Struct, frozen=True):
    """One step: on which day, what happened or was computed, by which rule, and who says so."""

    date: Day | None
    what: str
    rule: str
    source: str


class NextDate(msgspec.Struct, frozen=True):
    """A day ahead that matters, and what happens or may be done on it."""

    date: Day
    what: str


class ClaimSaid(msgspec.Struct, frozen=True):
    """What somebody claims about the status, from which day, and where it is reported."""

    by: str
    says: str
    date: Day | None
    source: str


class PartyStatus(msgspec.Struct, frozen=True):
    """How one state stands to the instrument; `since_earliest` as in `StatusReport`."""

    status: str
    since: Day | None
    until: Day | None
    reasons: tuple[Reason, ...]
    since_earliest: Day | None = None


class StatusReport(msgspec.Struct, frozen=True):
    """The status of an instrument on a day, with every step that leads to it.

    `until` is the day on which the status, or the running term, ends; None where no end is known. Where the day is not known on which the
    status began or will end, `since` and `until` are the last days possible and `since_earliest` and `until_earliest` the first.
    """

    instrument: str
    title: str
    on: Day
    status: str
    since: Day | None
    until: Day | None
    reasons: tuple[Reason, ...]
    next: tuple[NextDate, ...]
    claims: tuple[ClaimSaid, ...]
    parties: dict[str, PartyStatus]
    since_earliest: Day | None = None
    until_earliest: Day | None = None


def report_to_json(report: StatusReport) -> dict[str, Any]:
    """The report in built-in types, with the fields of docs/reference.md; the bounds of days not known stand only where there are such."""
    built: dict[str, Any] = msgspec.to_builtins(report)
    for part in (built, *built["parties"].values()):
        for name in ("since_earliest", "until_earliest"):
            if part.get(name) is None:
                part.pop(name, None)
    return built


def clause_place(clause: Clause | None) -> str:
    """Where a clause stands, in words."""
    return f"article {clause.article}" if clause is not None and clause.article else "its clause"


def by_act(act: Act, what: str, rule: str) -> Reason:
    """The reason that rests on an act; an inexact or unconfirmed date is told as such."""
    told = what if act.done.exact else f"{what} (day not known: {act.done.isoformat()})"
    told = f"{told} (not confirmed by a second source)" if act.certainty == "probable" else told
    return Reason(act.day, told, rule, act.source)
