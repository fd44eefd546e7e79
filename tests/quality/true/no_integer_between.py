"""No number of steps lies strictly between one and two: (n - 1)(n - 2) >= 0 for integers.

Over the reals it is false, at n = 3/2.
"""

from ganproof.verify import Claim, integer

n = integer("n", within=(-3, 6))

claim = Claim()


@claim.states
def conclusions(*, first=1, second=2):
    return {"not between": (n - first) * (n - second) >= 0}
