"""A run: describe the chosen claims, do what is not stored, and judge what was found."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any, Protocol, TypeVar

from pydantic import ValidationError

from ..evidence import Evidence, Outcome, Record
from ..records import ClaimRecord, RunDocument
from . import library, recordings, tasks
from .describe import Description, describe
from .fingerprint import fingerprint, stamp
from .libraries import versions
from .pool import SECONDS, WORKERS, Failure, Job, Pool
from .store import Store
from .summary import judged, undescribed
from .tasks import Result, Task

SEED = 2018
FICKLE = "the file states something else each time it is read: let nothing in it be random"
R = TypeVar("R", bound=Record)


class Progress(Protocol):
    """Where a run says how far it is."""

    def __call__(self, done: int, total: int, what: str, /) -> None:
        """Tasks done, tasks known so far, and the name of the last one."""


def _silent(_done: int, _total: int, _what: str, /) -> None:
    pass


@dataclass
class _State:
    """What is known of one claim so far."""

    reference: library.Reference
    fingerprint: Mapping[str, str]
    stamp: tuple[tuple[str, int, int], ...]
    description: Description | None = None
    failure: str = ""
    results: dict[str, Result] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return hashlib.sha256(repr(sorted(self.fingerprint.items())).encode()).hexdigest()


def run(
    references: Iterable[library.Reference],
    store: Store,
    *,
    seed: int = SEED,
    workers: int = WORKERS,
    timeout: float = SECONDS,
    progress: Progress = _silent,
    alone: bool = False,
    library_of: Callable[[], Mapping[str, library.Reference]] = library.discover,
) -> RunDocument:
    """Decide claims and all that they use; results under the same fingerprint are not redone.

    Args:
        references: the claims asked for.
        store: where results are kept as they come.
        seed: every random choice derives from it, the claim and the task.
        workers: processes.
        timeout: seconds for one task, a safety net.
        progress: called after each task.
        alone: leave undecided what they use; it must be there all the same.
        library_of: where claims named in ``uses`` are found.
    """
    states: dict[str, _State] = {}
    pool: Pool | None = None
    total = done = 0

    def submit(job: Job) -> None:
        nonlocal pool, total
        pool = pool or Pool(workers, timeout)
        pool.submit(job)
        total += 1

    def add(reference: library.Reference) -> None:
        if reference.id in states:
            return
        state = _State(reference, fingerprint(reference, seed), stamp(reference))
        states[reference.id] = state
        store.forget_others(reference.id, state.key)
        stored = store.get(reference.id, "describe", state.key)
        known = _read(Description, stored)
        if known is not None:
            described(state, known)
        else:
            arguments = (str(reference.file), reference.module)
            submit(Job((reference.id, None), describe, arguments))

    def described(state: _State, description: Description) -> None:
        state.description = description
        reference = state.reference
        if description.arms:
            state.results |= recordings.results(reference, description.arms)
        for task in description.tasks:
            stored = store.get(reference.id, task.name, state.key)
            result = _read(Result, stored)
            if result is not None:
                state.results[task.name] = result
            else:
                own = tasks.seed_of(seed, reference.id, task)
                arguments = (str(reference.file), reference.module, task, own)
                submit(Job((reference.id, task), tasks.perform, arguments))
        known = library_of()
        for used in description.uses:
            if used in known and not alone:
                add(known[used])
            elif used not in known:
                state.failures[f"uses {used}"] = f"it rests on {used}, which is no installed claim"

    try:
        for reference in references:
            add(reference)
        for (claim, task), outcome in pool.results() if pool else ():
            done += 1
            state = states[claim]
            name = task.name if task else "describe"
            problem = (
                outcome.reason if isinstance(outcome, Failure) else _amiss(state, task, outcome)
            )
            if problem:
                if problem == FICKLE:  # then nothing is worth what it seems, proofs included
                    state.description, state.failure = None, problem
                elif task:
                    state.failures[name] = problem
                else:
                    state.failure = problem
            else:
                if not (task and outcome.missing):  # it may be installed before the next run
                    store.put(claim, name, state.key, outcome.model_dump_json())
                if task:
                    state.results[name] = outcome
                else:
                    described(state, outcome)
            progress(done, total, f"{claim} {name}")
    finally:
        if pool:
            pool.close()
    return _document(states, seed)


def _read(kind: type[R], stored: str | None) -> R | None:
    """A stored record; none where there is none, or it is not one."""
    try:
        return kind.model_validate_json(stored) if stored is not None else None
    except ValidationError:
        return None


def _amiss(state: _State, task: Task | None, outcome: Any) -> str:
    """Why a result must not be kept; empty if it may."""
    if stamp(state.reference) != state.stamp:
        return "a file that it depends on was changed during the run; run again"
    stated = state.description.conclusions if task and state.description else ()
    digests = {each.name: each.digest for each in stated}
    if task and outcome.digest and outcome.digest != digests.get(task.subject):
        return FICKLE
    return ""


def _document(states: Mapping[str, _State], seed: int) -> RunDocument:
    papers = {}
    claims: dict[str, ClaimRecord] = {}
    for name in _dependencies_first(states):
        state = states[name]
        if state.description is None:
            claims[name] = undescribed(state.reference, state.failure, state.fingerprint)
            continue
        if state.description.paper:
            papers[state.description.paper.key] = state.description.paper
        failed = [_failed(task, state) for task in state.description.tasks]
        failed += [_unmet(reason) for name, reason in state.failures.items() if "uses " in name[:5]]
        claims[name] = judged(
            state.reference,
            state.description,
            {
                name: state.results[name]
                for name in _tasks(state.description)
                if name in state.results
            },
            [each for each in failed if each],
            state.fingerprint,
            claims,
        )
    return RunDocument(
        ganproof=version("ganproof"),
        seed=seed,
        versions=versions(),
        papers=tuple(papers[key] for key in sorted(papers)),
        claims=tuple(claims[name] for name in sorted(claims, key=library.natural)),
    )


def _tasks(description: Description) -> list[str]:
    """All that was to be found out, in an order that does not depend on the run."""
    return [*description.arms, *(task.name for task in description.tasks)]


def _unmet(reason: str) -> Evidence:
    return Evidence(check="uses", conclusion="", outcome=Outcome.FAILED, engines=(), detail=reason)


def _failed(task: Task, state: _State) -> Evidence | None:
    reason = state.failures.get(task.name)
    if reason is None:
        return None
    engines = (task.engine,) if task.engine else ()
    checks = state.description.checks if state.description else {}
    return Evidence(
        check=task.kind,
        conclusion=checks.get(task.subject, task.subject),
        outcome=Outcome.FAILED,
        engines=engines,
        detail=reason,
    )


def _dependencies_first(states: Mapping[str, _State]) -> list[str]:
    order: list[str] = []

    def visit(name: str) -> None:
        if name in order or name not in states:
            return
        description = states[name].description
        for used in description.uses if description else ():
            visit(used)
        order.append(name)

    for name in states:
        visit(name)
    return order
