"""WGAN: along an optimal coupling the critic's gradient points the way of transport.

Let f be 1-Lipschitz and maximise E_r f - E_g f, and let an optimal coupling move mass from x to y.
By duality the maximum is the coupling's mean cost E|y - x|. The difference of the two is the mean
of the slacks |y - x| - (f(y) - f(x)), none of which is negative: wherever there is mass the pair is
tight, so that f climbs at the rate 1 on the segment, and a gradient there is the unit vector from x
to y. The pair must be coupled, the norm Euclidean, and x and y distinct: mass that the two laws
share and that stays in place has no direction.
"""

import numpy as np
from sympy import Abs, And, Eq, Implies, Ne, Rational

from ganproof.claims.gan import critics, transport
from ganproof.claims.textbook import kantorovich
from ganproof.claims.zhou2019 import PAPER, tight_pairs
from ganproof.verify import Claim, Trial, Verdict, real, sizes

PAIRS = ((1, 1), (1, 2), (2, 1), (2, 2))
mass = {(i, j): real(f"m{i}{j}", latex=rf"\pi_{{{i}{j}}}", within=(-1, 2)) for i, j in PAIRS}
d = {(i, j): real(f"d{i}{j}", latex=f"d_{{{i}{j}}}") for i, j in PAIRS}
at_fake = {i: real(f"f{i}", latex=f"f(x_{i})") for i in (1, 2)}
at_real = {j: real(f"g{j}", latex=f"f(y_{j})") for j in (1, 2)}
slack = {(i, j): d[i, j] - (at_real[j] - at_fake[i]) for i, j in PAIRS}

norm, slope = real("norm", latex="|g|", within=(-1, 4)), real("slope", latex=r"g\cdot u")
shared, beside, x, y = (real(f"h{k}", latex=f"f({k})") for k in (0, 1, 2, 5))

score = sum(mass[i, j] * at_real[j] for i, j in PAIRS) - sum(
    mass[i, j] * at_fake[i] for i, j in PAIRS
)
"""E_r f - E_g f: the weights of the points are the coupling's marginals."""

claim = Claim(
    PAPER.proposition("WGAN and optimal transport", after="1"),
    given={
        "f is 1-Lipschitz": And(*(slack[pair] >= 0 for pair in PAIRS)),
        "the coupling has no negative mass": And(*(mass[pair] >= 0 for pair in PAIRS)),
        "both are optimal": Eq(score, sum(mass[pair] * d[pair] for pair in PAIRS)),
    },
    uses=[kantorovich.claim, tight_pairs.claim],
    expected=Verdict.PROVED_WITHIN,
)
TWO = "two generated and two real points"


@claim.states
def conclusions(*, coupled=lambda pair: mass[pair] > 0, direction=1, largest=1, climb=1):
    return {
        "wherever the coupling has mass the pair is tight": sizes(
            TWO, And(*(Implies(coupled(pair), Eq(slack[pair], 0)) for pair in PAIRS))
        ),
        "|g - u|^2 = |g|^2 - 2 g.u + 1 leaves the unit vector u as the gradient g": Implies(
            And(norm >= 0, norm <= largest, Eq(slope, climb)),
            norm**2 - 2 * direction * slope + 1 <= 0,
        ),
    }


claim.mutant("the gradient points from the real to the generated point", direction=-1)
claim.mutant(
    "every generated point is tight with every real one",
    coupled=lambda pair: Ne(d[pair], 0),
    instead="A generated point is tight with those real ones that an optimal coupling sends it to.",
)
claim.mutant("so is one of length 2", largest=4)
claim.mutant("so is one that climbs at half the rate", climb=Rational(1, 2))
claim.does_not_say(
    "at a point that both laws share the critic has slope 1 too",
    states=Implies(
        And(Abs(beside - shared) <= 1, Abs(x - beside) <= 1, Abs(y - x) <= 3, Eq(y - x, 3)),
        Eq(Abs(beside - shared), 1),
    ),
    instead="For P_g on 0 and 2 and P_r on 0 and 5, with equal weights, a critic is optimal if "
    "f(5) - f(2) = 3: at 0, a point of both, its slope may be any from -1 to 1.",
)


@claim.simulation(supports="wherever the coupling has mass the pair is tight")
def critics_of_random_samples(*, metric="euclidean", sign=1, everywhere=False, cases=20):
    """N = 2 to 7 points of either kind in R^1 to R^4: slack, and the gradient midway.

    The gradient is that of the smallest 1-Lipschitz extension, by central differences.
    """
    rng, slack, off = np.random.default_rng(5), 0.0, 0.0
    for _ in range(cases):
        n, dimension = rng.integers(2, 8), rng.integers(1, 5)
        points = rng.normal(size=(2 * n, dimension))
        fake, lengths = np.repeat([1 / n, 0], n), transport.distances(points, metric)
        f, _ = critics.critic(lengths, fake, fake[::-1])
        _, plan = transport.wasserstein(points, fake, fake[::-1], metric)
        x, y = np.nonzero((plan > 1e-9) | everywhere & (fake > 0)[:, None] & (fake == 0))
        slack = max(slack, np.abs(lengths[x, y] - f[y] + f[x]).max())
        middle, along = (points[x] + points[y]) / 2, points[y] - points[x]
        moved = (middle[:, None] + side * 1e-5 * np.eye(dimension) for side in (1, -1))
        ahead, behind = (
            critics.extension(transport.distances(each, metric, points[n:]), f[n:])
            for each in (z.reshape(-1, dimension) for z in moved)
        )
        unit = sign * along / np.linalg.norm(along, axis=1, keepdims=True)
        off = max(off, np.abs((ahead - behind) / 2e-5 - unit.ravel()).max())
    shows = f"largest slack {slack:.1e}, gradients off by {off:.1e} at most"
    return Trial(bool(slack < 1e-8 and off < 1e-6), shows, cases=cases)


claim.mutant("critics of random samples descend", sign=-1)
claim.mutant("so they do in the maximum norm", metric="chebyshev")
claim.mutant("their slack vanishes for all pairs", everywhere=True)
