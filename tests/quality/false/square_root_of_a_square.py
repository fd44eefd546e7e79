"""The critical penalty 2 sqrt(f'(0)^2) is 2 f'(0).

For a negative slope it is -2 f'(0).
"""

from sympy import Eq, sqrt

from ganproof.verify import Claim, real

a = real("a", latex="f'(0)", within=(-3, 3))

claim = Claim()


@claim.states
def conclusions(*, critical=2 * sqrt(a**2)):
    return {"critical penalty": Eq(critical, 2 * a)}
