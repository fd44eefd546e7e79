"""The command line. Heavy imports stand inside the commands that need them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from .run import library

if TYPE_CHECKING:
    from .records import RunDocument
    from .run.store import Store

STORE = Path(".ganproof/results.sqlite")
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

store_option = click.option(
    "--store",
    type=click.Path(path_type=Path, dir_okay=False),
    default=STORE,
    show_default=True,
    help="Where results are kept between runs.",
)
timeout_option = click.option(
    "--timeout",
    type=click.FloatRange(min=1),
    default=60,
    show_default=True,
    help="Seconds after which one check is stopped.",
)
seed_option = click.option(
    "--seed", default=2018, show_default=True, help="Of every random choice."
)
workers_option = click.option(
    "--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes."
)


@click.group(context_settings=CONTEXT)
@click.version_option(package_name="ganproof", message="ganproof %(version)s")
def main() -> None:
    r"""Executable theorems of GAN convergence.

    \b
    ganproof list                          what is claimed
    ganproof run                           decide everything (what is stored is not redone)
    ganproof show mescheder2018.lemma_2_5  one claim on a screen
    ganproof copy mescheder2018.lemma_2_5 > mine.py
    ganproof try mine.py                   a counterexample or a proof of your variant

    Exit codes: 0 all as expected; 1 a verdict is not as expected or a mutant survived; 2 usage;
    3 a check failed; 4 something needed is missing; 5 nothing selected.
    """


@main.command("list")
@click.argument("words", nargs=-1)
def list_command(words: tuple[str, ...]) -> None:
    """List claims with their titles, those whose id or title contains all WORDS."""
    found = {
        name: reference.title
        for name, reference in library.discover().items()
        if all(word.lower() in f"{name} {reference.title}".lower() for word in words)
    }
    width = max(map(len, found), default=0)
    for name, title in found.items():
        click.echo(f"{name:{width}}  {title}")
    if not found:
        _stop(5, f"no claim matches {' '.join(words)}; ganproof list shows all")


@main.command()
@click.argument("claim_id")
@store_option
@timeout_option
def show(claim_id: str, store: Path, timeout: float) -> None:
    """Show one claim on a screen: statement, verdict, what it does not say, what it rests on."""
    from rich.console import Console

    from .faces import terminal

    (reference,) = _chosen([claim_id])
    with _store(store) as opened:
        document = _run([reference], opened, timeout=timeout)
    claim = next(each for each in document.claims if each.id == reference.id)
    terminal.one(claim, Console(soft_wrap=True))


@main.command()
@click.argument("claims", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "junit", "markdown"]),
    default="table",
    show_default=True,
)
@store_option
@seed_option
@workers_option
@timeout_option
@click.pass_context
def run(
    context: click.Context,
    claims: tuple[str, ...],
    form: str,
    store: Path,
    seed: int,
    workers: int,
    timeout: float,
) -> None:
    """Decide CLAIMS (ids, or prefixes such as mescheder2018), or all of them.

    Results are kept as they come: a run that was stopped goes on where it was, and what has not
    changed is not redone. What a claim uses is decided with it.
    """
    from .faces.words import exit_code

    with _store(store) as opened:
        document = _run(_chosen(claims), opened, seed=seed, workers=workers, timeout=timeout)
    _print(document, form)
    context.exit(exit_code(document))


@main.command("try")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@seed_option
@timeout_option
@click.pass_context
def try_command(context: click.Context, file: Path, seed: int, timeout: float) -> None:
    r"""Decide a claim FILE that lies anywhere. It is Python, and it is run: trust it first.

    \b
    '''My variant: alternating updates tolerate every step below 2/|f'(0)|.'''
    from sympy import Abs, Matrix
    from ganproof.verify import Claim, real, schur
    a, h = real("a"), real("h")
    claim = Claim(given={"the step is positive": h > 0, "it is small": h * Abs(a) < 2})
    @claim.states
    def conclusions(*, M=Matrix([[1, -h * a], [h * a, 1 - h**2 * a**2]])):
        return {"converges": schur(M)}

    Prints a proof and whether each assumption is needed, or a counterexample in small rational
    numbers. It needs no paper and no mutants; ganproof copy ID gives a start. Nothing is stored.
    """
    from rich.console import Console

    from .faces import terminal
    from .faces.words import exit_code
    from .run import store

    with store.in_memory() as nothing:
        reference = library.of_file(file)
        document = _run([reference], nothing, seed=seed, timeout=timeout, library_of=dict)
    (claim,) = document.claims
    click.echo(claim.verdict.replace("_", " "))
    terminal.one(claim, Console(soft_wrap=True))
    context.exit(exit_code(document))


@main.command()
@click.argument("claim_id")
def copy(claim_id: str) -> None:
    """Print a claim's file, as a start for a variant of your own (ganproof copy ID > mine.py)."""
    (reference,) = _chosen([claim_id])
    click.echo(reference.file.read_text(encoding="utf-8"), nl=False)


@main.command()
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("build/report"),
    show_default=True,
    help="Folder for index.html.",
)
@store_option
@timeout_option
@click.pass_context
def report(context: click.Context, output: Path, store: Path, timeout: float) -> None:
    """Decide all claims and write the report, one HTML file that needs no network."""
    from importlib.metadata import entry_points

    from .faces.words import exit_code, summary

    writers = entry_points(group="ganproof.reports", name="html")
    if not writers:
        _stop(4, "no report writer is installed; install ganproof with its reports package")
    with _store(store) as opened:
        document = _run(_chosen([]), opened, timeout=timeout)
    page = output / "index.html"
    try:
        output.mkdir(parents=True, exist_ok=True)
        next(iter(writers)).load()(document, page)
    except OSError as problem:
        _stop(4, f"cannot write {page}: {problem.strerror}; choose another folder with --output")
    except ValueError as problem:
        _stop(3, str(problem))
    click.echo(page)
    click.echo(summary(document))
    context.exit(exit_code(document))


@main.command()
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
def diff(before: Path, after: Path) -> None:
    """Say which verdicts changed from BEFORE to AFTER, and why; exit 1 if any did.

    Each is a run (ganproof run --format json) or a baseline.
    """
    from .run import diff as comparison

    try:
        old, new = comparison.read(before), comparison.read(after)
    except comparison.DiffError as problem:
        _stop(2, str(problem))
    lines = comparison.differences(old, new)
    click.echo("\n".join(lines) or "no verdict changed")
    sys.exit(bool(lines))


@main.command()
@click.argument("document", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
def baseline(document: Path, target: Path) -> None:
    """Keep of a run DOCUMENT what diff compares, and write it to TARGET."""
    from .run import diff as comparison

    try:
        kept = comparison.read(document)
    except comparison.DiffError as problem:
        _stop(2, str(problem))
    target.write_text(kept.model_dump_json(indent=2) + "\n", encoding="utf-8")
    click.echo(target)


@main.command()
@click.argument("document", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def recheck(document: Path) -> None:
    """Check every counterexample of a run again, with Python's fractions alone."""
    import json

    from .certificates import recheck as check_all

    try:
        count, failures = check_all(json.loads(document.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as problem:
        _stop(2, f"{document} is not a run (ganproof run --format json): {problem}")
    for failure in failures:
        click.echo(failure)
    click.echo(f"{count} certificates checked with the standard library, {len(failures)} not valid")
    sys.exit(1 if failures else 0 if count else 5)


@main.command()
def schema() -> None:
    """Print the JSON Schema of ``run --format json``."""
    import json

    from .records import RunDocument

    click.echo(json.dumps(RunDocument.model_json_schema(), indent=2, sort_keys=True))


@main.command()
@store_option
def doctor(store: Path) -> None:
    """Say what is installed, what is missing, and what to do about it."""
    from .doctor import examine

    healthy = True
    for line in examine(store):
        click.echo(f"{'ok     ' if line.good else 'MISSING'}  {line.what}: {line.found}")
        if not line.good:
            click.echo(f"         {line.remedy}")
        healthy = healthy and line.good
    sys.exit(0 if healthy else 4)


def _chosen(names: Sequence[str]) -> list[library.Reference]:
    try:
        return library.select(names) or _stop(5, "no claims are installed; see ganproof doctor")
    except library.UnknownClaim as problem:
        return _stop(2, str(problem))


@contextmanager
def _store(path: Path) -> Iterator[Store]:
    from .run import store

    try:
        with store.opened(path, waiting=lambda text: click.echo(text, err=True)) as opened:
            yield opened
    except store.StoreError as problem:
        _stop(4, str(problem))


def _run(references: Sequence[library.Reference], store: Store, **options: Any) -> RunDocument:
    from .run import session

    missing = library.missing()
    if missing:
        _stop(4, f"{', '.join(missing)} not installed; pip install ganproof brings it (see doctor)")
    if not sys.stderr.isatty():
        return session.run(references, store, **options)
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True) as bar:
        line = bar.add_task("starting workers", total=None)

        def advance(done: int, total: int, what: str) -> None:
            bar.update(line, completed=done, total=total, description=what.replace("[", r"\["))

        return session.run(references, store, progress=advance, **options)


def _print(document: RunDocument, form: str) -> None:
    if form == "json":
        click.echo(document.model_dump_json(indent=2))
    elif form == "junit":
        from .faces.junit import junit

        click.echo(junit(document))
    elif form == "markdown":
        from .faces.markdown import markdown

        click.echo(markdown(document), nl=False)
    else:
        from rich.console import Console

        from .faces import terminal

        terminal.table(document, Console())


def _stop(code: int, message: str) -> NoReturn:
    click.echo(f"ganproof: {message}", err=True)
    sys.exit(code)
