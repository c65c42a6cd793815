"""Score Servanda against the answer keys, print a table, and refuse a score below its floor.

    python bench/gold.py ../shared [--raise-floors] [--only NAME…]

The keys and their scorer stand beside the checkout; without them there is nothing to score (in CI that is an error).
Floors are in bench/floors.json; `--raise-floors` lifts them to what was measured and never lowers one.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ROOT / "bench" / "floors.json"
SCORES = ROOT / "scores"
# A floor is set this far below the score measured, so that a change elsewhere by one row does not stop the work.
SLACK = 0.005

# Name of the set, the scorer's kind, the key below gold/ (empty where this repository holds it), and the command that reads the texts.
SETS = {
    "events": ("events", "events/plover_gsr.jsonl", ["code", "--quiet", "--kind", "event"]),
    "news": ("news", "events/news_events.jsonl", ["code", "--quiet", "--kind", "event"]),
    "quad": ("quad", "events/quad_class.jsonl", ["code", "--quiet", "--kind", "event"]),
    "statements": ("statements", "statements/polnear_dev.jsonl", ["code", "--quiet", "--kind", "statement"]),
    "diplomatic": ("facts", "diplomatic", ["code", "--quiet"]),
    "treaties": ("treaties", "treaties", ["treaty", "read", "--format", "jsonl"]),
    "dates": ("dates", "treaties/texts_with_dates.jsonl", ["treaty", "read", "--format", "jsonl"]),
    "seeds": ("facts", "", ["code", "--quiet"]),
    "official": ("facts", "", ["code", "--quiet"]),
    "official2": ("facts", "", ["code", "--quiet"]),
    "official3": ("facts", "", ["code", "--quiet"]),
}
# The kinds for which the scorer makes the input under another name than it scores.
INPUT_KIND = {
    "events": "events",
    "news": "news",
    "quad": "quad",
    "statements": "statements",
    "facts": "facts",
    "treaties": "treaties",
    "dates": "dates",
}


def measures(name: str, printed: str) -> Iterator[tuple[str, float, bool]]:
    """Each figure of the scorer's output as (name, value, whether higher is better)."""
    for line in printed.splitlines():
        label = re.sub(r"\W+", "_", line[:17].strip().lower()).strip("_")
        if found := re.search(r"P ([\d.]+)\s+R ([\d.]+)\s+F1 ([\d.]+)", line):
            label = re.sub(r"\W+", "_", line[: found.start()].strip().lower()).strip("_")
            for part, value in zip(("precision", "recall", "f1"), found.groups(), strict=True):
                yield f"{name}.{label}.{part}", float(value), True
        elif found := re.search(r"coverage ([\d.]+).*accuracy[^\d]*([\d.]+)", line):
            yield f"{name}.coverage", float(found.group(1)), True
            yield f"{name}.accuracy", float(found.group(2)), True
        elif line.startswith("all "):
            found = re.search(r"right ([\d.]+)\s+found ([\d.]+).*coded (\d+)/(\d+)", line)
            if found:
                yield f"{name}.right", float(found.group(1)), True
                yield f"{name}.found", float(found.group(2)), True
                yield f"{name}.false", int(found.group(3)) / max(int(found.group(4)), 1), False
        elif found := re.search(r"right\s+(\d+)/(\d+)", line):
            yield f"{name}.{label}", int(found.group(1)) / max(int(found.group(2)), 1), True
            if wrong := re.search(r"wrong (\d+)/(\d+)", line):
                yield f"{name}.{label}_wrong", int(wrong.group(1)) / max(int(wrong.group(2)), 1), False


def score(name: str, shared: Path) -> str:
    """Run Servanda on one set and the scorer on the result; what the scorer printed."""
    kind, key, command = SETS[name]
    scorer = [sys.executable, str(shared / "tools" / "score.py")]
    gold = shared / "gold" / key
    SCORES.mkdir(exist_ok=True)
    if name == "seeds":
        gold = SCORES / "seeds"
        subprocess.run([sys.executable, str(ROOT / "tests/gold/lay_out_seeds.py"), str(shared / "corpus/seeds"), str(gold)], check=True)
    elif name in ("official", "official2", "official3"):
        gold = ROOT / "tests/gold" / name
    texts, facts = SCORES / f"{name}.input.jsonl", SCORES / f"{name}.facts.jsonl"
    with texts.open("wb") as out:
        subprocess.run([*scorer, "input", INPUT_KIND[kind], str(gold)], check=True, stdout=out)
    with facts.open("wb") as out:
        subprocess.run([sys.executable, "-m", "servanda", *command, str(texts)], check=True, stdout=out)
    done = subprocess.run([*scorer, kind, str(gold), str(facts)], check=True, capture_output=True, text=True)
    return done.stdout


def main() -> int:
    """Score all sets or those named; 1 where a score is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--only", nargs="*", choices=list(SETS), default=list(SETS))
    parser.add_argument("--raise-floors", action="store_true")
    options = parser.parse_args()
    if not (options.shared / "gold").is_dir():
        print(f"no answer keys at {options.shared}: nothing to score")
        return 1 if os.environ.get("CI") else 0
    if not FLOORS.exists() and not options.raise_floors:
        print(f"no floors at {FLOORS}: make them with --raise-floors")
        return 1
    floors: dict[str, float] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    failed = []
    for name in options.only:
        printed = score(name, options.shared)
        print(f"== {name}\n{printed}", flush=True)
        for measure, value, higher in measures(name, printed):
            floor = floors.get(measure)
            if floor is not None and (value < floor - 1e-9 if higher else value > floor + 1e-9):
                failed.append(
                    f"{measure} is {value:.3f}, its floor {floor:.3f}" if higher else f"{measure} is {value:.3f}, its ceiling {floor:.3f}"
                )
            if options.raise_floors:
                reached = round(value - SLACK, 3) if higher else round(value + SLACK, 3)
                floors[measure] = reached if floor is None else (max(floor, reached) if higher else min(floor, reached))
    if options.raise_floors:
        FLOORS.write_text(json.dumps(dict(sorted(floors.items())), indent=1) + "\n")
    for line in failed:
        print(f"BELOW ITS FLOOR: {line}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
