"""A claim before anything is decided: what it states, where it is from, and what there is to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..evidence import Origin, Record, Verdict
from ..records import AblationRecord, Kind, PaperRecord, SourceRecord
from . import library
from .arms import Arm
from .lint import vanishing
from .loading import load
from .tasks import Task


class StatedConclusion(Record):
    """What a reader sees of a conclusion before anything is decided."""

    name: str
    latex: str
    text: str
    digest: str = ""
    ablation: AblationRecord | None = None


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
    stale: tuple[str, ...]
    not_said: tuple[str, ...]
    checks: dict[str, str]
    arms: dict[str, Arm]
    symbols: dict[str, str]
    tasks: tuple[Task, ...]


def describe(file: str, module: str) -> Description:
    """Import a claim, check that it is well formed, and list what there is to do."""
    from ..complaints import ClaimError
    from ..typeset import latex, statement_latex, statement_text, text
    from ..validation import validate

    vanished = next(vanishing(Path(file)), "")
    if vanished:
        raise ClaimError(vanished)
    claim, loaded = load(file, module)
    validate(claim)
    title, _, rest = (loaded.__doc__ or "").strip().partition("\n")
    statements = claim.statements()
    ablations = {
        each.name: AblationRecord(
            assumption=each.assumption, model=each.model, happens=each.happens
        )
        for each in claim.ablations
    }
    stated = [
        StatedConclusion(
            name=key,
            latex=statement_latex(each),
            text=statement_text(each),
            digest=each.digest,
            ablation=ablations.get(key),
        )
        for key, each in statements.items()
    ]
    stated += [
        StatedConclusion(name=name, latex="", text=name)
        for check in claim.checks
        if not check.supports
        for name in check.conclusions
    ]
    touched, stale, varied = _variants(claim, tolerant=not module)
    arms = {arm.task.name: arm for arm in _arms(claim, touched)}
    source = claim.source
    return Description(
        title=title or Path(file).stem,
        description=rest.strip(),
        kind=source.kind,
        paper=_paper(source.paper),
        source=SourceRecord(**{name: getattr(source, name) for name in SourceRecord.model_fields}),
        origin=claim.origin,
        expected=claim.expected,
        uses=tuple(library.id_of(used.module) for used in claim.uses),
        conclusions=tuple(stated),
        given={name: (latex(each), text(each)) for name, each in claim.given.items()},
        mutants=touched,
        stale=stale,
        not_said=tuple(each.name for each in claim.not_said),
        checks={each.name: each.conclusions[0] for each in claim.checks},
        arms=arms,
        symbols={
            variable.name: latex(variable)
            for statement in (*statements.values(), *varied)
            for variable in statement.concrete.variables
        },
        tasks=tuple(_tasks(claim, statements, touched, arms.values())),
    )


def _variants(
    claim: Any, tolerant: bool
) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...], list[Any]]:
    """The conclusions that each variant changes, which variants no longer fit, what they state.

    A copied claim brings its mutants along, and they should not stand in the way of an edit.
    """
    from ..complaints import StaleMutant
    from ..variants import changed

    touched: dict[str, tuple[str, ...]] = {}
    stale: list[str] = []
    varied: list[Any] = []
    for variant in (*claim.mutants, *claim.not_said):
        try:
            statements, checks = changed(claim, variant)
        except StaleMutant as problem:
            if not tolerant:
                raise
            stale.append(str(problem))
            continue
        names = (name for check in checks for name in check.conclusions)
        touched[variant.name] = (*statements, *names)
        varied += statements.values()
    return touched, tuple(stale), varied


def _arms(claim: Any, variants: Iterable[str]) -> Iterator[Arm]:
    """All that the claim's experiments train: the published cases, then the variants."""
    from ..variants import changed

    experiments = [each for each in claim.checks if each.kind == "experiment"]
    for check in experiments:
        yield _arm(check, {}, picture=check.picture)
        yield _arm(check, check.asked("other seeds"), role="other seeds")
        if check.full:
            yield _arm(check, check.asked("full size"), role="full size")
    for variant in (*claim.mutants, *claim.not_said):
        fits = bool(experiments) and variant.name in variants
        for check in changed(claim, variant)[1] if fits else ():
            if check in experiments:
                yield _arm(
                    check,
                    check.replaced_by(variant),
                    variant=variant.name,
                    role="placebo" if variant.placebo else "mutant",
                    origin=variant.origin,
                    instead=variant.instead,
                )


def _arm(check: Any, arguments: dict[str, Any], **known: Any) -> Arm:
    return Arm(
        experiment=check.name, rules=dict(check.rules), seeds=check.seeds(arguments), **known
    )


def _paper(paper: Any) -> PaperRecord | None:
    if paper is None:
        return None
    return PaperRecord(**{name: getattr(paper, name) for name in PaperRecord.model_fields})


def _tasks(
    claim: Any, statements: dict[str, Any], variants: Iterable[str], arms: Iterable[Arm]
) -> list[Task]:
    from ..checks import ball, exact, identity, smt, sweep

    tasks = []
    for name, statement in statements.items():
        equations, polynomial = exact.applies(statement), smt.applies(statement)
        of_matrices = identity.applies(statement)
        if of_matrices:
            tasks += [Task(kind="identity", subject=name, engine=e) for e in identity.ENGINES]
        if equations:
            tasks += [Task(kind="exact", subject=name, engine=each) for each in exact.ENGINES]
        if polynomial:
            tasks += [Task(kind="smt", subject=name, engine=each) for each in smt.ENGINES]
        decided = equations or polynomial or of_matrices
        if name in claim.boxes or (not decided and ball.applies(statement)):
            tasks.append(Task(kind="ball", subject=name))
        if not of_matrices and sweep.applies(statement):
            tasks.append(Task(kind="sweep", subject=name))
        tasks += [Task(kind=kind, subject=name) for kind in ("search", "witness", "generated")]
    if statements:
        tasks += [Task(kind="necessity", subject=name) for name in claim.given]
    trained = {arm.variant for arm in arms}
    tasks += [Task(kind="mutant", subject=name) for name in variants if name not in trained]
    tasks += [Task(kind=c.kind, subject=c.name) for c in claim.checks if c.kind != "experiment"]
    tasks += [Task(kind="figure", subject=figure.title) for figure in claim.figures]
    return tasks
