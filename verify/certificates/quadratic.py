"""An inequality between quadratic forms of vectors: others are subtracted, the rest is definite."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from .exact import exact, unsealed

ENTRIES = ("vectors", "claimed", "given")

Matrix = list[list[Fraction]]


def check(certificate: dict[str, Any]) -> str:
    """Why an inequality is not proved; empty if it is."""
    broken = unsealed(certificate, ENTRIES)
    if broken:
        return broken
    vectors = certificate["vectors"]
    if not isinstance(vectors, list) or not vectors or len(set(vectors)) != len(vectors):
        return "the vectors have no names of their own"
    rest = _symmetric(certificate["claimed"], len(vectors))
    for given in certificate["given"]:
        multiplier = exact(given["multiplier"])
        if multiplier < 0:
            return f"the multiplier of {given['name']!r} is {multiplier}"
        form = _symmetric(given["form"], len(vectors))
        for i, row in enumerate(form):
            for j, entry in enumerate(row):
                rest[i][j] -= multiplier * entry
    return _not_semidefinite(rest)


def _symmetric(rows: list[list[str]], size: int) -> Matrix:
    if not all(isinstance(row, list) for row in rows):
        raise TypeError("a form has lists of numbers as rows")
    matrix = [[exact(entry) for entry in row] for row in rows]
    if len(matrix) != size or any(len(row) != size for row in matrix):
        raise ValueError(f"a form of {size} vectors has {size} rows of {size} numbers")
    if any(matrix[i][j] != matrix[j][i] for i in range(size) for j in range(i)):
        raise ValueError("a quadratic form has a symmetric matrix")
    return matrix


def _not_semidefinite(matrix: Matrix) -> str:
    """Eliminate as in LDL': a pivot is negative, or zero with something left beside it."""
    rest = [row[:] for row in matrix]
    for k, row in enumerate(rest):
        pivot = row[k]
        if pivot < 0 or (pivot == 0 and any(row[k:])):
            return f"what is left is not positive semidefinite: pivot {k + 1} is {pivot}"
        for below in rest[k + 1 :]:
            factor = below[k] / pivot if pivot else Fraction(0)
            for j in range(k, len(row)):
                below[j] -= factor * row[j]
    return ""
