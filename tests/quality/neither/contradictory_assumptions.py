"""Players with theta^2 + psi^2 < 2 theta psi never rest.

theta^2 + psi^2 - 2 theta psi is a square: there are no such players, and all is true of them.
"""

from sympy import Ne

from ganproof.verify import Claim, real

theta = real("theta", latex=r"\theta")
psi = real("psi", latex=r"\psi")

claim = Claim(given={"close together": theta**2 + psi**2 < 2 * theta * psi})


@claim.states
def conclusions(*, mean=(theta + psi) / 2):
    return {"never rest": Ne(mean, 0)}
