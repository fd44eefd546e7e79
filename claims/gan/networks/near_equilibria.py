"""Smooth GANs that start near equilibria on a segment: deterministic games with known manifolds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

from . import ensembles, objectives, spectra, streams, updates
from .data import DataSet
from .ensembles import Network
from .experiments import Experiment, Members, grid
from .observations import known
from .penalties import R1
from .streams import Purpose
from .training import Ensemble
from .updates import State

GENERATOR = Network(1, 2, depth=0)
BATCH = 64
FAST = 0.04
"""Rate of decay, along the flow, from which on a training can show it in a few thousand steps."""
OFF = 1e-3
"""Standard deviation by which each parameter is off at the start."""


def own_segment(seeds: Tensor) -> DataSet:
    """For each seed the points (z, 0), z the latents that a member of that seed always sees."""
    latents = streams.normal(_keys(seeds, Purpose.LATENT), (BATCH, 1), torch.float64)
    points = torch.cat([latents, torch.zeros_like(latents)], dim=-1)
    mine = _keys(seeds, Purpose.DATA)

    def sample(key: Tensor, count: int, dtype: torch.dtype) -> Tensor:
        found = key[:, None] == mine.to(key.device)
        if count != BATCH or not found.any(1).all():
            raise ValueError(f"these data are {BATCH} points of each of {len(seeds)} seeds")
        return points.to(key.device, dtype)[found.int().argmax(1)]

    return DataSet("own segment", 2, sample)


def _keys(seeds: Tensor, purpose: Purpose) -> Tensor:
    return streams.keys(seeds, 0, purpose, 0)


def _flat(critic: Network, seeds: Tensor) -> Tensor:
    """Rows of critics that vanish: the last layer is 0, those before are the seeds'."""
    found = ensembles.initialise(critic, seeds, Purpose.CRITIC_START, torch.float64)
    last = f"weight{critic.depth}", f"bias{critic.depth}"
    return ensembles.flatten(
        {name: torch.zeros_like(value) if name in last else value for name, value in found.items()}
    )


def _true(count: int) -> Tensor:
    """Rows of generators that make (z, 0): (v, t, u, s) = (1, 0, 0, 0)."""
    return torch.tensor([1.0, 0, 0, 0], dtype=torch.float64).repeat(count, 1)


@dataclass(frozen=True)
class Start:
    """Where an ensemble starts.

    Args:
        experiment: what is trained.
        members: with R1 of weight 1.
        equilibrium: ``generator`` and ``critic``, (E, n) each.
        perturbed: the same, a little off in all parameters.
        jacobian: the flow's Jacobian at the equilibrium for a weight of R1, (E, n, n).
        distance: observes the distance to the manifold of equilibria, (E,).
    """

    experiment: Experiment
    members: Members
    equilibrium: State
    perturbed: State
    jacobian: Callable[[float], np.ndarray]
    distance: Callable[[Ensemble], Mapping[str, Tensor]]


def clearest(values: Tensor, moved: int) -> int:
    """Of some matrices the one whose slowest eigenvalue stands furthest from the next.

    Those that decay more slowly than ``FAST`` are not considered; where all do it is the fastest.

    Args:
        values: eigenvalues, (count, n); all but ``moved`` of them are 0, along the manifold.
        moved: how many lead back to it.
    """
    order = values.abs().argsort(dim=1, descending=True)[:, :moved]
    found = values.gather(1, order)
    one_of_each_pair = found.real.where(found.imag >= 0, found.real.new_tensor(-torch.inf))
    first, second = one_of_each_pair.topk(2, dim=1).values.T
    apart = torch.where(first < -FAST, first - second, -first - 1e3)
    return int(apart.argmax())


def start(update: str, seeds: Sequence[int], *, width: int, draws: int, rate: float) -> Start:
    """Equilibria at which one eigenvalue sets the pace; each seed chooses among some first layers.

    Args:
        update: a name in ``UPDATES``.
        seeds: one for each member; those of its draws are 1,000 times as large, and following.
        width: tanh neurons of the critic.
        draws: how many first layers each seed has to choose from.
        rate: learning rate of both players.
    """
    return _start(update, tuple(seeds), width, draws, rate)


@lru_cache(maxsize=8)
def _start(update: str, seeds: tuple[int, ...], width: int, draws: int, rate: float) -> Start:
    critic = Network(2, 1, width=width, depth=1, scale=4.0)
    each = torch.tensor(seeds)
    experiment = Experiment(
        GENERATOR,
        critic,
        own_segment(each),
        loss=objectives.SATURATING,
        penalties=(R1,),
        update=updates.UPDATES[update],
        optimiser=updates.sgd(),
        batch=BATCH,
        fixed=True,
        dtype="float64",
    )

    def jacobians(rows: Tensor, who: Sequence[int], weight: float) -> Tensor:
        members = grid(who, rates=(rate,), r1=(weight,))
        state = {"generator": _true(len(rows)), "critic": rows}
        return spectra.jacobians(*spectra.vector_field(experiment, members, state))

    chosen = []
    for seed in seeds:
        rows = _flat(critic, 1000 * seed + torch.arange(draws))
        values = torch.linalg.eigvals(jacobians(rows, [seed] * draws, 1.0))
        chosen.append(rows[clearest(values, 4 + width + 1)])
    at = {"generator": _true(len(seeds)), "critic": torch.stack(chosen)}
    off = {}
    for turn, (player, rows) in enumerate(at.items()):
        keys = _keys(1000 * each + turn, Purpose.DIRECTION)
        off[player] = rows + OFF * streams.normal(keys, rows.shape[1:], torch.float64)

    def distance(ensemble: Ensemble) -> Mapping[str, Tensor]:
        """That of the generator to the true one, and of the critic's last layer to 0."""
        rows = ensemble.state["generator"]
        apart = rows - _true(len(rows)).to(rows)
        last = ensemble.state["critic"][:, -(width + 1) :]
        both = torch.linalg.vector_norm(torch.cat([apart, last], dim=1), dim=1)
        return {"distance": known(ensemble, both)}

    return Start(
        experiment,
        grid(seeds, rates=(rate,), r1=(1.0,)),
        at,
        off,
        lambda weight: jacobians(at["critic"], seeds, weight).numpy(),
        distance,
    )
