"""A stable game of two players, neither of whom runs away alone, is stable at any two rates.

With a, d <= 0 and a + d < 0 the trace g a + r d is negative, and the determinant is g r times the
old one.
"""

from sympy import Matrix, diag

from ganproof.verify import Claim, hurwitz, real

a = real("a", within=(-3, 2))
b = real("b", within=(-3, 3))
c = real("c", within=(-3, 3))
d = real("d", within=(-3, 2))
g = real("g", within=(-1, 3))
r = real("r", within=(-1, 3))

claim = Claim(
    given={
        "the generator does not run away": a <= 0,
        "the discriminator does not run away": d <= 0,
        "the generator learns": g > 0,
        "the discriminator learns": r > 0,
        "the game is stable at equal rates": hurwitz(Matrix([[a, b], [c, d]])),
    }
)


@claim.states
def conclusions(*, J=Matrix([[a, b], [c, d]])):
    return {"stable": hurwitz(diag(g, r) * J)}
