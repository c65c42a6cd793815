"""Events counted once on the command line, and the reason why two reports are one event or two."""

import csv
import io
import json
from pathlib import Path

from running import facts_in, servanda

TEXTS = (
    {"id": "a", "date": "2019-03-12", "text": "Chile signed a fisheries treaty with Peru in Lima on 11 March 2019."},
    {
        "id": "b",
        "date": "2019-03-13",
        "text": "On 11 March 2019 Chile signed a treaty with Peru. Chile condemned Bolivia on 12 March 2019.",
    },
)


def kept(folder: Path) -> None:
    done = servanda("add", "--input-format", "jsonl", "-", cwd=folder, stdin=b"\n".join(json.dumps(one).encode() for one in TEXTS))
    assert done.returncode == 0, done.stderr


def test_an_event_told_twice_is_one_row_with_both_counts(tmp_path: Path) -> None:
    kept(tmp_path)
    done = servanda("events", "--pair", "Chile", "Peru", "--format", "jsonl", cwd=tmp_path)
    (row,) = facts_in(done.stdout)
    assert (len(row["reports"]), row["documents"], row["when"]) == (2, 2, "2019-03-11")
    assert done.stderr.decode().splitlines() == ["1 events in 2 reports of 2 documents"]
    table = list(csv.DictReader(io.StringIO(servanda("events", "--actor", "CHL", "--format", "csv", cwd=tmp_path).stdout.decode())))
    assert sorted(one["reports"] for one in table) == ["1", "2"]
    assert set(table[0]["facts"].split("; ")) <= {*row["reports"], *table[1]["facts"].split("; ")}
    shown = servanda("events", cwd=tmp_path)
    assert b"2 in 2" in shown.stdout
    assert b"2 events in 3 reports of 2 documents" in shown.stderr


def test_each_pair_of_reports_can_be_asked_why(tmp_path: Path) -> None:
    kept(tmp_path)
    rows = facts_in(servanda("events", "--format", "jsonl", cwd=tmp_path).stdout)
    signed = next(row for row in rows if len(row["reports"]) == 2)
    other = next(row for row in rows if len(row["reports"]) == 1)
    same = servanda("events", "--why", *signed["reports"], cwd=tmp_path)
    assert same.stdout.decode().splitlines()[-1] == "one event: the same act between the same sides, at times that overlap"
    apart = servanda("events", "--why", signed["reports"][0], other["reports"][0], cwd=tmp_path)
    assert apart.stdout.decode().splitlines()[-1].startswith("two events: ")
    unknown = servanda("events", "--why", "0" * 24, other["reports"][0], cwd=tmp_path)
    assert unknown.returncode == 2
    assert b"no event on record has this id" in unknown.stderr
