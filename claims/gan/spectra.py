"""Eigenvalues in numbers, and the rates at which iterates come near an equilibrium."""

from __future__ import annotations

from typing import Any

import numpy as np

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
