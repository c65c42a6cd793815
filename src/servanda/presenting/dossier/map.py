"""A map of the world with the two of a dossier and those around them, as SVG paths in the Equal Earth projection.

The geometry is Natural Earth 1:110m, as packed in world-atlas (see assets/LICENSES.md). Its lines follow control on the ground, not
claims in law; the dossier says so beside the map. Projection: Šavrič, Patterson and Jenny (2018), The Equal Earth map projection,
International Journal of Geographical Information Science 33(3).
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

WORLD = Path(__file__).resolve().parents[1] / "assets" / "world"
# The middle meridian: at 11° east the cut runs through the Bering Strait and divides no state.
MIDDLE = 11.0
WIDTH, HEIGHT = 800.0, 358.0
# Degrees of the equator across the width leave a small margin; the far south, without states, is left out.
SCALE = 147.0
# Degrees below which a bend cannot be seen at the width at which the map is shown (a point of the screen is some 0.6 degrees).
FINEST = 0.6
_A = (1.340264, -0.081106, 0.000893, 0.003796)

Ring = list[tuple[float, float]]


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """A country on the map: its code, how it takes part (`a`, `b`, `other`), its name, and its path."""

    code: str
    role: str
    name: str
    path: str


class WorldMap(msgspec.Struct, frozen=True, kw_only=True):
    """The map: every country not told apart in one path, the others by themselves, and codes that the geometry does not have."""

    width: float
    height: float
    rest: str
    shapes: tuple[Shape, ...]
    missing: tuple[str, ...]


def world_map(roles: dict[str, str], names: dict[str, str]) -> WorldMap:
    """Draw the map; `roles` says how a code takes part, `names` what it is called."""
    rest: list[str] = []
    own: dict[str, list[str]] = {}
    for code, rings in _countries():
        path = "".join(_path(ring) for ring in rings)
        if code in roles:
            own.setdefault(code, []).append(path)
        else:
            rest.append(path)
    shapes = tuple(
        Shape(code=code, role=roles[code], name=names.get(code, code), path="".join(own[code])) for code in sorted(own) if code in roles
    )
    return WorldMap(width=WIDTH, height=HEIGHT, rest="".join(rest), shapes=shapes, missing=tuple(sorted(set(roles) - set(own))))


def _countries() -> Iterator[tuple[str, list[Ring]]]:
    """Every country of the geometry with its rings in degrees; Antarctica is left out."""
    topology = json.loads((WORLD / "countries-110m.json").read_text(encoding="utf-8"))
    with (WORLD / "codes.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["name"]: row["code"] for row in csv.DictReader(file)}
    arcs = [_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    for country in topology["objects"]["countries"]["geometries"]:
        code = codes[country["properties"]["name"]]
        polygons = {"Polygon": [country["arcs"]], "MultiPolygon": country["arcs"]}[country["type"]]
        if code != "ATA":
            yield code, [_ring(ring, arcs) for polygon in polygons for ring in polygon]


def _arc(arc: list[list[int]], transform: dict[str, Any]) -> Ring:
    """An arc of the topology: steps of whole numbers, as degrees."""
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    x = y = 0
    points: Ring = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        point = (x * scale_x + move_x, y * scale_y + move_y)
        # Thinned arc by arc, so that neighbours keep one border; the ends of an arc stay, where it meets others.
        if len(points) > 1 and max(abs(point[0] - points[-1][0]), abs(point[1] - points[-1][1])) < FINEST:
            continue
        points.append(point)
    last = (x * scale_x + move_x, y * scale_y + move_y)
    return points if points[-1] == last else [*points[: max(1, len(points) - 1)], last]


def _ring(indices: Iterable[int], arcs: list[Ring]) -> Ring:
    """A ring from its arcs; a negative index runs an arc backwards, and joints stand once."""
    points: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return _unwound(points)


def _unwound(points: Ring) -> Ring:
    """A ring that runs over the 180th meridian in one piece, on the side of the map where most of it lies."""
    turns, last = 0, points[0][0]
    whole: Ring = []
    for x, y in points:
        turns += (x - last < -180) - (x - last > 180)
        whole.append((x + 360 * turns, y))
        last = x
    if max(x for x, _ in whole) <= MIDDLE - 180:
        return [(x + 360, y) for x, y in whole]
    return [(x - 360, y) for x, y in whole] if min(x for x, _ in whole) >= MIDDLE + 180 else whole


def _path(ring: Ring) -> str:
    """A closed path of steps, in tenths of a unit as whole numbers; points that fall together stand once."""
    start: tuple[int, int] | None = None
    last = (0, 0)
    steps: list[str] = []
    for x, y in map(project, ring):
        point = (round(10 * x), round(10 * y))
        if start is None:
            start = last = point
            continue
        step = (point[0] - last[0], point[1] - last[1])
        if step != (0, 0):
            steps.append(_pair(*step))
            last = point
    if start is None or len(steps) < 3:
        return ""
    # A minus parts numbers by itself.
    return f"M{_pair(*start)}l{' '.join(steps).replace(' -', '-')}z"


def _pair(x: int, y: int) -> str:
    """Two numbers in as few letters as it takes."""
    return f"{x}{y}" if y < 0 else f"{x},{y}"


def project(point: tuple[float, float]) -> tuple[float, float]:
    """A place in degrees, as a point of the drawing."""
    longitude, latitude = math.radians(point[0] - MIDDLE), math.radians(point[1])
    angle = math.asin(math.sqrt(3) / 2 * math.sin(latitude))
    square = angle * angle
    sixth = square**3
    slope = _A[0] + 3 * _A[1] * square + sixth * (7 * _A[2] + 9 * _A[3] * square)
    x = 2 * math.sqrt(3) * longitude * math.cos(angle) / (3 * slope)
    y = angle * (_A[0] + _A[1] * square + sixth * (_A[2] + _A[3] * square))
    return WIDTH / 2 + x * SCALE, 200.0 - y * SCALE
