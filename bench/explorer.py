"""Measure the explorer on a large made record; print one table, and fail where a page is slower than promised.

    python bench/explorer.py [--sentences 300000] [--facts 100000] [--rounds 5] [--no-limits]

The pages are asked over HTTP, as a browser asks them, from a server in this process. What is
measured is the answer, not the browser. The dossier is measured in seconds of processor time, with the memory of the process that
writes it: that of the pair of this record, and that of a record in which nine facts in ten are on one pair. `first` is the first time that an address is asked in a run, when nothing is remembered.
"""

from __future__ import annotations

import argparse
import html
import http.client
import os
import random
import re
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
LIMITS = {
    "search": 50.0, "pair": 300.0, "document": 200.0, "overview": 300.0, "actor": 300.0, "fact": 100.0, "lists": 300.0, "export": 300.0,
    "review": 100.0, "judging, and on to the next": 200.0, "treaty": 600.0,
}  # fmt: skip
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
QUEUES = ("/review", "/review?order=consequence", "/review?order=document")
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
        self.cookie = (self._answer("GET", f"/?token={TOKEN}", {})[1].getheader("set-cookie") or "").split(";")[0]

    def _answer(
        self, method: str, path: str, headers: dict[str, str], body: str | None = None
    ) -> tuple[int, http.client.HTTPResponse, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, answer, text

    def milliseconds(self, path: str) -> float:
        """How long a page takes; an error where it is none."""
        start = time.perf_counter()
        status, _, _ = self._answer("GET", path, {"cookie": self.cookie})
        spent = (time.perf_counter() - start) * 1000
        if status != 200:
            msg = f"{path} answered {status}"
            raise RuntimeError(msg)
        return spent

    def judging(self, queue: str) -> float:
        """How long it takes from the key that confirms the first fact of a queue until the next one is there."""
        _, _, page = self._answer("GET", queue, {"cookie": self.cookie})
        form = {name: _field(page, name) for name in ("form_key", "seen", "queue", "skip")}
        found = re.search(r'action="(/review/[^"]+)" class="judge"', page)
        if found is None:
            msg = f"{queue} shows no fact to judge"
            raise RuntimeError(msg)
        body = urllib.parse.urlencode({**form, "verdict": "confirm", "who": "Ann Lee"})
        headers = {
            "cookie": self.cookie,
            "origin": f"http://127.0.0.1:{self.port}",
            "content-type": "application/x-www-form-urlencoded",
        }
        start = time.perf_counter()
        status, answer, told = self._answer("POST", found[1], headers, body)
        if status != 303:
            msg = f"a judgement was answered {status}: {told[:200]}"
            raise RuntimeError(msg)
        self.milliseconds(answer.getheader("location") or "")
        return (time.perf_counter() - start) * 1000


def _field(page: str, name: str) -> str:
    """What a hidden field of a page holds."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return html.unescape(found[1]) if found else ""


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
        "fact": [f"/fact/{fact.id}" for fact in store.facts(FactQuery(pair=PAIR, limit=12))],
        "lists": ["/actors", "/pairs", "/treaties", "/documents", "/documents?page=30", "/judgements"],
        "export": ["/export", "/export?since=2001", f"/export?a={a}&b={b}"],
        "review": [*QUEUES, "/review?order=consequence&kind=event", f"/review?a={a}&b={b}", "/review?skip=40", "/review/second?who=Bo"],
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
        f"{f'dossier, {name}: CPU seconds, MB of memory':<60} {seconds:8.1f} {memory:7.0f}   (limit {DOSSIER_LIMIT:.0f})"
        f"   {facts:,.0f} facts, page of {size:.1f} MB, {parts:.0f} sections list a part",
        flush=True,
    )
    return seconds <= DOSSIER_LIMIT


def told(kind: str, first: list[float], later: list[float]) -> list[str]:
    """Print a line of the table; the kind where it is slower than promised."""
    most, limit = p95(first + later), LIMITS.get(kind)
    print(
        f"{f'{kind}, ms: median, p95, slowest first':<60} {statistics.median(later):8.0f} {most:7.0f} {max(first):7.0f}"
        + (f"   (limit {limit:.0f})" if limit else ""),
        flush=True,
    )
    return [kind] if limit and most > limit else []


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
        print(f"{'record made, seconds':<60} {time.perf_counter() - start:8.1f}", flush=True)
        held = time.perf_counter()
        store.hold()
        print(f"{'held in memory, seconds':<60} {time.perf_counter() - held:8.1f}", flush=True)
        print(f"{'facts, and on the pair measured':<60} {store.count(FactQuery()):8,} {store.count(FactQuery(pair=PAIR)):,}", flush=True)
        with served(store) as asked:
            asked.milliseconds("/")  # the first answer of a run reads the templates and tables
            for kind, addresses in pages(store).items():
                first = [asked.milliseconds(address) for address in addresses]
                later = [asked.milliseconds(address) for _ in range(options.rounds) for address in addresses]
                if options.slowest:
                    print(f"    {max(zip(later, addresses * options.rounds, strict=True))}")
                slow += told(kind, first, later)
            judged = [asked.judging(queue) for _ in range(options.rounds + 1) for queue in QUEUES]
            slow += told("judging, and on to the next", judged[: len(QUEUES)], judged[len(QUEUES) :])
            answers, later_p95, added = read_while_one_ingests(store, asked, 20)
            print(
                f"{f'{READERS} readers while one ingests: answers, p95 ms, added':<60} {answers:8,} {later_p95:7.0f} {added:7,}", flush=True
            )
    print(f"{'peak memory, MB':<60} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f}", flush=True)
    if slow:
        print(
            f"slower than promised: {', '.join(slow)} (load of the machine: {os.getloadavg()[0]:.1f}; limits are meant for two idle cores)"
        )
    return 1 if slow and not options.no_limits else 0


if __name__ == "__main__":
    sys.exit(main())
