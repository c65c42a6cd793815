"""Surface names: how a name in a text is brought to the form under which it is listed."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from servanda.moments import Moment

Form = Literal[
    "name",
    "official",
    "demonym",
    "adjective",
    "prefix",
    "capital",
    "seat",
    "metonym",
    "former",
    "plural-group",
    "place",
    "russian",
    "chinese",
    "organisation",
    "group",
    "region",
    "person",
]

_ACRONYM = re.compile(r"(?:[A-Z]\.)+[A-Z]?\.?")
_POSSESSIVE = re.compile(r"(?<=[\w.)])(?:'[sS]|(?<=[sS])')$")
_ARTICLE = re.compile(r"^[Tt][Hh][Ee] ")
_TURNED = re.compile(r"(?P<last>[^,(]+?)(?:, | \()(?:the )?(?P<first>[^,(]+ of(?: the)?)\)?")
_DRAWN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‑": "-", "‐": "-", "–": "-", "\u00a0": " ", "\u202f": " "})


class NameEntry(msgspec.Struct, frozen=True):
    """A listed name: whom it denotes, in which form, and when.

    `actors` holds several codes where the name is of all of them together. `sector` is the PLOVER sector that the name implies.
    `since` and `until` bound the time in which the name denotes the actor or the person held `office`; None leaves it open.
    """

    name: str
    actors: tuple[str, ...]
    form: Form
    sector: str | None
    since: Moment | None
    until: Moment | None
    person: str | None
    office: str | None
    file: str
    line: int

    def certainly_on(self, on: Moment) -> bool:
        """Whether the name holds on every day of a moment, as far as its own bounds tell."""
        begun = self.since is None or self.since.earliest <= on.earliest
        return begun and (self.until is None or on.latest <= self.until.latest)

    def on(self, on: Moment) -> bool:
        """Whether the name can hold on some day of a moment."""
        begun = self.since is None or self.since.earliest <= on.latest
        return begun and (self.until is None or on.earliest <= self.until.latest)


def drawn(name: str) -> str:
    """The name with straight apostrophes and hyphens and single spaces."""
    even = name if name.isascii() else name.translate(_DRAWN)
    return " ".join(even.split())


def listed_form(name: str) -> str:
    """The form under which a listed name is found: drawn evenly, acronyms without dots ("U.S." as "US")."""
    even = drawn(name)
    return even.replace(".", "") if _ACRONYM.fullmatch(even) else even


def without_possessive(name: str) -> str:
    """The name without a possessive at its end: "China's" as "China", "United States'" as "United States"."""
    return _POSSESSIVE.sub("", name)


def readings(name: str) -> tuple[str, ...]:
    """The forms under which to look a name up, the closest first: as it is, without a possessive, without "the".

    A name turned for a list, "Iran (Islamic Republic of)" or "Korea, Republic of", is also turned back.
    """
    found: list[str] = []
    even = drawn(name).strip(",;:")
    bare = without_possessive(even)
    for form in (even, bare, _ARTICLE.sub("", even), _ARTICLE.sub("", bare)):
        found += [form, listed_form(form)]
    if turned := _TURNED.fullmatch(even):
        found.append(f"{turned['first']} {turned['last']}")
    return tuple(dict.fromkeys(form for form in found if form))


def is_acronym(name: str) -> bool:
    """Whether a listed name is written in capitals throughout and so never matches lower case ("US" is not "us")."""
    return name.isupper() and len(name) <= 6
