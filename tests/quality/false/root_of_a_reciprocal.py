"""For x != 0 the eigenvalues of diag(x, 1) are x sqrt(x) sqrt(1/x) and 1.

The two roots cancel for x > 0. For x = -r^2 they are ir and i/r, whose product is -1: the list has
-x in place of x.
"""

from sympy import Ne, diag, sqrt

from ganproof.verify import Claim, real, spectrum

x = real("x", within=(-3, 3))

claim = Claim(given={"x has a reciprocal": Ne(x, 0)})


@claim.states
def conclusions(*, M=diag(x, 1)):
    return {"eigenvalues": spectrum(M, equals=[x * sqrt(x) * sqrt(1 / x), 1])}
