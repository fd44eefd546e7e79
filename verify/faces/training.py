"""The command that trains what experiments declare."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..run import libraries, library
from .running import chosen, following, stop


@click.command(short_help="Train the networks of experiments, and record what is measured.")
@click.argument("claims", nargs=-1)
@click.option(
    "--size",
    type=click.Choice(["cpu", "full"]),
    default="cpu",
    show_default=True,
    help="The published cases at full size are for an accelerator.",
)
@click.option(
    "--other-seeds", is_flag=True, help="The published cases once more, with other seeds."
)
@click.option("--device", help="Such as cpu or cuda; else an accelerator if there is one.")
@click.option(
    "--scratch",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(".ganproof/training"),
    show_default=True,
    help="Folder for checkpoints.",
)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes."
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=1),
    default=3600,
    show_default=True,
    help="Seconds after which one training is stopped.",
)
def train(
    claims: tuple[str, ...],
    size: str,
    other_seeds: bool,
    device: str | None,
    scratch: Path,
    workers: int,
    timeout: float,
) -> None:
    """Train the networks of CLAIMS (ids, prefixes such as mescheder2018, or files), or of all.

    A claim about trained networks declares a rule before the run. This trains what the rule needs,
    variants and placebos too, and records what is measured; run, show and report apply the rule to
    the recording. What is recorded with the code of now is not trained again, and a training that
    was stopped goes on where it was.

    With --other-seeds it repeats the published cases: where a rule then says something else, the
    verdict is UNDECIDED. With --size full it trains them as large as the papers did, where a claim
    declares that; it is shown beside the verdict.
    """
    from ..run import training

    if other_seeds and size == "full":
        stop(2, "--other-seeds repeats what runs on a CPU; leave out --size full")
    roles = {"full": ("full size",)}.get(size, training.DECLARED)
    own = [name for name in claims if name.endswith(".py")]
    lost = next((name for name in own if not Path(name).is_file()), "")
    if lost:
        stop(2, f"there is no file {lost}")
    names = [name for name in claims if name not in own]
    references = [library.of_file(Path(name)) for name in own]
    references += chosen(names) if names or not own else []
    lacking = [name for name in ("torch", "safetensors") if libraries.installed(name) == "missing"]
    if lacking:
        stop(4, f"training needs {' and '.join(lacking)}: pip install 'ganproof[neural]'")
    try:
        scratch.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        stop(4, f"cannot make the folder {scratch}: {refused.strerror}")
    trained, failed = 0, 0
    with following() as progress:
        for claim, task, problem in training.train(
            references,
            roles=("other seeds",) if other_seeds else roles,
            device=device,
            workers=workers,
            timeout=timeout,
            scratch=scratch.absolute(),
            progress=progress,
        ):
            trained, failed = trained + (not problem), failed + bool(problem)
            click.echo(f"{claim} {task}: {problem or 'recorded'}", err=bool(problem))
    then = f"ganproof try {own[0]}" if own else "ganproof run"
    click.echo(f"{trained} trained, {failed} failed; {then} applies the rules to what is recorded")
    sys.exit(3 if failed else 0)
