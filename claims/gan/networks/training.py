"""Training of whole ensembles: chunks, records, checkpoints, divergence, progress.

A member's result depends on the experiment, on its own row of :class:`Members` and on the device,
and on nothing else: not on the other members, on how the ensemble is cut into chunks, on where a
run was interrupted, nor on when it was observed. On a CPU that holds to the last bit for any
chunks; on an accelerator, and for compiled steps, for chunks of one size, which ``chunk`` fixes.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import torch
from torch import Tensor

from . import devices, ensembles
from .checkpoints import library, load_checkpoint, save_checkpoint
from .ensembles import Parameters
from .experiments import Experiment, Members
from .steps import NEVER, Step, make_step, start
from .updates import State

Observe = Callable[["Ensemble"], Mapping[str, Tensor]]
"""Measures an ensemble: names to tensors with one entry (or row) per member."""


@dataclass(frozen=True)
class Ensemble:
    """Trained members, after some steps.

    Args:
        experiment: what they share.
        members: what differs.
        steps: how many steps are done.
        state: parameters, slots, memories, and ``diverged``: the step at which a member diverged,
            or -1. A diverged member keeps the parameters that it had before.
    """

    experiment: Experiment
    members: Members
    steps: int
    state: State

    @property
    def generator(self) -> Parameters:
        """Parameters of the generators."""
        return ensembles.unflatten(self.experiment.generator, self.state["generator"])

    @property
    def critic(self) -> Parameters:
        """Parameters of the critics."""
        return ensembles.unflatten(self.experiment.critic, self.state["critic"])

    @property
    def diverged(self) -> Tensor:
        """Step at which each member diverged, -1 for those that did not; int64, (E,)."""
        return self.state["diverged"]


@dataclass(frozen=True)
class Run:
    """What :func:`train` returns.

    Args:
        ensemble: the members at the end.
        recorded: steps after which there was an observation, int64, (R,).
        records: what was observed, (R, E, ...) each, on the CPU.
    """

    ensemble: Ensemble
    recorded: Tensor
    records: dict[str, Tensor]


def train(
    experiment: Experiment,
    members: Members,
    steps: int,
    *,
    every: int | None = None,
    observe: Observe | None = None,
    begin: Mapping[str, Tensor] | None = None,
    checkpoint: Path | str | None = None,
    device: str | None = None,
    chunk: int | None = None,
    compiled: bool = False,
    progress: TextIO | None = None,
) -> Run:
    """Train all members.

    Args:
        experiment: what they share.
        members: what differs.
        steps: steps in all, those in the checkpoint among them.
        every: after how many steps to observe and to write the checkpoint; without it at the end.
        observe: measures the ensemble; it must draw from evaluation's own streams.
        begin: parameters to begin with, ``generator`` or ``critic`` or both, (E, n) each; those
            that the seeds give are taken otherwise. A checkpoint goes on from its own.
        checkpoint: a file; a run continues from it if it is there.
        device: such as ``cpu`` or ``cuda``; without it the accelerator if there is one.
        chunk: members trained together; without it as many as fit the cache.
        compiled: compile the whole step, which takes a while and pays in long runs.
        progress: where to show rate and time left; without it on stderr, if that is a terminal.

    Raises:
        ModuleNotFoundError: ``checkpoint`` is given, safetensors is not installed.
        ValueError: the members or the checkpoint do not belong to the experiment.
    """
    members.check(experiment)
    if steps < 0 or (every is not None and every < 1) or (chunk is not None and chunk < 1):
        raise ValueError("steps must not be negative, every and chunk must be positive")
    where = devices.choose(device)
    members = members.to(where)
    mode = ("compiled" if compiled else "plain") + _begun(begin)
    path = None if checkpoint is None else Path(checkpoint)
    done, recorded, records = 0, [], {}
    if path is not None:
        library()  # if it is missing, say so before the first step, not after the last
    if path is not None and path.exists():
        done, tensors = load_checkpoint(path, experiment, members, mode)
        state = {name: value.to(where) for name, value in _under("state.", tensors).items()}
        recorded = tensors["recorded"].tolist()
        records = {name: list(value) for name, value in _under("record.", tensors).items()}
        if done > steps:
            raise ValueError(f"{path} is {done} steps on, further than the {steps} asked for")
    else:
        state = start(experiment, members)
        for player, rows in (begin or {}).items():
            if state[player].shape != rows.shape:
                wanted = tuple(state[player].shape)
                raise ValueError(f"begin: {player} is {tuple(rows.shape)}, not {wanted}")
            state[player] = rows.to(state[player])
    size = chunk if chunk is not None else devices.chunk_size(experiment, len(members), where)
    size = max(size, devices.LEAST)
    work = _Work(make_step(experiment, int(members.critic_steps.max())), compiled, size)
    show = _progress(progress, len(members), done, steps)
    with devices.exact_arithmetic():
        while done < steps:
            until = steps if every is None else min(steps, (done // every + 1) * every)
            state = work.advance(state, members.tensors(), done, until, show)
            done = until
            if observe is not None:
                recorded.append(done)
                seen = observe(Ensemble(experiment, members, done, state))
                for name, value in seen.items():
                    records.setdefault(name, []).append(value.detach().cpu().clone())
            if path is not None:
                save_checkpoint(
                    path,
                    experiment,
                    members,
                    done,
                    {f"state.{name}": value for name, value in state.items()}
                    | {f"record.{name}": torch.stack(value) for name, value in records.items()}
                    | {"recorded": torch.tensor(recorded, dtype=torch.int64)},
                    mode,
                )
    return Run(
        Ensemble(experiment, members, done, state),
        torch.tensor(recorded, dtype=torch.int64),
        {name: torch.stack(value) for name, value in records.items()},
    )


class _Work:
    """Steps of an ensemble, chunk by chunk; chunks get smaller when memory runs out."""

    def __init__(self, step: Step, compiled: bool, size: int):
        self.step, self.compiled, self.size = step, compiled, size
        self._programs: dict[int, Step] = {}

    def advance(
        self, state: State, members: State, first: int, last: int, show: Callable[[int], None]
    ) -> State:
        """The state after the steps ``first`` to ``last`` - 1, all of whose tensors are new."""
        after = {name: torch.empty_like(value) for name, value in state.items()}
        count, at = len(state["diverged"]), 0
        while at < count:
            rows = min(self.size, count - at)
            chunk = [_cut(each, at, rows, self.size) for each in (state, members)]
            try:
                part = self._chunk(*chunk, first, last, lambda: show(rows))  # noqa: B023 - called within this turn
            except (RuntimeError, MemoryError) as error:
                if not devices.out_of_memory(error) or self.size <= devices.LEAST:
                    raise
                self.size = max(self.size // 2, devices.LEAST)
                message = f"out of memory: going on with {self.size} members at once"
                print(message, file=sys.stderr)  # noqa: T201 - the one line for a user
                continue
            for name, value in part.items():
                after[name][at : at + rows] = value[:rows]
            at += rows
        return after

    def _chunk(
        self, state: State, members: State, first: int, last: int, show: Callable[[], None]
    ) -> State:
        number = torch.full_like(members["seeds"][0], first)
        step = self.step
        if self.compiled:
            if self.size not in self._programs:
                self._programs[self.size] = devices.compiled(step, state, members, number)
            step = self._programs[self.size]
        for _ in range(first, last):
            state = step(state, members, number)
            number = number + 1
            show()
        return state


def _begun(begin: Mapping[str, Tensor] | None) -> str:
    """A digest of given parameters: a checkpoint of others is another run's."""
    found = hashlib.sha256()
    for player, rows in sorted((begin or {}).items()):
        found.update(player.encode() + rows.detach().cpu().contiguous().numpy().tobytes())
    return f" from {found.hexdigest()[:16]}" if begin else ""


def _under(prefix: str, tensors: State) -> State:
    return {
        name.removeprefix(prefix): value
        for name, value in tensors.items()
        if name.startswith(prefix)
    }


def _cut(tensors: State, at: int, rows: int, size: int) -> State:
    """Rows of all tensors, filled up to ``size`` with copies of the last."""
    index = torch.arange(at, at + size, device=tensors[next(iter(tensors))].device)
    index = index.clamp(max=at + rows - 1)
    return {name: value[index] for name, value in tensors.items()}


def _progress(out: TextIO | None, count: int, done: int, steps: int) -> Callable[[int], None]:
    """Shows a line at most twice a second: share done, member-steps per second, time left."""
    if out is None and not sys.stderr.isatty():
        return lambda _rows: None
    out = out or sys.stderr
    began = shown = time.monotonic()
    todo, made = count * (steps - done), 0

    def show(rows: int) -> None:
        nonlocal made, shown
        made += rows
        now = time.monotonic()
        if now - shown < 0.5 and made < todo:
            return
        shown = now
        rate = made / max(now - began, 1e-9)
        left = max(todo - made, 0) / rate  # a chunk that ran out of memory counts twice
        end = "\n" if made >= todo else ""
        share = 1 - max(todo - made, 0) / (count * steps)
        out.write(f"\r{share:4.0%}  {rate:,.0f} GAN-steps/s  {left:,.0f} s left   {end}")
        out.flush()

    return show


def survived(ensemble: Ensemble) -> Tensor:
    """Which members have not diverged, bool of shape (E,)."""
    return ensemble.diverged == NEVER
