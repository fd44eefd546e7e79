"""For a squared d_Y the perturbation is a top eigenvector of the Hessian, for scalar f in one step.

(f(x + r) - f(x))^2 has no first-order part in r and, for scalar f with the gradient g, the Hessian
2 g g': a power step from any d not perpendicular to g ends at +-g/|g|. With several outputs the
Hessian is 2 J'J and one step is not enough. The WGAN's |f(x + r) - f(x)| has no Hessian at r = 0:
this argument is not about it.
"""

from sympy import Abs, And, Eq, Implies, Matrix, Ne, Or, hessian, symbols

from ganproof.claims.terjek2020 import PAPER, adversarial_penalty
from ganproof.verify import Claim, Verdict, real, sizes

g, d, k = [[real(f"{name}{i}", latex=f"{name}_{i}") for i in (1, 2)] for name in "gdk"]
h, m = [[real(f"{name}{i}", latex=f"{name}_{{{i}}}") for i in (11, 12, 22)] for name in "hm"]
a, t = real("a"), real("t", within=(-1, 2))

claim = Claim(
    PAPER.proposition("Direction of the perturbation"),
    uses=[adversarial_penalty.claim],
    expected=Verdict.PROVED_WITHIN,
)
r = symbols("r1 r2")
INPUTS = "two inputs"


def expansion(slopes, curves):
    """f(x + r) - f(x) to second order, for these derivatives; more does not reach the Hessian."""
    p, q = r
    bend = curves[0] * p**2 + 2 * curves[1] * p * q + curves[2] * q**2
    return slopes[0] * p + slopes[1] * q + bend / 2


def squared(*outputs):
    return sum(each**2 for each in outputs)


def gradient(distance):
    return Matrix([distance]).jacobian(r).T.subs(dict.fromkeys(r, 0))


def second(distance):
    return hessian(distance, r).subs(dict.fromkeys(r, 0))


def equal(left, right):
    return sizes(INPUTS, And(*(Eq(*pair, evaluate=False) for pair in zip(left, right))))


def parallel(one, other):
    return Eq(one[0] * other[1] - one[1] * other[0], 0, evaluate=False)


@claim.states
def conclusions(*, factor=2, start=Ne, distance=squared):
    G, D, J = Matrix(g), Matrix(d), Matrix([g, k])
    f_1, f_2 = expansion(g, h), expansion(k, m)
    step = second(distance(f_1)) * D
    return {
        "scalar f: the gradient of d_Y in r is 0 at 0": equal(gradient(distance(f_1)), [0, 0]),
        "its Hessian is 2 g g'": equal(second(distance(f_1)), factor * G * G.T),
        "one step from any d leads to a multiple of g": sizes(INPUTS, parallel(step, g)),
        "which is not 0 unless d is perpendicular to g": sizes(
            INPUTS, Implies(start((G.T * D)[0], 0), Or(*(Ne(each, 0) for each in step)))
        ),
        "two outputs: the Hessian is 2 J'J": equal(second(distance(f_1, f_2)), factor * J.T * J),
    }


claim.mutant("the Hessian is g g'", factor=1)
claim.mutant("one step moves a perpendicular d too", start=lambda slope, zero: Eq(slope, zero))
claim.mutant("d_Y is not squared", distance=lambda *outputs: sum(outputs))
claim.does_not_say(
    "the Hessian of d_Y is that of f",
    states=And(*map(Eq, second(squared(expansion(g, h))), [h[0], h[1], h[1], h[2]])),
    instead="It is 2 g g': the second derivatives of f do not enter.",
)
claim.does_not_say(
    "one step finds the steepest direction of two outputs",
    states=Implies(
        And(Eq(g[1], 0), Eq(k[0], 0), Abs(g[0]) > Abs(k[1])),
        parallel(second(squared(expansion(g, h), expansion(k, m))) * Matrix(d), [1, 0]),
    ),
    instead="With several outputs a step of power iteration brings d nearer to the top right "
    "singular vector of the Jacobian and does not reach it.",
)
claim.does_not_say(
    "|f(x + r) - f(x)| has a gradient at r = 0, and so a Hessian",
    states=Implies(t > 0, Eq(Abs(a * t) / t, Abs(-a * t) / (-t))),
    instead="It has a kink wherever the gradient of f is not 0.",
)
