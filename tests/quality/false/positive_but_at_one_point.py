"""(3x - 1)^2 + (7y - 2)^2 is positive.

It vanishes at (1/3, 2/7) and nowhere else.
"""

from ganproof.verify import Claim, real

x = real("x", within=(-1, 1))
y = real("y", within=(-1, 1))

claim = Claim()


@claim.states
def conclusions(*, distance=(3 * x - 1) ** 2 + (7 * y - 2) ** 2):
    return {"positive": distance > 0}
