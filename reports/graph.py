"""What rests on what: claims in layers, each to the right of all that it uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import pairwise
from statistics import fmean

from ganproof.verify.records import ClaimRecord

from .wording import place

WIDTH = 190  # of a box; narrower ones where the layers would not fit the page
PAGE = 1150
LEFT, RIGHT = 23, 6  # what a box leaves free beside its text, with the icon on the left
SIZE, SMALL, LINE = 12.5, 11.0, 14  # of the letters, and from one line to the next
_NARROW, _GAP, _BETWEEN, _LANE = 108, 0.3, 14, 16  # a gap is a part of its box
_LINES = 3
_SWEEPS = 8

# Widths of letters in em, no less than in the wide fonts that a reader may have.
_WIDTHS = {"ijlIJ'.,;:| ": 0.32, "frt()[]-": 0.42, "mwMW@%": 0.99, "CDGHNOQU&": 0.79}
_LETTERS = {letter: width for letters, width in _WIDTHS.items() for letter in letters}
_OTHER = 0.7

# A claim in its own layer, or the lane of its long lines through a later one.
Node = tuple[str, int]


@dataclass(frozen=True)
class Box:
    """A claim, the left upper corner of its box, what is written there, and its height."""

    claim: ClaimRecord
    x: float
    y: float
    label: tuple[str, ...]
    source: str

    @property
    def tall(self) -> int:
        """Room for the label and the line under it."""
        return _height(self.label)


@dataclass(frozen=True)
class Graph:
    """Boxes, all ``wide``, and the lines between them, as SVG path data, on a canvas."""

    boxes: tuple[Box, ...]
    lines: tuple[str, ...]
    wide: int
    width: float
    height: float


def graph(claims: Sequence[ClaimRecord], papers: Mapping[str, str] | None = None) -> Graph:
    """Claims that use another or are used, layered by the longest path, few crossings.

    Under its label a box names its paper, by ``papers`` such as {"mescheder2018": "Mescheder
    2018"}, shortened to the first word where that is too long.

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
    labels = {(n, layer[n]): wrapped(place(known[n]), wide - LEFT - RIGHT) for n in linked}
    heights = {node: _height(label) for node, label in labels.items()}
    middles = _middles(rows, heights, wide)
    boxes = []
    for node in (node for node in nodes if node in labels):
        claim, (x, y) = known[node[0]], middles[node]
        source = _source(claim, papers or {}, wide - LEFT - RIGHT)
        boxes.append(Box(claim, x, y - heights[node] / 2, labels[node], source))
    lanes = [f"M{x:g} {y:g}h{wide}" for node, (x, y) in middles.items() if node not in labels]
    curves = [_curve(middles[start], middles[end], wide) for start, end in segments]
    width = max((box.x + wide for box in boxes), default=0)
    height = max((y + heights.get(node, _LANE) / 2 for node, (_, y) in middles.items()), default=0)
    return Graph(tuple(boxes), (*lanes, *curves), wide, width + 2, height + 2)


def measured(text: str, size: float) -> float:
    """About how wide a text is, rather more than less."""
    return size * sum(_LETTERS.get(letter, _OTHER) for letter in text)


def wrapped(text: str, room: float) -> tuple[str, ...]:
    """A label on up to three lines; what does not fit there is cut."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measured(longer, SIZE) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > _LINES:
        lines[_LINES - 1 :] = [" ".join(lines[_LINES - 1 :])]
    return tuple(_cut(line, room, SIZE) for line in lines)


def _cut(text: str, room: float, size: float) -> str:
    if measured(text, size) <= room:
        return text
    while text and measured(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def _source(claim: ClaimRecord, papers: Mapping[str, str], room: float) -> str:
    """Whose a claim is: two papers may have a Theorem 4.1 each."""
    if claim.kind == "cited":
        return _cut(claim.verdict.words, room, SMALL)
    name = papers.get(claim.paper, claim.paper) or "your own"
    return name if measured(name, SMALL) <= room else _cut(name.split()[0], room, SMALL)


def _height(label: Sequence[str]) -> int:
    return LINE * (len(label) + 1) + 10


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


def _middles(
    rows: Sequence[Sequence[Node]], heights: Mapping[Node, int], wide: int
) -> dict[Node, tuple[float, float]]:
    """Middles of left sides, layers centred on one height; a lane is thinner than a box."""
    tall = [[heights[n] + _BETWEEN if n in heights else _LANE for n in row] for row in rows]
    middle = max(map(sum, tall), default=0) / 2
    found: dict[Node, tuple[float, float]] = {}
    for column, (row, sizes) in enumerate(zip(rows, tall, strict=True)):
        top = 1 + middle - sum(sizes) / 2
        for node, size in zip(row, sizes, strict=True):
            found[node] = (1 + column * (wide + int(wide * _GAP)), top + size / 2)
            top += size
    return found


def _curve(start: tuple[float, float], end: tuple[float, float], wide: int) -> str:
    """A curve from the right side of one box or lane to the left side of another."""
    (x, y), (to, down) = start, end
    x += wide
    half = (x + to) / 2
    return f"M{x:g} {y:g}C{half:g} {y:g} {half:g} {down:g} {to:g} {down:g}"
