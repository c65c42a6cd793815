"""Actors as a user names them: by code or by name."""

from __future__ import annotations

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
