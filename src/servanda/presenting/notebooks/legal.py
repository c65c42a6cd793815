"""The status of a treaty as a notebook shows it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from servanda.analysis.register import Register
from servanda.errors import UsageError
from servanda.law import Instrument, StatusReport, report_to_json
from servanda.law import status as status_on
from servanda.law.explain import explain, meaning
from servanda.presenting.notebooks.markup import listed, said, table
from servanda.presenting.notebooks.rows import Rows
from servanda.presenting.questions import actor_code

_PARTY_COLUMNS = {"instrument": "VARCHAR", "on": "DATE", "party": "VARCHAR", "status": "VARCHAR", "since": "DATE", "until": "DATE"}


class Status:
    """How a treaty stands on a day, computed with every step: `str()` tells it in words, `report` holds it whole."""

    def __init__(self, report: StatusReport) -> None:
        self.report = report

    @property
    def word(self) -> str:
        """The status in one word, as docs/law-of-treaties.md lists them: `in_force`, `expired` and so on."""
        return self.report.status

    @property
    def parties(self) -> Rows:
        """One row for each state."""
        rows = [
            {
                "instrument": self.report.instrument,
                "on": self.report.on,
                "party": state,
                "status": one.status,
                "since": one.since,
                "until": one.until,
            }
            for state, one in sorted(self.report.parties.items())
        ]
        return Rows(_PARTY_COLUMNS, rows, called="states")

    def to_json(self) -> dict[str, Any]:
        """The report in built-in types, with the fields of docs/reference.md."""
        return report_to_json(self.report)

    def __str__(self) -> str:
        return explain(self.report)

    def __repr__(self) -> str:
        return f"<{self.report.instrument} on {self.report.on.isoformat()}: {self.word}>"

    def _repr_html_(self) -> str:
        """The answer first, then the steps with their rules, the claims, the dates ahead and the states."""
        report = self.report
        since = f", since {report.since.isoformat()}" if report.since else ""
        until = f", until {report.until.isoformat()}" if report.until else ""
        steps = [
            f"{said(step.date or 'no day')}: {said(step.what)} <em>{said(step.rule)}</em> ({said(step.source)})" for step in report.reasons
        ]
        claims = [f"{said(claim.by)}: {said(claim.says)} ({said(claim.source)})" for claim in report.claims]
        ahead = [f"{said(one.date)}: {said(one.what)}" for one in report.next]
        states = [[row[name] for name in ("party", "status", "since", "until")] for row in self.parties]
        return "".join(
            (
                f"<p><strong>{said(report.title)}</strong></p>",
                f"<p>{said(f'On {report.on.isoformat()}: {self.word} ({meaning(self.word)}){since}{until}.')}</p>",
                listed("How this follows", steps),
                listed("What is claimed; none of it is taken as settled", claims),
                listed("Dates ahead", ahead),
                table(("state", "status", "since", "until"), states, caption=f"{len(states)} states") if states else "",
            )
        )


def status_of(register: Register, named: str | Instrument, on: str | dt.date, party: str | None = None) -> Status:
    """The status of an instrument, which is given by id, title or other name, on a day; UsageError for a name, day or party that is none."""
    instrument = named if isinstance(named, Instrument) else register.find(named)
    return Status(status_on(instrument, _day(on), actor_code(party) if party else None, related=register.instruments))


def _day(on: str | dt.date) -> dt.date:
    if isinstance(on, dt.date):
        return on
    try:
        return dt.date.fromisoformat(on)
    except ValueError as error:
        raise UsageError("this is not a day", where=on, why=str(error), todo="write the day in full: 2001-07-16") from None
