"""What there is to do for a claim, and doing one piece of it inside a worker process."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import time
from collections.abc import Mapping
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from ..evidence import Evidence, Outcome, Record
from ..records import (
    AssumptionRecord,
    FigureRecord,
    MutantRecord,
)
from ..translate import tree

TaskKind = Literal[
    "exact",
    "smt",
    "ball",
    "search",
    "sweep",
    "witness",
    "generated",
    "necessity",
    "mutant",
    "simulation",
    "figure",
]


class Task(Record):
    """One piece of work: a check of a conclusion, or an attack."""

    kind: TaskKind
    subject: str
    engine: str = ""

    @property
    def name(self) -> str:
        """Unique within the claim."""
        return "/".join(filter(None, (self.kind, self.subject, self.engine)))


class Result(Record):
    """What a task found."""

    seconds: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    witness: dict[str, str] | None = None
    impossible: bool = False
    assumption: AssumptionRecord | None = None
    mutants: tuple[MutantRecord, ...] = ()
    figure: FigureRecord | None = None


def seed_of(seed: int, claim: str, task: Task) -> int:
    """A seed that depends on what is done, not on who does it or when."""
    return int.from_bytes(hashlib.sha256(f"{seed}/{claim}/{task.name}".encode()).digest()[:4])


def load(file: str, module: str) -> tuple[Any, str]:
    """The claim object of a file, and the module's docstring.

    Raises:
        ClaimError: the file defines no claim, or several.
    """
    from ..claim import Claim
    from ..complaints import ClaimError

    loaded = importlib.import_module(module) if module else _execute(file)
    made = [name for name, each in vars(loaded).items() if isinstance(each, Claim)]
    if "claim" not in made:
        named = f"; rename {made[0]} to claim" if made else "; write claim = Claim(given={...})"
        raise ClaimError(f"the file defines no variable claim{named}")
    if len(made) > 1:
        raise ClaimError(f"the file makes several claims ({', '.join(made)}); keep one a file")
    claim = loaded.claim
    return claim, loaded.__doc__ or ""


def _execute(file: str) -> ModuleType:
    from ..complaints import ClaimError

    if not file.endswith(".py"):
        raise ClaimError(f"{file} is not a Python file; a claim file ends in .py")
    loader = _Fresh(Path(file).stem, file)
    spec = importlib.util.spec_from_file_location(loader.name, file, loader=loader)
    module = importlib.util.module_from_spec(spec) if spec else ModuleType(loader.name)
    loader.exec_module(module)
    return module


class _Fresh(SourceFileLoader):
    """Reads the source every time: a cached file may be of a text edited within the second."""

    def path_stats(self, path: str) -> Mapping[str, Any]:
        """Have no modification time to compare a cache with."""
        raise OSError(path)


def perform(file: str, module: str, task: Task, seed: int) -> Result:
    """Do one task; the seed is already the task's own."""
    start = time.perf_counter()
    claim, _ = load(file, module)
    try:
        result = _perform(claim, task, seed)
    except tree.Untranslatable as problem:
        result = _unsupported(task, str(problem))
    seconds = round(time.perf_counter() - start, 3)
    evidence = tuple(each.model_copy(update={"seconds": seconds}) for each in result.evidence)
    return result.model_copy(update={"seconds": seconds, "evidence": evidence})


def _unsupported(task: Task, why: str) -> Result:
    """Mathematics that no engine here speaks leaves a conclusion undecided."""
    if task.kind not in ("exact", "smt", "ball", "search", "sweep"):
        return Result()
    engines = (task.engine,) if task.engine else ()
    found = Evidence(
        check=task.kind,
        conclusion=task.subject,
        outcome=Outcome.UNKNOWN,
        engines=engines,
        detail=f"not supported: {why}",
    )
    return Result(evidence=(found,))


def _perform(claim: Any, task: Task, seed: int) -> Result:
    from .. import attack
    from ..checks import simulation

    name = task.subject
    if task.kind == "simulation":
        check = next(each for each in claim.checks if each.name == name)
        found = simulation.check(name, check.conclusion, check.supports, check.function, {})
        return Result(evidence=(found,))
    if task.kind == "figure":
        figure = next(each for each in claim.figures if each.title == name)
        return Result(figure=_figure(figure))
    if task.kind == "necessity":
        return Result(assumption=attack.necessity(claim, name, seed))
    if task.kind == "mutant":
        mutants = (*claim.mutants, *claim.not_said)
        mutant = next(each for each in mutants if each.name == name)
        return Result(mutants=(attack.attack_mutant(claim, mutant, seed),))
    if task.kind == "generated":
        return Result(mutants=attack.generated(claim, name, seed))
    statement = claim.statements()[name]
    if task.kind == "witness":
        point, impossible = attack.witness(statement, seed)
        return Result(witness=point, impossible=impossible)
    return Result(evidence=(_scoped(statement, _check(claim, statement, task, seed)),))


def _scoped(statement: Any, found: Evidence) -> Evidence:
    """A proof reaches no further than its statement does; on a box, not even so far."""
    if not statement.scope or found.outcome is not Outcome.PROVED:
        return found
    scope = f"{statement.scope}, {found.scope}" if found.box else statement.scope
    return found.model_copy(update={"reach": statement.reach, "scope": scope})


def _figure(figure: Any) -> FigureRecord:
    import numpy as np

    data = {name: np.asarray(array, dtype=float) for name, array in figure.function().items()}
    rounded = {name: np.round(array, 6).tolist() for name, array in data.items()}
    return FigureRecord(
        title=figure.title, caption=figure.caption, illustrates=figure.illustrates, data=rounded
    )


def _check(claim: Any, statement: Any, task: Task, seed: int) -> Evidence:
    from ..checks import ball, exact, search, smt, sweep

    if task.kind == "exact":
        found = exact.check(statement, task.engine)
        undefined = smt.defined(
            statement, dict(zip(exact.ENGINES, smt.ENGINES, strict=True))[task.engine]
        )
        if undefined:
            return found.model_copy(update={"outcome": Outcome.UNKNOWN, "detail": undefined})
        return found
    if task.kind == "smt":
        return smt.check(statement, task.engine)
    if task.kind == "ball":
        return ball.check(statement, claim.box(statement) or statement.ranges)
    if task.kind == "search":
        return search.check(statement, seed)
    return sweep.check(statement, seed)
