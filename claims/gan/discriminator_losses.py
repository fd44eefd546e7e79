"""Losses of a discriminator f that it minimises: phi(f) on generated, varphi(f) on real samples.

The paper's losses are written with varphi(t) = phi(-t), so that f is high on real samples. A pair
of two different losses is one for phi and the mirror of another for varphi.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from sympy import Expr, Max, exp, log, sqrt

from ganproof.claims.gan.losses import t

Array = np.ndarray[Any, np.dtype[np.float64]]
Function = Callable[[Any], Array]


@dataclass(frozen=True)
class ConvexLoss:
    """A convex loss: ``formula`` in ``t``; its values and derivatives on arrays of any shape.

    At a kink the slope is the right one. Values beyond the range of floats are infinite, without a
    warning.

    Attributes:
        name: as a reader would write it.
        formula: of the loss, in ``t``.
        value: the loss itself.
        slope: its derivative.
        curvature: its second derivative.
        increasing: whether the slope is positive everywhere, as the paper asks of phi.
    """

    name: str
    formula: Expr
    value: Function
    slope: Function
    curvature: Function
    increasing: bool = True

    def __call__(self, value: Any) -> Expr:
        """The formula at a value, such as a variable of a claim."""
        return self.formula.subs(t, value)


@dataclass(frozen=True)
class Losses:
    """A discriminator's two losses: phi = ``on_fake``, and varphi(t) = ``scale`` ``mirrored``(-t).

    Both are functions of arrays of any shape; ``scale`` is positive.
    """

    on_fake: ConvexLoss
    mirrored: ConvexLoss
    scale: float = 1.0

    @property
    def name(self) -> str:
        """Both formulas, or the one that both are made of."""
        if self.on_fake == self.mirrored and self.scale == 1:
            return self.on_fake.name
        factor = "" if self.scale == 1 else f"{self.scale:g} "
        return f"{self.on_fake.name} with {factor}{self.mirrored.name}"

    @property
    def increasing(self) -> bool:
        """Whether phi' > 0 > varphi' everywhere."""
        return self.on_fake.increasing and self.mirrored.increasing

    def value(self, fake: Any, real: Any, f: Any) -> Array:
        """``fake`` phi(f) + ``real`` varphi(f), for weights of the shape of f."""
        on_real = _mass(real, self.scale * self.mirrored.value(-f))
        return _mass(fake, self.on_fake.value(f)) + on_real

    def slope(self, fake: Any, real: Any, f: Any) -> Array:
        """Its derivative in f: what the sample's multipliers must balance."""
        return self.mass_on_fake(fake, f) - self.mass_on_real(real, f)

    def mass_on_fake(self, fake: Any, f: Any) -> Array:
        """The reweighted generated measure phi'(f) P_g, for ``fake`` = P_g."""
        return _mass(fake, self.on_fake.slope(f))

    def mass_on_real(self, real: Any, f: Any) -> Array:
        """The reweighted real measure -varphi'(f) P_r, for ``real`` = P_r."""
        return _mass(real, self.scale * self.mirrored.slope(-f))

    def curvature(self, fake: Any, real: Any, f: Any) -> Array:
        """``fake`` phi''(f) + ``real`` varphi''(f)."""
        bent = self.scale * self.mirrored.curvature(-f)
        return _mass(fake, self.on_fake.curvature(f)) + _mass(real, bent)


def both(loss: ConvexLoss) -> Losses:
    """The pair phi = ``loss`` and varphi(t) = phi(-t)."""
    return Losses(loss, loss)


def _mass(weight: Any, amount: Array) -> Array:
    """Their product, with 0 for a weight of 0 even where the amount is infinite."""
    weight = np.asarray(weight, dtype=float)
    return weight * np.where(weight == 0, 0.0, amount)


def _exp(u: Any) -> Array:
    with np.errstate(over="ignore"):
        return np.exp(u)


def _sigmoid(u: Any) -> Array:
    return np.exp(-np.logaddexp(0, -np.asarray(u, dtype=float)))


def _root(u: Any) -> Array:
    # For u < 0 the two terms cancel: 1/(sqrt(u^2 + 1) - u) is the same without loss of digits.
    u = np.asarray(u, dtype=float)
    far = np.hypot(u, 1) + np.abs(u)
    return np.where(u > 0, far, 1 / far)


def _ones(u: Any) -> Array:
    return np.ones(np.shape(u))


def _zeros(u: Any) -> Array:
    return np.zeros(np.shape(u))


LINEAR = ConvexLoss("t", t, lambda u: np.array(u, dtype=float), _ones, _zeros)
"""The Wasserstein GAN's; convex, but not strictly."""

EXPONENTIAL = ConvexLoss("exp(t)", exp(t), _exp, _exp, _exp)

LOGISTIC = ConvexLoss(
    "log(1 + exp(t))",
    log(1 + exp(t)),
    lambda u: np.logaddexp(0, u),
    _sigmoid,
    lambda u: _sigmoid(u) * _sigmoid(-np.asarray(u)),
)
"""-log sigma(-t): the standard GAN's."""

ROOT = ConvexLoss(
    "t + sqrt(t^2 + 1)",
    t + sqrt(t**2 + 1),
    _root,
    lambda u: _root(u) / np.hypot(u, 1),
    lambda u: np.hypot(u, 1) ** -3,
)

HINGE = ConvexLoss(
    "max(0, 1 + t)",
    Max(0, 1 + t),
    lambda u: np.maximum(0, 1 + np.asarray(u, dtype=float)),
    lambda u: np.where(np.asarray(u) >= -1, 1.0, 0.0),
    _zeros,
    increasing=False,
)
"""Flat below -1: not among those that the paper admits."""

LEAST_SQUARES = ConvexLoss(
    "(t + 1)^2",
    (t + 1) ** 2,
    lambda u: (np.asarray(u) + 1.0) ** 2,
    lambda u: 2 * (np.asarray(u) + 1.0),
    lambda u: np.full(np.shape(u), 2.0),
    increasing=False,
)
"""Falling below -1: not among those that the paper admits."""

LISTED = (LINEAR, EXPONENTIAL, LOGISTIC, ROOT)
"""The four that the paper lists."""
