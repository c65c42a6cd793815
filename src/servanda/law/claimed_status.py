"""Checks on a row of somebody's treaty table: what it claims about a treaty against its own dates."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from servanda.law.lint import Finding
from servanda.moments import Day, Moment

_IN_FORCE = frozenset({"in force", "in_force", "active", "entered into force", "valid", "extended"})
_OVER = frozenset({"expired", "terminated", "superseded", "not in force", "not_in_force", "ended", "inactive", "lapsed", "denounced"})


class ClaimedTreaty(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a treaty table as its author wrote it; a date that is not given is None."""

    id: str
    title: str
    parties: tuple[str, ...] = ()
    adopted: Moment | None = None
    signed: Moment | None = None
    in_force: Moment | None = None
    ends: Moment | None = None
    status: str | None = None
    binding: bool = True
    unknown_parties: tuple[str, ...] = ()


def check_claimed(row: ClaimedTreaty, on: Day, states_since: dict[str, Day] | None = None) -> list[Finding]:
    """Tell where a row contradicts itself on a day; dates known within bounds contradict only where they certainly do."""
    return [
        Finding(row.id, grade, what, rule) for grade, what, rule in (*_dates(row), *_status(row, on), *_parties(row, states_since or {}))
    ]


def _dates(row: ClaimedTreaty) -> Iterable[tuple[str, str, str]]:
    """Dates in an order that cannot be."""
    if row.signed and row.in_force and row.in_force.before(row.signed):
        yield (
            "warning",
            f"in force ({row.in_force.isoformat()}) before signature ({row.signed.isoformat()}): right only where the text gives it earlier effect",
            "VCLT 24(1), 28",
        )
    if row.adopted and row.signed and row.signed.before(row.adopted):
        yield "error", f"signed ({row.signed.isoformat()}) before it was adopted ({row.adopted.isoformat()})", "VCLT 9, 10"
    if row.ends and row.in_force and row.ends.before(row.in_force):
        yield "error", f"ended ({row.ends.isoformat()}) before it was in force ({row.in_force.isoformat()})", "VCLT 54"
    if row.adopted and row.in_force and row.adopted == row.in_force and row.signed is None:
        yield (
            "warning",
            f"adoption and entry into force bear the same day ({row.in_force.isoformat()}): adoption binds nobody",
            "VCLT 9, 24",
        )


def _status(row: ClaimedTreaty, on: Day) -> Iterable[tuple[str, str, str]]:
    """A claimed status that the row's own dates do not bear out."""
    status = (row.status or "").strip().lower()
    if not row.binding and (status in _IN_FORCE or row.in_force):
        yield "error", "not binding, yet told to be in force", "VCLT 2(1)(a)"
    if status in _IN_FORCE and row.ends and row.ends.latest < on:
        yield "error", f"told to be in force, though it ended on {row.ends.isoformat()}", "VCLT 54"
    if status in _IN_FORCE and row.in_force is None and row.binding:
        yield "warning", "told to be in force, but no day of entry into force is given", "VCLT 24"
    if status in _IN_FORCE and row.in_force and row.in_force.earliest > on:
        yield "error", f"told to be in force before {row.in_force.isoformat()}", "VCLT 24"
    if status == "expired" and row.in_force is None:
        yield "error", "told to have expired, but it never entered into force", "VCLT 54"
    if status in _OVER and row.ends is None and row.in_force and status not in ("not in force", "not_in_force"):
        yield "warning", f"told to be {status}, but no day of its end is given", "VCLT 54"


def _parties(row: ClaimedTreaty, since: dict[str, Day]) -> Iterable[tuple[str, str, str]]:
    """Unknown parties, and parties that did not exist yet (of a treaty between two: tables list later joiners of the others among the parties)."""
    for name in row.unknown_parties:
        yield "warning", f"{name!r} is no state or organisation of the actor tables", "VCLT 6"
    for code in row.parties:
        first = since.get(code)
        if len(row.parties) <= 2 and first is not None and row.signed is not None and row.signed.latest < first:
            told = f"{code} signed ({row.signed.isoformat()}) before it counts as a state ({first.isoformat()})"
            yield "warning", told, "VCLT 6"
