"""Nothing that is fed to the reader makes it raise, hang, write a file or lose words in silence."""

import io
import random
import stat
import struct
import time
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.reading import Failed, Limits, ReadOptions, read_bytes, read_path
from servanda.reading.formats import FORMATS
from servanda.records import Document

BODY = b"The two ministers met in Northport on Friday."


def zip_of(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def answers(data: bytes, name: str = "all.zip", limits: Limits | None = None) -> list[Document | Failed]:
    return list(read_bytes(data, name, ReadOptions(limits=limits or Limits())))


def test_members_are_read_in_order_with_their_place() -> None:
    found = answers(
        zip_of(("b.txt", BODY), ("a/c.jsonl", b'{"text": "One."}\n{"text": "Two."}\n'), (".DS_Store", b"x"), ("__MACOSX/b", b"x"))
    )
    assert [answer.uri for answer in found] == ["all.zip!a/c.jsonl#1", "all.zip!a/c.jsonl#2", "all.zip!b.txt"]
    assert all(isinstance(answer, Document) for answer in found)


@pytest.mark.parametrize("name", ["../out.txt", "a/../../out.txt", "/etc/out.txt", "C:/out.txt", "..\\out.txt"])
def test_names_that_lead_out_are_refused_and_nothing_is_written(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    bad, good = sorted(answers(zip_of((name, BODY), ("ok.txt", BODY))), key=lambda answer: isinstance(answer, Document))
    assert isinstance(bad, Failed)
    assert isinstance(good, Document)
    assert list(tmp_path.iterdir()) == []


def test_links_encrypted_members_and_doubles_are_refused() -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    (refused,) = answers(zip_of((link, b"/etc/passwd")))
    assert isinstance(refused, Failed)
    assert "link" in refused.why
    first, second = answers(zip_of(("a.txt", BODY), ("a.txt", BODY)))
    assert isinstance(first, Document)
    assert isinstance(second, Failed)
    locked = bytearray(zip_of(("a.txt", BODY)))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    (refused,) = answers(bytes(locked))
    assert isinstance(refused, Failed)
    assert "encrypted" in refused.why


def test_bombs_are_refused_by_ratio_size_count_and_depth() -> None:
    zeros = b" " * (8 * 1024 * 1024)
    (by_ratio,) = answers(zip_of(("a.txt", zeros)))
    (by_size,) = answers(zip_of(("a.txt", BODY * 100)), limits=Limits(max_bytes=4_000))
    (by_count,) = answers(zip_of(*((f"{n}.txt", BODY) for n in range(20))), limits=Limits(max_members=10))
    nested = zip_of(("a.txt", BODY))
    for _ in range(6):
        nested = zip_of(("inner.zip", nested))
    (by_depth,) = answers(nested)
    for answer, word in (
        (by_ratio, "times its packed size"),
        (by_size, "the limit is"),
        (by_count, "members"),
        (by_depth, "nested deeper"),
    ):
        assert isinstance(answer, Failed)
        assert word in answer.why


def test_the_budget_of_an_archive_is_shared_with_the_archives_in_it() -> None:
    inner = zip_of(*((f"{n}.txt", BODY * 20) for n in range(10)))
    found = answers(zip_of(("1.zip", inner), ("2.zip", inner)), limits=Limits(max_unpacked=len(inner) * 2 + len(BODY) * 20 * 12))
    assert any(isinstance(answer, Failed) for answer in found)
    assert sum(isinstance(answer, Document) for answer in found) <= 12


def test_a_declared_size_that_lies_is_caught_while_unpacking() -> None:
    data = bytearray(zip_of(("a.txt", BODY * 1000)))
    place = data.index(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 10)
    for answer in answers(bytes(data), limits=Limits(max_bytes=5_000)):
        assert isinstance(answer, Failed) or len(answer.text) <= 5_000


def test_an_xml_bomb_in_a_word_file_does_no_harm() -> None:
    entities = (
        '<!DOCTYPE d [<!ENTITY a "ha">'
        + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
        + "]>"
    )
    body = f'<?xml version="1.0"?>{entities}<w:document xmlns:w="x"><w:body>&j;</w:body></w:document>'
    types = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    begin = time.perf_counter()
    found = answers(zip_of(("[Content_Types].xml", types), ("word/document.xml", body.encode())), "x.docx")
    assert len(found) == 1
    assert isinstance(found[0], Failed)
    assert time.perf_counter() - begin < 5


@given(st.binary(max_size=300), st.sampled_from(FORMATS))
@settings(max_examples=300, deadline=None)
def test_any_bytes_end_as_an_answer(data: bytes, form: str) -> None:
    for name, options in ((f"x.{form}", ReadOptions()), ("x", ReadOptions(input_format=form))):
        for answer in read_bytes(data, name, options):
            assert isinstance(answer, Document | Failed)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1))
@settings(max_examples=300, deadline=None)
def test_any_text_is_kept_as_it_is_and_its_spans_hold(text: str) -> None:
    (answer,) = read_bytes(text.encode(), "x.txt", ReadOptions(input_format="txt"))
    if isinstance(answer, Failed):
        return
    assert answer.text == text.removeprefix("\ufeff")
    last = 0
    for region in answer.regions:
        assert last <= region.start < region.end <= len(answer.text)
        assert answer.holds(answer.span(region.start, region.end))
        last = region.end


LINES = st.sampled_from(
    [
        "Home",
        "Read more",
        "Related articles",
        "By Ada Reed",
        "The two sides met in the north, and they agreed to meet again soon.",
        "",
        "Share",
        "Cut off...",
    ]
)


@given(st.lists(LINES, max_size=30), st.sampled_from(["\n", "\r\n", "\r"]))
def test_regions_lie_in_order_whatever_the_page(lines: list[str], end: str) -> None:
    text = end.join(lines)
    for answer in read_bytes(text.encode(), "x.txt"):
        if isinstance(answer, Document):
            places = [place for region in answer.regions for place in (region.start, region.end)]
            assert places == sorted(places)
            assert answer.text == text


def word_file() -> bytes:
    buffer = io.BytesIO()
    opened = docx.Document()
    opened.add_paragraph(BODY.decode())
    opened.save(buffer)
    return buffer.getvalue()


WHOLE = {
    "x.html": b"<html><head><title>T</title></head><body><table><tr><td>a</td></tr></table><p>" + BODY + b"</p></body></html>",
    "x.eml": b"Subject: =?utf-8?q?T?=\nDate: Fri, 5 Mar 2004 10:00 +0000\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n"
    + BODY
    + b"\n--b--\n",
    "x.csv": b'id,text,date\n1,"' + BODY + b'",2004\n',
    "x.jsonl": b'{"id": 1, "text": "' + BODY + b'", "date": "2004-03"}\n',
    "x.md": b"---\ntitle: T\n---\n# T\n\n" + BODY + b"\n\n- [a](b)\n",
    "x.zip": zip_of(("a.txt", BODY), ("b.json", b'[{"text": "One."}]')),
    "x.docx": word_file(),
    "x.pdf": b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count 1 /Kids [2 0 R] >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF",
}


@pytest.mark.parametrize("name", WHOLE)
def test_damaged_files_end_as_answers(name: str) -> None:
    chance = random.Random(2001)  # noqa: S311 - the same damage at every run
    for _ in range(60):
        data = bytearray(WHOLE[name])
        for _ in range(chance.randint(1, 12)):
            place = chance.randrange(len(data))
            data[place : place + chance.choice((0, 1, 1, 4))] = chance.randbytes(chance.choice((0, 1, 1, 3)))
        found = answers(bytes(data), name)
        assert found
        assert all(isinstance(answer, Document | Failed) for answer in found)


SHAPES: dict[str, Callable[[int], bytes]] = {
    "one line": lambda size: b"word " * (size // 5),
    "blank lines": lambda size: b"a" + b"\n" * size + b"b",
    "blanks": lambda size: b"a" + b" " * size + b"b",
    "short lines": lambda size: b"Home\n" * (size // 5),
    "tags never closed": lambda size: b"<p>" * (size // 12),
    "open angles": lambda size: b"<" * (size // 4),
    "scripts never closed": lambda size: b"<script " * (size // 8),
    "brackets": lambda size: b"(" * size,
    "attributes": lambda size: b"<p " + b"".join(b"a%d=1 " % number for number in range(size // 9)),
    "tables": lambda size: b"<table><tr><td>1</td></tr></table>" * (size // 34),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("form", ["txt", "md", "html", "csv", "eml", "json"])
def test_long_monotonous_input_stays_quick(shape: str, form: str) -> None:
    data = SHAPES[shape](400_000)
    begin = time.perf_counter()
    for answer in read_bytes(data, "x", ReadOptions(input_format=form)):
        assert isinstance(answer, Document | Failed)
    assert time.perf_counter() - begin < 10


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_bytes(BODY * 10)
    (answer,) = read_path(path, ReadOptions(limits=Limits(max_bytes=100)))
    assert isinstance(answer, Failed)
    assert "100 bytes" in answer.why
    path.with_suffix(".jsonl").write_bytes(b'{"text": "' + BODY * 10 + b'"}\n{"text": "Short."}\n')
    long, short = read_path(path.with_suffix(".jsonl"), ReadOptions(limits=Limits(max_bytes=100)))
    assert isinstance(long, Failed)
    assert isinstance(short, Document)
    assert short.uri.endswith("#2")
