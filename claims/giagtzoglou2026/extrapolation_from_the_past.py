"""Extrapolation from the past is the optimistic gradient method, but not under projections.

Without constraints the points y where it evaluates F follow y+ = y - 2 eta F(y) + eta F(last y),
for any F. Projected onto the square |x1|, |x2| <= 1, with F(x) = (x2 + 1/2, 1/2 - x1), step 1/2 and
start (1, 1), the second such points are 1/4 apart. In every dimension and for any F the squared
distance to a solution changes by -2 eta F(y).(y - x*) + eta^2 |F(y) - F(last y)|^2 - eta^2 |F(last
y)|^2. If F is affine, the iterates' spectral rate is at least 1/sqrt(2), whatever F and the step:
an eigenvalue lambda of F gives two rates with (z1 - 1/2) (z2 - 1/2) = -1/4.
"""

import numpy as np
from sympy import And, Eq, I, Implies, Matrix, Rational, eye

from ganproof.claims.gan import methods, projections
from ganproof.claims.gan.methods import EXTRAGRADIENT, FROM_THE_PAST, OPTIMISTIC
from ganproof.claims.giagtzoglou2026 import NOTES, PAPER
from ganproof.verify import Claim, Trial, matrix, matrix_identity, real, size, spectrum

n = size("n")
x, last = matrix("x", n, 1), matrix("g0", n, 1)
g, later = matrix("g1", n, 1), matrix("g2", n, 1)
eta = real("eta", latex=r"\eta")
u, v = real("u", latex=r"\Re\lambda"), real("v", latex=r"\Im\lambda")
a, b = real("a", latex=r"\Re z_1"), real("b", latex=r"\Im z_1")
z = real("z")
start = Matrix([real("start_1", latex="x_1"), real("start_2", latex="x_2")])
HALF = Rational(1, 2)
FLOOR = "4 |z1 - 1/2|^2 (|z2|^2 - 1/2) = 1/2 - |z1|^2, so that one is 1/sqrt(2) or more"

claim = Claim(PAPER.definition("Extrapolation from the past (EFTP)", notes=NOTES))


def answering(*values):
    """An operator that gives these values in turn, and the points where it was asked."""
    points = []

    def F(point):
        points.append(point)
        return values[len(points) - 1]

    return F, points


def second_points(begin, project):
    """The second points where F(x) = (x2 + 1/2, 1/2 - x1) is evaluated, by either method."""

    def F(point):
        return Matrix([point[1] + HALF, HALF - point[0]])

    states = FROM_THE_PAST.start(F, begin)
    y, _ = OPTIMISTIC.step(F, project, HALF, OPTIMISTIC.start(F, begin))
    again, _ = OPTIMISTIC.step(F, project, HALF, (y, F(begin)))
    x_1, g_1 = FROM_THE_PAST.step(F, project, HALF, states)
    return project(x_1 - HALF * g_1), again


SQUARE = projections.box(-1, 1)


@claim.states
def conclusions(*, rate=eta, kept=1, apart=HALF / 2, quarter=HALF / 2, floor=HALF, tuned=HALF):
    F, points = answering(g, later)
    state = FROM_THE_PAST.step(F, projections.none, eta, (x, last))
    FROM_THE_PAST.step(F, projections.none, eta, state)
    same, _ = OPTIMISTIC.step(answering(g)[0], projections.none, rate, (points[0], last))
    y, (after, _) = points[0], state
    past, optimistic = second_points(Matrix([1, 1]), SQUARE)
    w = z - HALF
    M = methods.matrix(FROM_THE_PAST, [[u, -v], [v, u]], 1)
    square = (a - HALF) ** 2 + b**2
    other = HALF - (a - HALF) / (4 * square), b / (4 * square)  # z2 = 1/2 - 1/(4 (z1 - 1/2))
    rotation = methods.matrix(FROM_THE_PAST, [[0, -tuned], [tuned, 0]], 1)
    return {
        "y+ = y - 2 eta F(y) + eta F(last y)": matrix_identity(points[1], same),
        "how the squared distance to x* = 0 changes": matrix_identity(
            after.T * after,
            x.T * x
            - eta * (g.T * y + y.T * g)
            + eta**2 * (g - last).T * (g - last)
            - kept * eta**2 * last.T * last,
        ),
        "on the square the second points are 1/4 apart": And(
            Eq(past[0], optimistic[0], evaluate=False),
            Eq(past[1] - optimistic[1], apart, evaluate=False),
        ),
        "rates are the roots z of (z - 1/2)(z - 1/2 + 2 eta lambda) - 1/4": Eq(
            (z * eye(4) - M).det(), (w * (w + 2 * u) - quarter) ** 2 + (2 * v * w) ** 2
        ),
        FLOOR: Implies(
            square > 0,
            Eq(4 * square * (other[0] ** 2 + other[1] ** 2 - floor), floor - a**2 - b**2),
        ),
        "which a rotation of speed 1/(2 eta) reaches": spectrum(
            rotation, equals=[HALF + I / 2] * 2 + [HALF - I / 2] * 2
        ),
    }


claim.mutant("the optimistic method's step is twice as long", rate=2 * eta)
claim.mutant("2 eta^2 |F(last y)|^2 is gained", kept=2)
claim.mutant("the points on the square are 1/2 apart", apart=HALF)
claim.mutant("there is 1/2 for 1/4 in the polynomial", quarter=HALF)
claim.mutant("so it is with 9/16 for 1/2", floor=Rational(9, 16))
claim.mutant("a rotation of speed 1/eta reaches 1/sqrt(2)", tuned=1)
claim.does_not_say(
    "the two methods are the same under projections",
    states=Eq(*(each[1] for each in second_points(start, SQUARE))),
    instead="They are the same as long as no projection moves a point.",
)


@claim.simulation(supports="y+ = y - 2 eta F(y) + eta F(last y)")
def runs_with_a_bend(*, project=projections.none, rounds=30):
    """F(x) = J x + tanh(x) in R^5: x - eta F(last y) of one method against y of the other."""
    random = np.random.default_rng(8)
    J, start = random.normal(size=(5, 5)), random.normal(size=(20, 5))
    J = J - J.T

    def F(point):
        return point @ J.T + np.tanh(point)

    past, optimistic = (each.start(F, start) for each in (FROM_THE_PAST, OPTIMISTIC))
    apart = 0.0
    for _ in range(rounds):
        y = project(past[0] - 0.1 * past[1])
        past = FROM_THE_PAST.step(F, project, 0.1, past)
        optimistic = OPTIMISTIC.step(F, project, 0.1, optimistic)
        apart = max(apart, float(np.abs(y - optimistic[0]).max()))
    return Trial(apart < 1e-12, f"largest difference {apart:.1e} in {rounds} rounds", cases=20)


@claim.simulation(supports=FLOOR)
def rates_on_a_grid(*, method=FROM_THE_PAST):
    """Spectral rates for eta lambda in a square of the complex plane."""
    side = np.linspace(-2, 2, 201)
    least = float(methods.spectral_rates(method, side + 1j * side[:, None]).min())
    return Trial(least >= 0.5**0.5 - 1e-7, f"least rate {least:.7f}", cases=side.size**2)


claim.mutant("the two methods run alike on the unit ball", project=projections.ball(1.0))
claim.mutant("extragradient has this floor too", method=EXTRAGRADIENT)
