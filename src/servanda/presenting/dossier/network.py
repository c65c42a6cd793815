"""Who else is in the picture, as a still drawing: the two of the pair left and right, the others between and beside them.

The place of each follows from its weight alone, the strongest on top, so the same record always gives the same drawing; whom it deals
with is read from the lines to the left and to the right.
"""

from __future__ import annotations

import msgspec

from servanda.presenting.dossier.citing import Place
from servanda.presenting.texts import say

# How many others are drawn; the table beside names all.
DRAWN = 14
WIDTH, ROW, TOP = 640.0, 30.0, 74.0
MIDDLE = WIDTH / 2
HUBS = {"a": 62.0, "b": WIDTH - 62.0}
# A letter at the drawing's size of 15, in units of the drawing, wide letters allowed for.
LETTER = 8.2


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """How one of the pair and another actor deal with each other: numbers of acts of cooperation and of conflict on record."""

    cooperation: int
    conflict: int

    @property
    def total(self) -> int:
        """All acts."""
        return self.cooperation + self.conflict


class Neighbour(msgspec.Struct, frozen=True, kw_only=True):
    """Another actor with its ties to the two (None where there is none), and the sentences that tell of them."""

    code: str
    name: str
    a: Tie | None
    b: Tie | None
    anchor: str = ""
    places: tuple[Place, ...] = ()

    @property
    def weight(self) -> int:
        """All acts with either."""
        return (self.a.total if self.a else 0) + (self.b.total if self.b else 0)


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A label in its box, or one of the two as a circle: middle, half the width, and role."""

    name: str
    x: float
    y: float
    half: float
    role: str


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """A line as an SVG path; `mood` is `cooperation`, `conflict` or `mixed`, `width` grows with the number of acts."""

    path: str
    width: float
    mood: str
    title: str


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """The drawing."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def draw_network(names: tuple[str, str], between: Tie, neighbours: tuple[Neighbour, ...]) -> Network:
    """Lay out the strongest neighbours between the pair, one a row; a line on the left is a tie to the first, on the right to the second."""
    shown = neighbours[:DRAWN]
    height = TOP + max(len(shown), 3) * ROW + 6
    middle = (TOP + height) / 2 - 10
    nodes, edges = [], []
    if between.total:
        left, right = HUBS["a"], HUBS["b"]
        arch = f"M{left:g},{middle:g}C{left + 40:g},{-middle / 3 + 34:.1f} {right - 40:g},{-middle / 3 + 34:.1f} {right:g},{middle:g}"
        edges.append(_edge(arch, between, say("plain.and", first=names[0], last=names[1])))
    for index, one in enumerate(shown):
        y = TOP + index * ROW + ROW / 2
        half = round(len(one.name) * LETTER / 2 + 8, 1)
        nodes.append(Node(name=one.name, x=MIDDLE, y=y, half=half, role="other"))
        for hub, tie, end in (("a", one.a, MIDDLE - half), ("b", one.b, MIDDLE + half)):
            if tie is not None:
                name = names["ab".index(hub)]
                edges.append(_edge(f"M{HUBS[hub]:g},{middle:g}L{end:g},{y:g}", tie, say("plain.and", first=name, last=one.name)))
    nodes += [Node(name=names[index], x=HUBS[hub], y=middle, half=24.0, role=hub) for index, hub in enumerate("ab")]
    return Network(width=WIDTH, height=height, nodes=tuple(nodes), edges=tuple(edges))


def _edge(path: str, tie: Tie, who: str) -> Edge:
    """A line as wide as the root of its acts; mixed where neither mood makes up three quarters."""
    mood = "cooperation" if tie.cooperation >= 3 * tie.conflict else "conflict" if tie.conflict >= 3 * tie.cooperation else "mixed"
    title = say("network.tie", who=who, cooperation=tie.cooperation, conflict=tie.conflict)
    return Edge(path=path, width=round(min(9.0, 1 + tie.total**0.5), 1), mood=mood, title=title)
