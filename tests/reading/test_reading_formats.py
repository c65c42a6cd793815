"""Every format gives its text, title, author and date, or a reason why not."""

import io
import json
from pathlib import Path

import docx
import pytest

from servanda.errors import UsageError
from servanda.moments import Moment
from servanda.reading import Failed, ReadOptions, read_bytes, read_path, read_stream
from servanda.records import Document

BODY = "The two ministers met in Northport on Friday. They agreed to open the northern bridge before the winter."


def one(data: bytes, name: str, options: ReadOptions | None = None) -> Document:
    (answer,) = read_bytes(data, name, options)
    assert isinstance(answer, Document), answer
    return answer


def failed(data: bytes, name: str, options: ReadOptions | None = None) -> Failed:
    (answer,) = read_bytes(data, name, options)
    assert isinstance(answer, Failed), answer
    return answer


def pdf_of(*pages: str) -> bytes:
    """A PDF written by hand, a string a page."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for text in pages:
        shown = "".join(f"({line}) Tj 0 -20 Td " for line in text.splitlines())
        stream = f"BT /F1 12 Tf 72 720 Td {shown} ET".encode("ascii") if text else b""
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        font = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
        contents = len(objects)
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources %s >>" % (contents, font))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = len(out)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size,
        table,
        size,
        end,
    )


PAGE = f"""<!doctype html><html><head><title>Bridge Opens - Northern Gazette</title>
<meta property="og:title" content="Bridge Opens"><meta property="og:site_name" content="Northern Gazette">
<meta name="author" content="Ada Reed"><meta property="article:published_time" content="2004-03-05T10:00:00Z">
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Bridge Opens</h1><p>{BODY}</p><p>{BODY.replace("Friday", "Monday")} It took nine years.</p></article>
<footer>Copyright 2004</footer></body></html>"""


def test_html_gives_the_article_with_its_own_date() -> None:
    document = one(PAGE.encode(), "page.html")
    assert BODY in document.text
    assert "Home" not in document.text
    assert (document.title, document.author, document.publisher) == ("Bridge Opens", "Ada Reed", "Northern Gazette")
    assert document.published is not None
    assert document.published.as_moment() == Moment.day(2004, 3, 5)
    assert (document.media_type, document.status) == ("text/html", "done")


def test_html_of_another_charset_is_read_as_it_declares() -> None:
    page = f'<html><head><meta charset="windows-1251"></head><body><p>{"Россия и Китай подписали договор о дружбе. " * 6}</p></body></html>'
    document = one(page.encode("cp1251"), "page.html")
    assert "подписали договор" in document.text
    assert document.language == "ru"


@pytest.mark.parametrize("depth", [260, 3_000])
def test_text_nested_too_deep_is_never_lost_in_silence(depth: int) -> None:
    hidden = "These words lie deep in the page and must not vanish without a word. " * 3
    page = f"<html><body><p>{BODY}</p>{'<div>' * depth}<p>{hidden}</p>{'</div>' * depth}</body></html>"
    document = one(page.encode(), "deep.html")
    kept = "must not vanish" in document.text
    assert kept or (document.status == "partial" and "too deep" in " ".join(document.problems))


def test_a_huge_table_cell_does_no_harm() -> None:
    page = PAGE.replace("</article>", '<table><tr><td colspan="9007199254740991">1</td><td rowspan=99999999>2</td></tr></table></article>')
    assert BODY in one(page.encode(), "table.html").text


def test_pdf_gives_the_text_of_its_pages_in_order() -> None:
    document = one(pdf_of("The first page speaks.", "The second page answers."), "two.pdf")
    assert document.text.index("first page") < document.text.index("second page")
    assert document.status == "done"


def test_pdf_with_a_blank_page_is_partial_and_names_it() -> None:
    document = one(pdf_of("The first page speaks.", ""), "two.pdf")
    assert document.status == "partial"
    assert "page(s) 2" in document.problems[0]


def test_pdf_without_a_text_layer_fails_with_the_reason() -> None:
    assert "no text layer" in failed(pdf_of(""), "scan.pdf").why


@pytest.mark.parametrize("cut", [1, 10, 50, 90])
def test_a_truncated_pdf_ends_somewhere(cut: int) -> None:
    whole = pdf_of("The first page speaks.")
    assert list(read_bytes(whole[: len(whole) * cut // 100], "cut.pdf"))


def test_running_heads_of_a_pdf_are_marked() -> None:
    texts = [f"Review of Lakes {number}\n{BODY}\nThe lake of chapter {chr(65 + number)} froze early." for number in range(4)]
    document = one(pdf_of(*texts), "heads.pdf")
    heads = [document.text[region.start : region.end] for region in document.regions if region.reason == "running-head"]
    assert heads == [f"Review of Lakes {number}" for number in range(4)]


def test_docx_keeps_paragraphs_and_tables_in_order() -> None:
    opened = docx.Document()
    opened.core_properties.title, opened.core_properties.author = "Bridge Opens", "Ada Reed"
    opened.add_paragraph(BODY)
    table = opened.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "2003", "3.1"
    opened.add_paragraph("The last paragraph.")
    buffer = io.BytesIO()
    opened.save(buffer)
    document = one(buffer.getvalue(), "report.docx")
    assert document.text == f"{BODY}\n2003\t3.1\nThe last paragraph."
    assert (document.title, document.author) == ("Bridge Opens", "Ada Reed")


def test_mail_gives_subject_sender_and_the_day_of_its_own_clock() -> None:
    mail = (
        "From: Ada Reed <ada@example.org>\r\nTo: desk@example.org\r\nSubject: =?utf-8?q?Bridge_opens?=\r\n"
        "Date: Fri, 05 Mar 2004 23:30:00 +0800\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + BODY
    )
    document = one(mail.encode(), "note.eml")
    assert document.text.strip() == BODY
    assert document.title == "Bridge opens"
    assert document.author is not None
    assert "Ada Reed" in document.author
    assert document.published is not None
    assert document.published.as_moment() == Moment.day(2004, 3, 5)


def test_mail_without_a_plain_part_gives_its_page_and_names_attachments() -> None:
    mail = (
        'MIME-Version: 1.0\nSubject: Bridge\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n\n'
        f'{PAGE}\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename="plan.pdf"\n\nxx\n--b--\n'
    )
    document = one(mail.encode(), "note.eml")
    assert BODY in document.text
    assert document.status == "partial"
    assert "plan.pdf" in document.problems[-1]


def test_markdown_keeps_its_text_and_marks_front_matter_and_links() -> None:
    text = f"---\ntitle: Bridge Opens\ndate: 2004-03\n---\n# Bridge Opens\n\n{BODY}\n\n- [Home](/)\n- [World](/w)\n"
    document = one(text.encode(), "note.md")
    assert document.text == text
    assert document.title == "Bridge Opens"
    assert document.published is not None
    assert document.published.as_moment() == Moment.month(2004, 3)
    assert [region.reason for region in document.regions] == ["front-matter", "title", "link-list", "link-list"]


def test_json_lines_go_on_after_a_bad_line() -> None:
    lines = [
        json.dumps({"id": 7, "text": BODY, "date": "2004-03", "url": "https://example.org/7"}),
        "{broken",
        "",
        '{"title": "none"}',
        "[1]",
    ]
    first, second, third, fourth = list(read_bytes("\n".join(lines).encode(), "all.jsonl"))
    assert isinstance(first, Document)
    assert (first.source_id, first.uri, first.text) == ("7", "https://example.org/7", BODY)
    assert first.published is not None
    assert first.published.words == "2004-03"
    assert [answer.uri for answer in (second, third, fourth)] == ["all.jsonl#2", "all.jsonl#4", "all.jsonl#5"]
    assert isinstance(third, Failed)
    assert "title" in third.why


def test_the_text_of_a_row_is_unchanged_and_gives_the_id() -> None:
    text = "  A line.\r\nAnother\u2028one. \u200b\n"
    document = one(json.dumps({"text": text}).encode(), "x.jsonl")
    assert document.text == text
    assert document.id == one(json.dumps({"text": text, "id": "2"}).encode(), "y.jsonl").id


def test_half_characters_in_json_are_replaced_and_named() -> None:
    document = one(b'{"text": "The two \\ud800 sides met."}', "x.jsonl")
    assert document.text == "The two \ufffd sides met."
    assert document.status == "partial"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_documents(delimiter: str) -> None:
    table = delimiter.join(["id", "Text", "date"]) + "\n" + delimiter.join(["a", f'"{BODY}\nMore."', "1999"]) + "\n"
    document = one(table.encode("utf-8-sig"), "docs.csv")
    assert document.text == f"{BODY}\nMore."
    assert document.source_id == "a"
    assert document.published is not None
    assert document.published.as_moment() == Moment.year(1999)


def test_csv_without_a_text_column_names_its_columns() -> None:
    answer = failed(b"year,value\n2000,8\n", "trade.csv")
    assert "year, value" in answer.why


def test_a_list_in_one_json_file() -> None:
    answers = list(read_bytes(json.dumps([{"text": BODY}, {"text": ""}]).encode(), "all.json"))
    assert [type(answer) for answer in answers] == [Document, Failed]


def test_the_given_date_stands_before_all_others() -> None:
    options = ReadOptions(date=Moment.month(2005, 1), date_words="January 2005")
    document = one(json.dumps({"text": BODY, "date": "1999"}).encode(), "x.jsonl", options)
    assert document.published is not None
    assert document.published.words == "January 2005"
    assert document.published.as_moment() == Moment.month(2005, 1)


def test_a_date_that_is_not_understood_is_named_not_guessed() -> None:
    document = one(json.dumps({"text": BODY, "date": "spring of 99"}).encode(), "x.jsonl")
    assert document.published is None
    assert "spring of 99" in document.problems[0]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\x89PNG\r\n\x1a\n\x00", "picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 20, "old Office"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"", "empty"),
        (b" \n ", "empty"),
        (bytes(range(256)) * 8, "bytes that no text holds"),
    ],
)
def test_what_is_no_text_fails_with_a_reason(data: bytes, word: str) -> None:
    assert word in failed(data, "thing").why


def test_folders_are_read_in_order_and_hidden_files_are_no_input(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "a.txt", ".hidden.txt"):
        (tmp_path / name).write_text(BODY)
    (tmp_path / "c.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    answers = list(read_path(tmp_path))
    root = tmp_path.as_posix()
    assert [answer.uri for answer in answers] == [f"{root}/a.txt", f"{root}/c.txt", f"{root}/loop", f"{root}/b/2.txt"]
    assert [type(answer) for answer in answers] == [Document, Document, Failed, Document]


def test_missing_file_empty_folder_and_pipe_fail(tmp_path: Path) -> None:
    import os  # noqa: PLC0415 - for the pipe alone

    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty").mkdir()
    for path, word in ((tmp_path / "none.txt", "nothing lies"), (tmp_path / "empty", "empty"), (tmp_path / "pipe", "pipe")):
        (answer,) = read_path(path)
        assert isinstance(answer, Failed)
        assert word in answer.why


def test_a_stream_of_json_lines_is_answered_line_by_line() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:
            assert isinstance(buffer, memoryview)
            line = b'{"text": "The two sides met."}\n'
            buffer[: len(line)] = line
            return len(line)

    stream = io.BufferedReader(Endless(), 64)
    answers = read_stream(stream, "-", ReadOptions(input_format="jsonl"))
    assert [next(answers).uri, next(answers).uri] == ["-#1", "-#2"]


def test_an_unknown_format_is_wrong_usage() -> None:
    with pytest.raises(UsageError):
        read_bytes(b"x", "x", ReadOptions(input_format="docm"))


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("The minister resigned in secret.", encoding="utf-8")
    inside = tmp_path / "articles"
    inside.mkdir()
    (inside / "a.txt").write_text("The envoys met in Lima.", encoding="utf-8")
    (inside / "b.txt").symlink_to(tmp_path / "secret.txt")
    (inside / "c.txt").symlink_to(inside / "a.txt")
    answers = list(read_path(inside))
    assert [type(answer).__name__ for answer in answers] == ["Document", "Failed", "Document"]
    failed = answers[1]
    assert isinstance(failed, Failed)
    assert "outside the folder" in failed.why
