"""Where the roots of a polynomial lie, as formulas in its coefficients (the leading one first)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import And, Dummy, Eq, Expr, Ge, Gt, Integer, Le, Or, Poly, zeros
from sympy.logic.boolalg import Boolean


def characteristic(matrix: Any) -> list[Expr]:
    """Coefficients of det(xI - M), by Berkowitz's division-free method."""
    return list(matrix.charpoly(Dummy("x")).all_coeffs())


def moebius(coefficients: Sequence[Expr]) -> list[Expr]:
    """The polynomial (1 - s)^n p((1 + s)/(1 - s)): the unit disc becomes the left half plane."""
    degree, s = len(coefficients) - 1, Dummy("s")
    image = sum(
        coefficient * (1 + s) ** (degree - k) * (1 - s) ** k
        for k, coefficient in enumerate(coefficients)
    )
    found = Poly(image, s).all_coeffs()
    return [Integer(0)] * (degree + 1 - len(found)) + found


def hurwitz_minors(coefficients: Sequence[Expr]) -> list[Expr]:
    """Leading principal minors of the Hurwitz matrix.

    With a positive leading coefficient they are all positive exactly if all roots have negative
    real part.
    """
    degree = len(coefficients) - 1
    table = zeros(degree, degree)
    for row in range(degree):
        for column in range(degree):
            index = 2 * (column + 1) - (row + 1)
            if 0 <= index <= degree:
                table[row, column] = coefficients[index]
    return [table[:k, :k].det(method="berkowitz") for k in range(1, degree + 1)]


def in_open_disc(coefficients: Sequence[Expr]) -> Boolean:
    """All roots of a monic polynomial have modulus below one."""
    image = moebius(coefficients)
    return And(Gt(image[0], 0), *(Gt(minor, 0) for minor in hurwitz_minors(image)))


def in_closed_disc(coefficients: Sequence[Expr]) -> Boolean:
    """All roots of a monic polynomial have modulus at most one.

    Up to degree two the closed region is the closure of Jury's inequalities. Beyond, non-strict
    inequalities would admit too much; there, the roots scaled by 1 - e must lie in the open disc
    for every small e > 0, which the lowest non-zero coefficient in e of each minor decides.
    """
    degree = len(coefficients) - 1
    if degree <= 2:
        return And(*(Ge(coefficient, 0) for coefficient in moebius(coefficients)))
    e = Dummy("e")
    image = moebius([coefficient * (1 - e) ** k for k, coefficient in enumerate(coefficients)])
    return And(*(_positive_for_small(form, e) for form in (image[0], *hurwitz_minors(image))))


def all_on_unit_circle(coefficients: Sequence[Expr]) -> Boolean:
    """All roots of a monic polynomial have modulus one.

    Degree two has two cases, a rotation or the pair 1 and -1. Beyond, the roots and their inverses
    (the reversed polynomial, monic since the last coefficient is then 1 or -1) lie in the closed
    disc.
    """
    last = coefficients[-1]
    if len(coefficients) == 3:
        rotation = And(Eq(last, 1), Le(coefficients[1] ** 2, 4))
        return Or(rotation, And(Eq(last, -1), Eq(coefficients[1], 0)))
    inverse = [last * coefficient for coefficient in reversed(coefficients)]
    return And(Eq(last**2, 1), in_closed_disc(coefficients), in_closed_disc(inverse))


def _positive_for_small(expression: Expr, e: Dummy) -> Boolean:
    ascending = Poly(expression, e).all_coeffs()[::-1]
    cases = []
    for count, leading in enumerate(ascending):
        cases.append(And(Gt(leading, 0), *(Eq(lower, 0) for lower in ascending[:count])))
    return Or(*cases)
