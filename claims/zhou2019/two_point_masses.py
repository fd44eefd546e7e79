"""Two point masses: the optimal discriminator in closed form, and where its gradient fades.

One generated and one real sample at distance d, varphi(t) = phi(-t): f is -t on the one and t on
the other, with phi'(-t) = 4 lambda t/d^2 and k = 2t/d. For phi(t) = t that is k = d/(2 lambda); for
exp(t), k = 2 W(d^2/(4 lambda))/d with Lambert's W. The minimum J falls with the distance at the
rate 2 lambda k^2/d. For exp(t) the gradient is largest at d = 2 sqrt(e lambda), where it reaches
the bound 1/sqrt(e lambda), and fades slowly beyond; under the constraint k <= 1 it does not.
"""

import numpy as np
from sympy import And, Eq, Equivalent, Implies, Ne, Rational

from ganproof.claims.gan.discriminator_losses import EXPONENTIAL, LISTED
from ganproof.claims.gan.point_masses import lipschitz_constants
from ganproof.claims.zhou2019 import PAPER, bounds_on_the_constant
from ganproof.claims.zhou2019.bounds_on_the_constant import maxima
from ganproof.verify import Claim, Origin, Trial, real

t, lam = real("t", within=(-1, 3)), real("lam", latex=r"\lambda", within=(-1, 3))
p, c = real("p", latex=r"\phi'(-t)", within=(-1, 3)), real("c", latex=r"\phi''(-t)", within=(-1, 3))
E, top = real("E", latex="e^{t}", within=(-1, 6)), real("top", latex="e^{t-1}", within=(-1, 4))
f0, f1 = real("f0", latex="f_0"), real("f1", latex="f_1")
phi_0, phi_1 = real("phi_0", latex=r"\phi(f_0)"), real("phi_1", latex=r"\phi(-f_1)")
least = real("least", latex=r"\phi(-t)")
k, K, d = (real(name, within=(-1, 4)) for name in "kKd")

claim = Claim(
    PAPER.proposition("Two point masses", after="1", attribution="own"),
    given={"the penalty is on": lam > 0, "phi rises": p > 0},
    uses=[bounds_on_the_constant.claim],
    origin=Origin.BEYOND,
)


def growth(expression):
    """Derivative in t, by the chain rule."""
    return expression.diff(t) - p * expression.diff(least) - c * expression.diff(p)


@claim.states
def conclusions(*, weight=4, slope=2, fade=1, where=1, rate=1):
    squared_distance = weight * lam * t / p
    squared_constant = 4 * t**2 / squared_distance
    minimum = 2 * least + lam * squared_constant
    tangents = And(phi_0 >= least + p * (f0 + t), phi_1 >= least + p * (t - f1))
    stationary = And(Eq(p * d, slope * lam * K), Eq(2 * t, K * d))
    J = (minimum * squared_distance).subs({least: 1 / E, p: 1 / E})
    falls = -rate * lam * squared_constant * growth(squared_distance)
    near = lam * squared_constant.subs(p, 1 / top)
    return {
        "any convex phi: no discriminator does better": Implies(
            And(tangents, stationary, f1 - f0 <= k * d),
            phi_0 + phi_1 + lam * k**2 >= 2 * least + lam * K**2,
        ),
        "any smooth phi: the minimum falls at the rate 2 lambda k^2/d": Implies(
            Ne(t, 0), Eq(growth(minimum) * squared_distance, falls)
        ),
        "t: k = d/(2 lambda)": Implies(And(stationary, Eq(p, 1)), Eq(2 * lam * K, d)),
        "exp(t): the minimum is 4 lambda (2t + t^2)/d^2": Implies(
            And(E > 0, Ne(t, 0)), Eq(J, 4 * lam * (2 * t + t**2))
        ),
        "exp(t): e lambda k^2 <= 1, with equality exactly at t = 1": Implies(
            And(top > 0, top >= t, Equivalent(Eq(top, t), Eq(t, 1)), Ne(t, 0)),
            And(near <= fade, Equivalent(Eq(near, fade), Eq(t, where))),
        ),
        "exp(t): beyond t = 1 the gradient fades": Implies(
            And(Eq(c, p), t > where), growth(squared_constant) < 0
        ),
    }


claim.mutant("phi'(-t) = 2 lambda t/d^2", slope=1)
claim.mutant("the minimum falls at the rate lambda k^2/d", rate=Rational(1, 2))
claim.mutant("d^2 = 2 lambda t e^t", weight=2)
claim.mutant("the gradient is largest at t = 1/2", where=Rational(1, 2))
claim.mutant("e lambda k^2 stays below 1/2", fade=Rational(1, 2))
claim.mutant("a flat phi will do", given={"phi rises": p >= 0})


@claim.simulation(supports="any convex phi: no discriminator does better")
def minimiser_and_lambert(*, lambert=2.0):
    """exp(t): k where Newton's method on both values of f ends, against 2 W(d^2/(4 lambda))/d."""
    from scipy.special import lambertw

    off, cases = 0.0, ((0.5, 0.1), (3.0, 0.1), (3.0, 2.0), (20.0, 1.0))
    for d, penalty in cases:
        values, stiff = np.zeros(2), 2 * penalty / d**2
        for _ in range(60):
            slopes = np.exp(values * [1, -1])
            pull = stiff * (values[1] - values[0])
            H = np.diag(slopes + stiff) - stiff * np.eye(2)[::-1]
            values = values - np.linalg.solve(H, (slopes - pull) * [1, -1])
        k = (values[1] - values[0]) / d
        off = max(off, abs(k - lambert * lambertw(d**2 / (4 * penalty)).real / d))
    return Trial(bool(off < 1e-9), f"at most {off:.1e} between the two", cases=len(cases))


claim.mutant("k = W(d^2/(4 lambda))/d", lambert=1.0)


@claim.simulation(supports="exp(t): e lambda k^2 <= 1, with equality exactly at t = 1")
def largest_gradients(*, scale=1.0):
    """Over distances up to 20, lambda = 1, against the bounds sqrt(M) of each loss."""
    distances = np.linspace(0.01, 20, 20_000)
    curves = np.array([lipschitz_constants(loss, distances) for loss in LISTED[1:]])
    largest, at = curves.max(axis=1), distances[curves.argmax(axis=1)]
    shows = "; ".join(
        f"{loss.name}: {k:.4f} at d = {d:.2f}" for loss, k, d in zip(LISTED[1:], largest, at)
    )
    short = scale * np.sqrt(maxima()) - largest
    close = (short >= -1e-12).all() and (short < 1e-7).all()
    holds = bool(close and abs(at[0] - 2 * np.sqrt(np.e)) < 0.01)
    return Trial(holds, shows, cases=60_000)


claim.mutant("the largest gradients are half the bounds", scale=0.5)


def lasts(*, distances=(4, 10, 100, 1000)):
    """For exp(t) and lambda = 1, near its maximum and far away."""
    found = lipschitz_constants(EXPONENTIAL, distances)
    shows = ", ".join(f"{k:.4f} at d = {d}" for k, d in zip(found, distances))
    return Trial(bool(found[-1] > found[0] / 2), f"k = {shows}")


claim.does_not_say(
    "with a Lipschitz penalty the gradient does not vanish far away",
    trial=lasts,
    origin=Origin.FOLKLORE,
    instead="It points to the data, but for exp(t) its length falls like 4 log(d)/d.",
)


@claim.figure(
    "Gradient on the generated sample",
    caption="Against its distance from the real one, lambda = 1. For t it grows as d/2; for the "
    "other losses it rises to 0.6065, 0.5277 and 0.5480 and fades. Under k <= 1 it is 1.",
)
def gradients():
    distances = np.linspace(0, 14, 141)
    curves = {loss.name: lipschitz_constants(loss, distances) for loss in LISTED}
    return {"distance": distances, "WGAN, k <= 1": np.ones_like(distances)} | curves


def draw(axes, data):
    for name in data:
        if name != "distance":
            axes.plot(data["distance"], data[name], label=name)
    axes.set(xlabel="distance d", ylabel="length of the gradient, k", ylim=(0, 1.3))
    axes.legend()
