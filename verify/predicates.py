"""What statements say of matrices: where eigenvalues lie, and what they are.

A predicate is a SymPy ``Boolean``, so that it stands in ``Implies``, ``Not``, ``And`` and ``Or``.
Its :meth:`Predicate.polynomial_form` is an equivalent formula without eigenvalues: Hurwitz's
determinants for half planes, the same after a Moebius map for discs. Note that ``Not(schur(M))``
is weaker than ``unstable(M)``: the spectral radius may be exactly 1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sympy import (
    And,
    Dummy,
    Eq,
    Expr,
    Ge,
    Gt,
    ImmutableDenseMatrix,
    Integer,
    Le,
    Or,
    Poly,
    Tuple,
    eye,
    sympify,
    zeros,
)
from sympy.logic.boolalg import Boolean, BooleanFunction
from sympy.matrices.matrixbase import MatrixBase


class Predicate(BooleanFunction):
    """A statement about one square real matrix."""

    typeset = ""
    words = ""

    @classmethod
    def eval(cls, *_arguments: Any) -> None:
        """Stay unevaluated, whatever the arguments."""
        return

    def to_nnf(self, simplify: bool = True, form: str | None = None) -> Predicate:
        """Be an atom in logical normal forms."""
        del simplify, form
        return self

    @property
    def matrix(self) -> ImmutableDenseMatrix:
        """The matrix that the predicate is about."""
        return self.args[0]

    def polynomial_form(self) -> Boolean:
        """An equivalent formula in the entries of the matrix, without eigenvalues."""
        raise NotImplementedError

    def _latex(self, printer: Any, *_: Any) -> str:
        return self.typeset.replace("M", printer.doprint(self.matrix))

    def _sympystr(self, printer: Any) -> str:
        arguments = (printer.doprint(each) for each in (self.matrix.tolist(), *self.args[1:]))
        return f"{type(self).__name__}({', '.join(arguments)})"


class Hurwitz(Predicate):
    """Every eigenvalue has negative real part."""

    typeset = r"\max\operatorname{Re}\lambda\left(M\right)<0"
    words = "every eigenvalue of M has a negative real part"

    def polynomial_form(self) -> Boolean:
        return _of_characteristic(
            self.matrix, lambda p: And(*(Gt(minor, 0) for minor in hurwitz_minors(p)))
        )


class Schur(Predicate):
    """Every eigenvalue lies in the open unit disc."""

    typeset = r"\rho\left(M\right)<1"
    words = "every eigenvalue of M has modulus below 1"

    def polynomial_form(self) -> Boolean:
        return _of_characteristic(self.matrix, in_open_disc)


class Unstable(Predicate):
    """Some eigenvalue lies outside the closed unit disc."""

    typeset = r"\rho\left(M\right)>1"
    words = "some eigenvalue of M has modulus above 1"

    def polynomial_form(self) -> Boolean:
        return ~_of_characteristic(self.matrix, in_closed_disc)


class OnUnitCircle(Predicate):
    """Every eigenvalue has modulus one."""

    typeset = r"\left|\lambda\left(M\right)\right|=1"
    words = "every eigenvalue of M has modulus 1"

    def polynomial_form(self) -> Boolean:
        return _of_characteristic(self.matrix, all_on_unit_circle)


class PositiveDefinite(Predicate):
    """x'Mx > 0 for every x != 0; only the symmetric part of M matters."""

    typeset = r"M\succ 0"
    words = "M is positive definite"

    def polynomial_form(self) -> Boolean:
        symmetric = (self.matrix + self.matrix.T) / 2
        sizes = range(1, symmetric.rows + 1)
        return And(*(Gt(symmetric[:size, :size].det(method="berkowitz"), 0) for size in sizes))


class Spectrum(Predicate):
    """The eigenvalues, with multiplicity, are the listed ones (complex ones included)."""

    words = "the eigenvalues of M are"

    @property
    def eigenvalues(self) -> tuple[Expr, ...]:
        """The listed eigenvalues."""
        return tuple(self.args[1])

    def polynomial_form(self) -> Boolean:
        raise ValueError(
            "a spectrum may be complex, so it has no real polynomial form; the exact check decides "
            "it, alone and not inside Not, Or or Implies(spectrum, ...)"
        )

    def _latex(self, printer: Any, *_: Any) -> str:
        listed = r",\;".join(printer.doprint(value) for value in self.eigenvalues)
        return rf"\lambda\left({printer.doprint(self.matrix)}\right)=\left\{{{listed}\right\}}"


def _square(matrix: Any, what: str) -> ImmutableDenseMatrix:
    if not isinstance(matrix, MatrixBase):
        raise TypeError(f"{what} takes a SymPy Matrix, not {type(matrix).__name__}")
    if matrix.rows != matrix.cols or not matrix.rows:
        raise ValueError(f"{what} takes a square matrix, not {matrix.rows} x {matrix.cols}")
    return ImmutableDenseMatrix(matrix)


def hurwitz(matrix: Any) -> Boolean:
    """All real parts negative: x' = Mx decays. ``matrix``: n x n."""
    return Hurwitz(_square(matrix, "hurwitz"))


def schur(matrix: Any) -> Boolean:
    """Spectral radius below one: x -> Mx contracts in the long run. ``matrix``: n x n."""
    return Schur(_square(matrix, "schur"))


def unstable(matrix: Any) -> Boolean:
    """Spectral radius above one: some orbit of x -> Mx grows geometrically. ``matrix``: n x n."""
    return Unstable(_square(matrix, "unstable"))


def on_unit_circle(matrix: Any) -> Boolean:
    """All eigenvalues have modulus one; orbits may still grow where one is defective."""
    return OnUnitCircle(_square(matrix, "on_unit_circle"))


def spectral_abscissa(matrix: Any, *, below: Any) -> Boolean:
    """The largest real part of an eigenvalue is less than ``below``. ``matrix``: n x n."""
    square = _square(matrix, "spectral_abscissa")
    return Hurwitz(ImmutableDenseMatrix(square - sympify(below) * eye(square.rows)))


def positive_definite(matrix: Any) -> Boolean:
    """The symmetric part is positive definite. ``matrix``: n x n."""
    return PositiveDefinite(_square(matrix, "positive_definite"))


def spectrum(matrix: Any, *, equals: Sequence[Any]) -> Boolean:
    """The eigenvalues with multiplicity are ``equals``.

    Raises:
        ValueError: the number of eigenvalues differs from the size of the matrix.
    """
    square = _square(matrix, "spectrum")
    if len(equals) != square.rows:
        raise ValueError(
            f"spectrum: {len(equals)} eigenvalues for a {square.rows} x {square.rows} matrix; "
            "list each with its multiplicity"
        )
    return Spectrum(square, Tuple(*equals))


# Polynomials below are lists of coefficients, the leading one first.


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


def _of_characteristic(
    matrix: ImmutableDenseMatrix, form: Callable[[Sequence[Expr]], Boolean]
) -> Boolean:
    """``form`` of the characteristic polynomial, built on symbols so that nothing is expanded."""
    names = [Dummy(f"c{k}") for k in range(matrix.rows)]
    coefficients = characteristic(matrix)[1:]
    return form([Integer(1), *names]).xreplace(dict(zip(names, coefficients, strict=True)))


def _positive_for_small(expression: Expr, e: Dummy) -> Boolean:
    ascending = Poly(expression, e).all_coeffs()[::-1]
    cases = []
    for count, leading in enumerate(ascending):
        cases.append(And(Gt(leading, 0), *(Eq(lower, 0) for lower in ascending[:count])))
    return Or(*cases)
