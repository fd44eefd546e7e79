"""A penalty on one of two discriminator weights stabilises both, however they are coupled.

At t = 0 the second weight and its generator weight rotate undamped, with eigenvalues +-i. For
every other t the claim is true.
"""

from sympy import Matrix, diag, zeros

from ganproof.verify import Claim, hurwitz, real

t = real("t", within=(-2, 2))
gamma = real("gamma", latex=r"\gamma", within=(-2, 4))

claim = Claim(given={"the penalty is on": gamma > 0})


@claim.states
def conclusions(*, A=Matrix([[1, t], [0, 1]])):
    return {"stable": hurwitz(Matrix([[zeros(2), -A], [A.T, -diag(gamma, 0)]]))}
