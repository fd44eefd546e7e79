"""The implicit midpoint rule keeps three cyclically coupled players on the unit circle.

J is skew, so (I - hJ/2)^-1 (I + hJ/2) is orthogonal (Cayley).
"""

from sympy import Matrix, eye

from ganproof.verify import Claim, on_unit_circle, real

h = real("h", within=(-3, 3))
SKEW = Matrix([[0, -1, 0], [1, 0, -1], [0, 1, 0]])

claim = Claim()


@claim.states
def conclusions(*, J=SKEW):
    M = (eye(3) - h * J / 2).inv() * (eye(3) + h * J / 2)
    return {"circles": on_unit_circle(M.applyfunc(lambda entry: entry.cancel()))}
