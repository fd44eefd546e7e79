"""What a stored result depends on: claim, engine, libraries and seed, a digest of each."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from .libraries import OPTIONAL, installed, versions
from .library import Reference, packages, parsed

ENGINE = Path(__file__).parent.parent
_LOOKING = ("sys", "importlib", "runpy", "pkgutil", "builtins")
_REACHING = ("globals", "locals", "vars", "eval", "exec", "__import__")
FACES = {"cli.py", "pytest_plugin.py", "faces"}


def fingerprint(reference: Reference, seed: int) -> dict[str, str]:
    """What a stored result depends on: claim, engine, libraries and seed, a digest each."""
    files = closure(reference)
    libraries = versions() | {name: installed(name) for name in _optional(files)}
    return {
        "claim": _digest(files),
        "engine": _engine_digest(),
        "libraries": ", ".join(f"{name} {number}" for name, number in libraries.items()),
        "seed": str(seed),
    }


def _optional(files: Mapping[Path, str]) -> list[str]:
    """Optional libraries that some of the files import."""
    imports = (name for file, module in files.items() for name in _read(file, module).imports)
    return sorted({name.partition(".")[0] for name in imports} & OPTIONAL.keys())


@cache
def _engine_files() -> tuple[Path, ...]:
    files = ENGINE.rglob("*.py")
    return tuple(file for file in files if file.relative_to(ENGINE).parts[0] not in FACES)


@cache
def _engine_digest() -> str:
    return _digest(_engine_files())


def _digest(files: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for file in sorted(files):
        total.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()[:16]


def stamp(reference: Reference) -> tuple[tuple[str, int, int], ...]:
    """When the files behind a claim's results were last written, and how long they are.

    Cheaper than a digest: asked before each result is kept, lest one computed from an edited file
    be stored under the state before the edit.
    """
    found = ((str(file), file.stat()) for file in (*_files(reference), *_engine_files()))
    return tuple((name, status.st_mtime_ns, status.st_size) for name, status in found)


@cache
def _files(reference: Reference) -> tuple[Path, ...]:
    return tuple(closure(reference))


def closure(reference: Reference) -> dict[Path, str]:
    """The claim file and the modules of its packages that it imports, directly or not, with names.

    Modules of claims that are only rested on are left out, unless some file here might look into
    them behind our back.
    """
    files = _reached(reference, all_named=False)
    looking = any(_read(file, module).looks_around for file, module in files.items())
    return _reached(reference, all_named=True) if looking else files


def _reached(reference: Reference, all_named: bool) -> dict[Path, str]:
    """Files with the names of their modules."""
    waiting, seen = [(reference.file, reference.module)], {}
    while waiting:
        file, module = waiting.pop()
        if file in seen:
            continue
        seen[file] = module
        found = _read(file, module)
        for name in found.imports if all_named else found.computed_with:
            waiting += [(source, name) for source in _sources(name)]
    return seen


@dataclass(frozen=True)
class _Read:
    """What a file says of others: ``computed_with`` leaves out claims that are only rested on."""

    imports: tuple[str, ...] = ()
    computed_with: tuple[str, ...] = ()
    looks_around: bool = False


def _read(file: Path, module: str) -> _Read:
    status = file.stat()
    return _read_at(file, module, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4096)
def _read_at(file: Path, module: str, _changed: int, _size: int) -> _Read:
    tree = parsed(file)
    if tree is None:
        return _Read()
    if file.name == "__init__.py":
        module += ".__init__"
    every, needed = (tuple(_imports(tree, module, out)) for out in (set(), _only_rested_on(tree)))
    return _Read(every, needed, _looks_around(tree, file))


def _sources(module: str) -> Iterator[Path]:
    """The file of a module and those of its parents, if it is a claim package's or lies beside."""
    parts = module.split(".")
    for size in range(1, len(parts) + 1):
        yield from _source(parts[:size])


def _source(parts: list[str]) -> Iterator[Path]:
    name = ".".join(parts)
    roots = [(package.split("."), folder) for package, folder in packages().items()]
    roots += [(parts[:1], folder) for folder in _beside(parts[0])]
    for root, folder in roots:
        if parts[: len(root)] == root:
            path = folder.joinpath(*parts[len(root) :])
            candidates = (path.with_suffix(".py"), path / "__init__.py")
            yield from (each for each in candidates if name and each.is_file())


@cache
def _beside(top: str) -> tuple[Path, ...]:
    """Where a top-level module lies that is neither installed nor the standard library's."""
    if not top or top == "ganproof" or top in sys.stdlib_module_names:
        return ()
    spec = importlib.util.find_spec(top)
    if spec is None or "site-packages" in str(spec.origin):
        return ()
    folders = tuple(map(Path, spec.submodule_search_locations or ()))
    return folders or (Path(str(spec.origin)).with_suffix(""),)


def _imports(tree: ast.Module, module: str, left_out: set[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = module.split(".")[: -node.level]
                base = ".".join([*parents, base] if base else parents)
            yield base
            names = (alias for alias in node.names if (alias.asname or alias.name) not in left_out)
            yield from (f"{base}.{alias.name}" for alias in names)


def _only_rested_on(tree: ast.Module) -> set[str]:
    """Modules that occur as ``Claim(uses=[module.claim])`` and nowhere else.

    Nothing is computed with them, and what a claim rests on is shown with its own verdict.
    """
    lists = [
        keyword.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Claim"
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


def _looks_around(tree: ast.Module, file: Path) -> bool:
    """Whether a file could reach a claim by another way than a name of its own for the module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "uses":
            return True
        if isinstance(node, ast.Name) and node.id in _REACHING:
            return True
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "getattr":
            named = node.args[1] if len(node.args) > 1 else None
            if not isinstance(named, ast.Constant) or named.value == "uses":
                return True
        if isinstance(node, ast.Import):
            tops = {alias.name.partition(".")[0] for alias in node.names}
            own = {package.partition(".")[0] for package in packages()}
            if tops & {*_LOOKING, *own}:
                return True
        if isinstance(node, ast.ImportFrom):
            if node.module in _LOOKING:
                return True
            if any(_is_package(node, alias.name, file) for alias in node.names):
                return True
    return False


def _is_package(node: ast.ImportFrom, name: str, file: Path) -> bool:
    """Whether a name that a file imports is a folder of claims."""
    above = [file.parents[node.level - 1]] if node.level else []
    tails = (node.module or "").split(".") if node.module else []
    relative = [folder.joinpath(*tails, name) for folder in above]
    roots = [(package.split("."), folder) for package, folder in packages().items()]
    absolute = [
        folder.joinpath(*tails[len(root) :], name)
        for root, folder in roots
        if not node.level and tails[: len(root)] == root
    ]
    return any(path.is_dir() for path in (*relative, *absolute))
