"""Tell text by text where the day of signature, or the two parties, that are read from a treaty differ from the answer key.

    python bench/treaty_dates.py ../shared

The key's days are those of a data set, not of the texts. For each difference the words are printed on which the reading rests, or the last words
of the treaty where none is found, so that anybody can judge which of the two the text bears out. docs/treaty-reading.md keeps the judgement.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from servanda.coding.treaty_text import TreatyReading, read_treaty

# Two codes stand at the beginning of the id of a bilateral treaty: `FRA-LUX[MLB]_1986N`; `EUE` stands for what the texts call by several names.
_PAIR = re.compile(r"(?!EUE|...-EUE)(?P<one>[A-Z]{3})-(?P<other>[A-Z]{3})[\[_]")
_SHOWN = 160


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a JSON Lines file."""
    return (json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line)


def day_compared(row: dict[str, Any], reading: TreatyReading) -> str:
    """How the day that is read stands to the key's: the same, another, none though the year stands in the text, none without it."""
    read = reading.signed.date if reading.signed else None
    if read == row["signed"]:
        return "the same day"
    if read is not None:
        return "another day"
    return (
        "no day read, though the year stands in the text"
        if row["signed"][:4] in row["text"]
        else "no day read, and the year is not in the text"
    )


def words_of(row: dict[str, Any], reading: TreatyReading) -> str:
    """The words on which the reading rests, or the last words of the text."""
    words = reading.signed.quote if reading.signed else row["text"][-_SHOWN:]
    return " ".join((words or "").split())[:_SHOWN]


def main() -> int:
    """Print every difference, then the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    path = parser.parse_args().shared / "gold" / "treaties" / "texts_with_dates.jsonl"
    if not path.is_file():
        print(f"no answer key at {path}: nothing to compare")
        return 1 if os.environ.get("CI") else 0
    days: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for row in rows(path):
        reading = read_treaty(row["text"], row.get("title"), row["id"])
        told = day_compared(row, reading)
        days[told] += 1
        if "the same" not in told:
            read = reading.signed.date if reading.signed else "none"
            print(f"{row['id']}: key {row['signed']}, read {read} ({told}): {words_of(row, reading)}")
        named = _PAIR.match(row["id"])
        if named is None:
            continue
        same = {named["one"], named["other"]} == set(reading.parties or ())
        pairs["the pair of the id" if same else "other parties than the id"] += 1
        if not same:
            print(f"{row['id']}: parties read {', '.join(reading.parties or ()) or 'none'}")
    for name, count in (*days.most_common(), *pairs.most_common()):
        print(f"{count:4} {name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
