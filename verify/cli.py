"""The command line. Heavy imports stand inside the commands that need them."""

from __future__ import annotations

import sys
import tokenize
from io import TextIOWrapper
from pathlib import Path

import click

from .faces.documents import baseline, diff, recheck, schema
from .faces.running import chosen, decide, one, printed, stop, stored
from .faces.training import train
from .run import library

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
    """Executable theorems of GAN convergence.

    \b
    ganproof list                          what is claimed
    ganproof run                           decide everything (what is stored is not redone)
    ganproof show mescheder2018.lemma_2_5  one claim on a screen
    ganproof copy mescheder2018.lemma_2_5 > mine.py
    ganproof try mine.py                   a counterexample or a proof of your variant
    ganproof train                         train the networks that experiments speak of, and record

    Exit codes: 0 all as expected; 1 a verdict is not as expected or a mutant survived; 2 usage;
    3 a check failed; 4 something needed is missing; 5 nothing selected.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@main.command("list", short_help="List claims with their titles.")
@click.argument("words", nargs=-1)
def list_command(words: tuple[str, ...]) -> None:
    """List claims with their titles, those whose id or title contains all WORDS."""
    found = {
        reference.id: reference.title
        for reference in chosen([])
        if all(word.lower() in f"{reference.id} {reference.title}".lower() for word in words)
    }
    width = max(map(len, found), default=0)
    for name, title in found.items():
        click.echo(f"{name:{width}}  {title}")
    if not found:
        stop(5, f"no claim matches {' '.join(words)}; ganproof list shows all")


@main.command(short_help="Show one claim on a screen.")
@click.argument("claim_id")
@store_option
@timeout_option
def show(claim_id: str, store: Path, timeout: float) -> None:
    """Show one claim on a screen: statement, verdict, what it does not say, what it rests on."""
    from rich.console import Console

    from .faces import terminal

    reference = one(claim_id)
    with stored(store) as opened:
        document = decide([reference], opened, timeout=timeout)
    claim = next(each for each in document.claims if each.id == reference.id)
    terminal.one(claim, Console(soft_wrap=True))


@main.command(short_help="Decide claims, and keep the results.")
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

    with stored(store) as opened:
        document = decide(chosen(claims), opened, seed=seed, workers=workers, timeout=timeout)
    printed(document, form)
    context.exit(exit_code(document))


@main.command("try", short_help="Decide a claim file of your own.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@seed_option
@timeout_option
@click.pass_context
def try_command(context: click.Context, file: Path, seed: int, timeout: float) -> None:
    """Decide a claim FILE that lies anywhere. It is Python, and it is run: trust it first.

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
        document = decide([reference], nothing, seed=seed, timeout=timeout, alone=True)
    (claim,) = document.claims
    click.echo(claim.verdict.replace("_", " "))
    terminal.one(claim, Console(soft_wrap=True))
    context.exit(exit_code(document))


@main.command(short_help="Print a claim's file to start from.")
@click.argument("claim_id")
def copy(claim_id: str) -> None:
    """Print a claim's file, as a start for a variant of your own (ganproof copy ID > mine.py)."""
    reference = one(claim_id)
    with tokenize.open(reference.file) as file:
        click.echo(file.read(), nl=False)


@main.command(short_help="Decide all claims and write the HTML report.")
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
        stop(4, "no report writer is installed; install ganproof with its reports package")
    with stored(store) as opened:
        document = decide(chosen([]), opened, timeout=timeout)
    page = output / "index.html"
    try:
        output.mkdir(parents=True, exist_ok=True)
        next(iter(writers)).load()(document, page)
    except OSError as problem:
        stop(4, f"cannot write {page}: {problem.strerror}; choose another folder with --output")
    except ValueError as problem:
        stop(3, str(problem))
    click.echo(page)
    click.echo(summary(document))
    context.exit(exit_code(document))


@main.command(short_help="Say what is missing on this machine.")
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


for command in (diff, baseline, recheck, schema, train):
    main.add_command(command)
