"""A game of two players whose Jacobian has a negative definite symmetric part is stable.

For an eigenvector v, Re(lambda) |v|^2 = v*(J + J')v/2 < 0 (Rosen's diagonal strict concavity).
"""

from sympy import Implies, Matrix

from ganproof.verify import Claim, hurwitz, positive_definite, real

a = real("a", within=(-3, 2))
b = real("b", within=(-3, 3))
c = real("c", within=(-3, 3))
d = real("d", within=(-3, 2))

claim = Claim()


@claim.states
def conclusions(*, J=Matrix([[a, b], [c, d]])):
    return {"stable": Implies(positive_definite(-J), hurwitz(J))}
