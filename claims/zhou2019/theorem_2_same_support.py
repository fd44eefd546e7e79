"""Theorem 2, same support: as long as the measures differ some pair is tied by a pull.

Let both measures live on the same points. If no point pulled, what enters each point would leave it
again, and the cost 2 lambda k of such a circulation is 0: f* would be constant, and a constant that
balances every point leaves P_g = P_r. So where they differ some point pulls, k is positive, and by
the bounding theorem that point is tied to another. Not every point is: a balanced one need not be.
"""

from sympy import And, Eq, Implies, Ne, Or

from ganproof.claims.gan.discriminator_losses import EXPONENTIAL, LISTED, both
from ganproof.claims.gan.lipschitz import optimum
from ganproof.claims.zhou2019 import NOTES, PAPER, theorem_2_bounding
from ganproof.verify import Claim, Trial, Verdict, real, sizes

rise = real("rise", latex="f_2-f_1")
up = real("up", latex=r"\pi_{12}", within=(-2, 3))
down = real("down", latex=r"\pi_{21}", within=(-2, 3))
d, k = real("d", within=(-1, 3)), real("k", within=(-1, 3))
penalty = real("lambda", latex=r"\lambda", within=(-1, 3))
p, q = real("p", latex="P_g(1)", within=(-1, 2)), real("q", latex="P_r(1)", within=(-1, 2))
rises = {i: real(f"rises{i}", latex=rf"\phi'(f_{i})", within=(-2, 3)) for i in (1, 2)}
falls = {i: real(f"falls{i}", latex=rf"\varphi'(f_{i})", within=(-3, 2)) for i in (1, 2)}
pulls = {1: p * rises[1] + q * falls[1], 2: (1 - p) * rises[2] + (1 - q) * falls[2]}

# A flow between three points: values and multipliers.
PAIRS = [(i, j) for i in (1, 2, 3) for j in (1, 2, 3) if i != j]
f = {i: real(f"f{i}", latex=f"f_{i}") for i in (1, 2, 3)}
pi = {(i, j): real(f"pi{i}{j}", latex=rf"\pi_{{{i}{j}}}") for i, j in PAIRS}

claim = Claim(
    PAPER.theorem("2", notes=NOTES),
    given={
        "the penalty is on": penalty > 0,
        "the points differ": d > 0,
        "phi rises": rises[1] > 0,
        "the slopes are those of the values": Implies(
            Eq(rise, 0), And(Eq(rises[1], rises[2]), Eq(falls[1], falls[2]))
        ),
        "f has the constant k": And(rise <= k * d, -rise <= k * d),
        "only tight pairs have multipliers": And(
            Eq(up * (k * d - rise), 0), Eq(down * (k * d + rise), 0)
        ),
        "multipliers are not negative": And(up >= 0, down >= 0),
        "the values are stationary": And(Eq(pulls[1], up - down), Eq(pulls[2], down - up)),
        "k is stationary": Eq(2 * penalty * k, (up + down) * d),
    },
    uses=[theorem_2_bounding.claim],
    expected=Verdict.PROVED_WITHIN,
)


@claim.states
def conclusions(*, differ=Ne(p, q), arrives=1):
    """A tied pair gains k d: with nothing arriving anywhere the cost of the flow is 0."""
    size = "two common points"
    net = {i: sum(pi[j, i] - pi[i, j] for j in f if j != i) for i in f}
    return {
        "what a flow gains is what arrives, valued at f": sizes(
            "three points",
            Eq(
                sum(pi[i, j] * (f[j] - f[i]) for i, j in PAIRS),
                arrives * sum(net[i] * f[i] for i in f),
                evaluate=False,
            ),
        ),
        "where the measures differ a point pulls": sizes(size, Implies(differ, Ne(pulls[1], 0))),
        "and f is not constant": sizes(size, Implies(differ, Ne(rise, 0))),
        "and a pair is tied": sizes(size, Implies(differ, Or(Eq(rise, k * d), Eq(-rise, k * d)))),
    }


claim.mutant("what leaves counts instead", arrives=-1)
claim.mutant("where they agree a point pulls too", differ=Eq(p, q))


@claim.simulation(supports="and a pair is tied")
def two_points(*, constant=0.33756, weights=(0.25, 0.75)):
    """P_g = (3/4, 1/4), P_r = (1/4, 3/4) on 0 and 1, lambda = 1/2, for the listed losses."""
    fake, true = weights[::-1], weights
    found = [optimum([[0.0], [1.0]], fake, true, both(loss), 0.5) for loss in LISTED]
    exponential = found[LISTED.index(EXPONENTIAL)]
    return Trial(
        all(len(each.edges) for each in found)
        and bool(abs(exponential.constant - constant) < 1e-5),
        f"f* is {exponential.values[0]:.5f} and {exponential.values[1]:.5f} for exp(t), "
        f"k = {exponential.constant:.5f}",
        cases=len(LISTED),
    )


claim.mutant("so it is with equal weights", weights=(0.5, 0.5))


def every_point_is_tied():
    """Points 0, 1 and 6: P_g = (3, 1, 4)/8, P_r = (1, 3, 4)/8."""
    points, fake, true = [[0.0], [1.0], [6.0]], [0.375, 0.125, 0.5], [0.125, 0.375, 0.5]
    found = optimum(points, fake, true, both(EXPONENTIAL), 0.5)
    rates = abs(found.tightness()[2])
    return Trial(
        rates.max() > 1 - 1e-9,
        f"at 6 f* is {abs(found.values[2]):.1g}; towards 0 and 1 it changes by {rates[0]:.3f} and "
        f"{rates[1]:.3f} of what k allows",
    )


claim.does_not_say(
    "every common point is tied to another",
    trial=every_point_is_tied,
    instead="Points that pull are; a point with equal shares of both measures need not be.",
)
