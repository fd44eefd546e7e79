"""The Dirac-GAN of a concave loss is stable at every noise level.

v' = [[0, -a], [a, 2 b s^2]] has trace zero and eigenvalues +-ia where the noise is off, s = 0: the
claim fails on that plane only.
"""

from sympy import Matrix, Ne

from ganproof.verify import Claim, hurwitz, real

a = real("a", latex="f'(0)", within=(-3, 3))
b = real("b", latex="f''(0)", within=(-3, 2))
s = real("s", latex=r"\sigma", within=(-2, 2))

claim = Claim(given={"the loss is strictly concave": b < 0, "the loss has a slope": Ne(a, 0)})


@claim.states
def conclusions(*, J=Matrix([[0, -a], [a, 2 * b * s**2]])):
    return {"stable": hurwitz(J)}
