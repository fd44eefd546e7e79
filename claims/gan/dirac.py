"""The Dirac-GAN of Mescheder et al. 2018, Definition 2.1: one parameter for each player.

The data is a point mass at 0, the generator a point mass at theta, the discriminator the linear
function D(x) = psi x. The discriminator maximises f(theta psi) + f(0), the generator minimises it.
Every field below takes a point (theta, psi) of symbols or of arrays.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from sympy import ImmutableDenseMatrix, Matrix, Symbol, symbols

from ganproof.claims.gan import penalties, updates
from ganproof.claims.gan.losses import LOGISTIC, Slope, arbitrary
from ganproof.claims.gan.penalties import Penalty
from ganproof.claims.gan.updates import Field, Point, Update

Array = np.ndarray[Any, np.dtype[np.float64]]

PARAMETERS = theta, psi = symbols("theta psi")


def field(
    point: Point,
    *,
    slope: Slope = LOGISTIC.slope,
    generator: Slope | None = None,
    penalty: Penalty = penalties.none,
) -> tuple[Any, Any]:
    """The gradient vector field (equation 2).

    Args:
        point: the players' parameters.
        slope: f', the derivative of the loss.
        generator: the generator's own f', where it is not the discriminator's.
        penalty: derivative of the penalty on the discriminator.
    """
    theta, psi = point
    u = theta * psi
    return -psi * (generator or slope)(u), theta * slope(u) - penalty(psi)


def noisy_field(point: Point, *, deviation: float, slope: Slope = LOGISTIC.slope) -> Any:
    """The field with Gaussian instance noise on both kinds of samples, on arrays.

    Expectations are Gauss-Hermite sums over 40 nodes.
    """
    theta, psi = point
    e = deviation * _NODES[:, None]
    fake = slope(psi * (theta + e))
    real = slope(-psi * e)
    return -psi * (_WEIGHTS @ fake), _WEIGHTS @ ((theta + e) * fake - e * real)


_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(40)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()


def consensus_field(
    point: Point, *, gamma: Any, slope: Slope, curvature: Slope, share: Any = 1
) -> tuple[Any, Any]:
    """The field v minus gamma times the gradient of |v|^2/2 (consensus optimisation).

    ``share`` scales the part of that gradient that comes from f''; 1 is right.
    """
    theta, psi = point
    u = theta * psi
    by_slope = slope(u) ** 2
    by_curvature = share * (theta**2 + psi**2) * slope(u) * curvature(u)
    return (
        -psi * slope(u) - gamma * (theta * by_slope + psi * by_curvature),
        theta * slope(u) - gamma * (psi * by_slope + theta * by_curvature),
    )


def jacobian_at_equilibrium(velocity: Any) -> ImmutableDenseMatrix:
    """Jacobian at (0, 0) of a field of the symbols ``PARAMETERS``."""
    there = {theta: 0, psi: 0}
    return ImmutableDenseMatrix(Matrix(velocity).jacobian(PARAMETERS).subs(there).doit())


def jacobian(*, slope: Any, penalty: Any = 0) -> ImmutableDenseMatrix:
    """Jacobian at (0, 0), for any loss with f'(0) = ``slope`` and the penalty gamma/2 psi^2."""
    loss = arbitrary(slope, 0)
    return jacobian_at_equilibrium(
        field(PARAMETERS, slope=loss, penalty=penalties.zero_centred(penalty))
    )


def noisy_jacobian(
    *, slope: Any, curvature: Any, on_fake: Any, on_real: Any
) -> ImmutableDenseMatrix:
    """Jacobian at (0, 0) with instance noise of the given variances on both kinds of samples.

    Centred noise e enters as D(x + e) = psi (x + e). Of the loss only f'(t) = f'(0) + f''(0) t
    matters: higher terms carry a factor psi^2 and leave the Jacobian at psi = 0 alone. Then
    E[(theta + e) f'(psi (theta + e))] and E[e f'(-psi e)] need the variance of e only.
    """
    generator = -psi * (slope + curvature * psi * theta)
    on_generated = slope * theta + curvature * psi * (theta**2 + on_fake)
    on_data = -curvature * psi * on_real
    return jacobian_at_equilibrium([generator, on_generated - on_data])


def shifted_field(point: Point, *, data: Any, slope: Slope = LOGISTIC.slope) -> tuple[Any, Any]:
    """The field with the data at ``data`` and a bias: D(x) = psi[0] x + psi[1]."""
    theta, psi = point
    fake, real = slope(psi[0] * theta + psi[1]), slope(-psi[0] * data - psi[1])
    by_slope, by_bias = theta * fake - data * real, fake - real
    return -psi[0] * fake, _column(psi)([by_slope, by_bias])


def _column(like: Any) -> Any:
    return np.array if isinstance(like, np.ndarray) else Matrix


def shifted_jacobian(
    *, data: Any, slope: Any, curvature: Any, bias: bool = False
) -> ImmutableDenseMatrix:
    """Jacobian at (data, 0), 2 x 2, with a bias 3 x 3."""
    offset = Symbol("offset")
    loss = arbitrary(slope, curvature)
    discriminator = Matrix([psi, offset if bias else 0])
    by_theta, by_psi = shifted_field((theta, discriminator), data=data, slope=loss)
    unknowns = [theta, psi, *([offset] if bias else [])]
    velocity = Matrix([by_theta, *by_psi][: len(unknowns)])
    there = {theta: data, psi: 0, offset: 0}
    return ImmutableDenseMatrix(velocity.jacobian(unknowns).subs(there).doit())


def orbit(start: Any, update: Update, rounds: int, velocity: Field = field, **terms: Any) -> Array:
    """Iterates of shape (rounds + 1, 2, starts) of a rule on a field with the given terms."""
    return updates.iterate(update, partial(velocity, **terms), start, rounds, record=True)
