"""Extragradient converges on the bilinear game for steps up to and including 1/|a|.

The squared moduli are 1 - t^2 + t^4 with t = h|a|: exactly 1 at t = 1. It fails on that curve only.
"""

from sympy import Abs, Implies, Matrix, Ne, eye

from ganproof.verify import Claim, real, schur

a = real("a", within=(-3, 3))
h = real("h", within=(-1, 2))

claim = Claim(given={"the step is positive": h > 0, "the players interact": Ne(a, 0)})


@claim.states
def conclusions(*, J=Matrix([[0, -a], [a, 0]])):
    return {"converges": Implies(h * Abs(a) <= 1, schur(eye(2) + h * J + h**2 * J**2))}
