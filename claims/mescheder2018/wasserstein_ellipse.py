"""Alternating updates of the Dirac-WGAN run on an ellipse, up to the threshold of Lemma 2.5.

For f(t) = t the form theta^2 + psi^2 - h theta psi does not change. It is definite for h < 2, so
that orbits neither converge nor diverge. At h = 2, the threshold itself, the eigenvalue -1 is
defective: every second iterate moves on by the same vector, and most orbits grow linearly.
"""

import numpy as np
from sympy import And, Eq, Implies, Matrix, Ne, Rational

from ganproof.claims.gan import dirac, spectra, updates
from ganproof.claims.gan.losses import WASSERSTEIN
from ganproof.claims.mescheder2018 import PAPER, lemma_2_5
from ganproof.verify import Claim, Origin, Trial, positive_definite, real, spectrum

theta, psi = real("theta", latex=r"\theta"), real("psi", latex=r"\psi")
h = real("h", within=(-1, 4))

claim = Claim(
    PAPER.proposition("Lemma 2.5, WGAN", attribution="own"),
    given={"the learning rate is positive": h > 0},
    uses=[lemma_2_5.claim],
    origin=Origin.BEYOND,
)
start = Matrix([theta, psi])


def rule(rate):
    return updates.matrix(updates.alternating(rate), dirac.jacobian(slope=1))


@claim.states
def conclusions(*, mixed=h, bound=2, threshold=2, direction=theta - psi):
    def conserved(x, y):
        return x**2 + y**2 - mixed * x * y

    M = rule(threshold)
    twice, four_times = M**2 * start, M**4 * start
    return {
        "a quadratic form is conserved": Eq(conserved(*(rule(h) * start)), conserved(theta, psi)),
        "the form is definite below the threshold": Implies(
            h < bound, positive_definite(Matrix([[1, -mixed], [0, 1]]))
        ),
        "at the threshold the eigenvalue is -1 twice": spectrum(M, equals=[-1, -1]),
        "at the threshold two rounds move by the same vector again": And(
            *(Eq(four_times[k] - twice[k], twice[k] - start[k], evaluate=False) for k in (0, 1))
        ),
        "at the threshold only the diagonal is periodic": Implies(
            Ne(direction, 0), Ne(twice[0], theta)
        ),
    }


claim.mutant("theta^2 + psi^2 is conserved", mixed=0)
claim.mutant("the form is definite up to h = 3", bound=3)
claim.mutant("the threshold is h = 3/2", threshold=Rational(3, 2))
claim.mutant("only the origin is periodic at the threshold", direction=theta + psi)
claim.mutant("a negative learning rate", given={"the learning rate is positive": h < 0})


@claim.simulation(supports="a quadratic form is conserved")
def orbits_stay_on_their_ellipse(*, rate=0.5, rounds=2000, mixed_share=1.0):
    starts = [[1.0, 0.3, -2.0], [1.0, -0.7, 0.1]]
    path = dirac.orbit(starts, updates.alternating(rate), rounds, slope=WASSERSTEIN.slope)
    theta, psi = path[:, 0], path[:, 1]
    form = theta**2 + psi**2 - mixed_share * rate * theta * psi
    drift = float(np.abs(form / form[0] - 1).max())
    return Trial(drift < 1e-9, f"relative drift {drift:.1e} in {rounds} rounds", cases=3)


@claim.simulation(supports="at the threshold two rounds move by the same vector again")
def orbits_at_the_threshold_grow_linearly(*, rate=2.0):
    path = dirac.orbit([1e-3, 0.0], updates.alternating(rate), 1000, slope=WASSERSTEIN.slope)
    found = spectra.distances(path)[[10, 100, 1000], 0]
    shows = ", ".join(f"{each:.3g}" for each in found)
    linear = bool(np.allclose(found, [0.0276, 0.282, 2.83], rtol=0.01))
    return Trial(linear, f"distances {shows} after 10, 100, 1000 rounds from (1/1000, 0)")


claim.mutant("the ellipse's axes are half as tilted", mixed_share=0.5)
claim.mutant("orbits below the threshold grow linearly", rate=1.9)
