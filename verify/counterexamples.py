"""Whether a point refutes a statement, decided exactly and by routes that did not find it."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import Any

import flint
from sympy import Ge, Gt, Ne, Rational
from sympy.core.relational import Relational

from .definedness import definedness
from .evidence import Counterexample
from .predicates import (
    OnUnitCircle,
    Predicate,
    Schur,
    SpectralAbscissa,
    Spectrum,
    Unstable,
)
from .statement import RELATIONS, Statement, lower
from .translate import balls, rational
from .translate.lists import certificate
from .translate.rational import Irrational, Point, Undefined

TABLES = "fractions (Routh and Schur-Cohn tables)"
MINORS = "fractions (Hurwitz determinants)"
VALUES = "fractions"
ARB = "Arb balls"
SHOWN = 4
"""Comparisons that a reader is shown of a counterexample."""


class Standing(Enum):
    """What a point says of a statement."""

    OUTSIDE = "the assumptions do not hold there"
    HOLDS = "the conclusion holds there"
    FAILS = "the conclusion fails there"
    UNDEFINED = "the statement is not defined there"
    UNDECIDED = "not even balls decide"


class RoutesDisagree(AssertionError):
    """Two exact routes give opposite answers at one point: a defect of ours, never hidden."""


def standing(
    statement: Statement, point: Point, *, twice: bool = False
) -> tuple[Standing, tuple[str, ...]]:
    """Where a point stands, and the routes that decided it.

    ``twice`` decides predicates by both exact routes. An assumption has to be defined wherever
    those before it hold.
    """
    for variable in statement.variables:
        if variable.integral and point[variable.name].denominator != 1:
            return Standing.OUTSIDE, ()
    decisive: dict[str, None] = {}
    for _, premise in statement.premises:
        try:
            admitted, routes = _decide(premise, point, twice)
        except Undefined:
            return Standing.UNDEFINED, (VALUES,)
        if admitted is None:
            return Standing.UNDECIDED, ()
        if not admitted:
            return Standing.OUTSIDE, ()
        decisive |= dict.fromkeys(routes)
    try:
        answer, routes = _decide(statement.conclusion, point, twice)
    except Undefined:
        return Standing.UNDEFINED, (VALUES,)
    if answer is None:
        return Standing.UNDECIDED, ()
    decisive |= dict.fromkeys(routes)
    return (Standing.HOLDS if answer else Standing.FAILS), tuple(decisive)


def _decide(formula: Any, point: Point, twice: bool) -> tuple[bool | None, tuple[str, ...]]:
    try:
        answer = rational.holds(formula, point)
    except Irrational:
        _check_defined(formula, point)
        found = balls.decide(formula, point)
        return found, () if found is None else (ARB,)
    if not formula.atoms(Predicate):
        return answer, (VALUES,)
    if not twice:
        return answer, (TABLES,)
    if formula.atoms(Spectrum):
        again = balls.decide(formula, point)
        if again not in (answer, None):
            raise RoutesDisagree(f"{formula} at {dict(point)}: fractions {answer}, balls {again}")
        return answer, (VALUES,) if again is None else (VALUES, ARB)
    numbers = formula.xreplace({each: _at_point(each, point) for each in formula.atoms(Predicate)})
    again = rational.holds(lower(numbers), point)
    if again != answer:
        raise RoutesDisagree(f"{formula} at {dict(point)}: tables {answer}, minors {again}")
    return answer, (TABLES, MINORS)


def _check_defined(formula: Any, point: Point) -> None:
    """Raise Undefined where balls would only say nan; roots inside a spectrum may be complex."""
    kinds = (Ne,) if formula.atoms(Spectrum) else (Ne, Ge, Gt)
    for condition in definedness(formula):
        if not isinstance(condition, kinds):
            continue
        try:
            holds = rational.holds(condition, point)
        except Irrational:
            holds = balls.decide(condition, point) is not False
        if not holds:
            raise Undefined(str(condition))


def _at_point(predicate: Predicate, point: Point) -> Predicate:
    """Put numbers into the matrix first: the polynomial form of a numeric matrix is cheap."""

    def number(entry: Any) -> Any:
        return sympy_number(rational.value(entry, point))

    matrix, *bound = predicate.args
    return predicate.func(matrix.applyfunc(number), *map(number, bound))


def confirm(statement: Statement, point: Point) -> Counterexample | None:
    """A verified counterexample, or None where the point refutes nothing."""
    where, routes = standing(statement, point, twice=True)
    if where is not Standing.FAILS:
        return None
    return Counterexample(
        values=printed(point),
        shows=tuple(breaks(statement.conclusion, point)),
        verified_by=routes,
        certificate="" if ARB in routes else certificate(statement, point),
    )


def printed(point: Point) -> dict[str, str]:
    """Exact values by name, sorted."""
    return {name: str(value) for name, value in sorted(point.items())}


def breaks(conclusion: Any, point: Point) -> list[str]:
    """What a reader should see at a point: eigenvalues, or the two sides of a comparison."""
    lines = []
    for predicate in sorted(conclusion.atoms(Predicate), key=str):
        whose = "" if predicate.seen == predicate.args[0] else " of its symmetric part"
        found = _roots(predicate.seen, point)
        told = ", ".join(_described(predicate, root) for root in found)
        lines.append(f"eigenvalues{whose} {told}" if found else "eigenvalues not rational")
        if isinstance(predicate, Spectrum):
            claimed = ", ".join(_listed(predicate, point))
            lines.append(f"the statement lists {claimed}")
        if isinstance(predicate, SpectralAbscissa) and found:
            largest = max(root.real for root in found)
            word = "below" if _decide(predicate, point, twice=False)[0] else "not below"
            bound = _approximate(predicate.bound, point)
            lines.append(f"largest real part {_complex(largest)}, {word} {bound}")
    compared = [each for each in conclusion.atoms(Relational) if each.free_symbols]
    truths = {each: _decide(each, point, twice=False)[0] for each in sorted(compared, key=str)}
    telling = [each for each, true in truths.items() if not true] or list(truths)
    for each in telling[:SHOWN]:
        left, right = (_approximate(side, point) for side in each.args)
        word = {True: "true", False: "false", None: "not decided"}[truths[each]]
        lines.append(f"{left} {RELATIONS[each.func]} {right} is {word}")
    if len(telling) > SHOWN:
        lines.append(f"and {len(telling) - SHOWN} more")
    return lines


def _roots(matrix: Any, point: Point) -> list[complex]:
    """Eigenvalues with multiplicity, in floating point; none where an entry is not rational."""
    try:
        rows = [[rational.value(entry, point) for entry in row] for row in matrix.tolist()]
    except Irrational:
        return []
    ascending = [
        flint.fmpq(c.numerator, c.denominator) for c in rational.characteristic(rows)[::-1]
    ]
    roots = flint.fmpq_poly(ascending).complex_roots()
    return [
        complex(root)
        for root, count in sorted(roots, key=lambda pair: str(pair[0]))
        for _ in range(count)
    ]


def _described(predicate: Predicate, root: complex) -> str:
    """An eigenvalue to six digits, with its modulus where a disc is meant."""
    disc = isinstance(predicate, (Schur, Unstable, OnUnitCircle))
    return _complex(root) + (f" (modulus {abs(root):.6g})" if disc else "")


def _listed(predicate: Spectrum, point: Point) -> list[str]:
    substitution = {each: sympy_number(point[each.name]) for each in predicate.free_symbols}
    return [_complex(complex(each.subs(substitution))) for each in predicate.eigenvalues]


def sympy_number(value: Fraction) -> Any:
    """The same rational number for SymPy."""
    return Rational(value.numerator, value.denominator)


def _complex(value: complex) -> str:
    small = 1e-12 * max(1.0, abs(value))
    real_part = value.real if abs(value.real) > small else 0.0
    if abs(value.imag) < small:
        return f"{real_part:.6g}"
    return f"{real_part:.6g} {'+' if value.imag > 0 else '-'} {abs(value.imag):.6g}i"


def _approximate(side: Any, point: Point) -> str:
    try:
        return str(rational.value(side, point))
    except Irrational:
        numbers = {each: sympy_number(point[each.name]) for each in side.free_symbols}
        return _complex(complex(side.subs(numbers)))
