"""Zero-sum games with a penalty of the discriminator: mu >= min{mu_theta, mu_phi + gamma lambda_0}.

F_gamma = F + gamma (0, R_phi) has the Jacobian [[A, B], [-B', C]] + gamma [[0, 0], [M, H]], with M
= R_phi,theta and H = R_phi,phi. Let A >= mu_theta, C >= mu_phi and H >= lambda_0. Zero-sum coupling
cancels, and M = 0 if R does not depend on the generator: then every mu up to the minimum will do,
and no other if the bounds are attained, those of C and H by the same vector. The generator gets no
credit: mu <= mu_theta whatever gamma is, so that a bilinear game never becomes strongly monotone.
Note that lambda_0 bounds the penalty's Hessian, not only its Gramian, and that R must be taken at
samples that the generator does not move.
"""

import numpy as np
from sympy import And, Eq, Implies, Or, ZeroMatrix

from ganproof.claims.gan import operators
from ganproof.claims.giagtzoglou2026 import (
    NOTES,
    PAPER,
    monotone_operators,
    zero_sum_structure,
)
from ganproof.verify import (
    Claim,
    Origin,
    Trial,
    blocks,
    matrix,
    matrix_identity,
    positive_definite,
    real,
    size,
)

n, m = size("n"), size("m")
A, B = matrix("A", n, n, symmetric=True), matrix("B", n, m)
C, H = matrix("C", m, m, symmetric=True), matrix("H", m, m, symmetric=True)
mu = real("mu", latex=r"\mu")
mu_theta, mu_phi = real("mu_theta", latex=r"\mu_\theta"), real("mu_phi", latex=r"\mu_\phi")
least, gamma = real("least", latex=r"\lambda_0"), real("gamma", latex=r"\gamma", within=(-1, 6))
T = real("T", latex="|v|^2", within=(-1, 2))
S = 1 - T
"""The squared length of u in a unit vector w = (u, v)."""
p, q, r = real("p", latex="u'Au"), real("q", latex="v'Cv"), real("r", latex="v'Hv")
sigma = real("sigma", latex=r"\sigma")
cross, mixed = real("cross", latex="u'(B+B_2)v"), real("mixed", latex=r"\gamma v'Mu")

claim = Claim(
    PAPER.theorem("Strong monotonicity of the regularised operator", notes=NOTES),
    given={
        "the game is zero-sum": Eq(cross, 0),
        "the penalty does not depend on the generator": Eq(mixed, 0),
        "A is at least mu_theta": p >= mu_theta * S,
        "C is at least mu_phi": q >= mu_phi * T,
        "the penalty's Hessian is at least lambda_0": r >= least * T,
        "w = (u, v) is a unit vector": And(T >= 0, T <= 1),
        "the penalty is not negative": gamma >= 0,
    },
    uses=[zero_sum_structure.claim, monotone_operators.claim],
)


BOUND = "w'Jw >= mu for every mu up to the minimum"


@claim.states
def conclusions(*, generator=mu_theta, join=And, back=-B.T):
    discriminator = mu_phi + gamma * least
    form = p + cross + mixed + q + gamma * r
    J = blocks([[A, B], [back, C + gamma * H]])
    twice = blocks([[2 * A, ZeroMatrix(n, m)], [ZeroMatrix(m, n), 2 * C + 2 * gamma * H]])
    on_theta = And(Eq(T, 0), Eq(p, mu_theta), Eq(q, 0), Eq(r, 0), form >= mu)
    on_phi = And(Eq(T, 1), Eq(p, 0), Eq(q, mu_phi), Eq(r, least), form >= mu)
    return {
        "J + J' is 2A and 2C + 2 gamma H, 0 elsewhere": matrix_identity(J + J.T, twice),
        BOUND: Implies(join(mu <= generator, mu <= discriminator), form >= mu),
        "mu is at most mu_theta, whatever gamma, if A attains its bound": Implies(
            on_theta, mu <= mu_theta
        ),
        "and at most mu_phi + gamma lambda_0, if C and H attain theirs at the same v": Implies(
            on_phi, mu <= discriminator
        ),
    }


claim.mutant("the larger of the two will do", join=Or)
claim.mutant("the generator gets credit for the penalty", generator=mu_theta + gamma * least)
claim.mutant("the players' losses have the same sign", back=B.T)

claim.does_not_say(
    "a penalty on the discriminator makes every monotone game strongly monotone",
    states=Implies(gamma > 0, positive_definite(operators.jacobian(0, sigma, gamma))),
    origin=Origin.FOLKLORE,
    instead="A bilinear game has mu = 0 for every gamma: the linear rate of strongly monotone "
    "operators does not cover it.",
)


@claim.simulation(supports=BOUND)
def random_regularised_games(*, mixed=0.0, count=400):
    """Least eigenvalue of (J + J')/2 against the minimum, penalties H >= 0 of any rank."""
    worst = 0.0
    for k, (n, m) in enumerate([(1, 1), (2, 1), (1, 3), (3, 3), (4, 4)]):
        A, B, C = operators.random_blocks(count, n, m, seed=k)
        rng = np.random.default_rng(50 + k)
        G = rng.normal(size=(count, rng.integers(1, m + 1), m))
        H, gamma = G.transpose(0, 2, 1) @ G, rng.uniform(0, 4, (count, 1, 1))
        M = mixed * rng.normal(size=(count, m, n))
        J = operators.stacked(A, B, C + gamma * H, gamma * M - B.transpose(0, 2, 1))
        both = [np.linalg.eigvalsh(each)[:, 0] for each in (A, C + gamma * H)]
        worst = max(worst, float(np.abs(operators.moduli(J) - np.minimum(*both)).max()))
    return Trial(worst < 1e-12, f"they differ by {worst:.0e} at most", cases=5 * count)


claim.mutant("random penalties that depend on the generator too", mixed=1.0)
