"""What there is to do for a claim, and doing one piece of it inside a worker process."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import time
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from ..evidence import Evidence, Origin, Outcome, Record, Verdict
from ..records import AssumptionRecord, Kind, MutantRecord, PaperRecord, SourceRecord
from . import library

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


class StatedConclusion(Record):
    """What a reader sees of a conclusion before anything is decided."""

    name: str
    latex: str
    text: str


class Description(Record):
    """A claim without its results: all that is known once its file has been imported."""

    title: str
    description: str
    kind: Kind
    paper: PaperRecord | None
    source: SourceRecord
    origin: Origin
    expected: Verdict
    uses: tuple[str, ...]
    conclusions: tuple[StatedConclusion, ...]
    given: dict[str, tuple[str, str]]
    mutants: dict[str, tuple[str, ...]]
    not_said: tuple[str, ...]
    tasks: tuple[Task, ...]


def seed_of(seed: int, claim: str, task: Task) -> int:
    """A seed that depends on what is done, not on who does it or when."""
    return int.from_bytes(hashlib.sha256(f"{seed}/{claim}/{task.name}".encode()).digest()[:4])


def load(file: str, module: str) -> tuple[Any, str]:
    """The claim object of a file, and the module's docstring.

    Raises:
        ClaimError: the file defines no claim.
    """
    from ..claim import Claim, ClaimError

    if module:
        loaded = importlib.import_module(module)
    else:
        spec = importlib.util.spec_from_file_location(Path(file).stem, file)
        if spec is None or spec.loader is None:
            raise ClaimError(f"{file} is not a Python file; a claim file ends in .py")
        loaded = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(loaded)
    claim = getattr(loaded, "claim", None)
    if not isinstance(claim, Claim):
        raise ClaimError("the file defines no claim; write claim = Claim(given={...})")
    return claim, loaded.__doc__ or ""


def describe(file: str, module: str) -> Description:
    """Import a claim, check that it is well formed, and list what there is to do."""
    from ..typeset import latex, statement_latex, statement_text, text

    claim, words = load(file, module)
    claim.validate()
    title, _, rest = words.strip().partition("\n")
    statements = claim.statements()
    stated = [
        StatedConclusion(name=key, latex=statement_latex(each), text=statement_text(each))
        for key, each in statements.items()
    ]
    stated += [
        StatedConclusion(name=check.conclusion, latex="", text=check.conclusion)
        for check in claim.checks
        if not check.supports
    ]
    source = claim.source
    return Description(
        title=title or Path(file).stem,
        description=rest.strip(),
        kind=source.kind,
        paper=_paper(source.paper),
        source=SourceRecord(
            label=source.label,
            equation=source.equation,
            notes=source.notes,
            attribution=source.attribution,
        ),
        origin=claim.origin,
        expected=claim.expected,
        uses=tuple(library.id_of(used.module) for used in claim.uses),
        conclusions=tuple(stated),
        given={name: (latex(each), text(each)) for name, each in claim.given.items()},
        mutants={
            each.name: (*changed[0], *(check.conclusion for check in changed[1]))
            for each in (*claim.mutants, *claim.not_said)
            for changed in [claim.changed(each)]
        },
        not_said=tuple(each.name for each in claim.not_said),
        tasks=tuple(_tasks(claim, statements)),
    )


def _paper(paper: Any) -> PaperRecord | None:
    if paper is None:
        return None
    return PaperRecord(**{name: getattr(paper, name) for name in PaperRecord.model_fields})


def _tasks(claim: Any, statements: dict[str, Any]) -> list[Task]:
    from ..checks import ball, exact, smt, sweep

    tasks = []
    for name, statement in statements.items():
        identity, polynomial = exact.applies(statement), smt.applies(statement)
        if identity:
            tasks += [Task(kind="exact", subject=name, engine=each) for each in exact.ENGINES]
        if polynomial:
            tasks += [Task(kind="smt", subject=name, engine=each) for each in smt.ENGINES]
        if name in claim.boxes or (not (identity or polynomial) and ball.applies(statement)):
            tasks.append(Task(kind="ball", subject=name))
        if sweep.applies(statement):
            tasks.append(Task(kind="sweep", subject=name))
        tasks += [Task(kind=kind, subject=name) for kind in ("search", "witness", "generated")]
    if statements:
        tasks += [Task(kind="necessity", subject=name) for name in claim.given]
    tasks += [Task(kind="mutant", subject=each.name) for each in (*claim.mutants, *claim.not_said)]
    tasks += [Task(kind="simulation", subject=check.name) for check in claim.checks]
    return tasks


def perform(file: str, module: str, task: Task, seed: int) -> Result:
    """Do one task; the seed is already the task's own."""
    start = time.perf_counter()
    result = _perform(load(file, module)[0], task, seed)
    seconds = round(time.perf_counter() - start, 3)
    evidence = tuple(each.model_copy(update={"seconds": seconds}) for each in result.evidence)
    return result.model_copy(update={"seconds": seconds, "evidence": evidence})


def _perform(claim: Any, task: Task, seed: int) -> Result:
    from .. import attack
    from ..checks import simulation

    name = task.subject
    if task.kind == "simulation":
        check = next(each for each in claim.checks if each.name == name)
        found = simulation.check(name, check.conclusion, check.supports, check.function, {})
        return Result(evidence=(found,))
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
        found_point, impossible = attack.witness(statement, seed)
        return Result(witness=found_point if not impossible else None, impossible=impossible)
    return Result(evidence=(_check(claim, statement, task, seed),))


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
        named = {
            str(variable): ends for variable, ends in claim.boxes.get(statement.name, {}).items()
        }
        box = {
            name: (Fraction(str(low)), Fraction(str(high))) for name, (low, high) in named.items()
        }
        return ball.check(statement, box or statement.ranges)
    if task.kind == "search":
        return search.check(statement, seed)
    return sweep.check(statement, seed)
