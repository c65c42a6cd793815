"""The tables of the actors vocabulary: one schema a file under `data/actors/`.

Sources for the states: the Correlates of War list of system membership (v2016), the list of Gleditsch and Ward (1999, as
revised), ISO 3166-1 and 3166-3.
"""

from __future__ import annotations

from typing import Literal

from servanda.moments import Moment
from servanda.vocabulary.tables import TableRow

StateKind = Literal["state", "disputed", "territory"]
NameForm = Literal["name", "official", "demonym", "adjective", "prefix", "capital", "seat", "metonym", "former", "plural-group"]
OfficeKind = Literal[
    "head_of_state",
    "head_of_government",
    "foreign_minister",
    "minister",
    "spokesman",
    "military",
    "legislator",
    "judge",
    "ambassador",
    "official",
    "other",
]


class StateSpell(TableRow, frozen=True, kw_only=True):
    """A time without a break in which a state existed; `since=None` is before 1816, `until=None` is today.

    `cow` and `gw` are its numbers in the two lists, None where a list does not count it. `note` says which list counts what.
    """

    code: str
    label: str
    official_name: str
    kind: StateKind
    cow: str | None
    gw: str | None
    since: Moment | None
    until: Moment | None
    predecessor: tuple[str, ...]
    successor: tuple[str, ...]
    continuator: str | None
    note: str | None


class Membership(TableRow, frozen=True, kw_only=True):
    """A time in which a list of states counts a number, where this is not simply the time in which the state existed.

    The rows of a number replace the dates of states.csv for that list. Days as the lists give them: Correlates of War Project
    (2017), State System Membership List, v2016; Gleditsch and Ward (1999), Interstate System Membership, as revised.
    """

    list: Literal["COW", "GW"]
    number: str
    since: Moment
    until: Moment | None


class StateName(TableRow, frozen=True, kw_only=True):
    """A name of one or several states; without dates it holds as long as the state does."""

    name: str
    actor: tuple[str, ...]
    form: NameForm
    sector: str | None
    since: Moment | None
    until: Moment | None
    note: str | None


class People(TableRow, frozen=True, kw_only=True):
    """The adjectives of a state, the nouns for its people in the plural, and its capitals."""

    actor: str
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]


class Place(TableRow, frozen=True, kw_only=True):
    """Cities, provinces and bases that news names as the place of an act, by the state they lie in at the time."""

    actor: str
    names: tuple[str, ...]
    since: Moment | None
    until: Moment | None


class ForeignName(TableRow, frozen=True, kw_only=True):
    """A state's names in Russian and Chinese."""

    actor: str
    russian: str
    chinese: str


class Region(TableRow, frozen=True, kw_only=True):
    """A part of the world that news speaks of as an actor but that has no government."""

    code: str
    label: str
    names: tuple[str, ...]


class Organisation(TableRow, frozen=True, kw_only=True):
    """An organisation; its code is its usual acronym."""

    code: str
    label: str
    founded: Moment | None
    ended: Moment | None
    kind: str
    parent: str | None
    note: str | None


class OrganisationName(TableRow, frozen=True, kw_only=True):
    """An acronym or name of an organisation, or of an organ that speaks for it; without dates it holds as long as the body does."""

    name: str
    actor: str
    sector: str | None
    since: Moment | None
    until: Moment | None
    note: str | None


class Group(TableRow, frozen=True, kw_only=True):
    """An armed group, party or movement of one or several countries; a row for each time in which it had one sector."""

    code: str
    label: str
    country: tuple[str, ...]
    sector: str
    names: tuple[str, ...]
    since: Moment | None
    until: Moment | None
    note: str | None


class Leader(TableRow, frozen=True, kw_only=True):
    """One term of a person in an office; `names` are the surname and other ways of writing the name."""

    person: str
    names: tuple[str, ...]
    actor: str
    office: str
    sector: str
    since: Moment | None
    until: Moment | None


class Office(TableRow, frozen=True, kw_only=True):
    """A title that introduces a person."""

    title: str
    sector: str
    kind: OfficeKind
    plural: str | None


class Agent(TableRow, frozen=True, kw_only=True):
    """A common noun for people or organs of a state."""

    word: str
    plural: str | None
    sector: str


class Sector(TableRow, frozen=True, kw_only=True):
    """A kind of actor within a state (PLOVER)."""

    code: str
    label: str
