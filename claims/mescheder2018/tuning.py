"""GAN training methods at their best: settings are chosen by seeds that count for nothing else."""

from dataclasses import dataclass

import numpy as np

from ganproof.claims.gan.measured import trained

LATENTS = 16
POINTS = 512
LOOKS = 4
"""W1 is the mean over so many looks in the last fifth of a training."""


@dataclass(frozen=True)
class Method:
    """How to train: the penalty, its weight, and critic steps for each step of the generator.

    With the penalty of WGAN-GP goes the WGAN's loss, with the others the non-saturating one.
    """

    penalty: str = ""
    weight: float = 0.0
    critic_steps: int = 1


@dataclass(frozen=True)
class Grid:
    """The learning rates that every method may choose from, on one architecture.

    Args:
        optimiser: of both players.
        rates: of both players.
        width: neurons of each hidden layer.
        depth: hidden layers.
        batch: points of a step.
        steps: of the generator.
    """

    optimiser: str
    rates: tuple[float, ...]
    width: int
    depth: int
    batch: int
    steps: int


def distances(place, data, method, grid, rates, seeds):
    """W1 to the data, shape (rates, seeds); nan where a training diverged."""
    import torch

    from ganproof.claims.gan.networks import experiments, metrics, objectives, updates
    from ganproof.claims.gan.networks.ensembles import Network
    from ganproof.claims.gan.networks.observations import data_points, generated_points, known
    from ganproof.claims.gan.networks.penalties import PENALTIES

    body = {"width": grid.width, "depth": grid.depth, "activation": "leaky_relu"}
    experiment = experiments.Experiment(
        Network(LATENTS, 2, **body),
        Network(2, 1, **body),
        data,
        loss=objectives.WGAN if method.penalty == "wgan_gp" else objectives.NON_SATURATING,
        penalties=(PENALTIES[method.penalty],) if method.penalty else (),
        optimiser=updates.OPTIMISERS[grid.optimiser],
        batch=grid.batch,
    )
    every = grid.steps // 15
    first = grid.steps - (LOOKS - 1) * every

    def look(ensemble):
        if ensemble.steps < first:
            return {"distance": torch.full((len(ensemble.members),), torch.nan)}
        points = generated_points(ensemble, POINTS)
        distance = metrics.wasserstein_1(points, data_points(ensemble, POINTS))
        return {"distance": known(ensemble, distance)}

    weights = {method.penalty: (method.weight,)} if method.penalty else {}
    members = experiments.grid(seeds, rates, (method.critic_steps,), **weights)
    setting = f"{method.penalty}-{method.weight:g}-{method.critic_steps}"
    size = f"{grid.optimiser}-{grid.width}x{grid.depth}-{grid.batch}"
    name = f"{data.name}-{setting}-{size}-{'-'.join(map(str, rates))}-{seeds[0]}"
    run = trained(place, name, experiment, members, grid.steps, every=every, observe=look)
    means = run.records["distance"][-LOOKS:].mean(dim=0)
    return means.numpy().reshape(len(rates), len(seeds))


def at_best(place, data, method, grid, tuning, seeds):
    """W1 of each seed at the rate that is best for the tuning seeds, shape (seeds,)."""
    means = distances(place, data, method, grid, grid.rates, tuning).mean(axis=1)
    best = grid.rates[np.where(np.isfinite(means), means, np.inf).argmin()]
    return distances(place, data, method, grid, (best,), seeds)[0]
