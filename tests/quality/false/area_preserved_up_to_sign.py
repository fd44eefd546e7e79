"""An update that preserves area, |det| = 1, with |trace| <= 2 has both eigenvalues on the circle.

With determinant -1 they are real, of product -1: on the circle only where the trace is 0.
"""

from sympy import Abs, Eq, Matrix

from ganproof.verify import Claim, on_unit_circle, real

s = real("s", within=(-3, 3))
d = real("d", within=(-2, 2))

claim = Claim(given={"area is preserved": Eq(Abs(d), 1), "the trace is small": Abs(s) <= 2})


@claim.states
def conclusions(*, M=Matrix([[s, -d], [1, 0]])):
    return {"circles": on_unit_circle(M)}
