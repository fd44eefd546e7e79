"""Theorem 4.1: the regularised GAN is locally exponentially stable, whatever eta >= 0.

The theorem asks for eta < 1/(2 lmax(-J_DD)) beside the assumptions of Theorem 3.1. The bound is not
needed: in other coordinates the regulariser replaces A = -J_DD by Q = A + 2 eta BB', which is
positive definite for every eta >= 0 if A is. On the linear-quadratic GAN with the logistic loss the
bound is 5, and stability is lost from -9/20 downwards.
"""

from sympy import Equivalent, Implies, Ne, Rational

from ganproof.claims.gan.games import taylor
from ganproof.claims.gan.models import GAUSSIAN, LINEAR_QUADRATIC, WITH_LINEAR_TERM
from ganproof.claims.nagarajan2017 import (
    NOTES,
    PAPER,
    conjugacy,
    equilibria_preserved,
    lemma_block_matrix,
)
from ganproof.claims.textbook import linearisation
from ganproof.verify import (
    Claim,
    Trial,
    Verdict,
    examples,
    hurwitz,
    matrix,
    matrix_identity,
    real,
    size,
)

n_D, n_G = size("n_D"), size("n_G")
A, B = matrix("A", n_D, n_D, symmetric=True), matrix("B", n_D, n_G)
x = matrix("x", n_D, 1)
a = real("a", latex="f'(0)", within=(-3, 3))
b = real("b", latex="f''(0)", within=(-3, 2))
eta = real("eta", latex=r"\eta", within=(-2, 12))
any_eta = real("any_eta", latex=r"\eta", within=(-2, 6))
logistic = taylor(Rational(1, 2), -Rational(1, 4))

claim = Claim(
    PAPER.theorem("4.1", notes=NOTES),
    given={
        "the loss has a slope": Ne(a, 0),
        "the loss is strictly concave at 0": b < 0,
        "the generator is charged, not paid": eta >= 0,
    },
    uses=[
        conjugacy.claim,
        lemma_block_matrix.claim,
        equilibria_preserved.claim,
        linearisation.claim,
    ],
    expected=Verdict.EXAMPLES,
)


@claim.states
def conclusions(*, loss=taylor(a, b), gain=2, least=-Rational(9, 20)):
    def stable(game):
        return examples("the linear-quadratic GAN", hurwitz(game.jacobian(loss, eta=eta)))

    return {
        "x'Qx is x'Ax and 2 eta |B'x|^2": matrix_identity(
            x.T * (A + 2 * eta * B * B.T) * x, x.T * A * x + gain * eta * (x.T * B) * (B.T * x)
        ),
        "stable: uniform law": stable(LINEAR_QUADRATIC),
        "stable: normal law": stable(GAUSSIAN),
        "stable: uniform law, a linear term in D": stable(WITH_LINEAR_TERM),
        "with the logistic loss every eta above -9/20 is stable, no other": examples(
            "the linear-quadratic GAN",
            Equivalent(hurwitz(LINEAR_QUADRATIC.jacobian(logistic, eta=any_eta)), any_eta > least),
        ),
    }


claim.mutant("x'Qx is x'Ax and eta |B'x|^2", gain=1)
claim.mutant(
    "paying the generator is stable too", given={"the generator is charged, not paid": None}
)
claim.mutant("a concave loss is enough, with a linear term in D", loss=taylor(a, 0))
claim.mutant("the logistic loss is stable for eta > 0 only", least=0)
claim.mutant("the logistic loss is stable for eta > -1/2", least=-Rational(1, 2))

claim.does_not_say(
    "eta has to be below 1/(2 lmax(-J_DD)), which is 5 for the logistic loss",
    states=Implies(hurwitz(LINEAR_QUADRATIC.jacobian(logistic, eta=eta)), eta < 5),
    instead="Every eta >= 0 is stable. Beyond 391/40 convergence is slower than without it.",
)


@claim.simulation(supports="stable: uniform law")
def random_games_are_stable(*, sign=1.0, count=4000):
    """Largest real part for A positive definite, B of full rank, eta up to 100 times the bound."""
    import numpy as np

    from ganproof.claims.gan import random_games

    unstable = 0
    for n_d, n_g in ((1, 1), (2, 1), (3, 2), (4, 4)):
        A, B = random_games.prescribed(count, n_d, n_g, seed=n_d + 10 * n_g)
        bound = 1 / (2 * np.linalg.eigvalsh(A)[:, -1])
        eta = sign * bound * 10 ** np.random.default_rng(n_d).uniform(-2, 2, count)
        J = random_games.jacobian(A, B, eta)
        size = np.abs(J).max(axis=(1, 2))
        unstable += int((np.linalg.eigvals(J).real.max(axis=1) > 1e-9 * size).sum())
    shows = f"{unstable} of {4 * count} random games are unstable"
    return Trial(unstable == 0, shows, cases=4 * count)


claim.mutant("random games are stable for negative eta", sign=-1.0)
