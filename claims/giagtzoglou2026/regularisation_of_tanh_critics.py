"""Regularisation helps: of a fully trained tanh critic that is not seen, and the opposite is.

D has eight neurons, all parameters trained, with the linear loss; the generator shifts its latents
(z, 0) by theta in the plane, and the data are the same 64 points unshifted. Extragradient with step
0.3 runs for 1,500 iterations in float64, from theta = (1/2, 1/2). The claim would be that log10
|theta| at the end (not counted below 1e-16) is smaller with a penalty of weight 0.3 than without:
with E |grad_x D|^2 / 2 on the data, or with half the square of all parameters of the critic.

It is larger. The theory of the penalised game speaks of critics with frozen features near the
equilibrium with D = 0; here the features move, the unpenalised game reaches round-off, and both
penalties slow it down. Why it converges is not tested. The rule was written after runs with eight
other seeds: |theta| was below 1e-15 without a penalty, 5e-5 to 5e-4 with the gradient penalty, and
0.03 to 0.1 with Tikhonov's. Alternating steps gave the same picture, simultaneous ones too, but for
one seed of eight that ran away without a penalty.
"""

import numpy as np

from ganproof.claims.gan.measured import measurement
from ganproof.claims.giagtzoglou2026 import NOTES, PAPER, gauss_newton_gramian, tanh_critics
from ganproof.verify import HERE, Claim, Origin, Rule, Verdict

claim = Claim(
    PAPER.finding("Trained features, regularisation", notes=NOTES, attribution="own"),
    uses=[gauss_newton_gramian.claim],
    expected=Verdict.NOT_OBSERVED,
    origin=Origin.BEYOND,
)
SEEDS = range(801, 811)
WEIGHT = 0.3
PENALTIES = {"a gradient penalty": "r1", "Tikhonov's penalty": "tikhonov"}
NEARER = {
    f"{name} brings the generator nearer": Rule(
        metric="log10 of |theta| after 1,500 iterations, of 1e-16 where it is smaller",
        arms=("with the penalty", "without"),
        effect="difference",
        at_most=0,
        seeds=len(SEEDS),
    )
    for name in PENALTIES
}


@claim.experiment(
    NEARER,
    title="Distance of the generator",
    caption="Without a penalty it falls fastest, down to round-off.",
)
def distances(
    *,
    place=HERE,
    weight=WEIGHT,
    step=tanh_critics.STEP,
    method="extragradient",
    penalised=None,
    apart=0,
    seeds=SEEDS,
    steps=1500,
):
    def run(penalty, weight, seeds):
        done = tanh_critics.run(place, method, penalty, weight, list(seeds), steps, step)
        return done.recorded, done.records["distance"].numpy()

    recorded, plain = run("", 0.0, seeds)
    values, curves = {}, {"steps": recorded, "none": plain}
    for (name, penalty), (conclusion, rule) in zip(PENALTIES.items(), NEARER.items()):
        moved = [seed + apart for seed in seeds]
        curves[name] = run(*(penalised or (penalty, weight)), moved)[1]
        ends = [np.log10(np.maximum(each[-1], 1e-16)) for each in (curves[name], plain)]
        values[conclusion] = dict(zip(rule.arms, ends))
    return measurement(place, values, seeds, networks=3 * len(seeds), steps=steps, data=curves)


def draw(axes, data):
    for (name, label), colour in zip(
        (("none", "no penalty"), *((name, name) for name in PENALTIES)), ("C1", "C0", "C2")
    ):
        lines = axes.plot(data["steps"], data[name], color=colour, alpha=0.6, linewidth=0.8)
        lines[0].set_label(label)
    axes.set_yscale("log")
    axes.set(xlabel="iteration", ylabel="|theta|", ylim=(1e-17, 10))
    axes.legend()


claim.mutant("it helps if the players move in turn", method="alternating")
claim.mutant("a tenth of the weight helps", weight=WEIGHT / 10)
claim.mutant("it helps at a third of the step", step=tanh_critics.STEP / 3)
claim.mutant("none against none, other seeds", penalised=("", 0.0), apart=1000, placebo=True)
