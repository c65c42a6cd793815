"""Whatever the encoding, the text is the file's own; what cannot be decoded is named with its place."""

import pytest

from servanda.reading import Failed, read_bytes
from servanda.reading.encodings import decode
from servanda.records import Document

ENGLISH = "The two sides agreed “not to aim” their missiles – said the minister’s note.\r\nA second line.\n"
RUSSIAN = "Россия и Китай подписали договор о добрососедстве, дружбе и сотрудничестве. Стороны договорились о встрече.\n" * 3
CHINESE = "中国和俄罗斯签署了睦邻友好合作条约。双方同意定期举行会晤。\n" * 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_english(encoding: str) -> None:
    decoded = decode(ENGLISH.encode(encoding))
    assert decoded is not None
    assert (decoded.text, decoded.lost) == (ENGLISH, False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "koi8_r", "cp1251"])
def test_russian(encoding: str) -> None:
    decoded = decode(RUSSIAN.encode(encoding))
    assert decoded is not None
    assert (decoded.text, decoded.lost) == (RUSSIAN, False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_chinese(encoding: str) -> None:
    decoded = decode(CHINESE.encode(encoding))
    assert decoded is not None
    assert (decoded.text, decoded.lost) == (CHINESE, False)


def test_a_guess_is_named() -> None:
    (document,) = read_bytes(RUSSIAN.encode("koi8_r"), "note.txt")
    assert isinstance(document, Document)
    assert "guess" in document.problems[0]
    assert document.language == "ru"


def test_damaged_utf8_is_partial_and_names_the_byte() -> None:
    data = ENGLISH.encode()[:40] + b"\xff" + ENGLISH.encode()[40:]
    (document,) = read_bytes(data, "note.txt")
    assert isinstance(document, Document)
    assert document.status == "partial"
    assert "at byte 40" in document.problems[0]
    assert document.text.count("\ufffd") == 1


def test_nul_bytes_are_no_text() -> None:
    (answer,) = read_bytes(b"The two\x00 sides met.", "note.txt")
    assert isinstance(answer, Failed)


def test_line_ends_and_odd_characters_stay_as_they_are() -> None:
    text = "One\r\ntwo\rthree\x85four\u2028five\u200b\u202e e\u0301 \xe9\n"
    (document,) = read_bytes(text.encode(), "note.txt")
    assert isinstance(document, Document)
    assert document.text == text
