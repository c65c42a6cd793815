"""What a user asks for by name and in words, made a question to the record: the same on the command line and from Python."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable
from typing import get_args

import msgspec

from servanda.errors import UsageError
from servanda.moments import Moment
from servanda.records import CERTAINTIES, EVENT_TYPES, KINDS, Stance, Trend
from servanda.store import FactQuery, Kind
from servanda.vocabulary.actors import load_actors
from servanda.vocabulary.measures import load_measures
from servanda.vocabulary.provision_types import types as provision_types
from servanda.vocabulary.treaty_acts import load_treaty_acts


def fact_query(
    *,
    pair: tuple[str, str] | None = None,
    actor: str | None = None,
    kind: Iterable[str] = (),
    type: Iterable[str] = (),  # noqa: A002 - as the option is called
    since: str | dt.date | None = None,
    until: str | dt.date | None = None,
    certainty: Iterable[str] = (),
    dated: bool = False,
    rejected: bool = False,
) -> FactQuery:
    """The question; UsageError for a name, type or date that no fact can have, since asking for it would only look like an empty record."""
    if pair and (isinstance(pair, str) or len(pair) != 2):
        raise UsageError(f"{pair!r} is no pair", why="a pair is two actors", todo='name both: ("CHN", "RUS")')
    query = FactQuery(
        pair=(actor_code(pair[0]), actor_code(pair[1])) if pair else None,
        actor=actor_code(actor) if actor else None,
        kinds=msgspec.convert(_among("kind", kind, tuple(KINDS)), tuple[Kind, ...]),
        types=known_types(tuple(type)),
        since=_bound("since", since, latest=False),
        until=_bound("until", until, latest=True),
        certainty=_among("certainty", certainty, CERTAINTIES),
        undated=not dated,
        rejected=rejected,
    )
    if query.since and query.until and query.since > query.until:
        raise UsageError("--since lies after --until", where=f"{since} > {until}", todo="give the earlier date first")
    return query


def _among(what: str, wanted: Iterable[str], known: tuple[str, ...]) -> tuple[str, ...]:
    """The values as given, all of which must be known."""
    asked = tuple(wanted)
    for one in asked:
        if one not in known:
            raise UsageError(f"there is no {what} {one!r}", todo=f"take one of: {', '.join(known)}")
    return asked


def _bound(name: str, asked: str | dt.date | None, *, latest: bool) -> dt.date | None:
    """One end of a partial date."""
    if asked is None or isinstance(asked, dt.date):
        return asked
    try:
        moment = Moment.parse(asked)
    except ValueError as error:
        raise UsageError(f"--{name} is not a date", where=asked, why=str(error), todo="write 2001, 2001-07 or 2001-07-16") from None
    return moment.latest if latest else moment.earliest


def actor_code(name: str) -> str:
    """The code of an actor given by code or name; UsageError where it is unknown or could be several."""
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
