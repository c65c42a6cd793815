"""Nothing kept can be changed without `verify` saying what and where."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import duckdb
import pytest
from adding import CODERS, MANIFEST, made_up

from servanda.errors import IntegrityError
from servanda.store import Store
from strategies import MORNING


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "s.duckdb"
    with Store.open(path, write=True) as store:
        run = store.begin_run(MANIFEST)
        for number in range(3):
            store.add(run, *made_up(number), CODERS)
        store.judge(made_up(1)[1][0].id, "confirm", who="A. Reader", at=MORNING)
        assert store.verify() == []
    return path


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / made.name


CHANGES = {
    "a word of a text": ("UPDATE documents SET text = replace(text, 'good', 'goof') WHERE seq = 2", "not the text that was read"),
    "a title": ("UPDATE documents SET title = 'Another' WHERE seq = 1", "title, date or other columns"),
    "a date": ("UPDATE documents SET published_earliest = '1999-01-01' WHERE seq = 1", "title, date or other columns"),
    "the place of a sentence": ("UPDATE documents SET sentence_ends = [999999] WHERE seq = 1", "lies outside the text"),
    "the words of a span": ("UPDATE facts SET json = replace(json, 'Trade', 'Trode') WHERE ordinal = 0", "are not the document's"),
    "the place of a span": ("UPDATE facts SET json = replace(json, '\"start\":0', '\"start\":1') WHERE kind = 'figure'", "its id is not"),
    "a claim": ("UPDATE facts SET json = replace(json, 'stable', 'tense') WHERE kind = 'relation'", "its id is not"),
    "a certainty": ("UPDATE facts SET json = replace(json, 'actual', 'denied'), certainty = 'denied'", "its facts are not those"),
    "a column alone": ("UPDATE facts SET actors = ['USA'] WHERE kind = 'relation'", "its columns differ from the fact itself: actors"),
    "no JSON": ("UPDATE facts SET json = '{' WHERE coding = 1", "it cannot be read"),
    "a lost fact": ("DELETE FROM facts WHERE coding = 2", "0 fact(s) are kept, 1 were found"),
    "a lost coding": ("DELETE FROM codings WHERE seq = 2", "where the last is number 6"),
    "a lost document": ("DELETE FROM documents WHERE seq = 2", "where the last is number 3"),
    "a fact of nobody": ("UPDATE facts SET coding = 77 WHERE coding = 3", "of no coding and no judgement"),
    "a judgement's reason": ("UPDATE judgements SET why = 'because'", "it is not what was said"),
    "a run": ("DELETE FROM runs", "without their row in runs"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_found(path: Path, change: str) -> None:
    statement, said = CHANGES[change]
    with duckdb.connect(str(path)) as connection:
        connection.execute(statement)
    with Store.open(path, write=False) as store:
        problems = store.verify()
    assert any(said in problem.what for problem in problems), problems
    assert all(problem.where for problem in problems)


def test_a_full_text_that_lost_a_sentence_is_found_and_made_anew(path: Path) -> None:
    with sqlite3.connect(f"{path}.fts.sqlite") as side:
        side.execute("DELETE FROM sentences WHERE number = (SELECT min(number) FROM sentences)")
    side.close()
    with Store.open(path, write=True) as store:
        assert "rebuild_search" in store.verify()[0].what
        store.rebuild_search()
        assert store.verify() == []
        assert store.total_hits("neighbours") == 3


def test_a_flipped_bit_is_never_another_fact(path: Path, tmp_path: Path) -> None:
    with Store.open(path, write=False) as store:
        whole = (list(store.documents()), list(store.judgements()))
    raw = path.read_bytes()
    found = harmless = 0
    for place in range(100, len(raw), len(raw) // 60):
        broken = tmp_path / "broken.duckdb"
        broken.write_bytes(raw[:place] + bytes([raw[place] ^ 16]) + raw[place + 1 :])
        shutil.copy(f"{path}.fts.sqlite", f"{broken}.fts.sqlite")
        try:
            with Store.open(broken, write=False) as store:
                problems = store.verify()
                if problems:
                    found += 1
                else:
                    harmless += 1  # in space that nothing uses
                    assert (list(store.documents()), list(store.judgements())) == whole
        except IntegrityError:
            found += 1
    assert found > 0
    assert found + harmless >= 60
