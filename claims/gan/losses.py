"""Losses f of the objective E f(D(G(z))) + E f(-D(x)): as a formula, and as functions of arrays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from sympy import Expr, Function, Symbol, exp, log

Array = np.ndarray[Any, np.dtype[np.float64]]
Slope = Callable[[Any], Any]
"""The derivative f', of a symbol or of an array."""

t = Symbol("t")


@dataclass(frozen=True)
class Loss:
    """A loss: ``formula`` in ``t``, and its first two derivatives on arrays."""

    formula: Expr
    slope: Callable[[Array], Array]
    curvature: Callable[[Array], Array]

    def __call__(self, value: Any) -> Expr:
        """The formula at a value, as the games of :mod:`ganproof.claims.gan.games` take a loss."""
        return self.formula.subs(t, value)


def _logistic_slope(u: Array) -> Array:
    return np.exp(-np.logaddexp(0, u))


LOGISTIC = Loss(
    -log(1 + exp(-t)), _logistic_slope, lambda u: -_logistic_slope(u) * _logistic_slope(-u)
)
"""The standard GAN's."""

WASSERSTEIN = Loss(t, np.ones_like, np.zeros_like)
"""The WGAN's."""


def arbitrary(slope: Any, curvature: Any) -> Slope:
    """Derivative of any C^2 loss f with f'(0) = ``slope`` and f''(0) = ``curvature``.

    The remainder is an unknown function; a Jacobian where f' is taken at 0 does not see it.
    """
    rest = Function("r")
    return lambda u: slope + curvature * u + rest(u) * u**2


def non_saturating(slope: Slope) -> Slope:
    """What the generator sees where it maximises f(-D) instead of minimising f(D)."""
    return lambda u: slope(-u)
