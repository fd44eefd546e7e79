"""Optimal critics of the Wasserstein GAN on finitely many points, by linear programming."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]


def critic(
    lengths: Any, fake: Any, real: Any, *, compact: bool = False, along: Any = None
) -> tuple[Array, float]:
    """A maximiser f of E_r f - E_g f, and the maximum; f vanishes at the first point.

    Args:
        lengths: distances between the points, (n, n).
        fake: weights of the generated law, (n,).
        real: weights of the real law, likewise, of the same sum.
        compact: ask f(y) - f(x) <= |y - x| for generated x and real y only, not for all pairs.
        along: coefficients (n,); among the maximisers, one where their product with f is largest.

    Raises:
        ValueError: if there is no such f.
    """
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    lengths, fake, real = (np.asarray(each, dtype=float) for each in (lengths, fake, real))
    n = len(lengths)
    asked = (fake[:, None] > 0) & (real > 0) if compact else np.ones((n, n), dtype=bool)
    low, high = np.nonzero(asked & ~np.eye(n, dtype=bool))
    rows = np.arange(len(low))
    where = (np.concatenate([rows, rows]), np.concatenate([high, low]))
    signs = np.repeat([1.0, -1.0], len(low))
    differences = coo_array((signs, where), shape=(len(low), n)).tocsr()
    bounds = [(0, 0)] + [(None, None)] * (n - 1)
    options = {"A_ub": differences, "b_ub": lengths[low, high], "bounds": bounds}
    gain = real - fake
    found = linprog(-gain, method="highs-ds", **options)
    if found.x is not None and along is not None:
        level = {"A_eq": gain[None], "b_eq": [gain @ found.x]}
        found = linprog(-np.asarray(along), method="highs-ds", **options, **level)
    if found.x is None:
        raise ValueError(f"no optimal critic: {found.message}")
    return found.x, float(gain @ found.x)


def extension(lengths: Any, values: Any, k: float = 1.0) -> Array:
    """The smallest k-Lipschitz function above ``values``: lengths (..., n), values (n,)."""
    return np.asarray(np.max(values - k * np.asarray(lengths), axis=-1))
