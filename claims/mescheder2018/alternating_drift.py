"""Alternating updates of the logistic Dirac-GAN drift outward, slowly.

Lemma 2.5 leaves open what happens on the unit circle. For the Wasserstein loss orbits are ellipses;
for the logistic loss each turn ends a little further out. Near the equilibrium the drift is of high
order in the radius, so that 500 rounds look like a closed orbit.
"""

import numpy as np

from ganproof.claims.gan import dirac, spectra, updates
from ganproof.claims.mescheder2018 import PAPER, lemma_2_5
from ganproof.verify import Claim, Origin, Trial, Verdict

claim = Claim(
    PAPER.finding("Lemma 2.5, drift", equation="5", attribution="own"),
    uses=[lemma_2_5.claim],
    expected=Verdict.UNREFUTED,
    origin=Origin.BEYOND,
)


@claim.simulation(decides="the radius grows from 1.414 to 2.618 in 20,000 rounds at h = 0.4")
def long_run(*, rate=0.4, end=2.618):
    radius = spectra.distances(dirac.orbit([1.0, 1.0], updates.alternating(rate), 20_000))[-1, 0]
    return Trial(abs(radius - end) < 1e-3, f"the radius ends at {radius:.6f}")


@claim.simulation(decides="for the figures' 500 rounds at h = 0.2 the radius stays in its band")
def short_run(*, figure_rate=0.2, figure_rounds=500, tolerance=1e-3):
    """The band of each turn changes by less than a thousandth from the first turns to the last."""
    radius = spectra.distances(
        dirac.orbit([1.0, 1.0], updates.alternating(figure_rate), figure_rounds)
    )[:, 0]
    first, last = radius[:100], radius[-100:]
    change = max(abs(first.max() - last.max()), abs(first.min() - last.min()))
    shows = f"{first.min():.4f} to {first.max():.4f} at first, {last.min():.4f} to {last.max():.4f}"
    return Trial(bool(change < tolerance), f"{shows} at the end")


@claim.simulation(decides="near the equilibrium the drift grows like the ninth power of the radius")
def drift(*, rate=0.2, rounds=10_000, power=9.0):
    """Growth of each orbit's largest radius from the first tenth of the rounds to the last."""
    radii = np.array([0.6, 0.8, 1.0])
    starts = np.array([radii, np.zeros(3)])
    radius = spectra.distances(dirac.orbit(starts, updates.alternating(rate), rounds))
    part = rounds // 10
    rates = (radius[-part:].max(axis=0) - radius[:part].max(axis=0)) / (rounds - part)
    powers = np.diff(np.log(rates)) / np.diff(np.log(radii))
    shows = ", ".join(f"{each:.1e}" for each in rates)
    found = ", ".join(f"{each:.1f}" for each in powers)
    return Trial(
        bool((rates > 0).all() and (abs(powers - power) < 0.5).all()),
        f"{shows} a round at radii 0.6, 0.8, 1; powers {found}",
        cases=3,
    )


claim.mutant("the radius never increases", end=np.sqrt(2))
claim.mutant(
    "the cycles are stable",
    figure_rate=0.4,
    figure_rounds=4_000,
    instead="The cycles only look stable over the 500 rounds that figures show.",
)
claim.mutant("the drift grows like the seventh power", power=7.0)


@claim.figure(
    "Radius of alternating updates",
    caption="The logistic loss from (1, 1) at h = 0.4: what looks like a closed orbit over the "
    "first 500 rounds, shaded, drifts outward.",
)
def radius(*, rate=0.4, rounds=20_000):
    path = dirac.orbit([1.0, 1.0], updates.alternating(rate), rounds)
    return {"round": np.arange(0, rounds + 1, 40), "radius": spectra.distances(path)[::40, 0]}


def draw(axes, data):
    axes.plot(data["round"], data["radius"])
    axes.axvspan(0, 500, alpha=0.15)
    axes.set(xlabel="round", ylabel="distance to the equilibrium", ylim=(0, None))
