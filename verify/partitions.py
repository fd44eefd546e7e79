"""How matrix expressions fall into blocks, and their entries for given sizes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from math import prod
from typing import Any

from sympy import BlockMatrix, ImmutableDenseMatrix, Integer, eye, zeros
from sympy.matrices.expressions.matexpr import MatrixExpr
from sympy.matrices.expressions.matpow import MatPow
from sympy.matrices.expressions.special import Identity, ZeroMatrix
from sympy.matrices.expressions.transpose import Transpose

from .unknown import MatrixVariable, Size

Partition = tuple[tuple[Any, ...], tuple[Any, ...]]
"""Sizes of the blocks in rows and in columns."""


def conformed(node: Any) -> tuple[Any, Partition]:
    """The expression with unit and zero matrices cut like what they are added to, and its blocks.

    Raises:
        ValueError: blocks do not meet, or something is no sum, product, power or transpose.
    """
    if isinstance(node, BlockMatrix):
        for block in node.blocks:
            if len(sum(conformed(block)[1], ())) > 2:
                raise ValueError("blocks inside blocks; write one grid of all blocks")
        return node, (tuple(node.rowblocksizes), tuple(node.colblocksizes))
    if isinstance(node, (MatrixVariable, Identity, ZeroMatrix)):
        return node, ((node.rows,), (node.cols,))
    if isinstance(node, Transpose):
        inner, (rows, columns) = conformed(node.arg)
        return inner.T, (columns, rows)
    if isinstance(node, MatPow) and node.exp.is_Integer and node.exp > 0:
        inner, (rows, columns) = conformed(node.base)
        _meet(rows, columns)
        return inner**node.exp, (rows, columns)
    if isinstance(node, MatrixExpr) and node.is_MatAdd:
        parts = [conformed(each) for each in node.args]
        whole = max((partition for _, partition in parts), key=lambda each: len(sum(each, ())))
        return sum((cut(*part, whole) for part in parts[1:]), cut(*parts[0], whole)), whole
    if isinstance(node, MatrixExpr) and node.is_MatMul:
        scalar, factors = node.as_coeff_matrices()
        parts = [conformed(each) for each in factors]
        for (_, left), (_, right) in pairwise(parts):
            _meet(left[1], right[0])
        found = scalar * prod((each for each, _ in parts[1:]), start=parts[0][0])
        return found, (parts[0][1][0], parts[-1][1][1])
    raise ValueError(
        f"{node} ({type(node).__name__}) is no sum, product, power or transpose of matrices that "
        "matrix(...) made"
    )


def _meet(columns: tuple[Any, ...], rows: tuple[Any, ...]) -> None:
    if columns != rows:
        raise ValueError(f"a product of blocks that do not meet: columns {columns}, rows {rows}")


def cut(node: Any, partition: Partition, whole: Partition) -> Any:
    """The same matrix in the blocks of the whole sum."""
    if partition == whole:
        return node
    scalar, factors = (
        node.as_coeff_matrices() if getattr(node, "is_MatMul", False) else (Integer(1), [node])
    )
    plain = len(factors) == 1 and isinstance(factors[0], (Identity, ZeroMatrix))
    if not plain or any(len(each) > 1 for each in partition):
        raise ValueError(f"a sum of matrices in different blocks: {partition} and {whole}")
    rows, columns = whole
    unit = isinstance(factors[0], Identity) and rows == columns
    return BlockMatrix(
        [
            [
                scalar * Identity(n) if unit and i == j else ZeroMatrix(n, m)
                for j, m in enumerate(columns)
            ]
            for i, n in enumerate(rows)
        ]
    )


def explicit(node: Any, sizes: Mapping[Size, int]) -> Any:
    """A matrix expression with numbers for sizes and variables for entries."""
    if not isinstance(node, MatrixExpr):
        return node
    if isinstance(node, MatrixVariable):
        return node.entries(sizes)
    if isinstance(node, Identity):
        return ImmutableDenseMatrix(eye(node.rows.subs(sizes)))
    if isinstance(node, ZeroMatrix):
        return ImmutableDenseMatrix(zeros(*(each.subs(sizes) for each in node.shape)))
    if isinstance(node, BlockMatrix):
        rows = [[explicit(each, sizes) for each in row] for row in node.blocks.tolist()]
        return ImmutableDenseMatrix(rows)
    if node.is_MatAdd:
        parts = [explicit(each, sizes) for each in node.args]
        return sum(parts[1:], parts[0])
    if node.is_MatMul:
        found = explicit(node.args[0], sizes)
        for each in node.args[1:]:
            found = found * explicit(each, sizes)
        return found
    if isinstance(node, MatPow) and node.exp.is_Integer and node.exp > 0:
        return explicit(node.base, sizes) ** node.exp
    if isinstance(node, Transpose):
        return explicit(node.arg, sizes).T
    raise ValueError(f"{node} ({type(node).__name__}) is no sum, product or transpose")
