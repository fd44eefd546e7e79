"""Extragradient converges on the bilinear game for steps with h a < 1, whatever the sign of a.

For negative a the assumption says nothing: at h = 2, a = -1 the squared modulus is 1 - 4 + 16.
"""

from sympy import Implies, Matrix, Ne, eye

from ganproof.verify import Claim, real, schur

a = real("a", within=(-3, 3))
h = real("h", within=(-1, 3))

claim = Claim(given={"the step is positive": h > 0, "the players interact": Ne(a, 0)})


@claim.states
def conclusions(*, J=Matrix([[0, -a], [a, 0]])):
    return {"converges": Implies(h * a < 1, schur(eye(2) + h * J + h**2 * J**2))}
