"""With steps of 1/2 and more than two each, no numbers of steps bring the players back in 3 rounds.

The update has determinant 1 and trace 2 - n m/4; where that is -1, its cube is the identity. So it
is for n m = 12: at (3, 4) and (4, 3) of the numbers above two, and at no others.
"""

from sympy import And, Eq, Matrix, Not

from ganproof.verify import Claim, integer

n = integer("n", within=(-1, 9))
m = integer("m", within=(-1, 9))

claim = Claim(given={"the generator moves": n > 2, "the discriminator moves": m > 2})


@claim.states
def conclusions(*, M=Matrix([[1, -n / 2], [m / 2, 1 - n * m / 4]])):
    cube = (M**3).expand()
    back = [Eq(cube[0, 0], 1), Eq(cube[0, 1], 0), Eq(cube[1, 0], 0), Eq(cube[1, 1], 1)]
    return {"not back": Not(And(*back))}
