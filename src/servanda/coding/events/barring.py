"""Takes readings away where somebody's own list says that they are wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servanda.coding.forms import Match
from servanda.vocabulary.event_patterns import PatternRow
from servanda.vocabulary.overlay import BarRow

Found = Sequence[list[Match[PatternRow]]]
Barred = dict[tuple[int, str], BarRow]


def barred_at(found: Sequence[list[Match[BarRow]]]) -> Barred:
    """Which row does not hold at which token, with the row of the list that says so."""
    return {(match.token, match.form.row.rule): match.form.row for choices in found for match in choices}


def without(found: Found, barred: Barred) -> list[list[Match[PatternRow]]]:
    """The matches without those taken away; a word that keeps none tells nothing."""
    kept = ([match for match in choices if (match.token, match.form.row.id) not in barred] for choices in found)
    return [choices for choices in kept if choices]


def left_out(found: Found, barred: Barred) -> Iterator[tuple[int, str, BarRow]]:
    """The token, the row and the reason of each match taken away, each row once a token."""
    told = {(match.token, match.form.row.id) for choices in found for match in choices} & barred.keys()
    return ((token, rule, barred[token, rule]) for token, rule in sorted(told))
