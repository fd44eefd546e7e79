"""Forward-backward steps multiply |x - x*|^2 by 1 - 2 eta mu + eta^2 L^2 at most, a tight bound.

Expand |x - eta F(x)|^2 for x* = 0: strong monotonicity and the Lipschitz condition give the bound
in every dimension, and a projection onto a convex set only comes nearer. The operator that scales
by mu and turns at the speed sqrt(L^2 - mu^2) attains it in every step, so that forward-backward
steps contract for all such F exactly if eta < 2 mu/L^2, and eta = mu/L^2 is best. The step 1/(4L)
of extrapolation from the past will do only if mu > L/8.
"""

from sympy import Eq, Equivalent, I, Implies, Matrix, Rational, sqrt

from ganproof.claims.gan import certified_rates, methods, projections
from ganproof.claims.gan.methods import FORWARD_BACKWARD
from ganproof.claims.giagtzoglou2026 import NOTES, PAPER
from ganproof.verify import Claim, Trial, matrix, matrix_identity, real, schur, size, spectrum

mu, L = real("mu", latex=r"\mu", within=(-1, 3)), real("L", within=(-1, 3))
eta = real("eta", latex=r"\eta", within=(-1, 2))
speed = real("speed", latex=r"\omega", within=(-2, 2))
point = Matrix([real("x_1"), real("x_2")])
n = size("n")
x, g, p = matrix("x", n, 1), matrix("g", n, 1), matrix("p", n, 1)
ROTATION = Matrix([[0, -1], [1, 0]])
IDENTITY = Matrix([[1, 0], [0, 1]])

claim = Claim(
    PAPER.proposition("Forward-backward steps", notes=NOTES, after="EFTP"),
    given={
        "the step is positive": eta > 0,
    },
)
EXPANDED = "what the factor leaves is what is known of F"
ATTAINED = "mu x and a rotation of speed sqrt(L^2 - mu^2) attain it in every step"


def square(vector):
    return vector.T * vector


@claim.states
def conclusions(*, factor=1 - 2 * eta * mu + eta**2 * L**2, bound=2 * mu, best=mu, loss=1, turn=I):
    (moved,) = FORWARD_BACKWARD.step(lambda _: g, projections.none, eta, (x,))
    known = eta * (g.T * x + x.T * g - 2 * mu * square(x)) + eta**2 * (L**2 * square(x) - square(g))
    nearer = square(moved - p) + (moved - p).T * p + p.T * (moved - p)
    spiral = methods.matrix(FORWARD_BACKWARD, mu * IDENTITY + speed * ROTATION, eta)
    after, longest = spiral * point, sqrt(mu**2 + speed**2)  # L
    return {
        EXPANDED: matrix_identity(factor * square(x) - square(moved), known),
        "with the nearest point p to x - eta F(x) there is more": matrix_identity(
            factor * square(x) - square(p), known + nearer
        ),
        ATTAINED: Eq((after.T * after)[0], factor.subs(L, longest) * (point.T * point)[0]),
        "its eigenvalues are 1 - eta mu +- i eta sqrt(L^2 - mu^2)": spectrum(
            spiral, equals=[1 - eta * (mu + turn * speed), 1 - eta * (mu - turn * speed)]
        ),
        "the factor is below 1 exactly if eta < 2 mu/L^2": Equivalent(
            factor < 1, eta * L**2 < bound
        ),
        "no step has a factor below 1 - mu^2/L^2": L**2 * factor >= L**2 - loss * mu**2,
        "eta = mu/L^2 has it": Implies(Eq(eta * L**2, best), Eq(L**2 * factor, L**2 - mu**2)),
        "eta = 1/(4L) contracts exactly if mu > L/8": Implies(
            Eq(4 * eta * L, 1), Equivalent(factor < 1, 4 * bound > L)
        ),
    }


claim.mutant("the factor is 1 - 2 eta mu", factor=1 - 2 * eta * mu)
claim.mutant("the factor is (1 - eta mu)^2", factor=(1 - eta * mu) ** 2)
claim.mutant("steps up to 2/L converge, as for gradients", bound=2 * L)
claim.mutant("steps converge up to mu/L^2 only", bound=mu)
claim.mutant("the eigenvalues are real", turn=1)
claim.mutant("1/L is the best step", best=L)
claim.mutant("a factor 1 - mu^2/(2 L^2) is the best", loss=Rational(1, 2))
claim.does_not_say(
    "forward-backward steps converge for every monotone F",
    states=Implies(L > 0, schur(methods.matrix(FORWARD_BACKWARD, L * ROTATION, eta))),
    instead="On a rotation each step of any length leads away from the solution.",
)


@claim.program(supports=EXPANDED)
def certificates(*, squared=1, slack=Rational(1, 10**4)):
    """The factor and 1/10000, on convex sets and on the whole space."""
    found = []
    for modulus, step in ((1, 4), (5, 4), (10, 10), (20, 4), (20, 1), (1, 1)):
        modulus, step = Rational(1, modulus), Rational(1, step)
        bound = 1 - 2 * step * modulus + squared * step**2 + slack
        spiral = complex(modulus, float(1 - modulus**2) ** 0.5)
        attained = methods.spectral_rates(FORWARD_BACKWARD, spiral, float(step)) ** 2
        if attained > bound:
            shows = f"an operator has the factor {attained:.5f} > {float(bound):.5f}"
            return Trial(False, shows, values={"mu": modulus, "eta": step})
        found += [
            certified_rates.certificate(FORWARD_BACKWARD, step, bound, modulus, constrained=on)
            for on in (False, True)
        ]
    different = len({each["digest"] for each in found})
    return Trial(True, "mu/L from 1/20 to 1, steps 1/10 to 1/L", different, certificates=found)


claim.mutant("half of eta^2 L^2 is enough", squared=Rational(1, 2))
