"""x''' + a x'' + b x' + c x = 0 decays whenever a, b and c are positive.

Routh also asks for a b > c: s^3 + s^2 + s + 2 has a root with positive real part.
"""

from sympy import Matrix

from ganproof.verify import Claim, hurwitz, real

a = real("a", within=(-1, 3))
b = real("b", within=(-1, 3))
c = real("c", within=(-1, 3))

claim = Claim(given={"a is positive": a > 0, "b is positive": b > 0, "c is positive": c > 0})


@claim.states
def conclusions(*, M=Matrix([[0, 1, 0], [0, 0, 1], [-c, -b, -a]])):
    return {"decays": hurwitz(M)}
