"""Strongly monotone operators: the symmetric part of the Jacobian decides, not its eigenvalues.

F is mu-strongly monotone if <F(x) - F(y), x - y> >= mu |x - y|^2, monotone for mu = 0. Along the
segment from y to x the left side is the mean of d'Jd, d = x - y, in which only (J + J')/2 counts;
and short segments give d'Jd >= mu |d|^2 back. So the largest mu on a convex set is the least
eigenvalue of the symmetric parts, as the smallest L is the largest norm of the Jacobians; mu <= L.
A convex-concave objective has a monotone F, a bilinear one a skew J, for which <F(x) - F(y), x - y>
is 0. A strongly monotone F has at most one solution of the variational inequality.
"""

import numpy as np
from sympy import Abs, And, Eq, Implies, Matrix, Not, ZeroMatrix

from ganproof.claims.gan import operators
from ganproof.claims.giagtzoglou2026 import NOTES, PAPER
from ganproof.verify import Claim, Trial, blocks, hurwitz, matrix, matrix_identity, real, size

n, m = size("n"), size("m")
J, d = matrix("J", n, n), matrix("d", n, 1)
B = matrix("B", n, m)
mu, L = real("mu", latex=r"\mu", within=(-1, 3)), real("L", within=(-1, 3))
length = real("length", latex="|x-y|", within=(-1, 3))
risen = real("risen", latex="|F(x)-F(y)|", within=(-1, 3))
inner = real("inner", latex=r"\langle F(x)-F(y),x-y\rangle")
at_x = real("at_x", latex=r"\langle F(x),y-x\rangle")
at_y = real("at_y", latex=r"\langle F(y),x-y\rangle")
form, rest = real("form", latex="d'Jd"), real("rest", latex="o(t)/t")
t, value = real("t", within=(-1, 2)), real("value", latex=r"\langle F(x+td)-F(x),td\rangle")
V = [[real(f"V_{i}{j}", latex=rf"V(\theta_{i},\phi_{j})") for j in (1, 2)] for i in (1, 2)]
a = [
    real(f"a_{i}", latex=rf"\langle\nabla_\theta V_{{{i}{i}}},\Delta\theta\rangle") for i in (1, 2)
]
b = [real(f"b_{i}", latex=rf"\langle\nabla_\phi V_{{{i}{i}}},\Delta\phi\rangle") for i in (1, 2)]
u, v, c = real("u"), real("v"), real("c")

claim = Claim(
    PAPER.definition("Monotone, strongly monotone and Lipschitz operators", notes=NOTES),
    given={"mu is positive": mu > 0},
)


@claim.states
def conclusions(*, counted=2, largest=L, sign=1, below=form + rest < mu * length**2):
    (V_11, V_12), (V_21, V_22) = V
    convex = And(V_11 + a[0] <= V_21, V_22 + a[1] <= V_12)
    concave = And(sign * V_12 <= sign * (V_11 + b[0]), sign * V_21 <= sign * (V_22 + b[1]))
    skew = blocks([[ZeroMatrix(n, n), B], [-sign * B.T, ZeroMatrix(m, m)]])
    zero = blocks([[ZeroMatrix(n, n), ZeroMatrix(n, m)], [ZeroMatrix(m, n), ZeroMatrix(m, m)]])
    return {
        "d'Jd depends on the symmetric part only": matrix_identity(
            d.T * (J + J.T) * d, counted * (d.T * J * d + (d.T * J * d).T) / 2
        ),
        "if d'Jd is below mu |d|^2 somewhere, short steps break strong monotonicity": Implies(
            And(t > 0, below, Eq(value, t**2 * (form + rest))), Not(value >= mu * t**2 * length**2)
        ),
        "mu is at most L": Implies(
            And(length > 0, inner >= mu * length**2, risen <= largest * length)
            & (inner <= risen * length),
            mu <= L,
        ),
        "a convex-concave objective has a monotone F": Implies(
            And(convex, concave), -(a[0] + a[1]) + b[0] + b[1] >= 0
        ),
        "a bilinear objective has a skew Jacobian": matrix_identity(skew + skew.T, zero),
        "there is at most one solution": Implies(
            And(at_x >= 0, at_y >= 0, -(at_x + at_y) >= mu * length**2), Eq(length, 0)
        ),
    }


claim.mutant("the symmetric part counts twice", counted=4)
claim.mutant("F may rise twice as fast", largest=2 * L)
claim.mutant("so has one that is convex in both players", sign=-1)
claim.mutant("the remainder need not be small", below=form < mu * length**2)
claim.mutant("solutions of a monotone F are unique", given={"mu is positive": mu >= 0})

SHEAR = Matrix([[1, c], [0, 1]])
moved = SHEAR * Matrix([u, v])
claim.does_not_say(
    "eigenvalues with positive real parts make F monotone",
    states=Implies(hurwitz(-SHEAR), u * moved[0] + v * moved[1] >= 0),
    instead="[[1, 10], [0, 1]] has the eigenvalue 1 twice; its symmetric part has -4 and 6.",
)
claim.does_not_say(
    "L is the largest modulus of an eigenvalue of J",
    states=Implies(Abs(c) <= 10, moved[0] ** 2 + moved[1] ** 2 <= u**2 + v**2),
    instead="L is the largest singular value: (10 + sqrt(104))/2 = 10.1 for [[1, 10], [0, 1]].",
)


@claim.simulation(
    supports="if d'Jd is below mu |d|^2 somewhere, short steps break strong monotonicity"
)
def quotients_of_random_operators(*, part=operators.moduli, count=300, n=4):
    """F(x) = Ax + C tanh(Bx): quotients against both constants, along segments of 400 points."""
    rng = np.random.default_rng(21)
    A, B, C = rng.normal(size=(3, count, n, n))
    x, y = 3 * rng.normal(size=(2, count, n))
    times = (np.arange(400) + 0.5) / 400
    points = y[:, None] + times[:, None] * (x - y)[:, None]
    slopes = 1 - np.tanh(points @ B.transpose(0, 2, 1)) ** 2
    J = A[:, None] + (C[:, None] * slopes[:, :, None, :]) @ B[:, None]
    low = part(J.reshape(-1, n, n)).reshape(count, -1).min(axis=1)
    high = operators.constants(J.reshape(-1, n, n)).reshape(count, -1).max(axis=1)
    change = np.einsum("kij,kj->ki", A, x - y) + np.einsum(
        "kij,kj->ki", C, np.tanh(apply(B, x)) - np.tanh(apply(B, y))
    )
    squares = ((x - y) ** 2).sum(axis=1)
    quotient = (change * (x - y)).sum(axis=1) / squares
    steep = np.sqrt((change**2).sum(axis=1) / squares)
    wrong = int(((quotient < low - 1e-3) | (steep > high + 1e-3)).sum())
    return Trial(wrong == 0, f"{wrong} of {count} segments break a constant", cases=count)


def apply(matrices, x):
    return np.einsum("kij,kj->ki", matrices, x)


def least_real_parts(J):
    return np.linalg.eigvals(J).real.min(axis=1)


claim.mutant("the least real part of an eigenvalue bounds the quotients", part=least_real_parts)
