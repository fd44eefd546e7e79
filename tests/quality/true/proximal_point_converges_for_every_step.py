"""The proximal (implicit) step converges on the bilinear game, however long the step.

(I - hJ)^-1 = (I + hJ)/(1 + h^2 a^2) has the eigenvalues (1 +- iha)/(1 + h^2 a^2), of squared
modulus 1/(1 + h^2 a^2).
"""

from sympy import I, Matrix, Ne, eye

from ganproof.verify import Claim, real, schur, spectrum

a = real("a", within=(-3, 3))
h = real("h", within=(-3, 3))

claim = Claim(given={"a step is taken": Ne(h, 0), "the players interact": Ne(a, 0)})


@claim.states
def conclusions(*, J=Matrix([[0, -a], [a, 0]])):
    M = (eye(2) + h * J) / (1 + h**2 * a**2)
    return {
        "eigenvalues": spectrum(M, equals=[1 / (1 - I * h * a), 1 / (1 + I * h * a)]),
        "converges": schur(M),
    }
