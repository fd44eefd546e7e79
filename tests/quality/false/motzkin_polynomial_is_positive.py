"""x^4 y^2 + x^2 y^4 + 1 > 3 x^2 y^2.

The two sides are equal at the four points |x| = |y| = 1, and nowhere else.
"""

from ganproof.verify import Claim, real

x = real("x", within=(-2, 2))
y = real("y", within=(-2, 2))

claim = Claim()


@claim.states
def conclusions(*, factor=3):
    return {"positive": x**4 * y**2 + x**2 * y**4 + 1 > factor * x**2 * y**2}
