"""Runge-Kutta steps of fourth order converge on the bilinear game exactly below t = h|a| = sqrt(8).

A step multiplies by 1 + z + z^2/2 + z^3/6 + z^4/24 at z = +-it: the squared modulus is
(1 - t^2/2 + t^4/24)^2 + (t - t^3/6)^2 = 1 - t^6/72 + t^8/576.
"""

from sympy import Equivalent, Matrix, eye

from ganproof.verify import Claim, real, schur

t = real("t", within=(-1, 4))

claim = Claim(given={"the players move": t > 0})


@claim.states
def conclusions(*, Z=Matrix([[0, -t], [t, 0]])):
    M = eye(2) + Z + Z**2 / 2 + Z**3 / 6 + Z**4 / 24
    return {"converges": Equivalent(schur(M), t**2 < 8)}
