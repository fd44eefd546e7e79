"""A statement on a million points at once, in floating point (NumPy).

Truth is a pair of masks (surely true, surely false); near a boundary neither is set. Floats only
propose: whatever is found here is confirmed exactly elsewhere. Predicates are decided by numeric
eigenvalues, a route that the polynomial forms do not share.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import reduce
from typing import Any

import numpy as np

from ..predicates import (
    Hurwitz,
    OnUnitCircle,
    PositiveDefinite,
    Predicate,
    Schur,
    Spectrum,
    Unstable,
)
from ..variables import Variable
from . import tree

Array = np.ndarray[Any, np.dtype[Any]]
Masks = tuple[Array, Array]
NEAR = 1e-12
NEAR_EIGENVALUE = 1e-6
"""Relative width of the band around a boundary; an eigenvalue may lose half of its digits."""


def truth(formula: Any, columns: Mapping[str, Array]) -> Masks:
    """Masks (surely true, surely false) of a formula on columns of equal length."""
    size = len(next(iter(columns.values())))
    with np.errstate(all="ignore"):
        surely, never = tree.truth(formula, _Arrays(columns, size))
    return np.broadcast_to(surely, size), np.broadcast_to(never, size)


class _Arrays:
    def __init__(
        self, columns: Mapping[str, Array], size: int, complex_valued: bool = False
    ) -> None:
        self.columns = columns
        self.size = size
        self.complex_valued = complex_valued

    def number(self, value: Fraction) -> Any:
        return np.float64(value.numerator) / np.float64(value.denominator)

    def constant(self, name: str) -> Any:
        return {"pi": np.pi, "E": np.e, "I": 1j}[name]

    def variable(self, variable: Variable) -> Array:
        return self.columns[variable.name]

    def add(self, terms: list[Any]) -> Any:
        return reduce(np.add, terms)

    def multiply(self, factors: list[Any]) -> Any:
        return reduce(np.multiply, factors)

    def power(self, base: Any, exponent: int) -> Any:
        return np.power(base, np.float64(exponent)) if exponent < 0 else base**exponent

    def root(self, base: Any, exponent: Fraction) -> Any:
        if self.complex_valued:
            base = np.asarray(base, dtype=complex)
        root = np.sqrt(base) if exponent.denominator == 2 else base ** (1 / exponent.denominator)
        return self.power(root, exponent.numerator)

    def function(self, name: str, arguments: list[Any]) -> Any:
        if name in ("min", "max"):
            return reduce(np.minimum if name == "min" else np.maximum, arguments)
        return getattr(np, {"atan": "arctan"}.get(name, name))(arguments[0])

    def compare(self, relation: str, left: Any, right: Any) -> Masks:
        difference = np.subtract(left, right)
        band = NEAR * (1 + np.abs(left) + np.abs(right))
        if relation in ("=", "!="):
            difference = np.abs(difference)
        return _sign_masks(relation, difference, band)

    def conjunction(self, parts: list[Masks]) -> Masks:
        start: Masks = (np.True_, np.False_)  # type: ignore[assignment]
        return reduce(lambda a, b: (a[0] & b[0], a[1] | b[1]), parts, start)

    def disjunction(self, parts: list[Masks]) -> Masks:
        start: Masks = (np.False_, np.True_)  # type: ignore[assignment]
        return reduce(lambda a, b: (a[0] | b[0], a[1] & b[1]), parts, start)

    def negation(self, part: Masks) -> Masks:
        return part[1], part[0]

    def predicate(self, predicate: Predicate, rows: list[list[Any]]) -> Masks:
        matrix = np.empty((len(rows), len(rows), self.size))
        for i, row in enumerate(rows):
            for j, entry in enumerate(row):
                matrix[i, j] = entry
        usable = np.isfinite(matrix).all(axis=(0, 1))
        matrix[:, :, ~usable] = 0
        if isinstance(predicate, Spectrum):
            field = _Arrays(self.columns, self.size, complex_valued=True)
            listed = [tree.term(each, field) for each in predicate.eigenvalues]
            surely, never = _power_sums_differ(matrix, listed)
        else:
            surely, never = by_eigenvalues(predicate, matrix)
        return surely & usable, never & usable


def by_eigenvalues(predicate: Predicate, matrix: Array) -> Masks:
    """Decide a predicate for many matrices, shape (n, n, count), by numeric eigenvalues."""
    band = NEAR_EIGENVALUE * (1 + np.abs(matrix).max(axis=(0, 1)))
    if isinstance(predicate, PositiveDefinite):
        symmetric = np.moveaxis(matrix + matrix.swapaxes(0, 1), -1, 0) / 2
        return _sign_masks(">", np.linalg.eigvalsh(symmetric)[:, 0], band)
    eigenvalues = _eigenvalues(matrix)
    if isinstance(predicate, Hurwitz):
        return _sign_masks("<", eigenvalues.real.max(axis=0), band)
    modulus = np.abs(eigenvalues)
    excess = modulus.max(axis=0) - 1
    if isinstance(predicate, Schur):
        return _sign_masks("<", excess, band)
    if isinstance(predicate, Unstable):
        return _sign_masks(">", excess, band)
    if isinstance(predicate, OnUnitCircle):
        return _sign_masks("=", np.maximum(excess, 1 - modulus.min(axis=0)), band)
    raise tree.Untranslatable(f"no eigenvalue route for {type(predicate).__name__}")


def _eigenvalues(matrix: Array) -> Array:
    """Shape (n, count)."""
    if len(matrix) != 2:
        return np.linalg.eigvals(np.moveaxis(matrix, -1, 0)).T
    mean = (matrix[0, 0] + matrix[1, 1]) / 2
    half = (matrix[0, 0] - matrix[1, 1]) / 2
    root = np.sqrt((half**2 + matrix[0, 1] * matrix[1, 0]).astype(complex))
    return np.stack([mean + root, mean - root])


def _sign_masks(relation: str, difference: Any, band: Any) -> Masks:
    above, below = difference > band, difference < -band
    if relation in (">", ">="):
        return above, below
    if relation in ("<", "<="):
        return below, above
    if relation == "=":
        return np.zeros_like(above), above | below
    return above | below, np.zeros_like(above)


def _power_sums_differ(matrix: Array, listed: list[Any]) -> Masks:
    different = np.zeros(matrix.shape[-1], dtype=bool)
    power = matrix
    for k in range(1, len(matrix) + 1):
        total = reduce(np.add, [np.asarray(each, dtype=complex) ** k for each in listed])
        size = 1 + np.abs(power).max(axis=(0, 1)) + np.abs(total)
        different |= np.abs(np.trace(power) - total) > NEAR_EIGENVALUE * size
        power = np.einsum("ijn,jkn->ikn", power, matrix)
    return np.zeros_like(different), different
