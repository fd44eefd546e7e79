"""The optimal WGAN critic is not unique, not even up to a constant on the two supports.

Let P_g sit on 0 and 10, P_r on 1 and 11, with equal weights. A 1-Lipschitz critic f is optimal if
f(1) = f(0) + 1 and f(11) = f(10) + 1; how high the second pair stands above the first is free:
f(10) - f(0) takes every value from -8 to 10 and no other. In general the tight pairs make a graph,
and each of its components may be shifted a little. On the paths of transport, from 0 to 1 and from
10 to 11, all of these have slope 1. But where P_r = P_g every 1-Lipschitz function is an optimal
critic, so that the generator may be pushed at full rate although it is right.
"""

import numpy as np
from sympy import Abs, And, Eq, Equivalent, Implies, Rational

from ganproof.claims.zhou2019 import PAPER, transport_direction
from ganproof.verify import Claim, Origin, Trial, linear_optimum, real

POINTS = (0, 1, 10, 11)
EACH = "exactly the values from -8 to 10 belong to optimal critics"
WIDE = {"within": (-12, 12)}
f = {x: real(f"f{x}", latex=f"f({x})", **WIDE) for x in POINTS}
g = {x: real(f"g{x}", latex=f"g({x})", **WIDE) for x in POINTS}
c, t = real("c"), real("t", **WIDE)
p, q = real("p", within=(-1, 2)), real("q", within=(-1, 2))


def lipschitz(f, k=1):
    return And(*(Abs(f[y] - f[x]) <= k * (y - x) for x in POINTS for y in POINTS if x < y))


def score(f):
    """E_r f - E_g f."""
    return (f[1] + f[11] - f[0] - f[10]) / 2


claim = Claim(
    PAPER.remark("WGAN, uniqueness of the critic", after="1"),
    given={"f is 1-Lipschitz": lipschitz(f)},
    uses=[transport_direction.claim],
)


@claim.states
def conclusions(*, best=1, climb=1, low=-8, high=10, k=1, weight=q):
    difference, optimal = f[10] - f[0], Eq(score(f), 1)
    shifted = dict(zip(POINTS, (0, 1, t, t + 1)))
    moved = {x: f[x] + c for x in POINTS}
    return {
        "no critic scores above 1": score(f) <= best,
        "the optimal ones climb by 1 on both pairs": Equivalent(
            optimal, And(Eq(f[1] - f[0], climb), Eq(f[11] - f[10], climb))
        ),
        "f(10) - f(0) is at most 10 if f is optimal": Implies(optimal, difference <= high),
        "f(10) - f(0) is at least -8 if f is optimal": Implies(optimal, difference >= low),
        EACH: Equivalent(
            And(t >= low, t <= high), And(lipschitz(shifted, k), Eq(score(shifted), 1))
        ),
        "a constant may be added": Equivalent(optimal, And(lipschitz(moved), Eq(score(moved), 1))),
        "if P_r = P_g every critic scores 0": Implies(
            Eq(p, weight), Eq(p * f[0] + (1 - p) * f[1], q * f[0] + (1 - q) * f[1])
        ),
    }


claim.mutant("no critic scores above 9/10", best=Rational(9, 10))
claim.mutant("they climb by 1/2", climb=Rational(1, 2))
claim.mutant("the difference is at most 9", high=9)
claim.mutant("the difference is at least -7", low=-7)
claim.mutant("the difference is 0", low=0, high=0)
claim.mutant("2-Lipschitz critics are no more", k=2)
claim.mutant("laws of different weights will do", weight=1 - q)
claim.mutant("critics need not be Lipschitz", given={"f is 1-Lipschitz": None})
claim.does_not_say(
    "two optimal critics differ by a constant on the supports",
    states=Implies(
        And(lipschitz(g), Eq(score(f), 1), Eq(score(g), 1)), Eq(f[10] - f[0], g[10] - g[0])
    ),
    origin=Origin.FOLKLORE,
    instead="Optimal critics of the Wasserstein GAN may differ by another constant on each "
    "component of the graph of tight pairs.",
)
claim.does_not_say(
    "a generator that is right meets a flat critic",
    states=Implies(Eq(p, q), Eq(f[1], f[0])),
    instead="At P_r = P_g the bound 1 on the Lipschitz constant does not make the critic flat; the "
    "penalty lambda k^2 does.",
)


@claim.program(supports=EACH)
def ends_of_the_optimal_face(*, second=10, low=-8, high=10):
    """Largest f(10) - f(0) and f(0) - f(10) among the optimal critics, with exact multipliers."""
    points = (0, 1, second, second + 1)
    steep = [
        ({f"f{y}": 1, f"f{x}": -1}, "<=", abs(y - x)) for x in points for y in points if x != y
    ]
    optimal = ({f"f{x}": (-1) ** (k + 1) for k, x in enumerate(points)}, "=", 2)
    ends = [
        linear_optimum(
            f"the largest {sign} (f({second}) - f(0)) of an optimal critic",
            {f"f{second}": sign, "f0": -sign},
            [*steep, optimal, ({"f0": 1}, "=", 0)],
        )
        for sign in (-1, 1)
    ]
    smallest, largest = -int(ends[0]["optimum"]), int(ends[1]["optimum"])
    return Trial(
        [smallest, largest] == [low, high],
        f"f({second}) - f(0) from {smallest} to {largest}",
        cases=2,
        certificates=ends,
    )


claim.mutant("pairs 5 apart have the same range", second=5)


@claim.figure(
    "Two optimal critics",
    caption="Generated points at 0 and 10 (circles), real ones at 1 and 11 (squares). Both critics "
    "climb at the rate 1 from each circle to its square and score 1; f(10) - f(0) is 10 for one, "
    "-8 for the other, and anything between for others.",
)
def extremes():
    x = np.linspace(-2, 13, 151)
    high, low = x, np.where(x < 1, x, np.where(x < 10, 2 - x, x - 18))
    return {"x": x, "high": high, "low": low}


def draw(axes, data):
    x = np.array(data["x"])
    for name, label in (("high", "f(10) - f(0) = 10"), ("low", "f(10) - f(0) = -8")):
        (line,) = axes.plot(x, data[name], label=label)
        for marker, places in (("o", (0, 10)), ("s", (1, 11))):
            heights = np.interp(places, x, data[name])
            axes.plot(places, heights, marker, fillstyle="none", color=line.get_color())
    axes.set(xlabel="x", ylabel="f(x)")
    axes.legend()
