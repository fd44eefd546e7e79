"""Optimal discriminators of Lipschitz GANs on rational data, with certificates.

The measures, losses and penalty are exact; distances are rational or square roots of rationals. The
floating-point optimum only says which pairs are tight and where to start.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

from ganproof.claims.gan.discriminator_losses import (
    EXPONENTIAL,
    LEAST_SQUARES,
    LINEAR,
    LOGISTIC,
    ROOT,
    Losses,
)
from ganproof.claims.gan.lipschitz import Discriminator, optimum
from ganproof.verify import convex_optimum

_FORMS = {
    LINEAR: ("x", 0),
    EXPONENTIAL: ("exp(x)", 0),
    LOGISTIC: ("log(1+exp(x))", 0),
    ROOT: ("x+sqrt(x^2+1)", 0),
    LEAST_SQUARES: ("x^2", 1),
}
"""Losses as a certificate writes them: a convex function, and what is added to its argument."""


class Instance(NamedTuple):
    """A problem in exact numbers.

    Attributes:
        points: n tuples of rational coordinates.
        fake: n generated weights that sum to one.
        real: n real weights, likewise.
        losses: the discriminator's.
        penalty: lambda.
    """

    points: Sequence[tuple[Fraction, ...]]
    fake: Sequence[Fraction]
    real: Sequence[Fraction]
    losses: Losses
    penalty: Fraction

    def solved(self) -> Discriminator:
        """The optimum in floating point."""
        arrays = (np.array(each, dtype=float) for each in (self.points, self.fake, self.real))
        return optimum(*arrays, self.losses, float(self.penalty))


def certificate(
    instance: Instance, found: Discriminator | None = None, edges: Any = None
) -> dict[str, Any]:
    """A certificate that encloses the only optimal discriminator; its unknowns are f0, f1, ..., k.

    Args:
        instance: the problem.
        found: its optimum in floating point, if that is known already.
        edges: the pairs (i, j) taken to be tight, f_j above f_i; by default those that were found.

    Raises:
        Degenerate: a multiplier vanishes, another pair is tight too (as on a line, where generated
            points with the same partner are), or values may be shifted.
        TypeError: a number is a float, or the losses' scale no whole number.
    """
    found = found or instance.solved()
    edges = found.edges if edges is None else edges
    count = len(instance.points)
    pairs = [(i, j) for i in range(count) for j in range(count) if i != j]
    place = {pair: k for k, pair in enumerate(pairs)}
    constraints = [
        ({f"f{j}": 1, f"f{i}": -1, "k": _minus_distance(instance.points[i], instance.points[j])}, 0)
        for i, j in pairs
    ]
    (on_fake, fake_shift), (mirrored, real_shift) = (
        _FORMS[loss] for loss in (instance.losses.on_fake, instance.losses.mirrored)
    )
    numbers = [instance.penalty, *instance.fake, *instance.real, *sum(instance.points, ())]
    if any(isinstance(each, float) for each in numbers) or instance.losses.scale % 1:
        raise TypeError("an instance is made of Fractions and whole numbers, so that it is exact")
    scale = Fraction(instance.losses.scale)
    terms: list[tuple[Any, str, int, str, int]] = []
    for i, (p, q) in enumerate(zip(instance.fake, instance.real, strict=True)):
        terms += [(p, on_fake, 1, f"f{i}", fake_shift)] if p else []
        terms += [(scale * q, mirrored, -1, f"f{i}", real_shift)] if q else []
    near = {f"f{i}": float(value) for i, value in enumerate(found.values)}
    tight = [(int(i), int(j)) for i, j in edges]
    return convex_optimum(
        f"the optimal discriminator on {count} points, losses {instance.losses.name}",
        [*terms, (instance.penalty, "x^2", 1, "k", 0)],
        constraints,
        near={**near, "k": found.constant},
        active={place[pair]: max(float(found.multipliers[pair]), 1e-12) for pair in tight},
    )


def random_instances(count: int, seed: int, losses: Sequence[Losses]) -> list[Instance]:
    """Rational instances in the plane: one to seven atoms each, some of them shared.

    Args:
        count: how many; the first ones are the same whatever the count.
        seed: of all that is random.
        losses: taken in turn.
    """
    rng = np.random.default_rng(seed)
    return [_random(rng, losses[k % len(losses)]) for k in range(count)]


def _random(rng: np.random.Generator, losses: Losses) -> Instance:
    generated, true = rng.integers(1, 8, 2)
    shared = int(
        rng.integers(0, min(generated, true, generated + true - 2) + 1) * (rng.random() < 0.3)
    )
    size = generated + true - shared
    places = rng.choice(193 * 193, size, replace=False)
    grid = np.stack(np.unravel_index(places, (193, 193)), axis=1) - 96
    points = [tuple(Fraction(int(x), 32) for x in point) for point in grid]
    weights = rng.integers(1, 10, (2, size))
    weights[0, generated:] = 0
    weights[1, : size - true] = 0
    fake, real = ([Fraction(int(w), int(row.sum())) for w in row] for row in weights)
    return Instance(points, fake, real, losses, Fraction(int(rng.integers(1, 200)), 50))


def _minus_distance(one: Sequence[Fraction], other: Sequence[Fraction]) -> str:
    """Less the Euclidean distance, as certificates write it."""
    square = sum(((a - b) ** 2 for a, b in zip(one, other, strict=True)), Fraction(0))
    return f"-sqrt({square})"
