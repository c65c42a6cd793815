"""Files into the record: every input ends as done, partial, failed or unchanged, with the reason; it can be run again at any time."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from servanda import __version__
from servanda.coding.default import coder_versions
from servanda.coding.parsing import model_fingerprint
from servanda.pipeline.coding_run import code_documents
from servanda.pipeline.workers import Broken
from servanda.reading import Failed
from servanda.reading.assembly import coded_text
from servanda.reading.near_duplicates import NearDuplicates
from servanda.records import Document
from servanda.store import CodedDocument, RunManifest, Store
from servanda.vocabulary.tables import DATA

# Documents kept in one transaction: a commit costs some milliseconds, a kill loses at most this much work.
COMMIT_EVERY = 32


class InputEnded(msgspec.Struct, frozen=True):
    """How one input ended; `facts` is the number of its facts, 0 where it was not coded anew."""

    uri: str
    status: str
    reason: str | None
    facts: int


def add_inputs(
    store: Store, inputs: Iterable[Document | Failed], *, jobs: int = 1, options: dict[str, str] | None = None
) -> Iterator[InputEnded]:
    """Code what is new or was coded by older coders, keep it, and tell of every input as soon as it is kept."""
    versions = coder_versions()
    run = store.begin_run(
        RunManifest(
            started=dt.datetime.now(dt.UTC),
            servanda=__version__,
            coders=versions,
            vocabulary=vocabulary_fingerprint(),
            model=model_fingerprint(),
            options=dict(options or {}),
        )
    )
    ended = _Ended(store, run)
    duplicates = _Likeness(store, run)
    pending: list[tuple[CodedDocument, InputEnded]] = []
    for outcome in code_documents(_to_code(store, inputs, versions, ended), jobs=jobs):
        yield from ended.drain()
        if isinstance(outcome, Broken):
            yield ended.tell(InputEnded(outcome.document.uri, "failed", outcome.why, 0), outcome.document.id)
            continue
        document = outcome.document
        coded = CodedDocument(document=document, facts=outcome.facts, coders=versions, sentences=outcome.sentences)
        reason = "; ".join(document.problems) or None
        pending.append((coded, InputEnded(document.uri, document.status, reason, len(outcome.facts))))
        if len(pending) >= COMMIT_EVERY:
            yield from _keep(store, run, pending, ended, duplicates)
            pending = []
    yield from _keep(store, run, pending, ended, duplicates)
    yield from ended.drain()


class _Ended:
    """Notes in the store how inputs ended; those that end before coding wait here to be told in turn."""

    def __init__(self, store: Store, run: int) -> None:
        self.store, self.run = store, run
        self._waiting: list[InputEnded] = []

    def tell(self, ended: InputEnded, document: str | None) -> InputEnded:
        self.store.record_input(self.run, ended.uri, ended.status, reason=ended.reason, document=document)
        return ended

    def early(self, ended: InputEnded, document: str | None) -> None:
        self._waiting.append(self.tell(ended, document))

    def drain(self) -> Iterator[InputEnded]:
        waiting, self._waiting = self._waiting, []
        yield from waiting


class _Likeness:
    """Links each new document to the kept ones that are nearly the same; the kept ones are read when the first new one comes."""

    def __init__(self, store: Store, run: int) -> None:
        self.store, self.run = store, run
        self._index: NearDuplicates | None = None

    def link(self, document: Document) -> None:
        if self._index is None:
            self._index = NearDuplicates()
            for kept in self.store.documents():
                self._index.add(kept.id, coded_text(kept.text, kept.regions))
        for other, similarity in self._index.add(document.id, coded_text(document.text, document.regions)):
            self.store.record_near_duplicate(self.run, document.id, other, similarity)


def _to_code(store: Store, inputs: Iterable[Document | Failed], versions: dict[str, str], ended: _Ended) -> Iterator[Document]:
    """The documents among the inputs that need coding; the others end here."""
    for item in inputs:
        if isinstance(item, Failed):
            ended.early(InputEnded(item.uri, "failed", f"{item.what}: {item.why}", 0), None)
        elif store.known(item.id, versions):
            ended.early(InputEnded(item.uri, "unchanged", "already kept, coded by the same versions", 0), item.id)
        else:
            yield item


def _keep(
    store: Store, run: int, pending: Sequence[tuple[CodedDocument, InputEnded]], ended: _Ended, duplicates: _Likeness
) -> Iterator[InputEnded]:
    """Keep some coded documents in one transaction; only then are they told as ended."""
    if not pending:
        return
    store.add_many(run, [coded for coded, _ in pending])
    for coded, told in pending:
        duplicates.link(coded.document)
        yield ended.tell(told, coded.document.id)


def tally(ended: Iterable[InputEnded]) -> dict[str, int]:
    """How many inputs ended in which way."""
    return dict(Counter(one.status for one in ended))


@functools.cache
def vocabulary_fingerprint() -> str:
    """A hash of all word lists, which names them in manifests."""
    whole = hashlib.sha256()
    for path in sorted(Path(DATA).rglob("*")):
        if path.is_file():
            whole.update(path.relative_to(DATA).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:16]
