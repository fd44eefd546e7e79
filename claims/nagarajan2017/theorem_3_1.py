"""Theorem 3.1: under four assumptions, GAN training is locally exponentially stable.

With K_DD = E[grad D grad D'] on the data and K_DG the derivative of E[grad D] by the generator, the
assumptions are: at the equilibrium generated samples and data have one law and D vanishes (I);
K_DD is positive definite and K_DG has full column rank, for an isolated equilibrium (II);
f''(0) < 0 and f'(0) is not 0 (III); nearby generators make only what is in the data (IV). Where
K_DD is positive definite it is enough for IV that D vanishes on what nearby generators make, as for
the uniform law. Here the theorem is tried on the linear-quadratic GAN, G(z) = a z and D(x) = w x^2,
with the uniform and the normal law, and with a linear term in D; -t bounds the real parts.
"""

from functools import cache

from sympy import And, Implies, Ne

from ganproof.claims.gan import models
from ganproof.claims.gan.games import taylor
from ganproof.claims.nagarajan2017 import (
    NOTES,
    PAPER,
    jacobian_at_equilibrium,
    lemma_block_matrix,
    supports_and_kernels,
)
from ganproof.claims.textbook import linearisation
from ganproof.verify import (
    Claim,
    Origin,
    Verdict,
    examples,
    hurwitz,
    real,
    spectral_abscissa,
)

a = real("a", latex="f'(0)", within=(-3, 3))
b = real("b", latex="f''(0)", within=(-3, 2))
t = real("t", within=(-1, 2))

claim = Claim(
    PAPER.theorem("3.1", notes=NOTES),
    given={"the loss has a slope": Ne(a, 0), "the loss is strictly concave at 0": b < 0},
    uses=[
        jacobian_at_equilibrium.claim,
        supports_and_kernels.claim,
        lemma_block_matrix.claim,
        linearisation.claim,
    ],
    expected=Verdict.EXAMPLES,
)
CASES = {
    "uniform law": models.LINEAR_QUADRATIC,
    "normal law": models.GAUSSIAN,
    "uniform law, a linear term in D": models.WITH_LINEAR_TERM,
}


@cache
def jacobian(game, slope=a, curvature=b):
    return game.jacobian(taylor(slope, curvature))


@claim.states
def conclusions(*, share=1, factor=4):
    k, m = models.LINEAR_QUADRATIC.k_dd()[0], models.LINEAR_QUADRATIC.k_dg()[0] ** 2
    off_axis = t < -share * b * k
    on_axis = t * (factor * b**2 * k**2 + a**2 * m) < -2 * b * a**2 * k * m
    stable = {
        f"stable: {name}": examples("the linear-quadratic GAN", hurwitz(jacobian(game)))
        for name, game in CASES.items()
    }
    bound = spectral_abscissa(jacobian(models.LINEAR_QUADRATIC), below=-t)
    return stable | {
        "the eigenvalue bounds": examples(
            "the linear-quadratic GAN", Implies(And(off_axis, on_axis), bound)
        )
    }


claim.mutant("complex eigenvalues lie twice as far left", share=2)
claim.mutant("no factor 4 in the real bound", factor=0)
claim.mutant(
    "a concave loss is enough",
    given={"the loss is strictly concave at 0": b <= 0},
    origin=Origin.FOLKLORE,
    instead="The loss must be strictly concave at 0. f(t) = t is concave, and orbits are closed.",
)
claim.mutant("a loss without slope will do", given={"the loss has a slope": None})
