"""How a statement is checked. Claim files take all they need from here.

Names are loaded on first use, so that ``ganproof list`` does not wait for SymPy.
"""

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

# With python-flint installed, SymPy would compute with FLINT, and the two engines of the exact
# check would share their code. Worker processes inherit this setting.
if "sympy" not in sys.modules:
    os.environ["SYMPY_GROUND_TYPES"] = "python"

if TYPE_CHECKING:
    from .claim import Claim
    from .evidence import Origin, Trial, Verdict
    from .matrices import blocks, matrix_identity
    from .measurements import HERE, Measurement, Place
    from .predicates import (
        hurwitz,
        on_unit_circle,
        positive_definite,
        schur,
        spectral_abscissa,
        spectrum,
        unstable,
    )
    from .programs import Degenerate, convex_optimum, linear_optimum
    from .quadratics import quadratic_inequality
    from .scope import examples, sizes
    from .source import Paper, Source, cited
    from .statistics import Rule
    from .unknown import matrix, size
    from .variables import integer, real

_HOMES = {
    "Trial": "evidence",
    "HERE": "measurements",
    "Measurement": "measurements",
    "Place": "measurements",
    "Rule": "statistics",
    "Degenerate": "programs",
    "linear_optimum": "programs",
    "convex_optimum": "programs",
    "quadratic_inequality": "quadratics",
    "Claim": "claim",
    "Paper": "source",
    "Source": "source",
    "cited": "source",
    "Origin": "evidence",
    "Verdict": "evidence",
    "examples": "scope",
    "sizes": "scope",
    "hurwitz": "predicates",
    "on_unit_circle": "predicates",
    "positive_definite": "predicates",
    "schur": "predicates",
    "spectral_abscissa": "predicates",
    "spectrum": "predicates",
    "unstable": "predicates",
    "blocks": "matrices",
    "matrix": "unknown",
    "matrix_identity": "matrices",
    "size": "unknown",
    "integer": "variables",
    "real": "variables",
}

__all__ = [
    "HERE",
    "Claim",
    "Degenerate",
    "Measurement",
    "Origin",
    "Paper",
    "Place",
    "Rule",
    "Source",
    "Trial",
    "Verdict",
    "blocks",
    "cited",
    "convex_optimum",
    "examples",
    "hurwitz",
    "integer",
    "linear_optimum",
    "matrix",
    "matrix_identity",
    "on_unit_circle",
    "positive_definite",
    "quadratic_inequality",
    "real",
    "schur",
    "size",
    "sizes",
    "spectral_abscissa",
    "spectrum",
    "unstable",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
