"""A record that people have judged, in an explorer that speaks the made language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from exploring import Explorer, serving
from made_language import MADE, make_language
from told_record import fill_told

from servanda.presenting import texts
from servanda.store import FactQuery, Store


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    """An explorer of a record that people have judged, in the made language."""
    folder = tmp_path_factory.mktemp("catalogues")
    make_language(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "ASSETS", folder)
        with Store.open(tmp_path_factory.mktemp("spoken") / "s.duckdb", write=True) as store:
            fill_told(store)
            at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
            first, other, *_ = store.facts(FactQuery())
            for fact, verdict, who in ((first, "confirm", "Ann"), (first, "reject", "Bo"), (other, "note", "Ann"), (other, "unsure", "Bo")):
                store.judge(fact.id, verdict, who=who, at=at, why="hm")  # type: ignore[arg-type]
            with serving(store, language=MADE) as running:
                yield running
