"""log(1 + e^x) > x/2 + 69/100 for |x| <= 4.

log(1 + e^x) - x/2 = log(2 cosh(x/2)) is least at x = 0, where it is log 2 = 0.6931...
"""

from sympy import Rational, exp, log

from ganproof.verify import Claim, Verdict, real

x = real("x", within=(-4, 4))

claim = Claim(expected=Verdict.PROVED_WITHIN, boxes={"above": {x: (-4, 4)}})


@claim.states
def conclusions(*, constant=Rational(69, 100)):
    return {"above": log(1 + exp(x)) > x / 2 + constant}
