"""Running claims for a person: what was chosen, how far it is, and how it ends."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from ..run import libraries, library

if TYPE_CHECKING:
    from ..records import RunDocument
    from ..run.session import Progress
    from ..run.store import Store


def chosen(names: Sequence[str]) -> list[library.Reference]:
    """Installed claims by id or prefix; ends the program where a name matches none."""
    try:
        return library.select(names) or stop(5, "no claims are installed; see ganproof doctor")
    except library.UnknownClaim as problem:
        return stop(2, str(problem))


def one(name: str) -> library.Reference:
    """The installed claim of exactly this id; ends the program if there is none."""
    found = chosen([name])
    if found[0].id != name:
        stop(2, f"{name!r} names several claims: {', '.join(each.id for each in found)}")
    return found[0]


@contextmanager
def stored(path: Path) -> Iterator[Store]:
    """The store; ends the program with one line where it cannot be used."""
    from ..run import store

    try:
        with store.opened(path, waiting=lambda text: click.echo(text, err=True)) as opened:
            yield opened
    except store.StoreError as problem:
        stop(4, str(problem))


def decide(references: Sequence[library.Reference], store: Store, **options: Any) -> RunDocument:
    """Run claims, with progress on stderr if that is a terminal."""
    from ..run import session

    missing = libraries.missing()
    if missing:
        stop(4, f"{', '.join(missing)} not installed; pip install ganproof brings it (see doctor)")
    with following() as progress:
        return session.run(references, store, progress=progress, **options)


@contextmanager
def following() -> Iterator[Progress]:
    """A bar on stderr that can be told how far something is; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _total, _what, /: None
        return
    from rich import progress
    from rich.console import Console
    from rich.markup import escape

    columns = (
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TimeElapsedColumn(),
        progress.TextColumn("{task.description}"),
    )
    with progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        line = bar.add_task("starting workers", total=None)

        def advance(done: int, total: int, what: str, /) -> None:
            bar.update(line, completed=done, total=total, description=escape(what))

        yield advance


def printed(document: RunDocument, form: str) -> None:
    """Print a run on stdout in one of the forms of ``run --format``."""
    if form == "json":
        click.echo(document.model_dump_json(indent=2))
    elif form == "junit":
        from .junit import junit

        click.echo(junit(document))
    elif form == "markdown":
        from .markdown import markdown

        click.echo(markdown(document), nl=False)
    else:
        from rich.console import Console

        from . import terminal

        terminal.table(document, Console())


def stop(code: int, message: str) -> NoReturn:
    """End the program with one line on stderr."""
    click.echo(f"ganproof: {message}", err=True)
    sys.exit(code)
