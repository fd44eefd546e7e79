"""Consensus regularisation moves the bilinear game's eigenvalues to -gamma a^2 +- ia.

The regulariser adds -gamma J'J to J, and J'J = a^2 I.
"""

from sympy import I, Matrix, Ne

from ganproof.verify import Claim, hurwitz, real, spectral_abscissa, spectrum

a = real("a", within=(-3, 3))
gamma = real("gamma", latex=r"\gamma", within=(-2, 4))

claim = Claim(given={"the regulariser is on": gamma > 0, "the players interact": Ne(a, 0)})


@claim.states
def conclusions(*, J=Matrix([[0, -a], [a, 0]])):
    regularised = J - gamma * J.T * J
    return {
        "eigenvalues": spectrum(regularised, equals=[-gamma * a**2 + I * a, -gamma * a**2 - I * a]),
        "stable": hurwitz(regularised),
        "decays at half that rate and more": spectral_abscissa(
            regularised, below=-gamma * a**2 / 2
        ),
    }
