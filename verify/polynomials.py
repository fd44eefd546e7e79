"""Where the roots of a polynomial lie, as formulas in its coefficients (the leading one first)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import And, Dummy, Eq, Expr, Ge, Gt, Integer, Le, Lt, Or, Poly, true, zeros
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
    """All roots have modulus at most one; the leading coefficient is positive.

    Where the last coefficient is smaller in size than the leading one, Schur's reduction takes
    away a root inside and leaves those on and outside the circle (Cohn). Where it is as large, the
    moduli multiply to one: all roots lie on the circle, or one lies outside.
    """
    leading, last = coefficients[0], coefficients[-1]
    if len(coefficients) == 1:
        return true
    pairs = zip(coefficients[:-1], reversed(coefficients[1:]), strict=True)
    reduced = [leading * each - last * mirrored for each, mirrored in pairs]
    return Or(
        And(Lt(last**2, leading**2), in_closed_disc(reduced)),
        And(Eq(last**2, leading**2), all_on_unit_circle(coefficients)),
    )


def all_on_unit_circle(coefficients: Sequence[Expr]) -> Boolean:
    """All roots have modulus one; the leading coefficient is positive.

    Such a polynomial equals its mirror image up to sign. The sign and the parity of the degree
    force roots 1 or -1; without them it is a polynomial in w = z + 1/z, whose roots must be real
    and between -2 and 2.

    Raises:
        ValueError: the degree is above five.
    """
    if len(coefficients) > 6:
        raise ValueError(
            "eigenvalues on the unit circle have a polynomial form up to 5 x 5 matrices; "
            "state it of the blocks of a larger one"
        )
    degree = len(coefficients) - 1
    forced = {1: [-1] if degree % 2 else [], -1: [1] if degree % 2 else [1, -1]}
    cases = []
    for sign, roots in forced.items():
        mirrored = zip(coefficients, reversed(coefficients), strict=True)
        symmetric = And(*(Eq(left, sign * right) for left, right in mirrored))
        rest = list(coefficients)
        for root in roots:
            rest = _divided(rest, root)
        cases.append(And(symmetric, _turning(rest)))
    return Or(*cases)


def _divided(coefficients: Sequence[Expr], root: int) -> list[Expr]:
    """Quotient by z - root, which divides the polynomial."""
    found = [coefficients[0]]
    for coefficient in coefficients[1:-1]:
        found.append(coefficient + root * found[-1])
    return found


def _turning(mirrored: Sequence[Expr]) -> Boolean:
    """Whether a polynomial of degree 0, 2 or 4 that equals its mirror image only has pairs e^it."""
    leading, *inner = mirrored
    if not inner:
        return true
    slope = inner[0]
    if len(mirrored) == 3:
        return Le(slope**2, 4 * leading**2)
    constant = inner[1] - 2 * leading
    return And(
        Ge(slope**2 - 4 * leading * constant, 0),
        Ge(4 * leading + 2 * slope + constant, 0),
        Ge(4 * leading - 2 * slope + constant, 0),
        Le(slope**2, 16 * leading**2),
    )
