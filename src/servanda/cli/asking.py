"""What a user asks for by name: actors by code or name, and the types of facts."""

from __future__ import annotations

import difflib
from typing import get_args

from servanda.errors import UsageError


def actor_code(name: str) -> str:
    """The code of an actor given by code or name; UsageError where it is unknown or could be several."""
    from servanda.vocabulary.actors import load_actors

    table = load_actors()
    if table.knows(name.upper()):
        return name.upper()
    found = table.resolve(name)
    choices = {candidate.actors for candidate in found.candidates}
    if len(choices) == 1 and len(codes := next(iter(choices))) == 1:
        return codes[0]
    raise UsageError(
        f"{name!r} names no one actor",
        why=found.why,
        todo="give a code such as CHN; look names up with: servanda vocabulary actors NAME",
    )


def known_types(types: tuple[str, ...]) -> tuple[str, ...]:
    """The types as given; UsageError for one that no fact can have, since asking for it would only look like an empty record."""
    if not types:
        return ()
    from servanda.records import EVENT_TYPES, Stance, Trend
    from servanda.vocabulary.measures import load_measures
    from servanda.vocabulary.provision_types import types as provision_types
    from servanda.vocabulary.treaty_acts import load_treaty_acts

    known = {
        *EVENT_TYPES,
        *get_args(Stance),
        *get_args(Trend),
        *(measure.id for measure in load_measures()),
        *(row.type for row in provision_types()),
        *(row.act for row in load_treaty_acts().rows),
    }
    for wanted in types:
        if wanted not in known:
            cased = [name for name in (wanted.upper(), wanted.lower()) if name in known]
            near = cased or difflib.get_close_matches(wanted, known, n=3, cutoff=0.5)
            raise UsageError(
                f"there is no type {wanted!r}",
                why="it is an event or provision type, a stance, a trend, a treaty act or a measure, as the code book lists them",
                todo=f"did you mean {', '.join(near)}?" if near else "see docs/code-book.md",
            )
    return types
