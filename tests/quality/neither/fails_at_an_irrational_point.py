"""t^2 - 2 is not zero.

It fails at t = sqrt(2) and t = -sqrt(2) only, where no rational counterexample can show it.
"""

from sympy import Ne

from ganproof.verify import Claim, real

t = real("t", within=(-2, 2))

claim = Claim()


@claim.states
def conclusions(*, square=2):
    return {"not zero": Ne(t**2, square)}
