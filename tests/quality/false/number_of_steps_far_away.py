"""No number n of discriminator steps of length 1/10 puts the alternating update's trace at -19/20.

The trace is 2 - n/100, which is -19/20 at n = 295, far outside the range that is searched.
"""

from sympy import Ne, Rational

from ganproof.verify import Claim, integer

n = integer("n", within=(-1, 6))

claim = Claim(given={"the discriminator moves": n >= 1})


@claim.states
def conclusions(*, h=Rational(1, 10)):
    return {"trace": Ne(2 - n * h**2, Rational(-19, 20))}
