"""Figure 9, the map of slopes: R1 and R2 flatten the discriminator around the data as well.

The GANs of the experiment on the data itself: uniform on the unit circle, two perceptrons of 3 x 32
leaky neurons, the non-saturating loss, RMSProp at 0.001, 3,000 steps, penalties of weight 10. The
slope is looked at on 1,024 points, the same for all, whose distance to the circle is up to 1/4, and
averaged over the last fifth of the training. Without a penalty and with that of WGAN-GP the paper
sees energy solutions, which are steep there; with R1 and R2 flat ones. Those without a penalty are
steep on the data too: no energy solutions in the strict sense of a gradient that vanishes there.

Six other seeds, before the rules were written, had slopes of 9 to 21 without a penalty, 1.0 to 1.3
with WGAN-GP's, and 0.002 to 0.0035 with R1 or R2. At radius 2 to 3 the last two were hardly steeper
than that: that a discriminator is flat around the data only is not said.
"""

import numpy as np

from ganproof.claims.gan.measured import measurement
from ganproof.claims.mescheder2018 import (
    NOTES,
    PAPER,
    circle,
    energy_solutions,
    gradient_norm_on_the_circle,
)
from ganproof.verify import HERE, Claim, Origin, Rule, Verdict

claim = Claim(
    PAPER.finding("Figure 9, map of slopes", notes=NOTES),
    uses=[gradient_norm_on_the_circle.claim, energy_solutions.claim],
    expected=Verdict.OBSERVED,
)
SEEDS = range(161, 171)
NEAR = 0.75, 1.25
PAIRS = {
    "R1 flattens what lies around the circle": ("no penalty", "R1", 500),
    "R2 flattens it": ("no penalty", "R2", 500),
    "WGAN-GP leaves it much steeper than R1": ("WGAN-GP", "R1", 100),
}
RULES = {
    name: Rule(
        metric="mean norm of the discriminator's input gradient up to 1/4 from the circle",
        arms=(steep, flat),
        effect="ratio",
        at_least=ratio,
        seeds=len(SEEDS),
        level=0.01,
    )
    for name, (steep, flat, ratio) in PAIRS.items()
}
REACH, TILES = 1.9, 40


@claim.experiment(
    RULES,
    title="Slope of the discriminator in the plane, first seed",
    caption="Colour: |grad D| at the last step, darker where flatter. White dots: data; red dots: "
    "generated points. With R1 the whole plane is flat, without a penalty it is steep all round.",
    full={"steps": 50_000},
)
def slopes_around(
    *,
    place=HERE,
    none=("", 0.0),
    r1=("r1", 10.0),
    r2=("r2", 10.0),
    wgan_gp=("wgan_gp", 10.0),
    seeds=SEEDS,
    apart=0,
    steps=3000,
):
    import torch

    from ganproof.claims.gan.networks import surroundings
    from ganproof.claims.gan.networks.observations import data_points, generated_points

    points = surroundings.ring(1024, *NEAR, torch.float32)

    def look(ensemble):
        return {"slope": surroundings.mean_slope(ensemble, points)}

    values, shown = {}, {}
    moved = [seed + apart for seed in seeds]
    arms = (
        ("no penalty", none, list(seeds)),
        ("WGAN-GP", wgan_gp, list(seeds)),
        ("R1", r1, moved),
        ("R2", r2, moved),
    )
    for arm, penalty, each in arms:
        options = {"every": steps // 20, "observe": look}
        run = circle.train(place, *penalty, each, steps, **options)
        values[arm] = run.records["slope"][-4:].mean(dim=0).numpy()
        if arm == "R2":
            break  # it looks as R1 does
        slopes = surroundings.slope_map(run.ensemble, torch.linspace(-REACH, REACH, TILES))[0]
        shown[f"{arm}, slopes"] = slopes.double().log10().clamp(-4, 2).numpy().round(2)
        for kind, found in (("data", data_points), ("generated", generated_points)):
            shown[f"{arm}, {kind}"] = found(run.ensemble, 120)[0].T.double().numpy().round(3)
    return measurement(
        place,
        {name: {arm: values[arm] for arm in rule.arms} for name, rule in RULES.items()},
        seeds,
        networks=4 * len(seeds),
        steps=steps,
        data=shown,
    )


def draw(axes, data):
    ends = np.linspace(-REACH, REACH, TILES)
    levels = np.arange(-4, 2.1, 0.5)
    for k, arm in enumerate(("no penalty", "WGAN-GP", "R1")):
        x = ends + 2.1 * REACH * k
        seen = axes.contourf(x, ends, np.asarray(data[f"{arm}, slopes"]), levels, cmap="viridis")
        for kind, colour in (("data", "white"), ("generated", "red")):
            across, up = (np.asarray(each) for each in data[f"{arm}, {kind}"])
            inside = np.maximum(abs(across), abs(up)) < REACH
            place = across[inside] + 2.1 * REACH * k, up[inside]
            axes.plot(*place, ".", color=colour, markersize=1.5)
    axes.set_aspect("equal")
    axes.set_xticks([2.1 * REACH * k for k in range(3)], ["no penalty", "WGAN-GP", "R1"])
    axes.set_yticks([-1, 0, 1])
    bar = axes.figure.colorbar(seen, ax=axes, orientation="horizontal", pad=0.12)
    bar.set_label("|grad D|")
    bar.set_ticks([-4, -2, 0, 2], labels=["0.0001", "0.01", "1", "100"])


claim.mutant(
    "instance noise flattens it",
    r1=("instance_noise", 0.1),
    origin=Origin.FOLKLORE,
    instead="It leaves slopes above 1.",
)
claim.mutant("R1 of a hundredth of the weight flattens it", r1=("r1", 0.1))
claim.mutant("a penalty centred at 1 flattens it", r2=("wgan_gp", 10.0), origin=Origin.FOLKLORE)
claim.mutant(
    "R1 against R1, other seeds",
    none=("r1", 10.0),
    wgan_gp=("r1", 10.0),
    r2=("r1", 10.0),
    apart=500,
    placebo=True,
)
