"""Importing a claim file, wherever it lies, and as it is now."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Mapping
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

from . import library as installed


def load(file: str, module: str) -> tuple[Any, ModuleType]:
    """The claim object of a file, and the file as a module.

    Raises:
        ClaimError: the file defines no claim, or several.
    """
    from ..claim import Claim
    from ..complaints import ClaimError

    _forget_others(module)
    loaded = importlib.import_module(module) if module else _execute(file)
    made = [name for name, each in vars(loaded).items() if isinstance(each, Claim)]
    if "claim" not in made:
        named = f"; rename {made[0]} to claim" if made else "; write claim = Claim(given={...})"
        raise ClaimError(f"the file defines no variable claim{named}")
    if len(made) > 1:
        raise ClaimError(f"the file makes several claims ({', '.join(made)}); keep one a file")
    return loaded.claim, loaded


_last = ""


def _forget_others(module: str) -> None:
    """Let no claim meet modules of claim packages that another one may have changed."""
    global _last
    if module != _last:
        own = tuple(f"{package}." for package in installed.packages())
        for name in [name for name in sys.modules if f"{name}.".startswith(own)]:
            del sys.modules[name]
    _last = module


def _execute(file: str) -> ModuleType:
    from ..complaints import ClaimError

    if not file.endswith(".py"):
        raise ClaimError(f"{file} is not a Python file; a claim file ends in .py")
    loader = _Fresh(Path(file).stem, file)
    spec = importlib.util.spec_from_file_location(loader.name, file, loader=loader)
    module = importlib.util.module_from_spec(spec) if spec else ModuleType(loader.name)
    loader.exec_module(module)
    return module


class _Fresh(SourceFileLoader):
    """Reads the source every time: a cached file may be of a text edited within the second."""

    def path_stats(self, path: str) -> Mapping[str, Any]:
        """Have no modification time to compare a cache with."""
        raise OSError(path)
