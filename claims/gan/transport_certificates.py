"""Optimal critics and Wasserstein distances on rational data, with exact certificates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from ganproof.verify import linear_optimum

Row = Mapping[str, Any]


def taxicab(one: Sequence[Fraction], other: Sequence[Fraction]) -> Fraction:
    """The distance that is rational between rational points."""
    return sum((abs(a - b) for a, b in zip(one, other, strict=True)), Fraction(0))


def steepness(
    points: Sequence[Sequence[Fraction]], pairs: Any = None
) -> list[tuple[Row, str, Fraction]]:
    """Constraints f_j - f_i <= d_ij on unknowns f0, f1, ..., for all pairs or for some (i, j)."""
    indices = range(len(points))
    if pairs is None:
        pairs = [(i, j) for i in indices for j in indices if i != j]
    return [({f"f{j}": 1, f"f{i}": -1}, "<=", taxicab(points[i], points[j])) for i, j in pairs]


def score(fake: Sequence[Fraction], real: Sequence[Fraction]) -> Row:
    """E_r f - E_g f, as coefficients of f0, f1, ..."""
    return {f"f{i}": q - p for i, (p, q) in enumerate(zip(fake, real, strict=True)) if q - p}


def wasserstein(
    points: Sequence[Sequence[Fraction]],
    fake: Sequence[Fraction],
    real: Sequence[Fraction],
    *,
    compact: bool = False,
) -> dict[str, Any]:
    """A certificate of the largest score of a critic; its multipliers are an optimal plan.

    Args:
        points: n tuples of rational coordinates.
        fake: n generated weights that sum to one.
        real: n real weights, likewise.
        compact: whether only pairs of a generated and a real point bind the critic.

    Raises:
        Degenerate: the solver's answer is not exact when it is rounded.
        ValueError: weights are negative, or do not sum to one.
    """
    for name, weights in (("generated", fake), ("real", real)):
        if min(weights) < 0 or sum(weights) != 1:
            raise ValueError(f"the {name} weights are not nonnegative with sum one")
    pairs = None
    if compact:
        sources, sinks = (
            [i for i, weight in enumerate(weights) if weight] for weights in (fake, real)
        )
        pairs = [(i, j) for i in sources for j in sinks if i != j]
    form = "compact dual" if compact else "Lipschitz dual"
    constraints = [*steepness(points, pairs), ({"f0": 1}, "=", 0)]
    return linear_optimum(
        f"{form} of the Wasserstein distance on {len(points)} points",
        score(fake, real),
        constraints,
    )


def random_measures(count: int, seed: int) -> list[tuple[Any, list[Fraction], list[Fraction]]]:
    """Points of the plane on a grid, generated and real weights: one to six atoms each."""
    rng = np.random.default_rng(seed)
    return [_random(rng) for _ in range(count)]


def _random(rng: np.random.Generator) -> tuple[Any, list[Fraction], list[Fraction]]:
    generated, true = rng.integers(1, 7, 2)
    shared = int(rng.integers(0, min(generated, true)))
    size = int(generated + true - shared)
    places = rng.choice(81 * 81, size, replace=False)
    grid = np.stack(np.unravel_index(places, (81, 81)), axis=1)
    points = [tuple(Fraction(int(x), 8) for x in point) for point in grid]
    weights = rng.integers(1, 10, (2, size))
    weights[0, generated:] = 0
    weights[1, : size - true] = 0
    fake, real = ([Fraction(int(w), int(row.sum())) for w in row] for row in weights)
    return points, fake, real
