"""A stable game of two players is stable at any two positive learning rates.

Where one player runs away alone, a > 0, and the other holds it back, a fast enough first player
wins: the trace g a + d turns positive.
"""

from sympy import Matrix, diag

from ganproof.verify import Claim, hurwitz, real

a = real("a", within=(-3, 2))
b = real("b", within=(-3, 3))
d = real("d", within=(-3, 2))
g = real("g", within=(-1, 3))

claim = Claim(
    given={
        "the generator learns": g > 0,
        "the game is stable at equal rates": hurwitz(Matrix([[a, -b], [b, d]])),
    }
)


@claim.states
def conclusions(*, J=Matrix([[a, -b], [b, d]])):
    return {"stable": hurwitz(diag(g, 1) * J)}
