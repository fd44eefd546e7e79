"""Extragradient converges on the bilinear game exactly for steps below 1/|a|.

J^2 = -a^2 I, so I + hJ + h^2 J^2 has the eigenvalues 1 - t^2 +- it with t = h|a|, of squared
modulus 1 - t^2 + t^4: below 1 for t < 1, equal to 1 at t = 1.
"""

from sympy import Abs, Eq, Equivalent, Implies, Matrix, Ne, eye

from ganproof.verify import Claim, on_unit_circle, real, schur

a = real("a", within=(-3, 3))
h = real("h", within=(-1, 2))

claim = Claim(given={"the step is positive": h > 0, "the players interact": Ne(a, 0)})


@claim.states
def conclusions(*, J=Matrix([[0, -a], [a, 0]])):
    M = eye(2) + h * J + h**2 * J**2
    return {
        "converges": Equivalent(schur(M), h * Abs(a) < 1),
        "circles at the bound": Implies(Eq(h * Abs(a), 1), on_unit_circle(M)),
    }
