"""Formulas for readers: LaTeX, and one line of plain text."""

from __future__ import annotations

from typing import Any

from sympy import latex as sympy_latex
from sympy import sstr

from .statement import IF, Statement


def latex(formula: Any) -> str:
    """LaTeX of a formula, with the variables' own typesetting."""
    return str(sympy_latex(formula, mat_delim="", mat_str="pmatrix"))


def text(formula: Any) -> str:
    """A formula on one line."""
    return str(sstr(formula)).replace("\n", " ")


def statement_latex(statement: Statement) -> str:
    """LaTeX of what is claimed, with the case that it is claimed for."""
    cases = [latex(premise) for name, premise in statement.premises if name == IF]
    return r" \;\Rightarrow\; ".join([*cases, latex(statement.conclusion)])


def statement_text(statement: Statement) -> str:
    """The same in plain text."""
    cases = [text(premise) for name, premise in statement.premises if name == IF]
    return ", ".join([*(f"if {case}" for case in cases), text(statement.conclusion)])
