"""From a solver's approximate discriminator to one that is exact to rounding.

Where f_j = f_i + k d_ij holds on a forest of pairs, f is a shift for each tree plus k times known
heights. The best shifts and k solve a smooth problem without constraints; the multipliers follow
from the leaves on. A pair with a negative multiplier is dropped, a violated one is added, as in any
active-set method.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from ganproof.claims.gan.discriminator_losses import Losses
from ganproof.claims.gan.transport import Measures

Array = np.ndarray[Any, np.dtype[np.float64]]
Edge = tuple[int, int]

ROUNDING = 1e-13
"""Relative size below which a multiplier or an excess is rounding."""


def polish(
    measures: Measures,
    lengths: Array,
    losses: Losses,
    penalty: float,
    answer: tuple[Array, float, Array],
    *,
    fixed: bool,
) -> tuple[Array, float, Array, Array, bool] | None:
    """Exact values, constant, multipliers, edges and whether they are degenerate, from an answer.

    Args:
        measures: the problem's.
        lengths: distances, of shape (n, n).
        losses: the problem's.
        penalty: on k^2.
        answer: approximate values, constant and multipliers, of shapes (n,), () and (n, n).
        fixed: whether k is given.

    Returns:
        None where Newton's method does not settle, as for losses with kinks.
    """
    _, fake, real = measures
    f, k, _ = answer
    forest = _first_forest(measures, lengths, losses, answer)
    for _ in range(6 * len(f) + 20):
        mass = losses.mass_on_fake(fake, f) + losses.mass_on_real(real, f)
        trees = _trees(mass, forest, lengths)
        block = _block(trees, losses, measures, lengths, (f, k))
        if block is not None:
            forest = [*forest, block]
            continue
        settled = _newton(measures, losses, penalty, trees, (f, k), fixed)
        if settled is None:
            return None
        f, k = settled
        net = losses.slope(fake, real, f)
        mass = losses.mass_on_fake(fake, f) + losses.mass_on_real(real, f)
        flows, doubt = _flows(forest, trees, net, mass)
        slack = k * lengths - (f - f[:, None])
        scale = ROUNDING * 10 * (1 + np.abs(f).max() + k * lengths.max())
        worst = np.unravel_index(np.argmin(slack), slack.shape)
        negative = [edge for edge in forest if flows[edge] < -doubt[edge]]
        if negative:
            forest.remove(min(negative, key=lambda edge: flows[edge]))
        elif slack[worst] < -scale:
            forest = _with(forest, (int(worst[0]), int(worst[1])), trees, flows)
        else:
            break
    else:
        return None
    kept = [edge for edge in forest if flows[edge] > doubt[edge]]
    exact = np.zeros_like(lengths)
    for edge in kept:
        exact[edge] = flows[edge]
    loose = slack + np.where(exact > 0, np.inf, 0) + np.diag(np.full(len(f), np.inf))
    bends = np.bincount(trees.label, losses.curvature(fake, real, f))
    degenerate = len(kept) < len(forest) or loose.min() <= 100 * scale or bends.min() == 0
    return f, k, exact, np.array(kept, dtype=int).reshape(-1, 2), bool(degenerate)


class _Trees(NamedTuple):
    """A forest's trees: each point's tree, height above its root, and the way to the root."""

    label: Array
    height: Array
    parent: Array
    order: list[int]


def _trees(mass: Array, forest: list[Edge], lengths: Array) -> _Trees:
    """Rooted at their heaviest points: no edge is then far lighter than what lies below it."""
    count = len(mass)
    beside: list[list[tuple[int, float]]] = [[] for _ in range(count)]
    for i, j in forest:
        beside[i].append((j, lengths[i, j]))
        beside[j].append((i, -lengths[i, j]))
    label, height, parent = np.full(count, -1), np.zeros(count), np.full(count, -1)
    order: list[int] = []
    for root in np.argsort(-mass).tolist():
        if label[root] >= 0:
            continue
        label[root] = label.max() + 1
        start = len(order)
        order.append(root)
        while start < len(order):
            here = order[start]
            start += 1
            for there, rise in beside[here]:
                if label[there] < 0:
                    label[there], parent[there] = label[root], here
                    height[there] = height[here] + rise
                    order.append(there)
    return _Trees(label, height, parent, order)


def _first_forest(
    measures: Measures, lengths: Array, losses: Losses, answer: tuple[Array, float, Array]
) -> list[Edge]:
    """Pairs that pull more than they are loose, and for a lone sample without any its tightest."""
    _, fake, real = measures
    f, k, multipliers = answer
    slack = k * lengths - (f - f[:, None])
    span = max(k * lengths.max(), 1e-300)
    certain = multipliers / max(multipliers.max(), 1e-300) > np.abs(slack) / span
    if losses.increasing:
        for weight, other, tied, room in (
            (fake, real, certain, slack),
            (real, fake, certain.T, slack.T),
        ):
            for i in np.flatnonzero((other == 0) & ~tied.any(axis=1)):
                tied[i, np.argmin(np.where(other > 0, room[i], np.inf))] = weight[i] > 0
    pairs = np.argwhere(certain)
    pairs = pairs[np.lexsort((slack[*pairs.T], -multipliers[*pairs.T]))]
    root = np.arange(len(f))
    forest = []
    for i, j in pairs.tolist():
        if root[i] != root[j]:
            root[root == root[j]] = root[i]
            forest.append((i, j))
    return forest


def _newton(
    measures: Measures,
    losses: Losses,
    penalty: float,
    trees: _Trees,
    start: tuple[Array, float],
    fixed: bool,
) -> tuple[Array, float] | None:
    """The best values with the given heights, or None where there are none."""
    _, fake, real = measures
    label, height = trees.label, trees.height

    def total(amount: Array) -> Array:
        return np.bincount(label, amount)

    def cost(f: Array, k: float) -> float:
        return float(losses.value(fake, real, f).sum() + penalty * k * k)

    f, k = start
    pull = losses.mass_on_fake(fake, f) + losses.mass_on_real(real, f) + 1e-300
    shift = total(pull * (f - k * height)) / total(pull)
    f = shift[label] + k * height
    last = np.inf
    for _ in range(100):
        slope, bend = losses.slope(fake, real, f), losses.curvature(fake, real, f)
        pulls, bends, twist = total(slope), total(bend), total(bend * height)
        weight = total(losses.mass_on_fake(fake, f) + losses.mass_on_real(real, f))
        flat = bends <= 1e-14 * weight
        if (np.abs(pulls[flat]) > 1e-9 * weight[flat]).any():
            return None
        over = np.where(flat, 1.0, bends)
        ratio = np.where(flat, 0.0, twist / over)
        step_k = 0.0
        if not fixed:
            down = (slope * height).sum() + 2 * penalty * k - (ratio * pulls).sum()
            step_k = -down / ((bend * height**2).sum() + 2 * penalty - (ratio * twist).sum())
        step = -np.where(flat, 0.0, pulls / over) - ratio * step_k
        move = step[label] + step_k * height
        size = float(np.abs(move).max())
        length, here = min(1.0, 4 / max(size, 1e-300)), cost(f, k)
        while size > 1e-5 and length > 1e-6 and cost(f + length * move, k + length * step_k) > here:
            length /= 2
        shift, k = shift + length * step, k + length * step_k
        f = shift[label] + k * height
        if size <= 4e-16 * (1 + np.abs(f).max()) or last / 2 < size < 1e-11 * (1 + np.abs(f).max()):
            return f, float(k)
        last = size
    return None


def _block(
    trees: _Trees, losses: Losses, measures: Measures, lengths: Array, answer: tuple[Array, float]
) -> Edge | None:
    """The pair at which a tree comes to rest that nothing else would stop, or None.

    Where the losses are affine at all of a tree's points and do not balance, it moves until it
    meets another one.
    """
    _, fake, real = measures
    f, k = answer
    pulls = np.bincount(trees.label, losses.slope(fake, real, f))
    bends = np.bincount(trees.label, losses.curvature(fake, real, f))
    mass = losses.mass_on_fake(fake, f) + losses.mass_on_real(real, f)
    free = (bends == 0) & (np.abs(pulls) > 1e-9 * np.bincount(trees.label, mass))
    if not free.any() or len(pulls) == 1:
        return None
    tree = np.argmax(free)
    inside = trees.label == tree
    slack = k * lengths - (f - f[:, None])
    meets = inside[:, None] & ~inside if pulls[tree] > 0 else ~inside[:, None] & inside
    i, j = np.unravel_index(np.argmin(np.where(meets, slack, np.inf)), slack.shape)
    return int(i), int(j)


def _flows(
    forest: list[Edge], trees: _Trees, net: Array, mass: Array
) -> tuple[dict[Edge, float], dict[Edge, float]]:
    """Each edge's multiplier, and how much of it may be rounding.

    An edge carries what the points beyond it, away from the root, have to send or to receive.
    """
    below, under = net.copy(), mass.copy()
    for point in reversed(trees.order):
        if trees.parent[point] >= 0:
            below[trees.parent[point]] += below[point]
            under[trees.parent[point]] += under[point]
    flows, doubt = {}, {}
    for i, j in forest:
        child, sign = (i, 1) if trees.parent[i] == j else (j, -1)
        flows[i, j] = sign * below[child]
        doubt[i, j] = 100 * ROUNDING * under[child]
    return flows, doubt


def _with(forest: list[Edge], new: Edge, trees: _Trees, flows: dict[Edge, float]) -> list[Edge]:
    """The forest with a new pair; if it closes a cycle, without the first pair that runs empty."""
    i, j = new
    if trees.label[i] != trees.label[j]:
        return [*forest, new]
    ways = []
    for point in (i, j):
        way = [point]
        while trees.parent[way[-1]] >= 0:
            way.append(int(trees.parent[way[-1]]))
        ways.append(way)
    up, down = ways
    while len(up) > 1 and len(down) > 1 and up[-2] == down[-2]:
        up.pop()
        down.pop()
    path = up + down[-2::-1]
    drained = [edge for edge in pairwise(path) if edge in flows]
    if not drained:
        return [*forest]
    first = min(drained, key=lambda edge: flows[edge])
    return [*(edge for edge in forest if edge != first), new]
