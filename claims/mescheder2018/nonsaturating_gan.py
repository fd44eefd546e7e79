"""The non-saturating GAN: same linearisation, but the flow converges from everywhere.

The generator maximises f(-D) instead of minimising f(D). The eigenvalues at the equilibrium remain
+-i f'(0), so that linearisation is silent. If f' is strictly decreasing, the distance to the
equilibrium falls wherever theta psi != 0, and no other curve stays where theta psi = 0.
"""

import numpy as np
from sympy import And, Eq, I, Implies, Ne

from ganproof.claims.gan import dirac, spectra, updates
from ganproof.claims.gan.losses import LOGISTIC, arbitrary, non_saturating
from ganproof.claims.mescheder2018 import NOTES, PAPER
from ganproof.claims.textbook import lasalle
from ganproof.verify import Claim, Origin, Trial, hurwitz, real, spectrum

theta, psi = real("theta", latex=r"\theta"), real("psi", latex=r"\psi")
a, b = real("a", latex="f'(0)"), real("b", latex="f''(0)")
slope = real("slope", latex=r"f'(\theta\psi)")
opposite = real("opposite", latex=r"f'(-\theta\psi)")
decreasing = Implies(Ne(theta * psi, 0), theta * psi * (slope - opposite) < 0)

claim = Claim(
    PAPER.remark("Section 3, non-saturating GAN", notes=NOTES),
    given={
        "the loss has a slope everywhere": And(Ne(a, 0), Ne(slope, 0), Ne(opposite, 0)),
        "f' is strictly decreasing": decreasing,
    },
    uses=[lasalle.claim],
)


@claim.states
def conclusions(*, unit=I, generator=opposite):
    loss = arbitrary(a, b)
    J = dirac.jacobian_at_equilibrium(
        dirac.field(dirac.PARAMETERS, slope=loss, generator=non_saturating(loss))
    )
    by_theta, by_psi = dirac.field(
        (theta, psi), slope=lambda _: slope, generator=lambda _: generator
    )
    on_axes = dirac.field((theta, psi), slope=lambda _: a)
    return {
        "eigenvalues": spectrum(J, equals=[unit * a, -unit * a]),
        "the origin is the only equilibrium": Implies(
            And(Eq(by_theta, 0), Eq(by_psi, 0)), And(Eq(theta, 0), Eq(psi, 0))
        ),
        "the distance falls off the axes": Implies(
            Ne(theta * psi, 0), theta * by_theta + psi * by_psi < 0
        ),
        "no curve stays on an axis": Implies(
            And(Eq(theta * psi, 0), Eq(on_axes[0] * psi + theta * on_axes[1], 0)),
            And(Eq(theta, 0), Eq(psi, 0)),
        ),
    }


claim.mutant("the eigenvalues are real", unit=1)
claim.mutant("any loss with a slope will do", given={"f' is strictly decreasing": None})
claim.mutant("the distance also falls for the saturating generator", generator=slope)
claim.mutant("f' may vanish", given={"the loss has a slope everywhere": None})

claim.does_not_say(
    "the equilibrium attracts exponentially",
    states=hurwitz(dirac.jacobian(slope=a)),
    instead="The flow comes near like sqrt(8/t) for the logistic loss: both real parts are zero.",
)


def simultaneous_updates_converge(*, rate=0.2, rounds=20_000):
    path = dirac.orbit(
        [[1.0, 0.001], [1.0, 0.0]],
        updates.simultaneous(rate),
        rounds,
        generator=non_saturating(LOGISTIC.slope),
    )
    far, near = spectra.distances(path)[-1]
    return Trial(
        max(far, near) < 0.1,
        f"after {rounds} rounds the distance is {far:.3f} from (1, 1), {near:.3f} from (1/1000, 0)",
        values={"h": rate},
    )


claim.does_not_say(
    "training converges slowly, whatever the updates",
    trial=simultaneous_updates_converge,
    origin=Origin.NOTES,
    instead="The flow and alternating updates do, as the notes have it. Simultaneous updates end "
    "on a cycle of radius about sqrt(2 h).",
)


@claim.simulation(supports="the distance falls off the axes")
def the_flow_comes_near(*, seen=non_saturating, rounds=8_000):
    """A fine alternating iteration of the logistic loss from nine starts."""
    starts = np.array(np.meshgrid([-2.0, 0.5, 1.5], [-1.0, 0.3, 2.0])).reshape(2, -1)
    path = dirac.orbit(starts, updates.alternating(0.05), rounds, generator=seen(LOGISTIC.slope))
    distance = spectra.distances(path)
    return Trial(
        bool((distance[-1] < 0.35 * distance[0]).all()),
        f"largest distance {distance[0].max():.3f} at first, {distance[-1].max():.3f} at the end",
        cases=starts.shape[1],
    )


claim.mutant("the saturating generator comes near too", seen=lambda slope: slope)
