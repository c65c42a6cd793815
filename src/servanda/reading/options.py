"""What a reader is told, and what it answers when an input gives no document."""

from __future__ import annotations

import msgspec

from servanda.moments import Moment
from servanda.records import Region, When

MEBIBYTE = 1024 * 1024


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much one input may cost before it is refused; every refusal is a `Failed` that names the limit.

    Bytes for `max_bytes` (one file, one archive member, one line of JSON Lines), `max_markup_bytes` (HTML and mail, whose
    trees take many times their size in memory) and `max_unpacked` (all members of an archive, nested ones included).
    `max_ratio` is unpacked to packed size, applied to members of more than a mebibyte. `seconds` is checked between the
    pages of a PDF and the paragraphs of a Word file; one page, and an HTML page or mail, is bounded by its size alone.
    """

    max_bytes: int = 256 * MEBIBYTE
    max_markup_bytes: int = 32 * MEBIBYTE
    max_members: int = 10_000
    max_unpacked: int = 2048 * MEBIBYTE
    max_ratio: int = 200
    max_depth: int = 3
    max_pages: int = 20_000
    seconds: float = 30.0


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to read: the format instead of a guess, and a date that stands before any the document gives.

    `input_format` is one of `txt md html pdf docx eml csv tsv jsonl json zip`. `date_words` are the words that gave `date`.
    """

    input_format: str | None = None
    date: Moment | None = None
    date_words: str = ""
    limits: Limits = Limits()


class Failed(msgspec.Struct, frozen=True):
    """An input that gave no document: where it lies, what went wrong, why, and what to do."""

    uri: str
    what: str
    why: str
    todo: str


class Source(msgspec.Struct, frozen=True):
    """The bytes of one document, where they come from, and how they are to be read."""

    data: bytes
    uri: str
    options: ReadOptions


class Extracted(msgspec.Struct, frozen=True, kw_only=True):
    """What one format's reader took out of the bytes, before title, date, language and regions are looked for in the text.

    `lost` tells that some of the content could not be read: the document is then `partial` and `problems` say what and where.
    """

    text: str
    reader: str
    media_type: str
    reader_version: str = "1"
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: When | None = None
    source_id: str | None = None
    regions: tuple[Region, ...] = ()
    lost: bool = False
    problems: tuple[str, ...] = ()
