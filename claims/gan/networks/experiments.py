"""What is trained: an experiment is what all members share, members are what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import product
from typing import Any

import torch
from torch import Tensor

from . import objectives, updates
from .data import DataSet
from .ensembles import ALIGNED, Network
from .objectives import Loss
from .penalties import Penalty
from .updates import Optimiser, Update

ROWS = 32
"""Batches are multiples of it: the remainder of a vectorised loop, where some functions round
otherwise than in its body, is then empty wherever a member stands."""


@dataclass(frozen=True)
class Experiment:
    """What all members of an ensemble share.

    Args:
        generator: its network; latents are standard normal.
        critic: its network.
        data: the data set.
        loss: the players' losses.
        penalties: any number; each needs its weights in :class:`Members`.
        update: the update rule.
        optimiser: of both players.
        batch: points of each batch, a multiple of 32.
        fixed: every evaluation sees the same points (of the member), so that the game is
            deterministic.
        dtype: ``float32`` or ``float64``.
        limit: a member is diverged when a parameter is larger in modulus, or is not finite.

    Raises:
        ValueError: parts that do not fit together.
    """

    generator: Network
    critic: Network
    data: DataSet
    loss: Loss = objectives.NON_SATURATING
    penalties: tuple[Penalty, ...] = ()
    update: Update = updates.ALTERNATING
    optimiser: Optimiser = updates.OPTIMISERS["rmsprop"]
    batch: int = 64
    fixed: bool = False
    dtype: str = "float32"
    limit: float = 1e6

    def __post_init__(self):
        if self.dtype not in ("float32", "float64"):
            raise ValueError(f"dtype {self.dtype!r}; there are float32 and float64")
        if self.batch < ROWS or self.batch % ROWS:
            raise ValueError(f"a batch of {self.batch} points; give a multiple of {ROWS}")
        size = self.data.dimension
        if (self.generator.outputs, self.critic.inputs, self.critic.outputs) != (size, size, 1):
            raise ValueError(
                f"{self.data.name} has points of dimension {size}, but the generator makes some of "
                f"{self.generator.outputs} and the critic maps {self.critic.inputs} to "
                f"{self.critic.outputs}"
            )
        for each in self.penalties:
            if each.remembers * size % ALIGNED or each.remembers % 2:
                raise ValueError(f"{each.name} keeps {each.remembers} points; give 0, 16, 32, ...")
        names = [each.name for each in self.penalties]
        if len(set(names)) < len(names):
            raise ValueError(f"penalties {names}: each may stand there once")

    @property
    def torch_dtype(self) -> torch.dtype:
        """The dtype, as torch has it."""
        return getattr(torch, self.dtype)

    @property
    def weights(self) -> tuple[str, ...]:
        """Names of the weights that the members must have."""
        names = tuple(each.name for each in self.penalties)
        return (*names, "consensus") if self.update is updates.CONSENSUS else names

    def describe(self) -> dict[str, Any]:
        """Everything that determines the result, as names and numbers."""
        found: dict[str, Any] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, Network):
                value = {part.name: getattr(value, part.name) for part in fields(value)}
            elif isinstance(value, tuple):
                value = [[part.name, *part.constants] for part in value]
            elif isinstance(value, Optimiser):
                value = [value.name, *value.constants]
            elif hasattr(value, "name"):
                value = value.name
            found[each.name] = value
        return found


@dataclass(frozen=True)
class Members:
    """What may differ between members: one number of each for every member.

    Args:
        seeds: int64, (E,); equal seeds see the same data and start from the same parameters.
        generator_rate: learning rates, float64, (E,).
        critic_rate: the same for the critic.
        critic_steps: steps of the critic for one of the generator, int64, (E,).
        weights: of the penalties, by their names, float64, (E,) each; ``consensus`` is the weight
            of consensus optimisation, and ``clip`` cuts the critic's parameters if given.
    """

    seeds: Tensor
    generator_rate: Tensor
    critic_rate: Tensor
    critic_steps: Tensor
    weights: Mapping[str, Tensor] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.seeds)

    def __getitem__(self, which: slice | Tensor) -> Members:
        return Members(
            self.seeds[which],
            self.generator_rate[which],
            self.critic_rate[which],
            self.critic_steps[which],
            {name: value[which] for name, value in self.weights.items()},
        )

    def tensors(self) -> dict[str, Tensor]:
        """All of them in one dict; weights are called ``weight.NAME``."""
        plain = {each.name: getattr(self, each.name) for each in fields(self)[:4]}
        return plain | {f"weight.{name}": value for name, value in self.weights.items()}

    def to(self, device: torch.device) -> Members:
        """The same on a device."""
        moved = {name: value.to(device) for name, value in self.tensors().items()}
        weights = {name: moved.pop(f"weight.{name}") for name in self.weights}
        return replace(self, **moved, weights=weights)

    def check(self, experiment: Experiment) -> None:
        """Whether they are the members of such an experiment.

        Raises:
            ValueError: a weight is missing or not used, or a shape or number is wrong.
        """
        needed, given = set(experiment.weights), set(self.weights) - {"clip"}
        if needed != given:
            raise ValueError(
                f"weights of {sorted(given)} are given, of {sorted(needed)} are needed"
            )
        if not len(self):
            raise ValueError("an ensemble has at least one member")
        for name, value in self.tensors().items():
            if value.shape != (len(self),):
                raise ValueError(f"{name} has shape {tuple(value.shape)}, not ({len(self)},)")
        if int(self.critic_steps.min()) < 1:
            raise ValueError("the critic makes at least one step")
        several = int(self.critic_steps.max()) > 1
        if several and experiment.update is not updates.ALTERNATING:
            raise ValueError(f"{experiment.update.name} has one step of the critic")


def grid(
    seeds: Sequence[int],
    rates: Sequence[float | tuple[float, float]] = (1e-3,),
    critic_steps: Sequence[int] = (1,),
    **weights: Sequence[float],
) -> Members:
    """All combinations, the seed varying fastest.

    Args:
        seeds: the members' seeds.
        rates: learning rates; a pair is the generator's and the critic's.
        critic_steps: numbers of critic steps.
        weights: values of each weight, by name.
    """
    rows = list(product(*weights.values(), critic_steps, rates, seeds))
    pairs = [each[-2] if isinstance(each[-2], tuple) else (each[-2],) * 2 for each in rows]
    rated = torch.tensor(pairs, dtype=torch.float64).reshape(-1, 2)
    return Members(
        torch.tensor([each[-1] for each in rows], dtype=torch.int64),
        rated[:, 0].clone(),
        rated[:, 1].clone(),
        torch.tensor([each[-3] for each in rows], dtype=torch.int64),
        {
            name: torch.tensor([each[k] for each in rows], dtype=torch.float64)
            for k, name in enumerate(weights)
        },
    )
