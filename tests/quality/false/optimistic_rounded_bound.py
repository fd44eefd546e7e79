"""Optimistic gradient steps converge on the bilinear game for t = h|a| below 0.5774.

The bound is 1/sqrt(3) = 0.577350...: the claim fails for 0.57735... <= t < 0.5774 only.
"""

from sympy import And, Implies, Matrix, Rational, eye, zeros

from ganproof.verify import Claim, real, schur

t = real("t", within=(-1, 1))

claim = Claim()


@claim.states
def conclusions(*, J=Matrix([[0, -t], [t, 0]]), bound=Rational(5774, 10000)):
    M = Matrix([[eye(2) + 2 * J, -J], [eye(2), zeros(2)]])
    return {"converges": Implies(And(t > 0, t < bound), schur(M))}
