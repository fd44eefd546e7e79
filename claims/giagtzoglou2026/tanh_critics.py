"""A fully trained critic of tanh neurons against a generator that shifts its latents."""

from ganproof.claims.gan.measured import trained

NEURONS = 8
STEP = 0.3
START = 0.5
"""The shift at the start, in both coordinates."""


def run(place, method, penalty, weight, seeds, steps, step=STEP):
    """Records ``distance``, the modulus of the shift, (R, E); the data are unshifted latents."""
    import torch

    from ganproof.claims.gan.networks import (
        ensembles,
        near_equilibria,
        objectives,
        penalties,
        updates,
    )
    from ganproof.claims.gan.networks.ensembles import Network
    from ganproof.claims.gan.networks.experiments import Experiment, grid
    from ganproof.claims.gan.networks.observations import known

    class Shift(Network):
        """An affine map of which the shift alone is trained."""

        trainable = ("bias0",)

    wide, count = torch.float64, len(seeds)
    given = Experiment(
        Shift(1, 2, depth=0, frozen=True),
        Network(2, 1, width=NEURONS, depth=1, scale=2.0),
        near_equilibria.own_segment(torch.tensor(list(seeds))),
        loss=objectives.WGAN,
        penalties=(penalties.PENALTIES[penalty],) if penalty else (),
        update=updates.UPDATES[method],
        optimiser=updates.OPTIMISERS["sgd"],
        batch=near_equilibria.BATCH,
        fixed=True,
        dtype="float64",
    )
    members = grid(list(seeds), rates=(step,), **({penalty: (weight,)} if penalty else {}))
    generator = {
        "weight0": torch.tensor([[1.0, 0.0]], dtype=wide).expand(count, 1, 2),
        "bias0": torch.full((count, 1, 2), START, dtype=wide),
    }

    def distance(ensemble):
        apart = torch.linalg.vector_norm(ensemble.generator["bias0"], dim=(1, 2))
        return {"distance": known(ensemble, apart)}

    name = f"{method}-{penalty or 'none'}-{weight}-{step}-{seeds[0]}"
    options = {"begin": {"generator": ensembles.flatten(generator)}, "observe": distance}
    return trained(place, name, given, members, steps, every=max(1, steps // 50), **options)
