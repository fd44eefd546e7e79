"""Extragradient steps with eta^2 L^2 + 2 eta mu < 1 shrink |x - x*|^2 by 1 - eta mu a step.

F is mu-strongly monotone and L-Lipschitz, projections are onto any closed convex set, and eta may
be 1/(4L), which gives the factor 1 - mu/(4L) of extrapolation from the past, whatever mu in (0, L].
The proof is the same with |x - x*|^2 alone for V and 1 - 2 eta mu + eta^2 L^2, halved, times the
Lipschitz condition between x and y in units of L. As mu becomes small all steps below 1/L are
allowed, and a rotation of speed L converges for no other. Each round evaluates F twice, where
extrapolation from the past does once, and their first rounds are the same.
"""

from sympy import And, Eq, Equivalent, Implies, Integer, Matrix, Rational, sqrt, symbols

from ganproof.claims.gan import certified_rates, methods, projections
from ganproof.claims.gan.methods import EXTRAGRADIENT, FORWARD_BACKWARD, FROM_THE_PAST
from ganproof.claims.giagtzoglou2026 import NOTES, PAPER, linear_rate
from ganproof.verify import (
    Claim,
    Trial,
    matrix,
    matrix_identity,
    positive_definite,
    real,
    schur,
    size,
)

mu, L = real("mu", latex=r"\mu", within=(-1, 3)), real("L", within=(-1, 3))
eta = real("eta", latex=r"\eta", within=(-1, 2))
n = size("n")
x, g, ahead = matrix("x", n, 1), matrix("g0", n, 1), matrix("g1", n, 1)
ROTATION = Matrix([[0, -1], [1, 0]])
QUARTER = Rational(1, 4)

claim = Claim(
    PAPER.proposition("Extragradient steps", notes=NOTES, after="EFTP"),
    given={
        "F is strongly monotone": mu > 0,
        "mu is at most L": mu <= L,
        "the step is positive": eta > 0,
    },
    uses=[linear_rate.claim],
)
SHRINKS = "what is left is positive definite, so that |x - x*|^2 shrinks by 1 - eta mu"


def left_over(factor):
    """Its matrix by y, x - y, y - next x and the rise of F from x to y in units of L."""
    step = certified_rates.step(EXTRAGRADIENT, eta, constrained=True)
    facts = certified_rates.facts(step, mu, L)
    form, _ = certified_rates.decreases(step, factor)
    start, y = certified_rates.x, step.ahead
    at_start = step.known.values[start]
    form -= 2 * facts[f"nearest to {start - eta * at_start}: {y}, then {step.after}"]
    form -= 2 * eta * facts[f"strongly monotone between the solution and {y}"]
    weight = (1 - 2 * eta * mu + eta**2 * L**2) / 2
    form -= weight / L**2 * facts[f"Lipschitz between {start} and {y}"]
    new, a, b, d = vectors = symbols("y a b d")
    moved = {start: new + a, y: new, step.after: new - b, step.value: at_start + L * d}
    return certified_rates.gram(form.subs(moved, simultaneous=True), vectors)


def evaluations(method, rounds):
    """How often a method asks for F, its first question included."""
    asked = []

    def F(point):
        asked.append(point)
        return point

    state = method.start(F, Integer(1))
    for _ in range(rounds):
        state = method.step(F, projections.none, eta, state)
    return Integer(len(asked))


@claim.states
def conclusions(
    *,
    factor=1 - eta * mu,
    claimed=1 - eta * mu,
    allowed=eta**2 * L**2 + 2 * eta * mu < 1,
    largest=1,
    calls=(10, 11, 20),
    first=eta,
):
    s, answers = eta * mu, {x: g}

    def known(point):
        return answers.setdefault(point, ahead)

    (one,) = EXTRAGRADIENT.step(known, projections.none, eta, (x,))
    two, _ = FROM_THE_PAST.step(known, projections.none, first, (x, g))
    rounds = (FORWARD_BACKWARD, FROM_THE_PAST, EXTRAGRADIENT)
    return {
        SHRINKS: Implies(allowed, positive_definite(left_over(factor))),
        "eta = 1/(4L) is allowed": Implies(Eq(4 * eta * L, 1), allowed),
        "F(x) = mu x keeps to it": Implies(allowed, (1 - s + s**2) ** 2 <= claimed),
        "a rotation of speed L converges exactly for eta L < 1": Equivalent(
            schur(methods.matrix(EXTRAGRADIENT, L * ROTATION, eta)), eta * L < largest
        ),
        "the first round is that of extrapolation from the past": matrix_identity(one, two),
        "ten rounds of forward-backward, EFTP and extragradient take 10, 11 and 20 calls": And(
            *(
                Eq(evaluations(each, 10), count, evaluate=False)
                for each, count in zip(rounds, calls)
            )
        ),
    }


claim.mutant("it is so with the factor 1 - 2 eta mu", factor=1 - 2 * eta * mu)
claim.mutant("the factor is 1 - 2 eta mu", claimed=1 - 2 * eta * mu)
claim.mutant("steps up to 2/L converge on a rotation", largest=2)
claim.mutant("steps must stay below 1/(sqrt(3) L), as from the past", largest=1 / sqrt(3))
claim.mutant("extragradient takes one call a round", calls=(10, 11, 11))
claim.mutant("the first rounds agree for half the step", first=eta / 2)
claim.does_not_say(
    "all steps below 1/L shrink it by 1 - eta mu, whatever mu in (0, L]",
    states=Implies(eta * L < 1, (1 - eta * mu + eta**2 * mu**2) ** 2 <= 1 - eta * mu),
    instead="On F(x) = mu x the factor is (1 - eta mu + eta^2 mu^2)^2, above 1 - eta mu for "
    "eta mu > 0.4303.",
)


@claim.program(supports=SHRINKS)
def certificates(*, claimed=1 - eta * mu, steps=(QUARTER, Rational(2, 5), Rational(99, 100))):
    """For mu/L = 1/1000 to 1 and each step that is allowed for it."""
    found = []
    for modulus in (Rational(1, 1000), Rational(1, 20), Rational(1, 2), Rational(1)):
        for step in (each for each in steps if each**2 + 2 * each * modulus < 1):
            bound = claimed.subs({mu: modulus, eta: step, L: 1})
            slow = methods.spectral_rates(EXTRAGRADIENT, float(modulus), float(step)) ** 2
            if slow > bound:
                shows = f"F(x) = {modulus} x has the factor {slow:.5f} > {float(bound):.5f}"
                return Trial(False, shows, values={"mu": modulus, "eta": step})
            found += [
                certified_rates.certificate(EXTRAGRADIENT, step, bound, modulus, constrained=on)
                for on in (False, True)
            ]
    return Trial(True, "mu/L from 1/1000 to 1", cases=len(found), certificates=found)
