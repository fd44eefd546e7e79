"""The regulariser damps the discriminator: J_eta is similar to a Jacobian with A + 2 eta BB' for A.

Let A = -J_DD, which is symmetric, and B = J_DG be the blocks of the plain game's Jacobian J_0, the
discriminator first, x and y the players' deviations from the equilibrium. The regularised game has
the Jacobian M J_0, M with units on its diagonal and -2 eta B' below. Take y + 2 eta B'x for the
generator's coordinates: then its own block vanishes, and the discriminator is damped by
Q = A + 2 eta BB' instead of A. This holds for any number of parameters and any eta. In the new
coordinates the squared distance changes at the rate -2 x'Qx, and what is known of eigenvalues for
A >= 0 without the regulariser holds with it wherever Q >= 0.
"""

import numpy as np
from sympy import Identity, Rational, ZeroMatrix

from ganproof.claims.gan import random_games
from ganproof.claims.nagarajan2017 import PAPER, equilibria_preserved
from ganproof.verify import Claim, Origin, Trial, blocks, matrix, matrix_identity, real, size

n_D, n_G = size("n_D"), size("n_G")
A = matrix("A", n_D, n_D, symmetric=True)
B = matrix("B", n_D, n_G)
x, y = matrix("x", n_D, 1), matrix("y", n_G, 1)
eta = real("eta", latex=r"\eta")

claim = Claim(
    PAPER.proposition("Regulariser as damping", after="4.1", attribution="own"),
    uses=[equilibria_preserved.claim],
    origin=Origin.BEYOND,
)


def change(weight):
    """To the coordinates (x, y + 2 weight B'x)."""
    return blocks([[Identity(n_D), ZeroMatrix(n_D, n_G)], [2 * weight * B.T, Identity(n_G)]])


def regularised(share=1):
    corner = -B.T * (Identity(n_D) - 2 * share * eta * A)
    return blocks([[-A, B], [corner, -2 * eta * B.T * B]])


def derivative_of_square(vector, velocity):
    return vector.T * velocity + velocity.T * vector


@claim.states
def conclusions(*, weight=eta, damping=A + 2 * eta * B * B.T, share=1, rate=2):
    damped = blocks([[-damping, B], [-B.T, ZeroMatrix(n_G, n_G)]])
    by_x, by_y = -A * x + B * y, -B.T * x + 2 * eta * B.T * A * x - 2 * eta * B.T * B * y
    shifted, by_shifted = y + 2 * weight * B.T * x, by_y + 2 * weight * B.T * by_x
    turn = blocks([[Identity(n_D), ZeroMatrix(n_D, n_G)], [-2 * eta * B.T, Identity(n_G)]])
    plain = blocks([[-A, B], [-B.T, ZeroMatrix(n_G, n_G)]])
    return {
        "J_eta is M J_0": matrix_identity(regularised(share), turn * plain),
        "similar to the Jacobian of a damped discriminator": matrix_identity(
            change(weight) * regularised(share), damped * change(weight)
        ),
        "the change of coordinates is invertible": matrix_identity(
            change(weight) * change(-eta), change(0 * eta)
        ),
        "the squared distance decreases at the rate 2 x'Qx": matrix_identity(
            derivative_of_square(x, by_x) + derivative_of_square(shifted, by_shifted),
            -rate * x.T * damping * x,
        ),
    }


claim.mutant("the coordinates change by eta B'x", weight=eta / 2)
claim.mutant("the damping is A + eta BB'", damping=A + eta * B * B.T)
claim.mutant("the damping is A itself", damping=A)
claim.mutant("the corner of J_eta is -B'(I - eta A)", share=Rational(1, 2))
claim.mutant("the rate is x'Qx", rate=1)


@claim.simulation(supports="similar to the Jacobian of a damped discriminator")
def random_games_have_the_same_eigenvalues(*, factor=2.0, count=2000):
    """det(s - J) of both matrices at s = 1, 2 + i, for sizes up to (3, 2) and eta up to 30."""
    worst = 0.0
    for n_d, n_g in ((1, 1), (2, 1), (2, 2), (3, 2)):
        A, B = random_games.prescribed(count, n_d, n_g, seed=n_d + 10 * n_g)
        eta = 10 ** np.random.default_rng(0).uniform(-2, 1.5, (count, 1, 1))
        J = random_games.jacobian(A, B, eta[:, 0, 0])
        K = random_games.jacobian(A + factor * eta * B @ B.transpose(0, 2, 1), B)
        for s in (1.0, 2.0 + 1j):
            left, right = (np.linalg.det(s * np.eye(n_d + n_g) - each) for each in (J, K))
            worst = max(worst, float(np.abs(left / right - 1).max()))
    return Trial(worst < 1e-7, f"largest relative difference {worst:.1e}", cases=4 * count)


claim.mutant("random games have the damping A + eta BB'", factor=1.0)
