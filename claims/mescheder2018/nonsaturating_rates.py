"""How slowly the non-saturating Dirac-GAN converges, and where simultaneous updates end.

Averaged over a turn, the logistic loss gives r' = -r^3/16: the distance falls like sqrt(8/t), under
alternating updates like sqrt(8/(h N)) after N rounds. A simultaneous step adds h^2 |v|^2, which
balances the damping at radius sqrt(2 h): a limit cycle, approached from inside and from outside.
"""

import numpy as np

from ganproof.claims.gan import dirac, spectra, updates
from ganproof.claims.gan.losses import LOGISTIC, non_saturating
from ganproof.claims.mescheder2018 import PAPER, nonsaturating_gan
from ganproof.verify import Claim, Origin, Trial, Verdict

claim = Claim(
    PAPER.finding("Section 3, non-saturating rates", attribution="own"),
    uses=[nonsaturating_gan.claim],
    expected=Verdict.UNREFUTED,
    origin=Origin.BEYOND,
)


def orbit(start, rule, rounds):
    return dirac.orbit(start, rule, rounds, generator=non_saturating(LOGISTIC.slope))


@claim.simulation(decides="alternating updates come near like sqrt(8/(h N))")
def alternating_updates(*, rate=0.2, rounds=20_000, exponent=-1 / 2, constant=8.0):
    radius = spectra.distances(orbit([1.0, 1.0], updates.alternating(rate), rounds))[:, 0]
    times = rate * np.array([rounds // 4, rounds])
    expected = np.sqrt(constant) * times**exponent
    found = radius[[rounds // 4, rounds]]
    shows = f"{found[0]:.5f} and {found[1]:.5f} against {expected[0]:.5f} and {expected[1]:.5f}"
    # The start adds 8/r0^2 = 4 to the time: a relative error of 2/t.
    return Trial(bool((abs(found / expected - 1) < 0.05).all()), shows, cases=2)


@claim.simulation(decides="simultaneous updates end on a cycle of radius near sqrt(2 h)")
def simultaneous_updates(*, radius=lambda h: np.sqrt(2 * h)):
    """Two learning rates, each from inside the cycle and from outside."""
    rates = np.array([0.05, 0.05, 0.2, 0.2])
    starts = [[1.0, 0.1, 1.0, 0.1], [1.0, 0.0, 1.0, 0.0]]
    tail = spectra.distances(orbit(starts, updates.simultaneous(rates), 15_000))[-1000:]
    low, high = tail.min(axis=0), tail.max(axis=0)
    near = abs(np.array([low, high]) / radius(rates) - 1) < 0.06
    shows = "; ".join(
        f"h = {rates[k]}: {low[k : k + 2].min():.3f} to {high[k : k + 2].max():.3f}" for k in (0, 2)
    )
    return Trial(bool(near.all()), f"{shows}; sqrt(2 h) is 0.316, 0.632", cases=4)


claim.mutant("the distance falls like 1/t", exponent=-1.0)
claim.mutant("the distance falls like sqrt(4/t)", constant=4.0)
claim.mutant("the cycle has radius sqrt(h)", radius=np.sqrt)
claim.mutant("the cycle has radius 2 h", radius=lambda h: 2 * h)


@claim.figure(
    "Distance of non-saturating training",
    caption="Logistic loss from (1, 1), h = 0.2: alternating updates fall like sqrt(8/(h N)), "
    "dashed; simultaneous ones stop at a cycle of radius near sqrt(2 h), dotted.",
)
def distances():
    rounds = np.unique(np.geomspace(1, 20_000, 200).astype(int))
    rules = {"alternating": updates.alternating(0.2), "simultaneous": updates.simultaneous(0.2)}
    paths = {
        name: spectra.distances(orbit([1.0, 1.0], rule, 20_000))[rounds, 0]
        for name, rule in rules.items()
    }
    return {"round": rounds, **paths}


def draw(axes, data):
    rounds = np.array(data["round"])
    axes.loglog(rounds, data["alternating"], label="alternating")
    axes.loglog(rounds, data["simultaneous"], label="simultaneous")
    late = rounds[rounds > 100]
    axes.loglog(late, np.sqrt(8 / (0.2 * late)), "--", linewidth=0.8)
    axes.axhline(np.sqrt(0.4), linestyle=":", linewidth=0.8)
    axes.set(xlabel="round N", ylabel="distance to the equilibrium")
    axes.legend()
