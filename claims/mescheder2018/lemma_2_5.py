"""Lemma 2.5: alternating updates put the eigenvalues on the unit circle up to |alpha| = 2.

With n_g generator and n_d discriminator steps of length h in turn, the linearised update depends on
alpha = sqrt(n_g n_d) h f'(0) only. Up to |alpha| = 2 both eigenvalues lie on the unit circle, so
that linearisation decides neither stability nor convergence; beyond 2, one lies outside.
"""

import numpy as np
from sympy import Abs, And, Eq, Implies, sqrt

from ganproof.claims.gan import dirac, spectra, updates
from ganproof.claims.gan.losses import LOGISTIC, WASSERSTEIN
from ganproof.claims.mescheder2018 import NOTES, PAPER
from ganproof.claims.textbook import ostrowski
from ganproof.verify import (
    Claim,
    Origin,
    Trial,
    integer,
    on_unit_circle,
    real,
    spectrum,
    unstable,
)

a = real("a", latex="f'(0)", within=(-4, 4))
h = real("h", within=(-1, 4))
n_g = integer("n_g", within=(-2, 6))
n_d = integer("n_d", within=(-2, 6))

claim = Claim(
    PAPER.lemma("2.5", equation="5", notes=NOTES),
    given={
        "the learning rate is positive": h > 0,
        "the generator takes a step": n_g >= 1,
        "the discriminator takes a step": n_d >= 1,
    },
    uses=[ostrowski.claim],
    quantities={"alpha": sqrt(n_g * n_d) * h * a},
)


@claim.states
def conclusions(*, n_g=n_g, n_d=n_d, mean=sqrt, power=2, size=Abs, threshold=2):
    M = updates.matrix(updates.alternating(h, n_g, n_d), dirac.jacobian(slope=a))
    alpha = mean(n_g * n_d) * h * a
    middle = 1 - alpha**power / 2
    root = sqrt(middle**2 - 1)
    return {
        "eigenvalues": spectrum(M, equals=[middle + root, middle - root]),
        "on the unit circle": Implies(size(alpha) <= threshold, on_unit_circle(M)),
        "unstable beyond": Implies(size(alpha) > threshold, unstable(M)),
    }


claim.mutant(
    "the threshold is alpha = 1",
    n_g=1,
    n_d=1,
    threshold=1,
    origin=Origin.NOTES,
    instead="The threshold is |alpha| = 2.",
)
claim.mutant("the threshold is alpha = 3", threshold=3)
claim.mutant("the step counts enter without a square root", mean=lambda steps: steps)
claim.mutant("alpha enters the eigenvalues without its square", power=1)

M = updates.matrix(updates.alternating(h), dirac.jacobian(slope=a))
claim.does_not_say(
    "alpha <= 2 suffices, without the absolute value",
    size=lambda alpha: alpha,
    instead="A loss with f'(0) < 0 has a negative alpha: the condition is |alpha| <= 2.",
)
claim.does_not_say(
    "at alpha = 2 every orbit closes after two rounds",
    states=Implies(
        Eq(h * a, 2), And(*(Eq(entry, unit) for entry, unit in zip(M**2, (1, 0, 0, 1))))
    ),
    instead="The eigenvalue -1 is defective there: most orbits grow linearly.",
)


def distances_fall(*, rate=0.4, rounds=20_000):
    """Both losses from (1, 1): the smallest distance of the last thousand rounds."""
    losses = {"logistic": LOGISTIC.slope, "f(t) = t": WASSERSTEIN.slope}
    paths = {
        name: spectra.distances(
            dirac.orbit([1.0, 1.0], updates.alternating(rate), rounds, slope=slope)
        )[-1000:]
        for name, slope in losses.items()
    }
    shows = ", ".join(f"{path.min():.3f} for {name}" for name, path in paths.items())
    fall = all(path.min() < 1 for path in paths.values())
    return Trial(fall, f"after {rounds} rounds from 1.414 the distance is at least {shows}")


claim.does_not_say(
    "alternating updates converge, if sublinearly",
    trial=distances_fall,
    origin=Origin.NOTES,
    instead="From modulus one nothing follows. For f(t) = t orbits stay on an ellipse, for the "
    "logistic loss they drift outward.",
)


def the_radius_stays(*, rate=0.4, rounds=20_000):
    """The logistic loss from (1, 1), long after the 500 rounds that figures show."""
    path = dirac.orbit([1.0, 1.0], updates.alternating(rate), rounds)
    radius = float(np.hypot(*path[-1, :, 0]))
    return Trial(
        abs(radius - np.sqrt(2)) < 0.2,
        f"the radius grows from 1.414 to {radius:.3f} in {rounds} rounds",
        values={"h": rate, "theta": 1, "psi": 1},
    )


claim.does_not_say(
    "alternating updates of the logistic loss give stable cycles",
    trial=the_radius_stays,
    origin=Origin.FOLKLORE,
    instead="Alternating updates of the logistic loss drift outward, too slowly to be seen in the "
    "500 rounds that figures show.",
)
