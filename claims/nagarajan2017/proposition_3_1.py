"""Proposition 3.1: with linear players the GAN objective is concave in the generator too.

For D(x) = w1 x + w0 and G(z) = g1 z + g0 the argument of a concave f is affine in each player's
parameters, so that E f(D(x)) + E f(-D(G(z))) is concave in both, near the equilibrium too, where a
convex-concave game would have it convex in the generator's. It is strictly so where f'' < 0, w1 is
not 0 and z takes two values. The linear-quadratic GAN is concave in the generator on the side
w >= 0 only. With f(t) = t the objective is bilinear, and the Dirac-WGAN, D(x) = w1 x and G = g0,
does not converge either.
"""

import numpy as np
from sympy import And, Eq, I, Implies, Matrix, Ne, hessian

from ganproof.claims.gan.games import NODES, taylor
from ganproof.claims.gan.losses import LOGISTIC
from ganproof.claims.gan.models import DIRAC
from ganproof.claims.nagarajan2017 import NOTES, PAPER
from ganproof.verify import Claim, Trial, hurwitz, positive_definite, real, spectrum

w1, w0 = real("w1", latex="w_1"), real("w0", latex="w_0")
g1, g0 = real("g1", latex=r"\gamma_1"), real("g0", latex=r"\gamma_0")
x, z, other_z = real("x"), real("z"), real("other_z", latex="z'")
u, v = real("u"), real("v")
slope = real("slope", latex="f'", within=(-2, 3))
curvature = real("curvature", latex="f''", within=(-3, 2))
other_curvature = real("other_curvature", latex="f''_2", within=(-3, 2))

claim = Claim(
    PAPER.proposition("3.1", notes=NOTES),
    given={
        "the loss is concave": And(curvature <= 0, other_curvature <= 0),
        "the loss rises": slope > 0,
    },
)


def bend(argument, by, curvature=curvature):
    """Hessian of f(argument), by the chain rule, for f' and f'' at the argument's value."""
    gradient = Matrix([argument]).jacobian(by)
    return curvature * gradient.T * gradient + slope * hessian(argument, by)


def along(H):
    direction = Matrix([u, v])
    return (direction.T * H * direction)[0].expand()


def linear(point):
    return w1 * point + w0


def made(latent):
    return g1 * latent + g0


@claim.states
def conclusions(*, direction=1, side=w1 >= 0, strict=Ne(z, other_z), concave=curvature, turn=I):
    """Hessians of the integrand: the objective's are their means."""
    generator, discriminator = (g1, g0), (w1, w0)
    pair = [bend(-linear(made(z)), generator, curvature)]
    pair += [bend(-linear(made(other_z)), generator, other_curvature)]
    return {
        "concave in the generator": direction * along(bend(-linear(made(z)), generator)) <= 0,
        "concave in the discriminator": And(
            along(bend(linear(x), discriminator)) <= 0,
            along(bend(-linear(made(z)), discriminator)) <= 0,
        ),
        "strictly in the generator": Implies(
            And(curvature < 0, other_curvature < 0, Ne(w1, 0), strict),
            positive_definite(-(pair[0] + pair[1])),
        ),
        "the linear-quadratic GAN is concave in the generator for w >= 0": Implies(
            side, bend(-w1 * g1**2 * z**2, (g1,))[0] <= 0
        ),
        "with f'' = 0 the objective is affine in the generator": Implies(
            Eq(concave, 0), Eq(along(bend(-linear(made(z)), generator)), 0)
        ),
        "yet the eigenvalues of the Dirac-WGAN are imaginary": spectrum(
            DIRAC.jacobian(taylor(1)), equals=[turn, -turn]
        ),
    }


claim.mutant("the objective is convex in the generator", direction=-1)
claim.mutant(
    "it is concave in the generator whatever the players",
    side=Ne(w1, 0),
    instead="The linear-quadratic GAN is convex in the generator for small w < 0.",
)
claim.mutant("one value of z is enough to be strictly concave", strict=Ne(z, 0))
claim.mutant("every loss makes it affine", concave=slope - slope)
claim.mutant("the loss need not be concave", given={"the loss is concave": None})
claim.mutant("a falling loss will do", given={"the loss rises": slope < 0})
claim.mutant("the bilinear game has real eigenvalues", turn=1)
claim.does_not_say(
    "a convex-concave game would converge",
    states=hurwitz(DIRAC.jacobian(taylor(1))),
    instead="The Dirac-WGAN is bilinear, so convex-concave, and its eigenvalues are imaginary: "
    "rotation, not curvature, keeps it from converging.",
)


@claim.simulation(supports="concave in the generator")
def hessians_of_the_logistic_objective(*, cases=2000, sign=1.0):
    """Largest eigenvalue, for z uniform on [-1, 1] and parameters up to 3."""
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    w1, w0, g1, g0 = np.random.default_rng(31).uniform(-3, 3, (4, cases, 1))
    bends = w1**2 * LOGISTIC.curvature(-(w1 * (g1 * nodes + g0) + w0)) * weights / 2
    moments = [(bends * nodes**power).sum(axis=1) for power in (2, 1, 1, 0)]
    H = sign * np.stack(moments, axis=-1).reshape(-1, 2, 2)
    largest = float(np.linalg.eigvalsh(H).max())
    return Trial(largest <= 1e-12, f"largest eigenvalue {largest:.1e}", cases=cases)


claim.mutant("the logistic objective is convex in the generator", sign=-1.0)
