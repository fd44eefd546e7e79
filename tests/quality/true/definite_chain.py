"""The 3 x 3 chain with 2 on the diagonal and -t beside it is positive definite iff t^2 < 2.

Its eigenvalues are 2 and 2 +- sqrt(2) t.
"""

from sympy import Equivalent, Matrix, sqrt

from ganproof.verify import Claim, positive_definite, real, spectrum

t = real("t", within=(-2, 2))

claim = Claim()


@claim.states
def conclusions(*, M=Matrix([[2, -t, 0], [-t, 2, -t], [0, -t, 2]])):
    return {
        "eigenvalues": spectrum(M, equals=[2 - sqrt(2) * t, 2, 2 + sqrt(2) * t]),
        "definite": Equivalent(positive_definite(M), t**2 < 2),
    }
