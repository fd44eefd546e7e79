"""A slow generator, g a^2 < gamma, makes the Dirac-GAN converge for every discriminator rate.

Jury's third inequality 2 d gamma < 4 + g d a^2 bounds d too: at gamma = a = 1, g = 1/2 by 8/3.
"""

from sympy import Equivalent, Matrix, Ne, diag, eye

from ganproof.verify import Claim, real, schur

a = real("a", within=(-3, 3))
gamma = real("gamma", latex=r"\gamma", within=(-2, 5))
g = real("g", within=(-1, 3))
d = real("d", within=(-1, 3))

claim = Claim(
    given={
        "the generator learns": g > 0,
        "the discriminator learns": d > 0,
        "the loss has a slope": Ne(a, 0),
    }
)


@claim.states
def conclusions(*, J=Matrix([[0, -a], [a, -gamma]])):
    return {"converges": Equivalent(schur(eye(2) + diag(g, d) * J), g * a**2 < gamma)}
