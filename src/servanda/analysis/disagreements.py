"""Where sources disagree: the same thing told with other values, other dates, as done and as not done, or read in opposite ways."""

from __future__ import annotations

from servanda.analysis.at_odds.days_and_places import days_and_places
from servanda.analysis.at_odds.deeds import deeds
from servanda.analysis.at_odds.figures import figures
from servanda.analysis.at_odds.readings import readings
from servanda.analysis.at_odds.stances import stances
from servanda.analysis.at_odds.versions import Disagreement
from servanda.analysis.at_odds.with_the_law import acts_on_record, memberships, terms, treaty_acts
from servanda.analysis.pair_record import PairRecord
from servanda.analysis.pair_treaties import PairTreaty

_Place = tuple[str, int]


def disagreements(record: PairRecord, treaties: tuple[PairTreaty, ...] = ()) -> tuple[Disagreement, ...]:
    """Every contradiction about the pair that the record shows: with the law first, then readings, figures, acts, deeds, their days and places, and stances.

    What the same words tell against the same words is shown once, under the first of these heads.
    """
    found = (
        *terms(record, treaties),
        *acts_on_record(record, treaties),
        *memberships(record),
        *readings(record),
        *figures(record),
        *treaty_acts(record),
        *deeds(record),
        *days_and_places(record),
        *stances(record),
    )
    # What is shown already, by each sentence in it: only what has a sentence in common can be the same.
    shown: dict[_Place, list[tuple[frozenset[_Place], ...]]] = {}
    kept: list[Disagreement] = []
    for one in found:
        sides = tuple(frozenset((fact.document, fact.spans[0].start) for fact in version.facts) for version in one.versions)
        if len(sides) > 1 and any(_told_already(sides, other) for other in shown.get(next(iter(sides[0])), ())):
            continue
        for place in frozenset[_Place]().union(*sides):
            shown.setdefault(place, []).append(sides)
        kept.append(one)
    return tuple(kept)


def _told_already(sides: tuple[frozenset[_Place], ...], other: tuple[frozenset[_Place], ...]) -> bool:
    """Whether every version stands among the versions of another disagreement, each on a side of its own."""
    homes = [next((index for index, told in enumerate(other) if side <= told), None) for side in sides]
    return None not in homes and len(set(homes)) == len(sides)
