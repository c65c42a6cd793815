"""Trade as UN Comtrade gives it, with the columns of today and those before 2022: what each reporter says of its exports and imports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from servanda.analysis.series.points import Flow, Period, read_period
from servanda.analysis.series.reading_cells import Point, Unread, number_of, trade_actors
from servanda.analysis.series.tables import SourceRow, Table

# The column that tells this source by itself, in its three spellings.
VALUES = ("primaryvalue", "trade value (us$)", "tradevalueus")
_FLOWS: dict[str, Flow] = {
    "x": "exports",
    "m": "imports",
    "export": "exports",
    "import": "imports",
    "exports": "exports",
    "imports": "imports",
    "2": "exports",
    "1": "imports",
}
_TOTAL = frozenset({"total", "all", "ag0", ""})
# Breakdowns by second partner, transport and procedure repeat the total in parts; these values stand for "all of them".
_WHOLE = {
    "partner2code": ("", "0"),
    "2nd partner code": ("", "0"),
    "motcode": ("", "0"),
    "mode of transport code": ("", "0"),
    "customscode": ("", "C00"),
    "customs proc. code": ("", "C00"),
    "moscode": ("", "0"),
}


def comtrade(table: Table, source: str) -> Iterator[Point | Unread]:
    """Exports and imports of all goods, and the sum of both where one reporter gives both; parts, re-exports and re-imports are left out."""
    sums: dict[tuple[tuple[str, ...], Period], dict[Flow, float]] = {}
    for row in table.rows:
        found = _read(row, source)
        yield found
        if isinstance(found, Point) and found.flow is not None:
            sums.setdefault((found.actors, found.days), {}).setdefault(found.flow, found.value)
    for (actors, days), flows in sums.items():
        if len(actors) == len(("reporter", "partner")) and len(flows) == len(("exports", "imports")):
            yield Point("trade", None, "USD", tuple(sorted(actors)), f"{source}: {actors[0]}", days, sum(flows.values()))


def _read(row: SourceRow, source: str) -> Point | Unread:
    cell = row.cells
    why = _left_out(cell)
    flow = _FLOWS.get(_first(cell, "flowcode", "trade flow code", "tradeflow code", "flowdesc", "trade flow", "tradeflow").lower())
    days = read_period(_first(cell, "period", "refyear", "year"))
    actors = trade_actors(
        (_first(cell, "reporteriso", "reporter iso"), _first(cell, "reporterdesc", "reporter")),
        (_first(cell, "partneriso", "partner iso"), _first(cell, "partnerdesc", "partner")),
    )
    if why is None and flow is None:
        why = "neither exports nor imports"
    elif why is None and days is None:
        why = "the period cannot be read"
    elif why is None and actors is None:
        why = "reporter or partner is no one actor"
    if why is not None or flow is None or days is None or actors is None:
        return Unread(row.place, why or "the row cannot be read")
    try:
        value = number_of(_first(cell, *VALUES))
    except ValueError:
        return Unread(row.place, "the value is no number")
    if value is None:
        return Unread(row.place, "no value")
    return Point("trade", flow, "USD", actors, f"{source}: {actors[0]}", days, value)


def _left_out(cell: Mapping[str, str]) -> str | None:
    """Why a row that could be read is not the trade of two states in all goods; None where it is."""
    if _first(cell, "cmdcode", "commodity code").lower() not in _TOTAL:
        return "a part of the goods, not all of them"
    if any(cell.get(name, "") not in whole for name, whole in _WHOLE.items()):
        return "a part by second partner, transport or procedure"
    return None


def _first(cell: Mapping[str, str], *names: str) -> str:
    return next((cell[name] for name in names if cell.get(name)), "")
