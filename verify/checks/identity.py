"""Identities between matrix polynomials: for all sizes at once, and on generic matrices.

SymPy computes with symbols that do not commute; our own words do, without SymPy; FLINT checks the
equations between entries of generic matrices.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

from sympy import BlockMatrix, Expr, ImmutableDenseMatrix, Integer, Matrix, Symbol, expand
from sympy.matrices.expressions.matexpr import MatrixExpr
from sympy.matrices.expressions.matpow import MatPow
from sympy.matrices.expressions.special import Identity, ZeroMatrix
from sympy.matrices.expressions.transpose import Transpose

from ..counterexamples import Standing, confirm, standing
from ..evidence import Counterexample, Evidence, Outcome, Reach
from ..matrices import MatrixIdentity
from ..statement import Statement, conjuncts
from ..translate import tree, words
from ..unknown import MatrixVariable, SymmetricVariable
from . import exact, search, smt

ENGINES = ("sympy", "free algebra", "flint")
LARGEST = (3, 2)
"""Sizes of generic matrices go up to these, in the order of the sizes' names; then up to 2."""


def applies(statement: Statement) -> bool:
    """Whether the conclusion is a matrix identity, or several of them."""
    return all(isinstance(part, MatrixIdentity) for part in conjuncts(statement.conclusion))


def check(statement: Statement, engine: str) -> Evidence:
    """Prove that the two sides are equal; the premises are not used but for what is defined."""
    parts = conjuncts(statement.conclusion)
    if engine == "flint":
        return _on_generic_matrices(statement)
    left_over = smt.defined(statement, {"sympy": "z3", "free algebra": "cvc5"}[engine])
    try:
        for part in parts:
            left_over = left_over or {"sympy": _by_sympy, "free algebra": _by_words}[engine](part)
    except tree.Untranslatable as problem:
        left_over = str(problem)
    return Evidence(
        check="identity",
        conclusion=statement.name,
        outcome=Outcome.UNKNOWN if left_over else Outcome.PROVED,
        engines=(engine,),
        scope="matrices of every size",
        detail=left_over or "the two sides are the same polynomial in letters that do not commute",
    )


def _by_words(part: Any) -> str:
    rest = words.difference(*part.args)
    return f"a remainder is left: {words.printed(rest)[:200]}" if rest else ""


def _by_sympy(part: Any) -> str:
    left, right = (_letters(side) for side in part.args)
    rest = left - right
    entries = rest if isinstance(rest, Matrix | ImmutableDenseMatrix) else [rest]
    for entry in entries:
        if expand(entry) != 0:
            return f"a remainder is left: {str(expand(entry))[:200]}"
    return ""


def _letters(node: Any) -> Any:
    """A matrix expression in symbols that do not commute, a matrix of them where it has blocks."""
    if not isinstance(node, MatrixExpr):
        return node
    if isinstance(node, MatrixVariable):
        return Symbol(node.name, commutative=False)
    if isinstance(node, Identity):
        return Integer(1)
    if isinstance(node, ZeroMatrix):
        return Integer(0)
    if isinstance(node, BlockMatrix):
        return Matrix([[_letters(each) for each in row] for row in node.blocks.tolist()])
    if isinstance(node, Transpose):
        inner = node.arg
        if isinstance(inner, SymmetricVariable):
            return _letters(inner)
        if isinstance(inner, MatrixVariable):
            return Symbol(f"{inner.name}'", commutative=False)
        turned = inner.transpose().doit()
        if isinstance(turned, Transpose):
            raise tree.Untranslatable(f"the transpose of {inner}")
        return _letters(turned)
    if isinstance(node, MatPow) and node.exp.is_Integer and node.exp > 0:
        return _letters(node.base) ** int(node.exp)
    parts = [_letters(each) for each in node.args]
    if node.is_MatAdd:
        return sum(parts[1:], parts[0])
    if node.is_MatMul:
        found: Expr = Integer(1)
        for part in parts:
            found = found * part
        return found
    raise tree.Untranslatable(f"{node} ({type(node).__name__}) is no sum, product or transpose")


def _on_generic_matrices(statement: Statement) -> Evidence:
    """Every entry for small sizes; where one is not zero, a point at which it is not."""
    largest = [*LARGEST, *[2] * len(statement.sizes)][: len(statement.sizes)]
    bounds = ", ".join(
        f"{size} up to {bound}" for size, bound in zip(statement.sizes, largest, strict=True)
    )
    left_over = smt.defined(statement, "z3")
    found: Counterexample | None = None
    for numbers in product(*(range(1, size + 1) for size in largest)):
        if left_over:
            break
        entries = statement.at(dict(zip(statement.sizes, numbers, strict=True)))
        proof = exact.check(entries, "flint")
        if proof.outcome is not Outcome.PROVED:
            left_over, found = proof.detail, _point_where_it_fails(entries)
            if found:
                sizes = [f"{s} = {n}" for s, n in zip(statement.sizes, numbers, strict=True)]
                shows = (*filter(None, [", ".join(sizes)]), *found.shows)
                found = found.model_copy(update={"shows": shows})
    return Evidence(
        check="identity",
        conclusion=statement.name,
        outcome=Outcome.REFUTED if found else Outcome.UNKNOWN if left_over else Outcome.PROVED,
        engines=("flint",),
        reach=Reach.SIZES,
        scope=bounds or "matrices of these sizes",
        detail=left_over or f"every entry, on generic matrices with {bounds or 'these sizes'}",
        counterexample=found,
    )


def _point_where_it_fails(entries: Statement) -> Counterexample | None:
    """A verified one; integers decide a polynomial that is not zero almost surely."""

    def fails(point: dict[str, Fraction]) -> bool:
        return standing(entries, point)[0] is Standing.FAILS

    point = search.simplest_point(entries.variables, entries.ranges, fails, seed=0)
    return confirm(entries, point) if point is not None else None
