"""Identities and spectra, decided by polynomial algebra: SymPy and python-flint, separately.

Each engine starts from the statement itself. They share no code as long as SymPy computes with
Python's integers (``SYMPY_GROUND_TYPES``): with python-flint installed it would use FLINT.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import reduce
from typing import Any

from sympy import (
    Abs,
    Add,
    Dummy,
    Eq,
    Expr,
    I,
    ImmutableDenseMatrix,
    Mul,
    Poly,
    Pow,
    Rational,
    Tuple,
    expand,
    fraction,
    preorder_traversal,
    sqrt,
    together,
)
from sympy.external.gmpy import GROUND_TYPES

from ..evidence import Evidence, Outcome
from ..predicates import Spectrum
from ..statement import Statement, conjuncts
from ..translate import tree
from ..translate.quotients import Field, Quotient
from ..variables import Variable

ENGINES = ("sympy", "flint")


def applies(statement: Statement) -> bool:
    """Whether the conclusion is an identity, a spectrum, or several of them."""
    parts = conjuncts(statement.conclusion)
    return all(isinstance(part, (Eq, Spectrum)) and _algebraic(_roots(part)) for part in parts)


def _roots(part: Any) -> Any:
    """Absolute values as the square roots that they are, where their terms are surely real.

    A root may be complex inside a spectrum, and then |z| is not a root of z^2.
    """
    real = [each for each in part.atoms(Abs) if _rational(each.args[0])]
    return part.xreplace({each: sqrt(each.args[0] ** 2) for each in real})


def _rational(term: Any) -> bool:
    shells = (Add, Mul, Variable, Rational)
    return all(
        isinstance(node, shells) or (isinstance(node, Pow) and node.exp.is_Integer)
        for node in preorder_traversal(term)
    )


def _algebraic(part: Any) -> bool:
    """Whether only sums, products, powers and square roots stand in it."""
    shells = (Eq, Spectrum, ImmutableDenseMatrix, Tuple, Add, Mul)
    for node in preorder_traversal(part):
        power = isinstance(node, Pow) and node.exp.is_Rational and node.exp.q in (1, 2)
        if not (power or node is I or isinstance(node, (*shells, Variable, Rational))):
            return False
    return True


def check(statement: Statement, engine: str) -> Evidence:
    """Prove that every difference vanishes identically; the premises are not used.

    That all terms are defined is not shown here: see :func:`ganproof.verify.checks.smt.defined`.
    """
    decide = {"sympy": _by_sympy, "flint": _by_flint}[engine]
    outcome, detail = Outcome.PROVED, "every difference reduces to zero"
    for part in conjuncts(statement.conclusion):
        try:
            remainder = decide(_roots(part))
        except tree.Untranslatable as problem:
            outcome, detail = Outcome.UNKNOWN, str(problem)
            break
        if remainder is not None:
            outcome, detail = Outcome.UNKNOWN, f"a remainder is left: {remainder[:200]}"
            break
    return Evidence(
        check="exact",
        conclusion=statement.name,
        outcome=outcome,
        engines=(engine,),
        scope="all parameters",
        detail=detail,
    )


def _by_sympy(part: Any) -> str | None:
    if GROUND_TYPES != "python":
        raise RuntimeError(
            f"SymPy computes with {GROUND_TYPES} here, which the second engine uses too; "
            "set SYMPY_GROUND_TYPES=python before SymPy is imported"
        )
    for difference in _sympy_differences(part):
        remainder = _sympy_remainder(difference)
        if remainder != 0:
            return str(remainder)
    return None


def _sympy_differences(part: Any) -> Iterator[Expr]:
    if isinstance(part, Eq):
        yield part.lhs - part.rhs
        return
    x = Dummy("x")
    true = part.matrix.charpoly(x).all_coeffs()
    listed = Poly(reduce(lambda p, value: p * (x - value), part.eigenvalues, Rational(1)), x)
    for left, right in zip(true, listed.all_coeffs(), strict=True):
        yield left - right


def _sympy_remainder(expression: Expr) -> Expr:
    """Numerator of an expression modulo r^2 = D for each of its square roots r."""
    squares: dict[Any, Any] = {}

    def strip(node: Any) -> Any:
        if not node.args:
            return node
        arguments = [strip(each) for each in node.args]
        if not isinstance(node, Pow) or node.args[1].is_Integer:
            return node.func(*arguments)
        if getattr(node.args[1], "q", 0) != 2:
            raise tree.Untranslatable(f"{node} is not a square root")
        scale, square = _canonical(expand(arguments[0]))
        root = squares.setdefault(square, Dummy(f"r{len(squares)}"))
        return (scale * root) ** node.args[1].p

    numerator = expand(fraction(together(strip(expression)))[0])
    for square, root in reversed(squares.items()):
        terms = Poly(numerator, root).terms()
        lowered = sum(value * square ** (k // 2) * root ** (k % 2) for (k,), value in terms)
        numerator = expand(fraction(together(lowered))[0])
    return numerator


def _canonical(radicand: Expr) -> tuple[Expr, Expr]:
    """Write D as s^2 (D / s^2), s > 0 rational, so that rational multiples share one root."""
    content, primitive = radicand.as_content_primitive()
    content = Rational(content)
    if content <= 0:
        return Rational(1), radicand
    scale, irrational = sqrt(content).as_coeff_Mul()
    return scale, expand(irrational**2 * primitive)


def _by_flint(part: Any) -> str | None:
    field = Field([*part.args] if isinstance(part, Eq) else [part.matrix, *part.eigenvalues])
    for difference in _flint_differences(part, field):
        if not field.vanishes(difference):
            return str(field.reduced(difference.top))
    return None


def _flint_differences(part: Any, field: Field) -> Iterator[Quotient]:
    if isinstance(part, Eq):
        left, right = (tree.term(side, field) for side in part.args)
        yield left + -right
        return
    rows = [[tree.term(entry, field) for entry in row] for row in part.matrix.tolist()]
    listed = [field.number(Fraction(1))]
    for eigenvalue in part.eigenvalues:
        root = tree.term(eigenvalue, field)
        shifted = [*listed, field.number(Fraction(0))]
        listed = [
            high + -(root * low)
            for high, low in zip(shifted, [field.number(Fraction(0)), *listed], strict=True)
        ]
    for left, right in zip(_characteristic(rows, field), listed, strict=True):
        yield left + -right


def _characteristic(rows: list[list[Quotient]], field: Field) -> list[Quotient]:
    """Coefficients of det(xI - M), leading first, by Faddeev and LeVerrier."""
    size = len(rows)
    zero, one = field.number(Fraction(0)), field.number(Fraction(1))
    power = [[one if i == j else zero for j in range(size)] for i in range(size)]
    found = [one]
    for k in range(1, size + 1):
        power = [
            [
                reduce(Quotient.__add__, (row[m] * power[m][j] for m in range(size)))
                for j in range(size)
            ]
            for row in rows
        ]
        trace = reduce(Quotient.__add__, (power[i][i] for i in range(size)))
        found.append(-(trace * field.number(Fraction(1, k))))
        for i in range(size):
            power[i][i] = power[i][i] + found[-1]
    return found
