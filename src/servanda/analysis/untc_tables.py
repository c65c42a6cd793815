"""Status tables of the United Nations Treaty Collection, as CSV or as the HTML of its pages, into acts.

The letters after a date are the depositary's: none is ratification (or what the column's head names first), `a` accession, `A` acceptance,
`AA` approval, `d` succession, `s` definitive signature, `c` formal confirmation, `P` provisional application. Square brackets mark what was later undone.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from html.parser import HTMLParser

from servanda.analysis.party_names import code_of
from servanda.errors import InputError
from servanda.law.acts import Act, ActKind
from servanda.law.clauses import EntryClause
from servanda.law.instruments import Instrument
from servanda.moments import Moment

LETTERS: dict[str, ActKind] = {
    "": "ratification",
    "a": "accession",
    "A": "acceptance",
    "AA": "approval",
    "d": "succession",
    "s": "definitive_signature",
    "c": "ratification",
    "P": "provisional_application",
}
_DATED = re.compile(r"\[?\s*(?P<day>\d{1,2})\s+(?P<month>[A-Z][a-z]{2})[a-z]*\s+(?P<year>\d{4})\s*(?P<letter>AA|[aAdscP])?\b[\s\d,]*\]?")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def read_status_table(
    text: str, *, id_: str, title: str, entry: EntryClause | None = None, predecessors: tuple[Act, ...] = ()
) -> Instrument:
    """Make an instrument of a status table; `predecessors` are the acts of states that have ceased, which stand only in the pages' footnotes.

    InputError names every participant that no table of actors lists and every cell that holds no date.
    """
    rows = _html_rows(text) if text.lstrip().startswith("<") else list(csv.reader(io.StringIO(text)))
    head = next((at for at, row in enumerate(rows) if row and row[0].strip().lower().startswith("participant")), None)
    if head is None:
        what = "no status table"
        raise InputError(what, where=id_, why="no column is called Participant", todo="save the table of the page, head included")
    acts, problems = list(predecessors), []
    for row in rows[head + 1 :]:
        if not row or not row[0].strip():
            continue
        state = code_of(row[0])
        if state is None:
            problems.append(f"unknown participant {row[0]!r}")
            continue
        for column, cell in enumerate(row[1:], 1):
            if not cell.strip():
                continue
            found = list(_acts(cell, state, id_, signature="signature" in rows[head][column].lower()))
            if not found:
                problems.append(f"{row[0]}: no date in {cell!r}")
            acts += found
    if problems:
        what = f"a status table with {len(problems)} problem(s)"
        raise InputError(what, where=id_, why="; ".join(problems[:20]), todo="mend the table, or add the names to the actor tables")
    return Instrument(id=id_, title=title, acts=tuple(acts), open=True, entry=entry, sources=(f"status table {id_}",))


def _acts(cell: str, state: str, id_: str, *, signature: bool) -> list[Act]:
    """The acts of one cell."""
    acts = []
    for hit in _DATED.finditer(cell):
        if hit["month"] not in _MONTHS:
            continue
        day = dt.date(int(hit["year"]), _MONTHS.index(hit["month"]) + 1, int(hit["day"]))
        letter = hit["letter"] or ""
        kind: ActKind = "signature" if signature and letter != "s" else LETTERS[letter]
        acts.append(Act(kind=kind, done=Moment(day, day), party=state, source=f"status table {id_}"))
    return acts


def _html_rows(text: str) -> list[list[str]]:
    """The rows of the table whose head names participants."""
    reader = _Tables()
    reader.feed(text)
    for rows in reader.tables:
        if any(row and row[0].lower().startswith("participant") for row in rows):
            return rows
    return []


class _Tables(HTMLParser):
    """Collects the cells of every table of a page, the innermost first."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A table, row or cell begins."""
        del attrs
        if tag == "table":
            self._open.append([])
        elif tag == "tr" and self._open:
            self._open[-1].append([])
        elif tag in ("td", "th") and self._open and self._open[-1]:
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        """A cell or table ends."""
        if tag in ("td", "th") and self._cell is not None and self._open and self._open[-1]:
            self._open[-1][-1].append(" ".join("".join(self._cell).split()))
            self._cell = None
        elif tag == "table" and self._open:
            self.tables.append(self._open.pop())

    def handle_data(self, data: str) -> None:
        """Words of a cell."""
        if self._cell is not None:
            self._cell.append(data)
