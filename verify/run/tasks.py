"""What there is to do for a claim, and doing one piece of it inside a worker process."""

from __future__ import annotations

import hashlib
import time
from types import ModuleType
from typing import Any, Literal

from ..evidence import Evidence, Origin, Outcome, Reach, Record
from ..measurements import ArmRecord, Measured, Place, UntrainedRecord
from ..records import AssumptionRecord, FigureRecord, MutantRecord
from ..translate import tree
from .libraries import OPTIONAL
from .libraries import installed as version_of
from .loading import load

TaskKind = Literal[
    "exact",
    "identity",
    "smt",
    "ball",
    "search",
    "sweep",
    "witness",
    "generated",
    "necessity",
    "mutant",
    "simulation",
    "program",
    "experiment",
    "arm",
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
    digest: str = ""
    assumption: AssumptionRecord | None = None
    mutants: tuple[MutantRecord, ...] = ()
    figure: FigureRecord | None = None
    arm: ArmRecord | None = None
    untrained: UntrainedRecord | None = None
    missing: str = ""


def seed_of(seed: int, claim: str, task: Task) -> int:
    """A seed that depends on what is done, not on who does it or when."""
    return int.from_bytes(hashlib.sha256(f"{seed}/{claim}/{task.name}".encode()).digest()[:4])


def perform(file: str, module: str, task: Task, seed: int) -> Result:
    """Do one task; the seed is already the task's own."""
    start = time.perf_counter()
    claim, loaded = load(file, module)
    try:
        result = _perform(claim, loaded, task, seed)
    except tree.Untranslatable as problem:
        result = _unsupported(task, str(problem))
    except ModuleNotFoundError as problem:
        library = str(problem.name).partition(".")[0]
        if library not in OPTIONAL or version_of(library) != "missing":
            raise
        result = _missing(claim, task, library)
    seconds = round(time.perf_counter() - start, 3)
    evidence = tuple(each.model_copy(update={"seconds": seconds}) for each in result.evidence)
    return result.model_copy(update={"seconds": seconds, "evidence": evidence})


def measure(file: str, module: str, task: Task, place: Place, code: str) -> Measured:
    """Train what an experiment declares, as claimed or varied, and say what was measured.

    Args:
        file: the claim's.
        module: its name in a package; empty outside any.
        task: of kind ``experiment`` or ``arm``.
        place: device and folder for checkpoints.
        code: digest that is kept with the measurement.
    """
    from ..checks import experiment

    claim, _ = load(file, module)
    varied = task.kind == "arm"
    name = task.engine if varied else task.subject
    declared = next(each for each in claim.checks if each.name == name)
    if not varied:
        return experiment.measure(declared, declared.asked(task.engine), place, code)
    variants = (*claim.mutants, *claim.not_said)
    variant = next(each for each in variants if each.name == task.subject)
    return experiment.measure(declared, declared.replaced_by(variant), place, code)


def _unsupported(task: Task, why: str) -> Result:
    """Mathematics that no engine here speaks leaves a conclusion undecided."""
    if task.kind not in ("exact", "identity", "smt", "ball", "search", "sweep"):
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


def _missing(claim: Any, task: Task, library: str) -> Result:
    """A library that only some claims need, and is not there, leaves them untested."""
    why = f"needs {library}, which is not installed: pip install 'ganproof[{OPTIONAL[library]}]'"
    checks = {each.name: each for each in claim.checks}
    if task.kind == "mutant":
        untried = MutantRecord(
            name=task.subject, origin=Origin.BEYOND, status="not tried", refuted=False, detail=why
        )
        return Result(mutants=(untried,), missing=library)
    if task.kind not in ("simulation", "program"):
        return Result(missing=library)
    check = checks[task.subject]
    found = Evidence(
        check=task.kind,
        conclusion=check.conclusion,
        outcome=Outcome.MISSING,
        engines=(),
        detail=why,
        supports=check.supports,
    )
    return Result(evidence=(found,), missing=library)


def _perform(claim: Any, loaded: ModuleType, task: Task, seed: int) -> Result:
    from .. import attack
    from ..checks import figure, function

    name = task.subject
    if task.kind in ("simulation", "program"):
        check = next(each for each in claim.checks if each.name == name)
        return Result(evidence=(function.check(check, {}),))
    if task.kind == "figure":
        declared = next(each for each in claim.figures if each.title == name)
        return Result(figure=figure.check(declared, loaded))
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
        return Result(witness=point, impossible=impossible, digest=statement.digest)
    found = _scoped(statement, _check(claim, statement, task, seed))
    return Result(evidence=(found,), digest=statement.digest)


def _scoped(statement: Any, found: Evidence) -> Evidence:
    """A proof reaches no further than its statement does; on a box, not even so far."""
    if statement.reach is Reach.EVERYWHERE or found.outcome is not Outcome.PROVED:
        return found
    scope = f"{statement.scope}, {found.scope}" if found.box else statement.scope
    return found.model_copy(update={"reach": statement.reach, "scope": scope})


def _check(claim: Any, statement: Any, task: Task, seed: int) -> Evidence:
    from ..checks import ball, exact, identity, search, smt, sweep

    if task.kind == "identity":
        return identity.check(statement, task.engine)
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
    # Where a proof is sought too, samples only guard against a defect of the engines.
    proofs = any(each.applies(statement) for each in (exact, identity, smt))
    if task.kind == "search":
        examples = search.EXAMPLES // 2 if proofs else search.EXAMPLES
        return search.check(statement.concrete, seed, examples)
    return sweep.check(statement, seed, sweep.CASES // 4 if proofs else sweep.CASES)
