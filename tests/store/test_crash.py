"""Killed at any moment, a store loses nothing that it acknowledged and holds nothing half-written."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from adding import CODERS, MANIFEST, made_up

from servanda.errors import StoreLockedError
from servanda.presenting.exports import Source, stream_facts
from servanda.store import FactQuery, Store
from servanda.store.search_index import IndexedText, SearchIndex

ADDING = Path(__file__).with_name("adding.py")
COUNT = 400  # more than a child adds before it is killed, so that kills come at every stage


def exported(path: Path) -> bytes:
    out = io.BytesIO()
    with Store.open(path, write=False) as store:
        stream_facts(Source(store, FactQuery()), out, "jsonl")
    return out.getvalue()


def add_until_killed(path: Path, after: float) -> int:
    """Start adding, kill the process some seconds after its first word; gives how many documents it acknowledged."""
    child = subprocess.Popen([sys.executable, str(ADDING), str(path), str(COUNT)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    first = child.stdout.readline()
    time.sleep(after)
    child.kill()
    rest = child.stdout.read()
    child.wait()
    return (first + rest).count("\n")


def test_twenty_kills_lose_nothing_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "killed.duckdb"
    chance = random.Random(7)  # noqa: S311 - moments to kill at, no secret
    for _ in range(20):
        acknowledged = add_until_killed(path, chance.uniform(0, 0.25))
        with Store.open(path, write=chance.random() < 0.5) as store:
            held = store.counts()
            assert held.documents >= acknowledged
            assert sum(held.facts.values()) == 2 * held.documents
            assert store.total_hits("neighbours") == held.documents
            assert store.verify() == []
    subprocess.run([sys.executable, str(ADDING), str(path), str(COUNT)], check=True, stdout=subprocess.DEVNULL)
    whole = tmp_path / "whole.duckdb"
    subprocess.run([sys.executable, str(ADDING), str(whole), str(COUNT)], check=True, stdout=subprocess.DEVNULL)
    assert exported(path) == exported(whole)


def test_killed_before_the_first_word_leaves_a_store_or_none(tmp_path: Path) -> None:
    path = tmp_path / "young.duckdb"
    for tenths in range(10):
        child = subprocess.Popen([sys.executable, str(ADDING), str(path), "1"], stdout=subprocess.DEVNULL)
        time.sleep(0.15 + tenths * 0.05)
        child.kill()
        child.wait()
        with Store.open(path, write=True) as store:
            assert store.verify() == []
        path.unlink()


def test_a_gap_between_store_and_full_text_is_filled(tmp_path: Path) -> None:
    path, side = tmp_path / "s.duckdb", tmp_path / "s.duckdb.fts.sqlite"
    with Store.open(path, write=True) as store:
        store.add(store.begin_run(MANIFEST), *made_up(1), CODERS)
    shutil.copy(side, tmp_path / "older")
    with Store.open(path, write=True) as store:
        store.add(store.begin_run(MANIFEST), *made_up(2), CODERS)
        assert store.total_hits("neighbours") == 2
    for damage in ("older", "absent", "broken", "another"):
        side.unlink()
        if damage == "older":
            shutil.copy(tmp_path / "older", side)
        elif damage == "broken":
            side.write_bytes(b"no database at all" * 100)
        elif damage == "another":
            SearchIndex(side, "another store").close()
        with Store.open(path, write=damage == "older") as store:
            assert store.total_hits("neighbours") == 2, damage
            assert store.verify() == []


def test_the_full_text_of_a_copy_is_not_taken_for_its_own(tmp_path: Path) -> None:
    path, copy = tmp_path / "s.duckdb", tmp_path / "copy.duckdb"
    with Store.open(path, write=True) as store:
        store.add(store.begin_run(MANIFEST), *made_up(1), CODERS)
    shutil.copy(path, copy)
    for place, number in ((path, 2), (copy, 3)):
        with Store.open(place, write=True) as store:
            store.add(store.begin_run(MANIFEST), *made_up(number), CODERS)
    shutil.copy(f"{copy}.fts.sqlite", f"{path}.fts.sqlite")
    with Store.open(path, write=False) as store:
        assert store.total_hits('"to 2 million"') == 1
        assert store.total_hits('"to 3 million"') == 0


def test_a_full_text_damaged_within_is_made_anew(tmp_path: Path) -> None:
    path, side = tmp_path / "s.duckdb", tmp_path / "s.duckdb.fts.sqlite"
    with Store.open(path, write=True) as store:
        run = store.begin_run(MANIFEST)
        for number in range(30):
            store.add(run, *made_up(number), CODERS)
    raw = side.read_bytes()
    for place in range(4096, len(raw), 4096):
        side.write_bytes(raw[:place] + b"\xa5" * 600 + raw[place + 600 :])
        with Store.open(path, write=False) as store:
            assert [hit.words[: len("Trade")] for hit in store.search("neighbours", limit=30)] == ["Trade"] * 30
            assert store.total_hits("neighbours") == 30


def test_two_readers_may_fill_the_same_gap(tmp_path: Path) -> None:
    document, _ = made_up(1)
    one, other = (SearchIndex(tmp_path / "gap.sqlite", "s") for _ in range(2))
    for index in (one, other):
        index.add([IndexedText(1, document.id, document.text, [(0, len(document.text))])])
    assert one.counts() == other.counts() == (1, 1)
    assert other.total('"neighbours"') == 1
    one.close()
    other.close()


def test_a_reader_searches_where_it_may_not_write(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    with Store.open(path, write=True) as store:
        store.add(store.begin_run(MANIFEST), *made_up(1), CODERS)
    (tmp_path / "s.duckdb.fts.sqlite").unlink()
    (tmp_path / "s.duckdb.fts.sqlite").mkdir()  # what cannot be opened as a file stands for a folder that cannot be written
    with Store.open(path, write=False) as store:
        assert store.total_hits("neighbours") == 1


def test_a_second_process_is_told_who_holds_the_store(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    holding = (
        "import sys; from servanda.store import Store\nwith Store.open(sys.argv[1], write=True): print(1, flush=True); sys.stdin.read()\n"
    )
    child = subprocess.Popen([sys.executable, "-c", holding, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()
    try:
        for write in (True, False):
            begun = time.monotonic()
            with pytest.raises(StoreLockedError) as caught:
                Store.open(path, write=write)
            assert time.monotonic() - begun < 2
            assert f"process {child.pid} " in caught.value.why
            assert caught.value.exit_status == 3
            assert caught.value.todo
    finally:
        child.communicate()
    Store.open(path, write=True).close()


def test_two_in_one_process_are_refused_too(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    with Store.open(path, write=True) as store:
        store.begin_run(MANIFEST)
        for write in (True, False):
            with pytest.raises(StoreLockedError):
                Store.open(path, write=write)


def test_many_may_read(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    with Store.open(path, write=True) as store:
        store.add(store.begin_run(MANIFEST), *made_up(1), CODERS)
    with Store.open(path, write=False) as one, Store.open(path, write=False) as other:
        assert one.counts() == other.counts()
        assert one.total_hits("neighbours") == other.total_hits("neighbours") == 1


def test_a_question_half_read_does_not_hold_the_store(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    with Store.open(path, write=True) as store:
        run = store.begin_run(MANIFEST)
        store.add(run, *made_up(1), CODERS)
        store.add(run, *made_up(2), CODERS)
        asking = store.facts(FactQuery())
        next(asking)
    probe = "import sys; from servanda.store import Store; Store.open(sys.argv[1], write=True).close()"
    subprocess.run([sys.executable, "-c", probe, str(path)], check=True)


def test_a_full_disk_is_said_and_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    limited = (
        "import resource, signal, sys; sys.path.insert(0, sys.argv[2]); from adding import *; from servanda.errors import ServandaError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "store = Store.open(sys.argv[1], write=True); run = store.begin_run(MANIFEST)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))\n"
        "kept = 0\n"
        "try:\n"
        "    while kept < 5000: store.add(run, *made_up(kept), CODERS); kept += 1\n"
        "except ServandaError as error: print(kept, error.what)\n"
        "finally: store.close()\n"
    )
    done = subprocess.run([sys.executable, "-c", limited, str(path), str(ADDING.parent)], capture_output=True, text=True, check=False)
    kept, _, what = done.stdout.strip().partition(" ")
    assert what == "the store could not be written", done.stderr
    with Store.open(path, write=True) as store:
        assert store.counts().documents >= int(kept) > 0
        assert store.verify() == []
        store.add(store.begin_run(MANIFEST), *made_up(6000), CODERS)
