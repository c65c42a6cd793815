"""A store that an explorer holds, asked through it: the same questions, the same answers, nothing written."""

from __future__ import annotations

import http.client
import itertools
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn, cast
from urllib.parse import urlencode

import msgspec

from servanda.errors import IntegrityError, ServandaError, StoreLockedError, UsageError
from servanda.presenting.explorer.asked import QUESTIONS
from servanda.presenting.explorer.gate import LARGEST_FORM, Keys
from servanda.presenting.holding import Holder
from servanda.records import Document, Fact
from servanda.store import (
    CodedDocument,
    Counted,
    Counts,
    DocumentHead,
    FactQuery,
    FactSketch,
    Hit,
    InputOutcome,
    Judgement,
    KeptFact,
    Problem,
    RunManifest,
    Store,
)
from servanda.store.search_index import Order

_ERRORS = {2: UsageError, 3: StoreLockedError, 4: IntegrityError}
_FEW = 1000  # more names would make too large a question: then all are asked for, and those named are kept
_PATIENCE = 600  # seconds: checking everything kept may take minutes


class AskedStore(Store):
    """The store of a running explorer; every reading question is put to it, and what would write is refused."""

    def __init__(self, path: Path, holder: Holder) -> None:
        self.path = path
        self._holder, self._keys = holder, Keys(holder.token)

    def close(self) -> None:
        """Nothing is held open between two questions."""

    def hold(self) -> None:
        """The explorer holds what it needs itself."""

    def mark(self, *queries: FactQuery) -> int:
        """It may change at any time, by the explorer's own hand; nothing that is worked out here is to be kept."""
        del queries
        return time.monotonic_ns()

    def facts(self, query: FactQuery) -> Iterator[Fact]:  # noqa: D102 - as in Store, here and below
        return (kept.fact for kept in self.kept(query))

    def kept(self, query: FactQuery) -> Iterator[KeptFact]:  # noqa: D102
        if len(query.documents) < _FEW:
            return self._many("kept", query)
        every = self._many("kept", msgspec.structs.replace(query, documents=(), limit=None, offset=0))
        wanted = set(query.documents)
        end = None if query.limit is None else query.offset + query.limit
        return itertools.islice((kept for kept in every if kept.fact.document in wanted), query.offset, end)

    def sketches(self, query: FactQuery) -> Iterator[FactSketch]:  # noqa: D102
        return self._many("sketches", query)

    def count(self, query: FactQuery) -> int:  # noqa: D102
        return cast("int", self._one("count", query))

    def tallies(self, query: FactQuery, sides: Sequence[Counted]) -> dict[Counted, dict[str, int]]:  # noqa: D102
        return cast("dict[Counted, dict[str, int]]", self._one("tallies", query, sides))

    def crossed(self, query: FactQuery, sides: Sequence[Counted]) -> dict[tuple[str | None, ...], int]:  # noqa: D102
        return dict(self._many("crossed", query, sides))

    def runs(self) -> Iterator[RunManifest]:  # noqa: D102
        return self._many("runs")

    def documents(self, named: Collection[str] | None = None) -> Iterator[Document]:  # noqa: D102
        if named is None or len(named) < _FEW:
            return self._many("documents", None if named is None else list(named))
        wanted = set(named)
        return (document for document in self._many("documents", None) if document.id in wanted)

    def document(self, document: str) -> Document:  # noqa: D102
        return cast("Document", self._one("document", document))

    def heads(self, documents: Collection[str] | None = None) -> dict[str, DocumentHead]:  # noqa: D102
        few = documents is not None and len(documents) < _FEW
        found = cast("dict[str, DocumentHead]", self._one("heads", list(documents or ()) if few else None))
        return found if documents is None or few else {name: head for name, head in found.items() if name in set(documents)}

    def text_hashes(self) -> dict[str, str]:  # noqa: D102
        return cast("dict[str, str]", self._one("text_hashes"))

    def judgements(self, fact: str | None = None) -> Iterator[Judgement]:  # noqa: D102
        return self._many("judgements", fact)

    def inputs(self) -> Iterator[InputOutcome]:  # noqa: D102
        return self._many("inputs")

    def near_duplicates(self) -> Iterator[tuple[str, str, float]]:  # noqa: D102
        return self._many("near_duplicates")

    def counts(self) -> Counts:  # noqa: D102
        return cast("Counts", self._one("counts"))

    def search(  # noqa: D102
        self, words: str, limit: int = 20, *, offset: int = 0, documents: Collection[str] | None = None, order: Order = "best"
    ) -> Iterator[Hit]:
        return self._many("search", words, limit, offset, None if documents is None else list(documents), order)

    def facts_at(self, places: Sequence[tuple[str, int, int]]) -> list[list[KeptFact]]:  # noqa: D102
        return cast("list[list[KeptFact]]", self._one("facts_at", places))

    def hits_by_document(self, words: str) -> dict[str, int]:  # noqa: D102
        return cast("dict[str, int]", self._one("hits_by_document", words))

    def total_hits(self, words: str) -> int:  # noqa: D102
        return cast("int", self._one("total_hits", words))

    def verify(self) -> list[Problem]:  # noqa: D102
        return cast("list[Problem]", self._one("verify"))

    def begin_run(self, manifest: RunManifest) -> int:  # noqa: D102
        self._refuse(manifest)

    def known_among(self, documents: Iterable[str], coders: Mapping[str, str]) -> frozenset[str]:  # noqa: D102
        self._refuse(documents, coders)

    def add_many(self, run: int, batch: Iterable[CodedDocument]) -> None:  # noqa: D102
        self._refuse(run, batch)

    def record_inputs(self, outcomes: Iterable[InputOutcome]) -> None:  # noqa: D102
        self._refuse(outcomes)

    def record_near_duplicates(self, run: int, links: Iterable[tuple[str, str, float]]) -> None:  # noqa: D102
        self._refuse(run, links)

    def judge(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: D102
        self._refuse(args, kwargs)

    def take_back_note(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: D102
        self._refuse(args, kwargs)

    def add_fact(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: D102
        self._refuse(args, kwargs)

    def rebuild_search(self) -> None:  # noqa: D102
        self._refuse()

    def _refuse(self, *_: object) -> NoReturn:
        raise StoreLockedError(
            what="the store is open in the explorer",
            where=str(self.path),
            why=f"it is held by process {self._holder.pid}, at {self._holder.address}, and only read through it",
            todo="stop the explorer, then run this again",
        )

    def _one(self, question: str, *values: object) -> object:
        return next(self._many(question, *values))

    def _many(self, question: str, *values: object) -> Iterator[Any]:
        """The things that an answer holds, as they come; ServandaError as the store raised it, or where the answer was cut off."""
        back = QUESTIONS[question][2]
        for line in self._lines(question, values):
            try:
                row = msgspec.json.decode(line)
            except msgspec.DecodeError:
                break
            if "is" in row:
                yield back(row["is"])
            elif "error" in row:
                parts = row["error"]
                raise _ERRORS.get(row["status"], ServandaError)(parts["what"], where=parts["where"], why=parts["why"], todo=parts["todo"])
            else:
                return
        raise self._silent("its answer was cut off")

    def _lines(self, question: str, values: tuple[object, ...]) -> Iterator[bytes]:
        form = urlencode({"asked": msgspec.json.encode(values).decode(), "form_key": self._keys.form}).encode()
        if len(form) > LARGEST_FORM:
            raise self._silent("the question is too large for it")
        headers = {
            "Cookie": f"{self._keys.cookie}={self._keys.session}",
            "Origin": self._holder.address,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection = http.client.HTTPConnection(self._holder.address.removeprefix("http://"), timeout=_PATIENCE)
        try:
            connection.request("POST", f"/asked/{question}", form, headers)
            reply = connection.getresponse()
            if reply.status != 200:
                raise self._silent(f"it answered {reply.status} {reply.reason}")
            yield from reply
        except (OSError, http.client.HTTPException) as error:
            raise self._silent(f"{type(error).__name__}: {error}") from None
        finally:
            connection.close()

    def _silent(self, why: str) -> StoreLockedError:
        return StoreLockedError(
            what="the explorer that holds the store does not answer",
            where=str(self.path),
            why=f"process {self._holder.pid} at {self._holder.address}: {why}",
            todo="try again, or stop it with Ctrl-C where it was started and run this again",
        )
