"""With two learning rates g, d and penalty gamma, the Dirac-GAN converges in one region only.

I + diag(g, d) J has trace 2 - d gamma and determinant 1 - d gamma + g d a^2. Jury's inequalities
are g a^2 < gamma, g d a^2 > 0 and 2 d gamma < 4 + g d a^2.
"""

from sympy import And, Equivalent, Matrix, Ne, diag, eye

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
    M = eye(2) + diag(g, d) * J
    region = And(g * a**2 < gamma, 2 * d * gamma < 4 + g * d * a**2)
    return {"converges": Equivalent(schur(M), region)}
