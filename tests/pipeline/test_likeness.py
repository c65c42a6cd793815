"""Texts that are nearly the same are linked in the record, those of one batch at once."""

from pathlib import Path

import pytest

from servanda.pipeline.ingest import add_inputs
from servanda.records import Document
from servanda.store import Store

STORY = "The two neighbours opened the northern bridge on Friday after nine years of work and many quarrels about its cost and its toll."


def test_the_links_of_a_batch_are_kept_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[int] = []
    record = Store.record_near_duplicates

    def counted(store: Store, run: int, links: list[tuple[str, str, float]]) -> None:
        kept.append(len(links))
        record(store, run, links)

    monkeypatch.setattr(Store, "record_near_duplicates", counted)
    documents = [Document(id=f"sha256:{number}", text=f"{STORY} {number}", uri=str(number)) for number in range(4)]
    with Store.open(tmp_path / "record.duckdb", write=True) as store:
        assert [ended.status for ended in add_inputs(store, documents[:3])] == ["done"] * 3
        assert [ended.status for ended in add_inputs(store, documents)] == ["unchanged"] * 3 + ["done"]
        linked = {(document, other) for document, other, _ in store.near_duplicates()}
    assert kept == [3, 3]  # each with all before it: first three texts together, then the fourth with the kept ones
    assert linked == {(f"sha256:{later}", f"sha256:{former}") for later in range(4) for former in range(later)}
