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
    Gt,
    I,
    ImmutableDenseMatrix,
    Integer,
    Poly,
    Pow,
    Tuple,
    eye,
    prod,
    sympify,
)
from sympy.logic.boolalg import Boolean, BooleanFunction
from sympy.matrices.matrixbase import MatrixBase

from . import listed
from .polynomials import (
    all_on_unit_circle,
    characteristic,
    hurwitz_minors,
    in_closed_disc,
    in_open_disc,
)


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
        """The matrix whose eigenvalues decide it."""
        return self.args[0]

    @property
    def seen(self) -> ImmutableDenseMatrix:
        """The matrix whose eigenvalues tell a reader why it holds or fails."""
        return self.args[0]

    def polynomial_form(self) -> Boolean:
        """An equivalent formula in the entries of the matrix, without eigenvalues."""
        raise NotImplementedError

    def _latex(self, printer: Any, *_: Any) -> str:
        return self.typeset.replace("M", printer.doprint(self.args[0]))

    def _sympystr(self, printer: Any) -> str:
        arguments = (printer.doprint(each) for each in (self.args[0].tolist(), *self.args[1:]))
        return f"{type(self).__name__}({', '.join(arguments)})"


class Hurwitz(Predicate):
    """Every eigenvalue has negative real part."""

    typeset = r"\max\operatorname{Re}\lambda\,M<0"
    words = "every eigenvalue of M has a negative real part"

    def polynomial_form(self) -> Boolean:
        return _of_characteristic(
            self.matrix, lambda p: And(*(Gt(minor, 0) for minor in hurwitz_minors(p)))
        )


class SpectralAbscissa(Hurwitz):
    """Every eigenvalue has its real part below a bound: M less the bound is Hurwitz."""

    typeset = r"\max\operatorname{Re}\lambda\,M"
    words = "every eigenvalue of M has its real part below"

    @property
    def bound(self) -> Expr:
        """What the real parts stay below."""
        return self.args[1]

    @property
    def matrix(self) -> ImmutableDenseMatrix:
        """The matrix less the bound, which is Hurwitz where the predicate holds."""
        return self.seen - self.bound * ImmutableDenseMatrix(eye(self.seen.rows))

    def _latex(self, printer: Any, *_: Any) -> str:
        return f"{super()._latex(printer)}<{printer.doprint(self.bound)}"


class Schur(Predicate):
    """Every eigenvalue lies in the open unit disc."""

    typeset = r"\rho\,M<1"
    words = "every eigenvalue of M has modulus below 1"

    def polynomial_form(self) -> Boolean:
        return _of_characteristic(self.matrix, in_open_disc)


class Unstable(Predicate):
    """Some eigenvalue lies outside the closed unit disc."""

    typeset = r"\rho\,M>1"
    words = "some eigenvalue of M has modulus above 1"

    def polynomial_form(self) -> Boolean:
        return ~_of_characteristic(self.matrix, in_closed_disc)


class OnUnitCircle(Predicate):
    """Every eigenvalue has modulus one."""

    typeset = r"\left|\lambda\,M\right|=1"
    words = "every eigenvalue of M has modulus 1"

    def polynomial_form(self) -> Boolean:
        return _of_characteristic(self.matrix, all_on_unit_circle)


class PositiveDefinite(Predicate):
    """x'Mx > 0 for every x != 0; only the symmetric part of M matters."""

    typeset = r"M\succ 0"
    words = "M is positive definite"

    @property
    def seen(self) -> ImmutableDenseMatrix:
        """The symmetric part: the matrix itself may have other eigenvalues."""
        return (self.matrix + self.matrix.T) / 2

    def polynomial_form(self) -> Boolean:
        minors = (self.seen[:size, :size] for size in range(1, self.seen.rows + 1))
        return And(*(Gt(minor.det(method="berkowitz"), 0) for minor in minors))


class Spectrum(Predicate):
    """The eigenvalues, with multiplicity, are the listed ones (complex ones included)."""

    words = "the eigenvalues of M are"

    @property
    def eigenvalues(self) -> tuple[Expr, ...]:
        """The listed eigenvalues."""
        return tuple(self.args[1])

    def polynomial_form(self) -> Boolean:
        if any(each.has(I) or _radical(each) for each in self.eigenvalues):
            raise ValueError(
                "a spectrum with roots or I may be complex and has no real polynomial form; the "
                "exact check decides it, alone and not inside Not, Or or an equation's case"
            )
        x = Dummy("x")
        claimed = Poly(prod(x - each for each in self.eigenvalues), x).all_coeffs()
        pairs = zip(characteristic(self.matrix)[1:], claimed[1:], strict=True)
        return And(*(Eq(true, each, evaluate=False) for true, each in pairs))

    def _latex(self, printer: Any, *_: Any) -> str:
        return listed.latex(printer.doprint(self.matrix), self.eigenvalues, printer.doprint)


def _radical(expression: Expr) -> bool:
    return any(not power.exp.is_Integer for power in expression.atoms(Pow))


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
    return SpectralAbscissa(square, sympify(below))


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


def _of_characteristic(
    matrix: ImmutableDenseMatrix, form: Callable[[Sequence[Expr]], Boolean]
) -> Boolean:
    """``form`` of the characteristic polynomial, built on symbols so that nothing is expanded."""
    coefficients = characteristic(matrix)[1:]
    if all(each.is_Rational for each in coefficients):
        return form([Integer(1), *coefficients])
    names = [Dummy(f"c{k}") for k in range(matrix.rows)]
    return form([Integer(1), *names]).xreplace(dict(zip(names, coefficients, strict=True)))
