"""Alternating steps on the bilinear game either circle or diverge, whatever the step's sign.

The determinant is 1, so the product of the eigenvalues has modulus 1 and not both are inside.
"""

from sympy import And, Matrix, Not, Or

from ganproof.verify import Claim, on_unit_circle, real, schur, unstable

a = real("a", within=(-3, 3))
h = real("h", within=(-3, 3))

claim = Claim()


@claim.states
def conclusions(*, M=Matrix([[1, -h * a], [h * a, 1 - h**2 * a**2]])):
    return {"circles or diverges": And(Not(schur(M)), Or(on_unit_circle(M), unstable(M)))}
