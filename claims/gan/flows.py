"""Gradient flows: a game's field on symbols and on numbers, its integral curves and their returns.

A field maps a point, generator parameters first, to the velocities of all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from sympy import lambdify

from ganproof.claims.gan import updates
from ganproof.claims.gan.games import Game
from ganproof.claims.gan.updates import Update

Array = np.ndarray[Any, np.dtype[np.float64]]
Field = Callable[[Sequence[Any]], Sequence[Any]]


def on_symbols(game: Game, loss: Callable[[Any], Any], **weights: Any) -> Field:
    """The field of a game with a polynomial loss, exactly, at points of symbols or numbers.

    ``weights`` are those of :meth:`Game.velocity`.
    """
    velocity = game.velocity(loss, **weights)

    def field(point: Sequence[Any]) -> Sequence[Any]:
        there = dict(zip(game.parameters, point, strict=True))
        return list(velocity.subs(there, simultaneous=True))

    return field


def on_numbers(game: Game, loss: Callable[[Any], Any], **weights: Any) -> Field:
    """The same at points of floats or arrays, compiled: for integrators and long runs."""
    compute = lambdify(game.parameters, list(game.velocity(loss, **weights)), modules="numpy")
    return lambda point: compute(*point)


def integrate(
    field: Field, start: Sequence[float], times: Any, *, tolerance: float = 1e-12
) -> Array:
    """Points of the integral curve from ``start``, shape (len(times), n), the first one ``start``.

    Args:
        field: velocities at a point.
        start: where the curve is at the first time.
        times: increasing.
        tolerance: relative error of one step of the integrator, absolute near 0.
    """
    from scipy.integrate import solve_ivp

    solved = solve_ivp(
        lambda _time, point: field(point),
        (times[0], times[-1]),
        start,
        "DOP853",
        t_eval=times,
        rtol=tolerance,
        atol=tolerance,
    )
    return solved.y.T


def leapfrog(rate: float) -> Update:
    """Half a step of the discriminator, a step of log a, a the positive generator; the other half.

    Where the discriminator's velocity depends on a only and that of log a on the discriminator
    only, it is an integrator of second order that keeps the area of log a and the discriminator.
    """
    half = updates.step(updates.DISCRIMINATOR, rate / 2)

    def generator(field: updates.Field, point: updates.Point) -> updates.Point:
        a, discriminator = point
        return a * np.exp(rate * field(point)[0] / a), discriminator

    return updates.in_turn(half, generator, half)


def turn(
    field: Field, start: Sequence[float], *, coordinate: int = 1, longest: float = 200.0
) -> tuple[float, Array]:
    """Poincare's return: when and where the curve from ``start`` first comes back to its section.

    The section is where one coordinate has the value that it has at the start; the curve has to
    cross it in the direction in which it left.

    Raises:
        ValueError: it does not come back before the time ``longest``.
    """
    from scipy.integrate import solve_ivp

    level = start[coordinate]

    def section(_time: float, point: Array) -> float:
        return float(point[coordinate] - level)

    section.direction = np.sign(field(start)[coordinate])  # type: ignore[attr-defined]
    section.terminal = 2  # type: ignore[attr-defined]  # the start itself is the first crossing
    solved = solve_ivp(
        lambda _time, point: field(point),
        (0, longest),
        start,
        "DOP853",
        events=section,
        rtol=1e-12,
        atol=1e-12,
    )
    times, places = solved.t_events[0], solved.y_events[0]
    if len(times) < 2:
        raise ValueError(f"the curve from {list(start)} is not back after {longest}")
    return float(times[1]), places[1]
