"""The proximal step (I - hJ)^-1 contracts on the bilinear game for every positive step.

Its eigenvalues have squared modulus 1/(1 + h^2 a^2): 1 where the players do not interact, a = 0.
"""

from sympy import Matrix, eye

from ganproof.verify import Claim, real, schur

a = real("a", within=(-3, 3))
h = real("h", within=(-3, 3))

claim = Claim(given={"the step is positive": h > 0})


@claim.states
def conclusions(*, J=Matrix([[0, -a], [a, 0]])):
    return {"contracts": schur((eye(2) + h * J) / (1 + h**2 * a**2))}
