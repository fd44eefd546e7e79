"""Projections onto closed convex sets, of points of shape (..., n) or columns of SymPy numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from sympy import Max, Min
from sympy.matrices import MatrixBase

Projection = Callable[[Any], Any]


def none(point: Any) -> Any:
    """Onto the whole space."""
    return point


def box(low: Any, high: Any) -> Projection:
    """Onto the points with coordinates from ``low`` to ``high``: numbers, or one each."""

    def project(point: Any) -> Any:
        if isinstance(point, MatrixBase):
            return point.applyfunc(lambda x: Min(Max(x, low), high))
        return np.clip(point, low, high)

    return project


def ball(radius: Any, centre: Any = 0.0) -> Projection:
    """Onto the points within ``radius`` of ``centre``, on arrays."""

    def project(point: Any) -> Any:
        away = point - centre
        length = np.linalg.norm(away, axis=-1, keepdims=True)
        return centre + away * np.minimum(1, radius / np.maximum(length, np.finfo(float).tiny))

    return project
