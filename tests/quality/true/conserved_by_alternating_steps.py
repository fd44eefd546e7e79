"""Alternating steps on the bilinear game conserve theta^2 + psi^2 - h theta psi.

Write u, v for the moved players: u = theta - h psi, v = psi + h u. Then v - h u = psi, so that
u^2 + v^2 - h u v = u^2 + v psi = u^2 + h u psi + psi^2 = u theta + psi^2.
"""

from sympy import Eq

from ganproof.verify import Claim, real

theta = real("theta", latex=r"\theta")
psi = real("psi", latex=r"\psi")
h = real("h")

claim = Claim()


def energy(theta, psi):
    return theta**2 + psi**2 - h * theta * psi


@claim.states
def conclusions(*, step=h):
    moved = theta - step * psi
    return {"conserved": Eq(energy(moved, psi + step * moved) - energy(theta, psi), 0)}
