"""Extragradient needs half as many evaluations again as extrapolation from the past, or more.

The game of the penalised critic with frozen features. An iteration of extragradient evaluates the
operator twice, one of extrapolation from the past once. What is compared is the number of
evaluations in which |phi| falls by a factor e, by the slope of its logarithm over the last half of
4,000 iterations. At this step both contract alike in an iteration, so that about 2 is expected; the
rule asks for 3/2. It was written after a run with eight other seeds, in which the measured rates
per iteration were the predicted ones, and of forward-backward alike within a quarter: this is no
claim that more than one evaluation in an iteration is useless for larger steps.
"""

from ganproof.claims.gan.measured import measurement
from ganproof.claims.giagtzoglou2026 import NOTES, PAPER, extragradient, frozen_features
from ganproof.verify import HERE, Claim, Origin, Rule, Verdict

claim = Claim(
    PAPER.finding("Evaluations of methods", notes=NOTES, attribution="own"),
    uses=[extragradient.claim],
    expected=Verdict.OBSERVED,
    origin=Origin.BEYOND,
)

SEEDS = range(401, 411)
RULE = Rule(
    metric="evaluations of the operator in which |phi| falls by a factor e",
    arms=("extragradient", "extrapolation from the past"),
    effect="ratio",
    at_least=1.5,
    seeds=len(SEEDS),
)


@claim.experiment(
    {"extragradient needs more evaluations": RULE},
    title="|phi| by evaluations",
    caption="Extragradient comes as far in twice as many evaluations.",
)
def evaluations(
    *,
    place=HERE,
    methods=("extragradient", "past"),
    costs=(2, 1),
    seeds=SEEDS,
    apart=0,
    steps=4000,
):
    moved = [seed + apart for seed in seeds]
    values, curves = [], {}
    pairs = zip(methods, costs, (list(seeds), moved), ("first", "second"), strict=True)
    for method, cost, each, name in pairs:
        done = frozen_features.run(place, method, *frozen_features.GRADIENT, each, steps)
        values.append(cost / frozen_features.measured(done, method, *frozen_features.GRADIENT))
        curves[name] = done.records["size"].numpy()
        curves[f"{name} evaluations"] = cost * done.recorded
    named = {"extragradient needs more evaluations": dict(zip(RULE.arms, values))}
    return measurement(place, named, seeds, networks=2 * len(seeds), steps=steps, data=curves)


def draw(axes, data):
    for name, label, colour in zip(("first", "second"), RULE.arms, ("C0", "C2")):
        at = data[f"{name} evaluations"]
        lines = axes.plot(at, data[name], color=colour, alpha=0.6, linewidth=0.8)
        lines[0].set_label(label)
    axes.set_yscale("log")
    axes.set(xlabel="evaluations", ylabel="|phi|", ylim=(1e-13, 10))
    axes.legend()


claim.mutant("it needs more iterations as well", costs=(1, 1), origin=Origin.FOLKLORE)
claim.mutant("forward-backward needs so many too", methods=("simultaneous", "past"), costs=(1, 1))
claim.mutant(
    "extrapolation from the past against itself, other seeds",
    methods=("past", "past"),
    costs=(1, 1),
    apart=100,
    placebo=True,
)
