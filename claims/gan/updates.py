"""Update rules of two players, put together from single gradient steps.

A rule maps a field and a point to the next point, in symbols and on arrays alike: ``matrix`` is
its Jacobian at an equilibrium, ``iterate`` runs it from many starts. A variant is one line::

    alternating(h, discriminator_steps=5, ratio=4)
    in_turn(step(GENERATOR, h), extragradient(h))
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

import numpy as np
from sympy import ImmutableDenseMatrix, Integer, Matrix, simplify

Array = np.ndarray[Any, np.dtype[np.float64]]
Point = tuple[Any, ...]
"""Generator and discriminator parameter; with momentum, their last moves behind."""
Field = Callable[[Point], Sequence[Any]]
Update = Callable[[Field, Point], Point]

GENERATOR, DISCRIMINATOR = 0, 1
BLOCK = 10_000
"""Starts that are run together: few enough that their arrays stay in the cache."""


def step(player: int, rate: Any, momentum: Any = 0) -> Update:
    """One gradient step of one player; ``momentum`` times its last move is added."""

    def move(field: Field, point: Point) -> Point:
        change = rate * field(point[:2])[player]
        if momentum == 0:
            return _with(point, {player: point[player] + change})
        point = point if len(point) > 2 else (*point, 0 * point[0], 0 * point[1])
        change = change + momentum * point[2 + player]
        return _with(point, {player: point[player] + change, 2 + player: change})

    return move


def _with(point: Point, new: dict[int, Any]) -> Point:
    return tuple(new.get(k, value) for k, value in enumerate(point))


def in_turn(*moves: Update) -> Update:
    """One rule after the other; each sees what the one before has done."""
    return lambda field, point: reduce(lambda now, move: move(field, now), moves, point)


def simultaneous(rate: Any, ratio: Any = 1, momentum: Any = 0) -> Update:
    """Both players step from the same point; the discriminator's rate is ``ratio`` times as big."""
    both = in_turn(step(GENERATOR, rate, momentum), step(DISCRIMINATOR, ratio * rate, momentum))

    def move(field: Field, point: Point) -> Point:
        here = field(point[:2])
        return both(lambda _: here, point)

    return move


def alternating(
    rate: Any,
    generator_steps: Any = 1,
    discriminator_steps: Any = 1,
    ratio: Any = 1,
    momentum: Any = 0,
) -> Update:
    """The generator first, n_g and n_d steps in turn; the discriminator sees the new generator."""
    return in_turn(
        repeated(step(GENERATOR, rate, momentum), generator_steps),
        repeated(step(DISCRIMINATOR, ratio * rate, momentum), discriminator_steps),
    )


def extragradient(rate: Any) -> Update:
    """A step along the field at the point that a simultaneous step would reach."""

    def move(field: Field, point: Point) -> Point:
        ahead = field(simultaneous(rate)(field, point))
        return tuple(now + rate * each for now, each in zip(point, ahead, strict=True))

    return move


def clipped(move: Update, bound: Any) -> Update:
    """The rule, then the discriminator's parameter cut to [-bound, bound], on arrays."""

    def cut(field: Field, point: Point) -> Point:
        end = move(field, point)
        return _with(end, {DISCRIMINATOR: np.clip(end[DISCRIMINATOR], -bound, bound)})

    return cut


def repeated(move: Update, count: Any) -> Update:
    """The rule ``count`` times.

    A symbolic count needs a player whose move does not depend on its own parameter: then equal
    steps add up.

    Raises:
        ValueError: no natural number; on use, a symbolic count of steps that do not add up.
    """
    if isinstance(count, (int, np.integer)):
        if count < 0:
            raise ValueError(f"{count} steps: there is no undoing a step")
        return in_turn(*[move] * int(count))
    if getattr(count, "is_number", True):
        raise ValueError(f"{count} steps: give an integer, or a symbol")

    def add_up(field: Field, point: Point) -> Point:
        once = move(field, point)
        twice = move(field, once)
        changes = [end - start for start, end in zip(point, once, strict=True)]
        for first, second, change in zip(once, twice, changes, strict=True):
            if simplify(second - first - change) != 0:
                raise ValueError(
                    f"{count} steps in a row depend on one another, as the player feels its own "
                    "parameter; give an integer for their number"
                )
        return tuple(start + count * change for start, change in zip(point, changes, strict=True))

    return add_up


def matrix(update: Update, jacobian: Any) -> ImmutableDenseMatrix:
    """Jacobian of the rule at an equilibrium where the field has the given Jacobian.

    It is 2 x 2, with momentum 4 x 4: the last moves stand behind the parameters.

    Raises:
        ValueError: the rule is not linear in the parameters, as one that clips.
    """

    def field(point: Point) -> Sequence[Any]:
        return list(jacobian * Matrix(point[:2]))

    size = len(update(field, (Integer(1), Integer(0))))
    images = [
        Matrix([update(field, tuple(row)) for row in (scale * Matrix.eye(size)).tolist()])
        for scale in (1, 1024)
    ]
    if any(each != 0 for each in (images[1] - 1024 * images[0]).expand()):
        raise ValueError("the rule is not linear where the field is: it has no matrix of its own")
    return ImmutableDenseMatrix(images[0].T.expand())


def matrix_of_many(update: Update, jacobian: Any, generator: int) -> ImmutableDenseMatrix:
    """The same for players of many parameters, without momentum.

    Args:
        update: the rule.
        jacobian: of the field, n x n, the generator's parameters first.
        generator: how many of them there are.
    """

    def field(point: Point) -> Sequence[Any]:
        moved = jacobian * Matrix.vstack(*point)
        return moved[:generator, :], moved[generator:, :]

    unit = Matrix.eye(jacobian.rows)
    after = update(field, (unit[:generator, :], unit[generator:, :]))
    return ImmutableDenseMatrix(Matrix.vstack(*after).expand())


def iterate(
    update: Update, field: Field, start: Any, rounds: int, *, record: bool = False
) -> Array:
    """Run a rule from many starts at once.

    Args:
        update: the rule.
        field: both players' gradients at points of shape (2, count).
        start: shape (2, count) or (2,), generator first; not modified.
        rounds: how often the rule is applied.
        record: return every iterate, shape (rounds + 1, 2, count), not just the last.
    """
    points = np.array(start, dtype=float)
    if points.ndim not in (1, 2) or len(points) != 2:
        raise ValueError(f"starts of shape {points.shape}; give (2,), or (2, count): theta, psi")
    points = points.reshape(2, -1)
    blocks = [points[:, k : k + BLOCK] for k in range(0, points.shape[1], BLOCK)]
    return np.concatenate([_run(update, field, each, rounds, record) for each in blocks], axis=-1)


def _run(update: Update, field: Field, block: Array, rounds: int, record: bool) -> Array:
    point: Point = tuple(block)
    path = [point]
    for _ in range(rounds):
        point = update(field, point)
        if record:
            path.append(point[:2])
    return np.array(path if record else point[:2])
