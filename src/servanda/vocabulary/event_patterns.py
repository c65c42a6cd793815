"""The rows of `event_patterns/*.yml`: which words tell which kind of event, and who fills which role (see `forms.py`)."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Literal

from servanda.records import EVENT_TYPES, EventType
from servanda.vocabulary.forms import FormIndex, FormRow, index_forms
from servanda.vocabulary.tables import data_file, read_yaml

CONFLICT = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})


class PatternRow(FormRow, frozen=True, kw_only=True):
    """One way of telling one kind of event.

    `turns` gives the type where the further event is one of conflict (`conflict`) or cooperation (`cooperation`), or is of a
    type named. `needs` says which sides have to be named: `one` of them, `both`, `source` or `target`. `at_home` makes an unnamed
    target the source's own state. `tells`: what is accused or praised is told as well. `not_by` lists sectors that do not do this,
    `only_by` the only ones that do. `own`: what is moved is the doer's own, so that its owner does it where nobody else is named.
    `alone` codes a form with `do` or `act` also where no further event was found.
    """

    type: EventType
    examples: tuple[str, ...]
    not_examples: tuple[str, ...] = ()
    of: EventType | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    reciprocal: bool = False
    needs: Literal["one", "both", "source", "target"] = "one"
    turns: Mapping[str, EventType] = {}
    at_home: bool = False
    alone: bool = True
    tells: bool = False
    not_by: str = ""
    only_by: str = ""
    own: bool = False

    def type_with(self, further: str | None) -> EventType:
        """The type of the event, given the type of the further event it is about."""
        if further is None or not self.turns:
            return self.type
        side = "conflict" if further in CONFLICT else "cooperation"
        return self.turns.get(further) or self.turns.get(side) or self.type


@functools.cache
def load_event_patterns() -> FormIndex[PatternRow]:
    """Read all pattern files once; VocabularyError naming every row that is wrong."""
    rows = [row for name in EVENT_TYPES for row in read_yaml(data_file("event_patterns", f"{name.lower()}.yml"), PatternRow)]
    problems = [f"{row.place}: {row.cameo!r} is not a CAMEO code" for row in rows if row.cameo is not None and not row.cameo.isdigit()]
    return index_forms(rows, problems)
