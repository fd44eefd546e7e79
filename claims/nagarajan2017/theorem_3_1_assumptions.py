"""Each assumption of Theorem 3.1 is needed: models that violate one alone, and what becomes of it.

Without one of them the equilibrium of some small model repels, is a centre, or lies on a curve of
points of rest that make wrong laws. Each model satisfies the other assumptions.
"""

from dataclasses import replace

from sympy import And, Eq, Implies, Ne, Not, Rational

from ganproof.claims.gan import models
from ganproof.claims.gan.games import taylor
from ganproof.claims.nagarajan2017 import PAPER, theorem_3_1
from ganproof.verify import Claim, Origin, hurwitz, positive_definite, real

claim = Claim(
    PAPER.proposition("Theorem 3.1, its assumptions", after="3.1", attribution="own"),
    uses=[theorem_3_1.claim],
    origin=Origin.BEYOND,
)
a, b = real("a", latex="f'(0)"), real("b", latex="f''(0)")
x, u, v = real("x"), real("u"), real("v")
a0, c = models.a, models.t2
SHIFTED = replace(
    models.LINEAR_QUADRATIC,
    generator=(a0, c),
    makes=lambda theta, z: [(1, (theta[0] * z[0] + theta[1],))],
    equilibrium=(1, 0, 0),
)
MOMENTS = models.matching_moments(-2)
BESIDE = replace(
    models.full_rank(1),
    high_on_data=True,
    answers=lambda psi, x: psi[0] * x[0] + Rational(1, 2) * (x[0] ** 2 - 1),
)


def unstable(game, slope=Rational(1, 2), curvature=-Rational(1, 4)):
    return Not(hurwitz(game.jacobian(taylor(slope, curvature))))


def curved(game):
    """K_DD is positive definite."""
    return positive_definite(game.k_dd())


def coupled(game):
    """K_DG is not 0; the generator has one parameter."""
    return Ne(game.k_dg()[0], 0, evaluate=False)


fourth = MOMENTS.mean(MOMENTS.made, lambda point: point[0] ** 4).subs(MOMENTS.there)
claim.ablation(
    "I: one law",
    model="data at 1 and -1, uniform latents with the same second moment",
    keeps=And(curved(MOMENTS), coupled(MOMENTS)),
    violates=Ne(fourth, 1, evaluate=False),
    breaks=unstable(MOMENTS),
    happens="Second moments agree, fourth ones do not; with D(x) = w x^2 - 2 w^2 x^4 the "
    "equilibrium repels.",
)
claim.ablation(
    "II: K_DD is positive definite",
    model="Dirac-GAN",
    keeps=And(coupled(models.DIRAC), Eq(models.DIRAC.answers((0,), (x,)), 0, evaluate=False)),
    violates=Not(curved(models.DIRAC)),
    breaks=unstable(models.DIRAC),
    happens="Eigenvalues +-i/2: no data damp the discriminator, and every orbit is closed.",
)
at_rest = SHIFTED.velocity(taylor(a, b)).subs({models.w: 0, a0: u, c: v})
claim.ablation(
    "II: K_DG has full column rank",
    model="linear-quadratic, the generator also shifts: G(z) = a z + c",
    keeps=curved(SHIFTED),
    violates=Eq(SHIFTED.k_dg()[1], 0, evaluate=False),
    breaks=And(
        unstable(SHIFTED),
        Implies(Eq(u**2 + 3 * v**2, 1), And(*(Eq(each, 0) for each in at_rest if each != 0))),
    ),
    happens="D(x) = w x^2 does not see a small shift c: training rests at wrong laws.",
)
slope, curvature = real("slope", latex="f'(0)"), real("curvature", latex="f''(0)")
UNIFORM = models.LINEAR_QUADRATIC
claim.ablation(
    "III: f''(0) < 0",
    model="linear-quadratic WGAN",
    where=And(Ne(slope, 0), Eq(curvature, 0)),
    keeps=And(curved(UNIFORM), coupled(UNIFORM), Ne(slope, 0)),
    violates=Eq(curvature, 0),
    breaks=unstable(UNIFORM, slope, curvature),
    happens="Eigenvalues +-2i/3 for f(t) = t: every orbit with a > 0 is closed.",
)
claim.ablation(
    "III: f'(0) is not 0",
    model="linear-quadratic, f'(0) = 0",
    where=And(Eq(slope, 0), curvature < 0),
    keeps=And(curved(UNIFORM), coupled(UNIFORM), curvature < 0),
    violates=Eq(slope, 0),
    breaks=unstable(UNIFORM, slope, curvature),
    happens="The generator does not move at all to first order.",
)
on_data = [BESIDE.answers((0,), point) for _, point in BESIDE.real]
claim.ablation(
    "IV: D vanishes on nearby supports",
    model="data at 1 and -1, which the generator shifts; D(x) = psi x + (x^2 - 1)/2",
    keeps=And(curved(BESIDE), coupled(BESIDE), *(Eq(each, 0, evaluate=False) for each in on_data)),
    violates=Implies(Ne(x**2, 1), Ne(BESIDE.answers((0,), (x,)), 0)),
    breaks=unstable(BESIDE),
    happens="D rises beside the data and drives the generator off: eigenvalues 1/8 +- 0.41i.",
)
