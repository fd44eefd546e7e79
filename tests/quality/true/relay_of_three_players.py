"""Three players who pass their parameters round have the cube roots of 1 as eigenvalues.

The cube of the permutation is the identity; (-1 +- i sqrt(3))/2 are the other two roots.
"""

from sympy import I, Matrix, sqrt

from ganproof.verify import Claim, on_unit_circle, spectrum

claim = Claim()


@claim.states
def conclusions(*, M=Matrix([[0, 0, 1], [1, 0, 0], [0, 1, 0]])):
    root = I * sqrt(3)
    return {
        "eigenvalues": spectrum(M, equals=[1, (-1 + root) / 2, (-1 - root) / 2]),
        "circles": on_unit_circle(M),
    }
