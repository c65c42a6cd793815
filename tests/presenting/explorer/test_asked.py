"""A store that an explorer holds is read through it: every question has the same answer, and nothing is written."""

from __future__ import annotations

import inspect
import json
import os
import stat
import urllib.parse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from servanda.errors import StoreLockedError, UsageError
from servanda.presenting.explorer.asking import AskedStore
from servanda.presenting.holding import Holder, holder_of, place_of, told_beside
from servanda.store import FactQuery, Store
from strategies import MORNING

if TYPE_CHECKING:
    from exploring import Explorer

pytest_plugins = ("exploring",)
# Questions that the others answer too, and what has no business there.
_BY_OTHERS = {"open", "tally", "weightiest", "known", "add", "record_input"}
_WRITES: dict[str, tuple[Any, ...]] = {
    "begin_run": (None,), "known_among": ((), {}), "add_many": (1, ()), "record_inputs": ((),), "record_near_duplicates": (1, ()),
    "judge": ("x", "reject"), "take_back_note": ("x",), "add_fact": (None,), "rebuild_search": (),
}  # fmt: skip


def asked(explorer: Explorer) -> AskedStore:
    return AskedStore(explorer.store.path, Holder(os.getpid(), explorer.root, explorer.token))


def whole(answer: Any) -> Any:
    return list(answer) if isinstance(answer, Iterable) and not isinstance(answer, dict | list | str) else answer


def test_every_question_has_the_same_answer(desk: Explorer) -> None:
    facts = list(desk.store.facts(FactQuery()))
    desk.store.judge(facts[0].id, "reject", who="Ann", at=MORNING, why="no “such” thing\n=1")
    desk.store.judge(facts[1].id, "correct", who="Bo", at=MORNING, corrected=msgspec.structs.replace(facts[1], certainty="denied"))
    document = facts[0].document
    far = asked(desk)
    for name, values in (
        ("kept", (FactQuery(pair=("CHN", "RUS"), kinds=("event",), rejected=True),)),
        ("facts", (FactQuery(order="confidence", limit=3, offset=1),)),
        ("sketches", (FactQuery(),)),
        ("weightiest", (FactQuery(limit=4, offset=1), lambda kind, _type, actors: len(kind) * len(actors))),
        ("count", (FactQuery(verdict="not judged"),)),
        ("tally", (FactQuery(), "actor")),
        ("tallies", (FactQuery(), ("kind", "pair"))),
        ("crossed", (FactQuery(), ("type", "year"))),
        ("runs", ()),
        ("documents", ()),
        ("documents", ([document],)),
        ("documents", ([document, *map(str, range(2000))],)),
        ("heads", ([document, *map(str, range(2000))],)),
        ("documents", ([document],)),
        ("document", (document,)),
        ("heads", ()),
        ("heads", ([document],)),
        ("text_hashes", ()),
        ("judgements", ()),
        ("judgements", (facts[0].id,)),
        ("inputs", ()),
        ("near_duplicates", ()),
        ("counts", ()),
        ("search", ("enemies",)),
        ("facts_at", ([(document, 0, 60)],)),
        ("hits_by_document", ("Russia",)),
        ("total_hits", ("trade",)),
        ("verify", ()),
    ):
        assert whole(getattr(far, name)(*values)) == whole(getattr(desk.store, name)(*values)), name
    with pytest.raises(UsageError, match="no such document"):
        far.document("none")


def test_every_public_part_of_a_store_is_answered_or_refused(desk: Explorer) -> None:
    public = {name for name, _ in inspect.getmembers(Store) if not name.startswith("_")}
    assert public - set(vars(AskedStore)) == _BY_OTHERS
    far, before = asked(desk), desk.store.counts()
    for name, values in _WRITES.items():
        with pytest.raises(StoreLockedError) as refused:
            getattr(far, name)(*values)
        assert desk.root in refused.value.why
    assert desk.store.counts() == before


def test_only_who_has_the_key_may_ask(desk: Explorer) -> None:
    form = {"asked": json.dumps([{}])}
    assert desk.post("/asked/count", form).status == 200
    assert desk.post("/asked/count", form, headers={"Cookie": ""}).status == 403
    assert desk.post("/asked/count", form, headers={"Origin": "http://evil.example"}).status == 403
    assert desk.post("/asked/count", form, key="0" * 64).status == 403
    assert desk.get("/asked/count?asked=" + urllib.parse.quote(form["asked"])).status in (404, 405)
    for question, told in (
        ("judge", "[]"),
        ("__class__", "[]"),
        ("count", "[1]"),
        ("count", "["),
        ("count", "[]"),
        ("kept", '[{"id": 1}]'),
    ):
        assert desk.post(f"/asked/{question}", {"asked": told}).status in (400, 404), question


def test_the_file_beside_a_store_is_private_and_believed_only_then(tmp_path: Path) -> None:
    store = tmp_path / "s.duckdb"
    path = place_of(store)
    path.write_text("left by a crash")
    with told_beside(store, "http://127.0.0.1:8765", "key"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert holder_of(store) == Holder(os.getpid(), "http://127.0.0.1:8765", "key")
        path.chmod(0o644)
        assert holder_of(store) is None
    assert not path.exists()
    for text in (
        "",
        "{}",
        "[]",
        '{"pid": 1, "address": "http://evil.example:80", "token": "x"}',
        '{"pid": 1, "address": "http://127.0.0.1:80@evil.example", "token": "x"}',
    ):
        path.write_text(text)
        path.chmod(0o600)
        assert holder_of(store) is None


def test_an_explorer_that_has_gone_is_told(tmp_path: Path) -> None:
    gone = AskedStore(tmp_path / "s.duckdb", Holder(os.getpid(), "http://127.0.0.1:1", "key"))
    with pytest.raises(StoreLockedError) as refused:
        gone.counts()
    assert "does not answer" in refused.value.what
