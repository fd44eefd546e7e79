"""Finding claims without importing them: entry points, files, and their docstrings."""

from __future__ import annotations

import ast
import importlib.util
import inspect
import re
import tokenize
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.metadata import entry_points
from pathlib import Path

GROUP = "ganproof.claims"
# Parsing takes most of the time of a listing, and of most files these tell as much.
_MAY_DEFINE = re.compile(rb"\bclaim\s*=(?!=)|^claim\b", re.MULTILINE)
_DEFINES = re.compile(rb"^claim = \w", re.MULTILINE)
_DOCSTRING = re.compile(rb'\s*"""(?P<text>[^"\\]*)"""')


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
    return _outline(file)[1]


def parsed(file: Path) -> ast.Module | None:
    """The syntax tree of a file in whatever encoding it declares; None if it has none."""
    try:
        with tokenize.open(file) as text:
            return ast.parse(text.read())
    except (SyntaxError, ValueError):
        return None


def _defines_claim(file: Path) -> bool:
    """Whether a file assigns ``claim``; one that does not parse may, and must not go unnoticed."""
    return _outline(file)[0]


def _outline(file: Path) -> tuple[bool, str]:
    """Whether a file defines a claim, and its docstring; read once, its tree not kept."""
    status = file.stat()
    return _outline_at(file, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4096)
def _outline_at(file: Path, _changed: int, _size: int) -> tuple[bool, str]:
    source = file.read_bytes()
    if not _MAY_DEFINE.search(source):
        return False, ""
    defined, opening = _DEFINES.search(source), _DOCSTRING.match(source)
    if defined and opening and not source.count(b'"""', 0, defined.start()) % 2:
        return True, inspect.cleandoc(opening["text"].decode(errors="replace"))
    tree = parsed(file)
    if tree is None:
        return b"claim" in source, ""
    defines = any(
        isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == "claim" for target in node.targets)
        for node in tree.body
    )
    return defines, ast.get_docstring(tree) or ""


def natural(name: str) -> list[tuple[int, str]]:
    """Sort key under which lemma_2_10 comes after lemma_2_9."""
    parts = name.replace("_", ".").split(".")
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]
