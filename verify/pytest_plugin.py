"""A claim's checks as pytest items: ``pytest --ganproof mescheder2018`` or ``--ganproof all``.

Each conclusion and each written variant of a claim becomes an item next to the verdict itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .records import ClaimRecord


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--ganproof`` and ``--ganproof-store``."""
    group = parser.getgroup("ganproof", "executable theorems")
    group.addoption(
        "--ganproof",
        action="append",
        default=[],
        metavar="ID",
        help="decide a claim (an id, a prefix, or all) and report it as test items",
    )
    group.addoption(
        "--ganproof-store",
        default=".ganproof/results.sqlite",
        metavar="FILE",
        help="where results are kept between runs",
    )


class ClaimFailure(Exception):
    """What is not as expected, for a reader; shown without a traceback."""


class ClaimItem(pytest.Item):
    """One thing that a claim must get right."""

    def __init__(self, *, verdict: str, problem: str, **options: Any) -> None:
        super().__init__(**options)
        self.problem = problem
        self.user_properties.append(("verdict", verdict))

    def runtest(self) -> None:
        """Fail with what is not as expected."""
        if self.problem:
            raise ClaimFailure(self.problem)

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        """Show the sentence alone."""
        if isinstance(excinfo.value, ClaimFailure):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Any, int | None, str]:
        """Name the claim and what of it."""
        return self.path, None, self.name


class Claims(pytest.Collector):
    """Items of one decided claim."""

    def __init__(self, *, record: ClaimRecord, **options: Any) -> None:
        super().__init__(**options)
        self.record = record

    def collect(self) -> Iterator[ClaimItem]:
        """Yield the verdict, the conclusions and the written variants."""
        from .evidence import Origin
        from .faces.words import why_unexpected

        claim = self.record
        problem = "" if claim.as_expected else why_unexpected(claim)
        yield self._item("verdict", claim.verdict, problem)
        for conclusion in claim.conclusions:
            bad = claim.verdict is not claim.expected and conclusion.verdict is claim.verdict
            problem = f"{conclusion.verdict.words}: {conclusion.reason}" if bad else ""
            yield self._item(f"conclusion: {conclusion.name}", conclusion.verdict, problem)
        for mutant in (*claim.mutants, *claim.not_said):
            if mutant.origin is not Origin.GENERATED:
                problem = "" if mutant.refuted else f"not refuted: {mutant.status} {mutant.detail}"
                yield self._item(f"refutes: {mutant.name}", mutant.status, problem)

    def _item(self, name: str, verdict: str, problem: str) -> ClaimItem:
        item: ClaimItem = ClaimItem.from_parent(
            self, name=name, verdict=str(verdict), problem=problem
        )
        return item


def pytest_collection_modifyitems(
    session: pytest.Session, config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Decide the chosen claims and add their items."""
    names = config.getoption("--ganproof")
    if not names:
        return
    from pathlib import Path

    from .run import library
    from .run import session as runs
    from .run.store import StoreError, opened

    try:
        chosen = library.select([] if "all" in names else names)
        with opened(Path(config.getoption("--ganproof-store")), waiting=print) as store:
            document = runs.run(chosen, store)
    except (library.UnknownClaim, StoreError) as problem:
        raise pytest.UsageError(str(problem)) from None
    for record in document.claims:
        collector: Claims = Claims.from_parent(session, name=record.id, record=record)
        items.extend(collector.collect())
