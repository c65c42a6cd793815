"""Who else is in the picture, as a still drawing: the two of the pair left and right, the others between and beside them.

The place of each follows from its ties alone: those tied to both stand in the middle, those tied to one beside that one, the
strongest on top. So the same record always gives the same drawing, and a tie is read by its lines, not by its place.
"""

from __future__ import annotations

import msgspec

# How many others are drawn; the table beside names all.
DRAWN = 14
WIDTH, ROW, TOP = 640.0, 34.0, 30.0
COLUMNS = {"a": 100.0, "both": 320.0, "b": 540.0}
HUBS = {"a": 210.0, "b": 430.0}


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """How one of the pair and another actor deal with each other: numbers of acts of cooperation and of conflict on record."""

    cooperation: int
    conflict: int

    @property
    def total(self) -> int:
        """All acts."""
        return self.cooperation + self.conflict


class Neighbour(msgspec.Struct, frozen=True, kw_only=True):
    """Another actor with its ties to the two; None where there is none."""

    code: str
    name: str
    a: Tie | None
    b: Tie | None

    @property
    def weight(self) -> int:
        """All acts with either."""
        return (self.a.total if self.a else 0) + (self.b.total if self.b else 0)


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A circle with its label: place, size and which way the label runs."""

    name: str
    x: float
    y: float
    size: float
    role: str
    anchor: str
    label_x: float
    label_y: float


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """A line; `mood` is `cooperation`, `conflict` or `mixed`, `width` grows with the number of acts."""

    x1: float
    y1: float
    x2: float
    y2: float
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
    """Lay out the strongest neighbours around the pair."""
    shown = neighbours[:DRAWN]
    columns: dict[str, list[Neighbour]] = {"a": [], "both": [], "b": []}
    for one in shown:
        columns["both" if one.a and one.b else "a" if one.a else "b"].append(one)
    rows = max((len(column) for column in columns.values()), default=0)
    height = TOP * 2 + max(rows, 3) * ROW
    middle = height / 2
    hubs = {"a": (HUBS["a"], middle), "b": (HUBS["b"], middle)}
    nodes, edges = [], []
    if between.total:
        edges.append(_edge(hubs["a"], hubs["b"], between, f"{names[0]} and {names[1]}"))
    for side, column in columns.items():
        # The middle column leaves the line between the two free.
        start = middle - (len(column) - 1) * ROW / 2
        for index, one in enumerate(column):
            place = (COLUMNS[side], round(start + index * ROW + (ROW / 2 if side == "both" and len(column) % 2 else 0), 1))
            edges += [
                _edge(hubs[hub], place, tie, f"{names['ab'.index(hub)]} and {one.name}") for hub, tie in (("a", one.a), ("b", one.b)) if tie
            ]
            nodes.append(_node(one, place, side))
    for index, hub in enumerate("ab"):
        x, y = hubs[hub]
        nodes.append(Node(name=names[index], x=x, y=y, size=20, role=hub, anchor="middle", label_x=x, label_y=y + 36))
    return Network(width=WIDTH, height=height, nodes=tuple(nodes), edges=tuple(edges))


def _node(one: Neighbour, place: tuple[float, float], side: str) -> Node:
    size = round(min(11.0, 4.0 + one.weight**0.5), 1)
    anchor, shift = {"a": ("end", -size - 4), "both": ("middle", 0.0), "b": ("start", size + 4)}[side]
    label_y = place[1] + (4 if side != "both" else -size - 3)
    return Node(
        name=one.name,
        x=place[0],
        y=place[1],
        size=size,
        role="other",
        anchor=anchor,
        label_x=round(place[0] + shift, 1),
        label_y=round(label_y, 1),
    )


def _edge(start: tuple[float, float], end: tuple[float, float], tie: Tie, who: str) -> Edge:
    """A line as wide as the root of its acts; mixed where neither mood makes up three quarters."""
    mood = "cooperation" if tie.cooperation >= 3 * tie.conflict else "conflict" if tie.conflict >= 3 * tie.cooperation else "mixed"
    title = f"{who}: {tie.cooperation} of cooperation, {tie.conflict} of conflict"
    return Edge(x1=start[0], y1=start[1], x2=end[0], y2=end[1], width=round(min(9.0, 1 + tie.total**0.5), 1), mood=mood, title=title)
