"""Compare what the reader finds in treaties of alliance with the codes of ATOP (Leeds et al. 2002), obligation by obligation.

    python bench/alliances.py ../shared [TEXTS.jsonl…]

The texts are those of the answer keys, or those given (lines with id, title, text). A text is matched with the alliance that was signed on its day by its
parties; `atop.jsonl` names members by COW numbers. Texts that match none are not counted.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from servanda.coding.treaty_text import TreatyReading, read_treaty
from servanda.vocabulary.actors import load_actors

OBLIGATIONS = {
    "defense": "defense",
    "offense": "offense",
    "neutral": "neutrality",
    "nonagg": "nonaggression",
    "consul": "consultation",
}
TEXTS = ("security_texts.jsonl", "texts_with_dates.jsonl")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a JSON Lines file."""
    return (json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line)


def by_day(key: Path) -> dict[dt.date, list[dict[str, Any]]]:
    """The alliances of ATOP by their day of signature; those without a full date cannot be matched."""
    found: dict[dt.date, list[dict[str, Any]]] = {}
    for row in rows(key):
        try:
            day = dt.date(int(row["begyr"]), int(row["begmo"]), int(row["begday"]))
        except ValueError:
            continue
        found.setdefault(day, []).append(row)
    return found


def codes_by_number() -> dict[str, set[str]]:
    """The codes of the states that have borne a COW number."""
    numbers: dict[str, set[str]] = {}
    for state in load_actors().rows.states:
        if state.cow is not None:
            numbers.setdefault(str(state.cow), set()).add(state.code)
    return numbers


def match(reading: TreatyReading, alliances: dict[dt.date, list[dict[str, Any]]], numbers: dict[str, set[str]]) -> dict[str, Any] | None:
    """The alliance signed on the reading's day by its parties; None where no party that it names is a member, or none was signed that day."""
    if reading.signed is None or not reading.parties:
        return None
    for row in alliances.get(dt.date.fromisoformat(reading.signed.date), []):
        members = [numbers.get(number, set()) for number in row["members"]]
        if sum(any(code in states for states in members) for code in reading.parties) >= 2:
            return row
    return None


def main() -> int:
    """Print a line for each matched text and the totals."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("texts", type=Path, nargs="*")
    options = parser.parse_args()
    folder = options.shared / "gold" / "treaties"
    if not folder.is_dir():
        print(f"no answer keys at {options.shared}: nothing to compare")
        return 1 if os.environ.get("CI") else 0
    alliances, numbers = by_day(folder / "atop.jsonl"), codes_by_number()
    told: Counter[tuple[str, str]] = Counter()
    matched = 0
    for path in options.texts or [folder / name for name in TEXTS]:
        for row in rows(path):
            reading = read_treaty(row["text"], row.get("title"), row["id"])
            key = match(reading, alliances, numbers)
            if key is None:
                continue
            matched += 1
            types = {one.type for one in reading.provisions}
            answers = {name: (key[name] == "1", OBLIGATIONS[name] in types) for name in OBLIGATIONS}
            print(
                row["id"],
                key["id"],
                *(f"{name}: key {int(true)} read {int(read)}" for name, (true, read) in answers.items() if true != read),
            )
            told.update((name, f"{int(true)}{int(read)}") for name, (true, read) in answers.items())
    print(f"{matched} texts match an alliance of ATOP")
    for name in OBLIGATIONS if matched else ():
        found, missed, wrong = told[name, "11"], told[name, "10"], told[name, "01"]
        print(f"{OBLIGATIONS[name]:14} found {found}/{found + missed}   read where ATOP has none {wrong}/{matched - found - missed}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
