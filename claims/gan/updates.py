"""Update rules: how the players' gradient steps are put together, symbolically and in numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from sympy import ImmutableDenseMatrix, Matrix, eye

Array = np.ndarray[Any, np.dtype[np.float64]]
Velocity = Callable[[Array], tuple[Array, Array]]

BLOCK = 10_000
"""Starts that are run together: few enough that their arrays stay in the cache."""


def simultaneous(jacobian: Any, step: Any) -> ImmutableDenseMatrix:
    """Jacobian I + hJ of one simultaneous gradient step of length h."""
    return ImmutableDenseMatrix(eye(jacobian.rows) + step * jacobian)


def alternating(
    jacobian: Any, step: Any, generator_steps: Any = 1, discriminator_steps: Any = 1
) -> ImmutableDenseMatrix:
    """Jacobian of alternating steps in the plane: the generator first, n_g and n_d steps in turn.

    Symbolic step counts need a player whose own gradient does not depend on its parameter: then
    its step is a shear, and n shears of the same kind add up.

    Raises:
        ValueError: a symbolic count for a player that feels its own parameter.
    """
    generator = Matrix([jacobian[0, :], [0, 0]])
    discriminator = Matrix([[0, 0], jacobian[1, :]])
    first = _repeated(step * generator, generator_steps)
    second = _repeated(step * discriminator, discriminator_steps)
    return ImmutableDenseMatrix((second * first).expand())


def _repeated(increment: Any, count: Any) -> Any:
    if increment**2 == increment * 0:
        return eye(2) + count * increment
    if not isinstance(count, int):
        raise ValueError(f"{count} steps of a player that feels its own parameter: use a number")
    return (eye(2) + increment) ** count


def iterate(
    velocity: Velocity,
    start: Array,
    step: float,
    iterations: int,
    *,
    alternate: bool = False,
    discriminator_steps: int = 1,
    record: bool = False,
) -> Array:
    """Run gradient steps from many starts at once.

    Args:
        velocity: both players' gradients at points of shape (2, count).
        start: shape (2, count) or (2,); not modified.
        step: the learning rate of both players.
        iterations: rounds of one generator step and the discriminator's steps.
        alternate: the discriminator sees the generator's new parameter.
        discriminator_steps: discriminator steps in a round; more than one only if alternating.
        record: return every iterate, shape (iterations + 1, 2, count), not just the last.
    """
    points = np.array(start, dtype=float).reshape(2, -1)
    blocks = [points[:, k : k + BLOCK].copy() for k in range(0, points.shape[1], BLOCK)]
    paths = [
        _run(velocity, block, step, iterations, alternate, discriminator_steps, record)
        for block in blocks
    ]
    return np.concatenate(paths, axis=-1)


def _run(
    velocity: Velocity,
    point: Array,
    step: float,
    iterations: int,
    alternate: bool,
    discriminator_steps: int,
    record: bool,
) -> Array:
    path = [point.copy()]
    for _ in range(iterations):
        moves = velocity(point)
        point[0] += step * moves[0]
        if alternate:
            for _ in range(discriminator_steps):
                point[1] += step * velocity(point)[1]
        else:
            point[1] += step * moves[1]
        if record:
            path.append(point.copy())
    return np.array(path) if record else point
