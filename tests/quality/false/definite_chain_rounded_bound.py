"""The 3 x 3 chain with 2 on the diagonal and -t beside it is positive definite for |t| < 1.4143.

The eigenvalues are 2 and 2 +- sqrt(2) t, and sqrt(2) = 1.414213...: it fails from there to 1.4143.
"""

from sympy import Abs, Implies, Matrix, Rational

from ganproof.verify import Claim, positive_definite, real

t = real("t", within=(-2, 2))

claim = Claim()


@claim.states
def conclusions(*, M=Matrix([[2, -t, 0], [-t, 2, -t], [0, -t, 2]]), bound=Rational(14143, 10000)):
    return {"definite": Implies(Abs(t) < bound, positive_definite(M))}
