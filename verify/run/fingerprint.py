"""What a stored result depends on: claim, engine, libraries and seed, a digest of each."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .library import Reference, packages, parsed

ENGINE = Path(__file__).parent.parent
FACES = {"cli.py", "pytest_plugin.py", "faces"}
LIBRARIES = (
    "cvc5",
    "hypothesis",
    "mpmath",
    "numpy",
    "python-flint",
    "scipy",
    "sympy",
    "z3-solver",
)


def fingerprint(reference: Reference, seed: int) -> dict[str, str]:
    """What a stored result depends on: claim, engine, libraries and seed, a digest each."""
    return {
        "claim": _digest(_closure(reference)),
        "engine": _engine_digest(),
        "libraries": ", ".join(f"{name} {number}" for name, number in versions().items()),
        "seed": str(seed),
    }


@cache
def versions() -> dict[str, str]:
    """Versions of Python and the libraries that verdicts rest on."""
    found = {"python": ".".join(map(str, sys.version_info[:3]))}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "missing"
    return found


def missing() -> list[str]:
    """Libraries that are needed and not installed."""
    return [name for name, number in versions().items() if number == "missing"]


@cache
def _engine_digest() -> str:
    files = (
        file for file in ENGINE.rglob("*.py") if file.relative_to(ENGINE).parts[0] not in FACES
    )
    return _digest(files)


def _digest(files: Iterator[Path]) -> str:
    total = hashlib.sha256()
    for file in sorted(files):
        total.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()[:16]


def _closure(reference: Reference) -> Iterator[Path]:
    """The claim file and the modules of claim packages that it imports, directly or not."""
    waiting, seen = [(reference.file, reference.module)], set()
    while waiting:
        file, module = waiting.pop()
        if file in seen:
            continue
        seen.add(file)
        yield file
        for name in _imports(file, module):
            waiting += [(source, name) for source in _sources(name)]


def _sources(module: str) -> Iterator[Path]:
    """The file of a module, if it belongs to a claim package or lies beside the installed ones."""
    beside = _beside(module.partition(".")[0])
    if beside:
        yield beside
    for package, folder in packages().items():
        if module == package or module.startswith(f"{package}."):
            path = folder.joinpath(*module[len(package) + 1 :].split("."))
            candidates = (path.with_suffix(".py"), path / "__init__.py")
            yield from (candidate for candidate in candidates if candidate.is_file())


@cache
def _beside(top: str) -> Path | None:
    """The file of a top-level module that is neither installed nor the standard library's."""
    if not top or top == "ganproof" or top in sys.stdlib_module_names:
        return None
    spec = importlib.util.find_spec(top)
    if spec is None or spec.origin is None or "site-packages" in spec.origin:
        return None
    return Path(spec.origin)


def _imports(file: Path, module: str) -> Iterator[str]:
    tree = parsed(file)
    if tree is None:
        return
    named = _only_named(tree)
    if file.name == "__init__.py":
        module += ".__init__"
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = module.split(".")[: -node.level]
                base = ".".join([*parents, base] if base else parents)
            yield base
            names = (alias for alias in node.names if (alias.asname or alias.name) not in named)
            yield from (f"{base}.{alias.name}" for alias in names)


def _only_named(tree: ast.Module) -> set[str]:
    """Modules that occur as ``uses=[module.claim]`` and nowhere else: nothing is computed there.

    What a claim rests on is shown with its own verdict, and decided by itself.
    """
    lists = [
        keyword.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "uses" and isinstance(keyword.value, ast.List)
    ]
    entries = [
        entry.value
        for each in lists
        for entry in each.elts
        if isinstance(entry, ast.Attribute) and entry.attr == "claim"
    ]
    named = Counter(entry.id for entry in entries if isinstance(entry, ast.Name))
    used = Counter(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
    return {name for name, times in named.items() if used[name] == times}
