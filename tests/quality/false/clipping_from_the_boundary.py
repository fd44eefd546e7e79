"""Clipping to [-c, c] brings a weight x >= c strictly nearer to a weight y of the interval.

At x = c clipping moves neither of them: it fails there, and only there.
"""

from sympy import Abs, Max, Min

from ganproof.verify import Claim, real

x = real("x", within=(-3, 3))
y = real("y", within=(-3, 3))
c = real("c", within=(-1, 3))

claim = Claim(
    given={
        "the interval is not empty": c > 0,
        "x is not below it": x >= c,
        "y is below x": y < x,
        "y is in the interval": Abs(y) <= c,
    }
)


@claim.states
def conclusions(*, least=-c):
    apart = Max(least, Min(c, x)) - Max(least, Min(c, y))
    return {"nearer": Abs(apart) < Abs(x - y)}
