"""Equations (11) to (13): h is zero exactly where the discriminator is zero and flat on the data.

M_G holds the generators that make the data's law, M_D the discriminators with h(psi) = 0. As h is
the mean of D^2 and of the squared input gradient, these are the discriminators that vanish on the
data together with their gradient. On the two circles both sets are unit circles. On these models g
tells the generators in M_G from all others: it has one value on M_G, and other values elsewhere.
"""

from dataclasses import replace

from sympy import And, Eq, Equivalent, Implies, Matrix, Rational

from ganproof.claims.gan import models
from ganproof.claims.mescheder2018 import NOTES, PAPER, manifolds
from ganproof.verify import Claim, Origin, Verdict, examples, real, sizes

D1, D2 = (real(f"D{k}", latex=rf"D_\psi(x_{k})") for k in (1, 2))
s1, s2 = (real(f"s{k}", latex=rf"D_\psi'(x_{k})") for k in (1, 2))
weight = real("w", within=(-1, 2))
f0, a, b = real("f0", latex="f(0)"), real("a", latex="f'(0)"), real("b", latex="f''(0)")
t1, t2 = theta = [real(f"t{k}", latex=rf"\theta_{k}") for k in (1, 2)]
p0, p1, p2, p3 = psi = [real(f"p{k}", latex=rf"\psi_{k}") for k in range(4)]

claim = Claim(
    PAPER.definition("Equations 11 to 13", equation="11, 12, 13", after="3", notes=NOTES),
    expected=Verdict.EXAMPLES,
)
D = Rational(3, 5), Rational(4, 5)
CIRCLES = replace(
    models.CIRCLES, generator=tuple(theta), discriminator=(p1, p2), equilibrium=(1, 0, *D)
)
SEGMENT = replace(models.SEGMENT, generator=tuple(theta), discriminator=tuple(psi))


def squares(value, slope):
    """What (11) takes the mean of."""
    return value**2 + slope**2


def equal(left, right):
    return And(*(Eq(*each) for each in zip(left, right) if each != (0, 0)))


@claim.states
def conclusions(*, inside=squares, mass=And(weight > 0, weight < 1), radius=1, on_segment=1):
    h = weight * inside(D1, s1) + (1 - weight) * inside(D2, s2)
    g = manifolds.g(SEGMENT) - Matrix([on_segment, 0, 0, 0])
    circles, segment = "equilibria on two circles", "data on a segment"
    return {
        "h = 0 exactly where D is zero and flat on the data": sizes(
            "data at two points of the line",
            Implies(mass, Equivalent(Eq(h, 0), equal((D1, D2, s1, s2), (0, 0, 0, 0)))),
        ),
        "two circles: M_D is the unit circle": examples(
            circles, Equivalent(Eq(manifolds.h(CIRCLES), 0), Eq(p1**2 + p2**2, radius**2))
        ),
        "two circles: g has its value on M_G nowhere else": examples(
            circles, Equivalent(equal(manifolds.g(CIRCLES), (0, 0)), Eq(t1**2 + t2**2, radius**2))
        ),
        "segment: M_D is the point 0": examples(
            segment, Equivalent(Eq(manifolds.h(SEGMENT), 0), equal(psi, (0, 0, 0, 0)))
        ),
        "segment: g has its value on M_G nowhere else": examples(
            segment, Equivalent(equal(g, (0, 0, 0, 0)), equal(theta, (0, 0)))
        ),
    }


claim.mutant(
    "h is the discriminator's loss on the data",
    inside=lambda value, _slope: f0 - a * value + b * value**2 / 2,
    origin=Origin.NOTES,
    instead="h is the mean of D^2 and of the squared input gradient on the data. The loss on the "
    "data is f(0) where D = 0, in general not 0, and does not see gradients. The notes print (11) "
    "rightly; only their gloss calls h the loss.",
)
claim.mutant("h is the mean of D^2 alone", inside=lambda value, _slope: value**2)
claim.mutant("h is the mean of D and its slope", inside=lambda value, slope: value + slope)
claim.mutant("one of the points may have no mass", mass=And(weight >= 0, weight < 1))
claim.mutant("the circles have radius 2", radius=2)
claim.mutant("g is zero on M_G, whatever the model", on_segment=0)

claim.does_not_say(
    "M_D has a single point",
    states=Implies(Eq(manifolds.h(CIRCLES), 0), equal((p1, p2), D)),
    instead="Many parameters may give the same discriminator: here a circle of them gives D = 0.",
)
