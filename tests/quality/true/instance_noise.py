"""Instance noise stabilises the Dirac-GAN of a concave loss.

At the equilibrium v' = [[0, -a], [a, 2 b s^2]] with b = f''(0): trace 2 b s^2 < 0, determinant
a^2 > 0, eigenvalues b s^2 +- sqrt(b^2 s^4 - a^2), on the negative axis from s^2 = |a/b| on.
"""

from sympy import Abs, Implies, Matrix, Ne, sqrt

from ganproof.verify import Claim, hurwitz, real, spectrum

a = real("a", latex="f'(0)", within=(-3, 3))
b = real("b", latex="f''(0)", within=(-3, 2))
s = real("s", latex=r"\sigma", within=(-2, 2))

claim = Claim(
    given={
        "the loss is strictly concave": b < 0,
        "there is noise": Ne(s, 0),
        "the loss has a slope": Ne(a, 0),
    }
)


@claim.states
def conclusions(*, J=Matrix([[0, -a], [a, 2 * b * s**2]])):
    root = sqrt(b**2 * s**4 - a**2)
    return {
        "eigenvalues": spectrum(J, equals=[b * s**2 + root, b * s**2 - root]),
        "stable": hurwitz(J),
        "no rotation under strong noise": Implies(s**2 >= Abs(a / b), b**2 * s**4 >= a**2),
    }
