"""On the bilinear game, simultaneous steps with heavy-ball momentum beta >= 0 always diverge.

The eigenvalues solve x^2 - (1 + beta + iu)x + beta = 0, u = ha. For beta < 1 Schur-Cohn would need
|(1 + beta)(1 - beta + iu)| <= 1 - beta^2; for beta >= 1 the two have product beta and a sum of
modulus above 1 + beta.
"""

from sympy import Matrix, Ne, eye, zeros

from ganproof.verify import Claim, real, unstable

u = real("u", within=(-3, 3))
beta = real("beta", latex=r"\beta", within=(-2, 3))

claim = Claim(given={"the players interact": Ne(u, 0), "momentum is not negative": beta >= 0})


@claim.states
def conclusions(*, U=Matrix([[0, -u], [u, 0]])):
    M = Matrix([[(1 + beta) * eye(2) + U, -beta * eye(2)], [eye(2), zeros(2)]])
    return {"diverges": unstable(M)}
