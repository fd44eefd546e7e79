"""Two time scales alone do not make the Dirac-WGAN converge.

If the discriminator's learning rate is r times the generator's, the flow's eigenvalues are
+-i sqrt(r) f'(0), still on the imaginary axis. Simultaneous updates are unstable for every learning
rate, alternating ones have both eigenvalues on the unit circle as in Lemma 2.5. In simulations with
clipping the generator's amplitude falls like c/sqrt(r): it vanishes only in the limit. The theorem
on two time scales needs a discriminator that settles for each theta; at theta = 0 every slope is as
good as any other.
"""

import numpy as np
from sympy import I, Implies, Matrix, Ne, sqrt

from ganproof.claims.gan import dirac, updates
from ganproof.claims.gan.losses import WASSERSTEIN
from ganproof.claims.mescheder2018 import NOTES, PAPER, lemma_3_1
from ganproof.verify import Claim, Origin, Trial, hurwitz, on_unit_circle, real, spectrum, unstable

a = real("a", latex="f'(0)", within=(-3, 3))
h = real("h", within=(-1, 4))
ratio = real("ratio", latex="r", within=(-1, 8))

claim = Claim(
    PAPER.proposition("Section 3, two time scales", notes=NOTES, attribution="own"),
    given={
        "the loss has a slope": Ne(a, 0),
        "the discriminator learns": ratio > 0,
        "the learning rate is positive": h > 0,
    },
    uses=[lemma_3_1.claim],
    origin=Origin.BEYOND,
)
flow = Matrix.diag(1, ratio) * dirac.jacobian(slope=a)


@claim.states
def conclusions(*, frequency=sqrt(ratio), bound=4):
    J = dirac.jacobian(slope=a)
    at_once = updates.matrix(updates.simultaneous(h, ratio=ratio), J)
    in_turn = updates.matrix(updates.alternating(h, ratio=ratio), J)
    return {
        "eigenvalues of the flow": spectrum(flow, equals=[I * a * frequency, -I * a * frequency]),
        "simultaneous updates are unstable": unstable(at_once),
        "alternating updates stay on the unit circle": Implies(
            ratio * h**2 * a**2 <= bound, on_unit_circle(in_turn)
        ),
    }


claim.mutant("the frequency is the ratio itself", frequency=ratio)
claim.mutant("alternating updates stay there up to r h^2 f'(0)^2 = 5", bound=5)
claim.mutant("a loss without slope will do", given={"the loss has a slope": None})

claim.does_not_say(
    "two time scales are enough for convergence",
    states=hurwitz(flow),
    origin=Origin.NOTES,
    instead="The notes call convergence possible with them. It is so in the limit: the ratio or "
    "n_d goes to infinity, and the generator's learning rate to zero.",
)


@claim.simulation(supports="eigenvalues of the flow")
def the_amplitude_falls_like_the_root_of_the_ratio(*, power=-1 / 2):
    """Largest |theta| over the last turns with clip 1, at ratios 1, 10 and 100."""
    found, ratios = [], np.array([1.0, 10.0, 100.0])
    for ratio in ratios:
        rule = updates.clipped(updates.alternating(0.1 / ratio, ratio=ratio), 1.0)
        path = dirac.orbit([0.5, 1.0], rule, int(100 * np.sqrt(ratio)) * 4, slope=WASSERSTEIN.slope)
        found.append(np.abs(path[-int(70 * np.sqrt(ratio)) - 70 :, 0]).max())
    near = bool(np.allclose(found, ratios**power, rtol=0.05))
    return Trial(near, ", ".join(f"{each:.3f}" for each in found) + " at ratios 1, 10, 100", 3)


claim.mutant("the amplitude falls like 1/r", power=-1.0)
