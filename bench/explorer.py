"""Measure the explorer on a large made record; print one table, and fail where a page is slower than promised.

    python bench/explorer.py [--sentences 300000] [--facts 100000] [--rounds 5] [--no-limits]

The pages are asked over HTTP, as a browser asks them, from a server in this process. What is
measured is the answer, not the browser. The dossier is measured in seconds of processor time, with the memory of the process that
writes it: that of the pair of this record, and that of a record in which nine facts in ten are on one pair. `first` is the first time that an address is asked in a run, when nothing is remembered.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from large_record import PAIR, PER_DOCUMENT, fill
from servanda.presenting.explorer import make_app
from servanda.store import FactQuery, Store

TOKEN = "a-key-for-the-bench"  # noqa: S105 - it opens nothing but the store that is made here
# Milliseconds, at the 95th percentile of all questions of a kind.
LIMITS = {"search": 50.0, "pair": 300.0, "document": 200.0}
# What people type: rare and common words, several words, phrases, beginnings, exclusions, a mistake, and facts by their sides.
WORDS = (
    "treaty", "missile defence", '"nuclear weapons"', "china russia", "china", "trade billion", "agree*", "border -river", "summit", "sanctions",
    "unicorn", "ukraine war", "territorial integrity", "india pakistan", '"joint statement"', "yeltsin", "energy gas", "vladivostok",
)  # fmt: skip
SIDES = (
    "",
    "kind=event",
    "actor=CHN",
    "kind=figure&type=trade",
    "a=CHN&b=RUS&since=2001",
    "certainty=denied",
    "publisher=an+agency",
    "page=40",
)
READERS = 8
# Seconds of processor time that a dossier may take.
DOSSIER_LIMIT = 10.0
CROWDED = 0.91
# Writes a dossier in a process of its own, so that its memory is told by itself; prints seconds, megabytes, and what the report says.
WRITING = """
import datetime, pathlib, resource, sys, time
from servanda.presenting.dossier import write_dossier
from servanda.store import Store
with Store.open(sys.argv[1], write=False) as store:
    begun = time.process_time()
    report = write_dossier(store, "CHN", "RUS", pathlib.Path(sys.argv[2]), on=datetime.date(2026, 1, 1))
    spent = time.process_time() - begun
print(spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, report.facts, report.size / 1e6, len(report.parts))
"""


class Asked:
    """A server, and the time that an answer takes."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = self._reply(f"/?token={TOKEN}", {})[1].split(";")[0]

    def _reply(self, path: str, headers: dict[str, str]) -> tuple[int, str, int]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        size = len(answer.read())
        connection.close()
        return answer.status, answer.getheader("set-cookie") or "", size

    def milliseconds(self, path: str) -> float:
        """How long a page takes; an error where it is none."""
        start = time.perf_counter()
        status, _, _ = self._reply(path, {"cookie": self.cookie})
        spent = (time.perf_counter() - start) * 1000
        if status != 200:
            msg = f"{path} answered {status}"
            raise RuntimeError(msg)
        return spent


@contextmanager
def served(store: Store) -> Iterator[Asked]:
    """The explorer of a store on a free port."""
    config = uvicorn.Config(make_app(store, token=TOKEN), port=0, log_level="critical", lifespan="off", http="h11", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield Asked(server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(timeout=10)


def p95(times: list[float]) -> float:
    """The time that 95 of 100 stay under."""
    return sorted(times)[max(0, -(-len(times) * 95 // 100) - 1)]


def pages(store: Store) -> dict[str, list[str]]:
    """Addresses by kind of page."""
    a, b = PAIR
    some = [fact.document for fact in store.facts(FactQuery(pair=PAIR, limit=12))]
    pair = f"/pair/{a}/{b}"
    return {
        "search": [f"/search?q={urllib.parse.quote_plus(words)}" for words in WORDS] + [f"/search?{sides}" for sides in SIDES],
        "pair": [pair, f"{pair}?kind=event&since=2001&until=2003", f"{pair}?since=2005", f"{pair}?page=50", "/pair/USA/GBR"],
        "document": [f"/document/{document}" for document in some],
        "overview": ["/"],
        "actor": [f"/actor/{a}", "/actor/NATO"],
        "treaty": ["/treaty/cn-ru-2001", "/treaty/npt-1968"],
        **{f"pair, {part}": [f"{pair}/{part}"] for part in ("promises", "positions", "figures", "disagreements", "outlook", "around")},
    }


def read_while_one_ingests(store: Store, asked: Asked, seconds: float) -> tuple[int, float, int]:
    """Eight readers ask at once while documents are added: how many answers came, their 95th percentile, and how many documents."""
    addresses = [address for kind in ("search", "pair", "document") for address in pages(store)[kind]]
    times: list[float] = []
    faults: list[str] = []
    stop = threading.Event()

    def read(number: int) -> None:
        draw = random.Random(number)  # noqa: S311 - an order, not a secret
        while not stop.is_set():
            try:
                times.append(asked.milliseconds(draw.choice(addresses)))
            except (OSError, RuntimeError, http.client.HTTPException) as fault:
                faults.append(repr(fault))

    readers = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
    before = store.counts().documents
    for reader in readers:
        reader.start()
    begun, first = time.monotonic(), 10_000_000
    while time.monotonic() - begun < seconds:
        # Some forty documents of twenty sentences a second: what a coder on two cores hands over.
        fill(store, documents=20, facts=130, first=first)
        first += 20
        time.sleep(0.5)
    stop.set()
    for reader in readers:
        reader.join()
    if faults:
        msg = f"{len(faults)} of {len(times) + len(faults)} answers failed, the first with {faults[0]}"
        raise RuntimeError(msg)
    return len(times), p95(times), store.counts().documents - before


def dossier(path: Path, name: str) -> bool:
    """Write the dossier of a record that nobody holds open; whether it was quick enough."""
    out = path.with_suffix(".html")
    told = subprocess.run([sys.executable, "-c", WRITING, str(path), str(out)], check=True, capture_output=True, text=True)
    seconds, memory, facts, size, parts = (float(one) for one in told.stdout.split())
    print(
        f"{f'dossier, {name}: CPU seconds, MB of memory':<44} {seconds:8.1f} {memory:7.0f}   (limit {DOSSIER_LIMIT:.0f})"
        f"   {facts:,.0f} facts, page of {size:.1f} MB, {parts:.0f} sections list a part",
        flush=True,
    )
    return seconds <= DOSSIER_LIMIT


def main() -> int:
    """Print the table; 1 where a limit does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=300_000)
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--slowest", action="store_true", help="name the slowest address of each kind")
    parser.add_argument("--no-limits", action="store_true", help="measure only")
    options = parser.parse_args()
    slow = []
    with tempfile.TemporaryDirectory() as folder:
        for name, share in (("this record", 0.1), ("nine in ten on one pair", CROWDED)):
            path = Path(folder) / f"dossier-{share}.duckdb"
            with Store.open(path, write=True) as made:
                fill(made, documents=options.sentences // PER_DOCUMENT, facts=options.facts, share=share)
            if not dossier(path, name):
                slow.append(f"dossier of {name}")
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "large.duckdb", write=True) as store:
        start = time.perf_counter()
        fill(store, documents=options.sentences // PER_DOCUMENT, facts=options.facts)
        print(f"{'record made, seconds':<44} {time.perf_counter() - start:8.1f}", flush=True)
        held = time.perf_counter()
        store.hold()
        print(f"{'held in memory, seconds':<44} {time.perf_counter() - held:8.1f}", flush=True)
        print(f"{'facts, and on the pair measured':<44} {store.count(FactQuery()):8,} {store.count(FactQuery(pair=PAIR)):,}", flush=True)
        with served(store) as asked:
            asked.milliseconds("/")  # the first answer of a run reads the templates and tables
            for kind, addresses in pages(store).items():
                first = [asked.milliseconds(address) for address in addresses]
                later = [asked.milliseconds(address) for _ in range(options.rounds) for address in addresses]
                told = p95(first + later)
                if options.slowest:
                    print(f"    {max(zip(later, addresses * options.rounds, strict=True))}")
                limit = LIMITS.get(kind)
                print(
                    f"{f'{kind}, ms: median, p95, slowest first':<44} {statistics.median(later):8.0f} {told:7.0f} {max(first):7.0f}"
                    + (f"   (limit {limit:.0f})" if limit else ""),
                    flush=True,
                )
                if limit and told > limit:
                    slow.append(kind)
            answers, later_p95, added = read_while_one_ingests(store, asked, 20)
            print(
                f"{f'{READERS} readers while one ingests: answers, p95 ms, added':<44} {answers:8,} {later_p95:7.0f} {added:7,}", flush=True
            )
    print(f"{'peak memory, MB':<44} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f}", flush=True)
    if slow:
        print(
            f"slower than promised: {', '.join(slow)} (load of the machine: {os.getloadavg()[0]:.1f}; limits are meant for two idle cores)"
        )
    return 1 if slow and not options.no_limits else 0


if __name__ == "__main__":
    sys.exit(main())
