"""Consensus regularisation decays faster than the rate gamma a^2 itself.

The real parts are -gamma a^2 exactly, so "below -gamma a^2" holds nowhere: a tolerance would pass.
"""

from sympy import Matrix, Ne

from ganproof.verify import Claim, real, spectral_abscissa

a = real("a", within=(-3, 3))
gamma = real("gamma", latex=r"\gamma", within=(-2, 4))

claim = Claim(given={"the regulariser is on": gamma > 0, "the players interact": Ne(a, 0)})


@claim.states
def conclusions(*, J=Matrix([[0, -a], [a, 0]])):
    return {"faster": spectral_abscissa(J - gamma * J.T * J, below=-gamma * a**2)}
