"""From the names of states in depositaries' tables to codes: brackets, footnote numbers and articles do not matter."""

from __future__ import annotations

import re
from functools import cache

from servanda.moments import Day, Moment
from servanda.vocabulary.actors import load_actors
from servanda.vocabulary.tables import TableRow, data_file, read_csv

_FOOTNOTES = re.compile(r"[\s,\d]+$")
_TURNED = re.compile(r"^(?P<name>[^()]+?)\s+THE$")


class DepositaryName(TableRow, frozen=True, kw_only=True):
    """A name that means one state in depositaries' tables, though it may mean others elsewhere."""

    name: str
    code: str


def code_of(name: str, on: Moment | None = None) -> str | None:
    """The code of a state or organisation named in a table (on a date, where one is given); None where no table of actors lists it."""
    bare = _FOOTNOTES.sub("", " ".join(name.replace("\u00a0", " ").split())).strip()
    if bare in _depositary_names():
        return _depositary_names()[bare]
    tried = [bare, re.sub(r"\s*\([^)]*\)", "", bare)]
    inside = re.search(r"^(?P<name>[^(]+)\((?P<more>[^)]*(?:Republic|States|Federation|of))\)", bare)
    if inside:
        tried.append(f"{inside['more']} {inside['name']}".strip())
    turned = _TURNED.match(bare)
    if turned:
        tried.append(turned["name"])
    tried += [one.title() for one in list(tried) if one.isupper()]
    tried += [re.sub(r"^St\.\s", "Saint ", one) for one in list(tried) if one.startswith("St. ")]
    for one in tried:
        for moment in dict.fromkeys((on, None)):
            answer = load_actors().resolve(one, moment)
            if answer.status == "known" and len(answer.candidates[0].actors) == 1:
                return answer.candidates[0].actors[0]
    return None


@cache
def _depositary_names() -> dict[str, str]:
    """The names that depositaries use in a sense of their own."""
    return {row.name: row.code for row in read_csv(data_file("depositary_names.csv"), DepositaryName)}


def first_days() -> dict[str, Day]:
    """The first day of every state whose beginning the actor tables date, by code."""
    days: dict[str, Day] = {}
    for row in load_actors().rows.states:
        if row.since is not None:
            days[row.code] = min(days.get(row.code, row.since.earliest), row.since.earliest)
        else:
            days[row.code] = Day.min
    return {code: day for code, day in days.items() if day != Day.min}


def known_codes() -> frozenset[str]:
    """Every code of a state or organisation."""
    rows = load_actors().rows
    return frozenset(row.code for row in rows.states) | frozenset(row.code for row in rows.organisations)
