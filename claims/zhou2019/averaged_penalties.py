"""A small mean of gradient penalties does not bound the Lipschitz constant.

Let f have slope 1, but slope M on a part of mass eps. The gradient penalty, the mean of
(|f'| - 1)^2, is eps (M - 1)^2: with eps = r^4 and M = 1/r it is below r^2, while the constant 1/r
grows without bound as r goes to 0. The one-sided penalty and the mean squared slope do no better,
and a batch mostly misses a small part. Where real and generated law agree, a WGAN's best slope is 1
with the gradient penalty, 0 with a penalty on the maximum, and any up to 1 with the one-sided one;
a loss of curvature c makes it lambda/(lambda + c) with the gradient penalty, still not 0.
"""

import numpy as np
from sympy import Abs, And, Eq, Equivalent, Implies, Max, Ne

from ganproof.claims.zhou2019 import PAPER, maxgp
from ganproof.verify import Claim, Origin, Trial, real

r, level = real("r", within=(-1, 2)), real("level", latex=r"\delta", within=(-1, 2))
eps, n = real("eps", latex=r"\varepsilon", within=(-1, 2)), real("n", within=(-2, 70))
missed = real("missed", latex="p_n", within=(-1, 2))
s, lam = real("s", within=(-3, 3)), real("lambda_", latex=r"\lambda", within=(-1, 4))
c = real("c", within=(-2, 3))

claim = Claim(
    PAPER.remark("Averaged gradient penalties", after="2", attribution="own"),
    given={
        "the steep part is small": And(r > 0, r < 1),
        "the penalty is on": lam > 0,
    },
    uses=[maxgp.claim],
    origin=Origin.BEYOND,
)
SMALL = "the gradient penalty is below r^2"
MISSED = "by induction n samples miss a part of mass eps with probability 1 - n eps or more"


def mean(penalty, *, mass=r**4, steep=1 / r):
    """Of a penalty on slopes, for slope 1 but on the steep part."""
    return (1 - mass) * penalty(1) + mass * penalty(steep)


def two_sided(slope):
    return (Abs(slope) - 1) ** 2


def one_sided(slope):
    return Max(Abs(slope) - 1, 0) ** 2


def zero_centred(slope):
    return slope**2


@claim.states
def conclusions(*, mass=r**4, constant=1 / r, optimum=1, seen=n + 1, curved=lam / (lam + c)):
    value, above = mean(two_sided, mass=mass), lam * two_sided(s)
    by_curvature = lam * (curved - 1) ** 2 + c * curved**2
    return {
        SMALL: And(value > 0, value < r**2),
        "and so is the one-sided one": mean(one_sided, mass=mass) < r**2,
        "the mean squared slope is below 1 + r^2": mean(zero_centred, mass=mass) < 1 + r**2,
        "the largest slope passes any level": Implies(
            And(level > 0, r < level), And(Max(1, constant) > 1 / level, value < level**2)
        ),
        MISSED: Implies(
            And(eps >= 0, eps <= 1, n >= 0, missed >= 1 - n * eps),
            (1 - eps) * missed >= 1 - seen * eps,
        ),
        "where the laws agree, the gradient penalty wants slope 1": Equivalent(
            Eq(above, 0), Eq(Abs(s), optimum)
        ),
        "a penalty on the maximum wants slope 0": Equivalent(Eq(lam * s**2, 0), Eq(s, 0)),
        "the one-sided penalty wants any slope up to 1": Equivalent(
            Eq(lam * one_sided(s), 0), Abs(s) <= optimum
        ),
        "with a loss of curvature c the gradient penalty's best slope is not 0": Implies(
            c >= 0, And(Ne(curved, 0), lam * (s - 1) ** 2 + c * s**2 >= by_curvature)
        ),
    }


claim.mutant("a part of mass r^2 is small enough", mass=r**2)
claim.mutant("the gradient penalty wants slope 0 as well", optimum=0)
claim.mutant("a sample adds nothing", seen=n)
claim.mutant("the best slope is 1 whatever the curvature", curved=1 + 0 * c)
claim.mutant("the penalty may be off", given={"the penalty is on": lam >= 0})
claim.mutant("the steep part may be empty", given={"the steep part is small": And(r >= 0, r < 1)})
claim.does_not_say(
    "a gradient penalty below delta^2 means a Lipschitz constant of at most 1 + delta",
    states=Implies(
        And(level > 0, mean(two_sided) < level**2),
        1 / r <= 1 + level,
    ),
    origin=Origin.FOLKLORE,
    instead="The penalty is a mean: it can be as small, and the constant as large, as one likes.",
)


@claim.simulation(supports=MISSED)
def batches_that_miss(*, samples=64, draws=4000):
    """Batches of 64 and parts of mass 1/10, 1/100 and 1/1000, within four standard errors."""
    random, off, shows = np.random.default_rng(9), [], []
    for mass in (0.1, 0.01, 0.001):
        share = float((random.uniform(size=(draws, samples)).min(axis=1) > mass).mean())
        wanted = (1 - mass) ** 64
        off.append(abs(share - wanted) / np.sqrt(wanted * (1 - wanted) / draws))
        shows.append(f"{share:.3f} miss a part of mass {mass:g}")
    return Trial(max(off) < 4, ", ".join(shows), cases=3 * draws)


claim.mutant("half a batch misses as rarely", samples=32)
