"""Appendix E.1: where the discriminator rises off the data, training converges unregularised.

At an energy solution D and its input gradient vanish on the data, and D rises across them: its
Hessian is positive in the directions normal to the data. If f'(0) > 0 the generator then goes
downhill, and training without a penalty converges locally, where the generator also feels every
direction of the discriminator that the loss does not damp (the counterpart of Assumption III). For
D(x) = psi x + c x^2 on the Dirac-GAN the eigenvalues are -a (c +- sqrt(c^2 - 1)), a = f'(0). On the
segment c x2^2 damps shift and tilt; along the data it takes a strictly concave loss to bring D back
to 0.
"""

from dataclasses import replace

import numpy as np
from sympy import And, Implies, Ne, sqrt

from ganproof.claims.gan import losses, models, spectra, updates
from ganproof.claims.gan.games import orbit
from ganproof.claims.mescheder2018 import NOTES, PAPER, manifolds
from ganproof.claims.textbook import linearisation
from ganproof.verify import Claim, Trial, Verdict, examples, hurwitz, real, spectrum

a, b = real("a", latex="f'(0)", within=(-3, 3)), real("b", latex="f''(0)", within=(-3, 2))
c, gamma = real("c", within=(-3, 3)), real("gamma", latex=r"\gamma", within=(-2, 5))
x = real("x")

SLOPE, RISES, CONCAVE = (
    "the loss rises at 0",
    "the discriminator rises off the data",
    "the loss is strictly concave at 0",
)
claim = Claim(
    PAPER.theorem("Appendix E.1", notes=NOTES),
    given={SLOPE: a > 0, RISES: c > 0, CONCAVE: b < 0},
    uses=[linearisation.claim],
    expected=Verdict.EXAMPLES,
)


def segment(bend):
    """Data on a segment, with ``bend`` x2^2 in the discriminator at the equilibrium."""
    plain = models.SEGMENT.answers
    return replace(models.SEGMENT, answers=lambda psi, x: plain(psi, x) + bend * x[1] ** 2)


@claim.states
def conclusions(*, bend=c, root=c**2 - 1):
    J = manifolds.jacobian(models.energy(bend), a, b)
    penalised = [
        manifolds.jacobian(models.energy(bend), a, b, **{each: gamma}) for each in ("r1", "r2")
    ]
    across = spectra.blocks(manifolds.jacobian(segment(bend), a, b))
    beside = models.energy(bend).answers((0,), (x,))
    roots = [-a * (c + sqrt(root)), -a * (c - sqrt(root))]
    return {
        "Dirac-GAN: eigenvalues": examples("the Dirac-GAN", spectrum(J, equals=roots)),
        "Dirac-GAN: stable": examples("the Dirac-GAN", hurwitz(J)),
        "Dirac-GAN: stable with R1 and with R2 too": examples(
            "the Dirac-GAN", Implies(gamma > 0, And(*map(hurwitz, penalised)))
        ),
        "segment: stable": examples("data on a segment", And(*map(hurwitz, across))),
        "the discriminator is positive beside the data": examples(
            "the Dirac-GAN", Implies(Ne(x, 0), beside > 0)
        ),
    }


claim.mutant("a loss of either slope", given={SLOPE: Ne(a, 0)})
claim.mutant("a discriminator that falls off the data", given={RISES: c < 0})
claim.mutant("a discriminator without a bend", given={RISES: c >= 0})
claim.mutant("f''(0) does not matter", given={CONCAVE: None})
claim.mutant("twice as much under the root", root=2 * c**2 - 1)
claim.mutant("the bend's sign does not matter", bend=-c)

claim.does_not_say(
    "Theorem 4.1 covers energy solutions: R1 makes every bend stable",
    given={RISES: Ne(c, 0)},
    states=Implies(gamma > 0, hurwitz(manifolds.jacobian(models.energy(c), a, b, r1=gamma))),
    instead="Assumption I fails for them. Where the discriminator falls off the data, training is "
    "unstable for -2 f'(0) c > gamma.",
)


@claim.simulation(supports="segment: stable")
def logistic_iterates_converge_unregularised(*, bends=(0.5, 1.0, 2.0), rate=0.2, rounds=1500):
    """Simultaneous updates on the segment without a penalty, from beside the equilibrium."""
    start = np.array([0.1, 0.1]), np.array([0.05, 0.05, 0.05, 0.05])
    ends = [
        np.linalg.norm(
            orbit(updates.simultaneous(rate), segment(each).field(losses.LOGISTIC), start, rounds)[
                -1
            ]
        )
        for each in bends
    ]
    shows = ", ".join(f"{end:.0e} at c = {bend}" for bend, end in zip(bends, ends))
    return Trial(max(ends) < 1e-3, f"distance {shows} after {rounds} rounds", cases=len(bends))


claim.mutant("iterates converge with a flat discriminator", bends=(0.0,))
