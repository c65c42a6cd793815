"""Measure speed, memory and start-up; print one table.

    python bench/bench.py [--rounds 3] [--large 1500]

Everything is measured in processes of their own, one BLAS thread each, on whatever this machine is: quote ratios between two runs
on one machine, never the figures of two machines. The corpus is the bundled collection, recombined sentence by sentence into
documents; where the answer keys stand beside the checkout, their news texts are measured too.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
COLLECTION = ROOT / "src/servanda/collection"
SEED = 20010716  # the recombination is the same on every run


def timed(command: list[str], rounds: int) -> tuple[float, float]:
    """Median wall seconds of a command and its peak memory in MB, in processes of its own."""
    return statistics.median(timed_once(command) for _ in range(rounds)), peak_of(command)


def interleaved(commands: Sequence[list[str]], rounds: int) -> list[list[float]]:
    """Wall seconds of each command in each round, one command after another: what else the machine does then falls on all alike."""
    return [[timed_once(command) for command in commands] for _ in range(rounds)]


def timed_once(command: list[str]) -> float:
    """Wall seconds of one run of a command."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    return time.perf_counter() - start


def peak_of(command: list[str]) -> float:
    """Peak memory of one run of a command, in MB, asked of a child that runs nothing else."""
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    return float(subprocess.run([sys.executable, "-c", code, *command], check=True, capture_output=True, text=True, cwd=ROOT).stdout)


def sentences_of(path: Path) -> list[str]:
    """All sentences of a JSON Lines file of documents."""
    from servanda.coding.sentences import sentence_spans
    from servanda.records import Document

    found: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        found += [text[start:end] for start, end in sentence_spans(Document(id="sha256:b", text=text, uri="b"))]
    return found


def collection_texts() -> list[str]:
    """The texts of the bundled collection."""
    from servanda.reading import ReadOptions, read_path
    from servanda.records import Document

    folders = (COLLECTION / "china_russia", COLLECTION / "india_pakistan")
    return [
        d.text for folder in folders for d in read_path(folder, ReadOptions()) if isinstance(d, Document) and d.reader != "record-table"
    ]


def recombined(sentences: list[str], documents: int, target: Path) -> Path:
    """A corpus of documents of 20 sentences each, drawn with a fixed seed."""
    draw = random.Random(SEED)  # noqa: S311 - a corpus, not a secret
    with target.open("w", encoding="utf-8") as out:
        for number in range(documents):
            text = " ".join(" ".join(draw.choice(sentences).split()) for _ in range(20))
            out.write(json.dumps({"id": str(number), "text": text, "date": "2010-06-15"}) + "\n")
    return target


def engine_rates(path: Path) -> Iterator[tuple[str, str]]:
    """Sentences a second from raw text to facts on one core, by CPU time, all coders and events alone."""
    code = f"""
import json, time
from servanda.coding.default import default_engine
from servanda.records import Document
texts = [json.loads(line)["text"] for line in open({str(path)!r}, encoding="utf-8")]
documents = [Document(id=f"sha256:{{i}}", text=text, uri=str(i)) for i, text in enumerate(texts)]
for kinds in ((), ("event",)):
    engine = default_engine(kinds)
    start = time.process_time(); engine.parser.load(); load = time.process_time() - start
    list(engine.code(documents[:2]))
    start = time.process_time(); sentences = parsed = facts = 0
    for coded in engine.code(documents):
        sentences += len(coded.sentences); parsed += coded.parsed; facts += len(coded.facts)
    spent = time.process_time() - start
    print(json.dumps([",".join(kinds) or "all kinds", load, sentences, parsed, facts, spent]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT, env={**os.environ, **ONE_THREAD}
    )
    for line in done.stdout.splitlines():
        kinds, load, sentences, parsed, facts, spent = json.loads(line)
        yield (
            f"{kinds}: sentences a second, one core",
            f"{sentences / spent:,.0f}  ({sentences} sentences, {parsed / sentences:.0%} parsed, {facts} facts)",
        )
        if kinds == "all kinds":
            yield "model load, CPU seconds", f"{load:.2f}"


ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def installed_size() -> str:
    """Megabytes of the packages that a plain install brings, by the files that their metadata lists."""
    from importlib import metadata

    names, todo = set(), ["servanda"]
    while todo:
        name = todo.pop()
        key = name.lower().replace("_", "-")
        if key in names:
            continue
        try:
            requires = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue
        names.add(key)
        todo += [part.split(";")[0].split("[")[0].strip(" ()<>=!~.0123456789,") for part in requires if "extra ==" not in part]
    total = sum(
        path.stat().st_size
        for name in names
        for file in metadata.files(name) or []
        if (path := Path(str(file.locate()))).is_file() and "__pycache__" not in path.parts
    )
    return f"{total / 1e6:,.0f} MB in {len(names)} packages"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--large", type=int, default=1500, help="documents in the large corpus")
    options = parser.parse_args()
    servanda = [sys.executable, "-m", "servanda"]
    rows: list[tuple[str, str]] = []

    def add(name: str, measure: Callable[[], str]) -> None:
        rows.append((name, measure()))
        print(f"{rows[-1][0]:<58} {rows[-1][1]}", flush=True)

    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        short = work / "short.txt"
        short.write_text("China and Russia signed a treaty in Moscow on July 16, 2001.\n", encoding="utf-8")
        seconds, _ = timed([*servanda, "--help"], options.rounds)
        add("servanda --help, seconds", lambda: f"{seconds:.2f}")
        start, start_peak = timed([*servanda, "code", "-q", str(short)], options.rounds)
        add("servanda code on one short text, seconds", lambda: f"{start:.2f}")
        add("  peak memory, MB", lambda: f"{start_peak:.0f}")
        record = work / "record"
        subprocess.run([*servanda, "demo", "-q", str(record)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
        store = ["--store", str(record / "servanda.duckdb")]
        for words in (
            ["search", *store, "treaty"],
            ["facts", *store, "--kind", "treaty_act"],
            ["treaty", "status", "New START", "--on", "2023-03-01"],
        ):
            asked, _ = timed([*servanda, *words], options.rounds)
            add(f"servanda {' '.join(word for word in words if word not in store)}, seconds", lambda asked=asked: f"{asked:.2f}")  # type: ignore[misc]
        collection = work / "collection.jsonl"
        collection.write_text("".join(json.dumps({"text": text}) + "\n" for text in collection_texts() * 4), encoding="utf-8")
        corpora = [("collection", collection)]
        if (SHARED / "gold").is_dir():
            corpora.append(("news key", SHARED / "gold/statements/polnear_dev.jsonl"))
            corpora.append(("diplomatic key", SHARED / "gold/diplomatic/documents.jsonl"))
        for name, path in corpora:
            for label, value in engine_rates(path):
                add(f"{name}: {label}", lambda value=value: value)  # type: ignore[misc]
        large = recombined(sentences_of(collection), options.large, work / "large.jsonl")
        alone, shared = ([*servanda, "code", "-q", "--jobs", jobs, str(large)] for jobs in ("1", "2"))
        pairs = interleaved([alone, shared], options.rounds)
        ratios = sorted(one / two for one, two in pairs)
        add(f"{options.large} documents of 20 sentences, one process, seconds", lambda: f"{statistics.median(one for one, _ in pairs):.1f}")
        add("  two processes, times as fast", lambda: f"{statistics.median(ratios):.2f}  ({ratios[0]:.2f} to {ratios[-1]:.2f})")
        add("  peak memory of one process, MB", lambda: f"{peak_of(alone):.0f}")
        add("installed without extras", installed_size)
    return 0


if __name__ == "__main__":
    sys.exit(main())
