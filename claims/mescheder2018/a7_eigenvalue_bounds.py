"""Appendix A: how far the eigenvalues of a damped game lie to the left of the imaginary axis.

The matrix is [[0, -B'], [B, -Q]]: Q is symmetric with eigenvalues from lmin > 0 to lmax, and
beta > 0 is the least eigenvalue of B'B. An eigenvalue sigma + i omega off the real axis has
sigma <= -lmin/2, a real one has sigma <= -lmin beta/(lmax lmin + beta), for matrices of every size.
For an eigenvector (x, y) let X = |x|^2, Y = |y|^2, W = |Bx|^2 >= beta X. The coupling is skew, so
that only the damping remains of the rows times x* and y*: sigma (X + Y) = -y*Qy <= -lmin Y. And
omega (X - Y) = 0, so that X = Y off the real axis. If sigma is real and above -lmin,
Bx = (Q + sigma) y and y*Bx = -sigma X bound W besides: W <= -(lmax + sigma) sigma X. Both
conclusions together say that every real part is negative.
"""

from itertools import combinations_with_replacement

import numpy as np
from sympy import And, Identity, Implies, Matrix, Rational, ZeroMatrix

from ganproof.claims.mescheder2018 import NOTES, PAPER
from ganproof.claims.nagarajan2017 import lemma_block_matrix
from ganproof.verify import (
    Claim,
    Trial,
    Verdict,
    blocks,
    hurwitz,
    matrix,
    matrix_identity,
    real,
    size,
    sizes,
    spectral_abscissa,
)

lmin = real("lmin", latex=r"\lambda_{\min}", within=(-1, 4))
lmax = real("lmax", latex=r"\lambda_{\max}", within=(-2, 4))
beta = real("beta", latex=r"\beta", within=(-1, 4))
sigma = real("sigma", latex=r"\sigma")
s = real("s")
n, m = size("n"), size("m")
Q, B = matrix("Q", m, m, symmetric=True), matrix("B", m, n)
X, Y, W = (real(name, within=(-1, 4)) for name in "XYW")
t = real("t", within=(-1, 3))
b1, b2 = real("b1", within=(-3, 3)), real("b2", within=(-3, 3))

claim = Claim(
    PAPER.lemma("Appendix A, eigenvalue bounds", notes=NOTES),
    given={
        "Q is positive definite": lmin > 0,
        "lmax is the larger eigenvalue": lmin <= lmax,
        "B has full column rank": beta > 0,
    },
    uses=[lemma_block_matrix.claim],
    expected=Verdict.PROVED_WITHIN,
)


@claim.states
def conclusions(*, share=Rational(1, 2), total=lmax * lmin + beta, coupling=b1**2, skew=-1):
    eigenvector = And(X >= 0, Y >= 0, X + Y > 0, -sigma * (X + Y) >= lmin * Y)
    rows = And(beta * X <= W, Implies(sigma > -lmin, -(lmax + sigma) * sigma * X >= W))
    zero = ZeroMatrix(n, n)
    game = blocks([[zero, skew * B.T], [B, -Q]])
    shifted = blocks([[s * Identity(n), -skew * B.T], [-B, s * Identity(m) + Q]])
    cleared = s**2 * Identity(m) + s * Q + B * B.T
    left = And(t < lmin / 2, t * (lmin**2 + beta) < lmin * beta)
    return {
        "only the damping remains in the symmetric part": matrix_identity(
            game + game.T, blocks([[zero, ZeroMatrix(n, m)], [ZeroMatrix(m, n), -2 * Q]])
        ),
        "the generator is eliminated": matrix_identity(
            blocks([[Identity(n), ZeroMatrix(n, m)], [B, s * Identity(m)]]) * shifted,
            blocks([[s * Identity(n), B.T], [ZeroMatrix(m, n), cleared]]),
        ),
        "two discriminator parameters: stable": sizes(
            "two discriminator parameters and one of the generator, in the eigenbasis of Q",
            Implies(
                b1**2 + b2**2 >= beta,
                hurwitz(Matrix([[0, -b1, -b2], [b1, -lmin, 0], [b2, 0, -lmax]])),
            ),
        ),
        "one parameter each: both bounds": sizes(
            "one parameter for each player",
            Implies(
                And(coupling >= beta, left),
                spectral_abscissa(Matrix([[0, -b1], [b1, -lmin]]), below=-t),
            ),
        ),
        "an eigenvector's products bound a complex eigenvalue": Implies(
            eigenvector.subs(Y, X), sigma <= -share * lmin
        ),
        "an eigenvector's products bound a real eigenvalue": Implies(
            And(eigenvector, rows), -sigma * total >= lmin * beta
        ),
    }


claim.mutant(
    "complex eigenvalues lie left of -lmin",
    share=1,
    instead="With Q = B = 1 they are -1/2 +- 0.866i: the real part is -lmin/2.",
)
claim.mutant("the coupling is symmetric", skew=1)
claim.mutant("real eigenvalues lie left of -beta/lmax", total=lmax * lmin)
claim.mutant("B need not have full rank", given={"B has full column rank": beta >= 0})
claim.mutant("Q may be singular", given={"Q is positive definite": lmin >= 0})
claim.mutant("half of that coupling is enough", coupling=2 * b1**2)

claim.does_not_say(
    "a B of full row rank will do",
    states=Implies(
        b1**2 + b2**2 >= beta, hurwitz(Matrix([[0, 0, -b1], [0, 0, -b2], [b1, b2, -lmin]]))
    ),
    instead="With more columns than rows B has a kernel, on which nothing moves: eigenvalue 0.",
)


def random_systems(n, m, count):
    """Matrices of shape (count, n + m, n + m) with lmin, lmax and beta, scales 0.01 to 100."""
    random = np.random.default_rng(10 * n + m)
    scales = 10 ** random.uniform(-2, 2, (2, count, 1, 1))
    B = scales[0] * random.normal(size=(count, m, n))
    root = random.normal(size=(count, m, m))
    Q = scales[1] * (root @ root.transpose(0, 2, 1) + 1e-3 * np.eye(m))
    J = np.zeros((count, n + m, n + m))
    J[:, :n, n:], J[:, n:, :n], J[:, n:, n:] = -B.transpose(0, 2, 1), B, -Q
    spectrum = np.linalg.eigvalsh(Q)
    return J, spectrum[:, 0], spectrum[:, -1], np.linalg.svd(B, compute_uv=False)[:, -1] ** 2


@claim.simulation(supports="an eigenvector's products bound a complex eigenvalue")
def random_systems_keep_both_bounds(*, share=0.5, count=2000):
    """Every eigenvalue against its bound, up to rounding errors of the size of the matrix."""
    seen = broken = 0
    for n, m in combinations_with_replacement((1, 2, 3, 4), 2):
        J, low, high, least = random_systems(n, m, count)
        found = np.linalg.eigvals(J)
        size = np.abs(found).max(axis=1, keepdims=True)
        real_bound = low * least / (high * low + least)
        turning = np.abs(found.imag) > 1e-6 * size
        bound = np.where(turning, float(share) * low[:, None], real_bound[:, None])
        clear = turning | (found.imag == 0)
        seen += int(clear.sum())
        broken += int((clear & (found.real > -bound + 1e-9 * size)).sum())
    return Trial(broken == 0, f"{broken} of {seen} eigenvalues break a bound", cases=seen)
