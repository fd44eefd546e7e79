"""What may stand as an assumption or a conclusion, and why something else may not."""

from __future__ import annotations

from typing import Any

from sympy import Eq, Float, I, Ne, Symbol
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean, BooleanAtom, BooleanFunction

from .scope import Scoped
from .unknown import MatrixVariable, Size
from .variables import Variable


class StatementError(ValueError):
    """A statement that cannot mean what its author meant; the message says where and what to do."""


def described(name: str, scope: Any) -> None:
    """Raise unless a scope is a line of plain text."""
    if not isinstance(scope, str) or not scope.strip() or not scope.isprintable():
        raise StatementError(
            f"conclusion {name!r}: {scope!r} does not say for what it is stated; the first "
            "argument of examples and sizes is a line of plain text, such as 'maps of the line'"
        )


def checked(where: str, value: Any) -> Boolean:
    """The value itself if it is a formula of declared variables.

    Raises:
        StatementError: with the place, the reason and the remedy.
    """
    if isinstance(value, (bool, BooleanAtom)):
        raise StatementError(
            f"{where} is just {value}: Python or SymPy evaluated it before any engine saw it. "
            "Write Eq(a, b) for a == b, Ne(a, b) for a != b, And(a < b, b < c) for a < b < c; "
            "to state an identity that SymPy sees through, Eq(a, b, evaluate=False)"
        )
    if not isinstance(value, (Relational, BooleanFunction)):
        if isinstance(value, Scoped):
            raise StatementError(f"{where} has examples or sizes inside; they go outermost")
        raise StatementError(
            f"{where} is {type(value).__name__}, not a formula; write a comparison such as "
            "gamma > 0, a predicate such as schur(M), or And, Or, Not, Implies of them"
        )
    for number in value.atoms(Float):
        raise StatementError(
            f"{where} contains the float {number}, and a float is never a proof; "
            "write Rational(3, 10) for 0.3"
        )
    for symbol in sorted(value.free_symbols, key=str):
        if not isinstance(symbol, (Variable, MatrixVariable)):
            raise StatementError(
                f"{where} uses the undeclared symbol {symbol}; declare it with real({str(symbol)!r}"
                f", within=(low, high)) or integer({str(symbol)!r}, ...)"
            )
    for unknown in value.atoms(AppliedUndef):
        raise StatementError(
            f"{where} uses the function {unknown}, which has no definition; let what you know of "
            "it enter as a variable, as f'(0) does"
        )
    for comparison in value.atoms(Relational):
        if comparison.has(I) and not isinstance(comparison, (Eq, Ne)):
            raise StatementError(
                f"{where} orders complex numbers in {comparison}; only =, != and a spectrum may "
                "have the imaginary unit"
            )
    for inner in value.atoms(Symbol) - value.free_symbols - value.atoms(Size):
        raise StatementError(f"{where} binds the symbol {inner}; quantifiers are not supported")
    return value
