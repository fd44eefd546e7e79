"""A stable game of two players has a Jacobian with a negative definite symmetric part.

The converse is true. The Dirac-GAN with a penalty is stable and has the symmetric part
diag(0, -gamma), and [[-1, 3], [0, -1]] a symmetric part with the eigenvalue 1/2.
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
    return {"monotone": Implies(hurwitz(J), positive_definite(-J))}
