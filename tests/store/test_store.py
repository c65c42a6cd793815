"""A store keeps what it is given, once, and gives it back in a stable order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pytest
from adding import CODERS as TWO_CODERS
from adding import made_up
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.errors import InputError, IntegrityError, ServandaError, UsageError
from servanda.records import Document, Fact, Provision, Relation, When, make_fact
from servanda.store import CodedDocument, FactQuery, RunManifest, Store
from strategies import MORNING, documents, facts

MANIFEST = RunManifest(started=MORNING, servanda="0", coders={"any": "1"}, vocabulary="v", model=None, options={"jobs": 1})
CODERS = {"any": "1"}
PLAIN: dict[str, Any] = {"asserted_by": None, "coder": ("any", "1"), "confidence": 1, "rule": None}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "s.duckdb", write=True) as opened:
        yield opened


def on(first: str, last: str | None) -> When:
    return When(earliest=dt.date.fromisoformat(first), latest=dt.date.fromisoformat(last) if last else None, words=first)


def relation(document: Document, pair: tuple[str, str], when: When | None, start: int = 0) -> Fact:
    claim = Relation(pair=pair, trend="stable", domain=None)
    return make_fact(document, claim, (document.span(start, start + 1),), certainty="actual", when=when, **PLAIN)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_goes_in_comes_out(store: Store, data: st.DataObject) -> None:
    document = data.draw(documents())
    found = tuple(data.draw(st.lists(facts(document), max_size=4, unique_by=lambda fact: fact.id)))
    new = not any(one.id == document.id for one in store.documents())
    store.add(store.begin_run(MANIFEST), document, found, CODERS)
    if new:
        assert store.document(document.id) == document
        assert set(store.facts(FactQuery(document=document.id))) == set(found)
    assert store.verify() == []


def test_adding_twice_changes_nothing(store: Store) -> None:
    run = store.begin_run(MANIFEST)
    for _ in range(2):
        store.add(run, *made_up(1), TWO_CODERS)
        store.add_many(run, [CodedDocument(document=made_up(2)[0], facts=tuple(made_up(2)[1]), coders=TWO_CODERS)] * 2)
        assert store.counts().facts == {"figure": 2, "relation": 2}
        assert store.counts().documents == store.counts().generation == 2
    assert store.known(made_up(1)[0].id, TWO_CODERS)
    assert store.known(made_up(1)[0].id, {"figures": "1"})
    assert not store.known(made_up(1)[0].id, {"figures": "2"})
    assert not store.known(made_up(1)[0].id, {})
    assert not store.known("sha256:none", TWO_CODERS)


def test_the_order_of_reading_does_not_show(tmp_path: Path) -> None:
    answers = []
    for name, numbers in (("one", range(20)), ("two", reversed(range(20)))):
        with Store.open(tmp_path / name, write=True) as store:
            run = store.begin_run(MANIFEST)
            for number in numbers:
                store.add(run, *made_up(number), TWO_CODERS)
            answers.append((list(store.facts(FactQuery())), list(store.documents())))
    assert answers[0] == answers[1]


def test_a_newer_coder_replaces_its_own_facts_alone(store: Store) -> None:
    document, (figure, tie) = made_up(1)
    run = store.begin_run(MANIFEST)
    store.add(run, document, [figure, tie], TWO_CODERS)
    store.add(run, document, [], {"figures": "2"})
    assert list(store.facts(FactQuery())) == [tie]
    assert store.known(document.id, {"figures": "2", "relations": "1"})
    assert store.verify() == []


def test_a_text_read_otherwise_by_a_newer_reader_stands_beside_the_older(store: Store) -> None:
    older = Document(id="sha256:01", text="First menu. The ties are good.", uri="a.html", reader_version="1")
    newer = Document(id="sha256:01", text="The ties are good.", uri="a.html", reader_version="2")
    run = store.begin_run(MANIFEST)
    store.add(run, older, [relation(older, ("CHN", "RUS"), None)], CODERS)
    store.add(run, newer, [relation(newer, ("CHN", "IND"), None)], CODERS)
    assert store.document("sha256:01") == newer
    assert list(store.documents()) == [newer]
    assert [fact.claim for fact in store.facts(FactQuery())] == [Relation(pair=("CHN", "IND"), trend="stable", domain=None)]
    assert store.total_hits("menu") == 0
    assert store.total_hits("ties") == 1
    assert store.verify() == []


def test_what_is_told_as_done_without_a_time_was_done_by_then(store: Store) -> None:
    document = Document(id="sha256:01", text="abcdefghij", uri="a.txt", published=on("1994-09-04", "1994-09-04"))
    done = relation(document, ("CHN", "RUS"), None, 0)
    planned = msgspec.structs.replace(relation(document, ("CHN", "IND"), None, 1), certainty="planned")
    store.add(store.begin_run(MANIFEST), document, [done, planned], CODERS)
    for held in (False, True):
        if held:
            store.hold()
        assert [fact.certainty for fact in store.facts(FactQuery(since=dt.date(2001, 1, 1)))] == ["planned"]
        assert [fact.certainty for fact in store.facts(FactQuery(since=dt.date(1994, 9, 4)))] == ["actual", "planned"]


def test_questions(store: Store) -> None:
    document = Document(id="sha256:01", text="abcdefghij", uri="a.txt")
    china_russia = relation(document, ("CHN", "RUS"), on("1999-01-01", "1999-12-31"), 0)
    undated = relation(document, ("CHN", "IND"), None, 1)
    since = relation(document, ("IND", "RUS"), on("2005-06-01", None), 2)
    rule = Provision(instrument=None, article="9", bearers=("CHN",), toward=("RUS",), force="must", type="consultation", trigger="a threat")
    provision = make_fact(document, rule, (document.span(3, 5),), certainty="conditional", when=None, **PLAIN)
    store.add(store.begin_run(MANIFEST), document, [provision, since, undated, china_russia], CODERS)

    def asked(**query: Any) -> list[Fact]:
        found = list(store.facts(FactQuery(**query)))
        assert store.count(FactQuery(**query)) == (len(found) if "limit" not in query else 4)
        return found

    assert asked() == [china_russia, undated, since, provision]
    assert asked(pair=("RUS", "CHN")) == [china_russia, provision]
    assert asked(actor="IND") == [undated, since]
    assert asked(kinds=("provision",)) == asked(types=("consultation",)) == asked(certainty=("conditional",)) == [provision]
    assert asked(types=("stable", "consultation"), actor="RUS") == [china_russia, since, provision]
    assert asked(since=dt.date(2000, 1, 1)) == [undated, since, provision]
    assert asked(since=dt.date(2000, 1, 1), undated=False) == [since]
    assert asked(until=dt.date(1999, 6, 1), undated=False) == [china_russia]
    assert asked(since=dt.date(2030, 1, 1), until=dt.date(2031, 1, 1), undated=False) == [since]
    assert asked(document="sha256:01", limit=2) == [china_russia, undated]
    assert asked(document="sha256:02") == []
    assert asked(actor="x' OR true --") == []


def test_runs_inputs_and_likenesses_are_kept(store: Store) -> None:
    first, second = store.begin_run(MANIFEST), store.begin_run(MANIFEST)
    assert (first, second) == (1, 2)
    assert list(store.runs()) == [MANIFEST, MANIFEST]
    store.record_input(first, "b.pdf", "failed", reason="it is encrypted")
    store.record_input(first, "a.txt", "done", document="sha256:01")
    store.record_input(second, "b.pdf", "partial", reason="page 3 has no text")
    assert [(one.uri, one.status) for one in store.inputs()] == [("a.txt", "done"), ("b.pdf", "partial")]
    assert store.counts().inputs == {"done": 1, "partial": 1}
    store.record_input(second, "no\udcfftext.txt", "failed", reason="empty")
    assert [one.uri for one in store.inputs()][-1] == "no\\udcfftext.txt"
    with pytest.raises(ValueError, match="Invalid enum value"):
        store.record_input(first, "c.txt", "perhaps")
    one, other = made_up(1), made_up(2)
    store.record_near_duplicates(first, [(one[0].id, other[0].id, 0.93)])
    assert list(store.near_duplicates()) == []  # told before its documents are kept, as when a run was cut off between the two
    store.add(first, *one, TWO_CODERS)
    store.add(first, *other, TWO_CODERS)
    assert list(store.near_duplicates()) == [(one[0].id, other[0].id, 0.93)]


def test_what_a_deleted_store_left_behind_spoils_no_new_one(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    with Store.open(path, write=True) as store:
        store.add(store.begin_run(MANIFEST), *made_up(1), TWO_CODERS)
        left = path.with_name("s.duckdb.wal").read_bytes()
    path.unlink()
    path.with_name("s.duckdb.wal").write_bytes(left)
    with Store.open(path, write=True) as store:
        assert store.counts().documents == 0


def test_what_cannot_be_kept_is_refused_whole(store: Store) -> None:
    run = store.begin_run(MANIFEST)
    document, found = made_up(1)
    with pytest.raises(InputError, match="cannot be written as UTF-8"):
        store.add(run, Document(id="sha256:02", text="half a pair: \ud83d", uri="a.jsonl"), [], CODERS)
    with pytest.raises(ValueError, match="none of this coding"):
        store.add(run, document, found, {"figures": "1"})
    with pytest.raises(ValueError, match="none of this coding"):
        store.add(run, made_up(2)[0], found, TWO_CODERS)
    assert store.counts().documents == 0
    store.add(run, document, found, TWO_CODERS)
    with pytest.raises(UsageError, match="no such document"):
        store.document("sha256:99")


def test_no_store_is_no_traceback(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no store here"):
        Store.open(tmp_path / "absent.duckdb", write=False)
    with pytest.raises(UsageError, match="cannot be opened"):
        Store.open(tmp_path, write=False)
    (tmp_path / "text.duckdb").write_text("this is a letter, no store\n" * 1000)
    with pytest.raises(IntegrityError, match="no store, or a damaged one"):
        Store.open(tmp_path / "text.duckdb", write=True)
    with duckdb.connect(str(tmp_path / "other.duckdb")) as other:
        other.execute("CREATE TABLE trade (value DOUBLE)")
    with pytest.raises(UsageError, match="no Servanda store"):
        Store.open(tmp_path / "other.duckdb", write=True)
    Store.open(tmp_path / "newer.duckdb", write=True).close()
    with duckdb.connect(str(tmp_path / "newer.duckdb")) as newer:
        newer.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    with pytest.raises(UsageError, match="schema 99"):
        Store.open(tmp_path / "newer.duckdb", write=True)
    assert not list(tmp_path.glob(".*"))


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.duckdb", write=True) as store:
        store.begin_run(MANIFEST)
    for attempt in (store.counts, lambda: store.begin_run(MANIFEST), lambda: store.total_hits("ties")):
        with pytest.raises(ServandaError, match="the store is closed"):
            attempt()
    store.close()


def test_a_store_reaches_no_other_file(store: Store, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    reading, writing = "SELECT * FROM read_csv(?)", "COPY runs TO 'out.csv'"
    for statement, values in ((reading, [str(tmp_path / "secret.csv")]), (writing, []), ("SET enable_external_access = true", [])):
        with pytest.raises((duckdb.Error, IntegrityError), match=r"disabled|locked|restricted|Cannot"):
            store._tables.rows(statement, values)
