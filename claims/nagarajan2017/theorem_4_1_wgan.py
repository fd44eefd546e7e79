"""Theorem 4.1 for the WGAN: a singular value s has eigenvalues -eta s^2 +- sqrt(eta^2 s^4 - s^2).

In the singular vectors of B = f'(0) K_DG the regularised WGAN falls apart into pairs, one direction
of the generator with one of the discriminator, each with its singular value s > 0: they decay for
every eta > 0. A pair off the real axis has real part -eta s^2; a real eigenvalue lies to the left
of -1/(2 eta), further than the paper's bound. Where the players have different numbers of
parameters zeros are left over, and only the set of equilibria attracts.
"""

import numpy as np
from sympy import And, Implies, Matrix, sqrt

from ganproof.claims.gan import quadratic, random_games
from ganproof.claims.gan.games import taylor
from ganproof.claims.gan.models import WITH_LINEAR_TERM
from ganproof.claims.nagarajan2017 import NOTES, PAPER
from ganproof.claims.textbook import linearisation
from ganproof.verify import (
    Claim,
    Trial,
    Verdict,
    hurwitz,
    real,
    sizes,
    spectral_abscissa,
    spectrum,
)

s, t = real("s", within=(-1, 3)), real("t", within=(-1, 4))
eta = real("eta", latex=r"\eta", within=(-1, 4))
larger = real("larger", latex=r"\eta'", within=(-1, 8))
least = real("least", latex=r"\beta", within=(-1, 4))
largest = real("largest", latex=r"\bar\beta", within=(-1, 8))
b1, b2 = real("b1", within=(-3, 3)), real("b2", within=(-3, 3))
pair = quadratic.wasserstein(s, eta)

claim = Claim(
    PAPER.theorem("4.1, WGAN", notes=NOTES),
    given={"the regulariser is on": eta > 0, "the singular value is positive": s > 0},
    uses=[linearisation.claim],
    expected=Verdict.PROVED_WITHIN,
)


@claim.states
def conclusions(
    *,
    root=sqrt(eta**2 * s**4 - s**2),
    share=1,
    total=4 * eta**2 * largest + 1,
    true_bound=1 / (2 * eta),
    discriminator=(b1, b2),
):
    """``least`` and ``largest`` are the extreme nonzero eigenvalues of B'B."""
    between = And(least > 0, least <= s**2, s**2 <= largest)
    square = b1**2 + b2**2
    left, turn = -eta * square, sqrt(eta**2 * square**2 - square)
    return {
        "eigenvalues": spectrum(pair, equals=[-eta * s**2 + root, -eta * s**2 - root]),
        "stable": hurwitz(pair),
        "a complex pair has real part at most -eta beta": Implies(
            And(least <= s**2, eta * s < 1, t < share * eta * least),
            spectral_abscissa(pair, below=-t),
        ),
        "a real eigenvalue is at most -2 eta beta/(4 eta^2 betabar + 1)": Implies(
            And(between, eta * s >= 1, t * total < 2 * eta * least),
            spectral_abscissa(pair, below=-t),
        ),
        "a real eigenvalue is below -1/(2 eta)": Implies(
            eta * s >= 1, spectral_abscissa(pair, below=-true_bound)
        ),
        "a second discriminator parameter adds the eigenvalue 0": sizes(
            "two discriminator parameters and one of the generator",
            spectrum(
                quadratic.wasserstein(Matrix(discriminator), eta),
                equals=[0, left + turn, left - turn],
            ),
        ),
    }


claim.mutant("it is stable without the regulariser", given={"the regulariser is on": eta >= 0})
claim.mutant("the singular value may vanish", given={"the singular value is positive": s >= 0})
claim.mutant("the root is that of eta^2 s^4 - 4 s^2", root=sqrt(eta**2 * s**4 - 4 * s**2))
claim.mutant("a complex pair has real part at most -2 eta beta", share=2)
claim.mutant(
    "a real eigenvalue is at most -2 eta beta/(2 eta^2 betabar + 1)",
    total=2 * eta**2 * largest + 1,
)
claim.mutant("a real eigenvalue is below -1/eta", true_bound=1 / eta)
claim.mutant("a discriminator that sees one direction twice as well", discriminator=(2 * b1, b2))

claim.does_not_say(
    "a larger eta decays faster",
    states=Implies(
        And(larger > eta, spectral_abscissa(pair, below=-t)),
        spectral_abscissa(quadratic.wasserstein(s, larger), below=-t),
    ),
    instead="The rate grows up to eta = 1/s, where it is s; beyond, it falls towards 1/(2 eta).",
)
claim.does_not_say(
    "with D(x) = w x^2 + p x and G(z) = a z the equilibrium attracts",
    states=hurwitz(WITH_LINEAR_TERM.jacobian(taylor(1), eta=eta)),
    instead="Nothing moves p: with n_D discriminator and n_G generator parameters |n_D - n_G| "
    "eigenvalues at least are 0 for every eta, and only the set of equilibria attracts.",
)


@claim.simulation(supports="eigenvalues")
def random_matrices_of_other_sizes(*, weight=1.0, count=200):
    """Eigenvalues of the whole Jacobian against the formula and |n_D - n_G| zeros."""
    worst, cases = 0.0, 0
    for n_d, n_g in ((1, 3), (2, 2), (3, 3), (4, 2), (4, 4)):
        random = np.random.default_rng(10 * n_d + n_g)
        B = random.normal(size=(count, n_d, n_g))
        eta = 10 ** random.uniform(-1, 1, (count, 1))
        found = np.linalg.eigvals(random_games.jacobian(np.zeros((n_d, n_d)), B, eta[:, 0]))
        square = np.linalg.svd(B, compute_uv=False) ** 2 + 0j
        middle, root = -weight * eta * square, np.sqrt((weight * eta * square) ** 2 - square)
        zeros = np.zeros((count, abs(n_d - n_g)))
        predicted = np.concatenate([middle + root, middle - root, zeros], axis=1)
        gaps = np.abs(found[:, :, None] - predicted[:, None, :])
        gap = np.maximum(gaps.min(axis=1).max(axis=1), gaps.min(axis=2).max(axis=1))
        worst = max(worst, float((gap / np.abs(found).max(axis=1)).max()))
        cases += count
    return Trial(worst < 1e-6, f"largest relative difference {worst:.0e}", cases=cases)


claim.mutant("random matrices decay as with half the weight", weight=0.5)
