"""Finding claims without importing them: entry points, files, and what they depend on."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import sys
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.metadata import PackageNotFoundError, entry_points, version
from pathlib import Path

GROUP = "ganproof.claims"
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


class UnknownClaim(Exception):
    """A name that no installed claim has, or a broken claim package; one line says which."""


@dataclass(frozen=True)
class Reference:
    """Where a claim lives. ``module`` is empty for a file outside any package."""

    id: str
    file: Path
    module: str = ""

    @property
    def title(self) -> str:
        """First line of the docstring, read without importing."""
        first = docstring(self.file).strip().partition("\n")[0]
        return "".join(each for each in first if each.isprintable())


@cache
def packages() -> dict[str, Path]:
    """Folders of the installed claim packages by import name."""
    found: dict[str, Path] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda each: each.value):
        try:
            spec = importlib.util.find_spec(point.value)
        except ModuleNotFoundError as problem:
            raise UnknownClaim(f"the claim package {point.value} is broken: {problem}") from None
        if spec and spec.submodule_search_locations:
            found[point.value] = Path(next(iter(spec.submodule_search_locations)))
    return found


@cache
def discover() -> dict[str, Reference]:
    """All installed claims by id: files of the packages that define ``claim``."""
    found: dict[str, Reference] = {}
    for package, folder in packages().items():
        for file in sorted(folder.rglob("*.py")):
            if not _defines_claim(file):
                continue
            name = ".".join(file.relative_to(folder).with_suffix("").parts)
            if name in found:
                raise UnknownClaim(f"two packages bring a claim {name}: {found[name].file}, {file}")
            found[name] = Reference(name, file, f"{package}.{name}")
    return dict(sorted(found.items(), key=lambda item: natural(item[0])))


def select(names: Iterable[str]) -> list[Reference]:
    """Installed claims by id or by prefix (``mescheder2018``); all of them without names.

    Raises:
        UnknownClaim: a name matches none.
    """
    known = discover()
    chosen: dict[str, Reference] = {}
    for name in names:
        matching = {each: known[each] for each in known if f"{each}.".startswith(f"{name}.")}
        if not matching:
            raise UnknownClaim(f"no claim is called {name!r}; {_nearest(name, known)}")
        chosen |= matching
    return list((chosen or known).values())


def _nearest(name: str, known: Iterable[str]) -> str:
    tails = {each.rpartition(".")[2]: each for each in known}
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    near += [tails[each] for each in get_close_matches(name, tails, n=3, cutoff=0.5)]
    found = list(dict.fromkeys(near))
    return f"did you mean {' or '.join(found)}?" if found else "ganproof list shows all"


def of_file(path: Path) -> Reference:
    """A claim file that lies anywhere."""
    return Reference(path.stem, path.resolve())


def id_of(module: str) -> str:
    """The id of an installed claim's module."""
    prefix = next((each for each in packages() if module.startswith(f"{each}.")), "")
    return module[len(prefix) + 1 :] if prefix else module


def docstring(file: Path) -> str:
    """A module's docstring, or nothing where the file does not parse."""
    tree = parsed(file)
    return (ast.get_docstring(tree) or "") if tree else ""


def parsed(file: Path) -> ast.Module | None:
    """The syntax tree of a file in whatever encoding it declares; None if it has none."""
    try:
        with tokenize.open(file) as text:
            return ast.parse(text.read())
    except (SyntaxError, ValueError):
        return None


def _defines_claim(file: Path) -> bool:
    """Whether a file assigns ``claim``; one that does not parse may, and must not go unnoticed."""
    if b"claim" not in file.read_bytes():
        return False
    tree = parsed(file)
    return tree is None or any(
        isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == "claim" for target in node.targets)
        for node in tree.body
    )


def natural(name: str) -> list[tuple[int, str]]:
    """Sort key under which lemma_2_10 comes after lemma_2_9."""
    parts = name.replace("_", ".").split(".")
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]


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
            yield from (f"{base}.{alias.name}" for alias in node.names)
