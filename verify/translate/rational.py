"""Exact truth at a rational point, with the standard library's fractions.

Two routes decide a predicate, so that one can verify the other: Routh's and Schur-Cohn's tables on
the numbers, or the polynomial form that the SMT text is printed from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import isqrt, prod
from typing import Any

from ..certificates.counterexample import COMPARISONS
from ..predicates import (
    Hurwitz,
    OnUnitCircle,
    PositiveDefinite,
    Predicate,
    Schur,
    Spectrum,
    Unstable,
)
from ..variables import Variable
from . import tree

Point = Mapping[str, Fraction]
Matrix = list[list[Fraction]]


class Undefined(Exception):
    """A term has no real value at the point."""


class Irrational(Exception):
    """A term's value at the point is not rational; balls must decide."""


def holds(formula: Any, point: Point) -> bool:
    """Whether a formula is true at a point.

    Raises:
        Undefined: a quotient by zero, a root or logarithm of a negative number.
        Irrational: a value that fractions cannot hold.
    """
    return bool(tree.truth(formula, _Fractions(point)))


def value(expression: Any, point: Point) -> Fraction:
    """The value of an expression; raises as :func:`holds`."""
    found: Fraction = tree.term(expression, _Fractions(point))
    return found


class _Fractions:
    def __init__(self, point: Point, complex_valued: bool = False) -> None:
        self.point = point
        self.complex_valued = complex_valued

    def number(self, value: Fraction) -> Fraction:
        return value

    def constant(self, name: str) -> Fraction:
        raise Irrational(name)

    def variable(self, variable: Variable) -> Fraction:
        return self.point[variable.name]

    def add(self, terms: list[Fraction]) -> Fraction:
        return sum(terms, Fraction(0))

    def multiply(self, factors: list[Fraction]) -> Fraction:
        return prod(factors, start=Fraction(1))

    def power(self, base: Fraction, exponent: int) -> Fraction:
        if exponent < 0 and not base:
            raise Undefined("a division by zero")
        return base**exponent

    def root(self, base: Fraction, exponent: Fraction) -> Fraction:
        if base < 0 and self.complex_valued:
            raise Irrational(f"{base}**({exponent})")
        if base < 0 or (not base and exponent < 0):
            raise Undefined(f"{base} has no real power {exponent}")
        if exponent.denominator != 2:
            raise Irrational(f"{base}**({exponent})")
        exact = Fraction(isqrt(base.numerator), isqrt(base.denominator))
        if exact**2 != base:
            raise Irrational(f"sqrt({base})")
        return exact**exponent.numerator

    def function(self, name: str, arguments: list[Fraction]) -> Fraction:
        if name == "abs":
            return abs(arguments[0])
        if name == "sign":
            return Fraction((arguments[0] > 0) - (arguments[0] < 0))
        if name in ("min", "max"):
            return min(arguments) if name == "min" else max(arguments)
        if name == "log" and arguments[0] <= 0:
            raise Undefined(f"log({arguments[0]})")
        raise Irrational(name)

    def compare(self, relation: str, left: Fraction, right: Fraction) -> bool:
        return COMPARISONS[relation](left, right)

    def conjunction(self, parts: list[bool]) -> bool:
        return all(parts)

    def disjunction(self, parts: list[bool]) -> bool:
        return any(parts)

    def negation(self, part: bool) -> bool:
        return not part

    def predicate(self, predicate: Predicate, matrix: Matrix) -> bool:
        if not isinstance(predicate, Spectrum):
            return by_tables(predicate, matrix)
        field, listed = _Fractions(self.point, complex_valued=True), [Fraction(1)]
        for eigenvalue in predicate.eigenvalues:
            root = tree.term(eigenvalue, field)
            shifted = zip([*listed, Fraction(0)], [Fraction(0), *listed], strict=True)
            listed = [high - root * low for high, low in shifted]
        return characteristic(matrix) == listed


def by_tables(predicate: Predicate, matrix: Matrix) -> bool:
    """Decide a predicate of a rational matrix from its characteristic polynomial, exactly."""
    if isinstance(predicate, PositiveDefinite):
        return _pivots_positive(matrix)
    polynomial = characteristic(matrix)
    if isinstance(predicate, Hurwitz):
        return routh(polynomial)
    if isinstance(predicate, Schur):
        return schur_cohn(polynomial)
    if isinstance(predicate, Unstable):
        return not closed_disc(polynomial)
    if isinstance(predicate, OnUnitCircle):
        return closed_disc(polynomial) and bool(polynomial[-1]) and closed_disc(polynomial[::-1])
    raise tree.Untranslatable(f"no table decides {type(predicate).__name__}")


def characteristic(matrix: Matrix) -> list[Fraction]:
    """Coefficients of det(xI - M), leading first, by Faddeev and LeVerrier."""
    size = len(matrix)
    coefficients = [Fraction(1)]
    power = [[Fraction(int(i == j)) for j in range(size)] for i in range(size)]
    for k in range(1, size + 1):
        power = [
            [sum((row[m] * power[m][j] for m in range(size)), Fraction(0)) for j in range(size)]
            for row in matrix
        ]
        coefficient = -sum((power[i][i] for i in range(size)), Fraction(0)) / k
        coefficients.append(coefficient)
        for i in range(size):
            power[i][i] += coefficient
    return coefficients


def routh(polynomial: Sequence[Fraction]) -> bool:
    """All roots have negative real part: Routh's first column keeps one sign."""
    upper = [each / polynomial[0] for each in polynomial[::2]]
    lower = [each / polynomial[0] for each in polynomial[1::2]]
    while lower:
        if lower[0] <= 0:
            return False
        padded = [*lower, *[Fraction(0)] * (len(upper) - len(lower))]
        quotient = upper[0] / lower[0]
        upper, lower = (
            lower,
            [high - quotient * low for high, low in zip(upper[1:], padded[1:], strict=True)],
        )
    return True


def schur_cohn(polynomial: Sequence[Any], sign: Callable[[Any], int] | None = None) -> bool:
    """All roots lie in the open unit disc, by Schur and Cohn's reduction.

    Division-free, so that it runs in any ordered ring whose ``sign`` is given.
    """
    sign = sign or (lambda each: (each > 0) - (each < 0))
    current = list(polynomial)
    while len(current) > 1:
        leading, last = current[0], current[-1]
        if sign(leading * leading - last * last) <= 0:
            return False
        pairs = zip(current, reversed(current), strict=True)
        current = [leading * each - last * mirrored for each, mirrored in pairs][:-1]
    return True


def closed_disc(polynomial: Sequence[Fraction]) -> bool:
    """All roots have modulus at most one: scaled by 1 - e they lie in the open disc, e tiny."""
    scaled, factor = [], _Tiny([Fraction(1)])
    for coefficient in polynomial:
        scaled.append(factor * _Tiny([coefficient]))
        factor = factor * _Tiny([Fraction(1), Fraction(-1)])
    return schur_cohn(scaled, sign=_Tiny.sign)


class _Tiny:
    """A polynomial in a positive infinitesimal, lowest power first."""

    def __init__(self, coefficients: list[Fraction]) -> None:
        self.coefficients = coefficients

    def __mul__(self, other: _Tiny) -> _Tiny:
        found = [Fraction(0)] * (len(self.coefficients) + len(other.coefficients) - 1)
        for i, left in enumerate(self.coefficients):
            for j, right in enumerate(other.coefficients):
                found[i + j] += left * right
        return _Tiny(found)

    def __sub__(self, other: _Tiny) -> _Tiny:
        size = max(len(self.coefficients), len(other.coefficients))
        left, right = (
            [*each.coefficients, *[Fraction(0)] * (size - len(each.coefficients))]
            for each in (self, other)
        )
        return _Tiny([a - b for a, b in zip(left, right, strict=True)])

    def sign(self) -> int:
        lowest = next((each for each in self.coefficients if each), Fraction(0))
        return (lowest > 0) - (lowest < 0)


def _pivots_positive(matrix: Matrix) -> bool:
    size = len(matrix)
    rows = [[(matrix[i][j] + matrix[j][i]) / 2 for j in range(size)] for i in range(size)]
    for k in range(size):
        if rows[k][k] <= 0:
            return False
        for i in range(k + 1, size):
            quotient = rows[i][k] / rows[k][k]
            rows[i] = [low - quotient * high for low, high in zip(rows[i], rows[k], strict=True)]
    return True
