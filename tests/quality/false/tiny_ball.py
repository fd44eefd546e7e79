"""(x - 3/7)^2 + (y + 2/5)^2 is at least 1/78540.

It fails on a disc of radius 1/280 about (3/7, -2/5), a fraction pi/4/78540 = 1.0e-5 of the square
|x|, |y| <= 1 that is searched.
"""

from sympy import Rational

from ganproof.verify import Claim, real

x = real("x", within=(-1, 1))
y = real("y", within=(-1, 1))

claim = Claim()


@claim.states
def conclusions(*, least=Rational(1, 78540)):
    return {"away": (x - Rational(3, 7)) ** 2 + (y + Rational(2, 5)) ** 2 >= least}
