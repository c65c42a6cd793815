"""Plain text and Markdown: the canonical text is the file itself, every character where it was."""

from __future__ import annotations

import re

from servanda.reading.datelines import read_date
from servanda.reading.encodings import decode
from servanda.reading.options import Extracted, Failed, Source
from servanda.records import Region

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.{0,20000}?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_]{1,30})[ \t]*:[ \t]*(\S.{0,400})$", re.MULTILINE)
_TOP_HEADING = re.compile(r"^#[ \t]+(\S.{0,300})$", re.MULTILINE)
_LINK_LINE = re.compile(r"^[ \t]*(?:[-*+][ \t]+|\d{1,3}\.[ \t]+)?!?\[[^\]\n]{0,300}\]\([^)\s]{0,2000}\)[ \t]*\r?$", re.MULTILINE)
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.05  # running text holds next to none; random bytes about a tenth


def extract(source: Source) -> Extracted | Failed:
    """Decode a text file; nothing is taken away, and line ends stay as they are."""
    decoded = decode(source.data)
    if decoded is None or len(_CONTROLS.findall(decoded.text[:20_000])) > _MOST_CONTROLS * len(decoded.text[:20_000]):
        return Failed(
            source.uri, "not a text", "it holds bytes that no text holds", "give a text, or name its format if the guess was wrong"
        )
    return Extracted(text=decoded.text, reader="text", media_type="text/plain", lost=decoded.lost, problems=decoded.problems)


def extract_markdown(source: Source) -> Extracted | Failed:
    """Decode a Markdown file; its front matter and its lists of links are regions, and give title, author and date."""
    plain = extract(source)
    if isinstance(plain, Failed):
        return plain
    front = _FRONT.match(plain.text)
    fields = {name.lower(): value.strip().strip("\"'") for name, value in _FIELD.findall(front[1])} if front else {}
    heading = _TOP_HEADING.search(plain.text)
    regions = [Region(front.start(), front.end(), "front-matter")] if front else []
    begin = front.end() if front else 0
    regions += [Region(m.start(), m.end(), "link-list") for m in _LINK_LINE.finditer(plain.text, begin) if m.group().strip()]
    return Extracted(
        text=plain.text,
        reader="markdown",
        media_type="text/markdown",
        title=fields.get("title") or (heading[1].strip(" #\r") if heading else None),
        author=fields.get("author"),
        publisher=fields.get("publisher"),
        published=read_date(fields["date"]) if "date" in fields else None,
        regions=tuple(regions),
        lost=plain.lost,
        problems=plain.problems,
    )
