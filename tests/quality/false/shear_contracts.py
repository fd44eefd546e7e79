"""A shear contracts.

Its eigenvalue 1 is on the circle, not inside.
"""

from sympy import Matrix

from ganproof.verify import Claim, schur

claim = Claim()


@claim.states
def conclusions(*, M=Matrix([[1, 1], [0, 1]])):
    return {"contracts": schur(M)}
