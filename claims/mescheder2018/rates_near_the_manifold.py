"""Section 4: near the equilibria training is as fast as the linearised update predicts.

With the penalty on, the distance of iterates to the manifold shrinks in the long run, each round,
by the largest modulus among the update's eigenvalues other than those equal to 1 along the
manifold. On the two circles the eigenvalues are those of one turning pair; on the segment the
slowest pair is that of the tilt, whose penalty is weaker by the data's variance 1/3.
"""

from dataclasses import replace
from functools import cache

import numpy as np
from sympy import And, Rational, sqrt

from ganproof.claims.gan import losses, models, spectra, updates
from ganproof.claims.gan.games import UNIFORM, orbit
from ganproof.claims.mescheder2018 import NOTES, PAPER, manifolds, theorem_4_1
from ganproof.claims.textbook import ostrowski
from ganproof.verify import Claim, Origin, Trial, Verdict, examples, real, spectrum

a, b = real("a", latex="f'(0)", within=(-3, 3)), real("b", latex="f''(0)", within=(-3, 2))
gamma, h = real("gamma", latex=r"\gamma", within=(-2, 5)), real("h", within=(-1, 3))

claim = Claim(
    PAPER.finding("Theorem 4.1, rates", notes=NOTES, attribution="own"),
    uses=[theorem_4_1.claim, ostrowski.claim],
    expected=Verdict.EXAMPLES,
    origin=Origin.BEYOND,
)


def pair(middle, squared):
    return [middle + sqrt(squared), middle - sqrt(squared)]


def update(game, rule):
    return updates.matrix_of_many(rule, manifolds.jacobian(game, a, b, r1=gamma), 2)


@claim.states
def conclusions(*, rotation=16, damping=1, tilted=3):
    at_once = pair(1 - 2 * h * gamma, h**2 * (4 * gamma**2 - rotation * a**2))
    middle = 1 - 2 * gamma * h - 8 * a**2 * h**2
    in_turn = pair(middle, middle**2 - 1 + 4 * damping * gamma * h)
    circles = [
        examples(
            "equilibria on two circles",
            spectrum(update(models.CIRCLES, rule(h)), equals=[1, 1, *values]),
        )
        for rule, values in ((updates.simultaneous, at_once), (updates.alternating, in_turn))
    ]
    shift = pair(-gamma / 2, gamma**2 / 4 - a**2)
    tilt = [each / tilted for each in shift]
    blocks = spectra.blocks(update(models.SEGMENT, updates.simultaneous(h)))
    segment = [
        spectrum(block, equals=[1 + h * each for each in values])
        for block, values in zip(blocks, (shift, tilt, [2 * b], [2 * b / 3 - gamma]))
    ]
    return {
        "simultaneous updates on the circles": circles[0],
        "alternating updates on the circles": circles[1],
        "simultaneous updates on the segment": examples("data on a segment", And(*segment)),
    }


claim.mutant("the circles turn at half that speed", rotation=4)
claim.mutant("alternating updates are damped twice as much", damping=2)
claim.mutant("the penalty is as strong on the tilt as on the shift", tilted=1)


def six_nodes():
    places, weights = np.polynomial.legendre.leggauss(6)
    return places, weights / 2


SEGMENT = replace(models.SEGMENT, law=replace(UNIFORM, nodes=six_nodes))
"""So near the equilibrium the integrands are all but polynomials of low degree."""
ON_CIRCLES = models.CIRCLES, 0.05, ([1.01, 0.05], [0.99, -0.1])
ON_SEGMENT = SEGMENT, 0.25, ([0.03, 0.02], [0.01, 0.01, 0.01, 0.01])
RUNS = {
    "circles, simultaneous": (updates.simultaneous, *ON_CIRCLES),
    "circles, alternating": (updates.alternating, *ON_CIRCLES),
    "segment, simultaneous": (updates.simultaneous, *ON_SEGMENT),
}
PENALTIES = (0.3, 0.5, 1.7, 3.0)


def predicted(name, share=1):
    """Largest modulus of an eigenvalue other than 1 for each penalty, for the logistic loss."""
    rule, game, rate, _ = RUNS[name]
    J = manifolds.jacobian(game, Rational(1, 2), -Rational(1, 4), r1=gamma)
    matrices = [
        updates.matrix_of_many(rule(rate), J.subs(gamma, share * each), 2) for each in PENALTIES
    ]
    moduli = np.abs(np.linalg.eigvals(np.array(matrices, dtype=float)))
    return np.where(moduli < 1 - 1e-9, moduli, 0).max(axis=1)


@cache
def measured(name):
    """Rates of logistic iterates near the manifold, shape (2, penalties): with R1, with R2."""
    rule, game, rate, start = RUNS[name]
    r1, r2 = weights = np.kron(np.eye(2), PENALTIES)
    point = [np.tile(np.array(part)[:, None], (1, weights.shape[1])) for part in start]
    path = orbit(rule(rate), game.field(losses.LOGISTIC, r1=r1, r2=r2), point, 400)
    if game is models.CIRCLES:
        path = np.stack([np.hypot(path[:, k], path[:, k + 1]) - 1 for k in (0, 2)], axis=1)
    return spectra.decay_rates(np.linalg.norm(path, axis=1), since=80).reshape(2, -1)


@claim.simulation(supports="simultaneous updates on the segment")
def iterates_approach_at_the_predicted_rate(*, share=1.0):
    shows, worst = [], 0.0
    for name in RUNS:
        found, expected = measured(name), predicted(name, share)
        worst = max(worst, np.abs(found - expected).max())
        shows.append(f"{name} {found[0, 1]:.5f} against {expected[1]:.5f}")
    shows = f"at gamma 0.5 with R1: {'; '.join(shows)}; largest difference {worst:.0e}"
    return Trial(bool(worst < 1e-3), shows, cases=2 * len(PENALTIES) * len(RUNS))


claim.mutant("iterates approach as with half the penalty", share=0.5)


@claim.figure(
    "Predicted against measured rates",
    caption="Factors by which logistic iterates approach the manifold in a round, on the circles "
    "at h = 1/20 and on the segment at h = 1/4, for the penalties 0.3, 0.5, 1.7 and 3, with R1 and "
    "with R2. Every point lies on the diagonal.",
)
def rates():
    found = [measured(name).ravel() for name in RUNS]
    return {"predicted": [np.tile(predicted(name), 2) for name in RUNS], "measured": found}


def draw(axes, data):
    ends = np.min(data["predicted"]), np.max(data["predicted"])
    axes.plot(ends, ends, linewidth=0.6)
    for label, marker, x, y in zip(RUNS, "os^", data["predicted"], data["measured"]):
        axes.plot(x, y, marker, fillstyle="none", label=label)
    axes.legend()
    axes.set(xlabel="predicted rate", ylabel="measured rate")
