"""What figures measure: trade, aid, troops, polls and the like."""

from __future__ import annotations

import functools

from servanda.vocabulary.tables import TableRow, data_file, read_yaml


class Measure(TableRow, frozen=True, kw_only=True):
    """A measure with the dictionary forms that name it, the units or kinds of unit it takes and the measures it outranks, separated by blanks.

    `money` are words that name it for sums of money alone, `people` for people alone; `ranked` are the nouns of which a rank tells this measure ("the second largest trading partner").
    """

    id: str
    definition: str
    words: str
    units: str
    over: str
    ranked: str = ""
    money: str = ""
    people: str = ""
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]


@functools.cache
def load_measures() -> tuple[Measure, ...]:
    """The measures in order: an earlier one wins where a clause names two equally near."""
    return read_yaml(data_file("measures.yml"), Measure)


@functools.cache
def measure_words() -> dict[str, tuple[Measure, ...]]:
    """The measures that each dictionary form, or two joined by _, names."""
    words: dict[str, tuple[Measure, ...]] = {}
    for measure in load_measures():
        for word in measure.words.split():
            words[word] = (*words.get(word, ()), measure)
    return words


@functools.cache
def words_for(kind: str) -> dict[str, tuple[Measure, ...]]:
    """The measures that a dictionary form names only where it stands with a sum of money (`currency`) or with people (`persons`)."""
    words: dict[str, tuple[Measure, ...]] = {}
    for measure in load_measures():
        own = {"currency": measure.money, "persons": measure.people}.get(kind, "")
        for word in own.split():
            words[word] = (*words.get(word, ()), measure)
    return words


def check_measures() -> list[str]:
    """Measures whose id stands twice or that outrank an unknown one."""
    known = [measure.id for measure in load_measures()]
    problems = [f"{m.place}: the measure {m.id!r} stands already above" for place, m in enumerate(load_measures()) if m.id in known[:place]]
    problems += [
        f"{m.place}: {m.id!r} outranks {other!r}, which is no measure"
        for m in load_measures()
        for other in m.over.split()
        if other not in known
    ]
    return problems
