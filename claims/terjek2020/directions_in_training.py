"""Section 4: random directions leave a critic too steep where the adversarial one does not.

Data N(0, I) against N(2 e_1, I), whose distance W1 is 2; a perceptron of 2 x 64 leaky neurons with
the linear loss, explicit penalty of weight 100 on steps of length 0.1 to 1, 400 steps of Adam at
0.003, batches of 128. Along the unit vector u a linear critic of slope s changes by s |u_1|: where
the directions are uniform, the penalty meets the loss at 2 = 200 E |u_1| (s |u_1| - 1)_+, and s
grows with the dimension: 1.65, 3.46 and 8.07 for 8, 32 and 128.

The virtual adversarial direction is found with one power iteration and a probe of length 10.
The rules were written after runs with other seeds, in which WGAN-GP did as well as the adversarial
direction: this is no claim that ALP is better.
"""

import numpy as np
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import gammaln

from ganproof.claims.gan.measured import measurement, trained
from ganproof.claims.terjek2020 import PAPER, random_directions
from ganproof.verify import HERE, Claim, Rule, Verdict

claim = Claim(
    PAPER.finding("Section 4, directions in training"),
    uses=[random_directions.claim],
    expected=Verdict.OBSERVED,
)
SEEDS = range(201, 211)
DIMENSIONS = 8, 32, 128
WEIGHT = 100.0


def predicted_slope(dimension, weight=WEIGHT):
    """Slope of a linear critic at which random directions hold it: see above."""
    power = (dimension - 3) / 2
    scale = np.exp(gammaln(dimension / 2) - gammaln((dimension - 1) / 2)) / np.sqrt(np.pi)

    def excess(s):
        def term(u):
            return u * (s * u - 1) * (1 - u**2) ** power

        return 2 * weight * 2 * scale * quad(term, 1 / s, 1)[0] - 2

    return brentq(excess, 1 + 1e-9, 100)


STEEPER = {
    f"in dimension {d} random directions leave a steeper critic": Rule(
        metric="mean norm of the critic's gradient on data and generated points",
        arms=("random directions", "adversarial direction"),
        effect="ratio",
        at_least=ratio,
        seeds=len(SEEDS),
    )
    for d, ratio in zip(DIMENSIONS, (1.3, 2, 4))
}
PREDICTED = {
    f"in dimension {d} the slope is near {predicted_slope(d):.2f}": Rule(
        metric="slope with random directions over the predicted one, less 1, in modulus",
        arms=("random directions",),
        effect="value",
        at_most=0.15,
        seeds=len(SEEDS),
    )
    for d in DIMENSIONS
}


def flipped(**options):
    """The adversarial penalty with its hinge the other way, E max(0, 1 - q)^2.

    For q >= 0 it is 2 q^2 - (q + 1)^2 + 2 - max(0, q - 1)^2: penalties with bounds 0, -1 and 1 that
    draw the same directions.
    """
    from ganproof.claims.gan.networks.penalties import Penalty, alp

    zero, minus, one = (alp(bound, **options).critic for bound in (0.0, -1.0, 1.0))
    return Penalty("alp", lambda at: 2 * zero(at) - minus(at) + 2 - one(at), constants=(-1.0,))


def slopes(place, dimension, iterations, weight, seeds, steps, hinge=1):
    """Mean gradient norms after training, one for each seed."""
    import torch

    from ganproof.claims.gan.networks import data, ensembles, objectives, penalties, updates
    from ganproof.claims.gan.networks.ensembles import Network
    from ganproof.claims.gan.networks.experiments import Experiment, grid
    from ganproof.claims.gan.networks.observations import slope_on_both

    shift, count = 2 * torch.eye(dimension)[:1], len(seeds)
    affine = {"weight0": torch.eye(dimension), "bias0": shift}
    rows = ensembles.flatten({name: each.expand(count, -1, -1) for name, each in affine.items()})
    options = {"length": (0.1, 1.0), "iterations": iterations}
    experiment = Experiment(
        Network(dimension, dimension, depth=0),
        Network(dimension, 1, width=64, depth=2, activation="leaky_relu"),
        data.mixture("normal", ((0.0,) * dimension,), 1.0),
        loss=objectives.WGAN,
        penalties=((penalties.alp if hinge > 0 else flipped)(**options),),
        optimiser=updates.OPTIMISERS["adam"],
        batch=128,
    )
    members = grid(seeds, rates=((0.0, 3e-3),), alp=(weight,))
    name = f"{dimension}-{iterations}-{weight}-{hinge}-{seeds[0]}"
    watched = {"begin": {"generator": rows}, "observe": slope_on_both}
    run = trained(place, name, experiment, members, steps, **watched)
    return run.records["slope"][-1].numpy()


@claim.experiment(STEEPER)
def random_against_adversarial(
    *,
    place=HERE,
    iterations=(0, 1),
    weights=(WEIGHT, WEIGHT),
    hinge=1,
    seeds=SEEDS,
    apart=0,
    steps=400,
):
    moved = [seed + apart for seed in seeds]
    values = {}
    for (name, rule), dimension in zip(STEEPER.items(), DIMENSIONS):
        random = slopes(place, dimension, iterations[0], weights[0], list(seeds), steps)
        adversarial = slopes(place, dimension, iterations[1], weights[1], moved, steps, hinge)
        values[name] = dict(zip(rule.arms, (random, adversarial)))
    return measurement(place, values, seeds, networks=6 * len(seeds), steps=steps, data={})


@claim.experiment(PREDICTED)
def slopes_as_predicted(*, place=HERE, weight=WEIGHT, towards=0, shift=0, seeds=SEEDS, steps=400):
    values = {}
    for k, (name, rule) in enumerate(PREDICTED.items()):
        found = slopes(place, DIMENSIONS[k], towards, weight, list(seeds), steps)
        expected = predicted_slope(DIMENSIONS[(k + shift) % 3])
        values[name] = {rule.arms[0]: abs(found / expected - 1)}
    return measurement(place, values, seeds, networks=3 * len(seeds), steps=steps, data={})


claim.mutant("random directions do as well as the adversarial one", iterations=(0, 0), apart=500)
claim.mutant(
    "a hundredth of the weight will do for the adversarial direction",
    weights=(WEIGHT, WEIGHT / 100),
)
claim.mutant("the hinge may punish slopes below 1 as well", hinge=-1)
claim.mutant("the slope does not depend on the dimension", shift=1)
claim.mutant("the adversarial direction has these slopes too", towards=1)
claim.mutant(
    "adversarial against adversarial, other seeds", iterations=(1, 1), apart=1000, placebo=True
)
