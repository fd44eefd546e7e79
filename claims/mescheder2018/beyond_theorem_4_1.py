"""Three ways to leave Theorem 4.1: a kink in the discriminator, sampled gradients, a crossing.

D(x) = |psi| x is smooth in x, not in psi: where f' > 0 a generator left of the data never comes
nearer. With gradients of single samples the equilibrium itself is left in the next step. For
D(x) = p3 x + p1 p2 on the Dirac-GAN M_D is a cross, p3 = p1 p2 = 0, no manifold at 0; along p1 = p2
the discriminator comes back more slowly than at any linear rate.
"""

from dataclasses import replace

import numpy as np
from sympy import Abs, And, Eq, Implies, Ne, symbols

from ganproof.claims.gan import losses, models, updates
from ganproof.claims.gan.games import orbit, taylor
from ganproof.claims.mescheder2018 import PAPER
from ganproof.verify import Claim, Origin, Trial, real

theta, psi = real("theta", latex=r"\theta"), real("psi", latex=r"\psi")
a, b = real("a", latex="f'(0)", within=(-3, 3)), real("b", latex="f''(0)", within=(-3, 2))
slope = real("slope", latex=r"f'(\theta|\psi|)", within=(-1, 2))
h, gamma = real("h", within=(-1, 2)), real("gamma", latex=r"\gamma", within=(-2, 5))
x, made = real("x"), real("made", latex="x'")
p, q = real("p", within=(-1, 2)), real("q", within=(-1, 2))

claim = Claim(
    PAPER.proposition("Theorem 4.1, beyond its assumptions", attribution="own"),
    given={"the learning rate is positive": h > 0},
    origin=Origin.BEYOND,
)
p1, p2, p3 = crossed = symbols("p1:4")
CROSSED = replace(
    models.DIRAC,
    discriminator=crossed,
    answers=lambda psi, x: psi[2] * x[0] + psi[0] * psi[1],
    equilibrium=(0, 0, 0, 0),
)


def equal(left, right):
    return Eq(left, right, evaluate=False)


def kinked(side=1):
    """One step of the generator with D(x) = |psi| x; ``slope`` is f' at its value."""
    return theta - side * h * Abs(psi) * slope


def sampled():
    """One step of the discriminator psi x from psi = 0, with a real and a generated sample."""
    return h * a * (made - x)


@claim.states
def conclusions(*, side=1, offset=CROSSED.answers, differ=Ne(x, made), rounds=1):
    game = replace(CROSSED, answers=offset)
    there = {game.generator[0]: 0, p1: p, p2: p, p3: 0}
    force = game.velocity(taylor(a, b), r1=gamma).subs(there)
    slow = And(q > 0, q < 1, p > 0, -2 * h * b * p**2 <= 1 - q)
    return {
        "a kink: from the left the generator never comes nearer": Implies(
            And(theta < 0, slope > 0), kinked(side) <= theta
        ),
        "sampled gradients: the equilibrium is left": Implies(
            And(differ, Ne(a, 0)), Ne(sampled(), 0)
        ),
        "a crossing: orbits stay on the line p1 = p2": And(
            equal(force[0], 0), equal(force[1], force[2]), equal(force[3], 0)
        ),
        "a crossing: near it every linear rate is missed": Implies(
            slow, p + h * force[1] >= q**rounds * p
        ),
    }


claim.mutant("a kink: nor does it where f' is negative", side=-1)
claim.mutant("sampled gradients: left by a pair of equal samples too", differ=Ne(psi, theta))
claim.mutant(
    "a crossing: so it is for p3 x + p1 + p2", offset=lambda psi, x: sum(psi[:2]) + psi[2] * x[0]
)
claim.mutant("a crossing: near it every step leads away", rounds=-1)


@claim.simulation(supports="a crossing: near it every linear rate is missed")
def a_crossing_is_reached_like_the_root_of_time(*, power=0.5):
    """The logistic loss with R1 at h = 1/2: from p1 = p2 = 1/2 the distance goes like t^(-1/2)."""
    velocity, start = CROSSED.field(losses.LOGISTIC, r1=1.0), ([0.0], [0.5, 0.5, 0.0])
    path = orbit(updates.simultaneous(0.5), velocity, start, 4000)[:, 1]
    found = np.log(path[1000] / path[4000]) / np.log(4)
    shows = f"p1 is {path[1000]:.4f} after 1000 rounds, {path[4000]:.4f} after 4000: t^-{found:.2f}"
    return Trial(bool(abs(found - power) < 0.02), shows)


claim.mutant("a crossing is reached like 1/t", power=1.0)
