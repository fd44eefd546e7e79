"""MaxGP, trained critics: where the laws are equal the critic gets flat, under a penalty at 1 not.

Data and generated points are both N(0, I) in the plane and the generator stays as it is. A critic
of 2 x 32 leaky neurons is trained with 1,000 steps of Adam (0, 0.9) at 0.001 on batches of 256:
with varphi(t) = exp(t) and MaxGP of weight 1, and with the linear loss and the averaged penalty of
WGAN-GP of weight 10. Of two equal laws the only optimal critics of the first are constant; the
second is held at slope 1, so that it tells the generator to leave.

The rules were written after runs with four other seeds: slopes of 0.006 to 0.013 against 0.97 to
1.03. What is left of the first is the noise of the batches.
"""

from ganproof.claims.gan.measured import measurement, trained
from ganproof.claims.zhou2019 import NOTES, PAPER, averaged_penalties, maxgp
from ganproof.verify import HERE, Claim, Rule, Verdict

claim = Claim(
    PAPER.finding("MaxGP, trained critics", notes=NOTES, after="2", attribution="own"),
    uses=[maxgp.claim, averaged_penalties.claim],
    expected=Verdict.OBSERVED,
)
SEEDS = range(401, 411)
FLATTER, HELD = "the critic of a Lipschitz GAN gets flat", "that of WGAN-GP keeps slope 1"
FLAT = Rule(
    metric="mean norm of the critic's gradient on the data",
    arms=("WGAN-GP", "Lipschitz GAN"),
    effect="ratio",
    at_least=20,
    seeds=len(SEEDS),
)
STEEP = Rule(
    metric="mean norm of the critic's gradient on the data, less 1, in modulus",
    arms=("WGAN-GP",),
    effect="value",
    at_most=0.1,
    seeds=len(SEEDS),
)
LGAN, WGAN_GP = ("lgan_exp", "max_gp", 1.0), ("wgan", "wgan_gp", 10.0)


def curves(place, loss, penalty, weight, seeds, steps):
    """Slopes while the critic is trained, (20, E), and the steps at which they were taken."""
    import torch

    from ganproof.claims.gan.networks import data, ensembles, objectives, updates
    from ganproof.claims.gan.networks.ensembles import Network
    from ganproof.claims.gan.networks.experiments import Experiment, grid
    from ganproof.claims.gan.networks.observations import slope_on_data
    from ganproof.claims.gan.networks.penalties import PENALTIES

    count = len(seeds)
    identity = {"weight0": torch.eye(2).expand(count, 2, 2), "bias0": torch.zeros(count, 1, 2)}
    experiment = Experiment(
        Network(2, 2, depth=0),
        Network(2, 1, width=32, depth=2, activation="leaky_relu"),
        data.GAUSSIAN,
        loss=objectives.LOSSES[loss],
        penalties=(PENALTIES[penalty],) if penalty else (),
        optimiser=updates.OPTIMISERS["adam"],
        batch=256,
    )
    members = grid(seeds, rates=((0.0, 1e-3),), **({penalty: (weight,)} if penalty else {}))
    name = f"{loss}-{penalty or 'none'}-{weight}-{seeds[0]}"
    options = {"begin": {"generator": ensembles.flatten(identity)}, "every": steps // 20}
    run = trained(place, name, experiment, members, steps, observe=slope_on_data, **options)
    return run.records["slope"].numpy(), run.recorded


@claim.experiment(
    {FLATTER: FLAT},
    title="Slope of the critic where data and generated points have the same law",
    caption="WGAN-GP holds it at 1; with exp(t) and MaxGP it falls towards 0 for every seed.",
)
def slopes_of_both(*, place=HERE, lgan=LGAN, other=WGAN_GP, seeds=SEEDS, apart=0, steps=1000):
    held, recorded = curves(place, *other, [seed + apart for seed in seeds], steps)
    flat, _ = curves(place, *lgan, list(seeds), steps)
    values = {FLATTER: dict(zip(FLAT.arms, (held[-1], flat[-1])))}
    data = {"steps": recorded, "WGAN-GP": held, "Lipschitz GAN": flat}
    return measurement(place, values, seeds, networks=2 * len(seeds), steps=steps, data=data)


@claim.experiment({HELD: STEEP})
def slope_of_wgan_gp(*, place=HERE, critic=WGAN_GP, target=1, seeds=SEEDS, steps=1000):
    slopes, _ = curves(place, *critic, list(seeds), steps)
    values = {HELD: {STEEP.arms[0]: abs(slopes[-1] - target)}}
    return measurement(place, values, seeds, networks=len(seeds), steps=steps, data={})


def draw(axes, data):
    for name, colour in (("WGAN-GP", "C1"), ("Lipschitz GAN", "C2")):
        lines = axes.plot(data["steps"], data[name], color=colour, alpha=0.6, linewidth=0.8)
        lines[0].set_label(name)
    axes.set_yscale("log")
    axes.set_xlabel("training step of the critic")
    axes.set_ylabel("mean |grad f| on the data")
    axes.legend()


claim.mutant("exp(t) gets flat under a penalty at 1 as well", lgan=("lgan_exp", "wgan_gp", 10.0))
claim.mutant("the linear loss gets flat without a penalty", lgan=("wgan", "", 0.0))
claim.mutant("MaxGP holds the slope at 1 as well", critic=("wgan", "max_gp", 1.0))
claim.mutant("the linear loss without a penalty keeps slope 1", critic=("wgan", "", 0.0))
claim.mutant("WGAN-GP against itself, other seeds", lgan=WGAN_GP, apart=1000, placebo=True)
