"""How far people who judged the same facts agree, beyond what chance alone would give: Krippendorff's alpha for named categories.

Krippendorff (2011), Computing Krippendorff's Alpha-Reliability; (2019), Content Analysis, 4th edition, chapter 12. The unit is a fact as
its coder left it, the value is the verdict. What counts is a person's first word that was not taken back: what they said before the other's
word could have moved them. Facts that one person alone judged say nothing of agreement and are counted apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations

import msgspec

from servanda.records import KINDS
from servanda.store import Judgement

# Who adds a fact says that it is right: the same word as confirming one that is there.
_SAYS = {"add": "confirm"}
# Below this a result supports no conclusion, from the next on it is reliable (Krippendorff 2019, section 12.4).
TENTATIVE, RELIABLE = 0.667, 0.8


class Alpha(msgspec.Struct, frozen=True, kw_only=True):
    """Agreement over units: `alpha` is 1 where all agree, 0 where they agree as chance would; None where it is not defined, with the reason.

    `units` have two values or more, `values` is how many those are together; `coincidences` counts pairs of values within units, each
    unit weighing as many as it has values.
    """

    alpha: float | None
    why: str
    units: int
    values: int
    observed: float | None
    expected: float | None
    coincidences: Mapping[tuple[str, str], float]


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """Agreement on the facts of one kind, or of all (None): with those who judged, and how many facts one person alone judged."""

    kind: str | None
    alpha: Alpha
    people: tuple[str, ...]
    alone: int

    @property
    def told(self) -> str:
        """The result in a word, by Krippendorff's own thresholds."""
        if self.alpha.alpha is None:
            return "not defined"
        return "reliable" if self.alpha.alpha >= RELIABLE else ("tentative" if self.alpha.alpha >= TENTATIVE else "not reliable")


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """A fact of which people say different things now: the last word of each, in the order given."""

    fact: str
    words: tuple[Judgement, ...]


def nominal_alpha(units: Iterable[Sequence[str]]) -> Alpha:
    """Krippendorff's alpha for named categories; a unit is the values that several gave to one thing, in any order, missing ones left out."""
    coincidences: dict[tuple[str, str], float] = {}
    paired = [tuple(unit) for unit in units if len(unit) > 1]
    for unit in paired:
        pairs = Counter(permutations(unit, 2))
        for pair, many in pairs.items():
            coincidences[pair] = coincidences.get(pair, 0.0) + many / (len(unit) - 1)
    values: Counter[str] = Counter(value for unit in paired for value in unit)
    total = values.total()
    found = Alpha(
        alpha=None,
        why="no fact has been judged by two people",
        units=len(paired),
        values=total,
        observed=None,
        expected=None,
        coincidences=dict(sorted(coincidences.items())),
    )
    if not paired:
        return found
    observed = sum(many for (one, other), many in coincidences.items() if one != other) / total
    expected = sum(values[one] * values[other] for one, other in permutations(values, 2)) / (total * (total - 1))
    if not expected:
        why = "all gave one and the same verdict: without any variation chance and agreement cannot be told apart"
        return msgspec.structs.replace(found, why=why, observed=observed, expected=expected)
    return msgspec.structs.replace(found, alpha=1 - observed / expected, why="", observed=observed, expected=expected)


def agreement(judgements: Iterable[Judgement]) -> list[Agreement]:
    """Agreement on all facts, then on those of each kind that anybody judged, in the order of the records."""
    words = first_words(judgements)
    of_kind = {fact: next(iter(said.values())).snapshot.kind for fact, said in words.items()}
    wanted: list[str | None] = [None, *(kind for kind in KINDS if kind in of_kind.values())]
    return [_agreement(kind, [said for fact, said in words.items() if kind in (None, of_kind[fact])]) for kind in wanted]


def _agreement(kind: str | None, words: Sequence[Mapping[str, Judgement]]) -> Agreement:
    units = [[_SAYS.get(one.verdict, one.verdict) for one in said.values()] for said in words]
    people = tuple(sorted({who for said in words for who in said}))
    return Agreement(kind=kind, alpha=nominal_alpha(units), people=people, alone=sum(len(unit) == 1 for unit in units))


def first_words(judgements: Iterable[Judgement]) -> dict[str, dict[str, Judgement]]:
    """By fact and person the first word that was not taken back; notes are none."""
    found: dict[str, dict[str, Judgement]] = {}
    for one in judgements:
        said = found.setdefault(one.fact, {})
        if one.verdict == "withdraw":
            said.pop(one.who, None)
        elif one.verdict != "note":
            said.setdefault(one.who, one)
    return {fact: said for fact, said in found.items() if said}


def last_words(judgements: Iterable[Judgement]) -> dict[str, dict[str, Judgement]]:
    """By fact and person the last word that was not taken back, the latest given last; notes are none."""
    found: dict[str, dict[str, Judgement]] = {}
    for one in judgements:
        said = found.setdefault(one.fact, {})
        if one.verdict != "note":
            said.pop(one.who, None)
        if one.verdict not in ("note", "withdraw"):
            said[one.who] = one
    return {fact: said for fact, said in found.items() if said}


def standing_notes(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The notes that nobody took back, in the order given; a note without words takes back the last that its writer left on the fact."""
    held: dict[tuple[str, str], list[Judgement]] = {}
    for one in judgements:
        notes = held.setdefault((one.fact, one.who), [])
        if one.verdict == "note" and one.why:
            notes.append(one)
        elif one.verdict == "note" and notes:
            notes.pop()
    return sorted((note for notes in held.values() for note in notes), key=lambda one: one.seq)


def notes_taken_back(judgements: Iterable[Judgement]) -> frozenset[int]:
    """The numbers of the notes that were taken back."""
    told = list(judgements)
    return frozenset(one.seq for one in told if one.verdict == "note" and one.why) - {one.seq for one in standing_notes(told)}


def disagreements(judgements: Iterable[Judgement]) -> list[Disagreement]:
    """The facts of which people now say different things, two corrections that read differently too; the latest first."""
    found = [
        Disagreement(fact=fact, words=tuple(said.values()))
        for fact, said in last_words(judgements).items()
        if len({_SAYS.get(one.verdict, one.verdict) for one in said.values()}) > 1
        or len({msgspec.json.encode(one.corrected) for one in said.values()}) > 1
    ]
    return sorted(found, key=lambda one: -one.words[-1].seq)


def judged_by_others(judgements: Iterable[Judgement], who: str) -> list[Judgement]:
    """What awaits a second person's word: for each fact that others judged and this person did not, the first of the others' words.

    Its `snapshot` is the fact as the others saw it.
    """
    waiting = [said for said in first_words(judgements).values() if who not in said]
    return sorted((min(said.values(), key=lambda one: one.seq) for said in waiting), key=lambda one: one.seq)
