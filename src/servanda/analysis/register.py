"""The register: instrument files in YAML, one an instrument, read into the law's own records.

A file is checked as it is read: a field of a wrong name or form is an error that names the file and the field, and all
problems of all files are told together.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import yaml

from servanda.errors import InputError, UsageError
from servanda.law.instruments import Instrument
from servanda.law.periods import Period
from servanda.moments import Moment
from servanda.vocabulary.tables import parse_yaml

BUNDLED = Path(__file__).resolve().parents[1] / "collection" / "register"

# The field by which a file says that its instrument founds an organisation.
_FOUNDS = re.compile(r"^founds:", re.MULTILINE)
# Fields of the files that hold a moment (`2001`, `2001-07`, `2001-07-16`, `2023-11-02/2023-11-03`) and a length of time (`P1Y`).
MOMENTS = frozenset({"done", "effect"})
LENGTHS = frozenset({"delay", "notice", "not_before", "length", "renewal_period", "period"})


class Register(msgspec.Struct, frozen=True, dict=True):
    """Instruments by id, found by id, title or any other name."""

    instruments: dict[str, Instrument]

    def find(self, name: str) -> Instrument:
        """The instrument that a person means; UsageError where none or several have the name."""
        wanted = _plain(name)
        exact = [self.instruments[id_] for id_, names in self._called.items() if wanted.removeprefix("the ") in names]
        near = exact or [self.instruments[id_] for id_, names in self._called.items() if any(wanted in one for one in names)]
        if len(near) == 1:
            return near[0]
        if near:
            what, why = f"{name!r} may mean several instruments", ", ".join(sorted(one.id for one in near))
            raise UsageError(what, why=why, todo="give one of these ids")
        what, why = f"no instrument is called {name!r}", "the register holds no such id, title or other name"
        raise UsageError(what, why=why, todo="give another name, or the path of an instrument file")

    @functools.cached_property
    def _called(self) -> dict[str, frozenset[str]]:
        """The plain forms of every name of each instrument."""
        return {id_: frozenset(_plain(own).removeprefix("the ") for own in _names(one)) for id_, one in self.instruments.items()}


def load_register(folder: Path = BUNDLED) -> Register:
    """Read every instrument file of a folder (the bundled register by default); InputError names every problem of every file."""
    return _register(sorted(folder.glob("*.yml")))


@functools.cache
def bundled_founders() -> Register:
    """The bundled instruments that found an organisation, read once: what news of members is held against."""
    texts = ((path, path.read_text(encoding="utf-8")) for path in sorted(BUNDLED.glob("*.yml")))
    return _register(path for path, text in texts if _FOUNDS.search(text))


def load_instrument(path: Path) -> Instrument:
    """Read one instrument file; InputError where it is no such file, with every field that is wrong."""
    return next(iter(_register([path]).instruments.values()))


def read_instrument(text: str, where: str) -> Instrument:
    """Read an instrument from the text of its file; `where` names it in errors."""
    try:
        row = parse_yaml(text)
    except yaml.YAMLError as problem:
        what = "not a YAML file"
        raise InputError(what, where=where, why=" ".join(str(problem).split()), todo="mend the line that is named") from problem
    if not isinstance(row, dict):
        what = "no instrument in this file"
        raise InputError(what, where=where, why="the file is not a list of `name: value`", todo="see docs/register.md")
    try:
        row["acts"] = [one for act in row.get("acts") or [] for one in _acts(act)]
        return msgspec.convert(_built(row), Instrument)
    except (msgspec.ValidationError, ValueError, TypeError) as problem:
        what = "an instrument file with a wrong field"
        raise InputError(what, where=where, why=str(problem), todo="see docs/register.md for the fields") from problem


def _register(paths: Iterable[Path]) -> Register:
    """Read files into a register, gathering the problems of all."""
    found: dict[str, Instrument] = {}
    problems: list[str] = []
    for path in paths:
        try:
            one = read_instrument(path.read_text(encoding="utf-8"), str(path))
        except InputError as problem:
            problems.append(f"{path.name}: {problem.what}: {problem.why}")
            continue
        except (OSError, UnicodeDecodeError) as problem:
            problems.append(f"{path.name}: cannot be read: {problem}")
            continue
        if one.id in found:
            problems.append(f"{path.name}: the id {one.id} is used twice")
        found[one.id] = one
    if problems:
        what = "instrument files that cannot be used"
        raise InputError(what, why="; ".join(problems), todo="mend these files; docs/register.md tells their fields")
    return Register(found)


def _acts(row: Any) -> list[dict[str, Any]]:
    """One row for each state: `party` may be a list, and `by` gives states with their own dates."""
    if not isinstance(row, dict):
        msg = f"an act is a mapping with date, kind and source, not {row!r}"
        raise TypeError(msg)
    rest = {name: value for name, value in row.items() if name not in ("date", "party", "by")}
    if "by" in row:
        return [{**rest, "party": state, "done": day} for state, day in row["by"].items()]
    if "date" not in row:
        msg = f"an act without a date: {row!r}"
        raise ValueError(msg)
    states = row.get("party")
    return [{**rest, "party": state, "done": row["date"]} for state in (states if isinstance(states, list) else [states])]


def _built(value: Any, field: str = "") -> Any:
    """The values as the records take them: moments and lengths of time stand as text in the files; YAML reads bare dates itself."""
    if isinstance(value, dict):
        return {name: _built(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_built(one, field) for one in value]
    text = value.isoformat() if isinstance(value, dt.date) else value
    if isinstance(text, int) and field in ("done", "effect"):
        text = str(text)
    if field in MOMENTS and isinstance(text, str):
        first, _, last = text.partition("/")
        return msgspec.to_builtins(Moment.parse(first).spanning(Moment.parse(last)) if last else Moment.parse(first))
    if field in LENGTHS and isinstance(text, str):
        return msgspec.to_builtins(Period.parse(text))
    return text


def _names(one: Instrument) -> tuple[str, ...]:
    """Every name that an instrument goes by."""
    return (one.id, one.title, *((one.short_title,) if one.short_title else ()), *one.names)


def _plain(name: str) -> str:
    """A name without case and punctuation."""
    return " ".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())
