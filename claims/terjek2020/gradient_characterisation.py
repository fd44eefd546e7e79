"""On a convex domain the Lipschitz constant is the largest dual norm of the gradient.

For distances in the p-norm, the slope g.r along r with |r|_p = 1 is at most |g|_q, 1/p + 1/q = 1,
and some r reaches it: sign(g)|g|^(q-1), scaled. The mean value theorem carries this from directions
to pairs, along the segment between them. Where segments leave the domain it fails: on an annulus
with a slit the angle has gradients of length at most 1 and quotients as large as one likes.
"""

import numpy as np
from sympy import Abs, And, Eq, Implies, Max, Ne, Rational, Symbol, atan, simplify

from ganproof.claims.terjek2020 import PAPER
from ganproof.verify import Claim, Origin, Trial, matrix, matrix_identity, real, size

n = size("n")
g, r = matrix("g", n, 1), matrix("r", n, 1)
slope = real("slope", latex=r"g\cdot r", within=(-3, 3))
length = real("length", latex="|g|^2", within=(-1, 5))
gap = real("gap", latex=r"|g-(g\cdot r)r|^2", within=(-3, 3))
a, b, u, v = real("a"), real("b"), real("u"), real("v")
x, y = real("x"), real("y")
half = real("half", latex=r"\pi", within=(2, 4))
delta, sine = real("delta", latex=r"\delta", within=(-1, 2)), real("sine", latex=r"\sin\delta")
f_0, f_1, K = real("f_0", latex="f(x)"), real("f_1", latex="f(y)"), real("K", within=(-1, 3))
inside = real("inside", latex=r"\nabla f(z)\cdot(y-x)", within=(-3, 3))
apart = real("apart", latex="|y-x|", within=(-1, 3))

claim = Claim(PAPER.proposition("Gradient characterisation"))


def one(first, second):
    return Abs(first) + Abs(second)


def maximum(first, second):
    return Max(Abs(first), Abs(second))


def sign_of(value):
    """For values that are not 0."""
    return value / Abs(value)


def squared_gradient_of_the_angle():
    p, q = Symbol("p"), Symbol("q")
    angle = atan(q / p)
    return simplify(angle.diff(p) ** 2 + angle.diff(q) ** 2).subs({p: x, q: y})


@claim.states
def conclusions(*, dual=one, against=maximum, power=2, steps=1, smallest=1):
    """Young's inequality a^2 u <= 2 a^3/3 + u^3/3, summed over coordinates, is p = 3, q = 3/2."""
    direction = (sign_of(a), sign_of(b))
    convex = And(Eq(f_1 - f_0, steps * inside), Abs(inside) <= K * apart)
    return {
        "p = 2, any dimension: |g - s r|^2 = |g|^2 - s (g.r + r.g) + s^2 |r|^2": matrix_identity(
            (g - slope * r).T * (g - slope * r),
            g.T * g - slope * (g.T * r + r.T * g) + slope**2 * r.T * r,
        ),
        "so that a slope s = g.r, |r| = 1, is at most |g|": Implies(
            And(gap >= 0, Eq(gap, length - 2 * slope * slope + slope**2)), slope**2 <= length
        ),
        "p = infinity, in the plane: no slope exceeds the sum norm": Abs(a * u + b * v)
        <= dual(a, b) * against(u, v),
        "and the signs of g reach it": Implies(
            And(Ne(a, 0), Ne(b, 0)),
            And(
                Eq(a * direction[0] + b * direction[1], dual(a, b)),
                Eq(against(*direction), 1),
            ),
        ),
        "p = 3: the coordinates contribute at most 2 |g|^(3/2)/3 + |r|^3/3": Implies(
            And(a >= 0, u >= 0), 3 * a**power * u <= 2 * a**3 + u**3
        ),
        "pairs follow by the mean value theorem on the segment": Implies(
            convex, Abs(f_1 - f_0) <= K * apart
        ),
        "the angle's gradient has length at most 1 outside the unit disc": Implies(
            And(x**2 + y**2 >= smallest, Ne(x, 0)), squared_gradient_of_the_angle() <= 1
        ),
        "across the slit its quotient is at least 2/delta": Implies(
            And(half > 3, delta > 0, delta <= 1, sine > 0, sine <= delta),
            (2 * half - 2 * delta) / (2 * sine) >= 2 / delta,
        ),
    }


claim.mutant("p = infinity is its own dual", dual=maximum)
claim.mutant("p = 1 is its own dual", against=one, dual=one)
claim.mutant("p = 3 is its own dual", power=1)
claim.mutant("the mean slope is half a gradient's", steps=2)
claim.mutant("the angle's gradient is as short inside the disc", smallest=Rational(1, 2))
claim.does_not_say(
    "where the domain is not convex, pairs are no steeper than gradients",
    states=Implies(
        And(half > 3, delta > 0, delta <= 1, sine > 0, sine <= delta),
        (2 * half - 2 * delta) / (2 * sine) <= 1,
    ),
    instead="On an annulus with a slit they can be as steep as one likes, the gradients being at "
    "most 1; the constant for paths inside the domain is what gradients give.",
)
claim.does_not_say(
    "the normalised gradient is the steepest direction in every norm",
    states=Implies(And(a > 0, b >= a), (a * a + b * b) / b >= a + b),
    origin=Origin.CODE,
    instead="It is for p = 2, the released code's default; its option p changes the distance and "
    "not the direction. For p = infinity and g = (3, 4) it has the slope 6.25, the signs have 7.",
)


@claim.simulation(supports="and the signs of g reach it")
def dual_directions(*, exponent=1.0, cases=200):
    """Slope along sign(g)|g|^(q-1), and the steepest of 2000 random directions, against |g|_q."""
    rng, reached, exceeded = np.random.default_rng(44), 0.0, 0
    for p in (1.5, 2.0, 3.0, 8.0):
        q = p / (p - 1)
        gradients, steps = rng.normal(size=(cases, 3)), rng.normal(size=(2000, 3))
        norms = (abs(gradients) ** q).sum(axis=1) ** (1 / q)
        best = np.sign(gradients) * abs(gradients) ** (exponent * (q - 1))
        best /= (abs(best) ** p).sum(axis=1, keepdims=True) ** (1 / p)
        steps /= (abs(steps) ** p).sum(axis=1, keepdims=True) ** (1 / p)
        reached = max(reached, abs((best * gradients).sum(axis=1) / norms - 1).max())
        exceeded += int(((gradients @ steps.T).max(axis=1) > norms * (1 + 1e-12)).sum())
    shows = f"off by {reached:.1e} of |g|_q for p = 1.5, 2, 3 and 8; {exceeded} random slopes above"
    return Trial(bool(reached < 1e-12 and exceeded == 0), shows, cases=4 * cases)


claim.mutant("the steepest direction is sign(g)|g|^(2q-2)", exponent=2.0)
