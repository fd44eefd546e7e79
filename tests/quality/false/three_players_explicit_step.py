"""An explicit step keeps three cyclically coupled players on the unit circle.

J is skew with the eigenvalues 0 and +-i sqrt(2): I + hJ has 1 +- i sqrt(2) h, on the circle at
h = 0 only.
"""

from sympy import Matrix, eye

from ganproof.verify import Claim, on_unit_circle, real

h = real("h", within=(-3, 3))
SKEW = Matrix([[0, -1, 0], [1, 0, -1], [0, 1, 0]])

claim = Claim()


@claim.states
def conclusions(*, J=SKEW):
    return {"circles": on_unit_circle(eye(3) + h * J)}
