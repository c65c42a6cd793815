"""Reading the word lists: rows of CSV and YAML, typed by a schema, each knowing its file and line.

Every scalar is text until a schema says otherwise, so the code `010` and the country `NO` stay what they are.
A file is read whole: all of its problems are reported at once.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import msgspec
import yaml

from servanda.errors import VocabularyError
from servanda.moments import Moment

# PyYAML's loader in C reads ten times as fast; a build without it has the same loader in Python.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DATA = Path(__file__).parent / "data"


class TableRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a word list with the place it stands at; the base of every schema."""

    file: str
    line: int

    @property
    def place(self) -> str:
        """`actors/states.csv:12`, for messages."""
        return f"{self.file}:{self.line}"


Row = TypeVar("Row", bound=TableRow)


def data_file(*parts: str) -> Path:
    """The path of a word list that comes with Servanda, such as `data_file("actors", "states.csv")`."""
    return DATA.joinpath(*parts)


def parse_yaml(text: str) -> Any:
    """What a YAML text holds, in plain lists, mappings and values; yaml.YAMLError where it is none."""
    return yaml.load(text, _LOADER)  # noqa: S506 - a safe loader


def read_csv(path: Path, schema: type[Row]) -> tuple[Row, ...]:
    """Read a CSV table into rows of a schema.

    Cells are stripped; an empty cell is None (or an empty tuple, or "") as the schema's field allows. A `tuple[str, ...]`
    is written with `|` between its parts, a `Moment` as a full or partial ISO date. VocabularyError names every bad row.
    """
    name = _short(path)
    fields = _field_kinds(schema)
    with _open(path) as stream:
        reader = csv.reader(stream, strict=True)
        try:
            header = next(reader, [])
            _demand_columns(name, header, fields)
            return _gather(_csv_rows(name, header, fields, reader), schema)
        except csv.Error as error:
            raise VocabularyError([f"{name}:{reader.line_num}: not readable as CSV: {error}"]) from None


def read_yaml(path: Path, schema: type[Row]) -> tuple[Row, ...]:
    """Read a YAML list of mappings into rows of a schema; the line of a row is that of its first key.

    VocabularyError names every bad row, a key given twice included.
    """
    name = _short(path)
    try:
        with _open(path) as stream:
            root = yaml.compose(stream, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise VocabularyError([f"{name}: not readable as YAML: {' '.join(str(error).split())}"]) from None
    if root is None:
        return ()
    if not isinstance(root, yaml.SequenceNode):
        raise VocabularyError([f"{name}:{root.start_mark.line + 1}: expected a list of rows"])
    return _gather(_yaml_rows(name, root, schema), schema)


def _short(path: Path) -> str:
    """The path from the data folder where it lies there, else the path itself."""
    return path.relative_to(DATA).as_posix() if path.is_relative_to(DATA) else str(path)


def _open(path: Path) -> Any:
    """Open as UTF-8; VocabularyError where the file is missing."""
    try:
        return path.open(encoding="utf-8", newline="")
    except FileNotFoundError:
        raise VocabularyError([f"{_short(path)}: the file is missing"]) from None


def _field_kinds(schema: type[TableRow]) -> dict[str, str]:
    """How the cell of each column is prepared: `date`, `many`, `optional` or `text`."""
    kinds: dict[str, str] = {}
    for name, hint in get_type_hints(schema).items():
        if name in ("file", "line"):
            continue
        options = get_args(hint) or (hint,)
        if Moment in options:
            kinds[name] = "date"
        elif get_origin(hint) is tuple:
            kinds[name] = "many"
        else:
            kinds[name] = "optional" if type(None) in options else "text"
    return kinds


def _demand_columns(name: str, header: list[str], fields: dict[str, str]) -> None:
    """Refuse a header with columns missing, unknown or twice."""
    problems = [f"{name}:1: the column {column!r} is missing" for column in fields if column not in header]
    problems += [f"{name}:1: unknown column {column!r}" for column in header if column not in fields]
    problems += [f"{name}:1: the column {column!r} stands twice" for column in sorted({c for c in header if header.count(c) > 1})]
    if problems:
        raise VocabularyError(problems)


def _csv_rows(name: str, header: list[str], fields: dict[str, str], reader: Any) -> Iterable[dict[str, Any] | str]:
    """Each line as a mapping ready for the schema, or as the problem that it has."""
    kinds = [fields[column] for column in header]
    for cells in reader:
        line = reader.line_num
        if len(cells) != len(header):
            yield f"{name}:{line}: {len(cells)} cells, but the header has {len(header)}" if cells else f"{name}:{line}: an empty line"
            continue
        try:
            values = [_cell(cell.strip(), kind) for cell, kind in zip(cells, kinds, strict=True)]
        except ValueError as error:
            yield f"{name}:{line}: {error}"
            continue
        yield {"file": name, "line": line, **dict(zip(header, values, strict=True))}


def _cell(cell: str, kind: str) -> Any:
    """One cell as its column wants it."""
    if kind == "many":
        return tuple(map(str.strip, cell.split("|"))) if cell else ()
    if cell or kind == "text":
        return _date(cell) if kind == "date" else cell
    return None


@functools.cache
def _date(cell: str) -> Moment:
    """The moment of a date cell, read once however often it stands in the tables."""
    return Moment.parse(cell)


def _yaml_rows(name: str, root: yaml.SequenceNode, schema: type[TableRow]) -> Iterable[dict[str, Any] | str]:
    """Each element of the list as a mapping ready for the schema, or as the problem that it has."""
    dates = [field for field, kind in _field_kinds(schema).items() if kind == "date"]
    for node in root.value:
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.MappingNode):
            yield f"{name}:{line}: expected a row of `key: value`"
            continue
        try:
            row = _plain(node)
            for field in dates:
                if isinstance(row.get(field), str):
                    row[field] = Moment.parse(row[field])
        except ValueError as error:
            yield f"{name}:{line}: {error}"
            continue
        yield {"file": name, "line": line, **row}


def _plain(node: yaml.Node) -> Any:
    """A YAML node as text, lists and mappings; only an empty value or `~` is None. ValueError for a key given twice."""
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in mapping:
                msg = f"the key {key!r} is given twice (line {key_node.start_mark.line + 1})"
                raise ValueError(msg)
            mapping[key] = _plain(value_node)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [_plain(element) for element in node.value]
    bare = isinstance(node, yaml.ScalarNode) and not node.style
    return None if bare and node.value in ("", "~") else node.value


def _gather(rows: Iterable[dict[str, Any] | str], schema: type[Row]) -> tuple[Row, ...]:
    """All rows as their schema, or one error with every problem."""
    good: list[Row] = []
    problems: list[str] = []
    for row in rows:
        if isinstance(row, str):
            problems.append(row)
            continue
        try:
            good.append(msgspec.convert(row, schema, strict=False))
        except msgspec.ValidationError as error:
            problems.append(f"{row['file']}:{row['line']}: {error}")
    if problems:
        raise VocabularyError(problems)
    return tuple(good)
