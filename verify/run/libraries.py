"""The libraries that verdicts rest on, and those that only some claims need."""

from __future__ import annotations

import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version

OPTIONAL = {
    "PEPit": "programs",
    "clarabel": "programs",
    "cvxpy": "programs",
    "safetensors": "neural",
    "torch": "neural",
}
"""Libraries that only some claims need, and the extra of ganproof that brings each."""
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


@cache
def versions() -> dict[str, str]:
    """Versions of Python and the libraries that verdicts rest on."""
    found = {"python": ".".join(map(str, sys.version_info[:3]))}
    return found | {name: installed(name) for name in LIBRARIES}


def installed(library: str) -> str:
    """The version of a library, or "missing"."""
    try:
        return version(library)
    except PackageNotFoundError:
        return "missing"


def missing() -> list[str]:
    """Libraries that are needed and not installed."""
    return [name for name, number in versions().items() if number == "missing"]
