"""Imaginary eigenvalues do not make a flow cycle: with f(t) = t - t^4 it converges, algebraically.

Every loss f(t) = t + k t^4 gives the linear-quadratic GAN the Jacobian of the WGAN at the
equilibrium, with eigenvalues +-2i m2. But H = w^2 + a^2/2 - log a changes along the flow by
8k m8 w^4 (1 + a^6), m2 and m8 the second and eighth moment: for k < 0, where f is concave, every
orbit with a > 0 spirals inward, for k > 0 outward. Near the equilibrium the mean of w^4 over a turn
is 3/8 of (H - 1/2)^2, so that on the uniform law with k = -1 H - 1/2 falls like 3/(2 time).
"""

import numpy as np
from sympy import And, Eq, I, Implies, Ne, log

from ganproof.claims.gan import flows
from ganproof.claims.gan.games import symmetric
from ganproof.claims.gan.models import LINEAR_QUADRATIC, linear_quadratic
from ganproof.claims.nagarajan2017 import PAPER, theorem_3_2
from ganproof.claims.textbook import lasalle
from ganproof.verify import Claim, Origin, Trial, hurwitz, real, spectrum

a, w = real("a", within=(-2, 3)), real("w", within=(-3, 3))
k = real("k", within=(-2, 2))
m2, m8 = real("m2", latex="m_2", within=(-1, 3)), real("m8", latex="m_8", within=(-1, 3))

claim = Claim(
    PAPER.proposition("Theorem 3.2, quartic loss", attribution="own", after="3.2"),
    given={
        "the generator keeps its sign": a > 0,
        "the loss is concave": k < 0,
        "the data are not a point": m2 > 0,
        "they have an eighth moment": m8 > 0,
    },
    uses=[theorem_3_2.claim, lasalle.claim],
    origin=Origin.BEYOND,
)
H = w**2 + a**2 / 2 - log(a)


def loss(value):
    return value + k * value**4


def game():
    return linear_quadratic(symmetric(m2=m2, m8=m8))


change_a, change_w = flows.on_symbols(game(), loss)((a, w))


@claim.states
def conclusions(*, turn=2 * I * m2, factor=8, falls=Ne(w, 0), stays=change_w):
    change = H.diff(a) * change_a + H.diff(w) * change_w
    return {
        "the eigenvalues are those of the WGAN": spectrum(
            game().jacobian(loss), equals=[turn, -turn]
        ),
        "H changes by 8k m8 w^4 (1 + a^6)": Eq(change, factor * k * m8 * w**4 * (1 + a**6)),
        "it falls wherever w is not 0": Implies(falls, change < 0),
        "no orbit stays where w is 0, but the equilibrium": Implies(
            And(Eq(w, 0), Eq(stays, 0)), And(Eq(a, 1), Eq(w, 0))
        ),
    }


claim.mutant("the loss f = t + k t^4 bends the flow at the equilibrium", turn=2 * I * m2 + k * m8)
claim.mutant("H changes by 4k m8 w^4 (1 + a^6)", factor=4)
claim.mutant("H falls wherever a is not 1", falls=Ne(a, 1))
claim.mutant("orbits stay where w = 0", stays=change_a)
claim.mutant("a loss that is convex will do", given={"the loss is concave": k > 0})
claim.does_not_say(
    "the flow converges exponentially",
    states=hurwitz(game().jacobian(loss)),
    instead="The eigenvalues are imaginary: the distance falls like the root of 1/time.",
)

FIELD = {
    sign: flows.on_numbers(LINEAR_QUADRATIC, lambda value, sign=sign: value + sign * value**4)
    for sign in (-1, 1)
}


def excess(sign, times, start=1.5):
    """H - 1/2 at the given times on the uniform law, from (start, 0), f = t + sign t^4."""
    a, w = flows.integrate(FIELD[sign], (start, 0.0), np.array(times), tolerance=1e-10).T
    return w**2 + (a**2 - 1) / 2 - np.log(a)


@claim.simulation(supports="it falls wherever w is not 0")
def the_excess_falls_like_one_over_time(*, rate=2 / 3):
    """1/(H - 1/2) grows by 2/3 per unit of time, from time 250 to time 1000."""
    found = excess(-1, (0.0, 250.0, 1000.0))
    slope = (1 / found[2] - 1 / found[1]) / 750
    shows = f"H - 1/2 is {found[1]:.5f} at 250, {found[2]:.5f} at 1000; 1/(H - 1/2) grows by"
    return Trial(abs(slope - rate) < 0.01, f"{shows} {slope:.4f} per unit of time", cases=1)


claim.mutant("the excess falls twice as fast", rate=4 / 3)


def imaginary_eigenvalues_keep_the_distance():
    inward, outward = excess(-1, (0.0, 30.0)), excess(1, (0.0, 30.0), start=1.2)
    shows = f"by time 30 H - 1/2 goes from {inward[0]:.3f} to {inward[1]:.3f} with t - t^4"
    shows += f", from {outward[0]:.4f} to {outward[1]:.4f} with t + t^4"
    keeps = max(abs(np.log(each[1] / each[0])) for each in (inward, outward)) < 0.1
    return Trial(bool(keeps), shows, cases=2)


claim.does_not_say(
    "a flow with imaginary eigenvalues keeps its distance",
    trial=imaginary_eigenvalues_keep_the_distance,
    origin=Origin.FOLKLORE,
    instead="The eigenvalues do not decide it: with t - t^4 the flow converges, with t its orbits "
    "are closed, with t + t^4 it moves outward.",
)
