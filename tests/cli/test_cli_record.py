"""The record through the command line: adding, asking, searching, verifying, and every way in which these end."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import threading
from pathlib import Path

import duckdb
import pytest
from running import SERVANDA, environment, facts_in, plain, rows, sentence, servanda


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of a dozen small documents."""
    folder = tmp_path_factory.mktemp("record")
    done = servanda("add", "--input-format", "jsonl", "-", cwd=folder, stdin=rows(12))
    assert done.returncode == 0, done.stderr
    assert done.stdout == b""
    assert done.stderr.splitlines()[-1] == b"12 done"
    return folder / "servanda.duckdb"


def test_adding_tells_of_every_input_and_can_be_done_again(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "one.txt").write_text(sentence(1))
    (tmp_path / "texts" / "two.txt").write_bytes(b"")
    env = environment(SERVANDA_STORE=str(tmp_path / "mine.duckdb"), SERVANDA_LOG=str(tmp_path / "log.jsonl"))
    first = servanda("add", "texts", "nowhere.txt", cwd=tmp_path, env=env)
    assert first.returncode == 1
    assert [line.split()[:2] for line in first.stderr.decode().splitlines()] == [
        ["done", "texts/one.txt"],
        ["failed", "texts/two.txt"],
        ["failed", "nowhere.txt"],
        ["1", "done,"],
    ]
    (tmp_path / "texts" / "two.txt").write_text(sentence(2))
    second = servanda("add", "-q", "--jobs", "2", "texts", cwd=tmp_path, env=env)
    assert (second.returncode, second.stdout, second.stderr) == (0, b"", b"")
    log = [json.loads(line) for line in (tmp_path / "log.jsonl").read_bytes().splitlines()]
    assert [line["status"] for line in log] == ["done", "failed", "failed", "unchanged", "done"]
    assert all(line["reason"] for line in log if line["status"] in ("failed", "unchanged"))
    assert all(line["seconds"] >= 0 for line in log)
    counted = servanda("facts", "--format", "jsonl", cwd=tmp_path, env=env)
    assert len(facts_in(counted.stdout)) == sum(line["facts"] for line in log) > 0
    assert counted.stderr.decode() == f"{len(facts_in(counted.stdout))} facts\n"


def test_one_question_in_every_format(store: Path, tmp_path: Path) -> None:
    question = ("--store", store, "--pair", "Chile", "PER", "--kind", "event", "--since", "1950-01", "--until", "2001")
    lines = servanda("facts", *question, "--format", "jsonl", cwd=tmp_path)
    facts = facts_in(lines.stdout)
    assert facts
    assert all({one["actor"] for side in ("sources", "targets") for one in fact["event"][side]} >= {"CHL", "PER"} for fact in facts)
    table = list(csv.DictReader(io.StringIO(servanda("facts", *question, "--format", "csv", cwd=tmp_path).stdout.decode())))
    assert [row["id"] for row in table] == [fact["id"] for fact in facts]
    for name in ("one.parquet", "two.parquet"):
        written = servanda("facts", *question, "--format", "parquet", "-o", name, cwd=tmp_path)
        assert (written.returncode, written.stdout) == (0, b"")
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()
    assert duckdb.read_parquet(str(tmp_path / "one.parquet")).project("id").fetchall() == [(fact["id"],) for fact in facts]
    assert json.loads((tmp_path / "one.parquet.manifest.json").read_bytes())["rows"] == len(facts)
    drawn = servanda("facts", *question, cwd=tmp_path, env=environment(NO_COLOR="1", FORCE_COLOR="1"))
    assert b"\x1b[3" not in drawn.stdout
    assert b"CHL" in drawn.stdout


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--type", "trde"], "trade"),
        (["--type", "assault"], "ASSAULT"),
        (["--pair", "Chile", "Ruritania"], "Ruritania"),
        (["--actor", "Germany", "--since", "soon"], ""),
        (["--since", "2002", "--until", "2001"], "--since"),
        (["--since", "2001-02-30"], "--since"),
        (["--kind", "gossip"], "gossip"),
        (["-o", "facts.txt"], "table"),
        (["--store", "nowhere.duckdb"], "servanda add"),
        (["--store", "."], "directory"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_question_that_cannot_be_asked_is_wrong_usage(asked: list[str], told: str, store: Path) -> None:
    done = servanda("facts", *asked, cwd=store.parent)
    assert (done.returncode, done.stdout) == (2, b"")
    assert told in done.stderr.decode()


def test_search_and_verify(store: Path, tmp_path: Path) -> None:
    found = servanda("search", "--store", store, "--limit", "2", "condemned", cwd=tmp_path)
    assert found.returncode == 0
    assert found.stdout.count(b"condemned") == 2
    assert b"2 of " in found.stderr
    hits = servanda("search", "--store", store, "--json", "-q", '"signed a treaty"', cwd=tmp_path)
    assert all("signed a treaty" in hit["words"] for hit in facts_in(hits.stdout))
    assert hits.stderr == b""
    nothing = servanda("search", "--store", store, "…?!", cwd=tmp_path)
    assert (nothing.returncode, nothing.stdout) == (0, b"")
    holds = servanda("verify", "--store", store, cwd=tmp_path)
    assert holds.returncode == 0
    assert holds.stdout.startswith(b"all holds: 12 documents, ")


def test_what_is_damaged_is_an_integrity_failure(store: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.duckdb"
    whole = store.read_bytes()
    damaged.write_bytes(whole[:5000] + bytes(len(whole) - 5000))
    for command in (("verify",), ("facts",), ("search", "word")):
        done = servanda(*command, "--store", damaged, cwd=tmp_path)
        assert done.returncode == 4, (command, done.stderr)
        assert b"what to do" in done.stderr
    (tmp_path / "text.duckdb").write_text("This is no record.")
    assert servanda("add", "--store", "text.duckdb", "text.duckdb", cwd=tmp_path).returncode == 4
    tampered = tmp_path / "tampered.duckdb"
    tampered.write_bytes(whole)
    with duckdb.connect(str(tampered)) as connection:
        connection.execute("UPDATE documents SET text = replace(text, 'condemned', 'applauded')")
    done = servanda("verify", "--store", tampered, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (4, b"")
    assert b"the hashes differ" in done.stderr


@pytest.mark.parametrize("options", [["--format", "jsonl"], ["--format", "csv"], []], ids=["lines", "csv", "table"])
def test_a_reader_that_goes_away_is_no_error(options: list[str], store: Path) -> None:
    taking, giving = os.pipe()
    os.close(taking)
    command = [*SERVANDA, "facts", "--store", str(store), *options]
    child = subprocess.Popen(command, stdout=giving, stderr=subprocess.PIPE, env=environment())
    os.close(giving)
    told = child.communicate()[1]
    plain(told)
    assert child.returncode == 0


def test_an_output_that_takes_nothing_is_told(store: Path, tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*SERVANDA, "facts", "--store", str(store), "--format", "jsonl"],
            cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, env=environment(), check=False,
        )  # fmt: skip
    plain(done.stderr)
    assert done.returncode == 1
    assert b"No space left" in done.stderr


def test_a_name_that_is_no_text_can_be_added(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9 \x1b[31m.txt")
    try:
        (tmp_path / name).write_text(sentence(9))
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    done = servanda("add", name, "missing\x1b[31m", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith(b"done      caf\\xe9 \\u001b[31m.txt")
    assert b"\x1b" not in done.stderr


def _long(number: int) -> bytes:
    """A document that is a lot by itself, with nothing to code in it, so that it is quickly read."""
    return json.dumps({"id": f"long-{number}", "text": f"The moss by the {'abcdefghij'[number]} wall is soft. " * 6000}).encode() + b"\n"


class Adding:
    """`servanda add -` that has acknowledged a first lot of documents and waits for more."""

    # Enough small documents for one lot that is kept, and a long one that makes them be coded.
    FIRST = rows(40) + _long(0)
    # As much as two processes read ahead, so that the first lot is told of before more is asked for.
    AHEAD = b"".join(_long(number) for number in range(1, 10))

    def __init__(self, folder: Path, *options: str) -> None:
        command = [*SERVANDA, "add", "--input-format", "jsonl", *options, "-"]
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), start_new_session=True
        )
        assert self.process.stdin is not None
        assert self.process.stderr is not None
        self.process.stdin.write(self.FIRST + (b"" if "1" in options else self.AHEAD))
        self.process.stdin.flush()
        # Should it never say anything, it is ended after a time, and the test fails for what it did not say.
        impatient = threading.Timer(60, self.process.kill)
        impatient.start()
        self.told = [self.process.stderr.readline()]
        impatient.cancel()
        assert self.told[0].startswith(b"done"), self.told

    def end(self, number: int) -> bytes:
        """Send a signal to the process and all that it started, as a terminal does; gives what it said from then on."""
        os.killpg(self.process.pid, number)
        assert self.process.stderr is not None
        self.told += self.process.stderr.read().splitlines()
        self.process.wait(timeout=30)
        plain(b"\n".join(self.told))
        return b"\n".join(self.told)

    def acknowledged(self) -> int:
        """How many documents were told as done."""
        return sum(line.startswith(b"done") for line in self.told)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupted_it_says_so_and_keeps_what_it_acknowledged(jobs: str, tmp_path: Path) -> None:
    adding = Adding(tmp_path, "--jobs", jobs)
    if jobs == "1":
        held = servanda("facts", cwd=tmp_path)
        assert (held.returncode, held.stdout) == (3, b"")
        assert f"process {adding.process.pid} ".encode() in held.stderr
        assert b"what to do" in held.stderr
    told = adding.end(signal.SIGINT)
    assert adding.process.returncode == 130, told
    assert b"interrupted" in told
    held = servanda("verify", cwd=tmp_path)
    assert held.returncode == 0
    assert int(held.stdout.split()[2]) >= adding.acknowledged() >= 32


def test_killed_and_run_again_it_is_as_if_nothing_had_happened(tmp_path: Path) -> None:
    exports = []
    for name, kill in (("killed", True), ("whole", False)):
        folder = tmp_path / name
        folder.mkdir()
        if kill:
            adding = Adding(folder, "--jobs", "1")
            adding.end(signal.SIGKILL)
            assert adding.acknowledged() >= 1
        done = servanda("add", "--input-format", "jsonl", "-", cwd=folder, stdin=Adding.FIRST + rows(50)[len(rows(40)) :])
        assert done.returncode == 0
        if kill:
            assert done.stderr.count(b"unchanged -#") >= 32
        assert servanda("verify", cwd=folder).returncode == 0
        exports.append(servanda("facts", "--format", "jsonl", cwd=folder).stdout)
    assert exports[0] == exports[1]
    assert len(facts_in(exports[0])) > 50
