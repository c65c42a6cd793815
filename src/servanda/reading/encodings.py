"""From bytes to text: which encoding, and what could not be decoded."""

from __future__ import annotations

import codecs
import re

import msgspec

# Longer marks first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Encodings in which news and treaty texts are met; a free choice among a hundred code pages guesses wildly on short texts.
_CANDIDATES = ["cp1252", "cp1251", "koi8_r", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp1250", "cp1256", "iso8859_2"]
_SAMPLE = 64 * 1024
_SURROGATE = re.compile("[\ud800-\udfff]")


class Decoded(msgspec.Struct, frozen=True):
    """Text with the encoding it was read in; `lost` where characters had to be replaced by U+FFFD, `problems` in words."""

    text: str
    encoding: str
    lost: bool = False
    problems: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded | None:
    """Read bytes as text; None where they are no text at all (NUL bytes outside UTF-16).

    A byte order mark decides, then strict UTF-8, then what the file declares, then a guess, which is named among the
    problems. A mark belongs to the encoding, not to the text: the text, and every offset, begins after it. Line ends stay.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding, skipped=len(mark))
    if b"\x00" in data:
        wide = _wide_without_mark(data)
        return _decode_as(data, wide) if wide else None
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _decode_other(data, declared, error)


def without_surrogates(text: str) -> tuple[str, tuple[str, ...]]:
    """Replace code points that no encoding can hold (half characters) by U+FFFD, and say how many."""
    clean, count = _SURROGATE.subn("\ufffd", text)
    return clean, (f"{count} half character(s) replaced by U+FFFD",) if count else ()


def _decode_other(data: bytes, declared: str | None, error: UnicodeDecodeError) -> Decoded:
    """Bytes that are not UTF-8: damaged UTF-8, the declared encoding, or the likeliest of the candidates."""
    if _damaged_utf8(data):
        return _decode_as(data, "utf-8")
    if declared and _known(declared):
        return _decode_as(data, declared)
    encoding = _guess(data)
    decoded = _decode_as(data, encoding)
    note = f"not UTF-8 (byte {error.start}); read as {encoding}, which is a guess"
    return msgspec.structs.replace(decoded, problems=(note, *decoded.problems))


def _decode_as(data: bytes, encoding: str, skipped: int = 0) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, errors="replace")
        problem = f"not {encoding} at byte {error.start + skipped}: {error.reason}; unreadable bytes replaced by U+FFFD"
        return Decoded(text, encoding, lost=True, problems=(problem,))


def _damaged_utf8(data: bytes) -> bool:
    """Whether most bytes beyond ASCII do form UTF-8: then a few are damaged; in another encoding hardly any would."""
    replaced = data.decode("utf-8", errors="replace")
    bad = replaced.count("\ufffd")
    good = sum(1 for character in replaced if character > "\x7f" and character != "\ufffd")
    return good >= 2 * bad


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only where neither a mark nor UTF-8 nor the file tells

    best = from_bytes(data[:_SAMPLE], cp_isolation=_CANDIDATES, preemptive_behaviour=False).best()
    return best.encoding if best is not None else "cp1252"


def _known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name not in {"utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"}
    except (LookupError, ValueError):
        return False


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 without a mark: Latin text then has a NUL in nearly every second place, always on the same side."""
    sample = data[: _SAMPLE & ~1]
    even, odd = sample[0::2], sample[1::2]
    if len(data) % 2 or not odd:
        return None
    if odd.count(0) > 0.7 * len(odd) and not even.count(0):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and not odd.count(0):
        return "utf-16-be"
    return None
