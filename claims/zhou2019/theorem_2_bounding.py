"""Theorem 2, bounding: a sample that pulls on the optimal discriminator is tied to another one.

Call P_g phi'(f*) + P_r varphi'(f*) the pull at a point. Where it is positive f* rises from there
at the full rate k(f*) to another point, where it is negative f* falls at that rate. As phi' > 0 >
varphi' it is not zero at points that are generated or real but not both. For losses that are flat
somewhere this fails: the least-squares and the hinge discriminator ignore a generated sample that
is far enough, for all their Lipschitz penalty.
"""

import numpy as np
from sympy import And, Eq, Implies, Ne, Or, Rational

from ganproof.claims.gan.discriminator_losses import HINGE, LEAST_SQUARES, LISTED, both
from ganproof.claims.gan.lipschitz import optimum, random_optima
from ganproof.claims.gan.transport import measures
from ganproof.claims.zhou2019 import NOTES, PAPER
from ganproof.verify import Claim, Origin, Trial, Verdict, real, sizes

OTHERS = (1, 2)
f = {i: real(f"f{i}", latex=f"f_{i}") for i in (0, *OTHERS)}
w = {j: real(f"w{j}", latex=f"k d_{{0{j}}}", within=(-1, 5)) for j in OTHERS}
leaving = {j: real(f"out{j}", latex=rf"\pi_{{0{j}}}", within=(-2, 3)) for j in OTHERS}
entering = {j: real(f"in{j}", latex=rf"\pi_{{{j}0}}", within=(-2, 3)) for j in OTHERS}
p, q = real("p", latex="P_g", within=(-1, 2)), real("q", latex="P_r", within=(-1, 2))
on_fake = real("on_fake", latex=r"\phi'(f_0)", within=(-2, 3))
on_real = real("on_real", latex=r"\varphi'(f_0)", within=(-3, 2))

claim = Claim(
    PAPER.theorem("2", notes=NOTES),
    given={
        "phi rises": on_fake > 0,
        "varphi falls": on_real < 0,
        "multipliers are not negative": And(
            *(each >= 0 for each in (*leaving.values(), *entering.values()))
        ),
        "only tight pairs have multipliers": And(
            *(Eq(leaving[j] * (w[j] - f[j] + f[0]), 0) for j in OTHERS),
            *(Eq(entering[j] * (w[j] - f[0] + f[j]), 0) for j in OTHERS),
        ),
        "the value at the point is stationary": Eq(
            p * on_fake + q * on_real, sum(leaving.values()) - sum(entering.values())
        ),
    },
    expected=Verdict.PROVED_WITHIN,
)


@claim.states
def conclusions(*, pulled=Ne, only_fake=And(p > 0, Eq(q, 0)), only_real=And(Eq(p, 0), q > 0)):
    """``w`` is k times the distance from the point 0 to another one."""
    size, pull = "a point and two others", p * on_fake + q * on_real
    rises = Or(*(Eq(f[j] - f[0], w[j]) for j in OTHERS))
    falls = Or(*(Eq(f[0] - f[j], w[j]) for j in OTHERS))
    return {
        "a point with a pull is tied to another": sizes(
            size, Implies(pulled(pull, 0), Or(rises, falls))
        ),
        "from a generated point that is not real f rises at the rate k": sizes(
            size, Implies(only_fake, rises)
        ),
        "from a real point that is not generated f falls at the rate k": sizes(
            size, Implies(only_real, falls)
        ),
    }


claim.mutant("points without a pull are tied too", pulled=lambda pull, zero: Eq(pull, zero))
claim.mutant("phi may be flat", given={"phi rises": on_fake >= 0})
claim.mutant("a lone real point may have the weight 0", only_real=And(Eq(p, 0), q >= 0))

# P_g = (delta_0 + delta_100)/2, P_r = delta_1, lambda = 1: the values 0, -1, 1/2 and k = 1/2.
near, far, true, k, half = 0, -1, Rational(1, 2), Rational(1, 2), Rational(1, 2)
claim.ablation(
    "phi rises",
    model="Least squares, phi(t) = (t + 1)^2, generated at 0 and 100, real at 1",
    keeps=And(
        Eq(half * 2 * (near + 1) - 2 * (1 - true), 0, evaluate=False),
        Eq(2 * k, half * 2 * (near + 1) * 1, evaluate=False),
        Eq(true - near, k * 1, evaluate=False),
    ),
    violates=Eq(2 * (far + 1), 0, evaluate=False),
    breaks=Eq(99 * k - (true - far), 48, evaluate=False),
    happens="f is 0, -1 and 1/2, k is 1/2; between the far sample and the real one 48 of 49.5 are "
    "left unused.",
)


@claim.simulation(supports="from a generated point that is not real f rises at the rate k")
def lone_points_of_random_instances(*, losses=LISTED, cases=60):
    """Unused share of k times the distance, at the tightest partner of each point."""
    worst, untied, points = 0.0, 0, 0
    for loss in losses:
        for found in random_optima(both(loss), cases):
            _, fake, true = found.measures
            up, down = found.tightness(), found.tightness().T
            for lone, rate in ((true == 0, up), (fake == 0, down)):
                unused = 1 - rate[lone].max(axis=1)
                points += len(unused)
                untied += int((unused > 1e-6).sum())
                worst = max(worst, *unused) if len(unused) else worst
    shows = f"{untied} of {points} points untied, up to {worst:.1%} unused"
    return Trial(untied == 0, shows, cases=cases * len(losses))


claim.mutant("so it is for the least-squares loss", losses=(LEAST_SQUARES,))
claim.mutant(
    "so it is for the hinge loss",
    losses=(HINGE,),
    origin=Origin.FOLKLORE,
    instead="The hinge loss is flat below -1: the Lipschitz penalty leaves a generated sample that "
    "is far enough there without a tie to real ones.",
)


claim.does_not_say(
    "from every generated point f rises at the rate k",
    only_fake=p > 0,
    instead="Where a generated point is real too, its pull may be zero or negative; f need not "
    "rise from there.",
)


@claim.figure(
    "A far generated sample",
    caption="Generated at 0 and 100 (circles), real at 1 (square), lambda = 1. The exponential "
    "loss ties the far sample to the real one at the rate k; least squares (48 of 49.5 left "
    "unused) and hinge do not. Lines: the lowest and the highest extension.",
)
def far_sample():
    x = np.linspace(-10, 110, 241)
    data = {"x": x}
    for name, loss in (("exponential", LISTED[1]), ("squares", LEAST_SQUARES), ("hinge", HINGE)):
        found = optimum(*measures([0, 100], [1]), both(loss), 1.0)
        if (found.tightness()[1, 2] > 1 - 1e-9) != loss.increasing:
            raise ValueError(f"{name}: the far sample is not as the caption says")
        data[name] = found.values
        data[f"{name} low"], data[f"{name} high"] = found.lower(x[:, None]), found.upper(x[:, None])
    return data


def draw(axes, data):
    for color, name in zip(("C0", "C1", "C2"), ("exponential", "squares", "hinge")):
        axes.plot(data["x"], data[f"{name} low"], color=color, label=name)
        axes.plot(data["x"], data[f"{name} high"], color=color, linewidth=0.6)
        axes.plot([0, 100], data[name][:2], "o", color=color, fillstyle="none")
        axes.plot([1], data[name][2:], "s", color=color, fillstyle="none")
    axes.set(xlabel="x", ylabel="f*(x)")
    axes.legend()
