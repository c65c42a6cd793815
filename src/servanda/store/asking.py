"""Questions that a store is asked about its facts, as SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Literal

import msgspec

Kind = Literal["event", "statement", "position", "figure", "relation", "provision", "treaty_act"]


class FactQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which facts are wanted; every condition given must hold, and an empty one asks nothing.

    `pair` wants both actors named by the claim, in any role; `types` are event and provision types, stances, trends, treaty acts
    or measures. `since` and `until` want facts that could lie in the period: an open bound is taken as open; a fact without any time
    lies, where it is told as done, not after its document's date, and else could lie anywhere; `undated` False leaves all such out. Facts that a person rejected are left out unless `rejected` is True.
    `verdict` wants those on which that is a person's last word, or `not judged`. `order` is by document and place, or the least confident first,
    or by the time of the facts themselves, those without one last.
    """

    pair: tuple[str, str] | None = None
    actor: str | None = None
    kinds: tuple[Kind, ...] = ()
    types: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    undated: bool = True
    certainty: tuple[str, ...] = ()
    document: str | None = None
    documents: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    rejected: bool = False
    id: str | None = None
    verdict: Literal["confirm", "correct", "reject", "unsure", "add", "not judged"] | None = None
    order: Literal["document", "confidence", "time"] = "document"
    limit: int | None = None
    offset: int = 0


# By the document's date, then where it is from, then place in the text: the same whatever the order of reading was.
_BY_DOCUMENT = "d.published_earliest NULLS LAST, d.uri, d.id, k.start, k.id"
_ORDERS = {
    "document": _BY_DOCUMENT,
    "confidence": f"CAST(k.json ->> '$.confidence' AS DOUBLE), {_BY_DOCUMENT}",
    "time": f"coalesce(k.earliest, k.latest) NULLS LAST, coalesce(k.latest, k.earliest), {_BY_DOCUMENT}",
}
# A judgement that was taken back leaves the fact as one that nobody has judged.
_VERDICT = "nullif(k.verdict, 'withdraw')"
# What is told as done, without a time of its own, was done by the day on which it is told.
DONE = ("actual", "denied")
_TOLD_BY = f"CASE WHEN k.earliest IS NULL AND k.certainty IN {DONE} THEN d.published_latest END"
_CONDITIONS: tuple[tuple[str, str], ...] = (
    ("pair", "list_has_all(k.actors, ?)"),
    ("actor", "list_contains(k.actors, ?)"),
    ("kinds", "list_contains(?::VARCHAR[], k.kind)"),
    ("types", "list_contains(?::VARCHAR[], k.type)"),
    ("certainty", "list_contains(?::VARCHAR[], k.certainty)"),
    ("since", f"coalesce(k.latest, {_TOLD_BY}, DATE '9999-12-31') >= ?"),
    ("until", "(k.earliest IS NULL OR k.earliest <= ?)"),
    ("document", "d.id = ?"),
    ("documents", "d.id IN (SELECT unnest(?::VARCHAR[]))"),
    ("id", "k.id = ?"),
    ("ids", "list_contains(?::VARCHAR[], k.id)"),
    ("verdict", f"coalesce({_VERDICT}, 'not judged') = ?"),
)
# What facts are counted by: each is the SQL of one value a fact, or of a list of them, over the columns of `_NARROW`.
_NARROW = f"k.kind, k.type, k.certainty, {_VERDICT} AS verdict, k.earliest, k.latest, list_distinct(k.actors) AS actors, k.coder, d.publisher, d.id"
_COUNTED = {
    "kind": "kind",
    "type": "type",
    "certainty": "certainty",
    "verdict": "coalesce(verdict, 'not judged')",
    "year": "coalesce(CAST(year(earliest) AS VARCHAR), 'no date')",
    # The year, or the month, in which a fact lies whole; none for one that may lie in several.
    "single_year": "CASE WHEN year(earliest) = year(latest) THEN strftime(earliest, '%Y') END",
    "single_month": "CASE WHEN date_trunc('month', earliest) = date_trunc('month', latest) THEN strftime(earliest, '%Y-%m') END",
    "actor": "unnest(actors)",
    "publisher": "coalesce(publisher, 'not known')",
    "coder": "coder",
    "document": "id",
    # Two codes in order, with a space between them: each two actors of a fact.
    "pair": "unnest(flatten([[x || ' ' || y for y in actors if x < y] for x in actors]))",
}
Counted = Literal[
    "kind", "type", "certainty", "verdict", "year", "single_year", "single_month", "actor", "publisher", "coder", "document", "pair"
]


def fact_sql(query: FactQuery) -> tuple[str, list[Any]]:
    """The statement that answers a query, and its values: JSON and verdict of each fact in a stable order."""
    found, values = _found(query)
    return f"SELECT k.json, {_VERDICT} AS verdict {found} ORDER BY {_ORDERS[query.order]}{_cut(query)}", values


def sketch_sql(query: FactQuery) -> tuple[str, list[Any]]:
    """The statement that gives the same facts in the same order without their words."""
    found, values = _found(query)
    columns = "k.id, k.kind, k.type, k.actors, CAST(k.json ->> '$.confidence' AS DOUBLE) AS confidence"
    return f"SELECT {columns} {found} ORDER BY {_ORDERS[query.order]}{_cut(query)}", values


def count_sql(query: FactQuery) -> tuple[str, list[Any]]:
    """The statement that says how many facts a query has, its limit left aside."""
    found, values = _found(query)
    return f"SELECT count(*) AS many {found}", values


def tally_sql(query: FactQuery, sides: Sequence[Counted]) -> tuple[str, list[Any]]:
    """The statement that counts the facts of a query by each of several sides, the most frequent first; the facts are found once."""
    found, values = _found(query)
    counts = " UNION ALL ".join(
        f"SELECT '{side}' AS side, value, count(*) AS many FROM (SELECT {_COUNTED[side]} AS value FROM found) GROUP BY value"  # noqa: S608 - ours
        for side in sides
    )
    whole = f"WITH found AS MATERIALIZED (SELECT {_NARROW} {found}) SELECT * FROM ({counts})"  # noqa: S608 - ours
    return f"{whole} WHERE value IS NOT NULL ORDER BY side, many DESC, value", values


def crossed_sql(query: FactQuery, sides: Sequence[Counted]) -> tuple[str, list[Any]]:
    """The statement that counts the facts of a query by several sides at once, in columns `side0`, `side1` and so on, and `many`."""
    found, values = _found(query)
    named = ", ".join(f"{_COUNTED[side]} AS side{number}" for number, side in enumerate(sides))
    return f"WITH found AS MATERIALIZED (SELECT {_NARROW} {found}) SELECT {named}, count(*) AS many FROM found GROUP BY ALL", values  # noqa: S608 - ours


def _cut(query: FactQuery) -> str:
    """Which part of an ordered answer is wanted."""
    limit = "" if query.limit is None else f" LIMIT {int(query.limit)}"
    return limit + (f" OFFSET {int(query.offset)}" if query.offset else "")


def _found(query: FactQuery) -> tuple[str, list[Any]]:
    asked = [(condition, getattr(query, name)) for name, condition in _CONDITIONS if getattr(query, name)]
    where = [condition for condition, _ in asked]
    values = [list(value) if isinstance(value, tuple) else value for _, value in asked]
    if not query.undated:
        where.append("(k.earliest IS NOT NULL OR k.latest IS NOT NULL)")
    if not query.rejected and query.verdict != "reject":
        where.append("k.verdict IS DISTINCT FROM 'reject'")
    return f"FROM kept_facts k JOIN documents d ON d.seq = k.document_seq WHERE {' AND '.join(where) or 'true'}", values
