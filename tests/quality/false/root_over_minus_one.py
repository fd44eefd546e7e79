"""sqrt(-y) is -sqrt(y/D) for y < 0, where D = (x + 1)(x - 1) - x^2.

D is -1 whatever x is, so both roots are the same positive number.
"""

from sympy import Eq, sqrt

from ganproof.verify import Claim, real

x = real("x", within=(-3, 3))
y = real("y", within=(-3, 1))

claim = Claim(given={"the root is real and not zero": y < 0})


@claim.states
def conclusions(*, D=(x + 1) * (x - 1) - x**2):
    return {"opposite roots": Eq(sqrt(-y), -sqrt(y / D))}
