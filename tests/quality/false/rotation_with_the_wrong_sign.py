"""The Dirac-GAN has the eigenvalues -gamma/2 +- sqrt(a^2 - gamma^2/4).

The sign under the root is wrong: it is true at the critical penalty gamma = 2|a| only.
"""

from sympy import Matrix, sqrt

from ganproof.verify import Claim, real, spectrum

a = real("a", within=(-3, 3))
gamma = real("gamma", latex=r"\gamma", within=(-5, 5))

claim = Claim()


@claim.states
def conclusions(*, J=Matrix([[0, -a], [a, -gamma]])):
    root = sqrt(a**2 - gamma**2 / 4)
    return {"eigenvalues": spectrum(J, equals=[-gamma / 2 + root, -gamma / 2 - root])}
