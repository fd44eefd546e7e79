"""Two point masses: for generator steps above 4 lambda/phi'(0) the equilibrium repels.

One real and one generated sample, the discriminator optimal in every round: the signed distance d
moves to d - eta k(d). For varphi(t) = phi(-t) the constant k has the slope s/(2 lambda) at 0,
s = phi'(0), and stays below s |d|/(2 lambda): distances shrink in every round, from any start, if
eta < 4 lambda/s, and the equilibrium repels if eta > 4 lambda/s. For exp(t) there is then a cycle
between +-d with d^2 = eta log(eta/(4 lambda)). With the constraint k <= 1 and no penalty, steps
have length eta: the sample ends on a cycle of two points, both less than eta from the real one,
unless it hits that exactly.
"""

import numpy as np
from sympy import Abs, And, Eq, Equivalent, Implies, Matrix, Ne, sign

from ganproof.claims.gan.discriminator_losses import EXPONENTIAL, LISTED
from ganproof.claims.gan.games import taylor
from ganproof.claims.gan.point_masses import lipschitz_constants
from ganproof.claims.zhou2019 import PAPER, two_point_masses
from ganproof.verify import Claim, Origin, Trial, real, schur, unstable

eta = real("eta", latex=r"\eta", within=(-1, 6))
s = real("s", latex=r"\phi'(0)", within=(-1, 3))
b = real("b", latex=r"\phi''(0)", within=(-1, 3))
lam = real("lam", latex=r"\lambda", within=(-1, 3))
rise = real("rise", latex="k'(0)", within=(-1, 3))
d, k = real("d", within=(-3, 3)), real("k", within=(-3, 3))
E = real("E", latex="e^{t}", within=(-1, 6))

claim = Claim(
    PAPER.proposition("Generator steps", after="2", attribution="own"),
    given={
        "the penalty is on": lam > 0,
        "phi has a slope": s > 0,
        "the step is positive": eta > 0,
    },
    uses=[two_point_masses.claim],
    origin=Origin.BEYOND,
)

CYCLE = "exp(t): d and -d are a cycle exactly if e^t = eta/(4 lambda)"


def tangent(slope):
    """Derivative of 2 lambda k - d phi'(-k d/2), which is 0 on the optima, along k = slope d."""
    relation = 2 * lam * k - d * taylor(s, b)(k).diff(k).subs(k, -k * d / 2)
    return (relation.diff(d) + slope * relation.diff(k)).subs({d: 0, k: 0})


@claim.states
def conclusions(*, bound=4 * lam / s, steep=2 * lam, cycle=4 * lam, amplitude=eta):
    """The discriminator is -+t with t = |k d|/2, so that d^2 = eta t on the cycle."""
    update = Matrix([[1 - eta * s / (2 * lam)]])
    pulled = And(d * k > 0, steep * Abs(k) <= s * Abs(d))
    once = d - eta * sign(d)
    return {
        "k has the slope s/(2 lambda) at 0": Equivalent(Eq(tangent(rise), 0), Eq(rise, s / steep)),
        "near the equilibrium: converges for eta < 4 lambda/s": Implies(eta < bound, schur(update)),
        "near the equilibrium: repels for eta > 4 lambda/s": Implies(eta > bound, unstable(update)),
        "from any start: the distance shrinks for eta < 4 lambda/s": Implies(
            And(pulled, eta < bound), Abs(d - eta * k) < Abs(d)
        ),
        CYCLE: Implies(
            And(E > 0, Ne(d, 0), Eq(2 * lam * k * E, d)),
            Equivalent(Eq(eta * k, 2 * d), Eq(eta, cycle * E)),
        ),
        "k <= 1: far from the equilibrium a step brings the sample nearer by eta": Implies(
            Abs(d) >= eta, Eq(Abs(once), Abs(d) - eta)
        ),
        "k <= 1: near the equilibrium two rounds lead back": Implies(
            And(Abs(d) < amplitude, Ne(d, 0)), Eq(once - eta * sign(once), d)
        ),
    }


claim.mutant("steps up to 8 lambda/s converge", bound=8 * lam / s)
claim.mutant("steps beyond 2 lambda/s repel", bound=2 * lam / s)
claim.mutant("k has the slope s/lambda at 0", steep=lam)
claim.mutant("the cycle has e^t = eta/(2 lambda)", cycle=2 * lam)
claim.mutant("k <= 1: two rounds lead back from 2 eta too", amplitude=2 * eta)


def run(loss, step, penalty, rounds=600, start=1.0):
    """Signed distances of the last two rounds; ``loss`` is None for k = 1; steps may be arrays."""
    d = start + 0 * np.asarray(step, dtype=float)
    for _ in range(rounds):
        before = d
        k = np.sign(d) if loss is None else lipschitz_constants(loss, d, penalty)
        d = d - step * k
    return before, d


@claim.simulation(supports=CYCLE)
def exponential_loss(*, ratios=(0.125, 0.75, 0.975, 1.125, 2.5), power=1):
    """Distances after 600 rounds from 1, for eta/(4 lambda), lambda = 1/10 and lambda = 1."""
    ratios, off, shown = np.array(ratios), 0.0, []
    for penalty in (0.1, 1.0):
        steps = 4 * penalty * ratios
        before, after = np.abs(run(EXPONENTIAL, steps, penalty))
        cycle = np.sqrt(np.maximum(0, steps**power * np.log(ratios)))
        off = max(off, np.abs(before - cycle).max(), np.abs(after - cycle).max())
        shown.append(", ".join(f"{each:.2g}" for each in after) + f" for lambda = {penalty}")
    shows = f"eta/(4 lambda) = {', '.join(map(str, ratios))}: |d| = {'; '.join(shown)}"
    return Trial(bool(off < 1e-9), shows, cases=2 * len(ratios))


claim.mutant("the cycle has d^2 = log(eta/(4 lambda))", power=0)


def comes_to_rest():
    """The exponential loss, eta = 5 lambda, lambda = 1."""
    before, after = run(EXPONENTIAL, 5.0, 1.0)
    shows = f"after 600 rounds d goes from {before:.4f} to {after:.4f} and back"
    return Trial(bool(abs(after) < 1e-3), shows, values={"eta": 5, "lambda": 1})


claim.does_not_say(
    "with a Lipschitz penalty the generator does not oscillate around the equilibrium",
    trial=comes_to_rest,
    origin=Origin.FOLKLORE,
    instead="It comes to rest for steps below 4 lambda/phi'(0); above, it oscillates. Without a "
    "penalty, under the constraint k <= 1, it oscillates for almost every start and step.",
)


@claim.figure(
    "Oscillation after 600 rounds",
    caption="Distance of the generated from the real sample, lambda = 1/10, against the step "
    "divided by 4 lambda/phi'(0). Below 1 the penalised losses come to rest; above, exp(t) follows "
    "sqrt(eta log(eta/(4 lambda))). Under k <= 1, with the steps of exp(t), the cycle depends on "
    "the start, here 1, and stays below the step.",
    illustrates=CYCLE,
)
def oscillation():
    ratios = np.linspace(0.1, 2, 39)
    data = {"ratio": ratios}
    for loss in LISTED[1:]:
        step = 0.4 * ratios / loss.slope(0.0)
        data[loss.name] = np.abs(run(loss, step, 0.1)).max(axis=0)
    return data | {"k <= 1": np.abs(run(None, 0.4 * ratios, 0.0)).max(axis=0)}


def draw(axes, data):
    for name in data:
        if name != "ratio":
            axes.plot(data["ratio"], data[name], label=name)
    axes.axvline(1, linewidth=0.6)
    axes.set(xlabel="step / (4 lambda/phi'(0))", ylabel="|d| after 600 rounds")
    axes.legend()
