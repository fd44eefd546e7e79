"""What an experiment measures, and what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, Strict

from .evidence import Record, Text
from .statistics import Decision, Rule

Value = Annotated[float, Strict()] | None
Role = Literal["as claimed", "other seeds", "full size", "mutant", "placebo"]


@dataclass(frozen=True)
class Place:
    """Where an experiment trains.

    Args:
        device: such as ``cpu`` or ``cuda``; None leaves it to the trainer.
        folder: for checkpoints; None keeps none.
    """

    device: str | None = None
    folder: Path | None = None

    def checkpoint(self, name: str) -> Path | None:
        """A file for the checkpoint of that name."""
        return self.folder / f"{name}.safetensors" if self.folder else None


HERE = Place()


@dataclass(frozen=True)
class Measurement:
    """What an experiment of a claim file returns.

    Args:
        values: by conclusion, then by arm of its rule: one number per seed, nan where a training
            diverged.
        seeds: in the same order.
        networks: how many GANs were trained.
        steps: GAN-steps in all: each GAN counts its own.
        hardware: what they were trained on.
        libraries: what they were trained with, by the names of the distributions.
        data: arrays for the claim's ``draw(axes, data)``.
    """

    values: Mapping[str, Mapping[str, Sequence[float]]]
    seeds: Sequence[int]
    networks: int
    steps: int
    hardware: str
    libraries: Sequence[str]
    data: Mapping[str, Any] = field(default_factory=dict)


class Measured(Record):
    """A measurement as it is kept."""

    values: dict[str, dict[str, tuple[Value, ...]]]
    seeds: tuple[int, ...]
    networks: int = Field(ge=1)
    steps: int = Field(ge=0)
    seconds: float = Field(description="wall time of the training")
    hardware: Text
    versions: dict[str, str] = Field(min_length=1)
    code: str = Field(description="digest of the claim file and of all that it computes with")
    data: dict[str, Any] = Field({}, description="arrays for the picture")


class Recording(Record):
    """All that was trained for a claim: one file."""

    format: Literal[1] = 1
    claim: str
    trained: dict[str, Measured] = Field(description="by task: the experiment, and each variant")


class UntrainedRecord(Record):
    """What an experiment would be trained for beside the published case, and is not yet."""

    experiment: str
    role: Role
    detail: str = Field(description="why there is nothing, and the command that trains it")


class ArmRecord(Record):
    """What the rules of an experiment say of one way to train: as claimed, or varied."""

    experiment: str
    name: str = Field(description="of the variant; empty as claimed")
    role: Role
    rules: dict[str, Rule]
    decisions: dict[str, Decision]
    seeds: tuple[int, ...]
    values: dict[str, dict[str, tuple[float | None, ...]]]
    networks: int
    steps: int
    seconds: float
    hardware: str
    versions: dict[str, str]
