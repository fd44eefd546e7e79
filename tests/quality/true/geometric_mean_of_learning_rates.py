"""The geometric mean of two learning rates is at most their mean, with equality only where equal.

(sqrt(g) - sqrt(d))^2 >= 0, and it vanishes only at g = d.
"""

from sympy import Eq, Equivalent, sqrt

from ganproof.verify import Claim, real

g = real("g", within=(-1, 4))
d = real("d", within=(-1, 4))

claim = Claim(given={"the generator's rate": g >= 0, "the discriminator's rate": d >= 0})


@claim.states
def conclusions(*, mean=(g + d) / 2):
    return {
        "at most the mean": sqrt(g * d) <= mean,
        "equality": Equivalent(Eq(sqrt(g * d), mean), Eq(g, d)),
    }
