"""sqrt(a^2) is |a|, for negative a too: the symmetric coupling has the eigenvalues +-sqrt(a^2).

The characteristic polynomial of [[0, a], [a, 0]] is x^2 - a^2, and |a|^2 = a^2.
"""

from sympy import Abs, Eq, Matrix, sqrt

from ganproof.verify import Claim, real, spectrum

a = real("a", within=(-3, 3))

claim = Claim()


@claim.states
def conclusions(*, M=Matrix([[0, a], [a, 0]])):
    return {
        "eigenvalues": spectrum(M, equals=[sqrt(a**2), -sqrt(a**2)]),
        "absolute value": Eq(sqrt(a**2), Abs(a)),
    }
