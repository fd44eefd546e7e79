"""Gradient descent with momentum on a quadratic converges exactly for h k < 2 (1 + beta), beta < 1.

The characteristic polynomial is x^2 - (1 + beta - hk) x + beta; Jury's inequalities for it are
beta < 1, hk > 0 and 2 + 2 beta - hk > 0.
"""

from sympy import And, Equivalent, Matrix

from ganproof.verify import Claim, real, schur

h = real("h", within=(-1, 3))
k = real("k", latex="k", within=(-1, 3))
beta = real("beta", latex=r"\beta", within=(-2, 2))

claim = Claim(
    given={
        "the step is positive": h > 0,
        "the loss is curved": k > 0,
        "the momentum is above -1": beta > -1,
    }
)


@claim.states
def conclusions(*, M=Matrix([[1 + beta - h * k, -beta], [1, 0]])):
    return {"converges": Equivalent(schur(M), And(beta < 1, h * k < 2 * (1 + beta)))}
