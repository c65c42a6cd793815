"""Checking treaty tables of any form: instrument files, status tables, UK records, and the user's own CSV.

A user's CSV either has a row for each act (columns instrument, act, date; party, effect, title, source if wanted) or a row for each treaty (columns id
or title, signed, in_force, ends, status, binding, parties). docs/register.md describes both.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any, get_args

from servanda.analysis.party_names import code_of, first_days, known_codes
from servanda.analysis.register import load_instrument
from servanda.analysis.uk_treaties import read_uk_records
from servanda.analysis.untc_tables import read_status_table
from servanda.errors import InputError
from servanda.law.acts import Act, ActKind
from servanda.law.claimed_status import ClaimedTreaty, check_claimed
from servanda.law.instruments import Instrument
from servanda.law.lint import Finding, check
from servanda.moments import Moment

_NO = frozenset({"no", "false", "0", "non-binding", "nonbinding", "not binding", "political"})


def check_file(path: Path, on: dt.date | None = None) -> list[Finding]:
    """Every contradiction in one file, in its order; InputError where the file is no treaty table."""
    if path.suffix.lower() in (".yml", ".yaml"):
        return check(load_instrument(path), known_codes(), first_days())
    text = _text(path)
    today = on or dt.datetime.now(dt.UTC).date()
    if path.suffix.lower() == ".json":
        return _claims(read_uk_records(_json(text, path)), today)
    if text.lstrip().startswith("<") or text.lstrip().lower().startswith(("participant", '"participant')):
        return check(read_status_table(text, id_=path.stem, title=path.stem), known_codes(), first_days())
    return _check_own_table(text, path, today)


def read_act_table(text: str, where: str) -> list[Instrument]:
    """The instruments of a CSV with a row for each act; InputError with every row that cannot be read."""
    rows = list(csv.DictReader(io.StringIO(text)))
    problems: list[str] = []
    acts: dict[str, list[Act]] = {}
    titles: dict[str, str] = {}
    for number, row in enumerate(rows, 2):
        name = (row.get("instrument") or "").strip()
        try:
            act = _act(row, where)
        except ValueError as problem:
            problems.append(f"line {number}: {problem}")
            continue
        acts.setdefault(name, []).append(act)
        titles.setdefault(name, (row.get("title") or name).strip())
    if problems:
        what = f"a table of acts with {len(problems)} bad row(s)"
        raise InputError(what, where=where, why="; ".join(problems[:20]), todo="mend these rows; docs/register.md names the acts")
    return [Instrument(id=name, title=titles[name], acts=tuple(done), open=True, acts_complete=False) for name, done in acts.items()]


def read_claims(text: str) -> list[ClaimedTreaty]:
    """The rows of a CSV with a row for each treaty."""
    return [_claimed(row, number) for number, row in enumerate(csv.DictReader(io.StringIO(text)), 2)]


def _check_own_table(text: str, path: Path, today: dt.date) -> list[Finding]:
    """A user's CSV of either form."""
    head = {name.strip().lower() for name in next(csv.reader(io.StringIO(text)), [])}
    if {"instrument", "act", "date"} <= head:
        return [finding for one in read_act_table(text, str(path)) for finding in check(one, known_codes(), first_days())]
    if head & {"id", "title", "treaty"} and head & {"signed", "in_force", "status"}:
        return _claims(read_claims(text), today)
    what = "no treaty table"
    why = f"its columns are {', '.join(sorted(head)) or 'none'}"
    raise InputError(what, where=str(path), why=why, todo="give a table of acts or of treaties; docs/register.md names the columns")


def _claims(rows: list[ClaimedTreaty], today: dt.date) -> list[Finding]:
    """The contradictions of all rows."""
    since = first_days()
    return [finding for row in rows for finding in check_claimed(row, today, since)]


def _act(row: dict[str, Any], where: str) -> Act:
    """One act; ValueError for an unknown act or a date that is none."""
    kind = (row.get("act") or "").strip().lower().replace(" ", "_")
    if kind not in get_args(ActKind):
        msg = f"unknown act {kind!r}"
        raise ValueError(msg)
    party = (row.get("party") or "").strip()
    effect = (row.get("effect") or "").strip()
    return Act(
        kind=kind,  # type: ignore[arg-type] # just checked against the list
        done=Moment.parse(row.get("date") or ""),
        effect=Moment.parse(effect) if effect else None,
        party=(party if party in known_codes() else code_of(party) or party) if party else None,
        source=(row.get("source") or where).strip(),
    )


def _claimed(row: dict[str, Any], number: int) -> ClaimedTreaty:
    """One row of a table of treaties, columns by any case."""
    cell = {(name or "").strip().lower(): (value or "").strip() for name, value in row.items() if isinstance(value, str)}
    names = [name.strip() for name in cell.get("parties", "").replace("|", ";").split(";") if name.strip()]
    codes = {name: name if name in known_codes() else code_of(name) for name in names}
    title = cell.get("title") or cell.get("treaty") or cell.get("id") or f"line {number}"
    return ClaimedTreaty(
        id=cell.get("id") or title,
        title=title,
        parties=tuple(code for code in codes.values() if code),
        unknown_parties=tuple(name for name, code in codes.items() if code is None),
        adopted=_moment(cell.get("adopted")),
        signed=_moment(cell.get("signed")),
        in_force=_moment(cell.get("in_force") or cell.get("entry_into_force")),
        ends=_moment(cell.get("ends") or cell.get("ended") or cell.get("until")),
        status=cell.get("status") or None,
        binding=cell.get("binding", "").lower() not in _NO,
    )


def _moment(words: str | None) -> Moment | None:
    """A date; None where the cell is empty or holds no date of the form 2001-07-16."""
    try:
        return Moment.parse(words) if words else None
    except ValueError:
        return None


def _text(path: Path) -> str:
    """The file as text; InputError where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        what = "a file that cannot be read"
        raise InputError(what, where=str(path), why=str(problem), todo="give a text file in UTF-8") from problem


def _json(text: str, path: Path) -> Any:
    """The file as JSON; InputError where it is none."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as problem:
        what = "not a JSON file"
        raise InputError(what, where=str(path), why=str(problem), todo="save the service's answer as it came") from problem
