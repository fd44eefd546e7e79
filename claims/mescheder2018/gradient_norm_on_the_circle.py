"""Figure 9, gradient norm: R1 and R2 leave a discriminator that is flat on the data.

Data uniform on the unit circle, a latent of 16 normal variables, two perceptrons of 3 x 32 leaky
neurons, the non-saturating loss, RMSProp at 0.001, one discriminator step for one of the generator,
batches of 256, 3,000 steps. What is compared is the mean of the input gradient's norm on the data,
averaged over the last fifth of the training. The penalty's weight is 10, with the 1/2 of
equations (9) and (10). At full size there are 50,000 steps.

Leaky neurons, RMSProp and mini-batches are outside Theorem 4.1: this is no test of it. The rule was
written after an exploratory run with four other seeds, whose ratios were a thousand and more.
"""

from ganproof.claims.gan.measured import measurement
from ganproof.claims.mescheder2018 import NOTES, PAPER, circle, equations_9_10
from ganproof.verify import HERE, Claim, Origin, Rule, Verdict

claim = Claim(
    PAPER.finding("Figure 9, gradient norm", notes=NOTES),
    uses=[equations_9_10.claim],
    expected=Verdict.OBSERVED,
)

SEEDS = range(101, 111)
RULES = {
    f"{penalty} makes it flat on the data": Rule(
        metric="mean norm of the discriminator's input gradient on the data",
        arms=("without a penalty", f"with {penalty}"),
        effect="ratio",
        at_least=100,
        seeds=len(SEEDS),
        level=0.01,
    )
    for penalty in ("R1", "R2")
}


@claim.experiment(
    RULES,
    title="Slope of the discriminator on the data",
    caption="Without a penalty it grows and wanders; R1 and R2 bring it near zero for every seed.",
    full={"steps": 50_000},
)
def gradient_norms(
    *, place=HERE, first=("r1", 10.0), second=("r2", 10.0), seeds=SEEDS, apart=0, steps=3000
):
    from ganproof.claims.gan.networks.observations import slope_on_data

    def slopes(penalty, weight, seeds):
        options = {"every": steps // 20, "observe": slope_on_data}
        return circle.train(place, penalty, weight, seeds, steps, **options)

    run = slopes("", 0, list(seeds))
    moved = [seed + apart for seed in seeds]
    runs = [run, *(slopes(*penalty, moved) for penalty in (first, second))]
    none, *flattened = (each.records["slope"].numpy() for each in runs)

    def late(curves):
        return curves[-len(curves) // 5 :].mean(axis=0)

    values = {
        name: dict(zip(rule.arms, (late(none), late(curves))))
        for (name, rule), curves in zip(RULES.items(), flattened)
    }
    curves = {"steps": run.recorded, "none": none, "first": flattened[0], "second": flattened[1]}
    return measurement(place, values, seeds, networks=3 * len(seeds), steps=steps, data=curves)


def draw(axes, data):
    for name, label, colour in (
        ("none", "no penalty", "C1"),
        ("first", "R1", "C0"),
        ("second", "R2", "C2"),
    ):
        lines = axes.plot(data["steps"], data[name], color=colour, alpha=0.6, linewidth=0.8)
        lines[0].set_label(label)
    axes.set_yscale("log")
    axes.set_xlabel("training step")
    axes.set_ylabel("mean |grad D| on the data")
    axes.legend()


claim.mutant(
    "a penalty centred at 1 makes it flat too",
    first=("wgan_gp", 10.0),
    origin=Origin.FOLKLORE,
    instead="WGAN-GP holds the slope near 1.",
)
claim.mutant("instance noise makes it flat too", second=("instance_noise", 0.1))
claim.mutant(
    "any penalty's weight will do",
    first=("r1", 1e-3),
    instead="Of a weight of 0.001 nothing is seen at this size.",
)
claim.mutant(
    "no penalty against none, other seeds",
    first=("", 0.0),
    second=("", 0.0),
    apart=100,
    placebo=True,
)
