"""Each assumption of Theorem 4.1 is needed: models that violate one alone, and what becomes of it.

Without one of them training on some small model is driven away, rests beside the equilibria, turns
around them, or comes home more slowly than linearly. Each model satisfies the other assumptions.
"""

from dataclasses import replace

from sympy import And, Eq, Equivalent, Implies, Ne, Not, Or, symbols

from ganproof.claims.gan import models, spectra
from ganproof.claims.gan.games import taylor
from ganproof.claims.mescheder2018 import NOTES, PAPER, manifolds, theorem_4_1
from ganproof.claims.mescheder2018 import assumptions_1_to_3 as assumptions
from ganproof.claims.mescheder2018 import beyond_theorem_4_1 as beyond
from ganproof.verify import Claim, Origin, hurwitz, real

a, b = real("a", latex="f'(0)", within=(-3, 3)), real("b", latex="f''(0)", within=(-3, 2))
gamma = real("gamma", latex=r"\gamma", within=(-2, 5))
h, p, q = (real(name, within=(-1, 2)) for name in "hpq")
c, x = real("c", within=(-3, 3)), real("x")
t1, t2 = (real(f"t{k}", latex=rf"\theta_{k}") for k in (1, 2))
v, w = assumptions.v, assumptions.w

claim = Claim(
    PAPER.proposition("Theorem 4.1, its assumptions", notes=NOTES, attribution="own"),
    uses=[theorem_4_1.claim],
    origin=Origin.BEYOND,
)

II = And(Ne(a, 0), b < 0)
ON = gamma > 0


def bends(game, *off):
    """III (i): h bends along v where one of ``off`` is not 0; by default, where v is not 0."""
    off = off or v[: len(game.discriminator)]
    return Implies(assumptions.some(*off), assumptions.bend(game) > 0)


def changes(game):
    """III (ii): g changes along every w that is not 0."""
    return Implies(assumptions.some(*w[: len(game.generator)]), assumptions.change(game) > 0)


def in_M_D(game):
    """That h is 0 at psi = v."""
    return Eq(manifolds.h(game).subs(dict(zip(game.discriminator, v))), 0)


def stable(game):
    return And(*map(hurwitz, spectra.blocks(manifolds.jacobian(game, a, b, r1=gamma))))


def velocity(game, *point):
    """With R1, at these values of the parameters, the generator's first."""
    return game.velocity(taylor(a, b), r1=gamma).subs(dict(zip(game.parameters, point)))


def rests(game, *point):
    speeds = velocity(game, *point)
    return Eq(speeds.dot(speeds).expand(), 0)


DIRAC, SEGMENT, FALLING = models.DIRAC, models.SEGMENT, models.energy(c)
claim.ablation(
    "I: D vanishes near the data",
    model="the Dirac-GAN with D(x) = psi x + c x^2",
    where=And(II, ON, -2 * a * c > gamma),
    keeps=And(II, bends(FALLING), changes(FALLING)),
    violates=Implies(Ne(x, 0), Ne(FALLING.answers((0,), (x,)), 0)),
    breaks=Not(stable(FALLING)),
    happens="The discriminator falls off the data, faster than the penalty damps: the generator "
    "is driven away for -2 f'(0) c > gamma.",
)
claim.ablation(
    "II: f'(0) is not 0",
    model="the Dirac-GAN with a loss flat at 0",
    where=And(Eq(a, 0), b < 0, ON),
    keeps=And(b < 0, bends(DIRAC), changes(DIRAC)),
    violates=Eq(a, 0),
    breaks=And(Not(stable(DIRAC)), rests(DIRAC, t1, 0)),
    happens="A flat discriminator gives the generator no direction: it stays where it is.",
)
claim.ablation(
    "II: f''(0) < 0",
    model="data on a segment with f(t) = t",
    where=And(Ne(a, 0), Eq(b, 0), ON),
    keeps=And(Ne(a, 0), bends(SEGMENT), changes(SEGMENT)),
    violates=Eq(b, 0),
    breaks=And(Not(stable(SEGMENT)), rests(SEGMENT, 0, 0, p, 0, 0, 0)),
    happens="No force brings a constant discriminator back to 0.",
)

cross = beyond.CROSSED
pull = velocity(cross, 0, p, p, 0)[1]
slow = And(h > 0, q > 0, q < 1, p > 0, -2 * h * b * p**2 <= 1 - q)
claim.ablation(
    "III: M_D is a manifold",
    model="the Dirac-GAN with D(x) = p3 x + p1 p2",
    keeps=And(bends(cross, v[2]), changes(cross)),
    violates=Equivalent(in_M_D(cross), And(Eq(v[2], 0), Or(Eq(v[0], 0), Eq(v[1], 0)))),
    breaks=Implies(slow, p + h * pull >= q * p),
    happens="Along p1 = p2 a step near the equilibrium shrinks p by less than any factor q < 1: "
    "no linear rate.",
)

flat = replace(
    DIRAC,
    discriminator=symbols("p1 p2"),
    answers=lambda psi, x: psi[0] * x[0] + psi[1] ** 2,
    equilibrium=(0, 0, 0),
)
force = velocity(flat, 0, 0, p)[2]
claim.ablation(
    "III (i): h bends off M_D",
    model="the Dirac-GAN with D(x) = p1 x + p2^2",
    keeps=And(changes(flat), Equivalent(in_M_D(flat), And(Eq(v[0], 0), Eq(v[1], 0)))),
    violates=Implies(Eq(v[0], 0), Eq(assumptions.bend(flat), 0)),
    breaks=Implies(
        And(h > 0, q > 0, q < 1, p > 0, -4 * h * b * p**2 <= 1 - q), p + h * force >= q * p
    ),
    happens="Along p2 h is of fourth order: a step shrinks p2 by less than any factor q < 1.",
)

blind = models.SEGMENT_WITHOUT_TILT
claim.ablation(
    "III (ii): g changes off M_G",
    model="data on a segment, D(x) = p0 + p1 x1 + p2 x2",
    where=And(II, ON),
    keeps=And(II, bends(blind)),
    violates=Implies(Eq(w[0], 0), Eq(assumptions.change(blind), 0)),
    breaks=And(Not(stable(blind)), Equivalent(rests(blind, t1, t2, 0, 0, 0), Eq(t1, 0))),
    happens="The generator's tilt is at rest with D = 0, whatever it is.",
)
claim.ablation(
    "the penalty is on",
    model="the Dirac-GAN without a penalty",
    where=And(II, Eq(gamma, 0)),
    keeps=And(II, bends(DIRAC), changes(DIRAC)),
    violates=Eq(gamma, 0),
    breaks=Not(stable(DIRAC)),
    happens="The linearised flow turns around the equilibrium (Lemma 2.2).",
)
