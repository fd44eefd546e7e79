"""A simultaneous step on the Dirac-GAN either contracts or diverges: there is nothing between.

I + hJ with penalty gamma has determinant 1 - h gamma + h^2 a^2 and trace 2 - h gamma. At h a^2 =
gamma the determinant is 1, and with |trace| < 2 both eigenvalues lie on the circle.
"""

from sympy import Matrix, Ne, Or, eye

from ganproof.verify import Claim, real, schur, unstable

a = real("a", within=(-3, 3))
gamma = real("gamma", latex=r"\gamma", within=(-2, 4))
h = real("h", within=(-1, 3))

claim = Claim(
    given={
        "the step is positive": h > 0,
        "the penalty is on": gamma > 0,
        "the loss has a slope": Ne(a, 0),
    }
)


@claim.states
def conclusions(*, J=Matrix([[0, -a], [a, -gamma]])):
    M = eye(2) + h * J
    return {"contracts or diverges": Or(schur(M), unstable(M))}
