"""Unknown matrices, and unknown numbers of rows and columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import ImmutableDenseMatrix, MatrixSymbol, Symbol

from .variables import Variable, real


class Size(Symbol):
    """How many rows or columns a matrix has: any positive integer."""


class MatrixVariable(MatrixSymbol):
    """An unknown real matrix; it need not have an inverse."""

    def inv(self) -> None:
        """Refuse: SymPy would cancel it before any engine has seen it.

        Raises:
            ValueError: always, with the remedy.
        """
        raise ValueError(
            f"{self.name} may be singular; give its inverse a name of its own, "
            f"{self.name}1 = matrix(...), and state what it needs of {self.name}*{self.name}1"
        )

    def __pow__(self, exponent: Any) -> Any:
        if getattr(exponent, "is_negative", None) or (isinstance(exponent, int) and exponent < 0):
            self.inv()
        return super().__pow__(exponent)

    def entries(self, sizes: Mapping[Size, int] | None = None) -> ImmutableDenseMatrix:
        """Its entries as variables, for given sizes where they are not numbers."""
        rows, columns = (each.subs(sizes or {}) for each in self.shape)
        if not (rows.is_Integer and columns.is_Integer):
            raise ValueError(f"{self.name} is {rows} x {columns}; its entries need numbers")
        return ImmutableDenseMatrix(rows, columns, self._entry_at)

    def _entry_at(self, row: int, column: int) -> Variable:
        return real(
            f"{self.name}_{row + 1}_{column + 1}",
            latex=f"{self.name}_{{{row + 1},{column + 1}}}",
            within=(-3, 3),
        )


class SymmetricVariable(MatrixVariable):
    """An unknown real symmetric matrix."""

    def _eval_transpose(self) -> SymmetricVariable:
        return self

    def _entry_at(self, row: int, column: int) -> Variable:
        return super()._entry_at(min(row, column), max(row, column))


def size(name: str) -> Size:
    """A number of rows or columns, of which a statement says nothing.

    Raises:
        ValueError: the name is no word.
    """
    if not (name.isidentifier() and name.isascii()):
        raise ValueError(f"size {name!r}: a name is letters, digits and underscores, such as 'n_D'")
    return Size(name, integer=True, positive=True)


def matrix(name: str, rows: Any, columns: Any, *, symmetric: bool = False) -> MatrixVariable:
    """An unknown matrix, ``rows`` x ``columns``: sizes or numbers.

    Raises:
        ValueError: a symmetric matrix that is not square, a name that is no word, or a shape of
            anything but sizes and positive integers.
    """
    if not (name.isidentifier() and name.isascii() and "_" not in name):
        raise ValueError(f"matrix {name!r}: a name is letters and digits, such as 'B' or 'K1'")
    for each in (rows, columns):
        if not (isinstance(each, Size) or (isinstance(each, int) and each > 0)):
            raise ValueError(
                f"matrix {name}: {each} rows or columns; give size('n') or a positive integer"
            )
    if symmetric and rows != columns:
        raise ValueError(f"matrix {name}: a symmetric matrix is square, not {rows} x {columns}")
    return (SymmetricVariable if symmetric else MatrixVariable)(name, rows, columns)
