"""Curvature of the discriminator makes forward-backward steps converge on bilinear games.

For V = theta' A phi with the penalty gamma |phi|^2/2 a singular value sigma of A gives the 2 x 2
game [[0, sigma], [-sigma, gamma]]; here h = eta sigma, k = gamma/sigma. Forward-backward steps
never converge for k = 0, and for k > 0 they do up to h = k (k <= 2) or k - sqrt(k^2 - 4).
Extragradient steps and extrapolation from the past converge without any penalty, for h < 1 and
h < 1/sqrt(3). Forward-backward steps end in two rounds if k = 2, h = 1, extragradient ones in one
if k = h = 1, whereas extrapolation from the past never has a rate below 1/sqrt(2). Along singular
vectors of A with sigma = 0 the generator does not move.
"""

import numpy as np
from sympy import And, Eq, Equivalent, Implies, Matrix, sqrt

from ganproof.claims.gan import methods
from ganproof.claims.gan.methods import EXTRAGRADIENT, FORWARD_BACKWARD, FROM_THE_PAST, METHODS
from ganproof.claims.giagtzoglou2026 import NOTES, PAPER, extrapolation_from_the_past
from ganproof.verify import Claim, Origin, Trial, real, schur, unstable

h, k = real("h", latex=r"\eta\sigma", within=(-1, 3)), real("k", latex=r"\gamma/\sigma")
z = real("z")

claim = Claim(
    PAPER.remark("Bilinear toy problem", notes=NOTES, after="EFTP"),
    given={"the step is positive": h > 0},
    uses=[extrapolation_from_the_past.claim],
)
FORWARD = "forward-backward converges exactly for h < k and h^2 - 2 h k + 4 > 0"
JURY = And(h < k, h**2 - 2 * h * k + 4 > 0)


def step(method, curvature=k):
    return methods.matrix(method, Matrix([[0, 1], [-1, curvature]]), h)


@claim.states
def conclusions(*, jury=JURY, small=k, large=k - sqrt(k**2 - 4), ahead=1, past=3, nilpotent=2):
    def vanishes(matrix):
        return And(*(Eq(entry, 0) for entry in matrix.expand()))

    M, quartic = step(FORWARD_BACKWARD), z**4 + (2 * h * k - 2) * z**3
    quartic += (4 * h**2 - past * h * k + 1) * z**2 + (h * k - 4 * h**2) * z + h**2
    return {
        "without curvature forward-backward diverges for every step": unstable(
            step(FORWARD_BACKWARD, 0)
        ),
        FORWARD: Equivalent(schur(M), jury),
        "solved for k <= 2: h < k": Implies(k <= 2, Equivalent(JURY, h < small)),
        "and for k > 2: h < k - sqrt(k^2 - 4)": Implies(k > 2, Equivalent(JURY, h < large)),
        "without curvature extragradient converges exactly for h < 1": Equivalent(
            schur(step(EXTRAGRADIENT, 0)), h < ahead
        ),
        "and extrapolation from the past exactly for h < 1/sqrt(3)": Equivalent(
            schur(step(FROM_THE_PAST, 0)), past * h**2 < 1
        ),
        "its rates with curvature are the roots of a quartic": Eq(
            (z * Matrix.eye(4) - step(FROM_THE_PAST)).det(), quartic
        ),
        "forward-backward ends in two rounds for k = 2, h = 1": Implies(
            And(Eq(k, nilpotent), Eq(h, 1)), vanishes(M**2)
        ),
        "extragradient ends in one round for k = h = 1": Implies(
            And(Eq(k, nilpotent - 1), Eq(h, 1)), vanishes(step(EXTRAGRADIENT))
        ),
    }


claim.mutant("only h < k matters to forward-backward", jury=h < k)
claim.mutant("k is the limit for large k too", large=k)
claim.mutant("the limit for small k is 2 k", small=2 * k)
claim.mutant("extragradient converges up to h = 2", ahead=2)
claim.mutant("extrapolation from the past converges up to h = 1", past=1)
claim.mutant("forward-backward ends in two rounds for k = 3", nilpotent=3)
claim.mutant("forward-backward diverges whatever the curvature", jury=h < 0)
for method in (EXTRAGRADIENT, FROM_THE_PAST):
    claim.does_not_say(
        f"discriminator-only curvature enables convergence for {method.name}",
        origin=Origin.NOTES,
        states=Implies(And(k >= 0, schur(step(method))), k > 0),
        instead="It converges without curvature, if the step is short and A is invertible; "
        "curvature changes the rate, and is what forward-backward steps need.",
    )


@claim.simulation(supports=FORWARD)
def random_games(*, share=1.0, size=4, rounds=900):
    """Decay from round 300 on for random A and gamma, against the singular values' rates."""
    random, worst = np.random.default_rng(12), 0.0
    for method in METHODS[:3]:
        A, gamma = random.normal(size=(size, size)), 1.5 * random.uniform(0.3, 1)
        J = np.block([[np.zeros((size, size)), A], [-A.T, gamma * np.eye(size)]])
        sigma = np.linalg.svd(A, compute_uv=False)
        root = np.sqrt((gamma**2 - 4 * sigma**2).astype(complex))
        eigenvalues = np.concatenate([gamma + root, gamma - root]) / 2
        rate = 0.3 * min(gamma, sigma.max()) / sigma.max() ** 2
        predicted = share * methods.spectral_rates(method, eigenvalues, rate).max()
        path = methods.run(method, methods.linear(J), random.normal(size=2 * size), rate, rounds)
        distance = np.linalg.norm(path.path, axis=-1)
        measured = (distance[-1] / distance[300]) ** (1 / (rounds - 300))
        worst = max(worst, abs(float(measured - predicted)))
    return Trial(worst < 1e-3, f"largest difference {worst:.1e}", cases=3)


claim.mutant("decay is a hundredth faster", share=0.99)
