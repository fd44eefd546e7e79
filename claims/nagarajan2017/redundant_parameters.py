"""Redundant parameters add zero eigenvalues, one each, and leave the bounds on all others.

Where no equilibrium is isolated, the Jacobian of Theorem 3.1 has the eigenvalue 0 exactly
dim ker K_DD + dim ker K_DG times, as K_DD u = 0 entails K_DG'u = 0. All others obey the bounds of
the theorem, in which the least non-zero eigenvalues of K_DD and K_DG'K_DG stand for the least ones.
The generator is a softmax of finitely many outcomes, which an equal shift of all logits does not
change, and the discriminator has more parameters than independent features.
"""

from functools import cache

import numpy as np
from sympy import And, Implies, Matrix, Ne, Rational, sqrt

from ganproof.claims.gan import models, random_games
from ganproof.claims.gan.games import taylor
from ganproof.claims.nagarajan2017 import (
    PAPER,
    jacobian_at_equilibrium,
    lemma_block_matrix,
    supports_and_kernels,
)
from ganproof.verify import (
    Claim,
    Origin,
    Trial,
    Verdict,
    examples,
    hurwitz,
    real,
    spectral_abscissa,
    spectrum,
)

a, b = real("a", latex="f'(0)", within=(-3, 3)), real("b", latex="f''(0)", within=(-3, 2))
t = real("t", within=(-1, 2))

claim = Claim(
    PAPER.proposition("Theorem 3.1, redundant parameters", after="3.1", attribution="own"),
    given={
        "the loss has a slope": Ne(a, 0),
        "the loss is strictly concave at 0": b < 0,
    },
    uses=[jacobian_at_equilibrium.claim, supports_and_kernels.claim, lemma_block_matrix.claim],
    expected=Verdict.EXAMPLES,
    origin=Origin.BEYOND,
)
SAME_TWICE = models.tabular([Rational(1, 2), Rational(1, 2)], [[1, 1], [0, 0]])
"""Two outcomes, and a feature, 1 for one and 0 for the other, that the discriminator has twice."""
K, M = 1, Rational(1, 4)
"""The non-zero eigenvalues of K_DD and of K_DG'K_DG, one each."""


@cache
def jacobian():
    return SAME_TWICE.jacobian(taylor(a, b))


@claim.states
def conclusions(*, zeros=(0, 0), share=1, inner=4 * b**2 * K**2):
    J, across = jacobian(), Matrix([[1, -1, 0, 0], [0, 0, 1, 1]])
    root = sqrt(b**2 * K**2 - a**2 * M)
    rest = across * J * across.pinv()
    off_axis, on_axis = t < -share * b * K, t * (inner + a**2 * M) < -2 * b * a**2 * K * M
    stated = {
        "two eigenvalues are 0": spectrum(J, equals=[*zeros, b * K + root, b * K - root]),
        "all others have negative real parts": hurwitz(rest),
        "they obey the bounds": Implies(And(off_axis, on_axis), spectral_abscissa(rest, below=-t)),
    }
    return {name: examples("a softmax of two outcomes", each) for name, each in stated.items()}


claim.mutant("the generator's redundant parameter adds no zero", zeros=(0, b * K))
claim.mutant("complex eigenvalues lie twice as far left", share=2)
claim.mutant("real eigenvalues lie left of 2 f''(0) K", inner=0)
claim.mutant("a concave loss is enough", given={"the loss is strictly concave at 0": b <= 0})


def random_softmaxes(count, outcomes, parameters, features, seed):
    """A = -2 f''(0) K_DD and B = -f'(0) K_DG for the logistic loss; one feature is constant."""
    random = np.random.default_rng(seed)
    law = random.uniform(0.5, 1.5, (count, outcomes))
    law /= law.sum(axis=1, keepdims=True)
    F = random.normal(size=(count, outcomes, features))
    F[::2, :, 0] = 1
    F = F @ random.normal(size=(count, features, parameters))
    weighted = law[..., None] * F
    means = weighted.sum(axis=1)
    B = weighted.transpose(0, 2, 1) - means[..., None] * law[:, None, :]
    return F.transpose(0, 2, 1) @ weighted / 2, -B / 2


def least(values, zero=1e-9):
    """The least of those that are not 0, by row."""
    return np.where(values > zero, values, np.inf).min(axis=1)


@claim.simulation(supports="they obey the bounds")
def random_softmaxes_keep_count_and_bounds(*, shift=True, part=0.5, count=500):
    """Up to six outcomes and five parameters of the discriminator for two or three features."""
    wrong = broken = seen = 0
    for outcomes, parameters, features in ((3, 3, 2), (4, 4, 2), (5, 5, 3), (6, 4, 3)):
        A, B = random_softmaxes(count, outcomes, parameters, features, seed=outcomes)
        spectrum_of_A, singular = np.linalg.eigvalsh(A), np.linalg.svd(B, compute_uv=False)
        kernels = (spectrum_of_A < 1e-9).sum(axis=1)
        if shift:
            kernels = kernels + outcomes - (singular > 1e-9).sum(axis=1)
        found = np.linalg.eigvals(random_games.jacobian(A, B))
        others = abs(found) > 1e-9
        wrong += int(((~others).sum(axis=1) != kernels).sum())
        q, beta = least(spectrum_of_A), least(singular) ** 2
        real_bound = q * beta / (q * spectrum_of_A[:, -1] + beta)
        bound = np.where(abs(found.imag) > 1e-9, part * q[:, None], real_bound[:, None])
        broken += int((others & (found.real > -bound + 1e-9)).sum())
        seen += count
    shows = f"{seen} games: {wrong} wrong numbers of zeros, {broken} eigenvalues break a bound"
    return Trial(wrong + broken == 0, shows, cases=seen)


claim.mutant("only the discriminator's redundant parameters add zeros", shift=False)
claim.mutant("random softmaxes lie left of -q off the real axis", part=1.0)
