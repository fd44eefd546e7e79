"""F_gamma is Lipschitz with L_0 + gamma kappa, where kappa is that of R_phi in both players.

F_gamma = F + gamma (0, R_phi), so that the triangle inequality gives L_0 + gamma kappa, where kappa
is a Lipschitz constant of R_phi in theta and phi together: it is at most sqrt(k_theta^2 + k_phi^2),
the norms of R_phi,theta and R_phi,phi, and so at most their sum. Tikhonov has kappa = 1. The bound
is not tight: in the bilinear game with coupling sigma the constant is (gamma + sqrt(gamma^2 + 4
sigma^2))/2, below sigma + gamma. For a critic with two layers no kappa serves all weights: the
bound is local.
"""

import numpy as np
from sympy import And, Eq, Implies, Max, Symbol, sqrt

from ganproof.claims.gan import operators
from ganproof.claims.giagtzoglou2026 import NOTES, PAPER, monotone_operators
from ganproof.verify import Claim, Trial, real, spectrum

gamma = real("gamma", latex=r"\gamma", within=(-1, 4))
L_0, kappa = real("L_0", within=(-1, 3)), real("kappa", latex=r"\kappa", within=(-1, 3))
d = real("d", latex="|w-w'|", within=(-1, 3))
all_of_it = real("all_of_it", latex=r"|F_\gamma(w)-F_\gamma(w')|", within=(-1, 4))
risen = real("risen", latex="|F(w)-F(w')|", within=(-1, 4))
charged = real("charged", latex=r"|R_\phi(w)-R_\phi(w')|", within=(-1, 4))
k_theta, k_phi = (
    real(f"k_{each}", latex=rf"\kappa_{{\{each}}}", within=(-1, 3)) for each in ("theta", "phi")
)
u, v = (
    real(letter, latex=rf"|\Delta\{each}|", within=(-1, 3))
    for letter, each in (("u", "theta"), ("v", "phi"))
)
sigma, a, w = real("sigma", latex=r"\sigma", within=(-1, 3)), real("a"), real("w")

claim = Claim(
    PAPER.theorem("Lipschitz constant of the regularised operator", notes=NOTES),
    given={
        "the triangle inequality": all_of_it <= risen + gamma * charged,
        "F is L_0-Lipschitz": risen <= L_0 * d,
        "R_phi is kappa-Lipschitz": charged <= kappa * d,
        "the penalty is not negative": gamma >= 0,
    },
    uses=[monotone_operators.claim],
)
x = Symbol("x")
R = (a * w * x).diff(x) ** 2 / 2
"""Of D(x) = a w x, which has two layers."""


@claim.states
def conclusions(*, constant=L_0 + gamma * kappa, square=k_theta**2 + k_phi**2, bound=sigma + gamma):
    J, root = operators.jacobian(0, sigma, gamma), sqrt(gamma**2 + 4 * sigma**2)
    largest = (gamma + root) / 2
    rows = And(k_theta >= 0, k_phi >= 0, u >= 0, v >= 0, charged >= 0)
    return {
        "F_gamma is (L_0 + gamma kappa)-Lipschitz": all_of_it <= constant * d,
        "kappa is at most sqrt(k_theta^2 + k_phi^2)": Implies(
            And(rows, charged <= k_theta * u + k_phi * v), charged**2 <= square * (u**2 + v**2)
        ),
        "and so at most k_theta + k_phi": Implies(
            And(k_theta >= 0, k_phi >= 0), square <= (k_theta + k_phi) ** 2
        ),
        "bilinear: singular values (sqrt(gamma^2 + 4 sigma^2) +- gamma)/2": spectrum(
            J.T * J, equals=[largest**2, (root - gamma) ** 2 / 4]
        ),
        "the larger one is below sigma + gamma": Implies(
            And(sigma > 0, gamma > 0), largest < bound
        ),
        "D(x) = a w x: at w^2 = kappa + 1 the penalty is steeper than kappa": Implies(
            w**2 >= kappa + 1, R.diff(a, 2) > kappa
        ),
    }


claim.mutant(
    "it is sqrt(L_0^2 + gamma^2 kappa^2)-Lipschitz", constant=sqrt(L_0**2 + gamma**2 * kappa**2)
)
claim.mutant("max{L_0, gamma kappa} will do", constant=Max(L_0, gamma * kappa))
claim.mutant("kappa is the norm of R_phi,phi", square=k_phi**2)
claim.mutant("bilinear: it is at most max{sigma, gamma}", bound=Max(sigma, gamma))
claim.mutant("bilinear: it is at most sqrt(sigma^2 + gamma^2)", bound=sqrt(sigma**2 + gamma**2))

claim.does_not_say(
    "L_0 + gamma kappa is reached",
    states=Implies(
        And(sigma > 0, gamma > 0),
        Eq(operators.constant(operators.jacobian(0, sigma, gamma)), sigma + gamma),
    ),
    instead="For sigma = gamma = 1 the bilinear game has 1.618, not 2.",
)


@claim.simulation(supports="F_gamma is (L_0 + gamma kappa)-Lipschitz")
def random_regularised_games(*, rows=slice(None), count=400, n=2, m=3):
    """Norms of Jacobians against L_0 + gamma kappa, kappa the norm of (R_phi,theta  R_phi,phi)."""
    rng = np.random.default_rng(60)
    J = operators.stacked(*operators.random_blocks(count, n, m, seed=61))
    P = np.zeros((count, n + m, n + m))
    P[:, n:] = rng.normal(size=(count, m, n + m))
    P[:, n:, n:] = P[:, n:, n:] @ P[:, n:, n:].transpose(0, 2, 1)
    gamma = rng.uniform(0, 4, count)
    kappa = np.linalg.norm(P[:, :, rows], ord=2, axis=(1, 2))
    excess = operators.constants(J + gamma[:, None, None] * P) - operators.constants(J)
    wrong = int((excess > gamma * kappa + 1e-9).sum())
    return Trial(wrong == 0, f"{wrong} of {count} games exceed it", cases=count)


claim.mutant("random games with the norm of R_phi,theta for kappa", rows=slice(0, 2))
