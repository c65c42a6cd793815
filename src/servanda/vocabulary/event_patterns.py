"""The rows of `event_patterns/*.yml`: which words tell which kind of event, and who fills which role (see `forms.py`)."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from servanda.records import EVENT_TYPES, EventType
from servanda.vocabulary.forms import FormIndex, FormRow, index_forms
from servanda.vocabulary.tables import TableRow, data_file, read_csv, read_yaml

CONFLICT = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})


class PatternRow(FormRow, frozen=True, kw_only=True):
    """One way of telling one kind of event.

    `turns` gives the type where the further event is one of conflict (`conflict`) or cooperation (`cooperation`), or is of a
    type named. `needs` says which sides have to be named: `one` of them, `both`, `source` or `target`. `at_home` makes an unnamed
    target the source's own state. `tells`: what is accused or praised is told as well. `not_by` lists sectors that do not do this,
    `only_by` the only ones that do; `not_to` and `only_to` say the same of those whom it concerns. `own`: what is moved is the doer's own, so that its owner does it where nobody else is named.
    `alone` codes a form with `do` or `act` also where no further event was found. `voiced`: whoever says the words does it ("Peru's
    conduct is unacceptable" accuses Peru); `denied` rows hold only where the text negates them ("has shown no respect", "has no intention of").
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
    only_to: str = ""
    not_to: str = ""
    own: bool = False
    voiced: bool = False
    denied: bool = False

    def type_with(self, further: str | None) -> EventType:
        """The type of the event, given the type of the further event it is about."""
        if further is None or not self.turns:
            return self.type
        side = "conflict" if further in CONFLICT else "cooperation"
        return self.turns.get(further) or self.turns.get(side) or self.type


@functools.cache
def load_event_patterns() -> FormIndex[PatternRow]:
    """Read all pattern files once; VocabularyError naming every row that is wrong."""
    return index_patterns(bundled_pattern_rows())


@functools.cache
def bundled_pattern_rows() -> tuple[PatternRow, ...]:
    """The rows of all pattern files, in the order of the types."""
    return tuple(row for name in EVENT_TYPES for row in read_yaml(data_file("event_patterns", f"{name.lower()}.yml"), PatternRow))


def index_patterns(rows: Sequence[PatternRow]) -> FormIndex[PatternRow]:
    """Rows as the coder looks them up, of forms that fit as well the first given first; VocabularyError naming every row that is wrong."""
    return index_forms(rows, _wrong_codes(rows), nouns_of_acts())


@functools.cache
def nouns_of_acts() -> Mapping[str, Sequence[str]]:
    """The nouns that tell what a verb tells, by verb, from `nouns_of_acts.csv`."""
    found: dict[str, list[str]] = {}
    for pair in read_csv(data_file("event_patterns", "nouns_of_acts.csv"), _NounOfAct):
        found.setdefault(pair.verb, []).append(pair.noun)
    return found


def only(patterns: FormIndex[PatternRow], *, voiced: bool) -> FormIndex[PatternRow]:
    """The forms that are told by whoever speaks, or all others; the rows stay."""
    verbs, nouns = (
        {head: kept for head, forms in table.items() if (kept := tuple(form for form in forms if form.row.voiced == voiced))}
        for table in (patterns.verbs, patterns.nouns)
    )
    return FormIndex(patterns.rows, verbs, nouns, patterns.lists)


class _NounOfAct(TableRow, frozen=True, kw_only=True):
    """A row of `nouns_of_acts.csv`: a noun that tells what a verb tells ("annexation", "annex")."""

    noun: str
    verb: str


class _Mode(TableRow, frozen=True, kw_only=True):
    """A row of `plover_modes.csv`: a mode that a type can have."""

    type: EventType
    mode: str
    definition: str


class _Context(TableRow, frozen=True, kw_only=True):
    """A row of `plover_contexts.csv`."""

    context: str
    definition: str


class _CameoCode(TableRow, frozen=True, kw_only=True):
    """A row of `cameo_codes.csv`; codes are text."""

    code: str
    definition: str


def _wrong_codes(rows: Iterable[PatternRow]) -> Iterator[str]:
    """Every mode, context and CAMEO code that is not in the code books' lists."""
    modes = {(row.type, row.mode) for row in read_csv(data_file("event_patterns", "plover_modes.csv"), _Mode)}
    contexts = {row.context for row in read_csv(data_file("event_patterns", "plover_contexts.csv"), _Context)}
    codes = {row.code for row in read_csv(data_file("event_patterns", "cameo_codes.csv"), _CameoCode)}
    for row in rows:
        if row.mode is not None and (row.type, row.mode) not in modes:
            yield f"{row.place}: {row.type} has no mode {row.mode!r} in plover_modes.csv"
        if row.cameo is not None and row.cameo not in codes:
            yield f"{row.place}: no CAMEO code {row.cameo!r} in cameo_codes.csv"
        yield from (f"{row.place}: no context {context!r} in plover_contexts.csv" for context in row.contexts if context not in contexts)
