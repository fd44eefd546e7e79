"""sqrt(g + 2 sqrt(g - 1)) = 1 + sqrt(g - 1) for g >= 1.

Both sides are non-negative, and the square of the right one is 1 + 2 sqrt(g - 1) + g - 1.
"""

from sympy import Eq, sqrt

from ganproof.verify import Claim, real

g = real("g", within=(-1, 6))

claim = Claim(given={"the root is real": g >= 1})


@claim.states
def conclusions(*, inner=sqrt(g - 1)):
    return {"denested": Eq(sqrt(g + 2 * inner), 1 + inner)}
