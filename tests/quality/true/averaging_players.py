"""Two players who move towards each other have the eigenvalues 0 and -2x.

Their mean stays, (1, 1) -> 0, and their difference shrinks, (1, -1) -> -2x (1, -1).
"""

from sympy import Matrix

from ganproof.verify import Claim, real, spectrum

x = real("x", within=(-3, 3))

claim = Claim()


@claim.states
def conclusions(*, M=Matrix([[-x, x], [x, -x]])):
    return {"eigenvalues": spectrum(M, equals=[0, -2 * x])}
