"""A record in which two states promise, act, agree, differ and plan: something to show on every side of a pair."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from exploring import Explorer, serving
from small_record import document_of, fact_on, fill

from servanda.records import Actor, Event, Figure, Position, Provision, Target, When
from servanda.store import Store

TREATY = """Article 1

The parties shall not use force against each other.

Article 2

The parties shall hold talks at once if peace is threatened.

Article 3

This treaty shall remain in force for twenty years."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    """An explorer of that record."""
    with Store.open(tmp_path_factory.mktemp("told") / "s.duckdb", write=True) as store:
        fill_told(store)
        with serving(store) as running:
            yield running


def fill_told(store: Store) -> None:
    """Keep a record with a promise, a deed, opposed positions, two sources at odds, a plan, and a third party."""
    day = dt.date(2003, 5, 1)
    when = When(earliest=day, latest=day, words="1 May 2003")
    year = When(earliest=dt.date(2003, 1, 1), latest=dt.date(2003, 12, 31), words="2003")
    china, russia, america = (Actor(code, "GOV", name) for code, name in (("CHN", "China"), ("RUS", "Russia"), ("USA", "Washington")))

    def event(sources: tuple[Actor, ...], targets: tuple[Actor, ...], kind: Any) -> Event:
        return Event(
            sources=sources, targets=targets, type=kind, of=None, mode=None, contexts=(), cameo=None, reciprocal=False, location=None
        )

    text = document_of(TREATY, uri="treaty.txt", title="Treaty of 16 July 2001 between China and Russia")
    laid: dict[str, Any] = {"bearers": ("CHN", "RUS"), "toward": ("CHN", "RUS"), "trigger": None, "instrument": "the treaty"}
    provisions = [
        fact_on(text, "The parties shall not use force against each other.",
                Provision(article="1", force="must_not", type="nonaggression", **laid), when=None),
        fact_on(text, "The parties shall hold talks at once if peace is threatened.",
                Provision(article="2", force="must", type="consultation", **laid), when=None),
    ]  # fmt: skip
    news = document_of(
        "China met Russia on 1 May 2003. China accused Washington of pressure. China backs missile defence. Russia opposes missile defence. "
        "Trade came to 15 billion dollars in 2003. China will visit Russia soon.",
        uri="news.txt", title="News", published=When(earliest=day, latest=day, words="1 May 2003"),
    )  # fmt: skip
    other = document_of("Trade came to 19 billion dollars in 2003, China and Russia said.", uri="other.txt", title="Other news")
    trade: dict[str, Any] = {
        "unit": "USD",
        "measure": "trade",
        "about": ("CHN", "RUS"),
        "change": None,
        "approximate": False,
        "bound": None,
    }
    facts = [
        fact_on(news, "China met Russia on 1 May 2003.", event((china,), (russia,), "CONSULT"), when=when),
        fact_on(news, "China accused Washington of pressure.", event((china,), (america,), "ACCUSE"), when=when),
        fact_on(news, "China backs missile defence.",
                Position(holders=("CHN",), holder_words="China", stance="support", target=Target("missile-defence", "missile defence")), when=None),
        fact_on(news, "Russia opposes missile defence.",
                Position(holders=("RUS",), holder_words="Russia", stance="oppose", target=Target("missile-defence", "missile defence")), when=None),
        fact_on(news, "Trade came to 15 billion dollars in 2003.", Figure(value=15e9, **trade), when=year),
        fact_on(news, "China will visit Russia soon.", event((china,), (russia,), "CONSULT"), when=None, certainty="planned"),
    ]  # fmt: skip
    fill(store, (text, provisions), (news, facts), (other, [fact_on(other, other.text, Figure(value=19e9, **trade), when=year)]))
