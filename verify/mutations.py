"""False variants made from a statement: negated, a comparison flipped, a coefficient doubled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from sympy import Eq, ImmutableDenseMatrix, Not, Tuple
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanAtom

from .matrices import MatrixIdentity
from .predicates import Predicate, Spectrum
from .statement import Statement, conjuncts

PER_CONCLUSION = 5


def variants(statement: Statement) -> Iterator[tuple[str, Statement]]:
    """Names and statements, at most ``PER_CONCLUSION`` of them."""
    seen, count = {statement.conclusion}, 0
    for name, formula in _formulas(statement.conclusion):
        if formula in seen or isinstance(formula, BooleanAtom):
            continue
        seen.add(formula)
        count += 1
        if count > PER_CONCLUSION:
            return
        yield name, replace(statement, conclusion=formula)


def _formulas(conclusion: Any) -> Iterator[tuple[str, Any]]:
    if not conclusion.atoms(Spectrum):
        yield "the conclusion negated", Not(conclusion)
    part = conjuncts(conclusion)[0]
    atoms = sorted(part.atoms(Relational, Predicate, MatrixIdentity), key=str)
    for atom in atoms:
        for name, changed in _changes(atom):
            yield name, conclusion.xreplace({atom: changed})


def _changes(atom: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(atom, Spectrum):
        nonzero = [k for k, value in enumerate(atom.eigenvalues) if value != 0]
        changes: tuple[tuple[str, Callable[[Any], Any]], ...] = (
            ("1 added to an eigenvalue", lambda value: value + 1),
            ("an eigenvalue doubled", lambda value: 2 * value),
            ("an eigenvalue's sign flipped", lambda value: -value),
        )
        for name, change in changes:
            values = list(atom.eigenvalues)
            place = nonzero[0] if nonzero else 0
            values[place] = change(values[place])
            yield name, atom.func(atom.matrix, Tuple(*values))
    elif isinstance(atom, MatrixIdentity):
        left, right = atom.args
        yield "the right side doubled", atom.func(left, 2 * right)
        yield "the right side with its sign flipped", atom.func(left, -right)
        yield "the right side squared", atom.func(left, right * right) if right.is_square else atom
    elif isinstance(atom, Predicate):
        rows = atom.args[0].tolist()
        for i, j in ((i, j) for i in range(len(rows)) for j in range(len(rows)) if rows[i][j] != 0):
            for name, factor in (("doubled", 2), ("with its sign flipped", -1)):
                entries = [list(row) for row in rows]
                entries[i][j] = factor * entries[i][j]
                changed = ImmutableDenseMatrix(entries)
                yield f"entry ({i + 1}, {j + 1}) {name}", atom.func(changed, *atom.args[1:])
    else:
        yield "the comparison flipped", atom.reversed.func(*atom.args)
        yield "the left side doubled", atom.func(2 * atom.lhs, atom.rhs)
        yield "the right side doubled", atom.func(atom.lhs, 2 * atom.rhs)
        if isinstance(atom, Eq):
            yield "1 added to the right side", atom.func(atom.lhs, atom.rhs + 1)
