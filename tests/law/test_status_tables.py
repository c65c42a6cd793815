"""The day of entry into force, computed from depositary tables, against the official one."""

import json
from pathlib import Path

import pytest

from servanda.analysis.untc_tables import read_status_table
from servanda.law.acts import Act
from servanda.law.clauses import EntryClause
from servanda.law.entry_into_force import entry_into_force
from servanda.law.periods import Period
from servanda.moments import Moment

pytestmark = pytest.mark.shared


def test_every_convention_enters_into_force_on_its_official_day(shared: Path) -> None:
    folder = shared / "gold/treaties/status_tables"
    for name, count, (unit, length), official, ceased in json.loads((folder / "key.json").read_text(encoding="utf-8")):
        delay = Period(days=length) if unit == "d" else Period(months=length)
        clause = EntryClause(rule="nth_deposit", count=count, delay=delay)
        former = tuple(
            Act(kind="ratification", done=Moment.parse(day), party=state, source="footnote")
            for day, state in (one.split() for one in ceased)
        )
        table = read_status_table(
            (folder / f"{name}.csv").read_text(encoding="utf-8"), id_=name, title=name, entry=clause, predecessors=former
        )
        assert str(entry_into_force(table).computed) == official, name
