"""With the zero-centred penalty the Dirac-GAN's flow converges from everywhere.

Lemma 3.3 is local. But the squared distance changes along the flow by -2 gamma psi^2, whatever the
loss, and no curve but the equilibrium stays where psi = 0. A loss whose slope never vanishes is
enough; it need not be concave.
"""

import numpy as np
from sympy import And, Eq, Implies, Ne

from ganproof.claims.gan import dirac, spectra, updates
from ganproof.claims.gan.losses import LOGISTIC
from ganproof.claims.gan.penalties import zero_centred
from ganproof.claims.mescheder2018 import PAPER, lemma_3_3
from ganproof.claims.textbook import lasalle
from ganproof.verify import Claim, Origin, Trial, real

theta, psi = real("theta", latex=r"\theta"), real("psi", latex=r"\psi")
slope = real("slope", latex=r"f'(\theta\psi)")
gamma = real("gamma", latex=r"\gamma", within=(-2, 5))

claim = Claim(
    PAPER.proposition("Lemma 3.3, global", equation="7", attribution="own"),
    given={"the penalty is on": gamma > 0, "the loss has a slope everywhere": Ne(slope, 0)},
    uses=[lemma_3_3.claim, lasalle.claim],
    origin=Origin.BEYOND,
)


@claim.states
def conclusions(*, factor=2, falls=psi, generator=slope):
    by_theta, by_psi = dirac.field(
        (theta, psi),
        slope=lambda _: slope,
        generator=lambda _: generator,
        penalty=zero_centred(gamma),
    )
    change = 2 * (theta * by_theta + psi * by_psi)
    return {
        "the squared distance falls by 2 gamma psi^2": Eq(change, -factor * gamma * psi**2),
        "it falls wherever psi is not 0": Implies(Ne(falls, 0), change < 0),
        "no curve stays where psi is 0": Implies(
            And(Eq(psi, 0), Eq(by_psi, 0)), And(Eq(theta, 0), Eq(psi, 0))
        ),
    }


claim.mutant("it falls by gamma psi^2", factor=1)
claim.mutant("it falls wherever theta is not 0", falls=theta)
claim.mutant("no penalty is needed", given={"the penalty is on": gamma >= 0})
claim.mutant("f' may vanish", given={"the loss has a slope everywhere": None})
claim.mutant("for a generator of another slope too", generator=2 * slope)


def every_start_decays_at_the_same_rate(*, penalty=1.0, rate=0.05):
    path = dirac.orbit(
        [[0.5, 4.0], [0.5, 4.0]],
        updates.alternating(rate),
        200,
        penalty=zero_centred(penalty),
    )
    near, far = spectra.distances(path)[-1] / spectra.distances(path)[0]
    shows = f"the distance shrinks to {near:.3f} of (1/2, 1/2)'s, but to {far:.3f} of (4, 4)'s"
    return Trial(bool(far < 2 * near), shows, values={"gamma": penalty, "h": rate})


claim.does_not_say(
    "every start decays at the local rate",
    trial=every_start_decays_at_the_same_rate,
    instead="The logistic loss saturates: far out, with theta psi large, the pull on the "
    "generator is exponentially small.",
)


@claim.simulation(supports="the squared distance falls by 2 gamma psi^2")
def far_starts_arrive(*, penalty=0.5, rounds=4000):
    """Sixteen starts as far out as radius 5."""
    starts = np.array(np.meshgrid([-3.5, -1.0, 1.0, 3.5], [-3.5, -1.0, 1.0, 3.5])).reshape(2, -1)
    path = dirac.orbit(
        starts,
        updates.alternating(0.05),
        rounds,
        slope=LOGISTIC.slope,
        penalty=zero_centred(penalty),
    )
    largest = float(spectra.distances(path)[-1].max())
    return Trial(largest < 1e-3, f"largest distance at the end {largest:.1e}", cases=16)


claim.mutant("far starts arrive without a penalty", penalty=0.0)
