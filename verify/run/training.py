"""Training what experiments declare, and recording it: killed at any moment, little is lost."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..measurements import Place, Role
from . import recordings, tasks
from .arms import Arm, misfit
from .describe import describe
from .library import Reference
from .pool import Failure, Job, Pool
from .session import Progress

MEMORY = 12 << 30
DECLARED: tuple[Role, ...] = ("as claimed", "mutant", "placebo")
"""What a verdict needs."""


@dataclass(frozen=True)
class _Work:
    """One arm to train, with the digest of the code that does it."""

    reference: Reference
    arm: Arm
    code: str
    folder: Path

    def job(self, device: str | None, scratch: Path) -> Job:
        """Training it."""
        source = str(self.reference.file), self.reference.module
        folder = self.scratch(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        place = Place(device, folder)
        return Job(self, tasks.measure, (*source, self.arm.task, place, self.code))

    def scratch(self, folder: Path) -> Path:
        """Where its checkpoints lie: those of other code, size or seeds are not met."""
        part = "" if self.arm.role in DECLARED else f"-{self.arm.role.replace(' ', '-')}"
        return folder / f"{self.reference.id}-{self.code}{part}"

    def record(self, outcome: Any) -> str:
        """Put what was measured into the recording; say why not, if not."""
        if isinstance(outcome, Failure):
            return outcome.reason
        problem = misfit(self.arm, outcome)
        if not problem and recordings.digest(self.reference) != self.code:
            problem = "a file that it depends on was changed meanwhile; train again"
        if not problem:
            try:
                recordings.add(self.folder, self.reference.id, self.arm.task.name, outcome)
            except OSError as refused:
                problem = f"cannot write to {self.folder}: {refused.strerror}"
        return problem


def train(
    references: Iterable[Reference],
    *,
    roles: Collection[Role] = DECLARED,
    device: str | None,
    workers: int,
    timeout: float,
    scratch: Path,
    progress: Progress,
) -> Iterator[tuple[str, str, str]]:
    """Train what has no recording of the code of now; yield claim, task and what went wrong.

    Args:
        references: the claims; those without experiments are passed over.
        roles: which arms.
        device: such as ``cpu`` or ``cuda``; None leaves it to the trainer.
        workers: processes.
        timeout: seconds for the training of one arm.
        scratch: folder for checkpoints, from which an interrupted training goes on, and of which
            the variants of an experiment take what it has trained already.
        progress: called after each arm.
    """
    pool = Pool(workers, timeout, None if device and device != "cpu" else MEMORY)
    work: list[_Work] = []
    failed: set[str] = set()
    done = 0
    try:
        for reference in references:
            pool.submit(Job(reference, describe, (str(reference.file), reference.module)))
        for reference, outcome in pool.results():
            if isinstance(outcome, Failure):
                yield reference.id, "", outcome.reason
            elif outcome.arms:
                arms = [arm for arm in outcome.arms.values() if arm.role in roles]
                work += _missing(reference, arms)
        # what is claimed comes first: its checkpoints serve its variants
        for variants in (False, True):
            now = [each for each in work if bool(each.arm.variant) is variants]
            for each in now:
                pool.submit(each.job(device, scratch))
            if now:
                progress(done, len(work), f"training {now[0].reference.id} first")
            for each, outcome in pool.results():
                problem = each.record(outcome)
                failed |= {each.reference.id} if problem else set()
                done += 1
                progress(done, len(work), f"{each.reference.id} {each.arm.task.name}")
                yield each.reference.id, each.arm.task.name, problem
        for each in work:
            if each.reference.id not in failed:
                shutil.rmtree(each.scratch(scratch), ignore_errors=True)
    finally:
        pool.close()


def _missing(reference: Reference, arms: Iterable[Arm]) -> list[_Work]:
    """What of a claim has no recording of the code of now."""
    code, folder = recordings.digest(reference), recordings.folders(reference)[0]
    known, _ = recordings.read(reference.id, [folder])
    trained = known.trained if known else {}
    return [
        _Work(reference, arm, code, folder)
        for arm in arms
        if recordings.invalid(arm, trained.get(arm.task.name), code)
    ]
