"""Between one and two discriminator steps n, the trace 2 - n h^2 of the alternating update is 7.

No integer is between one and two: the second conclusion speaks of nothing.
"""

from sympy import And, Eq, Implies

from ganproof.verify import Claim, integer, real

h = real("h", within=(-1, 3))
n = integer("n", within=(-1, 6))

claim = Claim(given={"the discriminator moves": n >= 1})


@claim.states
def conclusions(*, trace=2 - n * h**2):
    return {
        "at most two": trace <= 2,
        "between the first step and the second": Implies(And(n > 1, n < 2), Eq(trace, 7)),
    }
