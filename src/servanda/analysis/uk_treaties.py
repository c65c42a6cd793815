"""Records of UK Treaties Online, as its search service answers them in JSON, into rows that can be checked."""

from __future__ import annotations

import datetime as dt
from typing import Any

from servanda.analysis.party_names import code_of
from servanda.errors import InputError
from servanda.law.claimed_status import ClaimedTreaty
from servanda.moments import Moment

# Entries of `country_name` that are no parties.
_NO_PARTY = ("all territories under uk sovereignty", "territories", "no country", "various")


def read_uk_records(answer: Any) -> list[ClaimedTreaty]:
    """The treaties of one answer, or of a list of answers kept together; the service gives some records twice, which count once.

    A record without a date has None there, an unreadable date is left out too. InputError where the JSON is no such answer.
    """
    records = [record for one in (answer if isinstance(answer, list) else [answer]) for record in _records(one)]
    once = {str(record.get("uuid") or f"id {record.get('id')}"): record for record in records}
    return [_row(one) for one in once.values()]


def _records(answer: Any) -> list[dict[str, Any]]:
    """The records of one answer; a single one does not stand in a list."""
    try:
        found = answer["csw:GetRecordsResponse"]["csw:SearchResults"].get("iStoreRecord") or []
    except (KeyError, TypeError, AttributeError) as problem:
        what, why = "no answer of UK Treaties Online", "it has no csw:GetRecordsResponse with csw:SearchResults"
        raise InputError(what, why=why, todo="save the service's answer as it came") from problem
    return [one for one in (found if isinstance(found, list) else [found]) if isinstance(one, dict)]


def _row(one: dict[str, Any]) -> ClaimedTreaty:
    """One record."""
    names = [name.strip() for name in str(one.get("country_name") or "").split(";") if name.strip()]
    names = [name for name in names if not name.lower().startswith(_NO_PARTY)]
    signed = _date(one.get("signed_event_date"))
    codes = {name: code_of(name, signed) for name in names}
    return ClaimedTreaty(
        id=f"uk-{one.get('id')}",
        title=str(one.get("title") or ""),
        parties=tuple(code for code in codes.values() if code),
        unknown_parties=tuple(name for name, code in codes.items() if code is None),
        signed=signed,
        in_force=_date(one.get("definative_eif_event_date")),
        ends=_date(one.get("termination_event_date") or one.get("terminated_event_date")),
    )


def _date(words: Any) -> Moment | None:
    """A date written day/month/year; None where there is none."""
    try:
        day, month, year = (int(part) for part in str(words).split("/"))
        one = dt.date(year, month, day)
    except ValueError:
        return None
    return Moment(one, one)
