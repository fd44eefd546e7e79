"""With step 1/(4L), (4L/mu) log(|x_0 - x*|^2/eps) rounds bring |x - x*|^2 to eps, if mu > 0.

From the factor 1 - mu/(4L) a round, as log(1 - r) <= -r. For the distance itself there is 8L/mu in
front of the logarithm of the ratio of distances. If the conditions on F hold in a ball about x*
only, the ball must be larger than that of the start: the first point where F is evaluated, x_0 -
eta F(x_0), is as far as sqrt(1 + eta^2 L^2) |x_0 - x*| on a rotation, and all of them are within
sqrt(6/5) |x_0 - x*| for steps up to 1/(4L).
"""

import numpy as np
from sympy import Eq, Implies, Integer, Matrix, Rational, log, symbols

from ganproof.claims.gan import certified_rates, methods
from ganproof.claims.gan.methods import FORWARD_BACKWARD, FROM_THE_PAST, Witness
from ganproof.claims.giagtzoglou2026 import NOTES, PAPER, forward_backward, linear_rate
from ganproof.verify import Claim, Trial, positive_definite, real

mu, L = real("mu", latex=r"\mu", within=(-1, 3)), real("L", within=(-1, 3))
eta = real("eta", latex=r"\eta", within=(-1, 2))
T, ratio = real("T"), real("ratio", latex=r"\log\frac{|x_0-x^*|}{\delta}")
fall, share = real("fall", latex=r"\log(1-\mu/4L)", within=(-3, 1)), real("r", within=(-1, 2))
point = Matrix([real("x_1"), real("x_2")])

claim = Claim(
    PAPER.proposition("Iteration complexity of EFTP", notes=NOTES, after="EFTP"),
    given={
        "F is strongly monotone": mu > 0,
        "mu is at most L": mu <= L,
        "the step is positive": eta > 0,
        "the step is at most 1/(4L)": 4 * eta * L <= 1,
    },
    uses=[linear_rate.claim, forward_backward.claim],
)
INSIDE = "each point where F is evaluated stays within sqrt(6/5) of the start's distance"


def left_over(square):
    """Of ``square`` V - |x - eta g|^2, for F = g at y, in units of L, after what is known of F."""
    x, y, g = vectors = symbols("x y g")
    known, energy = Witness({y: L * g}), x**2 + (x - y) ** 2 / 2
    form = square * energy - (x - eta * L * g) ** 2
    form -= Rational(3, 2) * eta * sum(known.monotone(mu).values())
    form -= Rational(12, 5) * eta**2 * sum(known.lipschitz(L).values())
    return certified_rates.gram(form, vectors)


@claim.states
def conclusions(*, count=4, square=Rational(6, 5), reached=1 + eta**2 * L**2, sign=1):
    first = methods.matrix(FORWARD_BACKWARD, L * Matrix([[0, -1], [1, 0]]), eta) * point
    enough = T * mu >= 2 * count * L * ratio
    falls = 4 * L * fall <= -mu
    return {
        "log(1 - r) + r does not rise from 0 on": Implies(
            (share >= 0) & (share < 1), sign * (log(1 - share) + share).diff(share) <= 0
        ),
        "T >= (4L/mu) log(|x_0 - x*|^2/delta^2) rounds bring |x - x*| to delta": Implies(
            (ratio >= 0) & (T >= 0) & enough & falls, 2 * ratio + T * fall <= 0
        ),
        "on a rotation the first one is at sqrt(1 + eta^2 L^2) times it": Eq(
            (first.T * first)[0], reached * (point.T * point)[0]
        ),
        INSIDE: positive_definite(left_over(square)),
    }


claim.mutant("(2L/mu) times the logarithm follows from the factor", count=2)
claim.mutant("the points stay in the ball of the start", square=Integer(1))
claim.mutant("the rotation's first point is in the ball too", reached=1)
claim.mutant("log(1 - r) is above -r", sign=-1)


def flat():
    """F(x) = x/10^6, monotone and 1-Lipschitz: 1000 rounds with step 1/4."""
    path = methods.run(FROM_THE_PAST, lambda x: 1e-6 * x, [1.0], 0.25, 1000).path
    return Trial(bool(path[-1, 0] < 0.5), f"distance {path[-1, 0]:.5f} of 1 after 1000 rounds")


claim.does_not_say(
    "log(1/eps) rounds, with one constant, do for all monotone operators",
    trial=flat,
    instead="The number of rounds grows as L/mu: without mu > 0 there is no common bound.",
)


@claim.simulation(supports="T >= (4L/mu) log(|x_0 - x*|^2/delta^2) rounds bring |x - x*| to delta")
def rounds_that_are_needed(*, constant=4.0, cases=60):
    """F(x) = J x in R^4, m-strongly monotone with random m and rotation: |x|^2 after T rounds."""
    random, worst = np.random.default_rng(4), 0.0
    for case in range(cases):
        K = random.normal(size=(4, 4)) * (case % 3)
        J = random.uniform(0.2, 1) * np.eye(4) + K - K.T
        modulus, norm = np.linalg.eigvalsh((J + J.T) / 2)[0], np.linalg.norm(J, 2)
        start = random.normal(size=4)
        rounds = int(np.ceil(constant * norm / modulus * np.log(start @ start / 1e-6)))
        end = methods.run(FROM_THE_PAST, methods.linear(J), start, 0.25 / norm, rounds).path[-1]
        worst = max(worst, float(end @ end) / 1e-6)
    return Trial(worst <= 1, f"largest |x|^2/eps {worst:.3g} for eps = 1e-6", cases=cases)


claim.mutant("(L/mu) log(|x_0 - x*|^2/eps) rounds are enough", constant=1.0)
