"""Optimistic gradient steps converge on the bilinear game exactly for steps below 1/(sqrt(3)|a|).

With t = h|a| the eigenvalues solve x^2 - (1 + 2it)x + it = 0 and its conjugate. On the circle,
it = (x^2 - x)/(2x - 1) has real part zero only at x = 1 (t = 0) and at cos = 1/2 (t = 1/sqrt(3)).
"""

from sympy import Equivalent, Matrix, Ne, eye, zeros

from ganproof.verify import Claim, real, schur

a = real("a", within=(-2, 2))
h = real("h", within=(-1, 2))

claim = Claim(given={"the step is positive": h > 0, "the players interact": Ne(a, 0)})


@claim.states
def conclusions(*, J=Matrix([[0, -a], [a, 0]])):
    M = Matrix([[eye(2) + 2 * h * J, -h * J], [eye(2), zeros(2)]])
    return {"converges": Equivalent(schur(M), 3 * h**2 * a**2 < 1)}
