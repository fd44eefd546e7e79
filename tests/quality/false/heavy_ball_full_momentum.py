"""Gradient descent with momentum 0 <= beta <= 1 on a quadratic converges for h k < 2 (1 + beta).

At beta = 1 the product of the eigenvalues is 1, so they are not both inside the circle.
"""

from sympy import And, Implies, Matrix

from ganproof.verify import Claim, real, schur

k = real("k", latex="k", within=(-1, 3))
h = real("h", within=(-1, 3))
beta = real("beta", latex=r"\beta", within=(-2, 2))

claim = Claim(
    given={
        "the step is positive": h > 0,
        "the loss is curved": k > 0,
        "there is momentum": And(beta >= 0, beta <= 1),
    }
)


@claim.states
def conclusions(*, M=Matrix([[1 + beta - h * k, -beta], [1, 0]])):
    return {"converges": Implies(h * k < 2 * (1 + beta), schur(M))}
