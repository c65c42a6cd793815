"""The others in the picture: who deals with either side in the same documents, as a drawing, a map and a table."""

from __future__ import annotations

from collections import Counter, defaultdict

import msgspec

from servanda.analysis.pair_record import event_sides
from servanda.presenting.dossier.context import Context
from servanda.presenting.dossier.map import WorldMap, world_map
from servanda.presenting.dossier.network import Neighbour, Network, Tie, draw_network
from servanda.presenting.dossier.wording import name_of
from servanda.records import Event, Fact
from servanda.vocabulary.actors import load_actors
from servanda.vocabulary.event_types import cooperative


def neighbours(context: Context) -> tuple[tuple[Neighbour, ...], Tie]:
    """Every other actor that does something to either side, or has it done to it, on record; and the tie of the two."""
    counts: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    told: dict[str, list[Fact]] = defaultdict(list)
    a, b = context.record.pair
    between: Counter[bool] = Counter()
    for fact in context.record.of_kind("event"):
        claim = fact.claim
        if not isinstance(claim, Event) or fact.certainty != "actual":
            continue
        sources, targets = event_sides(claim)
        mood = cooperative(claim.type)
        if context.record.names_both((*sources, *targets)) and (claim.reciprocal or targets):
            between[mood] += bool(context.record.touched(sources) and context.record.touched(targets))
        for code in {*sources, *targets}:
            # What is done "in the Asia-Pacific" is done somewhere, not to or by somebody.
            if context.record.side(code) is None and not _region(code):
                opposite = targets if code in sources else sources
                if code in sources and code in targets:
                    opposite = (*sources, *targets)
                for side in context.record.touched(opposite):
                    counts[code, side][mood] += 1
                    told[code].append(fact)
    codes = {code for code, _ in counts}
    found = [Neighbour(code=code, name=_short_name(code), a=_tie(counts.get((code, a))), b=_tie(counts.get((code, b)))) for code in codes]
    found.sort(key=lambda one: (-one.weight, one.name))
    for index, one in enumerate(found):
        anchor = f"a{index + 1}"
        places = context.citations.cite(told[one.code], anchor, "actors")
        found[index] = msgspec.structs.replace(one, anchor=anchor, places=places)
    return tuple(found), _tie(between) or Tie(cooperation=0, conflict=0)


def _region(code: str) -> bool:
    table = load_actors()
    return table.knows(code) and table.kind(code) == "region"


def _short_name(code: str) -> str:
    """A usual name that fits a small box: of organisations the acronym."""
    table = load_actors()
    return code if table.knows(code) and table.kind(code) == "organisation" and code.isalnum() else name_of(code)


def _tie(counted: Counter[bool] | None) -> Tie | None:
    return Tie(cooperation=counted[True], conflict=counted[False]) if counted else None


def network(context: Context, others: tuple[Neighbour, ...], between: Tie) -> Network:
    """The drawing."""
    return draw_network(context.names, between, others)


def pair_map(context: Context, others: tuple[Neighbour, ...]) -> WorldMap:
    """The map of the two and of the states around them."""
    table = load_actors()
    roles = {one.code: "other" for one in others if table.is_state(one.code) or table.state(one.code)}
    a, b = context.record.pair
    roles |= {a: "a", b: "b"}
    return world_map(roles, {code: name_of(code) for code in roles})
