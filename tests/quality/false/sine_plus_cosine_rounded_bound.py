"""sin x + cos x < 1.4142 for 0 <= x <= 1.

sqrt(2) = 1.414213... is attained at pi/4: it fails for |x - pi/4| < 0.0044 only.
"""

from sympy import Rational, cos, sin

from ganproof.verify import Claim, Verdict, real

x = real("x", within=(0, 1))

claim = Claim(expected=Verdict.PROVED_WITHIN, boxes={"below": {x: (0, 1)}})


@claim.states
def conclusions(*, bound=Rational(14142, 10000)):
    return {"below": sin(x) + cos(x) < bound}
