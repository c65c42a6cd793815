"""The sixteen event types of PLOVER with their quad class and a plain word for each.

Halterman, Bagozzi, Beger, Schrodt and Scarborough (2023), PLOVER and POLECAT: A New Political Event Ontology and Dataset.
"""

from __future__ import annotations

import functools
from typing import Literal, get_args

from servanda.records import EVENT_TYPES, EventType
from servanda.vocabulary.tables import TableRow, data_file, read_csv

Quad = Literal["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"]
QUADS: tuple[Quad, ...] = get_args(Quad)


class EventTypeRow(TableRow, frozen=True, kw_only=True):
    """A type, the quad class it belongs to, and what people call it."""

    type: EventType
    quad: Quad
    label: str


@functools.cache
def event_types() -> dict[str, EventTypeRow]:
    """The types by name; read once."""
    return {row.type: row for row in read_csv(data_file("event_types.csv"), EventTypeRow)}


def cooperative(kind: str) -> bool:
    """Whether a type is one of cooperation, in words or deeds."""
    return event_types()[kind].quad.endswith("cooperation")


def check_event_types() -> list[str]:
    """Types that are missing."""
    return [f"event_types.csv: the type {kind} is missing" for kind in EVENT_TYPES if kind not in event_types()]
