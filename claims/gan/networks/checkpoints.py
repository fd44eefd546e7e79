"""Checkpoints in safetensors: written beside and renamed, so that one is whole or not there."""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import torch
from torch import Tensor

from .experiments import Experiment, Members

FORMAT = 1


def library() -> ModuleType:
    """The package safetensors, which only those who write or read checkpoints need.

    Raises:
        ModuleNotFoundError: it is not installed.
    """
    try:
        import safetensors.torch
    except ModuleNotFoundError:
        message = "checkpoints are written with safetensors: pip install safetensors"
        raise ModuleNotFoundError(message) from None
    return safetensors


def save_checkpoint(
    path: Path,
    experiment: Experiment,
    members: Members,
    steps: int,
    tensors: dict[str, Tensor],
    mode: str,
) -> None:
    """Write a checkpoint; a reader sees the old one or the new one, whenever this is killed.

    Args:
        path: the file.
        experiment: what was trained.
        members: of the whole ensemble, stored with it.
        steps: how many are done.
        tensors: state and records, by names that do not start with ``members.``.
        mode: how steps are run; a run continues in the mode in which it began.
    """
    held = {f"members.{name}": value for name, value in members.tensors().items()}
    whole = {name: value.detach().cpu().contiguous() for name, value in (held | tensors).items()}
    about = {"format": FORMAT, "steps": steps, "mode": mode, "experiment": experiment.describe()}
    metadata = {"ganproof": json.dumps(about, sort_keys=True)}
    written = library().torch.save(whole, metadata=metadata)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    with beside.open("wb") as file:
        file.write(written)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def load_checkpoint(
    path: Path, experiment: Experiment, members: Members, mode: str
) -> tuple[int, dict[str, Tensor]]:
    """What :func:`save_checkpoint` has written: steps done, and the tensors, on the CPU.

    Raises:
        ValueError: it is the checkpoint of another experiment, or of other members.
    """
    about, tensors = read_checkpoint(path)
    mine = json.loads(json.dumps(experiment.describe())) | {"mode": mode}
    theirs = about["experiment"] | {"mode": about["mode"]}
    if theirs != mine:
        differing = [name for name, value in mine.items() if theirs.get(name) != value]
        raise ValueError(f"{path} is of another run: {', '.join(differing)} differ")
    held = {
        name.removeprefix("members."): tensors.pop(name)
        for name in list(tensors)
        if name.startswith("members.")
    }
    wanted = {name: value.cpu() for name, value in members.tensors().items()}
    if held.keys() != wanted.keys() or not all(
        torch.equal(value, wanted[name]) for name, value in held.items()
    ):
        raise ValueError(f"{path} is of other members; give another file, or remove it")
    return about["steps"], tensors


def read_checkpoint(path: Path) -> tuple[dict[str, Any], dict[str, Tensor]]:
    """Its description and all its tensors, members among them, on the CPU.

    Raises:
        ValueError: the file is no checkpoint of this format.
    """
    with library().safe_open(path, "pt") as file:
        about = json.loads((file.metadata() or {}).get("ganproof", "{}"))
        if about.get("format") != FORMAT:
            raise ValueError(f"{path} is no checkpoint of format {FORMAT}")
        return about, {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no dict
