"""The Dirac-GAN of Mescheder et al. 2018, Definition 2.1: one parameter for each player.

The data is a point mass at 0, the generator a point mass at theta, the discriminator the linear
function D(x) = psi x. The discriminator maximises f(theta psi) + f(0), the generator minimises it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from sympy import Function, ImmutableDenseMatrix, Matrix, Symbol

from ganproof.claims.gan import updates

Array = np.ndarray[Any, np.dtype[np.float64]]

theta, psi = Symbol("theta"), Symbol("psi")
_slope_of_loss = Function("f'")


def field(penalty: Any = 0) -> Matrix:
    """The gradient vector field (equation 2), for a loss given by its derivative f'.

    ``penalty`` is gamma of the zero-centred penalty gamma/2 psi^2 on the discriminator.
    """
    slope = _slope_of_loss(theta * psi)
    return Matrix([-psi * slope, theta * slope - penalty * psi])


def jacobian(*, slope: Any, penalty: Any = 0) -> ImmutableDenseMatrix:
    """Jacobian of the field at the equilibrium (0, 0), for any loss with f'(0) = ``slope``."""
    there = {theta: 0, psi: 0}
    at_equilibrium = field(penalty).jacobian([theta, psi]).subs(there).doit()
    return ImmutableDenseMatrix(at_equilibrium.subs(_slope_of_loss(0), slope))


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
    noisy = Matrix([generator, on_generated - on_data])
    return ImmutableDenseMatrix(noisy.jacobian([theta, psi]).subs({theta: 0, psi: 0}))


def logistic_slope(u: Array) -> Array:
    """Derivative of the standard GAN's loss f(t) = -log(1 + exp(-t)), at an array of points."""
    return np.exp(-np.logaddexp(0, u))


def velocity(
    point: Array, slope: Any = logistic_slope, penalty: float = 0.0, target: float = 0.0
) -> tuple[Array, Array]:
    """The field at points of shape (2, count), player by player.

    Args:
        point: generator and discriminator parameters.
        slope: derivative of the loss, on arrays; ``numpy.ones_like`` for the Wasserstein loss.
        penalty: gamma of the gradient penalty gamma/2 (|psi| - target)^2.
        target: the slope that the penalty asks of the discriminator; 0 in the zero-centred ones.
    """
    theta_now, psi_now = point
    pull = slope(theta_now * psi_now)
    push = penalty * (psi_now - target * np.sign(psi_now))
    return -psi_now * pull, theta_now * pull - push


def orbit(
    start: Any,
    step: float,
    rounds: int,
    *,
    slope: Any = logistic_slope,
    penalty: float = 0.0,
    target: float = 0.0,
    **schedule: Any,
) -> Array:
    """Iterates of shape (rounds + 1, 2, starts); see :func:`velocity` and ``updates.iterate``."""

    def field_at(point: Array) -> tuple[Array, Array]:
        return velocity(point, slope, penalty, target)

    return updates.iterate(field_at, np.asarray(start), step, rounds, record=True, **schedule)
