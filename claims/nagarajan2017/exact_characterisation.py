"""When exactly the Jacobian [[-A, B], [-B', 0]] is Hurwitz: full rank, and nothing undamped.

For a positive semidefinite A it is Hurwitz exactly if B has full column rank and no eigenvector of
BB' lies in the kernel of A. With the regulariser, A + 2 eta BB' for A, it is so exactly if B has
full column rank and no vector lies in the kernels of A and of B' at once. So a positive definite A
is sufficient and not necessary, and a discriminator with fewer parameters than the generator never
does. Proved for one generator parameter and up to two of the discriminator.
"""

import numpy as np
from sympy import And, Equivalent, Matrix, Ne, Not, Or, zeros

from ganproof.claims.gan import random_games
from ganproof.claims.nagarajan2017 import PAPER, conjugacy, lemma_block_matrix
from ganproof.verify import Claim, Origin, Trial, Verdict, hurwitz, positive_definite, real, sizes

p, r, s = (real(name, within=(-1, 3)) for name in "prs")
beta = real("beta", latex=r"\beta", within=(-2, 2))
other = real("other", latex=r"\beta_2", within=(-2, 2))
eta = real("eta", latex=r"\eta", within=(-1, 3))

claim = Claim(
    PAPER.proposition("Exact condition", after="3.1", attribution="own"),
    given={
        "A is positive semidefinite": And(p >= 0, s >= 0, p * s >= r**2),
        "the regulariser is on": eta > 0,
    },
    uses=[conjugacy.claim, lemma_block_matrix.claim],
    expected=Verdict.PROVED_WITHIN,
    origin=Origin.BEYOND,
)
A, B = Matrix([[p, r], [r, s]]), Matrix([beta, 0])


def game(A, B, weight=0):
    return Matrix([[-(A + 2 * weight * B * B.T), B], [-B.T, zeros(B.cols, B.cols)]])


def damped(direction):
    """A does not map the direction to zero."""
    return Or(*(Ne(entry, 0) for entry in A * Matrix(direction)))


@claim.states
def conclusions(*, along=damped([1, 0]), across=damped([0, 1]), weight=eta, rank=Ne(beta, 0)):
    """In a basis in which B = (beta, 0)' the eigenvectors of BB' are the two axes."""
    two = "two discriminator parameters and one of the generator"
    return {
        "one parameter each": sizes(
            "one parameter for each player",
            Equivalent(hurwitz(game(Matrix([[p]]), Matrix([beta]))), And(p > 0, rank)),
        ),
        "two discriminator parameters": sizes(
            two, Equivalent(hurwitz(game(A, B)), And(Ne(beta, 0), along, across))
        ),
        "two discriminator parameters, regularised": sizes(
            two, Equivalent(hurwitz(game(A, B, weight)), And(Ne(beta, 0), across))
        ),
        "one discriminator parameter for two of the generator never does": sizes(
            "one discriminator parameter and two of the generator",
            Not(hurwitz(game(Matrix([[p]]), Matrix([[beta, other]])))),
        ),
    }


claim.mutant("A needs to be positive definite", along=positive_definite(A))
claim.mutant("damping across B is enough", along=Ne(beta, 0))
claim.mutant("the regulariser damps across B too", across=Ne(beta, 0))
claim.mutant("without the regulariser the same condition does", weight=0)
claim.mutant("B may vanish", rank=Ne(p, 0))


@claim.simulation(supports="two discriminator parameters")
def integer_games_agree(*, regularised=(0.0, 0.7), damped_only=False, count=500):
    """Ranks of integer matrices against eigenvalues, sizes up to (3, 3); many are degenerate."""
    wrong = seen = 0
    for n_d, n_g in ((1, 1), (1, 2), (2, 1), (2, 2), (3, 1), (3, 2), (3, 3)):
        A, B = random_games.integral(count, n_d, n_g, seed=n_d + 10 * n_g)
        full = np.linalg.matrix_rank(B) == n_g
        BB = B @ B.transpose(0, 2, 1)
        powers = [A @ np.linalg.matrix_power(BB, k) for k in range(n_d)]
        for eta in regularised:
            rows = [A, BB] if eta or damped_only else powers
            observed = np.linalg.matrix_rank(np.concatenate(rows, axis=1)) == n_d
            largest = np.linalg.eigvals(random_games.jacobian(A, B, eta)).real.max(axis=1)
            wrong += int(((largest < -1e-5) != (full & observed)).sum())
            seen += count
    return Trial(wrong == 0, f"{wrong} of {seen} integer games disagree", cases=seen)


claim.mutant("integer games never need damping of the eigenvectors", damped_only=True)
