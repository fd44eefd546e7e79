"""Recordings of trained networks: found, checked against the code of now, and written."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import io
import os
import tokenize
from collections.abc import Mapping, Sequence
from importlib.metadata import entry_points
from pathlib import Path

from pydantic import ValidationError

from ..measurements import Measured, Recording
from .arms import Arm, judged, misfit, repeated, untrained
from .fingerprint import closure
from .library import GROUP as CLAIMS
from .library import Reference
from .tasks import Result

GROUP = "ganproof.recorded"


def folders(reference: Reference) -> list[Path]:
    """Where the recording of a claim may lie; the first is where it is written.

    A package of claims names a package of recordings under the same name in the entry-point group
    ``ganproof.recorded``; without one they lie in a folder ``recorded`` beside the claim's file.
    """
    module = f"{reference.module}."
    owners = {
        each.name for each in entry_points(group=CLAIMS) if module.startswith(f"{each.value}.")
    }
    named = [each.value for each in entry_points(group=GROUP) if each.name in owners]
    specs = (importlib.util.find_spec(each) for each in named)
    found = {place for spec in specs if spec for place in spec.submodule_search_locations or ()}
    return [*map(Path, sorted(found)), reference.file.parent / "recorded"]


def results(reference: Reference, arms: Mapping[str, Arm]) -> dict[str, Result]:
    """What the rules say of all arms of a claim, by task.

    A measurement counts if the code that it was made with is the code of now.
    """
    found, damaged = read(reference.id, folders(reference))
    trained = found.trained if found else {}
    code = digest(reference)
    named = reference.id if reference.module else reference.file.name
    judgements: dict[str, Result] = {}
    published: dict[str, Result] = {}
    repetitions: dict[str, Result] = {}
    for name, arm in arms.items():
        why = damaged or invalid(arm, trained.get(name), code)
        first = published.get(arm.experiment, Result()).arm
        if not why and arm.role == "other seeds" and first and first.values == trained[name].values:
            why = f"{arm.experiment} measures the same with other seeds: does it use them?"
        result = untrained(arm, named, why) if why else judged(arm, trained[name], first)
        if arm.role == "as claimed":
            published[arm.experiment] = result
        elif arm.role == "other seeds":
            repetitions[arm.experiment] = result
        judgements[name] = result
    for name, arm in arms.items():
        if arm.role == "as claimed":
            judgements[name] = repeated(judgements[name], repetitions[arm.experiment])
    return judgements


def invalid(arm: Arm, measured: Measured | None, code: str) -> str:
    """Why a measurement does not count; empty if it does."""
    if measured is None:
        return "not trained yet"
    if measured.code != code:
        return "recorded with other code than that of now"
    return misfit(arm, measured)


def read(claim: str, places: Sequence[Path]) -> tuple[Recording | None, str]:
    """The recording of a claim, if there is one, and what is wrong with its file."""
    for file in (place / f"{claim}.json" for place in places):
        try:
            found = Recording.model_validate_json(file.read_bytes())
        except FileNotFoundError:
            continue
        except (OSError, ValidationError):
            return None, f"{file.name} is no recording"
        return (found, "") if found.claim == claim else (None, f"{file.name} is of {found.claim}")
    return None, ""


def add(folder: Path, claim: str, task: str, measured: Measured) -> None:
    """Put a measurement into the recording of its claim; a reader sees the old file or the new."""
    known, damaged = read(claim, [folder])
    if damaged:
        (folder / f"{claim}.json").replace(folder / f"{claim}.json.damaged")
    trained = {**(known.trained if known else {}), task: measured}
    kept = {name: each for name, each in sorted(trained.items()) if each.code == measured.code}
    recording = Recording(claim=claim, trained=kept)
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{claim}.{os.getpid()}.part"
    beside.write_text(recording.model_dump_json(indent=1) + "\n", encoding="utf-8")
    beside.replace(folder / f"{claim}.json")


def digest(reference: Reference) -> str:
    """Of the claim file and of all that it computes with, but for comments and docstrings."""
    total = hashlib.sha256()
    for file, module in sorted(closure(reference).items(), key=lambda each: each[1]):
        total.update(f"{module}\n{_code(file)}\n".encode())
    return total.hexdigest()[:16]


def _code(file: Path) -> str:
    """The lines of a file without comments, docstrings and empty lines."""
    with tokenize.open(file) as text:
        source = text.read()
    lines = source.split("\n")
    quoted: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        row, column = token.start
        if token.type == tokenize.COMMENT:
            lines[row - 1] = lines[row - 1][:column]
        elif token.type == tokenize.STRING:
            quoted |= set(range(row - 1, token.end[0] - 1))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            first, last = node.lineno - 1, node.end_lineno or node.lineno
            before = lines[first][: node.col_offset]
            after = lines[last - 1].encode()[node.end_col_offset :]
            if isinstance(node.value.value, str) and not before.strip() and not after.strip():
                lines[first:last] = [""] * (last - first)
                quoted -= set(range(first, last))
    return "\n".join(
        line if k in quoted else line.rstrip()
        for k, line in enumerate(lines)
        if k in quoted or line.strip()
    )
