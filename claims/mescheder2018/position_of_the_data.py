"""The Dirac-GAN is a counterexample because its data is at 0, where D(x) = psi x must vanish.

With the data at c the Jacobian at the equilibrium gets a damping term 2 f''(0) c^2, and training
without any regularisation is locally convergent for every c != 0. So it is with a bias in the
discriminator. Unregularised training on data without a density need not converge; it may.
"""

import numpy as np
from sympy import Equivalent, Ne

from ganproof.claims.gan import dirac, updates
from ganproof.claims.mescheder2018 import NOTES, PAPER
from ganproof.claims.textbook import linearisation
from ganproof.verify import Claim, Origin, Trial, hurwitz, real

a = real("a", latex="f'(0)", within=(-3, 3))
b = real("b", latex="f''(0)", within=(-3, 2))
c = real("c", within=(-2, 2))

claim = Claim(
    PAPER.proposition("Section 2, position of the data", notes=NOTES, attribution="own"),
    given={"the loss has a slope": Ne(a, 0), "the loss is strictly concave at 0": b < 0},
    uses=[linearisation.claim],
    origin=Origin.BEYOND,
)


@claim.states
def conclusions(*, data=c, curvature=b, where=Ne(c, 0)):
    without = dirac.shifted_jacobian(data=data, slope=a, curvature=curvature)
    bias = dirac.shifted_jacobian(data=data, slope=a, curvature=curvature, bias=True)
    return {
        "without a bias": Equivalent(hurwitz(without), where),
        "with a bias": Equivalent(hurwitz(bias), where),
    }


claim.mutant("it is stable with the data at 0 too", where=b < 0)
claim.mutant(
    "a loss that is concave, not strictly", given={"the loss is strictly concave at 0": b <= 0}
)
claim.mutant("it is stable for positive c only", where=c > 0)
claim.mutant("a loss without slope will do", given={"the loss has a slope": None})
claim.mutant("the Wasserstein loss will do", curvature=0)


@claim.simulation(supports="with a bias")
def logistic_iterates_reach_the_data(*, place=1.0, rate=0.1, rounds=4000):
    """Simultaneous updates without any penalty, the discriminator with a bias."""
    point = (np.array(place + 0.3), np.array([0.5, 0.2]))
    rule = updates.simultaneous(rate)
    for _ in range(rounds):
        point = rule(lambda at: dirac.shifted_field(at, data=place), point)
    error = abs(float(point[0]) - place)
    return Trial(
        error < 1e-6,
        f"|theta - c| = {error:.1e} and slope {point[1][0]:.1e} after {rounds} rounds",
        values={"c": place, "h": rate},
    )


claim.mutant("iterates reach data at 0", place=0.0)
