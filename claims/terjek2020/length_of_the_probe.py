"""For d_Y = |.| one step gives the critic's gradient at the probe x + xi d, not at x.

In a direction v the increment of a quadratic f at xi d is v'g + xi v'H d and what is quadratic in
v: the gradient there is g + xi H d. If gradients change by at most M per length, the slope at x
along it is at least |g| - 2 xi M: right for small xi, and for critics that are nearly linear up to
the distance xi. For larger xi it can be any direction, next to no slope included; its sign is the
one that the probe gives.
"""

import numpy as np
from sympy import Abs, And, Eq, Implies, sqrt, symbols

from ganproof.claims.gan import perturbations
from ganproof.claims.terjek2020 import NOTES, PAPER, perturbation_direction
from ganproof.verify import Claim, Origin, Trial, matrix, matrix_identity, real, size

n = size("n")
H, d, v = matrix("H", n, n, symmetric=True), matrix("d", n, 1), matrix("v", n, 1)
c, xi = real("c", within=(-1, 3)), real("xi", latex=r"\xi", within=(-1, 4))
norm = real("norm", latex="|g|", within=(-1, 4))
moved = real("moved", latex=r"|g+\xi Hd|", within=(-1, 4))
along = real("along", latex=r"\xi u\cdot Hd", within=(-3, 3))
bent = real("bent", latex=r"\xi|Hd|", within=(-1, 3))
M, a, t = real("M", within=(-1, 3)), real("a"), real("t", within=(-1, 2))

claim = Claim(
    PAPER.proposition("Length of the probe", notes=NOTES),
    uses=[perturbation_direction.claim],
)
x, y = symbols("x y")
FAR = "x + c y (x^2 + y^2) at 0: a probe (xi, 0) finds a slope below 1/(c xi^2), the steepest is 1"


def slope_found(critic):
    """At 0, along the gradient at (xi, 0)."""
    p, q = (critic.diff(each).subs({x: xi, y: 0}) for each in (x, y))
    at_0 = [critic.diff(each).subs({x: 0, y: 0}) for each in (x, y)]
    return (p * at_0[0] + q * at_0[1]) / sqrt(p**2 + q**2)


@claim.states
def conclusions(*, bend=1, loss=2, height=x**2 + y**2):
    there = xi * d
    return {
        "(xi d + v)'H(xi d + v) rises linearly in v by xi (v'H d + (H d)'v)": matrix_identity(
            (there + v).T * H * (there + v) - there.T * H * there - v.T * H * v,
            bend * xi * (v.T * (H * d) + (H * d).T * v),
        ),
        "the slope found, u.g with u along g + xi H d, is at least |g| - 2 xi M": Implies(
            And(bent <= xi * M, Abs(along) <= bent, moved >= norm - bent),
            moved - along >= norm - loss * xi * M,
        ),
        FAR: Implies(c > 0, slope_found(x + c * y * height) * c * xi**2 < 1),
    }


claim.mutant("the probe does not matter", bend=0)
claim.mutant("the slope is at least |g| - xi M", loss=1)
claim.mutant("so it is for x + c y", height=1 + 0 * x)
claim.does_not_say(
    "the perturbation goes along the critic's gradient at x",
    states=Implies(c > 0, Eq(slope_found(x + c * y * (x**2 + y**2)), 1)),
    origin=Origin.NOTES,
    instead="It goes along the gradient at the probe x + xi d, up to sign; this is the gradient at "
    "x for infinitesimal xi or where f is linear in between.",
)
claim.does_not_say(
    "r and -r have the same quotient",
    states=Implies(t > 0, Eq(Abs(a * t + a * t**2 / 2), Abs(-a * t + a * t**2 / 2))),
    instead="To first order only: for x + x^2/2 at 0 and length 1 they are 3/2 and 1/2, and a "
    "probe to the left gives the smaller one.",
)


def quotients(length, count=2000, epsilon=0.1):
    """Mean difference quotient at 0 by one step from random probes, and in their directions."""
    f, slopes, here = perturbations.two_regimes, perturbations.two_regimes_slopes, np.zeros((1, 2))
    start = perturbations.probes(np.random.default_rng(46), count, 2)
    found = perturbations.direction(f, slopes, here, start, length)
    return [perturbations.quotient(f, here, epsilon * each).mean() for each in (found, start)]


@claim.simulation(supports=FAR)
def a_critic_of_two_regimes(*, near=1e-3, far=10.0):
    """Steepest along x near 0 and along y far away: 2000 probes of each length, steps of 0.1.

    From a probe at the angle b with xi = 1 the direction found has the slope |sin b|, a random one
    |cos b|: equal means.
    """
    (small, random), (medium, _), (large, _) = map(quotients, (near, 1.0, far))
    shows = f"mean quotient {small:.3f} for xi = {near:g}, {medium:.3f} for 1, {large:.1e} for "
    as_told = small > 0.99 and abs(medium - random) < 0.03 and large < 1e-4
    return Trial(bool(as_told), f"{shows}{far:g}; {random:.3f} in random directions", cases=6000)


claim.mutant("probes of length 1/10 go wrong as well", far=0.1)


@claim.figure(
    "Difference quotient against the length of the probe",
    caption="A critic that is steepest along x near 0, with slope 1, and along y far away: mean "
    "quotient at 0 in the direction that one step finds (line) and in random ones (thin). For "
    "xi = 1 the step gains nothing, for the released code's xi = 10 next to nothing is left.",
    illustrates=FAR,
)
def by_length():
    lengths = np.geomspace(0.01, 30, 60)
    found = np.array([quotients(each) for each in lengths])
    return {"length": lengths, "one step": found[:, 0], "random": found[:, 1]}


def draw(axes, data):
    axes.plot(data["length"], data["one step"], label="one step")
    axes.plot(data["length"], data["random"], linewidth=0.8, label="random")
    axes.set(xscale="log", xlabel="length xi of the probe", ylabel="mean quotient")
    axes.legend()
