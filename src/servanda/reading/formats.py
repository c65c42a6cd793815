"""Which format an input has: by its first bytes where they are certain, else by its name, else by its look."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import PurePosixPath

FORMATS = ("txt", "md", "html", "pdf", "docx", "eml", "csv", "tsv", "jsonl", "json", "zip")

_SUFFIXES = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "eml",
    ".mht": "eml",
    ".eml": "eml",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
}
_PDF_WITHIN = 1024  # readers accept the mark this far from the beginning (PDF 1.7, appendix H)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_JSON_LINE = re.compile(rb'\s*\{\s*"')
_MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[ \t][^\r\n]{0,998}\r?\n(?:[ \t][^\r\n]{0,998}\r?\n)*){3}")
_MAIL_FIELD = re.compile(rb"^(?:mime-version|received|message-id|return-path|content-type):", re.IGNORECASE | re.MULTILINE)
_OFFICE = {
    "xl/": "an Excel workbook",
    "ppt/": "a PowerPoint file",
    "META-INF/container.xml": "an e-book",
    "content.xml": "an OpenDocument file",
}
_MAGIC = (
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls)"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"PAR1", "a Parquet file"),
)


def guess_format(name: str, data: bytes) -> str:
    """One of `FORMATS`."""
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx" if any(member.startswith("word/") for member in _members(data)) else "zip"
    by_name = _SUFFIXES.get(PurePosixPath(name).suffix.lower())
    return by_name or _by_look(data[:8192])


def unreadable(data: bytes) -> str | None:
    """What the input is, in words, where it is a known kind of file that Servanda does not read."""
    found = next((words for mark, words in _MAGIC if data.startswith(mark)), None)
    if found is None and data.startswith(b"PK\x03\x04"):
        members = _members(data)
        packed = "[Content_Types].xml" in members or "mimetype" in members
        found = next((words for sign, words in _OFFICE.items() if packed and any(m.startswith(sign) for m in members)), None)
    return found


def _by_look(head: bytes) -> str:
    if _HTML.match(head):
        return "html"
    if _JSON_LINE.match(head):
        return "jsonl"
    if _MAIL.match(head) and _MAIL_FIELD.search(head):
        return "eml"
    return "txt"


def _members(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, zlib.error):
        return []
