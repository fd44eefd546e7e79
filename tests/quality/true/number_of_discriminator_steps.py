"""With n discriminator steps to one generator step of length h, orbits stay bounded iff n h^2 <= 4.

The update has determinant 1 and trace 2 - n h^2; its eigenvalues are on the circle while |trace|
<= 2. Where n h^2 = 5, one of them is below -1.
"""

from sympy import Eq, Equivalent, Implies, Matrix

from ganproof.verify import Claim, integer, on_unit_circle, real, unstable

h = real("h", within=(-1, 3))
n = integer("n", within=(-1, 6))

claim = Claim(given={"the step is positive": h > 0, "the discriminator moves": n >= 1})


@claim.states
def conclusions(*, M=Matrix([[1, -h], [n * h, 1 - n * h**2]])):
    return {
        "on the circle": Equivalent(on_unit_circle(M), n * h**2 <= 4),
        "beyond it": Implies(Eq(n * h**2, 5), unstable(M)),
    }
