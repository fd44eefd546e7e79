"""The gradients (a, b) and (1, 0) are as long together as alone exactly where they are parallel.

At b = 0 and a < 0 they are parallel and cancel: |a + 1| is not |a| + 1.
"""

from sympy import Eq, Equivalent, sqrt

from ganproof.verify import Claim, real

a = real("a", within=(-3, 3))
b = real("b", within=(-3, 3))

claim = Claim()


@claim.states
def conclusions(*, alone=1 + sqrt(a**2 + b**2)):
    return {"as long together": Equivalent(Eq(sqrt((a + 1) ** 2 + b**2), alone), Eq(b, 0))}
