"""GANs that learn the digits of 8 x 8 pixels: what the experiments on losses train.

Two perceptrons of 2 x 64 leaky neurons, a latent of 32 normal variables, alternating steps of Adam
(0, 0.9) at 0.001, two of the discriminator for each of the generator, batches of 64. The digits
come with scikit-learn.
"""

from ganproof.claims.gan.measured import trained

RATE, CRITIC_STEPS = 1e-3, 2
WGAN = "the WGAN"
LGANS = {
    "exp(t)": "lgan_exp",
    "log(1 + exp(t))": "lgan_log",
    "t + sqrt(t^2 + 1)": "lgan_root",
}
"""The losses that the paper proposes, by their names in ``objectives.LOSSES``."""


def train(place, loss, penalty, weights, seeds, steps, rate=RATE, **options):
    """Train one GAN for each weight and seed, the seed varying fastest.

    Args:
        place: where; trainings of the same loss, penalty, weights and seeds are done once.
        loss: a name in ``objectives.LOSSES``.
        penalty: a name in ``PENALTIES``; empty for none.
        weights: of the penalty.
        seeds: of the GANs.
        steps: of each generator.
        rate: the generators' learning rate.
        options: of ``ganproof.claims.gan.networks.training.train``.
    """
    from ganproof.claims.gan.networks import data, objectives, updates
    from ganproof.claims.gan.networks.ensembles import Network
    from ganproof.claims.gan.networks.experiments import Experiment, grid
    from ganproof.claims.gan.networks.penalties import PENALTIES

    body = {"width": 64, "depth": 2, "activation": "leaky_relu", "scale": 1.4}
    experiment = Experiment(
        Network(32, 64, **body),
        Network(64, 1, **body),
        data.digits(),
        loss=objectives.LOSSES[loss],
        penalties=(PENALTIES[penalty],) if penalty else (),
        optimiser=updates.OPTIMISERS["adam"],
        batch=64,
    )
    each = {penalty: tuple(weights)} if penalty else {}
    members = grid(seeds, rates=((rate, RATE),), critic_steps=(CRITIC_STEPS,), **each)
    numbers = "-".join(f"{weight:g}" for weight in weights) if penalty else "0"
    name = f"{loss}-{penalty or 'none'}-{numbers}-{rate:g}-{seeds[0]}"
    return trained(place, name, experiment, members, steps, **options)
