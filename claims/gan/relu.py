"""Small ReLU networks, many at once, and their exact Lipschitz constants.

A network is x -> W_L relu(... relu(W_1 x + b_1) ...) + b_L, with one output. Where each unit is
either on or off it is affine, so on a convex set its Lipschitz constant for the Euclidean norm is
the longest gradient among the regions that meet the set's interior. All of them are enumerated:
the set is cut by one unit after the other, every piece being the hull of its corners. A corner at
infinity is a direction, so that the whole space is cut in the same way as a box. Rounding apart
this is exact; a region is missed only if it is thinner than about 1e-11 of its distance.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Box = tuple[Any, Any]  # the lower and the upper ends, a number or one for each input

INPUTS, UNITS = 3, 24
_AT_ONCE = 50  # networks that are cut together
_ROUNDING = 1e-11


@dataclass(frozen=True)
class Networks:
    """ReLU networks of one shape, each with one output.

    Args:
        weights: by layer, of shape (count, outputs, inputs).
        biases: by layer, of shape (count, outputs).

    Raises:
        ValueError: the layers do not fit together, or the last one has several outputs.
    """

    weights: tuple[Array, ...]
    biases: tuple[Array, ...]

    def __post_init__(self) -> None:
        sizes = [W.shape[2] for W in self.weights[:1]] + [W.shape[1] for W in self.weights]
        for k, (W, b) in enumerate(zip(self.weights, self.biases, strict=True)):
            if W.shape != (self.count, sizes[k + 1], sizes[k]) or b.shape != W.shape[:2]:
                raise ValueError(
                    f"layer {k + 1} has weights {W.shape} and biases {b.shape}; expected "
                    f"({self.count}, outputs, {sizes[k]}) and ({self.count}, outputs)"
                )
        if sizes[-1] != 1:
            raise ValueError(f"the network must have one output; it has {sizes[-1]}")

    @property
    def count(self) -> int:
        """How many networks."""
        return int(self.weights[0].shape[0])

    @property
    def inputs(self) -> int:
        """The dimension of a point."""
        return int(self.weights[0].shape[2])

    @property
    def units(self) -> int:
        """Hidden units, all layers together."""
        return sum(W.shape[1] for W in self.weights[:-1])

    def values(self, x: Array) -> Array:
        """Of shape (count, points), for points of shape (points, inputs), or for each network."""
        return self._forward(x)[0][..., 0]

    def gradients(self, x: Array) -> Array:
        """Of shape (count, points, inputs); on a kink, with the units there off."""
        slope = np.broadcast_to(self.weights[-1], (self.count, 1, self.weights[-1].shape[2]))
        for W, on in zip(self.weights[-2::-1], self._forward(x)[1][::-1], strict=True):
            slope = (slope * on) @ W
        return slope

    def _forward(self, x: Array) -> tuple[Array, list[Array]]:
        layer, on = np.broadcast_to(x, (self.count, *np.shape(x)[-2:])), []
        for k, (W, b) in enumerate(zip(self.weights, self.biases, strict=True)):
            layer = layer @ W.transpose(0, 2, 1) + b[:, None, :]
            if k < len(self.weights) - 1:
                on.append(layer > 0)
                layer = np.maximum(layer, 0)
        return layer, on

    def some(self, which: Any) -> Networks:
        """Those of an index or a slice."""
        chosen = np.atleast_1d(np.arange(self.count)[which])
        weights, biases = (tuple(a[chosen] for a in each) for each in (self.weights, self.biases))
        return Networks(weights, biases)


def network(*layers: tuple[Any, Any]) -> Networks:
    """One network, from its pairs of weights and biases."""
    weights = (np.array(W, dtype=float)[None] for W, _ in layers)
    return Networks(tuple(weights), tuple(np.array(b, dtype=float)[None] for _, b in layers))


def random(count: int, sizes: tuple[int, ...], seed: int, *, bias: float = 0.5) -> Networks:
    """Normal weights of variance 2/inputs, and normal biases of standard deviation ``bias``.

    Args:
        count: how many networks.
        sizes: of the layers, from the inputs to the last hidden layer.
        seed: of the random choice.
        bias: 0 for networks without biases.
    """
    normal = np.random.default_rng(seed).normal
    pairs = list(zip(sizes, (*sizes[1:], 1), strict=True))
    weights = [normal(0, np.sqrt(2 / ins), (count, outs, ins)) for ins, outs in pairs]
    return Networks(tuple(weights), tuple(bias * normal(size=(count, outs)) for _, outs in pairs))


def spectral_product(networks: Networks) -> Array:
    """The product of the layers' largest singular values, of shape (count,)."""
    return np.prod([np.linalg.norm(W, 2, axis=(1, 2)) for W in networks.weights], axis=0)


@dataclass(frozen=True)
class Regions:
    """Regions on which networks are affine, each with the units that are on."""

    owner: Array  # (regions,): the network
    on: Array  # (regions, units)
    gradients: Array  # (regions, inputs)
    inside: Array  # (regions, inputs): a point of the interior


def lipschitz(networks: Networks, box: Box | None = None) -> Array:
    """Lipschitz constants on the whole space or on a box, of shape (count,)."""
    return steepest(networks, box)[0]


def steepest(networks: Networks, box: Box | None = None) -> tuple[Array, Array]:
    """Lipschitz constants, and for each a point inside a region where the gradient is as long."""
    constants, points = np.zeros(networks.count), np.zeros((networks.count, networks.inputs))
    for first in range(0, networks.count, _AT_ONCE):
        found = regions(networks.some(slice(first, first + _AT_ONCE)), box)
        lengths = np.linalg.norm(found.gradients, axis=1)
        order = np.lexsort((-lengths, found.owner))
        _, at = np.unique(found.owner[order], return_index=True)
        best = order[at]
        constants[first : first + _AT_ONCE] = lengths[best]
        points[first : first + _AT_ONCE] = found.inside[best]
    return constants, points


def regions(networks: Networks, box: Box | None = None) -> Regions:
    """All activation regions with an interior, in the whole space or in a box.

    Raises:
        ValueError: there are too many inputs or units, or the box has no interior.
    """
    if networks.inputs > INPUTS or networks.units > UNITS:
        raise ValueError(
            f"a network with {networks.inputs} inputs and {networks.units} hidden units is too "
            f"large to enumerate its regions; at most {INPUTS} inputs and {UNITS} units"
        )
    d = networks.inputs
    corners, facets = _fan(d) if box is None else _corners(d, box)
    pieces = len(corners)
    cells = _Cells(np.tile(corners, (networks.count, 1, 1)), np.tile(facets, (networks.count, 1)))
    owner = np.repeat(np.arange(networks.count), pieces)
    on = np.zeros((len(owner), 0), dtype=bool)
    layer = np.tile(np.eye(d, d + 1), (len(owner), 1, 1))  # on each cell, of (x, 1)
    size = np.tile(np.eye(d, d + 1), (networks.count, 1, 1))  # and what its terms add up to
    bit = 2 * d
    for k, (W, b) in enumerate(zip(networks.weights, networks.biases, strict=True)):
        layer, size = W[owner] @ layer, abs(W) @ size
        layer[..., -1] += b[owner]
        size[..., -1] += abs(b)
        if k == len(networks.weights) - 1:
            break
        rounding = _ROUNDING * size.sum(axis=2)
        for unit in range(W.shape[1]):
            cells, parent, is_on = _split(cells, layer[:, unit], rounding[owner, unit], bit)
            owner, layer = owner[parent], layer[parent]
            on = np.column_stack([on[parent], is_on])
            bit += 1
        layer = layer * on[:, -W.shape[1] :, None]
    _, first = np.unique(np.column_stack([owner, on]), axis=0, return_index=True)
    inside = cells.points[first].sum(axis=1)
    return Regions(owner[first], on[first], layer[first, 0, :d], inside[:, :d] / inside[:, d:])


@dataclass(frozen=True)
class _Cells:
    """Convex pieces: corners (x, 1) up to a factor, or (direction, 0), padded with zeros.

    ``facets`` has a bit for every facet that a corner lies on.
    """

    points: Array  # (cells, corners, inputs + 1)
    facets: Array  # (cells, corners)

    def __getitem__(self, which: Any) -> _Cells:
        return _Cells(self.points[which], self.facets[which])


def _fan(d: int) -> tuple[Array, Array]:
    """The whole space as d + 1 cones with their tips at 0."""
    directions = np.vstack([np.eye(d), -np.ones(d)])
    corners = np.zeros((d + 1, d + 1, d + 1))
    corners[:, 0, d] = 1
    for cone in range(d + 1):
        corners[cone, 1:, :d] = np.delete(directions, cone, axis=0)
    opposite = [(1 << d + 1) - 1 - (1 << corner) for corner in range(d + 1)]
    return corners, np.tile(np.array(opposite, dtype=np.uint32), (d + 1, 1))


def _corners(d: int, box: Box) -> tuple[Array, Array]:
    low, high = (np.broadcast_to(np.asarray(end, dtype=float), d) for end in box)
    if not np.all(low < high):
        raise ValueError(f"the box from {low.tolist()} to {high.tolist()} has no interior")
    sides = np.array(list(product((False, True), repeat=d)))
    points = np.column_stack([np.where(sides, high, low), np.ones(2**d)])
    facets = [sum(1 << 2 * axis + int(up) for axis, up in enumerate(side)) for side in sides]
    return _scaled(points)[None], np.array(facets, dtype=np.uint32)[None]


def _scaled(points: Array) -> Array:
    return points / abs(points).max(axis=-1, keepdims=True)


def _split(cells: _Cells, row: Array, rounding: Array, bit: int) -> tuple[_Cells, Array, Array]:
    """Cells on both sides of row (x, 1) = 0, the cells that they come from, and which are on."""
    values = np.einsum("cpi,ci->cp", cells.points, row)
    above, below = values > rounding[:, None], values < -rounding[:, None]
    on = above.any(axis=1)
    cut = on & below.any(axis=1)
    through = _crossings(cells[cut], np.where(above | below, values, 0)[cut], bit)
    here = ~above & ~below & cut[:, None]
    marked = _Cells(cells.points, cells.facets | (here * np.uint32(1 << bit)))
    parts = [cells[~cut]]
    for beyond in (below, above):
        kept = ~beyond[cut]
        points = np.concatenate([marked.points[cut] * kept[..., None], through.points], axis=1)
        parts.append(
            _Cells(points, np.concatenate([marked.facets[cut] * kept, through.facets], axis=1))
        )
    (whole,), (halved,) = np.nonzero(~cut), np.nonzero(cut)
    is_on = np.concatenate([on[whole], np.ones(len(halved), bool), np.zeros(len(halved), bool)])
    return _packed(parts), np.concatenate([whole, halved, halved]), is_on


def _crossings(cells: _Cells, values: Array, bit: int) -> _Cells:
    """Where the edges from above to below cross: up to three inputs, d - 1 facets share an edge."""
    d = cells.points.shape[2] - 1
    pairs = (values[:, :, None] > 0) & (values[:, None, :] < 0)
    cell, up, down = np.nonzero(pairs)
    shared = cells.facets[cell, up] & cells.facets[cell, down]
    edge = np.bitwise_count(shared) >= d - 1
    cell, up, down, shared = cell[edge], up[edge], down[edge], shared[edge]
    counts = np.bincount(cell, minlength=len(values))
    place = np.arange(len(cell)) - np.repeat(np.cumsum(counts) - counts, counts)
    points = np.zeros((len(values), counts.max(initial=0), d + 1))
    facets = np.zeros(points.shape[:2], dtype=np.uint32)
    weight_up, weight_down = -values[cell, down, None], values[cell, up, None]
    between = weight_up * cells.points[cell, up] + weight_down * cells.points[cell, down]
    points[cell, place] = _scaled(between)
    facets[cell, place] = shared | np.uint32(1 << bit)
    return _Cells(points, facets)


def _packed(parts: list[_Cells]) -> _Cells:
    """Cells in one array, their corners first and no more padding than needed."""
    most = max(part.points.shape[1] for part in parts)
    points, facets = (
        np.concatenate(
            [
                np.pad(each, [(0, 0), (0, most - each.shape[1])] + [(0, 0)] * (each.ndim - 2))
                for each in arrays
            ]
        )
        for arrays in ([part.points for part in parts], [part.facets for part in parts])
    )
    real = points.any(axis=2)
    order = np.argsort(~real, axis=1, kind="stable")[:, : real.sum(axis=1).max(initial=0)]
    facets = np.take_along_axis(facets, order, axis=1)
    return _Cells(np.take_along_axis(points, order[..., None], axis=1), facets)
