"""Extrapolation from the past, eta at most 1/(4L): |x_k - x*|^2 <= (1 - eta mu)^k |x_0 - x*|^2.

F is mu-strongly monotone and L-Lipschitz, in any dimension, projections are onto any closed convex
set, and the first extrapolation uses F at the start. Let V = |x - x*|^2 + |x - y|^2/2, where y is
the point at which F was evaluated last: V is |x - x*|^2 at the start and never less. From (1 - eta
mu) V take the next V and what is known not to be negative: twice the inequality of the projections,
2 eta times strong monotonicity between the new y and x*, and 1/(7 L^2) times the Lipschitz
condition between both y. What is left is a positive definite form, so that V shrinks in every step;
|x - x*|^2 alone need not shrink so fast in each. The step 1/(4L) gives the factor 1 - mu/(4L),
whatever mu in (0, L].
"""

import numpy as np
from sympy import Eq, Implies, Matrix, Rational, sqrt, symbols

from ganproof.claims.gan import certified_rates, methods, projections
from ganproof.claims.gan.methods import FROM_THE_PAST
from ganproof.claims.giagtzoglou2026 import NOTES, PAPER
from ganproof.verify import Claim, Trial, positive_definite, real, schur

mu, L = real("mu", latex=r"\mu", within=(-1, 3)), real("L", within=(-1, 3))
eta = real("eta", latex=r"\eta", within=(-1, 2))
IDENTITY, ROTATION = Matrix([[1, 0], [0, 1]]), Matrix([[0, 1], [-1, 0]])
QUARTER, SLOW = Rational(1, 4), Rational(999, 1000)

claim = Claim(
    PAPER.theorem("Linear convergence of EFTP", notes=NOTES),
    given={
        "F is strongly monotone": mu > 0,
        "mu is at most L": mu <= L,
        "the step is positive": eta > 0,
        "the step is at most 1/(4L)": 4 * eta * L <= 1,
    },
)
SHRINKS = "what is left is positive definite, so that V shrinks by 1 - eta mu"


def left_over(factor, share):
    """Its matrix by new y, x - y, y - next x, x - old y and the rise of F in units of L."""
    step = certified_rates.step(FROM_THE_PAST, eta, constrained=True)
    facts = certified_rates.facts(step, mu, L)
    x, old, last, new = certified_rates.x, certified_rates.y, certified_rates.g, step.ahead
    distance, beside = certified_rates.decreases(step, factor)
    form = distance + share * beside
    form -= 2 * facts[f"nearest to {x - eta * last}: {new}, then {step.after}"]
    form -= 2 * eta * facts[f"strongly monotone between the solution and {new}"]
    form -= facts[f"Lipschitz between {old} and {new}"] / (7 * L**2)
    y, a, b, c, d = vectors = symbols("y a b c d")
    moved = {x: y + a, new: y, step.after: y - b, old: y + a - c, step.value: last + L * d}
    return certified_rates.gram(form.subs(moved, simultaneous=True), vectors)


@claim.states
def conclusions(*, factor=1 - eta * mu, share=Rational(1, 2), claimed=1 - eta * mu):
    root = (1 - 2 * eta * mu + sqrt(1 + 4 * eta**2 * mu**2)) / 2
    return {
        SHRINKS: positive_definite(left_over(factor, share)),
        "F(x) = mu x keeps to it in the long run": root**2 <= claimed,
    }


claim.mutant("it is so without |x - y|^2 in V", share=0)
claim.mutant("it is so with the factor 1 - 2 eta mu", factor=1 - 2 * eta * mu)
claim.mutant("the factor is 1 - mu/L for the step 1/(4L)", claimed=1 - 4 * eta * mu)
claim.mutant("the factor is 1 - 2 eta mu", claimed=1 - 2 * eta * mu)
claim.does_not_say(
    "every step below 1/L will do",
    states=schur(methods.matrix(FROM_THE_PAST, mu * IDENTITY + L * ROTATION, eta)),
    given={"the step is at most 1/(4L)": eta * (L + mu) < 1},
    instead="The step 3/(5L) diverges on a rotation of speed L, also if mu is positive and small: "
    "1/(sqrt(3) L) is what the limit comes to as mu goes to 0.",
)
claim.does_not_say(
    "one factor below 1, such as 999/1000, serves all monotone operators",
    states=Implies(
        Eq(4 * eta * L, 1), (1 - 2 * eta * mu + sqrt(1 + 4 * eta**2 * mu**2)) ** 2 <= 4 * SLOW
    ),
    instead="On F(x) = mu x the factor goes to 1 as mu goes to 0. A rotation has mu = 0 and "
    "converges at a linear rate too, the more slowly the slower it turns for the same L.",
)


@claim.program(supports=SHRINKS)
def certificates(*, claimed=1 - eta * mu, step=QUARTER):
    """Largest share of |x - y|^2 that leaves a margin, on convex sets and on the whole space."""
    found = []
    for modulus in (Rational(1, 1000), Rational(1, 20), Rational(1, 2), Rational(1)):
        bound = claimed.subs({mu: modulus, eta: step, L: 1})
        slow = methods.spectral_rates(FROM_THE_PAST, float(modulus), float(step)) ** 2
        if slow > bound:
            shows = f"F(x) = {modulus} x has the factor {slow:.5f} > {float(bound):.5f}"
            return Trial(False, shows, values={"mu": modulus})
        found += [
            certified_rates.certificate(
                FROM_THE_PAST, step, bound, modulus, constrained=constrained
            )
            for constrained in (False, True)
        ]
    return Trial(True, "mu/L = 1/1000, 1/20, 1/2, 1", cases=len(found), certificates=found)


def operators(count, size, seed):
    """F(x) = m x + K x + grad log sum exp(A x) - q, K skew: also m, and a Lipschitz constant."""
    random = np.random.default_rng(seed)
    K, A = random.normal(size=(2, count, size, size)) / 2
    K, q = K - K.transpose(0, 2, 1), random.normal(size=(count, size))
    m = random.uniform(0.1, 1, (count, 1))
    K[:2], A[:2], q[:2] = 0, 0, 0  # and F(x) = m x

    def F(x):
        powers = np.exp(methods.linear(A)(x))
        slopes = methods.linear(A.transpose(0, 2, 1))(powers / powers.sum(axis=-1, keepdims=True))
        return m * x + methods.linear(K)(x) + slopes - q

    norms = (np.linalg.norm(each, 2, axis=(1, 2))[:, None] for each in (K, A))
    return F, m, m + next(norms) + next(norms) ** 2 / 2


@claim.simulation(supports=SHRINKS)
def random_operators_on_boxes(*, decay=1.0, count=24, rounds=1600):
    """Squared distances to the last iterate against (1 - eta m)^k, eta = 1/(4L), on [-1, 1]^4."""
    F, m, constant = operators(count, 4, 5)
    start = np.random.default_rng(6).uniform(-1, 1, (count, 4))
    rate = 0.25 / constant
    path = methods.run(FROM_THE_PAST, F, start, rate, rounds, projections.box(-1, 1)).path
    squares = ((path - path[-1]) ** 2).sum(axis=-1)[:200]
    bound = (1 - decay * (rate * m)[:, 0]) ** np.arange(200)[:, None] * squares[0]
    worst = float((squares / np.maximum(bound, 1e-20)).max())
    return Trial(worst <= 1 + 1e-9, f"largest share of the bound {worst:.6f}", cases=count)


claim.mutant("random operators shrink it by 1 - 2 eta m", decay=2.0)
