"""A penalty on one of two discriminator weights stabilises both, once the generator couples them.

The discriminator obeys p'' = -A'A p - diag(gamma, 0) p'. It decays unless A'A has an eigenvector
without first component; A'A = [[1, t], [t, 1 + t^2]] has one exactly at t = 0.
"""

from sympy import Matrix, Ne, diag, zeros

from ganproof.verify import Claim, hurwitz, real

t = real("t", within=(-2, 2))
gamma = real("gamma", latex=r"\gamma", within=(-2, 4))

claim = Claim(given={"the penalty is on": gamma > 0, "the weights are coupled": Ne(t, 0)})


@claim.states
def conclusions(*, A=Matrix([[1, t], [0, 1]])):
    return {"stable": hurwitz(Matrix([[zeros(2), -A], [A.T, -diag(gamma, 0)]]))}
