"""x^4 y^2 + x^2 y^4 + 1 >= 3 x^2 y^2, although the difference is no sum of squares (Motzkin 1967).

The geometric mean of x^4 y^2, x^2 y^4 and 1 is x^2 y^2, and it is at most their mean.
"""

from ganproof.verify import Claim, real

x = real("x", within=(-2, 2))
y = real("y", within=(-2, 2))

claim = Claim()


@claim.states
def conclusions(*, factor=3):
    return {"not negative": x**4 * y**2 + x**2 * y**4 + 1 >= factor * x**2 * y**2}
