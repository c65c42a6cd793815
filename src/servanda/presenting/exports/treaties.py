"""The register as rows for other programs: instruments, acts, and how each state stands on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

import msgspec

from servanda.law import Instrument, status
from servanda.presenting.exports.cells import write_table

INSTRUMENT_COLUMNS = (
    "instrument", "title", "short_title", "signed", "parties", "open", "binding", "acts_complete", "depositary", "on", "status", "since", "until",
    "sources",
)  # fmt: skip
ACT_COLUMNS = ("instrument", "kind", "done", "effect", "until", "party", "about", "territory", "certainty", "words", "claims", "source")
PARTY_COLUMNS = ("instrument", "title", "on", "party", "status", "since", "until", "because")
Row = dict[str, Any]


def instrument_rows(instruments: Iterable[Instrument], on: dt.date | None, related: Mapping[str, Instrument]) -> Iterator[Row]:
    """One row an instrument; its status on a day where one is given."""
    for one in instruments:
        report = status(one, on, related=related) if on else None
        yield {
            "instrument": one.id,
            "title": one.title,
            "short_title": one.short_title,
            "signed": one.signed(),
            "parties": list(one.parties),
            "open": one.open,
            "binding": one.binding,
            "acts_complete": one.acts_complete,
            "depositary": one.depositary,
            "on": on,
            "status": report.status if report else None,
            "since": report.since if report else None,
            "until": report.until if report else None,
            "sources": list(one.sources),
        }


def act_rows(instruments: Iterable[Instrument]) -> Iterator[Row]:
    """One row an act, in the order of the register; a date that is not known to the day stays as it is known."""
    for one in instruments:
        for act in one.acts:
            yield {
                "instrument": one.id,
                "kind": act.kind,
                "done": act.done.isoformat(),
                "effect": act.effect.isoformat() if act.effect else None,
                "until": act.until,
                "party": act.party,
                "about": act.about,
                "territory": act.territory,
                "certainty": act.certainty,
                "words": act.words,
                "claims": [f"{claim.by}: {claim.says} ({claim.source})" for claim in act.claims],
                "source": act.source,
            }


def party_rows(instruments: Iterable[Instrument], on: dt.date, related: Mapping[str, Instrument]) -> Iterator[Row]:
    """One row for each state of each instrument: how it stands on a day, and the steps that lead there."""
    for one in instruments:
        report = status(one, on, related=related)
        for state, part in sorted(report.parties.items()):
            yield {
                "instrument": one.id,
                "title": one.called,
                "on": on,
                "party": state,
                "status": part.status,
                "since": part.since,
                "until": part.until,
                "because": [f"{step.date.isoformat() if step.date else 'no day'}: {step.what} ({step.rule})" for step in part.reasons],
            }


def write_rows(out: BinaryIO, columns: tuple[str, ...], rows: Iterable[Row], form: str) -> int:
    """Write rows as `csv`, guarded against formulas, or as `json` lines; gives their number."""
    if form == "csv":
        return write_table(out, columns, rows)
    many = 0
    for row in rows:
        out.write(msgspec.json.encode({name: row[name] for name in columns}) + b"\n")
        many += 1
    return many
