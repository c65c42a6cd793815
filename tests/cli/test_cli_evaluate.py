"""`servanda evaluate` on a user's own sentences."""

import json
from pathlib import Path

from click.testing import CliRunner

from servanda.cli.evaluate import evaluate

ROWS = [
    {"id": "1", "text": "Kenya accused Ghana of spying.", "events": [{"source": "KEN", "target": "GHA", "type": "ACCUSE"}]},
    {"id": "2", "text": "The weather in Rome was fine.", "events": [{"source": "ITA", "target": "FRA", "type": "AID"}]},
]


def key(folder: Path) -> str:
    path = folder / "mine.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in ROWS), encoding="utf-8")
    return str(path)


def test_a_table_for_people(tmp_path: Path) -> None:
    done = CliRunner().invoke(evaluate, [key(tmp_path), "--misses", "--quiet"])
    assert done.exit_code == 0, done.output
    assert "mine.jsonl: who did what to whom, 2 texts" in done.output
    assert "joint            precision 1.000  recall 0.500  F1 0.667" in done.output
    assert "- 2: The weather in Rome was fine." in done.output


def test_the_same_for_programs(tmp_path: Path) -> None:
    done = CliRunner().invoke(evaluate, [key(tmp_path), "--format", "jsonl", "--quiet"])
    report = json.loads(done.stdout_bytes)
    joint = next(one for one in report["measures"] if one["name"] == "joint")
    assert (joint["precision"], joint["recall"], joint["right"], joint["keyed"]) == (1.0, 0.5, 1, 2)
    assert report["misses"] is None


def test_a_file_that_is_no_key_is_refused_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_text('{"id": "1", "text": "x"}\n', encoding="utf-8")
    done = CliRunner().invoke(evaluate, [str(path)])
    assert done.exception is not None
    assert "none of the fields" in str(done.exception)
