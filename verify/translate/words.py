"""Polynomials in matrices as sums of words, letters being matrices that do not commute.

Nothing here comes from SymPy: a polynomial is a table from words, with the scalars before them, to
rational coefficients. Two matrix polynomials with the same table are equal for every size.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Any

from sympy import BlockMatrix
from sympy.matrices.expressions.matexpr import MatrixExpr
from sympy.matrices.expressions.matpow import MatPow
from sympy.matrices.expressions.special import Identity, ZeroMatrix
from sympy.matrices.expressions.transpose import Transpose

from ..predicates import Predicate
from ..unknown import MatrixVariable, SymmetricVariable
from ..variables import Variable
from . import tree

Letter = tuple[str, bool]
"""A matrix by name, and whether it is transposed."""
Scalars = tuple[tuple[str, int], ...]
"""Powers of scalar variables, by name."""
Polynomial = dict[tuple[Scalars, tuple[Letter, ...]], Fraction]


@dataclass(frozen=True)
class Grid:
    """A matrix by its blocks, with the sizes of block rows and columns; a scalar has none."""

    rows: tuple[Any, ...]
    columns: tuple[Any, ...]
    cells: list[list[Polynomial]]


def grid(node: Any) -> Grid:
    """The blocks of a matrix expression, one for a matrix without blocks.

    Raises:
        Untranslatable: no sum, product or transpose of unknown matrices, or blocks do not meet.
    """
    if not isinstance(node, MatrixExpr):
        return Grid((), (), [[tree.term(node, _SCALARS)]])
    if isinstance(node, MatrixVariable):
        return _whole(node, {((), ((node.name, False),)): Fraction(1)})
    if isinstance(node, Identity):
        return _whole(node, _SCALARS.number(Fraction(1)))
    if isinstance(node, ZeroMatrix):
        return _whole(node, {})
    if isinstance(node, BlockMatrix):
        return _assembled([[grid(each) for each in row] for row in node.blocks.tolist()])
    if isinstance(node, Transpose):
        symmetric = {each.name for each in node.atoms(SymmetricVariable)}
        inner = grid(node.arg)
        turned = zip(*inner.cells, strict=True)
        cells = [[_transposed(each, symmetric) for each in column] for column in turned]
        return Grid(inner.columns, inner.rows, cells)
    if isinstance(node, MatPow) and node.exp.is_Integer and node.exp > 0:
        return reduce(_product, [grid(node.base)] * int(node.exp))
    parts = [grid(each) for each in node.args]
    if node.is_MatAdd:
        return reduce(_added, parts)
    if node.is_MatMul:
        return reduce(_product, parts)
    raise tree.Untranslatable(f"{node} ({type(node).__name__}) is no sum, product or transpose")


def difference(left: Any, right: Any) -> Polynomial:
    """The first block in which two matrix expressions differ; empty where they are equal."""
    minus_one = Grid((), (), [[_SCALARS.number(Fraction(-1))]])
    rest = _added(grid(left), _product(minus_one, grid(right)))
    return next((block for row in rest.cells for block in row if block), {})


def printed(polynomial: Polynomial) -> str:
    """A polynomial for a reader."""

    def term(scalars: Scalars, word: tuple[Letter, ...], coefficient: Fraction) -> str:
        powers = (name if power == 1 else f"{name}^{power}" for name, power in scalars)
        letters = (name + ("'" if turned else "") for name, turned in word)
        return " ".join([str(coefficient), *powers, *letters])

    return " + ".join(term(*key, value) for key, value in sorted(polynomial.items()))


def _whole(node: Any, polynomial: Polynomial) -> Grid:
    return Grid((node.rows,), (node.cols,), [[polynomial]])


def _assembled(parts: list[list[Grid]]) -> Grid:
    """One grid of grids of one block each."""
    rows = tuple(row[0].rows for row in parts)
    columns = tuple(each.columns for each in parts[0])
    for part, height in zip(parts, rows, strict=True):
        for each, width in zip(part, columns, strict=True):
            if len(each.rows) != 1 or (each.rows, each.columns) != (height, width):
                raise tree.Untranslatable("blocks inside blocks; write one grid of all blocks")
    return Grid(sum(rows, ()), sum(columns, ()), [[each.cells[0][0] for each in p] for p in parts])


def _sum(polynomials: list[Polynomial]) -> Polynomial:
    found: Polynomial = {}
    for polynomial in polynomials:
        for key, value in polynomial.items():
            found[key] = found.get(key, Fraction(0)) + value
    return {key: value for key, value in found.items() if value}


def _times(left: Polynomial, right: Polynomial) -> Polynomial:
    found: Polynomial = {}
    for (scalars, word), value in left.items():
        for (others, rest), other in right.items():
            key = (_merged(scalars, others), word + rest)
            found[key] = found.get(key, Fraction(0)) + value * other
    return {key: value for key, value in found.items() if value}


def _merged(one: Scalars, other: Scalars) -> Scalars:
    powers = dict(one)
    for name, power in other:
        powers[name] = powers.get(name, 0) + power
    return tuple(sorted(powers.items()))


def _added(left: Grid, right: Grid) -> Grid:
    if (left.rows, left.columns) != (right.rows, right.columns):
        raise tree.Untranslatable("a sum or an identity of matrices in different blocks")
    pairs = zip(left.cells, right.cells, strict=True)
    cells = [[_sum([a, b]) for a, b in zip(*rows, strict=True)] for rows in pairs]
    return Grid(left.rows, left.columns, cells)


def _product(left: Grid, right: Grid) -> Grid:
    """The product of two matrices; a scalar multiplies every block."""
    if not left.rows:
        scalar = left.cells[0][0]
        cells = [[_times(scalar, each) for each in row] for row in right.cells]
        return Grid(right.rows, right.columns, cells)
    if left.columns != right.rows:
        raise tree.Untranslatable("a product of matrices whose blocks do not meet")
    cells = [
        [
            _sum([_times(row[m], right.cells[m][j]) for m in range(len(right.rows))])
            for j in range(len(right.columns))
        ]
        for row in left.cells
    ]
    return Grid(left.rows, right.columns, cells)


def _transposed(polynomial: Polynomial, symmetric: set[str]) -> Polynomial:
    def turned(word: tuple[Letter, ...]) -> tuple[Letter, ...]:
        return tuple(
            (name, False if name in symmetric else not flag) for name, flag in reversed(word)
        )

    return {(scalars, turned(word)): value for (scalars, word), value in polynomial.items()}


class _Scalars:
    """Scalar terms: polynomials in the scalar variables, words without letters."""

    def number(self, value: Fraction) -> Polynomial:
        return {((), ()): value} if value else {}

    def constant(self, name: str) -> Polynomial:
        raise tree.Untranslatable(f"{name} as a scalar of a matrix identity")

    def variable(self, variable: Variable) -> Polynomial:
        return {(((variable.name, 1),), ()): Fraction(1)}

    def add(self, terms: list[Polynomial]) -> Polynomial:
        return _sum(terms)

    def multiply(self, factors: list[Polynomial]) -> Polynomial:
        found = self.number(Fraction(1))
        for each in factors:
            found = _times(found, each)
        return found

    def power(self, base: Polynomial, exponent: int) -> Polynomial:
        if exponent < 0:
            raise tree.Untranslatable("a quotient as a scalar; multiply it out")
        return self.multiply([base] * exponent)

    def root(self, base: Polynomial, exponent: Fraction) -> Polynomial:
        raise tree.Untranslatable(f"the power {exponent} as a scalar")

    def function(self, name: str, arguments: list[Polynomial]) -> Polynomial:
        raise tree.Untranslatable(f"{name} as a scalar")

    def _no_truth(self, *_: Any) -> Any:
        raise tree.Untranslatable("a scalar is no formula")

    compare = conjunction = disjunction = negation = _no_truth

    def predicate(self, predicate: Predicate, matrix: list[list[Any]]) -> Any:
        return self._no_truth(predicate, matrix)


_SCALARS = _Scalars()
