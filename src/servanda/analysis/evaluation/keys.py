"""Answer keys: JSON Lines of texts with what is right of them, told apart by their own fields."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import msgspec

from servanda.errors import InputError

Kind = Literal["events", "exhaustive", "quad", "statements", "facts", "treaties", "dates"]
Row = dict[str, Any]

# What each kind of key holds, for people.
KINDS: dict[Kind, str] = {
    "events": "who did what to whom",
    "exhaustive": "every event of each sentence",
    "quad": "cooperation or conflict, in words or deeds",
    "statements": "who says what",
    "facts": "facts at anchors, and what must not be coded",
    "treaties": "final clauses and provisions",
    "dates": "dates of signature and parties",
}
_FORMS = "see docs/vocabulary.md for the forms of a key"


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """A key: the texts by id, and the rows that say what is right; for keys whose rows hold their text the two are the same."""

    name: str
    kind: Kind
    texts: dict[str, Row]
    rows: tuple[Row, ...]


def read_key(path: Path) -> Key:
    """Read a key file or folder; InputError names every row that cannot be used."""
    if path.is_dir():
        return _folder(path)
    rows = _rows(path)
    kind = _kind(path, rows)
    _demand(path, rows, ("id", "text"))
    return Key(name=path.name, kind=kind, texts=_by_id(path, rows), rows=rows)


def _folder(path: Path) -> Key:
    """A folder of documents and facts, or of treaty texts and their final clauses."""
    if (path / "documents.jsonl").is_file() and (path / "facts.jsonl").is_file():
        documents, facts = _rows(path / "documents.jsonl"), _rows(path / "facts.jsonl")
        _demand(path / "documents.jsonl", documents, ("id", "text"))
        _demand(path / "facts.jsonl", facts, ("doc", "kind", "anchor"))
        texts = _by_id(path / "documents.jsonl", documents)
        _demand_anchors(path / "facts.jsonl", facts, texts)
        return Key(name=path.name, kind="facts", texts=texts, rows=facts)
    if (path / "final_clauses.jsonl").is_file():
        rows = _rows(path / "final_clauses.jsonl")
        _demand(path / "final_clauses.jsonl", rows, ("id",))
        texts = {row["id"]: row for other in sorted(path.glob("*.jsonl")) for row in _rows(other) if "text" in row and "id" in row}
        lost = [row["id"] for row in rows if row["id"] not in texts]
        if lost:
            raise InputError("the key has rows without a text", where=str(path), why=f"no text for {', '.join(lost[:10])}", todo=_FORMS)
        return Key(name=path.name, kind="treaties", texts=texts, rows=rows)
    raise InputError(
        "not a key", where=str(path), why="the folder has neither documents.jsonl with facts.jsonl nor final_clauses.jsonl", todo=_FORMS
    )


def _rows(path: Path) -> tuple[Row, ...]:
    """Every line as an object; InputError names all lines that are none."""
    rows: list[Row] = []
    problems: list[str] = []
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(
            "the key cannot be read", where=str(path), why=error.strerror or str(error), todo="name a file that is there"
        ) from None
    except UnicodeDecodeError as error:
        raise InputError("the key is not UTF-8", where=str(path), why=str(error), todo="save it as UTF-8") from None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            problems.append(f"line {number}: {error}")
            continue
        if isinstance(row, dict):
            rows.append(row)
        else:
            problems.append(f"line {number}: not an object")
    if not rows and not problems:
        problems.append("it holds no row")
    if problems:
        raise InputError("the key has lines that cannot be read", where=str(path), why="; ".join(problems[:20]), todo=_FORMS)
    return tuple(rows)


def _kind(path: Path, rows: tuple[Row, ...]) -> Kind:
    """Which key a file is, by the fields of its rows."""
    fields = {name for row in rows for name in row}
    if "quad" in fields:
        return "quad"
    if "attributions" in fields:
        return "statements"
    if "events" in fields:
        inner = {name for row in rows for event in row.get("events") or [] for name in event}
        return "exhaustive" if "sources" in inner else "events"
    if "signed" in fields:
        return "dates"
    raise InputError(
        "not a key",
        where=str(path),
        why="its rows have none of the fields events, quad, attributions and signed",
        todo=_FORMS,
    )


def _demand(path: Path, rows: tuple[Row, ...], fields: tuple[str, ...]) -> None:
    """Refuse rows without a field, all of them named."""
    problems = [f"row {number}: no {field!r}" for number, row in enumerate(rows, 1) for field in fields if row.get(field) is None]
    if problems:
        raise InputError("the key has rows that lack a field", where=str(path), why="; ".join(problems[:20]), todo=_FORMS)


def _demand_anchors(path: Path, rows: tuple[Row, ...], texts: dict[str, Row]) -> None:
    """Refuse rows whose document or anchor is not there, or whose anchor stands more than once."""
    problems: list[str] = []
    for number, row in enumerate(rows, 1):
        if row["doc"] not in texts:
            problems.append(f"row {number}: no document {row['doc']!r}")
            continue
        times = texts[row["doc"]]["text"].count(row["anchor"])
        if times != 1:
            problems.append(f"row {number}: the anchor {row['anchor']!r} stands {times} times in its document")
    if problems:
        raise InputError("the key has rows that point nowhere", where=str(path), why="; ".join(problems[:20]), todo=_FORMS)


def _by_id(path: Path, rows: tuple[Row, ...]) -> dict[str, Row]:
    """Rows by id; InputError for an id that stands twice."""
    texts = {row["id"]: row for row in rows}
    if len(texts) < len(rows):
        twice = sorted({row["id"] for row in rows if sum(other["id"] == row["id"] for other in rows) > 1})
        raise InputError(
            "the key names documents twice", where=str(path), why=", ".join(map(str, twice[:20])), todo="give each an id of its own"
        )
    return texts
