"""Persons introduced by state and office: "Chinese Foreign Minister Tang Jiaxuan", "President Putin of Russia"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from servanda.moments import Moment
from servanda.vocabulary.actors.names import drawn, without_possessive
from servanda.vocabulary.actors.resolving import Candidate, candidates_of
from servanda.vocabulary.actors.rows import Office

if TYPE_CHECKING:
    from servanda.vocabulary.actors.table import ActorTable

_TIMES = frozenset({"former", "then", "acting", "new", "outgoing", "incoming", "late", "ex", "ousted", "visiting", "interim"})
_PAST = frozenset({"former", "ex", "late", "ousted"})
_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "lord", "lady", "mister", "madam", "madame"})
_SMALL = frozenset({"bin", "al", "de", "da", "dos", "van", "von", "der", "ibn", "el", "la", "di"})
_OF = re.compile(r"^(?P<rest>.*?)[ ,]+(?:of|for) (?:the )?(?P<state>.+)$")


class _Introduced(msgspec.Struct, frozen=True):
    """An office with the name that follows it ("" where none does)."""

    office: Office
    person: str


def described(table: ActorTable, name: str, on: Moment | None) -> tuple[Candidate, ...]:
    """The candidates for a person introduced by office; () where the words are no such description.

    "Tang Jiaxuan, the Chinese foreign minister" is read too; for a "former" minister the office is left out. The actor comes
    from a name of a state or body before the office or after "of", else from a listed person with that surname.
    """
    even = without_possessive(drawn(name)).removeprefix("the ").removeprefix("The ")
    head, comma, tail = even.partition(", ")
    if comma and tail:
        return described(table, f"{head} {tail}", on) or described(table, f"{tail} {head}", on)
    words = even.split(" ")
    if words[0].removesuffix(".").casefold() in _HONORIFICS:
        return _persons(table, " ".join(words[1:]), on)
    if words[0].casefold() in _PAST and (found := described(table, " ".join(words[1:]), on)):
        return tuple(msgspec.structs.replace(one, office=None, sector=None) for one in found)
    words = _without_times(words)
    for cut in range(len(words) - 1, 0, -1):
        introduced = _introduced(table, words[cut:])
        if introduced and (found := _with_state(table, " ".join(words[:cut]), introduced, on)):
            return found
    introduced = _introduced(table, words)
    if introduced is None:
        return ()
    return _with_tail(table, introduced, on)


def _introduced(table: ActorTable, words: list[str]) -> _Introduced | None:
    """Read an office and a name; the longest office counts. None where no office stands first."""
    words = _without_times(words)
    titles = table.titles()
    for length in range(min(len(words), 8), 0, -1):
        office = titles.get(" ".join(words[:length]).casefold())
        if office:
            return _Introduced(office, " ".join(_without_post(table, words[length:])))
    return None


def _without_times(words: list[str]) -> list[str]:
    """Leave out "former", "then" and the like before the rest."""
    while words and words[0].removesuffix("-").casefold() in _TIMES:
        words = words[1:]
    return words


def _without_post(table: ActorTable, words: list[str]) -> list[str]:
    """Leave out where an ambassador is posted: "to China", "to the United Nations"."""
    if words[:1] != ["to"]:
        return words
    for cut in range(len(words), 1, -1):
        if table.named(" ".join(words[1:cut])):
            return words[cut:]
    return words


def _is_personal(name: str) -> bool:
    """Whether the words can be a person's name: capitals throughout, particles aside."""
    return all(word[:1].isupper() or word.casefold() in _SMALL for word in name.split())


def _with_state(table: ActorTable, state: str, introduced: _Introduced, on: Moment | None) -> tuple[Candidate, ...]:
    """The candidates for a state's or body's officer."""
    entries = tuple(entry for entry in table.named(state) if entry.person is None)
    if not entries or not _is_personal(introduced.person):
        return ()
    office = introduced.office
    found = []
    for body in candidates_of(table, entries, on):
        listed = _listed_person(table, introduced.person, body.actors, on)
        person = listed.person if listed else introduced.person or None
        why = f"{office.title} ({office.place}) of {'|'.join(body.actors)}: {body.why}"
        sector = body.sector if body.form == "organisation" and body.sector else office.sector
        found.append(Candidate(body.actors, sector, person, office.title, "described", f"{why}; {listed.why}" if listed else why))
    return tuple(found)


def _with_tail(table: ActorTable, introduced: _Introduced, on: Moment | None) -> tuple[Candidate, ...]:
    """The candidates for "President Putin", "President Putin of Russia" and "President of Russia Vladimir Putin"."""
    after = _OF.match(" " + introduced.person)
    if after:
        words = after["state"].split(" ")
        for cut in range(len(words), 0, -1):
            person = f"{after['rest']} {' '.join(words[cut:])}".strip(" ,")
            if found := _with_state(table, " ".join(words[:cut]), _Introduced(introduced.office, person), on):
                return found
        return ()
    if not introduced.person:
        return ()
    office = introduced.office
    return tuple(
        Candidate(one.actors, office.sector, one.person, office.title, "described", one.why)
        for one in _persons(table, introduced.person, on)
    )


def _persons(table: ActorTable, name: str, on: Moment | None) -> tuple[Candidate, ...]:
    """The listed persons of a name."""
    entries = tuple(entry for entry in table.named(name) if entry.person is not None) if name else ()
    return candidates_of(table, entries, on) if entries else ()


def _listed_person(table: ActorTable, name: str, actors: tuple[str, ...], on: Moment | None) -> Candidate | None:
    """The one listed person of these actors with the name, or None."""
    entries = tuple(entry for entry in table.named(name) if entry.person is not None and entry.actors == actors) if name else ()
    found = candidates_of(table, entries, on) if entries else ()
    return found[0] if len(found) == 1 else None
