"""sin x + cos x < 1.4143 for 0 <= x <= 1.

sin x + cos x = sqrt(2) sin(x + pi/4), at most sqrt(2) = 1.414213...
"""

from sympy import Rational, cos, sin

from ganproof.verify import Claim, Verdict, real

x = real("x", within=(0, 1))

claim = Claim(expected=Verdict.PROVED_WITHIN, boxes={"below": {x: (0, 1)}})


@claim.states
def conclusions(*, bound=Rational(14143, 10000)):
    return {"below": sin(x) + cos(x) < bound}
