"""A penalised discriminator with two features has a third eigenvalue, -gamma.

Across the direction (a, b) the discriminator feels the penalty alone; along it the game is the
Dirac-GAN with slope sqrt(a^2 + b^2).
"""

from sympy import Equivalent, Matrix, sqrt

from ganproof.verify import Claim, hurwitz, real, spectrum

a = real("a", within=(-3, 3))
b = real("b", within=(-3, 3))
gamma = real("gamma", latex=r"\gamma", within=(-2, 5))

claim = Claim(given={"the penalty is on": gamma > 0})


@claim.states
def conclusions(*, J=Matrix([[0, -a, -b], [a, -gamma, 0], [b, 0, -gamma]])):
    root = sqrt(gamma**2 - 4 * a**2 - 4 * b**2)
    return {
        "eigenvalues": spectrum(J, equals=[-gamma, (root - gamma) / 2, (-root - gamma) / 2]),
        "stable": Equivalent(hurwitz(J), a**2 + b**2 > 0),
    }
