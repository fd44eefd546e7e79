"""What this program needs from the machine, and whether it is there."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .run import libraries, library
from .run.store import StoreError, opened


@dataclass(frozen=True)
class Line:
    """One thing that is needed."""

    what: str
    good: bool
    found: str
    remedy: str = ""


def examine(store: Path) -> Iterator[Line]:
    """Look at Python, the engines, the installed claims, and the store."""
    enough = sys.version_info >= (3, 11)
    yield Line("Python", enough, sys.version.split()[0], "install Python 3.11 or newer")
    numbers = libraries.versions()
    for name in libraries.LIBRARIES:
        there = numbers[name] != "missing"
        yield Line(name, there, numbers[name], f"pip install {name}")
    for name, extra in libraries.OPTIONAL.items():
        number = libraries.installed(name)
        there = number != "missing"
        lacking = f"not installed; some claims need it: pip install 'ganproof[{extra}]'"
        yield Line(name, True, number if there else lacking)
    yield Line("SQLite", True, sqlite3.sqlite_version)
    count = len(library.discover())
    yield Line("claims", count > 0, f"{count} installed", "pip install ganproof")
    wanted = os.environ.get("SYMPY_GROUND_TYPES", "")
    yield Line(
        "SYMPY_GROUND_TYPES",
        wanted == "python",
        wanted or "not set",
        "leave it to ganproof: do not import SymPy before it in the same process",
    )
    yield _store(store)


def _store(path: Path) -> Line:
    if not path.exists():
        parent = next(each for each in (path.absolute().parents) if each.exists())
        writable = os.access(parent, os.W_OK)
        return Line("store", writable, f"{path} (not there yet)", "choose another with --store")
    try:
        with opened(path, waiting=lambda _: None) as store:
            return Line("store", True, f"{path}, {sum(1 for _ in store.rows())} results")
    except StoreError as problem:
        return Line("store", False, "cannot be used", str(problem))
