"""Formulas as LaTeX."""

from __future__ import annotations

from typing import Any

from sympy import latex as sympy_latex


def latex(formula: Any) -> str:
    """LaTeX of a formula, with the variables' own typesetting."""
    return str(sympy_latex(formula, mat_delim="", mat_str="pmatrix"))
