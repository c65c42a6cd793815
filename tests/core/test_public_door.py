"""The public door: few names, quick to import, and each does what it says."""

import subprocess
import sys
from pathlib import Path

import servanda


def test_the_door_has_at_most_ten_names_and_each_is_there() -> None:
    assert len(servanda.__all__) <= 10
    assert all(hasattr(servanda, name) for name in servanda.__all__)


def test_importing_loads_neither_the_parser_nor_the_store() -> None:
    code = "import sys, servanda; print(sorted({'spacy', 'duckdb', 'trafilatura', 'numpy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_text_goes_through_the_door(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Chile and Peru signed a treaty in Lima on 4 May 2004.\n", encoding="utf-8")
    (tmp_path / "b.bin").write_bytes(b"\x00\x01\x02")
    answers = list(servanda.read(tmp_path))
    documents = [answer for answer in answers if isinstance(answer, servanda.Document)]
    assert len(answers) == 2
    assert len(documents) == 1
    facts = list(servanda.code(documents))
    assert any(fact.kind == "treaty_act" for fact in facts)
    assert all(documents[0].holds(span) for fact in facts for span in fact.spans)
    with servanda.open(tmp_path / "record.duckdb", write=True) as record:
        assert record.counts().documents == 0
