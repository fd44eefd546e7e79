"""Adversarial perturbations of a critic, by the iteration of adversarial Lipschitz regularisation.

A critic takes points of shape (count, dimension) to values of shape (count,), its slopes take them
to gradients of shape (count, dimension).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]
Critic = Callable[[Array], Array]


def probes(rng: Any, count: int, dimension: int) -> Array:
    """Directions to start from: noise that is uniform in a cube, normalised."""
    return normalised(rng.uniform(-0.5, 0.5, (count, dimension)))


def normalised(steps: Array) -> Array:
    """Steps of length one; those of length zero stay."""
    return steps / np.maximum(np.linalg.norm(steps, axis=1, keepdims=True), 1e-10)


def direction(
    critic: Critic, slopes: Critic, x: Array, start: Array, probe: float, steps: int = 1
) -> Array:
    """Directions of length one, the gradients of |f(x + probe d) - f(x)| in d, ``steps`` times.

    Args:
        critic: f.
        slopes: its gradient.
        x: points, of shape (count, dimension).
        start: a direction for each.
        probe: how far from x the gradient is taken, xi.
        steps: how often.
    """
    value, d = critic(x), start
    for _ in range(steps):
        there = x + probe * d
        d = normalised(np.sign(critic(there) - value)[:, None] * slopes(there))
    return d


def quotient(critic: Critic, x: Array, r: Array) -> Array:
    """Difference quotients |f(x + r) - f(x)|/|r|."""
    return abs(critic(x + r) - critic(x)) / np.linalg.norm(r, axis=1)


def two_regimes(points: Array) -> Array:
    """The critic x exp(-s/2) + 3 y (1 - exp(-(s/50)^4)), s = x^2 + y^2: steepest along x near 0."""
    (x, y), s = points.T, (points**2).sum(axis=1)
    return np.asarray(x * np.exp(-s / 2) + 3 * y * (1 - np.exp(-((s / 50) ** 4))))


def two_regimes_slopes(points: Array) -> Array:
    """Its gradients."""
    (x, y), s = points.T, (points**2).sum(axis=1)
    near, far = np.exp(-s / 2), np.exp(-((s / 50) ** 4))
    by_s = -x * near / 2 + 12 * y * far * s**3 / 50**4
    return np.stack([near + 2 * x * by_s, 3 * (1 - far) + 2 * y * by_s], axis=1)
