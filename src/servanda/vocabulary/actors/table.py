"""The table of actors: every listed name, and what is known of each code."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from servanda.errors import UsageError
from servanda.moments import Moment
from servanda.vocabulary.actors.introducing import described
from servanda.vocabulary.actors.memberships import Counted, counted
from servanda.vocabulary.actors.names import Form, NameEntry, is_acronym, listed_form, readings
from servanda.vocabulary.actors.resolving import Candidate, Resolution, candidates_of, conclude
from servanda.vocabulary.actors.rows import (
    Agent,
    ForeignName,
    Group,
    Leader,
    Membership,
    Office,
    Organisation,
    OrganisationName,
    People,
    Place,
    Region,
    Sector,
    StateName,
    StateSpell,
)
from servanda.vocabulary.tables import TableRow, data_file, read_csv

Spell = TypeVar("Spell", StateSpell, Group)
Kind = Literal["state", "disputed", "territory", "organisation", "group", "region"]


class ActorRows(msgspec.Struct, frozen=True, kw_only=True):
    """All rows of all tables of actors, as read."""

    states: tuple[StateSpell, ...]
    memberships: tuple[Membership, ...]
    state_names: tuple[StateName, ...]
    peoples: tuple[People, ...]
    places: tuple[Place, ...]
    foreign_names: tuple[ForeignName, ...]
    regions: tuple[Region, ...]
    organisations: tuple[Organisation, ...]
    organisation_names: tuple[OrganisationName, ...]
    groups: tuple[Group, ...]
    leaders: tuple[Leader, ...]
    offices: tuple[Office, ...]
    agents: tuple[Agent, ...]
    sectors: tuple[Sector, ...]


def read_actor_rows(folder: Path | None = None) -> ActorRows:
    """Read the tables from a folder, by default those that come with Servanda; VocabularyError names every bad row of a table."""
    home = folder or data_file("actors")
    return ActorRows(
        states=read_csv(home / "states.csv", StateSpell),
        memberships=read_csv(home / "memberships.csv", Membership),
        state_names=read_csv(home / "state_names.csv", StateName),
        peoples=read_csv(home / "peoples.csv", People),
        places=read_csv(home / "places.csv", Place),
        foreign_names=read_csv(home / "names_ru_zh.csv", ForeignName),
        regions=read_csv(home / "regions.csv", Region),
        organisations=read_csv(home / "organisations.csv", Organisation),
        organisation_names=read_csv(home / "organisation_names.csv", OrganisationName),
        groups=read_csv(home / "groups.csv", Group),
        leaders=read_csv(home / "leaders.csv", Leader),
        offices=read_csv(home / "offices.csv", Office),
        agents=read_csv(home / "agents.csv", Agent),
        sectors=read_csv(home / "sectors.csv", Sector),
    )


class ActorTable:
    """Who is who: made from the tables by `load_actors`; it answers for names (`named`, `resolve`) and for codes."""

    def __init__(self, rows: ActorRows) -> None:
        self.rows = rows
        self._spells = _grouped(rows.states)
        self._organisations = {row.code: row for row in rows.organisations}
        self._groups = _grouped(rows.groups)
        self._regions = {row.code: row for row in rows.regions}
        self._titles = {word.casefold(): row for row in rows.offices for word in (row.plural, row.title) if word}
        self._entries = tuple(_distinct(_all_entries(rows, self._spells)))
        self._by_name = _indexed((listed_form(entry.name), entry) for entry in self._entries)

    @functools.cached_property
    def _by_folded(self) -> dict[str, tuple[NameEntry, ...]]:
        """The entries by name in lower case, acronyms left out; made only when a name is not found as it is written."""
        return _indexed((form.casefold(), entry) for form, own in self._by_name.items() if not is_acronym(form) for entry in own)

    def entries(self) -> tuple[NameEntry, ...]:
        """Every listed name in every form, names of persons included, in the order of the tables."""
        return self._entries

    def named(self, name: str) -> tuple[NameEntry, ...]:
        """The entries of a name; () where it is not listed.

        Capitals count first: "us" is nobody. A name with a capital in another place ("RUSSIA", "the United states") is found too,
        unless the listed name is an acronym. Curly apostrophes, a possessive, a leading "the" and dots in acronyms do not matter.
        """
        for form in readings(name):
            if found := self._by_name.get(form):
                return found
        if any(letter.isupper() for letter in name):
            for form in readings(name):
                if found := self._by_folded.get(form.casefold()):
                    return found
        return ()

    def named_in_any_case(self, name: str) -> tuple[NameEntry, ...]:
        """The entries of a name written without its capitals, as a suggestion only."""
        return next((found for form in readings(name) if (found := self._by_folded.get(form.casefold()))), ())

    def resolve(self, name: str, on: Moment | None = None) -> Resolution:
        """Say whom a name denotes on a date, with the reason; without a date, what it denotes today.

        Codes ("CHN") and persons introduced by office ("Chinese Foreign Minister Tang Jiaxuan") resolve too.
        """
        entries = self.named(name)
        if entries:
            return conclude(name, on, candidates_of(self, entries, on))
        if found := described(self, name, on):
            return conclude(name, on, found)
        if self.knows(name):
            why = f"{name} is the code of {self.label(name)}"
            return conclude(name, on, [Candidate((name,), None, None, None, "code", why)], why)
        if alike := self.named_in_any_case(name):
            return conclude(name, on, [], f"names are told by their capitals: perhaps {alike[0].name!r} is meant")
        return conclude(name, on, [])

    def titles(self) -> dict[str, Office]:
        """The titles and their plurals in lower case, each with its office."""
        return self._titles

    def label(self, code: str) -> str:
        """The usual English name of a code; UsageError where no table has it."""
        if code in self._spells:
            return self._spells[code][-1].label
        if code in self._organisations:
            return self._organisations[code].label
        if code in self._groups:
            return self._groups[code][-1].label
        if code in self._regions:
            return self._regions[code].label
        raise _unknown_code(code)

    def kind(self, code: str) -> Kind:
        """`state`, `disputed`, `territory`, `organisation`, `group` or `region`; UsageError where no table has the code."""
        if code in self._spells:
            return self._spells[code][-1].kind
        if code in self._organisations:
            return "organisation"
        if code in self._groups:
            return "group"
        if code in self._regions:
            return "region"
        raise _unknown_code(code)

    def knows(self, code: str) -> bool:
        """Whether any table has the code."""
        return any(code in table for table in (self._spells, self._organisations, self._groups, self._regions))

    def is_state(self, code: str) -> bool:
        """Whether the code is a state's, today's or former, disputed ones included."""
        return code in self._spells and self._spells[code][-1].kind != "territory"

    def state(self, code: str) -> tuple[StateSpell, ...]:
        """The spells of a state or territory in order; () for any other code."""
        return self._spells.get(code, ())

    def counted(self, code: str) -> tuple[Counted, ...]:
        """When the lists of states (COW, GW) count a state, and under which number; () where neither does."""
        return counted(code, self.rows.states, self.rows.memberships)

    def organisation(self, code: str) -> Organisation | None:
        """An organisation, or None for any other code."""
        return self._organisations.get(code)

    def group(self, code: str) -> tuple[Group, ...]:
        """The times of an armed group, party or movement in order; () for any other code."""
        return self._groups.get(code, ())

    def state_codes(self) -> tuple[str, ...]:
        """The codes of all states and territories, in the order of the table."""
        return tuple(self._spells)

    def offices(self) -> tuple[Office, ...]:
        """The titles that introduce a person."""
        return self.rows.offices

    def agents(self) -> tuple[Agent, ...]:
        """The common nouns for people and organs of a state."""
        return self.rows.agents

    def leaders(self) -> tuple[Leader, ...]:
        """All terms of all listed persons."""
        return self.rows.leaders


@functools.cache
def load_actors() -> ActorTable:
    """The actors that come with Servanda; read once. VocabularyError names every bad row."""
    return ActorTable(read_actor_rows())


def _unknown_code(code: str) -> UsageError:
    return UsageError(f"no actor has the code {code!r}", todo="look a name up with: servanda vocabulary actors NAME")


def _grouped(rows: Iterable[Spell]) -> dict[str, tuple[Spell, ...]]:
    """The rows of each code, in the order of the table."""
    spells: dict[str, list[Spell]] = defaultdict(list)
    for row in rows:
        spells[row.code].append(row)
    return {code: tuple(own) for code, own in spells.items()}


def _indexed(pairs: Iterable[tuple[str, NameEntry]]) -> dict[str, tuple[NameEntry, ...]]:
    index: dict[str, list[NameEntry]] = defaultdict(list)
    for key, entry in pairs:
        index[key].append(entry)
    return {key: tuple(found) for key, found in index.items()}


def _distinct(entries: Iterable[NameEntry]) -> Iterator[NameEntry]:
    """Drop an entry that says the same as an earlier one, such as a label that is also an official name."""
    seen: set[tuple[object, ...]] = set()
    for entry in entries:
        since, until = entry.since and entry.since.earliest, entry.until and entry.until.latest
        key = (entry.name, entry.actors, since, until, entry.person, entry.office, entry.form == "capital")
        if key not in seen:
            seen.add(key)
            yield entry


def _all_entries(rows: ActorRows, spells: dict[str, tuple[StateSpell, ...]]) -> Iterator[NameEntry]:
    lives = {code: _lives(own) for code, own in spells.items()}
    for state in rows.states:
        yield _entry(state, state.label, (state.code,), "name", since=state.since, until=state.until)
        yield _entry(state, state.official_name, (state.code,), "official", since=state.since, until=state.until)
    for name in rows.state_names:
        undated = name.since is None and name.until is None
        whiles = lives.get(name.actor[0], [(None, None)]) if undated and len(name.actor) == 1 else [(name.since, name.until)]
        for since, until in whiles:
            yield _entry(name, name.name, name.actor, name.form, sector=name.sector, since=since, until=until)
    for people in rows.peoples:
        for since, until in lives.get(people.actor, [(None, None)]):
            for word in people.adjectives:
                yield _entry(people, word, (people.actor,), "adjective", since=since, until=until)
            for word in people.demonyms:
                yield _entry(people, word, (people.actor,), "demonym", since=since, until=until)
            for word in people.capitals:
                yield _entry(people, word, (people.actor,), "capital", sector="GOV", since=since, until=until)
    for place in rows.places:
        for word in place.names:
            yield _entry(place, word, (place.actor,), "place", since=place.since, until=place.until)
    for foreign in rows.foreign_names:
        yield _entry(foreign, foreign.russian, (foreign.actor,), "russian")
        yield _entry(foreign, foreign.chinese, (foreign.actor,), "chinese")
    yield from _entries_beside_states(rows)


def _entries_beside_states(rows: ActorRows) -> Iterator[NameEntry]:
    for region in rows.regions:
        for word in (region.label, *region.names):
            yield _entry(region, word, (region.code,), "region")
    for body in rows.organisations:
        for word in (body.label, body.code):
            yield _entry(body, word, (body.code,), "organisation", sector=body.kind, since=body.founded, until=body.ended)
    bodies = {body.code: body for body in rows.organisations}
    for alias in rows.organisation_names:
        owner = bodies.get(alias.actor)
        sector = alias.sector or (owner.kind if owner else None)
        undated = alias.since is None and alias.until is None
        since, until = (owner.founded, owner.ended) if owner and undated else (alias.since, alias.until)
        yield _entry(alias, alias.name, (alias.actor,), "organisation", sector=sector, since=since, until=until)
    for group in rows.groups:
        for word in (group.label, *group.names):
            yield _entry(group, word, (group.code,), "group", sector=group.sector, since=group.since, until=group.until)
    for leader in rows.leaders:
        for word in (leader.person, *leader.names):
            yield NameEntry(
                word, (leader.actor,), "person", leader.sector, leader.since, leader.until,
                leader.person, leader.office, leader.file, leader.line,
            )  # fmt: skip


def _lives(spells: tuple[StateSpell, ...]) -> list[tuple[Moment | None, Moment | None]]:
    """The times in which a state existed, spells that follow each other without a gap joined into one."""
    lives: list[tuple[Moment | None, Moment | None]] = []
    for spell in spells:
        if lives and spell.since and (end := lives[-1][1]) and (spell.since.earliest - end.latest).days <= 1:
            lives[-1] = (lives[-1][0], spell.until)
        else:
            lives.append((spell.since, spell.until))
    return lives


def _entry(
    row: TableRow,
    name: str,
    actors: tuple[str, ...],
    form: Form,
    *,
    sector: str | None = None,
    since: Moment | None = None,
    until: Moment | None = None,
) -> NameEntry:
    return NameEntry(name, actors, form, sector, since, until, None, None, row.file, row.line)
