"""A million points in floating point; whatever looks false is confirmed exactly, then shrunk.

Half of the points are a low-discrepancy sequence (Kronecker's, with the generalised golden ratio;
SciPy's Sobol points would cost each worker a second of imports), half rational grid points with
small denominators, where boundary cases lie.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from ..counterexamples import confirm
from ..evidence import Counterexample, Evidence
from ..predicates import Predicate
from ..statement import Statement
from ..translate import arrays, tree
from ..variables import Variable
from .search import sampled, shrink

CASES = 1 << 20
BLOCK = 1 << 16
CONFIRM = 40
DENOMINATORS = (1, 2, 3, 4, 6, 10)


def applies(statement: Statement) -> bool:
    """Whether the statement can be evaluated on arrays, and has no equation to hit by chance."""
    if not statement.variables or statement.thin:
        return False
    try:
        columns = {each.name: np.array([0.5]) for each in statement.variables}
        arrays.truth(statement.assumption, columns)
        arrays.truth(statement.conclusion, columns)
    except tree.Untranslatable:
        return False
    return True


def check(statement: Statement, seed: int, cases: int = CASES) -> Evidence:
    """Sweep the search ranges; a confirmed hit is handed to Hypothesis to be made small."""
    cases //= _effort(statement)
    cases -= cases % min(BLOCK, cases // 2)
    found, admitted = hit(statement, seed, cases)
    if found:
        found = shrink(statement, found, seed)
    detail = f"{cases} points in floating point, suspects confirmed exactly"
    return sampled("sweep", "numpy", statement, found, admitted, detail)


def _effort(statement: Statement) -> int:
    """How many 2 x 2 spectra the statement's largest spectrum costs: n^3/8 and more."""
    sizes = [each.matrix.rows for each in statement.conclusion.atoms(Predicate)]
    return max(1, max(sizes, default=0) ** 3 // 8)


def hit(statement: Statement, seed: int, cases: int = CASES) -> tuple[Counterexample | None, int]:
    """A confirmed counterexample, not yet shrunk, and how many points were admitted."""
    admitted = 0
    checked: Counter[tuple[str, int]] = Counter()
    for number, columns in enumerate(blocks(statement, seed, cases)):
        holds, fails = arrays.truth(statement.assumption, columns)
        true, false = arrays.truth(statement.conclusion, columns)
        admitted += int(np.count_nonzero(holds))
        for what, suspects in (("clear", holds & false), ("near", ~fails & ~true & ~false)):
            kind = (what, number % 2)  # grid points have a budget of their own
            budget = CONFIRM - checked[kind]
            for index in np.flatnonzero(suspects)[: max(budget, 0)]:
                checked[kind] += 1
                point = {
                    each.name: _exact(each, columns[each.name][index])
                    for each in statement.variables
                }
                found = confirm(statement, point)
                if found:
                    return found, admitted
    return None, admitted


def blocks(statement: Statement, seed: int, cases: int) -> Iterator[dict[str, Any]]:
    """Columns of points, alternately low-discrepancy and rational grid, a block at a time."""
    variables, ranges = statement.variables, statement.ranges
    random = np.random.default_rng(seed)
    start, slopes = random.random(len(variables)), _kronecker(len(variables))
    low, high = np.array([[float(end) for end in ranges[each.name]] for each in variables]).T
    size = min(BLOCK, max(1, cases // 2))
    for number in range(max(2, cases // size)):
        if number % 2 == 0:
            index = np.arange(number * size, (number + 1) * size)[:, None]
            points = low + (high - low) * ((start + index * slopes) % 1)
        else:
            bottom = random.choice(DENOMINATORS, size=(size, 1))
            points = np.round(random.uniform(low, high, (size, len(variables))) * bottom) / bottom
        columns = dict(zip((each.name for each in variables), points.T, strict=True))
        yield {
            each.name: np.round(columns[each.name]) if each.integral else columns[each.name]
            for each in variables
        }


def _kronecker(dimension: int) -> Any:
    """Powers of 1/x, x^(d+1) = x + 1: their multiples fill the unit cube evenly."""
    root = 1.5
    for _ in range(60):
        root = (1 + root) ** (1 / (dimension + 1))
    return root ** -np.arange(1.0, dimension + 1)


def _exact(variable: Variable, number: float) -> Fraction:
    """The simple fraction that a grid point was meant to be, else the float's own value."""
    if variable.integral:
        return Fraction(round(float(number)))
    simple = Fraction(float(number)).limit_denominator(60)
    return simple if abs(float(simple) - number) < 1e-12 else Fraction(float(number))
