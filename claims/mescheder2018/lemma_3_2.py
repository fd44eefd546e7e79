"""Lemma 3.2: instance noise makes the Dirac-GAN locally convergent.

Noise of standard deviation sigma on real and generated samples moves both eigenvalues of the
linearised gradient field into the left half plane, if the loss is strictly concave at 0. From the
critical noise sigma^2 = |f'(0)/f''(0)| on, they are real. (The reading notes call this, too, Lemma
3.1.)
"""

import numpy as np
from sympy import Abs, Implies, Ne, sqrt

from ganproof.claims.gan import dirac, spectra, updates
from ganproof.claims.mescheder2018 import NOTES, PAPER, a5_small_steps
from ganproof.claims.textbook import linearisation, ostrowski
from ganproof.verify import Claim, Origin, Trial, hurwitz, real, spectral_abscissa, spectrum

a = real("a", latex="f'(0)", within=(-3, 3))
b = real("b", latex="f''(0)", within=(-3, 2))
sigma = real("sigma", latex=r"\sigma", within=(-1, 4))

claim = Claim(
    PAPER.lemma("3.2", equation="6", notes=NOTES),
    given={
        "the loss has a slope": Ne(a, 0),
        "the loss is strictly concave at 0": b < 0,
        "there is noise": sigma > 0,
    },
    uses=[linearisation.claim, ostrowski.claim, a5_small_steps.claim],
)


@claim.states
def conclusions(*, on_fake=sigma**2, damping=b * sigma**2, critical=Abs(a / b), noise=sigma**2):
    J = dirac.noisy_jacobian(slope=a, curvature=b, on_fake=on_fake, on_real=sigma**2)
    root = sqrt(damping**2 - a**2)
    return {
        "eigenvalues": spectrum(J, equals=[damping + root, damping - root]),
        "stable": hurwitz(J),
        "no rotation from the critical noise on": Implies(
            noise >= critical, b**2 * sigma**4 - a**2 >= 0
        ),
        "rotation below the critical noise": Implies(noise < critical, b**2 * sigma**4 - a**2 < 0),
    }


claim.mutant(
    "the noise is put on the data",
    on_fake=0,
    origin=Origin.NOTES,
    instead="The formula needs noise on real and generated samples: each brings half the damping.",
)
claim.mutant("the loss is concave at 0", given={"the loss is strictly concave at 0": b <= 0})
claim.mutant("the loss is convex at 0", given={"the loss is strictly concave at 0": b > 0})
claim.mutant("half the noise in the formula", damping=b * sigma**2 / 2)
claim.mutant("the critical sigma is |f'(0)/f''(0)|, not its square", noise=sigma)

noisy = dirac.noisy_jacobian(slope=a, curvature=b, on_fake=sigma**2, on_real=sigma**2)
claim.does_not_say(
    "more noise is better: the real parts stay below -|f'(0)|/2 beyond the critical noise",
    states=Implies(sigma**2 >= Abs(a / b), spectral_abscissa(noisy, below=-Abs(a) / 2)),
    instead="The slow eigenvalue goes to 0 like -f'(0)^2/(2 |f''(0)| sigma^2).",
)


@claim.simulation(supports="stable")
def logistic_iterates_decay_at_the_spectral_radius(*, noises=(0.7, 2.0), step=0.2, share=1.0):
    """Simultaneous updates from (1, 1), expectations by quadrature."""
    shows, holds = [], True
    for noise in noises:
        path = dirac.orbit(
            [1.0, 1.0],
            updates.simultaneous(step),
            600,
            dirac.noisy_field,
            deviation=noise,
        )
        rate = spectra.decay_rate(path, since=300)
        J = [[0, -0.5], [0.5, -share * noise**2 / 2]]
        predicted = spectra.spectral_radius(np.eye(2) + step * np.array(J))
        holds = holds and abs(rate - predicted) < 1e-3
        shows.append(f"sigma {noise}: {rate:.5f} against {predicted:.5f}")
    return Trial(holds, "; ".join(shows), cases=len(noises))


claim.mutant("iterates decay as with half the damping", share=0.5)
