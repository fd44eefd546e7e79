"""What a sample is tied to pulls the other way: a generated sample that is not real to a real one.

Multipliers of the optimality conditions flow along tight pairs, out of points with a positive pull
P_g phi'(f*) + P_r varphi'(f*) and into points with a negative one. Follow them from a point x with
a positive pull: nothing leaves the set that is reached, so that the other pulls in it have a
negative sum, and one of them is negative. The chain of tight pairs that leads there collapses by
the triangle inequality: x is tied to that point. As phi' > 0 > varphi' a negative pull needs real
mass: a generated point that is not real, where the pull is positive, is tied to a real one.
"""

import numpy as np
from sympy import And, Eq, Implies, Integer, Or

from ganproof.claims.gan.discriminator_losses import LISTED, both
from ganproof.claims.gan.lipschitz import random_optima
from ganproof.claims.zhou2019 import PAPER, theorem_2_bounding
from ganproof.verify import Claim, Trial, Verdict, real, sizes

POINTS = (0, 1, 2)
OTHERS = POINTS[1:]
ORDERED = [(i, j) for i in POINTS for j in POINTS if i != j]
f = {0: Integer(0)} | {i: real(f"f{i}", latex=f"f_{i}-f_0") for i in OTHERS}
w = {
    (i, j): real(f"w{min(i, j)}{max(i, j)}", latex=f"k d_{{{min(i, j)}{max(i, j)}}}")
    for i, j in ORDERED
}
pi = {(i, j): real(f"pi{i}{j}", latex=rf"\pi_{{{i}{j}}}", within=(-1, 3)) for i, j in ORDERED}
own, rest = real("own", latex="n_0"), real("rest", latex=r"\sum_{i\ne 0}n_i")
inflow, outflow = real("inflow", within=(-1, 3)), real("outflow", within=(-1, 3))
fake = real("fake", latex=r"P_g\phi'(f)", within=(-1, 2))
actual = real("actual", latex=r"-P_r\varphi'(f)", within=(-1, 2))

claim = Claim(
    PAPER.remark("Partners of generated samples", after="2"),
    given={
        "phi rises": fake >= 0,
        "multipliers are not negative": And(inflow >= 0, *(each >= 0 for each in pi.values())),
        "only tight pairs have multipliers": And(
            *(Or(Eq(pi[i, j], 0), Eq(f[j] - f[i], w[i, j])) for i, j in ORDERED)
        ),
        "f has the constant k": And(*(f[j] - f[i] <= w[i, j] for i, j in ORDERED)),
        "distances satisfy the triangle inequality": And(
            *(w[0, j] <= w[0, i] + w[i, j] for i in OTHERS for j in OTHERS if i != j),
        ),
    },
    uses=[theorem_2_bounding.claim],
    expected=Verdict.PROVED_WITHIN,
)
TIED, REAL = "a positive pull is tied upwards to a negative one", "a negative pull needs real mass"


def pull(i):
    """By stationarity: the multipliers that leave the point i less those that enter it."""
    return sum(pi[i, j] - pi[j, i] for j in POINTS if j != i)


@claim.states
def conclusions(*, leaving=0, pulls=pull(0) > 0, partner=lambda j: pull(j) < 0, mass=actual):
    return {
        "the other pulls in the set that multipliers reach have a negative sum": Implies(
            And(Eq(own + rest, leaving - inflow), own > 0), rest < 0
        ),
        TIED: sizes(
            "a point and two others",
            Implies(pulls, Or(*(And(partner(j), Eq(f[j] - f[0], w[0, j])) for j in OTHERS))),
        ),
        REAL: Implies(fake - actual < 0, mass > 0),
    }


claim.mutant("even if multipliers leave that set", leaving=outflow)
claim.mutant("points without a pull are tied upwards too", pulls=pull(0) >= 0)
claim.mutant("the partner has a positive pull", partner=lambda j: pull(j) > 0)
claim.mutant("a negative pull needs generated mass", mass=fake)
claim.mutant(
    "distances need not satisfy the triangle inequality",
    given={"distances satisfy the triangle inequality": None},
)
claim.does_not_say(
    "the multipliers themselves lead from generated points to real ones alone",
    states=Implies(And(pull(0) > 0, pull(1) > 0), Eq(pi[0, 1], 0)),
    instead="They may pass through another generated point on the way; the chain collapses, and "
    "other multipliers, from generated to real points alone, do as well.",
)


@claim.simulation(supports=TIED)
def partners_of_random_instances(*, choose=np.max, opposite=-1):
    """Tightness between points with a pull and their tightest partner of the opposite pull."""
    rates = []
    for found in (each for loss in LISTED for each in random_optima(both(loss), 50)):
        for sign, tight in ((1, found.tightness()), (-1, found.tightness().T)):
            pulls = sign * found.net
            order = np.argsort(found.distances, axis=1)
            for i in np.flatnonzero(pulls > 1e-15):
                ends = [j for j in order[i] if opposite * pulls[j] > 0 and j != i]
                rates.append(choose(tight[i, ends]) if ends else 0.0)
    least = min(rates)
    return Trial(bool(least > 1 - 1e-9), f"tightness at least {least:.9f}", cases=len(rates))


claim.mutant("they are tied to the nearest of those", choose=lambda rates: rates[0])
claim.mutant("they are tied to points with the same pull", opposite=1)
