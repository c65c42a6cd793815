"""What is read from treaties against keys: parties, signature, final clauses and provisions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from servanda.analysis.evaluation.events import Found
from servanda.analysis.evaluation.keys import Key, Row
from servanda.analysis.evaluation.measures import Tally

Read = Mapping[str, Row]

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
# Ids of bilateral treaties begin with both parties; the European Union's code is no state's.
_BILATERAL = re.compile(r"([A-Z]{3})-([A-Z]{3})[\[_]")


def score_final_clauses(key: Key, read: Read) -> Found:
    """For each thing that a treaty says of itself, how often the reading agrees, and how often it gives what the key has not."""
    lines, misses = [], []
    for name, part in _PARTS.items():
        tally, invented = Tally(), 0
        for row in key.rows:
            wanted, got = part(row), part(read.get(row["id"], {}))
            tally.keyed += wanted is not None
            tally.found += wanted is not None and wanted == got
            invented += wanted is None and got is not None
            if wanted != got:
                misses.append(f"{row['id']}: {name}: key {wanted}, read {got}")
        lines.append(tally.measure(name, coded=False, note=f"{invented} given where the key has none"))
    quotes, exact = Tally(), 0
    for row in key.rows:
        text = key.texts[row["id"]]["text"]
        found = list(_quotes(read.get(row["id"], {})))
        quotes.keyed += len(found)
        exact += sum(quote in text for quote in found)
    quotes.found = exact
    lines.append(quotes.measure("quotes exact", coded=False))
    typed = Tally()
    for row in key.rows:
        types = _types_by_article(read.get(row["id"], {}))
        for provision in row.get("provisions") or ():
            typed.keyed += 1
            same = provision["type"] in types.get(_article(provision["article"]), set())
            typed.found += same
            if not same:
                misses.append(
                    f"{row['id']}: article {provision['article']}: key {provision['type']}, read {sorted(types.get(_article(provision['article']), ()))}"
                )
    lines.append(typed.measure("provision types", coded=False))
    return lines, misses


def score_signatures(key: Key, read: Read) -> Found:
    """Dates of signature where the text holds their year, wrong dates among all, and the parties of bilateral treaties."""
    right, wrong, pairs = Tally(), Tally(), Tally()
    misses: list[str] = []
    for row in key.rows:
        got = read.get(row["id"], {})
        date = _within(got, "signed", "date")
        wrong.keyed += 1
        wrong.found += bool(date) and date != row["signed"]
        if row["signed"][:4] in row["text"]:
            right.keyed += 1
            right.found += date == row["signed"]
        named = _BILATERAL.match(row["id"])
        parties = set(got.get("parties") or ())
        both = set(named.groups()) if named and "EUE" not in named.groups() else None
        if both is not None:
            pairs.keyed += 1
            pairs.found += parties == both
        if date != row["signed"] or (both is not None and parties != both):
            misses.append(f"{row['id']}: key {row['signed']}, read {date} {sorted(parties)}")
    return [
        right.measure("date signed", coded=False, note="of the texts with its year"),
        wrong.measure("wrong dates", coded=False, note="fewer is better"),
        pairs.measure("parties", coded=False, note="of bilateral treaties"),
    ], misses


def _within(row: Row, *path: str) -> Any:
    found: Any = row
    for name in path:
        found = (found or {}).get(name)
    return found


def _length(duration: str | None) -> Any:
    """A duration as months and days, so that a year equals twelve months; what is none stays as it is."""
    match = _DURATION.fullmatch(duration or "")
    if match is None:
        return duration
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    return 12 * years + months, 7 * weeks + days


def _with(row: Row, first: tuple[str, str], second: tuple[str, str], length: str) -> Any:
    """Two fields that only count together; the one named `length` is a duration."""
    one, other = _within(row, *first), _within(row, *second)
    if not one:
        return None
    return (_length(one), other) if length == first[1] else (one, _length(other))


def _set(values: Any) -> frozenset[str] | None:
    return frozenset(values) if values else None


_PARTS: dict[str, Callable[[Row], Any]] = {
    "parties": lambda row: _set(row.get("parties")),
    "date signed": lambda row: _within(row, "signed", "date"),
    "place signed": lambda row: (_within(row, "signed", "place") or "").lower() or None,
    "languages": lambda row: _set([language.lower() for language in row.get("languages") or ()]),
    "entry: rule": lambda row: _within(row, "entry_into_force", "rule"),
    "entry: count": lambda row: _within(row, "entry_into_force", "count"),
    "entry: delay": lambda row: _with(row, ("entry_into_force", "delay"), ("entry_into_force", "delay_from"), "delay"),
    "duration: kind": lambda row: _within(row, "duration", "kind"),
    "duration: first": lambda row: _length(_within(row, "duration", "initial")),
    "renewal": lambda row: _with(row, ("duration", "renewal"), ("duration", "renewal_period"), "renewal_period"),
    "notice": lambda row: _length(_within(row, "withdrawal", "notice")),
    "lock-in": lambda row: _length(_within(row, "withdrawal", "not_before")),
    "disputes": lambda row: _set(_within(row, "settlement_of_disputes", "means")),
    "reservations": lambda row: row.get("reservations"),
}


def _quotes(row: Any) -> list[str]:
    """Every quote in a reading, wherever it stands."""
    if isinstance(row, dict):
        own = [row["quote"]] if isinstance(row.get("quote"), str) else []
        return own + [quote for value in row.values() for quote in _quotes(value)]
    if isinstance(row, list | tuple):
        return [quote for value in row for quote in _quotes(value)]
    return []


def _types_by_article(row: Row) -> dict[str, set[str]]:
    types: dict[str, set[str]] = {}
    for provision in row.get("provisions") or ():
        types.setdefault(_article(provision.get("article", "")), set()).add(str(provision.get("type")))
    return types


def _article(cited: Any) -> str:
    return str(cited).partition("(")[0].strip().lower()
