"""Clipping two weights to [-c, c] brings them no further apart.

Clipping is the nearest point of an interval; between x and y it moves at slope 0 or 1.
"""

from sympy import Abs, Max, Min

from ganproof.verify import Claim, real

x = real("x", within=(-3, 3))
y = real("y", within=(-3, 3))
c = real("c", within=(-1, 3))

claim = Claim(given={"the interval is not empty": c >= 0})


@claim.states
def conclusions(*, least=-c):
    apart = Max(least, Min(c, x)) - Max(least, Min(c, y))
    return {"no further apart": Abs(apart) <= Abs(x - y)}
