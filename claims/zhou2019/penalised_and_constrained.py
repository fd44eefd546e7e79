"""For given laws penalising k^2 and bounding k agree, by a factor that depends on the laws.

Let V(K) be the least J_D(f) over all f with k(f) <= K, attained at f*, and W the Wasserstein
distance between the laws reweighted by phi'(f*) and -varphi'(f*). V is convex with the slope -W at
K. The penalised optimum has the constant k where this slope is -2 lambda k: f* with the bound K is
the penalised optimum for lambda = W/(2 K). The WGAN, phi(t) = t with K = 1, is that for
lambda = W1/2: in training, where W1 changes, a fixed lambda is not a fixed bound.
"""

import numpy as np
from sympy import And, Eq, Equivalent, Implies, Rational

from ganproof.claims.textbook import kantorovich
from ganproof.claims.zhou2019 import PAPER, reweighted_transport, theorem_1_uniqueness
from ganproof.verify import Claim, Origin, Trial, real

V, K = real("V", latex="V(K)"), real("K", within=(-1, 4))
V_L, L = real("V_L", latex="V(L)"), real("L", within=(-1, 4))
M = real("M", latex="k", within=(-1, 4))
W, W_1 = real("W", latex=r"\tilde W_1", within=(-1, 4)), real("W_1", within=(-1, 4))
lam = real("lam", latex=r"\lambda", within=(-1, 4))
score = real("score", latex=r"\tilde E_rf-\tilde E_gf")

claim = Claim(
    PAPER.proposition("Penalty and bound", after="1", attribution="own"),
    given={
        "J_D is convex, f* scores K W": V - (score - K * W) <= V_L,
        "no f with k(f) <= L scores more than L W": score <= L * W,
    },
    uses=[kantorovich.claim, reweighted_transport.claim, theorem_1_uniqueness.claim],
    origin=Origin.BEYOND,
)
SLOPE = "V lies above its tangent of slope -W"


@claim.states
def conclusions(*, slope=W, factor=2, half=Rational(1, 2)):
    matched = Eq(W, factor * lam * K)
    return {
        SLOPE: V - slope * (L - K) <= V_L,
        "f* with the bound K = W/(2 lambda) is the penalised optimum": Implies(
            And(matched, lam > 0), V_L + lam * L**2 >= V + lam * K**2
        ),
        "any other bound L costs at least lambda (L - K)^2 more": Implies(
            matched, V_L + lam * L**2 >= V + lam * K**2 + lam * (L - K) ** 2
        ),
        "phi(t) = t: the penalised optimum has k = 1 exactly if lambda = W1/2": Implies(
            And(lam > 0, Eq(2 * lam * M, W_1)), Equivalent(Eq(M, 1), Eq(lam, half * W_1))
        ),
    }


claim.mutant("the slope is -2 W", slope=2 * W)
claim.mutant("the slope is -W/2", slope=W / 2)
claim.mutant("the bound is W/lambda", factor=1)
claim.mutant("phi(t) = t has k = 1 for lambda = W1", half=1)
claim.does_not_say(
    "the WGAN is phi(t) = t with lambda = 1/2",
    states=Implies(And(Eq(lam, Rational(1, 2)), Eq(2 * lam * M, W_1)), Eq(M, 1)),
    instead="The WGAN is phi(t) = t with lambda = W1/2; with lambda = 1/2 the optimum has k = W1.",
)


@claim.simulation(supports=SLOPE)
def bounds_of_random_samples(*, multiple=2.0, cases=8, step=1e-3):
    """W, 2 lambda k and a central difference of V at k; and f with the bound k, penalised."""
    from ganproof.claims.gan import lipschitz, transport
    from ganproof.claims.gan.discriminator_losses import LISTED, both

    rng, slope, apart = np.random.default_rng(22), 0.0, 0.0
    for case in range(cases):
        laws, losses = transport.random_measures(rng), both(LISTED[1 + case % 3])
        penalty = transport.distances(laws.points).max() ** 2 / 10
        f = lipschitz.optimum(*laws, losses, penalty)
        k, h = f.constant, step * f.constant
        low, same, high = (
            lipschitz.optimum(*laws, losses, bound=bound) for bound in (k - h, k, k + h)
        )
        moved, _ = transport.wasserstein(*f.reweighted)
        derivative = (high.objective - low.objective) / (2 * h)
        gaps = np.array([moved, -derivative]) - multiple * penalty * k
        slope = max(slope, np.abs(gaps).max() / moved)
        apart = max(apart, np.abs(same.values - f.values).max())
    shows = f"W, 2 lambda k and -V' differ by {slope:.1e} of W, both f by {apart:.1e}"
    return Trial(bool(slope < 1e-5 and apart < 1e-6), shows, cases=cases)


claim.mutant("W is lambda k", multiple=1.0)
