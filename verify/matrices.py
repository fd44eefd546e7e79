"""Matrices of any size: unknown ones, blocks of them, and identities between polynomials in them.

An identity that reduces to zero when matrices are letters that do not commute holds for matrices
of every size. For given sizes it is a list of equations between entries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sympy import (
    And,
    BlockMatrix,
    Eq,
)
from sympy.logic.boolalg import Boolean, BooleanFunction
from sympy.matrices.expressions.matexpr import MatrixExpr

from .partitions import conformed, cut, explicit
from .unknown import Size


def blocks(rows: Sequence[Sequence[Any]]) -> BlockMatrix:
    """A matrix of matrices; ``Identity(n)`` and ``ZeroMatrix(n, m)`` are SymPy's.

    Raises:
        ValueError: not a grid of matrices, or blocks whose shapes do not fit.
    """
    grid = [list(row) for row in rows if isinstance(row, (list, tuple))]
    if not grid or len(grid) != len(rows) or len({len(row) for row in grid}) != 1:
        raise ValueError("blocks takes rows of equal length, such as [[A, B], [C, D]]")
    for block in (each for row in grid for each in row):
        if not isinstance(block, MatrixExpr) or isinstance(block, BlockMatrix):
            raise ValueError(
                f"the block {block} is no matrix made by matrix(...); write ZeroMatrix(n, m) for "
                "0, and one grid for blocks of blocks"
            )
    return BlockMatrix(grid)


class MatrixIdentity(BooleanFunction):
    """Two polynomials in matrices are equal."""

    @classmethod
    def eval(cls, *_arguments: Any) -> None:
        """Stay unevaluated, whatever the arguments."""
        return

    def to_nnf(self, simplify: bool = True, form: str | None = None) -> MatrixIdentity:
        """Be an atom in logical normal forms."""
        del simplify, form
        return self

    @property
    def free_symbols(self) -> set[Any]:
        """Matrices and scalars; sizes are no unknowns."""
        return {each for side in self.args for each in side.free_symbols if not _is_size(each)}

    def at(self, sizes: Mapping[Size, int]) -> Boolean:
        """The equations between entries, for given sizes."""
        return _equations(self, tuple(sizes.items()))

    def _latex(self, printer: Any, *_: Any) -> str:
        left, right = (printer.doprint(side) for side in self.args)
        return f"{left}={right}".replace(r"\mathbb{I}", "I")


@lru_cache(maxsize=256)
def _equations(identity: MatrixIdentity, sizes: tuple[tuple[Size, int], ...]) -> Boolean:
    left, right = (explicit(side, dict(sizes)) for side in identity.args)
    pairs = list(zip(left, right, strict=True))
    telling = [(a, b) for a, b in pairs if a != b] or pairs[:1]
    return And(*(Eq(a, b, evaluate=False) for a, b in telling))


def matrix_identity(left: Any, right: Any) -> Boolean:
    """``left`` = ``right`` for matrices of every size.

    Raises:
        TypeError: a side is no matrix expression.
        ValueError: the two are of different shape, or in different blocks.
    """
    for each in (left, right):
        if not isinstance(each, MatrixExpr):
            raise TypeError(
                f"matrix_identity takes matrices made by matrix(...), not {type(each).__name__}"
            )
    if left.shape != right.shape:
        raise ValueError(f"matrix_identity: {left.shape} on the left, {right.shape} on the right")
    one, other = conformed(left), conformed(right)
    whole = max((one[1], other[1]), key=lambda each: len(sum(each, ())))
    return MatrixIdentity(cut(*one, whole), cut(*other, whole))


def _is_size(symbol: Any) -> bool:
    return isinstance(symbol, Size)
