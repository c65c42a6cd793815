"""The coders that Servanda runs unless told otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from servanda.coding.coder import Coder
from servanda.coding.engine import Engine
from servanda.errors import UsageError
from servanda.vocabulary.actors import load_actors


def _events(overlay: Path | None = None) -> Coder:
    from servanda.coding.events import EventCoder  # noqa: PLC0415 - a coder that is not asked for is not loaded
    from servanda.vocabulary.overlay import load_overlay  # noqa: PLC0415 - as above

    return EventCoder(*load_overlay(overlay)) if overlay else EventCoder()


def _statements() -> Coder:
    from servanda.coding.statements import StatementCoder  # noqa: PLC0415 - as above

    return StatementCoder()


def _positions() -> Coder:
    from servanda.coding.positions import PositionCoder  # noqa: PLC0415 - as above

    return PositionCoder()


def _figures() -> Coder:
    from servanda.coding.figures import FigureCoder  # noqa: PLC0415 - as above

    return FigureCoder()


def _relations() -> Coder:
    from servanda.coding.relations import RelationCoder  # noqa: PLC0415 - as above

    return RelationCoder()


def _provisions() -> Coder:
    from servanda.coding.provisions import ProvisionCoder  # noqa: PLC0415 - as above

    return ProvisionCoder()


def _treaty_acts() -> Coder:
    from servanda.coding.treaty_acts import TreatyActCoder  # noqa: PLC0415 - as above

    return TreatyActCoder()


def _tables() -> Coder:
    from servanda.coding.tables import TableCoder  # noqa: PLC0415 - as above

    return TableCoder()


# The kind of fact, and the coder that yields it; the order is the one in which they run.
CODERS: dict[str, Callable[[], Coder]] = {
    "event": _events,
    "statement": _statements,
    "position": _positions,
    "figure": _figures,
    "relation": _relations,
    "provision": _provisions,
    "treaty_act": _treaty_acts,
}
# Tables give figures and positions; their coder runs whenever one of the two is wanted.
_TABLE_KINDS = frozenset({"figure", "position"})


def default_engine(kinds: Sequence[str] = (), overlay: Path | None = None) -> Engine:
    """An engine with the coders for these kinds of fact, or with all; UsageError for an unknown kind.

    `overlay` is a folder of rows of one's own (see `vocabulary/overlay.py`), VocabularyError where it is none.
    """
    unknown = sorted(set(kinds) - set(CODERS))
    if unknown:
        raise UsageError(
            f"no coder for {', '.join(unknown)}",
            why="a kind of fact is one of " + ", ".join(CODERS),
            todo="name one of these",
        )
    coders = [_events(overlay) if make is _events else make() for kind, make in CODERS.items() if not kinds or kind in kinds]
    if overlay:
        coders = _amended(coders, overlay)
    if not kinds or _TABLE_KINDS & set(kinds):
        coders.append(_tables())
    return Engine(coders, load_actors())


def _amended(coders: Sequence[Coder], overlay: Path) -> list[Coder]:
    """The coders, with what a folder says of their readings."""
    from servanda.coding.amending import AmendingCoder  # noqa: PLC0415 - only with rows of one's own
    from servanda.vocabulary.overlay import load_amendments  # noqa: PLC0415 - as above

    rows = load_amendments(overlay)
    return [AmendingCoder(coder, rows) if rows and coder.name != "events" else coder for coder in coders]


def coder_versions() -> dict[str, str]:
    """Name and version of every coder that runs by default."""
    return {coder.name: coder.version for coder in (make() for make in (*CODERS.values(), _tables))}
