"""At the critical penalty gamma = 2a both eigenvalues of the Dirac-GAN are -a.

The characteristic polynomial x^2 + gamma x + a^2 is (x + a)^2 there.
"""

from sympy import Eq, Implies, Matrix

from ganproof.verify import Claim, real, spectrum

a = real("a", within=(-3, 3))
gamma = real("gamma", latex=r"\gamma", within=(-6, 6))

claim = Claim()


@claim.states
def conclusions(*, J=Matrix([[0, -a], [a, -gamma]])):
    return {"double": Implies(Eq(gamma, 2 * a), spectrum(J, equals=[-a, -a]))}
