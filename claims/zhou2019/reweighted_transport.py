"""The optimal discriminator is a Kantorovich potential between the measures that it reweighs.

Weigh generated points by phi'(f*) and real points by -varphi'(f*). Both measures then have the same
mass, as every multiplier leaves one point and enters another. Their Wasserstein distance is
2 lambda k(f*), and f*/k(f*) attains it: a Lipschitz GAN is a Wasserstein GAN on measures of its own
making, the multipliers of its constraints being an optimal plan. For the loss t nothing is
reweighed.
"""

import numpy as np
from sympy import And, Eq, Implies

from ganproof.claims.gan.discriminator_losses import LISTED, both
from ganproof.claims.gan.lipschitz import random_optima
from ganproof.claims.gan.transport import wassersteins
from ganproof.claims.textbook import kantorovich
from ganproof.claims.zhou2019 import PAPER
from ganproof.verify import Claim, Origin, Trial, Verdict, real, sizes

# One pair: its multiplier, k times its distance, and by how much f and another function rise.
carried, mass = real("carried", latex=r"\pi", within=(-2, 3)), real("mass", latex="m")
width = real("width", latex="kd", within=(-1, 4))
rise, other = real("rise", latex="f(y)-f(x)"), real("other", latex="g(y)-g(x)")
k, penalty = real("k", within=(-1, 3)), real("lambda", latex=r"\lambda", within=(-1, 3))

# Two generated and two real points: values, multipliers, k times the distances.
PAIRS = [(1, 3), (1, 4), (2, 3), (2, 4)]
f = {i: real(f"f{i}", latex=f"f_{i}") for i in (1, 2, 3, 4)}
pi = {(i, j): real(f"pi{i}{j}", latex=rf"\pi_{{{i}{j}}}") for i, j in PAIRS}
w = {(i, j): real(f"w{i}{j}", latex=f"k d_{{{i}{j}}}") for i, j in PAIRS}
moved = real("moved", latex=r"\delta")
heavy = {i: real(f"mass{i}", latex=rf"\tilde p_{i}" if i < 3 else rf"\tilde q_{i}") for i in f}

claim = Claim(
    PAPER.proposition("Optimality conditions", after="1", attribution="own"),
    given={
        "multipliers are not negative": carried >= 0,
        "f has the constant k": rise <= width,
        "only tight pairs have multipliers": Eq(carried * (width - rise), 0),
    },
    uses=[kantorovich.claim],
    expected=Verdict.PROVED_WITHIN,
    origin=Origin.BEYOND,
)


def gain(plan):
    """E f on the masses that the plan brings to real points less E f on those that it takes."""
    return sum(plan[i, j] * (f[j] - f[i]) for i, j in PAIRS)


@claim.states
def conclusions(*, factor=2, least=1, slope=1, balanced=(1, 2, 3, 4)):
    """Sums over all pairs follow from single pairs; values are stationary where masses are sums."""
    # Plans of the same masses differ by what goes round the four pairs.
    plan = {(i, j): pi[i, j] + moved * (-1) ** (i + j) for i, j in PAIRS}
    tight = And(*(Eq(pi[i, j] * (w[i, j] - f[j] + f[i]), 0) for i, j in PAIRS))
    stationary = Eq(factor * penalty * k**2, sum(pi[pair] * w[pair] for pair in PAIRS))
    size = "two generated and two real points"
    sums = {i: sum(pi[pair] for pair in PAIRS if i in pair) for i in f}
    return {
        "both reweighted measures have the same mass": sizes(
            size,
            Implies(
                And(*(Eq(heavy[i], sums[i]) for i in balanced)),
                Eq(heavy[1] + heavy[2], heavy[3] + heavy[4]),
            ),
        ),
        "no function of constant k gains more on a multiplier": Implies(
            other <= slope * width, carried * other <= carried * rise
        ),
        "no plan's mass costs less than f gains on it": Implies(
            mass >= 0, mass * width >= least * mass * rise
        ),
        "what f gains depends on the masses alone, not on the plan": sizes(
            size, Eq(gain(plan), gain(pi), evaluate=False)
        ),
        "and is 2 lambda k^2": sizes(
            size, Implies(And(tight, stationary), Eq(gain(pi), 2 * penalty * k**2))
        ),
    }


claim.mutant("k is stationary where lambda k is the cost", factor=1)
claim.mutant("a function of constant 2k gains no more", slope=2)
claim.mutant("the masses agree if one value is not stationary", balanced=(1, 2, 3))
claim.mutant("every plan costs twice as much", least=2)


@claim.simulation(supports="and is 2 lambda k^2")
def random_instances(*, factor=2, slopes=True):
    """Wasserstein distances by linear programming, against 2 lambda k, for the listed losses."""
    found = [each for loss in LISTED for each in random_optima(both(loss))]
    masses = [each.reweighted if slopes else each.measures for each in found]
    distances, _ = wassersteins([(o.distances, m.fake, m.real) for o, m in zip(found, masses)])
    gaps = [abs(factor * o.penalty * o.constant - w) for o, w in zip(found, distances)]
    excess = max(o.residuals().excess / (1 + abs(o.values).max()) for o in found)
    worst = int(np.argmax(gaps))
    return Trial(
        bool(gaps[worst] <= 1e-6 and excess <= 1e-9),
        f"largest difference {gaps[worst]:.2g}, with the loss {found[worst].losses.name}; rises "
        f"above k times the distance, relative to the values: {excess:.1g}",
        cases=len(found),
    )


claim.mutant(
    "2 lambda k is the Wasserstein distance between the measures themselves",
    slopes=False,
    origin=Origin.FOLKLORE,
    instead="It is that between the reweighted measures; they are the measures themselves for the "
    "loss t alone.",
)
