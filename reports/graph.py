"""What rests on what: claims in layers, each to the right of all that it uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import pairwise
from statistics import fmean

from ganproof.verify.records import ClaimRecord

WIDTH, HEIGHT = 190, 40  # of a box; narrower ones where the layers would not fit the page
PAGE = 1150
_NARROW, _GAP, _ROW, _LANE = 100, 0.37, 54, 16  # a gap is a part of its box
_SWEEPS = 8

# A claim in its own layer, or the lane of its long lines through a later one.
Node = tuple[str, int]


@dataclass(frozen=True)
class Box:
    """A claim and the left upper corner of its box."""

    claim: ClaimRecord
    x: float
    y: float


@dataclass(frozen=True)
class Graph:
    """Boxes, all ``wide``, and the lines between them, as SVG path data, on a canvas."""

    boxes: tuple[Box, ...]
    lines: tuple[str, ...]
    wide: int
    width: float
    height: float


def graph(claims: Sequence[ClaimRecord]) -> Graph:
    """Claims that use another or are used, layered by the longest path, few crossings.

    Lines over several layers run through lanes of their own, one for each claim that is used, so
    that none runs behind a box.

    Raises:
        CycleError: claims use each other in a circle.
    """
    known = {claim.id: claim for claim in claims}
    uses = {claim.id: [used for used in claim.uses if used in known] for claim in claims}
    linked = {identifier for ends in uses.items() if ends[1] for identifier in (ends[0], *ends[1])}
    layer: dict[str, int] = {}
    for name in TopologicalSorter(uses).static_order():
        layer[name] = max((layer[used] + 1 for used in uses[name]), default=0)
    segments = _segments(uses, layer)
    nodes = dict.fromkeys((name, layer[name]) for name in known if name in linked)
    nodes |= dict.fromkeys(node for segment in segments for node in segment)
    rows = _rows(list(nodes), segments)
    wide = _fitting(len(rows))
    places = _places(rows, layer, wide)
    boxes = [Box(known[n], *places[n, at]) for n, at in nodes if at == layer[n]]
    through = [place for (n, at), place in places.items() if at != layer[n]]
    lanes = [f"M{x:g} {y + HEIGHT / 2:g}h{wide}" for x, y in through]
    curves = [_curve(places[start], places[end], wide) for start, end in segments]
    extents = [(x + wide, y + HEIGHT) for x, y in places.values()] or [(0.0, 0.0)]
    width, height = (max(sizes) for sizes in zip(*extents, strict=True))
    return Graph(tuple(boxes), (*lanes, *curves), wide, width + 2, height + 2)


def _fitting(layers: int) -> int:
    """How wide boxes may be so that the layers fit the page, if they can be read then."""
    return max(_NARROW, min(WIDTH, int((PAGE - 2) / max(1, layers + (layers - 1) * _GAP))))


def _segments(
    uses: Mapping[str, Sequence[str]], layer: Mapping[str, int]
) -> list[tuple[Node, Node]]:
    found: dict[tuple[Node, Node], None] = {}
    for name, its_uses in uses.items():
        for used in its_uses:
            lanes = [(used, depth) for depth in range(layer[used], layer[name])]
            found |= dict.fromkeys(pairwise([*lanes, (name, layer[name])]))
    return list(found)


def _rows(nodes: Sequence[Node], segments: Sequence[tuple[Node, Node]]) -> list[list[Node]]:
    """Nodes by layer; each goes to the mean height of its neighbours, back and forth."""
    rows: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        rows[node[1]].append(node)
    ordered = [rows[depth] for depth in sorted(rows)]
    before, after = defaultdict(list), defaultdict(list)
    for start, end in segments:
        before[end].append(start)
        after[start].append(end)
    for sweep in range(_SWEEPS):
        forth = sweep % 2 == 0
        for row in ordered[1:] if forth else ordered[-2::-1]:
            near = before if forth else after
            at = {node: (k + 0.5) / len(each) for each in ordered for k, node in enumerate(each)}
            row.sort(key=lambda node: fmean([at[n] for n in near[node]] or [at[node]]))
    return ordered


def _places(
    rows: Sequence[Sequence[Node]], layer: Mapping[str, int], wide: int
) -> dict[Node, tuple[float, float]]:
    """Left upper corners, layers centred on one height; a lane is thinner than a box."""
    tall = [[_ROW if depth == layer[name] else _LANE for name, depth in row] for row in rows]
    middle = max(map(sum, tall), default=0) / 2
    places: dict[Node, tuple[float, float]] = {}
    for column, (row, sizes) in enumerate(zip(rows, tall, strict=True)):
        top = middle - sum(sizes) / 2
        for node, size in zip(row, sizes, strict=True):
            places[node] = (1 + column * (wide + int(wide * _GAP)), 1 + top + (size - HEIGHT) / 2)
            top += size
    return places


def _curve(start: tuple[float, float], end: tuple[float, float], wide: int) -> str:
    """A curve from the right side of one box or lane to the left side of another."""
    (x, y), (to, down) = start, end
    x, y, down = x + wide, y + HEIGHT / 2, down + HEIGHT / 2
    half = (x + to) / 2
    return f"M{x:g} {y:g}C{half:g} {y:g} {half:g} {down:g} {to:g} {down:g}"
