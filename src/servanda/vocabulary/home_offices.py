"""Offices and ministries that only some states have under that name: "the Foreign Secretary", "the State Department"."""

from __future__ import annotations

import functools
import re
from typing import Literal

import msgspec

from servanda.vocabulary.tables import TableRow, data_file, read_yaml


class HomeOfficeRow(TableRow, frozen=True, kw_only=True):
    """Titles and the actors that have such an office; `alone` where the name needs no help of the text.

    `common` tells that others have one too: in a text that another state issues, it is that state's own.
    """

    id: str
    titles: str
    actors: str
    alone: Literal["yes", "no"]
    definition: str
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]
    common: Literal["yes", "no"] = "no"


class HomeOffice(msgspec.Struct, frozen=True):
    """Who may have an office under a title, whether the title alone tells it, and whether others have one too."""

    actors: frozenset[str]
    alone: bool
    common: bool = False


class HomeOffices:
    """Finds such titles in a text."""

    def __init__(self, rows: tuple[HomeOfficeRow, ...]) -> None:
        self._titles = {
            title.strip(): HomeOffice(frozenset(row.actors.split()), row.alone == "yes", row.common == "yes")
            for row in rows
            for title in row.titles.split(";")
        }
        longest_first = sorted(self._titles, key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(title) for title in longest_first)})(?![\w-]| of\b)", re.IGNORECASE)
        self._lower = {title.lower(): office for title, office in self._titles.items()}

    def at(self, text: str, start: int, end: int) -> tuple[int, int, HomeOffice] | None:
        """The title that overlaps the words at `start:end`, with its place; None where there is none."""
        for match in self._pattern.finditer(text, max(0, start - _REACH), min(len(text), end + _REACH)):
            if match.start() < end and start < match.end():
                return match.start(), match.end(), self._lower[match.group().lower()]
        return None


# A title may begin before, and end after, the word that was found of it.
_REACH = 40


def home_office_rows() -> tuple[HomeOfficeRow, ...]:
    """The rows as written."""
    return read_yaml(data_file("home_offices.yml"), HomeOfficeRow)


@functools.cache
def load_home_offices() -> HomeOffices:
    """The titles; read once."""
    return HomeOffices(home_office_rows())


def check_home_offices() -> list[str]:
    """Problems of the list: a title in two rows, an example without its code."""
    owners: dict[str, str] = {}
    problems: list[str] = []
    for row in home_office_rows():
        titles = [part.strip().lower() for part in row.titles.split(";")]
        problems += [
            f"{row.place}: the title {title!r} already stands in {owners[title]!r}"
            for title in titles
            if owners.setdefault(title, row.id) != row.id
        ]
        problems += [
            f"{row.place}: {example!r} is not of the form text -> CODE with one of the row's actors"
            for example in row.examples
            if example.partition("->")[2].strip() not in row.actors.split()
        ]
    return problems
