"""Files into the record: every input ends as done, partial, failed or unchanged, with the reason; it can be run again at any time."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from servanda import __version__
from servanda.coding.default import coder_versions
from servanda.coding.engine import Coded
from servanda.coding.language_model import model_fingerprint
from servanda.coding.table_rows import RECORD_TABLE
from servanda.pipeline.coding_run import BATCH_CHARACTERS, code_items
from servanda.pipeline.workers import Broken, Item, Outcome, Passed
from servanda.reading import Failed
from servanda.reading.assembly import coded_text
from servanda.reading.near_duplicates import NearDuplicates
from servanda.records import Document
from servanda.store import CodedDocument, InputOutcome, RunManifest, Store
from servanda.vocabulary.overlay import AMENDMENTS, overlay_fingerprint
from servanda.vocabulary.tables import DATA

# Documents, characters and inputs kept in one transaction: a commit costs some milliseconds, a kill loses at most this much work.
COMMIT_DOCUMENTS = 32
COMMIT_CHARACTERS = 1_000_000
COMMIT_INPUTS = 500
# Inputs about which the store is asked at once, whether it knows them: a question costs some milliseconds, whatever it asks.
ASK_INPUTS = 100


class InputEnded(msgspec.Struct, frozen=True, kw_only=True):
    """How one input ended, and why; `facts` is the number of its facts, 0 where it was not coded anew."""

    uri: str
    status: Literal["done", "partial", "failed", "unchanged"]
    reason: str | None = None
    todo: str | None = None
    facts: int = 0
    document: str | None = None


def add_inputs(
    store: Store,
    inputs: Iterable[Document | Failed],
    *,
    jobs: int = 1,
    options: dict[str, str] | None = None,
    overlay: Path | None = None,
) -> Iterator[InputEnded]:
    """Code what is new or was coded by older coders or word lists, keep it, and tell of every input once it is kept, in their order."""
    versions = kept_versions(overlay)
    run = store.begin_run(
        RunManifest(
            started=dt.datetime.now(dt.UTC),
            servanda=__version__,
            coders=coder_versions(),
            vocabulary=vocabulary_fingerprint() + (f"+{overlay_fingerprint(overlay)}" if overlay else ""),
            model=model_fingerprint(),
            options=dict(options or {}),
        )
    )
    keeping = _Keeping(store, run, versions)
    for outcome in code_items(_to_code(store, inputs, versions), jobs=jobs, overlay=overlay):
        yield from keeping.take(outcome)
    yield from keeping.rest()


def kept_versions(overlay: Path | None = None) -> dict[str, str]:
    """What the record knows each coder's work by: its version and the word lists that it read, so that new words code anew.

    A folder of rows of one's own counts for the coder of events; for the others where it says something of their readings.
    """
    versions = {name: f"{version}+{vocabulary_fingerprint()[:8]}" for name, version in coder_versions().items()}
    if overlay:
        own = f"+{overlay_fingerprint(overlay)[:8]}"
        amended = (overlay / AMENDMENTS).is_file()
        versions = {name: version + own if amended or name == "events" else version for name, version in versions.items()}
    return versions


class _Keeping:
    """Keeps outcomes some at a time, each time whole; only then are they told."""

    def __init__(self, store: Store, run: int, versions: dict[str, str]) -> None:
        self.store, self.run, self.versions = store, run, versions
        self._likeness = _Likeness(store, run)
        self._coded: list[CodedDocument] = []
        self._ended: list[InputEnded] = []
        self._characters = 0

    def take(self, outcome: Outcome | Passed) -> Iterator[InputEnded]:
        """Add one outcome; gives those that are kept by now, mostly none."""
        if isinstance(outcome, Passed):
            self._ended.append(outcome.answer)
        elif isinstance(outcome, Broken):
            document = outcome.document
            self._ended.append(InputEnded(uri=document.uri, status="failed", reason=outcome.why, document=document.id))
        else:
            document = outcome.document
            self._coded.append(CodedDocument(document=document, facts=outcome.facts, coders=self.versions, sentences=outcome.sentences))
            self._characters += len(document.text)
            rows = _rows_unread(outcome)
            status = "partial" if rows else document.status
            reason = "; ".join((*document.problems, *rows)) or None
            self._ended.append(InputEnded(uri=document.uri, status=status, reason=reason, facts=len(outcome.facts), document=document.id))
        full = len(self._coded) >= COMMIT_DOCUMENTS or self._characters >= COMMIT_CHARACTERS or len(self._ended) >= COMMIT_INPUTS
        return self.rest() if full else iter(())

    def rest(self) -> Iterator[InputEnded]:
        """Keep what is waiting, and give it."""
        coded, ended = self._coded, self._ended
        self._coded, self._ended, self._characters = [], [], 0
        # Links first: a kill between the two leaves a document without facts to be coded again, never one without its links.
        if coded:
            self._likeness.link([one.document for one in coded])
            self.store.add_many(self.run, coded)
        self.store.record_inputs(
            InputOutcome(uri=one.uri, status=one.status, reason=one.reason, run=self.run, document=one.document) for one in ended
        )
        yield from ended


def _rows_unread(coded: Coded) -> tuple[str, ...]:
    """What could not be taken from a table of figures or votes: each reason, with the first row that it concerns and how many."""
    if coded.document.reader != RECORD_TABLE:
        return ()
    reasons: dict[str, list[int]] = {}
    for one in coded.declined:
        reasons.setdefault(one.reason, []).append(coded.document.text.count("\n", 0, one.start) + 1)
    return tuple(f"line {lines[0]}{f' and {len(lines) - 1} more' if len(lines) > 1 else ''}: {why}" for why, lines in reasons.items())


class _Likeness:
    """Links each new document to the kept ones that are nearly the same; the kept ones are read when the first new one comes."""

    def __init__(self, store: Store, run: int) -> None:
        self.store, self.run = store, run
        self._index: NearDuplicates | None = None

    def link(self, documents: Sequence[Document]) -> None:
        """Compare some documents with the kept ones and with each other, and keep the links at once: a commit costs milliseconds."""
        if self._index is None:
            self._index = NearDuplicates()
            for kept in self.store.documents():
                self._index.add(kept.id, coded_text(kept.text, kept.regions))
        links = [
            (document.id, other, similarity)
            for document in documents
            for other, similarity in self._index.add(document.id, coded_text(document.text, document.regions))
        ]
        self.store.record_near_duplicates(self.run, links)


def _to_code(store: Store, inputs: Iterable[Document | Failed], versions: dict[str, str]) -> Iterator[Item]:
    """The documents among the inputs that need coding; what is to be told of the others."""
    for group in _groups(inputs):
        known = store.known_among((item.id for item in group if isinstance(item, Document)), versions)
        for item in group:
            if isinstance(item, Failed):
                yield Passed(InputEnded(uri=item.uri, status="failed", reason=f"{item.what}: {item.why}", todo=item.todo or None))
            elif item.id in known:
                reason = "already kept, coded by the same coders and word lists"
                yield Passed(InputEnded(uri=item.uri, status="unchanged", reason=reason, document=item.id))
            else:
                yield item


def _groups(inputs: Iterable[Document | Failed]) -> Iterator[list[Document | Failed]]:
    """Inputs in groups about which the store is asked at once."""
    group: list[Document | Failed] = []
    characters = 0
    for item in inputs:
        group.append(item)
        characters += len(item.text) if isinstance(item, Document) else 0
        if len(group) >= ASK_INPUTS or characters >= BATCH_CHARACTERS:
            yield group
            group, characters = [], 0
    if group:
        yield group


@functools.cache
def vocabulary_fingerprint() -> str:
    """A hash of all word lists, which names them in manifests."""
    whole = hashlib.sha256()
    for path in sorted(Path(DATA).rglob("*")):
        if path.is_file():
            whole.update(path.relative_to(DATA).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:16]
