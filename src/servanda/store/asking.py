"""Questions that a store is asked about its facts, as SQL."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

import msgspec

Kind = Literal["event", "statement", "position", "figure", "relation", "provision", "treaty_act"]


class FactQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which facts are wanted; every condition given must hold, and an empty one asks nothing.

    `pair` wants both actors named by the claim, in any role; `types` are event and provision types, stances, trends, treaty acts
    or measures. `since` and `until` want facts that could lie in the period: an open bound is taken as open, and facts without
    any time are left in unless `undated` is False. Facts that a person rejected are left out unless `rejected` is True.
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
    rejected: bool = False
    limit: int | None = None


# By the document's date, then where it is from, then place in the text: the same whatever the order of reading was.
_ORDER = "ORDER BY d.published_earliest NULLS LAST, d.uri, d.id, k.start, k.id"
_CONDITIONS: tuple[tuple[str, str], ...] = (
    ("pair", "list_has_all(k.actors, ?)"),
    ("actor", "list_contains(k.actors, ?)"),
    ("kinds", "list_contains(?::VARCHAR[], k.kind)"),
    ("types", "list_contains(?::VARCHAR[], k.type)"),
    ("certainty", "list_contains(?::VARCHAR[], k.certainty)"),
    ("since", "(k.latest IS NULL OR k.latest >= ?)"),
    ("until", "(k.earliest IS NULL OR k.earliest <= ?)"),
    ("document", "d.id = ?"),
)


def fact_sql(query: FactQuery) -> tuple[str, list[Any]]:
    """The statement that answers a query, and its values: JSON and verdict of each fact in a stable order."""
    found, values = _found(query)
    limit = "" if query.limit is None else f" LIMIT {int(query.limit)}"
    return f"SELECT k.json, k.verdict {found} {_ORDER}{limit}", values


def count_sql(query: FactQuery) -> tuple[str, list[Any]]:
    """The statement that says how many facts a query has, its limit left aside."""
    found, values = _found(query)
    return f"SELECT count(*) AS many {found}", values


def _found(query: FactQuery) -> tuple[str, list[Any]]:
    asked = [(condition, getattr(query, name)) for name, condition in _CONDITIONS if getattr(query, name)]
    where = [condition for condition, _ in asked]
    values = [list(value) if isinstance(value, tuple) else value for _, value in asked]
    if not query.undated:
        where.append("(k.earliest IS NOT NULL OR k.latest IS NOT NULL)")
    if not query.rejected:
        where.append("k.verdict IS DISTINCT FROM 'reject'")
    return f"FROM kept_facts k JOIN documents d ON d.seq = k.document_seq WHERE {' AND '.join(where) or 'true'}", values
