"""Appendix E.2: where the data fill their space, training converges without a penalty.

Suppose that no direction of the discriminator vanishes on the data, and that g changes with every
change of the generator's law (Assumption III (ii)). Then a strictly concave loss alone damps all
directions; h needs no gradient term. Data at +-s on the line, which the generator shifts, and
D(x) = psi x give the eigenvalues b s^2 +- sqrt(b^2 s^4 - a^2), a = f'(0), b = f''(0): the same as
instance noise of variance s^2. So does any centred law of this variance.
"""

from dataclasses import replace

import numpy as np
from sympy import And, Eq, Implies, Ne, Rational, sqrt

from ganproof.claims.gan import dirac, losses, models, spectra, updates
from ganproof.claims.gan.games import UNIFORM, orbit, symmetric
from ganproof.claims.mescheder2018 import NOTES, PAPER, lemma_3_2, manifolds
from ganproof.claims.textbook import linearisation
from ganproof.verify import Claim, Trial, Verdict, examples, hurwitz, real, spectrum

a, b = real("a", latex="f'(0)", within=(-3, 3)), real("b", latex="f''(0)", within=(-3, 2))
s, p = real("s", within=(-2, 2)), real("p", latex=r"\psi")

SLOPE, CONCAVE = "the loss has a slope at 0", "the loss is strictly concave at 0"
SPREAD = "the data is not a point"
claim = Claim(
    PAPER.theorem("Appendix E.2", notes=NOTES),
    given={SLOPE: Ne(a, 0), CONCAVE: b < 0, SPREAD: Ne(s, 0)},
    uses=[linearisation.claim, lemma_3_2.claim],
    expected=Verdict.EXAMPLES,
)


def shifted(law):
    """Data with the given law, which the generator shifts; D(x) = psi x."""
    return replace(
        models.DIRAC,
        makes=lambda theta, z: [(1, (z[0] + theta[0],))],
        data=lambda z: [(1, (z[0],))],
        law=law,
    )


def equal(left, right):
    return And(*(Eq(*pair, evaluate=False) for pair in zip(left, right)))


@claim.states
def conclusions(*, damping=b * s**2, noise=s**2):
    pair = manifolds.jacobian(models.full_rank(s), a, b)
    law = manifolds.jacobian(shifted(symmetric(m2=s**2)), a, b)
    noisy = dirac.noisy_jacobian(slope=a, curvature=b, on_fake=noise, on_real=noise)
    root = sqrt(damping**2 - a**2)
    statements = {
        "eigenvalues": spectrum(pair, equals=[damping + root, damping - root]),
        "stable": hurwitz(pair),
        "the Jacobian is that of instance noise": equal(pair, noisy),
        "and that of any centred law of this variance": equal(law, pair),
        "D vanishes on the data only if psi = 0": Implies(Eq(p * s, 0), Eq(p, 0)),
    }
    shifts = "data on the line, shifted by the generator"
    return {name: examples(shifts, each) for name, each in statements.items()}


claim.mutant("the data may be a point", given={SPREAD: None})
claim.mutant("a loss that is concave, not strictly", given={CONCAVE: b <= 0})
claim.mutant("a loss without slope will do", given={SLOPE: None})
claim.mutant("the damping is 2 f''(0) s^2", damping=2 * b * s**2)
claim.mutant("noise of variance s^2/2 does the same", noise=s**2 / 2)

segment = spectra.blocks(manifolds.jacobian(models.SEGMENT, a, b))
claim.does_not_say(
    "data on a line in the plane are enough",
    states=And(*map(hurwitz, segment)),
    instead="On a segment the discriminator's slope across the line is not damped: shift and tilt "
    "keep the eigenvalues +-i f'(0) and +-i f'(0)/3.",
)


@claim.simulation(supports="stable")
def logistic_iterates_decay_at_the_predicted_rate(*, variance=Rational(1, 3), rate=0.2):
    """Uniform data on [-1, 1], of variance 1/3, without a penalty."""
    J = manifolds.jacobian(shifted(symmetric(m2=variance)), Rational(1, 2), -Rational(1, 4))
    M = updates.matrix_of_many(updates.simultaneous(rate), J, 1)
    expected = np.abs(np.linalg.eigvals(np.array(M, dtype=float))).max()
    velocity = shifted(UNIFORM).field(losses.LOGISTIC)
    path = orbit(updates.simultaneous(rate), velocity, ([0.1], [0.1]), 1200)
    found = spectra.decay_rates(np.linalg.norm(path, axis=1)[:, None], since=200)[0]
    return Trial(bool(abs(found - expected) < 1e-3), f"rate {found:.5f} against {expected:.5f}")


claim.mutant("iterates decay as for data of variance 1", variance=1)
