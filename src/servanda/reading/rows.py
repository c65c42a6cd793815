"""Tables of documents: JSON Lines, JSON and CSV, one document a row, with the fields id, text, title, date and url."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import msgspec

from servanda.reading.encodings import decode, without_surrogates
from servanda.reading.options import Failed, ReadOptions

_FIELDS = "id, text, title, date, url, author, publisher"
_DELIMITERS = ",;\t|"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One document of a table; `uri` is the row's own address, or the file's with `#` and the number of the line or row."""

    uri: str
    text: str
    source_id: str | None
    fields: dict[str, str]
    media_type: str
    lost: bool = False
    problems: tuple[str, ...] = ()


def read_jsonl(stream: BinaryIO, uri: str, options: ReadOptions) -> Iterator[Row | Failed]:
    """Read JSON Lines as they come, one line in memory at a time; a bad line fails by its number, and the others go on."""
    most = options.limits.max_bytes
    number = 0
    while line := stream.readline(most + 1):
        number += 1
        where = f"{uri}#{number}"
        if len(line) > most and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(most)
            yield Failed(where, "the line is too long", f"the limit is {most} bytes", "split the document, or raise the limit")
        elif line.strip():
            yield _json_row(line, where)


def read_json(data: bytes, uri: str) -> Iterator[Row | Failed]:
    """Read a JSON file that holds one document, or a list of them."""
    value = _json(data, uri)
    if isinstance(value, Failed):
        yield value
    elif isinstance(value, list):
        for number, one in enumerate(value, 1):
            yield row_of(one, f"{uri}#{number}", "application/json")
    else:
        yield row_of(value, uri, "application/json")


def read_csv(data: bytes, uri: str, *, tabs: bool = False) -> Iterator[Row | Failed]:
    """Read a CSV or TSV file with a header line; without a column `text` it fails and names the columns that it has."""
    decoded = decode(data)
    if decoded is None:
        yield Failed(uri, "not a CSV file", "it holds bytes that no text holds", "save the table as CSV in UTF-8")
        return
    head = decoded.text.partition("\n")[0]
    delimiter = "\t" if tabs else max(_DELIMITERS, key=head.count)
    # The library's limit of a field (128 KiB) is shorter than many treaties; the file's size is bounded before.
    csv.field_size_limit(max(csv.field_size_limit(), len(decoded.text) + 1))
    reader = csv.reader(io.StringIO(decoded.text, newline=""), delimiter=delimiter)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        if "text" not in names:
            found = ", ".join(name or "(no name)" for name in names[:40]) or "none"
            yield Failed(uri, "no documents in the table", f"it has no column `text`; its columns: {found}", f"name the columns {_FIELDS}")
            return
        for cells in reader:
            if cells:
                values = dict(zip(names, cells, strict=False))
                yield row_of(values, f"{uri}#{reader.line_num}", "text/csv", lost=decoded.lost, problems=decoded.problems)
    except csv.Error as error:
        yield Failed(f"{uri}#{reader.line_num}", "the table breaks off here", str(error), "save the table again as CSV")


def row_of(value: object, uri: str, media_type: str, *, lost: bool = False, problems: tuple[str, ...] = ()) -> Row | Failed:
    """A decoded row as a document's row; Failed where it has no text."""
    if not isinstance(value, Mapping):
        return Failed(
            uri, "not a document", f"an object was expected, found {type(value).__name__}", f"give objects with the fields {_FIELDS}"
        )
    text = value.get("text")
    if not isinstance(text, str) or not text.strip():
        found = ", ".join(str(name) for name in list(value)[:40]) or "none"
        why = "its `text` is empty" if isinstance(text, str) else f"it has no `text`; its fields: {found}"
        return Failed(uri, "no text in the row", why, f"give the fields {_FIELDS}")
    if "\x00" in text:
        return Failed(uri, "not a text", "its `text` holds NUL characters", "check how the file was made")
    text, replaced = without_surrogates(text)
    fields = {name: clean for name in ("title", "date", "url", "author", "publisher") if (clean := _clean(value.get(name)))}
    return Row(
        uri=fields.get("url", uri),
        text=text,
        source_id=_clean(value.get("id")),
        fields=fields,
        media_type=media_type,
        lost=lost or bool(replaced),
        problems=(*problems, *replaced),
    )


def _json_row(line: bytes, where: str) -> Row | Failed:
    value = _json(line, where)
    return value if isinstance(value, Failed) else row_of(value, where, "application/jsonl")


def _json(data: bytes, where: str) -> Any:
    decoded = decode(data)
    if decoded is None or decoded.lost:
        return Failed(where, "not JSON", "it is not UTF-8", "save it in UTF-8")
    try:
        return json.loads(decoded.text)
    except ValueError as error:
        return Failed(where, "not JSON", str(error), "mend the line, one JSON object with `text` each")
    except RecursionError:
        return Failed(where, "not JSON", "it is nested too deeply", f"give a flat object with the fields {_FIELDS}")


def _clean(value: object) -> str | None:
    """A field as a word, where it is a word or a number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return without_surrogates(str(value))[0].strip() or None
