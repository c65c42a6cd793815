"""Status tables of the United Nations Treaty Collection, as CSV or as the HTML of its pages, into acts.

The letters after a date are the depositary's, and the head of the column tells them: none is ratification (or what the head names), `a` accession,
`A` acceptance, `AA` approval, `d` succession, `s` definitive signature, `c` formal confirmation, `n` provisional application. Square brackets mark what was
later undone; numbers beside names and dates are those of the footnotes below the table. The pages of single treaties have a row for each action instead.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import msgspec

from servanda.analysis.party_names import code_of
from servanda.analysis.untc_letters import Column, column, day_in, kind_in
from servanda.analysis.untc_notes import declarations, departure_told, footnotes, predecessors
from servanda.errors import InputError
from servanda.law.acts import Act
from servanda.law.clauses import EntryClause
from servanda.law.instruments import Instrument
from servanda.moments import Moment

# A footnote number may be glued to the year ("19483"), and stand before or after the letter.
_DATED = re.compile(
    r"\[?\s*(?P<day>\d{1,2})\s+(?P<month>[A-Z][a-z]{2})[a-z]*\.?\s+(?P<year>(?:19|20)\d\d)(?P<notes>[\d,\s]*?)\s*(?P<letter>AA|[aAdscCnpP])?\b(?P<more>[\s\d,]*)\]?"
)
_NAME = re.compile(r"^(?P<open>\[?)\s*(?P<name>.*?)(?P<notes>[\s\d,]*)\s*\]?(?P<after>[\s\d,]*)$")
# The published volumes are XML with rows and entries for the same table.
_CELLS = ("td", "th", "entry")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class StatusRow(msgspec.Struct, frozen=True):
    """One participant: its name as printed, its acts, and the footnotes that stand with the name or the dates, with their texts.

    `bracketed` says that the page prints the name in square brackets: the participant has left.
    """

    name: str
    code: str
    acts: tuple[Act, ...]
    notes: dict[str, str | None]
    bracketed: bool


class StatusTable(msgspec.Struct, frozen=True):
    """A status page: the rows, all footnotes by number, declarations by code, and what footnotes tell of states that have ceased."""

    rows: tuple[StatusRow, ...]
    footnotes: dict[str, str]
    declarations: dict[str, str]
    predecessors: tuple[Act, ...]


def read_status_table(
    text: str, *, id_: str, title: str, entry: EntryClause | None = None, predecessors: tuple[Act, ...] = ()
) -> Instrument:
    """Make an instrument of a status table; `predecessors` are acts of states that have ceased which the table itself does not tell.

    InputError names every participant that no table of actors lists and every cell that holds no date.
    """
    table = read_status_page(text, id_=id_)
    known = {(act.party, act.kind) for act in predecessors}
    told = tuple(act for act in table.predecessors if (act.party, act.kind) not in known)
    acts = (*predecessors, *told, *(act for row in table.rows for act in row.acts))
    return Instrument(id=id_, title=title, acts=acts, open=True, entry=entry, sources=(f"status table {id_}",))


def read_status_page(text: str, *, id_: str) -> StatusTable:
    """Read a status table with all that stands below it; a CSV has no footnotes' texts, only their numbers (InputError as above)."""
    page = text.lstrip().startswith("<")
    rows = _html_rows(text) if page else list(csv.reader(io.StringIO(text)))
    head = next((at for at, row in enumerate(rows) if row and row[0].strip().lower().startswith("participant")), None)
    if head is None:
        what = "no status table"
        raise InputError(what, where=id_, why="no column is called Participant", todo="save the table of the page, head included")
    source = f"status table {id_}"
    notes = footnotes(text) if page else {}
    by_action = [at for at, name in enumerate(rows[head]) if name.strip().lower() == "action"]
    columns = [column(name) for name in rows[head]]
    told: list[StatusRow] = []
    problems: list[str] = []
    for row in _gathered(rows[head + 1 :], by_action):
        if not row or not row[0].strip():
            continue
        one = _row_of_actions(row, rows[head], by_action[0], source) if by_action else _row(row, columns, source, notes)
        if isinstance(one, StatusRow):
            told.append(one)
        else:
            problems += one
    if problems:
        what = f"a status table with {len(problems)} problem(s)"
        raise InputError(what, where=id_, why="; ".join(problems[:20]), todo="mend the table, or add the names to the actor tables")
    return StatusTable(tuple(told), notes, declarations(text) if page else {}, tuple(predecessors(notes, source)))


def _gathered(rows: list[list[str]], by_action: list[int]) -> list[list[str]]:
    """The rows; where each tells one action, a participant may be named only in the first of its rows."""
    name = ""
    for row in rows if by_action else ():
        name = row[0].strip() or name if row else name
        if row:
            row[0] = name
    return rows


def _row_of_actions(row: list[str], head: list[str], action: int, source: str) -> StatusRow | list[str]:
    """A row that tells one action in words, with its day and the day of its effect."""
    hit = _NAME.match(" ".join(row[0].replace("\u00a0", " ").split()))
    name = hit["name"] if hit else row[0]
    state, kind = code_of(name), kind_in(row[action] if action < len(row) else "")
    days = {title.lower(): day_in(cell) for title, cell in zip(head, row, strict=False) if "date" in title.lower()}
    effect = next((day for title, day in days.items() if "effect" in title), None)
    done = next((day for title, day in days.items() if "effect" not in title), None) or effect
    if state is None:
        return [f"unknown participant {row[0]!r}"]
    if kind is None or done is None:
        return [f"{row[0]}: no act and date in {' | '.join(row[1:])!r}"]
    act = Act(kind=kind, done=done, effect=effect if effect != done else None, party=state, source=source)
    return StatusRow(name, state, (act,), {}, bracketed=False)


def _row(row: list[str], columns: list[Column], source: str, notes: dict[str, str]) -> StatusRow | list[str]:
    """One participant's row, or what is wrong with it."""
    hit = _NAME.match(" ".join(row[0].replace("\u00a0", " ").split()))
    name, numbers = (hit["name"], _numbers(hit["notes"], hit["after"])) if hit else (row[0], [])
    state = code_of(name)
    if state is None:
        return [f"unknown participant {row[0]!r}"]
    acts: list[Act] = []
    problems: list[str] = []
    for cell, holds in zip(row[1:], columns[1:], strict=False):
        if not cell.strip() or holds.plain is None:
            continue
        found = list(_acts(cell, state, source, holds))
        if not found:
            problems.append(f"{row[0]}: no date in {cell!r}")
        acts += [act for act, _ in found]
        numbers += [number for _, beside in found for number in beside]
    if problems:
        return problems
    own = {number: notes.get(number) for number in dict.fromkeys(numbers)}
    bracketed = bool(hit and hit["open"])
    joined = max((act.day for act in acts), default=None)
    left = departure_told(state, joined, [(number, text) for number, text in own.items() if text], source) if bracketed and joined else None
    return StatusRow(name, state, (*acts, *((left,) if left else ())), own, bracketed)


def _acts(cell: str, state: str, source: str, holds: Column) -> Iterator[tuple[Act, list[str]]]:
    """The acts of one cell, each with the numbers of its footnotes."""
    for hit in _DATED.finditer(cell.replace("\u00a0", " ")):
        if hit["month"] not in _MONTHS:
            continue
        day = dt.date(int(hit["year"]), _MONTHS.index(hit["month"]) + 1, int(hit["day"]))
        yield (
            Act(kind=holds.kind(hit["letter"] or "") or "ratification", done=Moment(day, day), party=state, source=source),
            _numbers(hit["notes"], hit["more"]),
        )


def _numbers(*words: str) -> list[str]:
    """The footnote numbers in the words beside a name or date."""
    return [number for part in words for number in re.findall(r"\d+", part)]


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
        elif tag in ("tr", "row") and self._open:
            self._open[-1].append([])
        elif tag in _CELLS and self._open and self._open[-1]:
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        """A cell or table ends."""
        if tag in _CELLS and self._cell is not None and self._open and self._open[-1]:
            self._open[-1][-1].append(" ".join("".join(self._cell).split()))
            self._cell = None
        elif tag == "table" and self._open:
            self.tables.append(self._open.pop())

    def handle_data(self, data: str) -> None:
        """Words of a cell."""
        if self._cell is not None:
            self._cell.append(data)
