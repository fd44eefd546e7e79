"""Commands about finished runs: compare, keep, check again, describe."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import click

from .running import stop


@click.command(short_help="Say which verdicts changed, and why.")
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
def diff(before: Path, after: Path) -> None:
    """Say which verdicts changed from BEFORE to AFTER, and why; exit 1 if any did.

    Each is a run (ganproof run --format json) or a baseline.
    """
    from ..run import diff as comparison

    try:
        old, new = comparison.read(before), comparison.read(after)
    except comparison.DiffError as problem:
        stop(2, str(problem))
    lines = comparison.differences(old, new)
    click.echo("\n".join(lines) or "no verdict changed")
    sys.exit(bool(lines))


@click.command(short_help="Keep of a run what diff compares.")
@click.argument("document", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
def baseline(document: Path, target: Path) -> None:
    """Keep of a run DOCUMENT what diff compares, and write it to TARGET."""
    from ..run import diff as comparison

    try:
        kept = comparison.read(document)
    except comparison.DiffError as problem:
        stop(2, str(problem))
    try:
        target.write_text(kept.model_dump_json(indent=2) + "\n", encoding="utf-8")
    except OSError as problem:
        stop(4, f"cannot write {target}: {problem.strerror}")
    click.echo(target)


@click.command(short_help="Check certificates again.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def recheck(file: Path) -> None:
    """Check the certificates in FILE again: a run, one certificate, or a list of them.

    Counterexamples and optima of linear programs are checked with Python's fractions alone (python
    -m ganproof.verify.certificates needs nothing else), minimisers of convex programs in ball
    arithmetic.
    """
    import json

    from .. import certificates
    from ..programs import CHECKERS

    counts = Counter[str]()

    def counted(kind: str, check: certificates.Checker) -> certificates.Checker:
        def checker(certificate: dict[str, Any]) -> str:
            counts[kind] += 1
            return check(certificate)

        return checker

    others = {kind: counted(kind, check) for kind, check in CHECKERS.items()}
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
        count, failures = certificates.recheck(document, others)
    except certificates.MALFORMED as problem:
        stop(2, f"{file} is neither a run (ganproof run --format json) nor certificates: {problem}")
    for failure in failures:
        click.echo(failure)
    enclosed = sum(counts.values())
    click.echo(
        f"{count - enclosed} certificates checked with the standard library and {enclosed} in ball "
        f"arithmetic, {len(failures)} not valid"
    )
    if not failures and isinstance(document, dict) and "says" in document:
        click.echo(f"valid: {document['says']}")
    sys.exit(1 if failures else 0 if count else 5)


@click.command(short_help="Print the JSON Schema of a run.")
def schema() -> None:
    """Print the JSON Schema of ``run --format json``."""
    import json

    from ..records import RunDocument

    click.echo(json.dumps(RunDocument.model_json_schema(), indent=2, sort_keys=True))
