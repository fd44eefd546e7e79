"""Formulas for readers: LaTeX, and one line of plain text."""

from __future__ import annotations

from typing import Any

from sympy import And, Equivalent, Implies, Or
from sympy import latex as sympy_latex
from sympy.printing.precedence import PRECEDENCE
from sympy.printing.str import StrPrinter

from . import listed
from .predicates import Predicate
from .statement import IF, RELATIONS, Statement
from .unknown import MatrixVariable, SymmetricVariable


def latex(formula: Any) -> str:
    """LaTeX of a formula, with the variables' own typesetting."""
    return str(sympy_latex(formula, mat_delim="", mat_str="pmatrix"))


def text(formula: Any) -> str:
    """A formula on one line."""
    return _Plain().doprint(formula)


class _Plain(StrPrinter):
    """SymPy's plain text with the signs that a reader expects."""

    printmethod = "_plain"

    def _print_Relational(self, node: Any) -> str:
        left, right = (self._print(side) for side in node.args)
        return f"{left} {RELATIONS[node.func]} {right}"

    def _print_Abs(self, node: Any) -> str:
        return f"|{self._print(node.args[0])}|"

    def _joined(self, word: str, node: Any) -> str:
        return f" {word} ".join(self._nested(each) for each in sorted(node.args, key=str))

    def _nested(self, node: Any) -> str:
        plain = self._print(node)
        bracketed = isinstance(node, (And, Equivalent, Implies, Or, Predicate))
        return f"({plain})" if bracketed else plain

    def _print_And(self, node: Any) -> str:
        return self._joined("and", node)

    def _print_Or(self, node: Any) -> str:
        return self._joined("or", node)

    def _print_Not(self, node: Any) -> str:
        return f"not {self._nested(node.args[0])}"

    def _print_Implies(self, node: Any) -> str:
        case, claimed = node.args
        return f"if {self._nested(case)} then {self._nested(claimed)}"

    def _print_Equivalent(self, node: Any) -> str:
        # What is characterised comes first, by what it is characterised second.
        sides = sorted(node.args, key=lambda each: (not each.atoms(Predicate), str(each)))
        return " exactly if ".join(self._nested(each) for each in sides)

    def _print_BlockMatrix(self, node: Any) -> str:
        return str(self._print(node.blocks.tolist()))

    def _print_Transpose(self, node: Any) -> str:
        return f"{self.parenthesize(node.arg, PRECEDENCE['Pow'])}'"

    def _print_MatrixIdentity(self, node: Any) -> str:
        left, right = (self._print(side) for side in node.args)
        return f"{left} = {right}"

    def _print_Predicate(self, node: Any) -> str:
        return str(node.words.replace("M", self._print(node.args[0].tolist())))

    def _print_SpectralAbscissa(self, node: Any) -> str:
        return f"{self._print_Predicate(node)} {self._print(node.bound)}"

    def _print_Spectrum(self, node: Any) -> str:
        return f"{self._print_Predicate(node)} {listed.text(node.eigenvalues, self._print)}"


def statement_latex(statement: Statement) -> str:
    """LaTeX of what is claimed, with the case that it is claimed for and the kinds of matrices."""
    cases = r" \;\wedge\; ".join(latex(each) for name, each in statement.premises if name == IF)
    claimed = latex(statement.conclusion)
    claimed = rf"{cases} \;\Rightarrow\; {claimed}" if cases else claimed
    kinds = [
        rf"{latex(each)}{'=' + latex(each) + '^{T}' if _symmetric(each) else ''}"
        rf"\in\mathbb{{R}}^{{{latex(each.rows)}\times {latex(each.cols)}}}"
        for each in statement.matrices
    ]
    return rf"{claimed}\quad " + r",\;".join(kinds) if kinds else claimed


def statement_text(statement: Statement) -> str:
    """The same in plain text."""
    cases = " and ".join(text(each) for name, each in statement.premises if name == IF)
    claimed = text(statement.conclusion)
    claimed = f"if {cases}: {claimed}" if cases else claimed
    kinds = [
        f"{each} {'symmetric ' if _symmetric(each) else ''}{each.rows} x {each.cols}"
        for each in statement.matrices
    ]
    return f"{claimed} ({', '.join(kinds)})" if kinds else claimed


def _symmetric(matrix: MatrixVariable) -> bool:
    return isinstance(matrix, SymmetricVariable)
