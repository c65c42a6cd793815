"""What the pages work with: the store, the register, who is who, and today's date."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import quote, urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request

from servanda.analysis.consequence import Weighing
from servanda.analysis.register import Register
from servanda.moments import Moment
from servanda.presenting.explorer.remembering import Remembered
from servanda.presenting.explorer.telling import side_called
from servanda.presenting.fact_columns import COLUMNS, flat
from servanda.presenting.texts import say
from servanda.records import Fact, fact_to_json
from servanda.store import FactQuery, KeptFact, Store
from servanda.vocabulary.actors import ActorTable

FACT_COLUMNS = tuple(column.name for column in COLUMNS)
# The kinds of facts in the order in which pages show them.
KINDS_SHOWN = ("event", "statement", "position", "figure", "relation", "provision", "treaty_act")
PAGE_SIZE = 50


class Desk:
    """One store as the explorer sees it; `writing` is held from reading a fact's state to judging it."""

    def __init__(self, store: Store, register: Register, actors: ActorTable, today: Callable[[], dt.date]) -> None:
        self.store, self.register, self.actors, self.today = store, register, actors, today
        self.writing = threading.Lock()
        self.weighing = Weighing(register)
        self.remembered = Remembered(store)

    def label(self, code: str | None) -> str:
        """The English name of a code, or the code itself where no table has it."""
        if code is None:
            return say("plain.unknown")
        return self.actors.label(code) if self.actors.knows(code) else code

    def actor(self, asked: str) -> str:
        """A code as the tables write it; 404 where they have none."""
        for code in (asked, asked.upper()):
            if self.actors.knows(code):
                return code
        raise HTTPException(404, say("frame.no_actor", code=repr(asked)))

    def fact(self, fact: str) -> KeptFact:
        """One fact by its id, rejected ones too, and for a corrected one what it was corrected to; 404 where the store has none."""
        for kept in self.store.kept(FactQuery(id=fact, rejected=True, limit=1)):
            return kept
        for last in list(self.store.judgements(fact))[-1:]:
            if last.corrected is not None and last.corrected.id != fact:
                return self.fact(last.corrected.id)
        raise HTTPException(404, say("frame.no_fact", fact=repr(fact)))

    def instrument(self, fact: Fact) -> str | None:
        """The register's id of the instrument that a fact names, where it is one of the register's."""
        named = getattr(fact.claim, "instrument", None)
        return named if named in self.register.instruments else None


def fact_rows(facts: Iterable[KeptFact]) -> Iterator[dict[str, Any]]:
    """Facts as rows of a table, with the columns of every other export."""
    return (flat(kept) for kept in facts)


def fact_data(facts: Iterable[KeptFact]) -> list[dict[str, Any]]:
    """Facts as JSON, with the verdict on each."""
    return [{**fact_to_json(kept.fact), "verdict": kept.verdict} for kept in facts]


def day_asked(request: Request, name: str, *, latest: bool = False) -> dt.date | None:
    """A date of the address, whole or partial; 400 for anything else, None where it is not given."""
    text = request.query_params.get(name, "").strip()
    if not text:
        return None
    try:
        moment = Moment.parse(text)
    except ValueError as error:
        raise HTTPException(400, say("frame.no_date_given", name=side_called(name), error=error)) from None
    return moment.latest if latest else moment.earliest


class Paging:
    """Which screen of a long list is shown, and the addresses of the others; it always says how many there are."""

    def __init__(self, request: Request, total: int, size: int = PAGE_SIZE) -> None:
        self.total, self.size = total, size
        asked = request.query_params.get("page", "1")
        self.pages = max(1, -(-total // size))
        self.page = min(self.pages, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 10 and int(asked) > 0 else 1
        self.offset = (self.page - 1) * size
        self._request = request

    @property
    def first(self) -> int:
        """The number of the first one shown, from 1; 0 where there is none."""
        return self.offset + 1 if self.total else 0

    @property
    def last(self) -> int:
        """The number of the last one shown."""
        return min(self.offset + self.size, self.total)

    def address(self, page: int) -> str | None:
        """The address of another screen of the same list; None where there is no such screen."""
        return changed(self._request, page=str(page)) if 1 <= page <= self.pages and page != self.page else None


def changed(request: Request, **values: str | None) -> str:
    """The address of this page with some of its questions changed; None takes one out."""
    asked = [(name, value) for name, value in request.query_params.multi_items() if name not in values and name != "page"]
    asked += [(name, value) for name, value in values.items() if value is not None]
    path = quote(request.url.path, safe="/:@")
    return f"{path}?{urlencode(asked)}" if asked else path
