"""What experiments of all chapters share: where they train, and what they return.

Nothing here imports torch before it is asked to train.
"""

from ganproof.verify import Measurement


def trained(place, name, experiment, members, steps, **options):
    """Train members at a place; whoever trains the same under that name takes what is there.

    Args:
        place: device and folder for checkpoints.
        name: of the checkpoint; it must say all in which trainings of a claim differ.
        experiment: what the members share.
        members: what differs.
        steps: of each.
        options: of :func:`ganproof.claims.gan.networks.training.train`.
    """
    from ganproof.claims.gan.networks.training import train

    checkpoint = place.checkpoint(name)
    return train(experiment, members, steps, checkpoint=checkpoint, device=place.device, **options)


def measurement(place, values, seeds, *, networks, steps, data):
    """A measurement with the hardware and the library that it was made with.

    Args:
        place: as above.
        values: by conclusion, then by arm: one number per seed.
        seeds: in the same order.
        networks: how many GANs were trained.
        steps: of each of them.
        data: arrays for the picture.
    """
    from ganproof.claims.gan.networks import devices

    hardware = devices.hardware(devices.choose(place.device))
    return Measurement(values, seeds, networks, networks * steps, hardware, ["torch"], data)
