"""Section 4's functions h and g, whose zeros and slopes tell where and how equilibria lie.

Games are those of ``claims.gan.games``, in the paper's sign convention.
"""

from functools import cache

from sympy import Matrix

from ganproof.claims.gan.games import taylor


def h(game):
    """E_data[D^2 + |grad_x D|^2] in the discriminator's parameters (equation 11)."""
    squared = game.mean(game.real, lambda x: game.answers(game.discriminator, x) ** 2)
    return squared + 2 * game.penalty(game.real)


def g(game):
    """E_made[grad_psi D], psi at the equilibrium, in the generator's parameters (equation 13)."""
    there = dict(zip(game.discriminator, game.equilibrium[len(game.generator) :]))
    slopes = [
        game.mean(game.made, lambda x, by=each: game.answers(game.discriminator, x).diff(by))
        for each in game.discriminator
    ]
    return Matrix(slopes).subs(there)


@cache
def jacobian(game, slope, curvature, r1=0, r2=0):
    """Jacobian of the penalised field at the equilibrium, generator first."""
    return game.jacobian(taylor(slope, curvature), r1=r1, r2=r2)
