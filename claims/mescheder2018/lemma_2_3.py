"""Lemma 2.3: every integral curve of the Dirac-GAN's gradient field stays on a circle.

theta^2 + psi^2 does not change along the flow, whatever the loss, so that no curve off the
equilibrium converges to it. The angle turns at the speed f'(theta psi). A turn at radius r takes
the integral of 1/f' over the circle: 2 pi (1 + I_0(r^2/2)) for the logistic loss, I_0 a modified
Bessel function.
"""

import numpy as np
from sympy import Eq

from ganproof.claims.gan import dirac, flows
from ganproof.claims.mescheder2018 import NOTES, PAPER
from ganproof.verify import Claim, Origin, Trial, real

theta, psi = real("theta", latex=r"\theta"), real("psi", latex=r"\psi")
slope = real("slope", latex=r"f'(\theta\psi)")
other_slope = real("other_slope", latex=r"f'(-\theta\psi)")

claim = Claim(PAPER.lemma("2.3", notes=NOTES))


@claim.states
def conclusions(*, quantity=theta**2 + psi**2, generator=-psi * slope, speed=slope):
    """The two parts of the quantity's change along the flow cancel."""
    by_generator = quantity.diff(theta) * generator
    by_discriminator = quantity.diff(psi) * theta * slope
    turning = theta * (theta * slope) - psi * generator
    return {
        "the radius is constant": Eq(by_generator, -by_discriminator, evaluate=False),
        "the angle turns at the speed f'": Eq(turning, speed * (theta**2 + psi**2)),
    }


claim.mutant(
    "psi is constant, and differs from theta",
    quantity=psi,
    origin=Origin.NOTES,
    instead="theta^2 + psi^2 is constant.",
)
claim.mutant("theta^2 - psi^2 is constant", quantity=theta**2 - psi**2)
claim.mutant("theta psi is constant", quantity=theta * psi)
claim.mutant(
    "the non-saturating generator keeps the radius too",
    generator=-psi * other_slope,
    instead="Its radius shrinks for the logistic loss: d/dt r^2 = -2 u tanh(u/2), u = theta psi.",
)


def turn(radius):
    """Time in which a curve of the logistic Dirac-GAN from (radius, 0) comes back to it."""
    return flows.turn(dirac.field, (radius, 0.0))[0]


def bessel_period(radius):
    from scipy.special import i0

    return 2 * np.pi * (1 + i0(radius**2 / 2))


claim.mutant("the angle turns at the speed 1, whatever the loss", speed=1)


@claim.simulation(supports="the angle turns at the speed f'")
def logistic_orbits_are_periodic(*, period=bessel_period):
    """Times of return at four radii, integrated to eleven digits, against the formula."""
    radii = (0.5, 1.0, 2.0, 3.0)
    pairs = [(turn(radius), period(radius)) for radius in radii]
    shows = "; ".join(
        f"r = {radius}: {found:.6f} against {expected:.6f}"
        for radius, (found, expected) in zip(radii, pairs)
    )
    return Trial(bool(np.allclose(*zip(*pairs), rtol=1e-8)), shows, cases=len(radii))


claim.mutant("every turn takes 4 pi, as near the equilibrium", period=lambda _radius: 4 * np.pi)
