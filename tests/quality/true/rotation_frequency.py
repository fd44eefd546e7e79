"""The Dirac-GAN has the eigenvalues -gamma/2 +- i sqrt(a^2 - gamma^2/4), above critical too.

Beyond gamma = 2|a| the root is itself imaginary, and i times it real: the two signs trade places.
"""

from sympy import I, Matrix, sqrt

from ganproof.verify import Claim, real, spectrum

a = real("a", within=(-3, 3))
gamma = real("gamma", latex=r"\gamma", within=(-5, 5))

claim = Claim()


@claim.states
def conclusions(*, J=Matrix([[0, -a], [a, -gamma]]), under=a**2 - gamma**2 / 4):
    turn = I * sqrt(under)
    return {"eigenvalues": spectrum(J, equals=[-gamma / 2 + turn, -gamma / 2 - turn])}
