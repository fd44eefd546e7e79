"""The penalty's Hessian is the Gauss-Newton Gramian plus a curvature term, not the Gramian alone.

Let g(phi) hold the gradients grad_x D at all samples, R = |g|^2/2. Along h, with b = Gh and k the
first and second derivatives of g, R has the second derivative |b|^2 + <g, k>: the Gramian J_G =
G'G, and a term that vanishes where the critic is flat on the samples or D is affine in phi. For
D(x) = x tanh(phi) it is negative but at 0, and R is concave for tanh(phi)^2 > 1/3. So J_G >=
lambda_0 on a neighbourhood gives the Hessian lambda_0 - rho only, rho the largest curvature term
there. Nor is J_G easily definite: it has as many positive eigenvalues as there are samples times
inputs at most, none along an output bias, and none along the hidden weights where the output
weights are 0.
"""

import numpy as np
from sympy import Abs, Equivalent, Implies, Matrix, Ne, Rational, Symbol, ZeroMatrix

from ganproof.claims.gan import tanh_critic
from ganproof.claims.giagtzoglou2026 import NOTES, PAPER, input_gradient_penalty
from ganproof.verify import (
    Claim,
    Trial,
    blocks,
    matrix,
    matrix_identity,
    positive_definite,
    real,
    size,
)

n, m, d = size("n"), size("m"), size("d")
g, b, k = (matrix(letter, d, 1) for letter in "gbk")
seen, unseen = matrix("G", d, n), ZeroMatrix(d, m)
t = real("t")
T = real("tau", latex=r"\tanh\phi", within=(-2, 2))
gram, curved = real("gram", latex="h'J_Gh"), real("curved", latex=r"\langle g,k\rangle")
least, rho = real("least", latex=r"\lambda_0"), real("rho", latex=r"\rho", within=(-1, 3))
S = real("S", latex="|h|^2", within=(-1, 3))

claim = Claim(
    PAPER.definition("Gauss-Newton Gramian and identifiability", notes=NOTES),
    given={
        "tau is a hyperbolic tangent": T**2 < 1,
        "the Gramian is at least lambda_0": gram >= least * S,
        "the curvature term is at most rho": Abs(curved) <= rho * S,
    },
    uses=[input_gradient_penalty.claim],
)


def by_phi(expression):
    """Derivative in phi of a polynomial in T = tanh(phi)."""
    return (1 - T**2) * expression.diff(T)


SLOPE = T
"""Gradient of D(x) = x tanh(phi) in x, at every x."""
GRAMIAN, HESSIAN = by_phi(SLOPE) ** 2, by_phi(by_phi(SLOPE**2 / 2))


@claim.states
def conclusions(*, curvature=1, hessian=HESSIAN, concave=Rational(1, 3), slack=rho, bias=unseen):
    along, back = (g + t * sign * b + t**2 / 2 * k for sign in (1, -1))
    G = blocks([[seen, bias]])
    return {
        "R(t) + R(-t) - 2 R(0) is t^2 (|b|^2 + <g, k>) + t^4 |k|^2/4": matrix_identity(
            along.T * along / 2 + back.T * back / 2 - g.T * g,
            t**2 * (b.T * b + curvature * (g.T * k + k.T * g) / 2) + t**4 / 4 * k.T * k,
        ),
        "D(x) = x tanh(phi): the Hessian is below the Gramian but at 0": Implies(
            Ne(T, 0), hessian < GRAMIAN
        ),
        "and negative exactly for tanh(phi)^2 > 1/3": Equivalent(hessian < 0, concave < T**2),
        "the Hessian is at least lambda_0 - rho": gram + curved >= (least - slack) * S,
        "parameters that grad_x D does not see leave rows of zeros": matrix_identity(
            G.T * G,
            blocks([[seen.T * seen, ZeroMatrix(n, m)], [ZeroMatrix(m, n), ZeroMatrix(m, m)]]),
        ),
    }


claim.mutant("the Hessian is the Gramian", curvature=0)
claim.mutant("it is so for D(x) = x tanh(phi)", hessian=GRAMIAN)
claim.mutant("R is concave for tanh(phi)^2 > 1/2 only", concave=Rational(1, 2))
claim.mutant("the Hessian is at least lambda_0 wherever the Gramian is", slack=0)
claim.mutant("parameters that it does see leave them too", bias=matrix("H", d, m))

slope, offset, x = Symbol("slope"), Symbol("offset"), Symbol("x")
row = Matrix([[(slope * x + offset).diff(x).diff(each) for each in (slope, offset)]])
claim.does_not_say(
    "the Gramian of a critic with an output bias is positive definite, given enough samples",
    states=positive_definite(row.T * row),
    instead="A bias drops out of grad_x D, so that lambda_0 = 0; likewise the hidden weights where "
    "all output weights are 0, which makes D constant.",
)


def random_critics(rng, count):
    """Three hidden units and two inputs, at five samples."""
    for _ in range(count):
        yield rng.normal(size=12), rng.normal(size=(5, 2))


@claim.simulation(supports="R(t) + R(-t) - 2 R(0) is t^2 (|b|^2 + <g, k>) + t^4 |k|^2/4")
def hessians_of_tanh_critics(*, share=1.0, fixed=3, count=10):
    """Against Gramian plus curvature; Gramian alone for output weights; hidden ones where a = 0."""
    rng, worst, frozen, flat = np.random.default_rng(41), 0.0, 0.0, 0.0
    for phi, x in random_critics(rng, count):
        H, J = tanh_critic.hessian(phi, x), tanh_critic.gramian(phi, x)
        rest = H - J - share * tanh_critic.curvature(phi, x)
        worst = max(worst, float(np.abs(rest).max()))
        frozen = max(frozen, float(np.abs((H - J)[:fixed, :fixed]).max()))
        phi[:3] = 0
        flat = max(flat, float(np.abs(tanh_critic.gramian(phi, x)[3:]).max()))
    shows = (
        f"off by {worst:.0e} at most, by {frozen:.0e} for output weights without the curvature "
        f"term; hidden weights enter the Gramian by {flat:.0e} where the critic is 0"
    )
    return Trial(max(worst, frozen, flat) < 1e-7, shows, cases=count)


claim.mutant("half of the curvature term", share=0.5)
claim.mutant("hidden weights need no curvature term either", fixed=12)

BELOW = "D(x) = x tanh(phi): the Hessian is below the Gramian but at 0"


@claim.figure(
    "Gramian and Hessian",
    caption="For D(x) = x tanh(phi): sech^4 phi (blue) and the second derivative of R (orange), "
    "which touch at 0. Beyond |phi| = 0.658 (dots), where tanh^2 = 1/3, R is concave.",
    illustrates=BELOW,
)
def curves():
    phi = np.linspace(-1.5, 1.5, 201)
    squares = np.tanh(phi) ** 2
    return {"phi": phi, "gramian": (1 - squares) ** 2, "hessian": (1 - squares) * (1 - 3 * squares)}


def draw(axes, data):
    turn = np.arctanh(1 / np.sqrt(3))
    axes.plot(data["phi"], data["gramian"], label="Gramian")
    axes.plot(data["phi"], data["hessian"], label="Hessian")
    axes.plot([-turn, turn], [0, 0], "o", color="C1")
    axes.axhline(0, linewidth=0.6)
    axes.set(xlabel="phi")
    axes.legend(fontsize="small")
