"""The optimum's Lipschitz constant is at most s W1/(2 lambda), and for most losses sqrt(M/lambda).

An optimal f is also optimal among its multiples a + c (f - a). Stationary at c = 1, it has
2 lambda k^2 = E_g[-(f - a) phi'(f)] + E_r[-(f - a) varphi'(f)]. A coupled pair contributes at most
s k d to it, s = phi'(a), which gives the first bound; equality holds for phi(t) = t. With varphi(t)
= phi(-t) it contributes at most 2M, M the maximum of t phi'(-t): the second bound holds whatever
the distributions, and two point masses reach it. M is 1/e for exp(t), w for log(1 + exp(t)) where
w exp(w) = 1/e, and g^(-5/2) for t + sqrt(t^2 + 1), g the golden ratio; phi(t) = t has none.
"""

import numpy as np
from sympy import And, Implies, Rational, Symbol, factor, simplify, sqrt

from ganproof.claims.gan.discriminator_losses import (
    EXPONENTIAL,
    LINEAR,
    LISTED,
    LOGISTIC,
    ROOT,
    both,
    t,
)
from ganproof.claims.gan.lipschitz import random_optima
from ganproof.claims.gan.loss_calculus import by_exponential, by_root
from ganproof.claims.gan.transport import wassersteins
from ganproof.claims.zhou2019 import PAPER, theorem_1_existence
from ganproof.verify import Claim, Origin, Trial, real

u, v = real("u", latex="f(x)-a"), real("v", latex="f(y)-a")
up, down = real("up", latex=r"\phi'(f(x))"), real("down", latex=r"\varphi'(f(y))")
s = real("s", latex=r"\phi'(a)", within=(-1, 3))
k, d = real("k", within=(-1, 3)), real("d", within=(-1, 3))
M, lam = real("M", within=(-1, 3)), real("lam", latex=r"\lambda", within=(-1, 3))
x, E = real("x", latex="t"), real("E", latex="e^{t}", within=(-1, 6))
top, w = real("top", latex="e^{t-1}", within=(-1, 4)), real("w", within=(-1, 2))
q = real("q", latex=r"e^{2\operatorname{arsinh} t}", within=(0, 6))
g_5 = (11 + 5 * sqrt(5)) / 2
"""Fifth power of the golden ratio."""

claim = Claim(
    PAPER.proposition("Bounds on the Lipschitz constant", after="1", attribution="own"),
    given={
        "f has the Lipschitz constant k": v - u <= k * d,
        "phi rises": s > 0,
        "phi is convex": u * (up - s) >= 0,
        "varphi is convex and balances phi at a": v * (down + s) >= 0,
    },
    uses=[theorem_1_existence.claim],
    origin=Origin.BEYOND,
)


def product(loss, read, at, variable):
    """The product t phi'(-t) for t = ``at``, where ``variable`` is e^-t or e^-arsinh t."""
    return at * read(loss.formula.diff(t), variable)


def squared_product_of_the_root():
    """The same for the root loss, squared, in q = e^(2 arsinh t)."""
    positive = Symbol("positive", positive=True)
    u = sqrt(positive)
    value = product(ROOT, by_root, (u - 1 / u) / 2, 1 / u)
    return factor(simplify(value**2)).subs(positive, q)


@claim.states
def conclusions(*, first=s * k * d, share=1, exponential=1, logistic=w, root=g_5):
    """Tangents of the exponential: e^(t-1) >= t, and e^t >= (t - w)/w where e^(w+1) = 1/w."""
    mass = product(EXPONENTIAL, by_exponential, x, 1 / top)
    tangent = And(w > 0, E > 0, w * E >= x - w)
    square = squared_product_of_the_root()
    return {
        "a pair contributes at most s k d": -u * up - v * down <= first,
        "lambda k^2 is at most M if each sample contributes at most M": Implies(
            And(-u * up <= M, -v * down <= M, 2 * lam * k**2 <= -u * up - v * down),
            lam * k**2 <= share * M,
        ),
        "exp(t): e t phi'(-t) <= 1": Implies(And(top > 0, top >= x), mass <= exponential),
        "log(1 + exp(t)): t phi'(-t) <= w": Implies(
            tangent, product(LOGISTIC, by_exponential, x, 1 / E) <= logistic
        ),
        "t + sqrt(t^2 + 1): g^5 (t phi'(-t))^2 <= 1": Implies(q >= 1, root * square <= 1),
    }


claim.mutant("half of s k d is enough", first=s * k * d / 2)
claim.mutant("lambda k^2 is at most M/2", share=Rational(1, 2))
claim.mutant("exp(t): half of that", exponential=Rational(1, 2))
claim.mutant("log(1 + exp(t)): half of that", logistic=w / 2)
claim.mutant("t + sqrt(t^2 + 1): g^5 + 1 for g^5", root=g_5 + 1)
claim.mutant("phi falls", given={"phi rises": s < 0})

claim.does_not_say(
    "the linear loss has a bound that holds whatever the distributions",
    states=product(LINEAR, lambda slope, _: slope, x, x) <= M,
    instead="For phi(t) = t the constant is W1/(2 lambda), which grows with the distance.",
)


def maxima():
    """1/e, w and g^(-5/2), for the listed losses but the linear one."""
    w = 0.3
    for _ in range(60):
        w = np.exp(-1 - w)
    return np.array([np.exp(-1), w, ((1 + np.sqrt(5)) / 2) ** -2.5])


@claim.simulation(supports="lambda k^2 is at most M if each sample contributes at most M")
def maxima_on_a_grid(*, factor=1.0):
    """Of t phi'(-t) for t in [0, 8], against 1/e, w and g^(-5/2)."""
    points = np.linspace(0, 8, 80_001)
    expected = factor * maxima()
    found = np.array([(points * loss.slope(-points)).max() for loss in LISTED[1:]])
    shows = ", ".join(
        f"{M:.6f} for {loss.name}, so k <= {np.sqrt(M):.4f}/sqrt(lambda)"
        for M, loss in zip(found, LISTED[1:])
    )
    close = bool(np.all(expected - found >= -1e-12) and np.all(expected - found < 1e-8))
    return Trial(close, shows, cases=3)


claim.mutant("the maxima are half as large", factor=0.5)


@claim.simulation(supports="a pair contributes at most s k d")
def optima_between_random_measures(*, near=1.0, far=1.0):
    """Constants over both bounds, each for the losses that have it; the first is exact for t."""
    ratios, scaled = {}, []
    for loss, M in zip(LISTED, (np.inf, *maxima())):
        found = random_optima(both(loss), 60)
        lengths, _ = wassersteins([(o.distances, *o.measures[1:]) for o in found])
        penalties = np.array([o.penalty for o in found])
        constants = np.array([o.constant for o in found])
        bounds = near * loss.slope(0.0) * lengths / (2 * penalties)
        ratios[loss] = constants[lengths > 1e-9] / bounds[lengths > 1e-9]
        scaled.append((constants * np.sqrt(penalties / (far * M))).max())
    top, gap = max(map(max, ratios.values())), abs(ratios[LINEAR] - 1).max()
    shows = ", ".join(f"{each:.3f} for {loss.name}" for loss, each in zip(LISTED[1:], scaled[1:]))
    return Trial(
        bool(top <= 1 + 1e-7 and gap <= 1e-7 and max(scaled) <= 1),
        f"{top:.7f} of the first bound at most, of sqrt(M/lambda) {shows}",
        cases=sum(map(len, ratios.values())),
    )


claim.mutant("optima keep half the first bound", near=0.5)
claim.mutant("optima keep sqrt(M/(2 lambda))", far=0.5)
