"""GANs that learn the circle, with or without a penalty: what the experiments of Figure 9 train."""

from ganproof.claims.gan.measured import trained


def train(place, penalty, weight, seeds, steps, critic_rate=1e-3, **options):
    """Train one GAN for each seed.

    Data uniform on the unit circle, a latent of 16 normal variables, two perceptrons of 3 x 32
    leaky neurons, the non-saturating loss, RMSProp at 0.001, one discriminator step for one of the
    generator, batches of 256.

    Args:
        place: where; trainings of the same penalty, weight, seeds and rate are done once.
        penalty: a name in ``PENALTIES``; empty for none.
        weight: of the penalty.
        seeds: one for each GAN.
        steps: of each.
        critic_rate: the discriminator's learning rate.
        options: of ``ganproof.claims.gan.networks.training.train``.
    """
    from ganproof.claims.gan.networks import data
    from ganproof.claims.gan.networks.ensembles import Network
    from ganproof.claims.gan.networks.experiments import Experiment, grid
    from ganproof.claims.gan.networks.penalties import PENALTIES

    body = {"width": 32, "depth": 3, "activation": "leaky_relu"}
    experiment = Experiment(
        Network(16, 2, **body),
        Network(2, 1, **body),
        data.CIRCLE,
        penalties=(PENALTIES[penalty],) if penalty else (),
        batch=256,
    )
    weights = {penalty: (weight,)} if penalty else {}
    members = grid(seeds, rates=((1e-3, critic_rate),), **weights)
    name = f"{penalty or 'none'}-{weight}-{critic_rate}-{seeds[0]}"
    return trained(place, name, experiment, members, steps, **options)
