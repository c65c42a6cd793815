"""From files to facts through the command line, as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from running import environment, facts_in, rows, sentence, servanda

NASTY = (
    "\ufeffChile and Peru signed a treaty in Lima on 16 July 2001.\r\n\r\n"
    "President Ricardo Lagos said: “Chile opposes 🚀 missile defence.”\r\nA 🇨🇱 cafe\u0301 owner slept.\r\n"
    "Kenya sent aid to Ghana in May\u00a01999.\r\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of several formats, with files that are none."""
    made = tmp_path_factory.mktemp("inputs")
    (made / "a.txt").write_text(f"{sentence(1)} {sentence(2)}\n")
    (made / "b.html").write_text(f"<html><body><article><p>{sentence(3)} {sentence(4)}</p></article></body></html>")
    (made / "c.jsonl").write_bytes(
        b'{"id": "good", "text": "Kenya condemned Ghana.", "date": "1999"}\nnot JSON\n{"id": "also", "text": "Peru met Chile."}\n'
    )
    (made / "d.bin").write_bytes(bytes(range(256)) * 8)
    (made / "empty.txt").write_bytes(b"")
    (made / "nasty.txt").write_bytes(NASTY.encode())
    (made / "sub").mkdir()
    (made / "sub" / "e.md").write_text(f"# A heading\n\n{sentence(5)}\n")
    return made


def test_spans_address_the_users_own_file_and_ids_stay(folder: Path, tmp_path: Path) -> None:
    done = servanda("code", "--date", "2001-08", folder / "nasty.txt", cwd=tmp_path)
    assert done.returncode == 0
    text = (folder / "nasty.txt").read_bytes().decode("utf-8-sig")
    facts = facts_in(done.stdout)
    assert {"event", "treaty_act", "position", "statement"} <= {fact["kind"] for fact in facts}
    for fact in facts:
        for span in fact["spans"]:
            assert text[span["start"] : span["end"]] == span["words"]
    assert any("🚀" in fact["spans"][0]["words"] for fact in facts)
    # Another hash seed, another folder, stdin instead of a file: the same facts under the same ids.
    again = servanda(
        "code", "--date", "2001-08", "--input-format", "txt", "-", cwd=folder, stdin=NASTY.encode(), env=environment(PYTHONHASHSEED="7")
    )
    assert [fact["id"] for fact in facts_in(again.stdout)] == [fact["id"] for fact in facts]


def test_a_folder_is_coded_as_far_as_it_can_be_and_what_failed_is_told(folder: Path, tmp_path: Path) -> None:
    done = servanda("code", folder, cwd=tmp_path)
    assert done.returncode == 1
    facts = facts_in(done.stdout)
    assert {Path(fact["uri"]).name for fact in facts} == {"a.txt", "b.html", "c.jsonl#1", "c.jsonl#3", "nasty.txt", "e.md"}
    assert {fact["source_id"] for fact in facts} == {None, "good", "also"}
    told = done.stderr.decode()
    assert [line.split(":")[1].rsplit("/")[-1] for line in told.splitlines() if line.startswith("failed")] == [
        "c.jsonl#2",
        "d.bin",
        "empty.txt",
    ]
    assert told.count("what to do") == 3
    assert told.splitlines()[-1] == f"{len(facts)} facts from 6 documents, 3 failed"


def test_the_number_of_processes_changes_nothing(tmp_path: Path) -> None:
    stdin = rows(60) + b"broken\n" + rows(61)[len(rows(60)) :]
    alone = servanda("code", "--input-format", "jsonl", "-", cwd=tmp_path, stdin=stdin)
    several = servanda(
        "code", "--input-format", "jsonl", "--jobs", "2", "-", cwd=tmp_path, stdin=stdin, env=environment(PYTHONHASHSEED="3")
    )
    assert alone.returncode == several.returncode == 1
    assert alone.stdout == several.stdout
    assert len(facts_in(alone.stdout)) > 60
    assert alone.stderr == several.stderr


def test_partial_dates_are_bounds_and_wrong_ones_are_told_before_anything_is_done(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Kenya condemned Ghana on 3 May.")
    done = servanda("code", "--kind", "event", "--date", "1999", "one.txt", cwd=tmp_path)
    when = facts_in(done.stdout)[0]["when"]
    # Told at some time in 1999, the third of May is that year's or, where it was told before May, the last one's.
    assert (when["earliest"], when["latest"]) == ("1998-05-03", "1999-05-03")
    wrong = servanda("add", "--date", "1999-13", "one.txt", cwd=tmp_path)
    assert (wrong.returncode, wrong.stdout) == (2, b"")
    assert b"what to do" in wrong.stderr
    assert not (tmp_path / "servanda.duckdb").exists()


def test_kinds_and_certainties_filter_and_quiet_is_quiet(folder: Path, tmp_path: Path) -> None:
    done = servanda("code", "-q", "--kind", "position", "--kind", "statement", "--certainty", "actual", folder / "nasty.txt", cwd=tmp_path)
    facts = facts_in(done.stdout)
    assert {fact["kind"] for fact in facts} <= {"position", "statement"}
    assert {fact["certainty"] for fact in facts} == {"actual"}
    assert done.stderr == b""


def test_reading_gives_documents_and_words_stay_off_stdout(folder: Path, tmp_path: Path) -> None:
    done = servanda("read", folder, cwd=tmp_path)
    assert done.returncode == 1
    documents = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["status"] for one in documents].count("failed") == 3
    nasty = next(one for one in documents if one["uri"].endswith("nasty.txt"))
    assert nasty["text"] == NASTY.removeprefix("\ufeff")
    assert nasty["language"] == "en"
    assert b"\x1b" not in done.stderr


def test_explanations_name_rules(folder: Path, tmp_path: Path) -> None:
    done = servanda("code", "--explain", folder / "a.txt", cwd=tmp_path)
    assert done.returncode == 0
    assert sentence(1).split()[1].encode() in done.stdout
    assert b".yml:" in done.stdout
