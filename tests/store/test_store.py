"""A store keeps what it is given, once, and gives it back in a stable order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.store import FactQuery, RunManifest, Store
from strategies import MORNING, documents, facts

MANIFEST = RunManifest(started=MORNING, servanda="0", coders={"any": "1"}, vocabulary="v", model=None, options={"jobs": 1})
CODERS = {"any": "1"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "s.duckdb", write=True) as opened:
        yield opened


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
