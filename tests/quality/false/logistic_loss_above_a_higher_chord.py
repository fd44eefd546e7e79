"""log(1 + e^x) > x/2 + 694/1000 for |x| <= 4.

log(1 + e^x) - x/2 = log(2 cosh(x/2)) is log 2 = 0.69314... at x = 0.
"""

from sympy import Rational, exp, log

from ganproof.verify import Claim, Verdict, real

x = real("x", within=(-4, 4))

claim = Claim(expected=Verdict.PROVED_WITHIN, boxes={"above": {x: (-4, 4)}})


@claim.states
def conclusions(*, constant=Rational(694, 1000)):
    return {"above": log(1 + exp(x)) > x / 2 + constant}
