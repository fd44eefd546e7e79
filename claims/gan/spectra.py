"""Eigenvalues in numbers, and the rates at which iterates come near an equilibrium."""

from __future__ import annotations

from typing import Any

import numpy as np
from sympy import ImmutableDenseMatrix, Matrix

Array = np.ndarray[Any, np.dtype[np.float64]]
FLOOR = 1e-12
"""Distances below this are rounding errors."""


def spectral_radius(matrix: Any) -> float:
    """Largest modulus of an eigenvalue of a numeric square matrix."""
    return float(np.abs(np.linalg.eigvals(np.array(matrix, dtype=float))).max())


def distances(path: Array) -> Array:
    """Distance to the origin, shape (rounds + 1, starts), of iterates (rounds + 1, 2, starts)."""
    return np.hypot(path[:, 0], path[:, 1])


def decay_rate(path: Array, since: int = 0) -> float:
    """Factor by which the first start's distance to 0 shrinks a round, fitted from ``since`` on."""
    distance = distances(path)[since:, 0]
    usable = distance > FLOOR
    slope = np.polyfit(np.arange(len(distance))[usable], np.log(distance[usable]), 1)[0]
    return float(np.exp(slope))


def decay_rates(distances: Array, since: int = 0) -> Array:
    """Factors, shape (count,), by which distances (rounds + 1, count) shrink a round."""
    columns = [column[column > 10 * FLOOR][since:] for column in distances.T]
    slopes = [np.polyfit(np.arange(len(each)), np.log(each), 1)[0] for each in columns]
    return np.exp(slopes)


def across(J: Any, normal: Any) -> ImmutableDenseMatrix:
    """What J does across a manifold along which it is 0.

    ``normal``: k x n, independent rows that vanish on the manifold's tangent space.
    """
    normal = Matrix(normal)
    back = normal.T * (normal * normal.T).inv()
    return ImmutableDenseMatrix((normal * J * back).expand())


def blocks(J: Any) -> list[Any]:
    """The square blocks into which a matrix falls once its rows are sorted."""
    return [J.extract(rows, rows) for rows in J.connected_components()]
