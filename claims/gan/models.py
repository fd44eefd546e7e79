"""Small GANs on which theorems about all GANs are tried, each with an equilibrium.

Generator parameters are called a, t1, t2, ..., those of the discriminator w, p0, p1, .... A model
follows the sign convention of the paper that it comes from; ``replace(game, high_on_data=True)``
turns the discriminator's sign.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sympy import Matrix, Rational, exp, sqrt, symbols

from ganproof.claims.gan.games import NORMAL, UNIFORM, Game, Law

t1, t2, p0, p1, p2, p3 = symbols("t1 t2 p0 p1 p2 p3")
a, w = symbols("a w")


def linear_quadratic(law: Law = UNIFORM, data: Any = 1) -> Game:
    """G(z) = a z and D(x) = w x^2, high on data; the data are ``data`` times a latent."""
    return Game(
        generator=(a,),
        discriminator=(w,),
        makes=lambda theta, z: [(1, (theta[0] * z[0],))],
        data=lambda z: [(1, (data * z[0],))],
        answers=lambda psi, x: psi[0] * x[0] ** 2,
        equilibrium=(data, 0),
        law=law,
        high_on_data=True,
    )


LINEAR_QUADRATIC = linear_quadratic()
GAUSSIAN = linear_quadratic(NORMAL)

WITH_LINEAR_TERM = replace(
    LINEAR_QUADRATIC,
    discriminator=(w, p1),
    answers=lambda psi, x: psi[0] * x[0] ** 2 + psi[1] * x[0],
    equilibrium=(1, 0, 0),
)
"""The linear-quadratic GAN whose discriminator has a linear term too."""

PRODUCT = replace(
    LINEAR_QUADRATIC,
    discriminator=(p1, p2),
    answers=lambda psi, x: psi[0] * psi[1] * x[0] ** 2,
    equilibrium=(1, 0, 0),
)
"""D(x) = p1 p2 x^2: at p = 0 the discriminator does not feel its parameters."""

TWO_FACTORS = replace(
    LINEAR_QUADRATIC,
    generator=(t1, t2),
    makes=lambda theta, z: [(1, (theta[0] * theta[1] * z[0],))],
    equilibrium=(1, 1, 0),
)
"""G(z) = t1 t2 z: its equilibria lie on a hyperbola."""


def tabular(probabilities: list[Any], features: Any) -> Game:
    """Finitely many outcomes: the generator is a softmax, D is linear in an outcome's features.

    Outcome k has the probability p_k in the data; the generator makes it with a probability
    proportional to p_k e^(t_k). So the equilibrium is t = 0, and every equal shift of all logits.

    Args:
        probabilities: p_k, positive, with sum 1.
        features: a matrix of shape (outcomes, n_D); row k holds the features of outcome k.
    """
    features = Matrix(features)
    count = len(probabilities)
    logits, slopes = symbols(f"t1:{count + 1}"), symbols(f"p1:{features.cols + 1}")
    outcomes = [tuple(features.row(k)) for k in range(count)]

    def makes(theta: Any, _z: Any) -> Any:
        parts = [q * exp(each) for q, each in zip(probabilities, theta, strict=True)]
        return [(part / sum(parts), x) for part, x in zip(parts, outcomes, strict=True)]

    return Game(
        generator=logits,
        discriminator=slopes,
        makes=makes,
        data=lambda _z: list(zip(probabilities, outcomes, strict=True)),
        answers=lambda psi, x: sum(p * each for p, each in zip(psi, x, strict=True)),
        equilibrium=(0,) * (count + features.cols),
        high_on_data=True,
    )


TABULAR = tabular(
    [Rational(1, 2), Rational(1, 3), Rational(1, 6)], [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
)
"""Three outcomes; the discriminator gives each a value of its own, p1, p2, p3."""


def matching_moments(bend: Any, latent: Law = UNIFORM) -> Game:
    """Data +-1, G(z) = a z with E z^2 = 1, and D(x) = w x^2 + ``bend`` w^2 x^4.

    At a = 1, w = 0 the second moments agree, which is all that the discriminator sees there, but
    the laws do not. By default z is uniform on [-sqrt(3), sqrt(3)], with E z^4 = 9/5.
    """
    scale = sqrt(3) if latent is UNIFORM else 1
    return Game(
        generator=(a,),
        discriminator=(w,),
        makes=lambda theta, z: [(1, (scale * theta[0] * z[0],))],
        data=lambda _z: [(Rational(1, 2), (1,)), (Rational(1, 2), (-1,))],
        answers=lambda psi, x: psi[0] * x[0] ** 2 + bend * psi[0] ** 2 * x[0] ** 4,
        equilibrium=(1, 0),
        law=latent,
        high_on_data=True,
    )


DIRAC = Game(
    generator=(t1,),
    discriminator=(p1,),
    makes=lambda theta, _z: [(1, (theta[0],))],
    data=lambda _z: [(1, (0,))],
    answers=lambda psi, x: psi[0] * x[0],
    equilibrium=(0, 0),
)
"""The Dirac-GAN of Mescheder et al. 2018, Definition 2.1."""


def shifted_dirac(data: Any, *, bias: bool = False) -> Game:
    """The Dirac-GAN with its data at ``data``, and a bias in the discriminator if asked for."""
    return replace(
        DIRAC,
        discriminator=(p1, p0) if bias else (p1,),
        data=lambda _z: [(1, (data,))],
        answers=lambda psi, x: psi[0] * x[0] + (psi[1] if bias else 0),
        equilibrium=(data, 0, 0) if bias else (data, 0),
    )


CIRCLES = Game(
    generator=(t1, t2),
    discriminator=(p1, p2),
    makes=lambda theta, _z: [(1, (theta[0] ** 2 + theta[1] ** 2 - 1,))],
    data=lambda _z: [(1, (0,))],
    answers=lambda psi, x: (psi[0] ** 2 + psi[1] ** 2 - 1) * x[0],
    equilibrium=(1, 0, 1, 0),
)
"""EX-A: the equilibria of both players are unit circles."""


def segment(spread: Any = 0) -> Game:
    """EX-B: data on a segment in the plane, which the generator shifts and tilts across its line.

    With a ``spread`` the data are that far from the line instead, half on either side.
    """
    half = Rational(1, 2)
    sides = [(half, spread), (half, -spread)] if spread else [(1, 0)]
    return Game(
        generator=(t1, t2),
        discriminator=(p0, p1, p2, p3),
        makes=lambda theta, z: [(1, (z[0], theta[0] + theta[1] * z[0]))],
        data=lambda z: [(weight, (z[0], side)) for weight, side in sides],
        answers=lambda psi, x: psi[0] + psi[1] * x[0] + psi[2] * x[1] + psi[3] * x[0] * x[1],
        equilibrium=(0, 0, 0, 0, 0, 0),
        law=UNIFORM,
    )


SEGMENT = segment()
SEGMENT_WITHOUT_TILT = replace(
    SEGMENT,
    discriminator=(p0, p1, p2),
    answers=lambda psi, x: psi[0] + psi[1] * x[0] + psi[2] * x[1],
    equilibrium=(0, 0, 0, 0, 0),
)
"""EX-B with a discriminator that cannot see the generator's tilt."""

LINES = replace(
    SEGMENT,
    discriminator=(p0, p1, p2),
    makes=lambda theta, z: [(1, (z[0], theta[0] + theta[1]))],
    answers=lambda psi, x: psi[0] + (psi[1] + psi[2]) * x[1],
    equilibrium=(0, 0, 0, 0, 0),
)
"""EX-C: only the sums t1 + t2 and p1 + p2 matter; the equilibria are lines."""

CROSS = replace(
    DIRAC,
    discriminator=(p1, p2),
    answers=lambda psi, x: psi[0] * psi[1] * x[0],
    equilibrium=(0, 0, 0),
)
"""EX-D: D(x) = p1 p2 x; at p = 0 the discriminators that are flat form a cross, no manifold."""


def energy(curvature: Any) -> Game:
    """Mescheder et al., appendix E.1: D(x) = psi x + c x^2, which is no longer flat at the data."""
    return replace(DIRAC, answers=lambda psi, x: psi[0] * x[0] + curvature * x[0] ** 2)


def full_rank(spread: Any) -> Game:
    """Appendix E.2: data at +-``spread``, the generator shifts both."""
    half = Rational(1, 2)

    def pair(shift: Any) -> Any:
        return [(half, (shift + spread,)), (half, (shift - spread,))]

    return replace(DIRAC, makes=lambda theta, _z: pair(theta[0]), data=lambda _z: pair(0))
