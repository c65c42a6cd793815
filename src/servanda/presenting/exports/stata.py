"""Facts as a Stata file of format 118 (Stata 14 and later), with labels; the columns are those of docs/record.md.

Strings are kept whole: a column whose longest text passes `_SHORT` bytes is made of strL, which take up to two thousand million. The
layout follows Stata's own description of its format (`help dta`).
"""

from __future__ import annotations

import datetime as dt
import shutil
import struct
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any, BinaryIO

import msgspec

from servanda.presenting.exports.source import Source, Written
from servanda.presenting.fact_columns import COLUMNS, Column, flat

_SHORT = 244  # bytes: beyond it a fixed width costs more than it saves, though Stata would take 2045
_EPOCH = dt.date(1960, 1, 1)
_STRL = 32768
_MISSING_BYTE, _MISSING_LONG = 101, 2147483621
_MISSING_DOUBLE = struct.pack("<Q", 0x7FE0000000000000)
_LARGEST = struct.unpack("<d", struct.pack("<Q", 0x7FDFFFFFFFFFFFFF))[0]
_FORMATS = {"BOOLEAN": (65530, "%8.0g"), "INTEGER": (65528, "%12.0g"), "DATE": (65528, "%td"), "DOUBLE": (65526, "%16.0g")}
_YES_NO = "yesno"
_LABEL_LENGTH = 80  # characters that Stata shows of a label; what is longer also stands in a note


class Variable(msgspec.Struct, frozen=True):
    """A column with its storage type and display format."""

    column: Column
    type: int
    format: str

    @property
    def width(self) -> int:
        """How many bytes a value takes in a row."""
        return {65530: 1, 65528: 4, 65526: 8, _STRL: 8}.get(self.type, self.type)


class Lost(msgspec.Struct):
    """What Stata cannot hold, counted by fact."""

    nul: int = 0
    number: int = 0


def write_stata(source: Source, out: BinaryIO) -> Written:
    """One observation a fact."""
    lost = Lost()
    with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as rows, tempfile.TemporaryFile() as texts:
        variables, facts = _variables(source, told)
        held, pack = _Texts(texts), _packing(variables).pack
        told.seek(0)
        for number, line in enumerate(told, start=1):
            rows.write(pack(*_values(variables, msgspec.json.decode(line), number, held, lost)))
        _put_together(out, variables, facts, rows, texts)
    left_out = {
        "a NUL character, at which Stata would end the text, is shown as ␀": lost.nul,
        "a number beyond what Stata holds is given as missing": lost.number,
    }
    return Written(facts, {words: many for words, many in left_out.items() if many})


def _variables(source: Source, told: IO[bytes]) -> tuple[tuple[Variable, ...], int]:
    """The type of each column, as wide as its longest value, and how many facts there are; the rows are kept as lines of JSON."""
    longest = {column.name: 1 for column in COLUMNS if column.type == "VARCHAR"}
    facts = 0
    for kept in source.facts():
        facts += 1
        row = flat(kept)
        told.write(msgspec.json.encode(row) + b"\n")
        for name, value in row.items():
            if name in longest and isinstance(value, str):
                longest[name] = max(longest[name], len(value.encode()) + 2 * value.count("\0"))
    return tuple(_variable(column, longest.get(column.name)) for column in COLUMNS), facts


def _variable(column: Column, longest: int | None) -> Variable:
    if longest is None:
        return Variable(column, *_FORMATS[column.type])
    return Variable(column, _STRL, "%9s") if longest > _SHORT else Variable(column, longest, f"%{longest}s")


class _Texts:
    """The long texts, each written once; a row refers to one by (variable, observation) where it first stood."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._places: dict[bytes, bytes] = {}

    def place(self, text: bytes, variable: int, observation: int) -> bytes:
        """The reference to a text, eight bytes; the empty text has none."""
        if not text:
            return bytes(8)
        if text not in self._places:
            self._out.write(struct.pack("<3sIQBI", b"GSO", variable, observation, 130, len(text) + 1) + text + b"\0")
            self._places[text] = struct.pack("<H", variable) + struct.pack("<Q", observation)[:6]
        return self._places[text]


def _packing(variables: Iterable[Variable]) -> struct.Struct:
    """How a row lies in the file; a short text is filled up with zeros."""
    codes = {"BOOLEAN": "b", "DATE": "i", "INTEGER": "i", "DOUBLE": "8s"}
    return struct.Struct("<" + "".join(codes.get(one.column.type, f"{one.width}s") for one in variables))


def _values(variables: Iterable[Variable], cells: Mapping[str, Any], observation: int, texts: _Texts, lost: Lost) -> Iterator[int | bytes]:
    """One observation, as it is packed."""
    for number, variable in enumerate(variables, start=1):
        value = cells[variable.column.name]
        match variable.column.type:
            case "VARCHAR":
                text = value or ""
                if "\0" in text:
                    lost.nul += 1
                    text = text.replace("\0", "␀")
                yield texts.place(text.encode(), number, observation) if variable.type == _STRL else text.encode()
            case "BOOLEAN":
                yield _MISSING_BYTE if value is None else int(value)
            case "DATE":
                yield _MISSING_LONG if value is None else (dt.date.fromisoformat(value) - _EPOCH).days
            case "INTEGER":
                yield _MISSING_LONG if value is None else value
            case _:
                held = value is not None and abs(value) <= _LARGEST
                lost.number += value is not None and not held
                yield struct.pack("<d", value) if held else _MISSING_DOUBLE


def _put_together(out: BinaryIO, variables: tuple[Variable, ...], facts: int, rows: IO[bytes], texts: IO[bytes]) -> None:
    """The sections in their order, with the map of where each begins."""
    head = (
        b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder>"
        + b"<K>%b</K><N>%b</N>" % (struct.pack("<H", len(variables)), struct.pack("<Q", facts))
        + b"<label>%b</label><timestamp>\0</timestamp></header>" % (struct.pack("<H", 14) + b"Servanda facts")
    )
    names = [variable.column.name for variable in variables]
    sections = (
        _tagged("variable_types", b"".join(struct.pack("<H", variable.type) for variable in variables)),
        _tagged("varnames", b"".join(_fixed(name, 129) for name in names)),
        _tagged("sortlist", bytes(2 * (len(variables) + 1))),
        _tagged("formats", b"".join(_fixed(variable.format, 57) for variable in variables)),
        _tagged("value_label_names", b"".join(_fixed(_YES_NO if one.column.type == "BOOLEAN" else "", 129) for one in variables)),
        _tagged("variable_labels", b"".join(_fixed(one.column.meaning[:_LABEL_LENGTH], 321) for one in variables)),
        _tagged("characteristics", _notes(variables)),
    )
    labels = _tagged("value_labels", _yes_no())
    # The map stands before what it tells of, and so must be reckoned: its own length is known.
    starts = [0, len(head)]
    at = len(head) + len(b"<map></map>") + 14 * 8
    for section in sections:
        starts.append(at)
        at += len(section)
    for name, inner in (("data", rows.tell()), ("strls", texts.tell())):
        starts.append(at)
        at += inner + len(f"<{name}></{name}>")
    end = b"</stata_dta>"
    starts += [at, at + len(labels), at + len(labels) + len(end)]
    out.write(head + _tagged("map", struct.pack("<14Q", *starts)) + b"".join(sections))
    for name, file in (("data", rows), ("strls", texts)):
        file.seek(0)
        out.write(f"<{name}>".encode())
        shutil.copyfileobj(file, out)
        out.write(f"</{name}>".encode())
    out.write(labels + end)


def _tagged(name: str, inner: bytes) -> bytes:
    return f"<{name}>".encode() + inner + f"</{name}>".encode()


def _fixed(text: str, width: int) -> bytes:
    """Text in a field of its own, ended by zeros."""
    return text.encode().ljust(width, b"\0")


def _notes(variables: Iterable[Variable]) -> bytes:
    """A Stata note for each label that is longer than what is shown of it."""
    notes = b""
    for variable in variables:
        if len(variable.column.meaning) > _LABEL_LENGTH:
            for name, text in (("note1", variable.column.meaning), ("note0", "1")):
                inner = _fixed(variable.column.name, 129) + _fixed(name, 129) + text.encode() + b"\0"
                notes += _tagged("ch", struct.pack("<I", len(inner)) + inner)
    return notes


def _yes_no() -> bytes:
    """The labels of what is true or false."""
    words = b"no\0yes\0"
    table = struct.pack("<iiiiii", 2, len(words), 0, 3, 0, 1) + words
    return _tagged("lbl", struct.pack("<i", len(table)) + _fixed(_YES_NO, 129) + bytes(3) + table)
