"""The Jacobian [[-Q, P], [-P', 0]] is Hurwitz where Q is positive definite and P has full rank.

Q is symmetric with eigenvalues from q > 0 to L, P has full column rank, beta > 0 is the least
eigenvalue of P'P. Eliminating the generator from an eigenvector (u, v) of s leaves
(s^2 + s Q + PP') u = 0, so that s solves a scalar equation N s^2 + c s + k = 0 with N = |u|^2,
c = u*Qu >= q N and k = |P'u|^2 >= 0. There u is not 0, as Pv = 0 only for v = 0; and s is not 0,
else Qu = Pv and P'u = 0 give u*Qu = 0. So its real part is negative, and at most -q/2 off the real
axis. For a real s = -t above -q the products X = |v|^2 and W = |Pv|^2 >= beta X satisfy
W <= (L - t) t X, which bounds t from below. All this holds for matrices of every size.
"""

from sympy import And, Eq, Identity, Implies, Matrix, Ne, Or, Rational, ZeroMatrix

from ganproof.claims.gan import random_games
from ganproof.claims.nagarajan2017 import PAPER
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
)

n_D, n_G = size("n_D"), size("n_G")
Q, P = matrix("Q", n_D, n_D, symmetric=True), matrix("P", n_D, n_G)
s = real("s", latex=r"\operatorname{Re}s")
w = real("w", latex=r"\operatorname{Im}s")
q, L, beta = (real(name, within=(-1, 4)) for name in ("q", "L", "beta"))
p1, p2 = real("p1", within=(-3, 3)), real("p2", within=(-3, 3))
N, c, k, X, W, t = (real(name, within=(-1, 4)) for name in "NckXWt")

claim = Claim(
    PAPER.lemma("Appendix, block matrix", after="3.1"),
    given={
        "Q is positive definite": q > 0,
        "L is its largest eigenvalue": q <= L,
        "P has full column rank": beta > 0,
    },
    expected=Verdict.PROVED_WITHIN,
)


def small(corner):
    """The Jacobians of sizes (1, 1) and (2, 1), in the eigenbasis of Q."""
    one = Matrix([[-q, p1], [-p1, corner]])
    return one, Matrix([[-q, 0, p1], [0, -L, p2], [-p1, -p2, corner]])


@claim.states
def conclusions(
    *, sign=-1, share=Rational(1, 2), off=Or(Ne(s, 0), Ne(w, 0)), inner=L - t, corner=0
):
    shifted = blocks([[s * Identity(n_D) + Q, -P], [-sign * P.T, s * Identity(n_G)]])
    cleared = s**2 * Identity(n_D) + s * Q + P * P.T
    elimination = blocks([[s * Identity(n_D), P], [ZeroMatrix(n_G, n_D), Identity(n_G)]])
    scalar = And(Eq(N * (s**2 - w**2) + c * s + k, 0), Eq(w * (2 * N * s + c), 0))
    vector = And(N > 0, c >= q * N, k >= 0)
    at_zero = And(N >= 0, X >= 0, c >= q * N, Eq(c, 0), beta * X <= W, L**2 * N >= W)
    one, two = small(corner)
    real_pair = And(X > 0, t > 0, beta * X <= W, inner * t * X >= W)
    return {
        "the generator is eliminated": matrix_identity(
            elimination * shifted,
            blocks([[cleared, ZeroMatrix(n_D, n_G)], [P.T, s * Identity(n_G)]]),
        ),
        "0 is no eigenvalue": Implies(at_zero, Eq(N + X, 0)),
        "every eigenvalue has a negative real part": Implies(And(vector, scalar, off), s < 0),
        "off the real axis it is at most -q/2": Implies(
            And(vector, scalar, Ne(w, 0)), s <= -share * q
        ),
        "on the real axis -q beta/(q L + beta) bounds it": Implies(
            And(real_pair, t <= q), t * (q * L + beta) >= q * beta
        ),
        "a sharper bound": Implies(real_pair, And(4 * beta <= L**2, t * (L - t) >= beta)),
        "one parameter each": sizes(
            "one parameter for each player",
            Implies(p1**2 >= beta, hurwitz(one)),
        ),
        "two discriminator parameters": sizes(
            "two discriminator parameters and one of the generator, in the eigenbasis of Q",
            Implies(p1**2 + p2**2 >= beta, hurwitz(two)),
        ),
    }


claim.mutant("both off-diagonal blocks have the same sign", sign=1)
claim.mutant(
    "off the real axis it is at most -q",
    share=1,
    instead="With Q the unit matrix and P = (1, 0)' the eigenvalues are -1/2 +- 0.866i, and -1.",
)
claim.mutant("P need not have full rank", given={"P has full column rank": beta >= 0})
claim.mutant("0 may be an eigenvalue", off=N > 0)
claim.mutant("the products satisfy W <= L t X", inner=L)
claim.mutant("the generator's block is the unit matrix", corner=1)


@claim.simulation(supports="every eigenvalue has a negative real part")
def random_games_keep_all_bounds(*, part=0.5, sharp=True, count=4000):
    """Every eigenvalue against its bound, sizes up to (4, 4), rounding errors of the matrix."""
    seen = broken = 0
    for n_d in (1, 2, 3, 4):
        for n_g in range(1, n_d + 1):
            found, low, bound = random_games.bounds(count, n_d, n_g, sharp=sharp)
            size = 1e-8 * (1 + abs(found).max(axis=1, keepdims=True))
            turning = abs(found.imag) > 1e-7 * (1 + abs(found))
            limit = (turning * part * low[:, None]) + (~turning * bound[:, None])
            seen += found.size
            broken += int((found.real > -limit + size).sum())
    return Trial(broken == 0, f"{broken} of {seen} eigenvalues break a bound", cases=seen)


claim.mutant("random games lie left of -q off the real axis", part=1.0)
