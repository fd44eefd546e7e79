"""Linearised at an equilibrium, the WGAN only turns: every eigenvalue is imaginary.

For f''(0) = 0 the Jacobian [[0, -B], [B', 0]], B = f'(0) K_DG, is skew, so that the distance to the
equilibrium does not change along the linearised flow. The eigenvalues are +-i times the singular
values of B, and 0 for each parameter that one player has more than the other. From them alone it
does not follow that the flow converges, nor that it does not. The WGAN's Lipschitz constraint on
the discriminator is absent from this analysis.
"""

import numpy as np
from sympy import Eq, I, Matrix, ZeroMatrix, sqrt, zeros

from ganproof.claims.gan import models
from ganproof.claims.nagarajan2017 import NOTES, PAPER, jacobian_at_equilibrium
from ganproof.verify import (
    Claim,
    Trial,
    Verdict,
    blocks,
    hurwitz,
    matrix,
    matrix_identity,
    real,
    size,
    sizes,
    spectrum,
)

curvature = real("curvature", latex="f''(0)", within=(-2, 2))
b11, b12, b21, b22 = (real(f"b{k}", latex=f"b_{{{k}}}", within=(-3, 3)) for k in (11, 12, 21, 22))
k11, k12, k22 = (real(f"k{k}", latex=f"k_{{{k}}}", within=(-3, 3)) for k in (11, 12, 22))
x = [real(f"x{k}", latex=f"x_{k}", within=(-2, 2)) for k in range(1, 5)]
n_D, n_G = size("n_D"), size("n_G")

claim = Claim(
    PAPER.remark("WGAN, linearised", notes=NOTES, after="3.1"),
    given={"the loss has no curvature at 0": Eq(curvature, 0)},
    uses=[jacobian_at_equilibrium.claim],
    expected=Verdict.PROVED_WITHIN,
)


def jacobian(B, damping, back):
    """The discriminator first; ``damping`` is the weight of a penalty on its parameters."""
    return Matrix([[-damping * Matrix.eye(B.rows), -B], [back * B.T, zeros(B.cols)]])


@claim.states
def conclusions(*, damping=0, back=1, unit=I, share=2):
    B, K = matrix("B", n_D, n_G), Matrix([[k11, k12], [k12, k22]])
    J = blocks([[ZeroMatrix(n_D, n_D), -B], [back * B.T, ZeroMatrix(n_G, n_G)]])
    column, square = Matrix([b11, b21]), Matrix([[b11, b12], [b21, b22]])
    curved = jacobian(square, damping, back) + Matrix.diag(2 * curvature * K, zeros(2))
    state = Matrix(x)
    sum_of_both = sqrt((b11 + b22) ** 2 + (b12 - b21) ** 2)
    their_difference = sqrt((b11 - b22) ** 2 + (b12 + b21) ** 2)
    first, second = (unit * (sum_of_both + sign * their_difference) / share for sign in (1, -1))
    one = unit * sqrt(b11**2 + b21**2)
    return {
        "the Jacobian is skew": matrix_identity(J.T, -J),
        "the distance to the equilibrium does not change": sizes(
            "two parameters for each player", Eq((state.T * curved * state)[0], 0)
        ),
        "an eigenvalue 0 where the players differ by one parameter": sizes(
            "two parameters of the discriminator and one of the generator",
            spectrum(jacobian(column, damping, back), equals=[0, one, -one]),
        ),
        "the others are +-i times the singular values": sizes(
            "two parameters for each player",
            spectrum(jacobian(square, damping, back), equals=[first, -first, second, -second]),
        ),
    }


claim.mutant("both blocks have the same sign", back=-1)
claim.mutant("the eigenvalues are real", unit=1)
claim.mutant("the singular values are twice as large", share=1)
claim.mutant("with a penalty on the discriminator's parameters too", damping=1)

claim.does_not_say(
    "a concave loss is enough for eigenvalues left of the axis",
    states=hurwitz(models.LINEAR_QUADRATIC.jacobian(lambda value: value - value**4)),
    given={"the loss has no curvature at 0": None},
    instead="f''(0) < 0 is needed. t - t^4 and the hinge min(0, t - 1) are concave, have f''(0) = "
    "0, and linearise as the WGAN does.",
)


@claim.simulation(supports="the others are +-i times the singular values")
def random_matrices_of_all_sizes(*, friction=0.0, cases=200):
    """Up to seven parameters for each player."""
    random, worst = np.random.default_rng(1), 0.0
    for _ in range(cases):
        rows, columns = random.integers(1, 8, size=2)
        B = random.normal(size=(rows, columns))
        J = np.block([[-friction * np.eye(rows), -B], [B.T, np.zeros((columns, columns))]])
        found = np.linalg.eigvals(J)
        turns = np.linalg.svd(B, compute_uv=False)
        expected = np.sort([*turns, *-turns, *[0] * abs(rows - columns)])
        errors = np.abs(found.real).max(), np.abs(np.sort(found.imag) - expected).max()
        worst = max(worst, *map(float, errors))
    return Trial(worst < 1e-9, f"largest error of an eigenvalue {worst:.0e}", cases=cases)


claim.mutant("random matrices with a weak penalty on the discriminator", friction=0.1)
