"""The rate sqrt(gamma^2/4 - a^2) is not negative for gamma > 0.

Below the critical penalty, gamma < 2|a|, there is no such rate.
"""

from sympy import sqrt

from ganproof.verify import Claim, real

a = real("a", within=(-3, 3))
gamma = real("gamma", latex=r"\gamma", within=(-2, 5))

claim = Claim(given={"the penalty is on": gamma > 0})


@claim.states
def conclusions(*, rate=sqrt(gamma**2 / 4 - a**2)):
    return {"not negative": rate >= 0}
