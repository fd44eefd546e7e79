"""No finite weight enforces the constraint: between points D apart the slope is 1 + D/(2 lambda).

For laws on two points, D apart, the penalised score D s - lambda (s - 1)_+^2 is largest there, with
the value D + D^2/(4 lambda). For any two laws and any law of pairs, a 1-Lipschitz critic pays
nothing: the largest value V is at least W1, and it falls as lambda grows. An optimal critic is
also optimal among its multiples; with the score S = 2 lambda E q (q - 1)_+ >= V its largest
quotient Q satisfies Q (Q - 1) >= W1/(2 lambda). If the pairs are those of an optimal plan, V is at
most W1 + E d^2/(4 lambda).
"""

from functools import cache

import numpy as np
from sympy import And, Eq, Implies, Max, Ne

from ganproof.claims.terjek2020 import NOTES, PAPER, explicit_penalty
from ganproof.claims.textbook import kantorovich
from ganproof.verify import Claim, Origin, Trial, real

s, D = real("s", within=(-1, 4)), real("D", within=(-1, 4))
lam = real("lam", latex=r"\lambda", within=(-1, 4))
more = real("more", latex=r"\lambda'", within=(-1, 4))
V, W = real("V", within=(-1, 5)), real("W", latex="W_1", within=(-1, 4))
S, cost = real("S", within=(-1, 5)), real("cost", latex=r"E(q-1)_+^2", within=(-1, 4))
mean, Q = real("mean", latex=r"E\,q(q-1)_+", within=(-1, 5)), real("Q", within=(-1, 4))
K = real("K", within=(-1, 4))

claim = Claim(
    PAPER.proposition("Penalised dual", notes=NOTES, attribution="own"),
    given={"the penalty is on": lam > 0, "the laws differ": And(D > 0, W > 0)},
    uses=[explicit_penalty.claim, kantorovich.claim],
    origin=Origin.BEYOND,
)
PAIR = "two points, or a pair of an optimal plan: no slope scores more than D + D^2/(4 lambda)"
FALLS = "V falls as lambda grows"


@claim.states
def conclusions(*, overshoot=D / (2 * lam), excess=D**2 / (4 * lam), factor=2, order=1, bound=K):
    best, reached = 1 + overshoot, D + excess
    score = D * s - lam * Max(s - 1, 0) ** 2
    value_of_other = S - lam * cost
    return {
        PAIR: score <= reached,
        "the slope 1 + D/(2 lambda) scores that": Eq(
            D * best - lam * Max(overshoot, 0) ** 2, reached
        ),
        "and no other one": Implies(Ne(s, best), score < reached),
        "V is at least W1: a 1-Lipschitz critic pays nothing": Implies(
            And(value_of_other <= V, Eq(S, W), Eq(cost, 0)), order * V >= order * W
        ),
        FALLS: Implies(
            And(value_of_other <= V, cost >= 0, order * more >= order * lam),
            S - more * cost <= V,
        ),
        "optimal critics have a quotient Q > 1 with Q (Q - 1) >= W1/(2 lambda)": Implies(
            And(S >= W, Eq(S, factor * lam * mean), Q >= 0, mean <= Q * Max(Q - 1, 0)),
            And(2 * lam * Q * (Q - 1) >= W, Q > 1),
        ),
        "with the constant K for 1 no score is larger than K W1": Implies(
            K > 0, Implies(S / K <= W, bound * W >= S)
        ),
    }


claim.mutant("the best slope is 1 + D/lambda", overshoot=D / lam)
claim.mutant("the value is D + D^2/(8 lambda)", excess=D**2 / (8 * lam))
claim.mutant("V is at most W1 and grows with lambda", order=-1)
claim.mutant("an optimal critic has S = 4 lambda E q (q - 1)_+", factor=4)
claim.mutant("the constant does not matter", bound=1)
claim.does_not_say(
    "the penalty enforces the 1-Lipschitz constraint",
    states=Implies(D * s - lam * Max(s - 1, 0) ** 2 >= D + D**2 / (4 * lam), s <= 1),
    origin=Origin.NOTES,
    instead="It limits violations: for every finite weight an optimal critic has quotients above "
    "1, between two points D apart 1 + D/(2 lambda).",
)
claim.does_not_say(
    "for lambda = 10 or more the value is W1",
    states=Implies(lam >= 10, Eq(D + D**2 / (4 * lam), D)),
    instead="It is W1 + W1^2/(4 lambda) between two points, for every lambda.",
)


@cache
def clouds(points=20, seed=50):
    """Distances of normal points, the real ones moved by 1, E_r - E_g, W1 and a potential."""
    from ganproof.claims.gan import critics, transport

    rng = np.random.default_rng(seed)
    fakes, reals = rng.normal(size=(2, points, 2))
    laws = transport.measures(fakes, reals + np.array([1, 0]))
    lengths = transport.distances(laws.points)
    f, W1 = critics.critic(lengths, laws.fake, laws.real)
    return lengths + np.eye(2 * points), laws.real - laws.fake, W1, f


def penalised(weight):
    """Largest E_r f - E_g f - weight E(q - 1)_+^2, all pairs equally likely, and its quotient Q."""
    from scipy.optimize import minimize

    lengths, gain, _, f = clouds()
    count = len(f) * (len(f) - 1)

    def loss(f):
        steps = (f[:, None] - f) / lengths
        over = np.sign(steps) * np.maximum(abs(steps) - 1, 0)
        slope = 4 * weight / count * (over / lengths).sum(axis=1)
        return weight / count * (over**2).sum() - gain @ f, slope - gain

    found = minimize(loss, f, jac=True, method="L-BFGS-B", options={"maxiter": 3000, "ftol": 1e-12})
    return -found.fun, (abs(found.x[:, None] - found.x) / lengths).max()


@claim.simulation(supports=FALLS)
def all_pairs_of_two_clouds(*, weights=(10.0, 100.0, 1000.0, 10000.0)):
    """20 generated and 20 real points: V and Q for growing weights, all pairs penalised."""
    W1 = clouds()[2]
    V, Q = np.array([penalised(weight) for weight in weights]).T
    falls = np.all(np.diff(V) < 0) and V[-1] >= W1
    beyond = np.all(2 * np.array(weights) * Q * (Q - 1) >= W1)
    shows = ", ".join(f"{v:.4f} with Q = {q:.3f}" for v, q in zip(V, Q))
    return Trial(bool(falls and beyond), f"W1 = {W1:.4f}; V = {shows}", cases=len(weights))


claim.mutant("smaller weights bring V nearer to W1", weights=(1000.0, 100.0))
