"""Random Jacobians [[-A, B], [-B', 0]] at an equilibrium, many at once, discriminator first.

A is symmetric and positive semidefinite, of size n_D, B is n_D x n_G. Arrays have the shape
(count, rows, columns).
"""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]


def prescribed(count: int, n_d: int, n_g: int, seed: int, *, null: int = 0) -> tuple[Array, Array]:
    """A with eigenvalues from 1/100 to 10, B with singular values from 0.03 to 5, both log-uniform.

    Args:
        count: how many pairs.
        n_d: discriminator parameters.
        n_g: generator parameters, at most n_d.
        seed: of the random choice.
        null: how many eigenvalues of A are zero instead.
    """
    random = np.random.default_rng(seed)
    spectrum = 10 ** random.uniform(-2, 1, (count, n_d))
    spectrum[:, :null] = 0
    singular = 10 ** random.uniform(-1.5, 0.7, (count, n_g))
    left, middle, right = (_orthogonal(random, count, size) for size in (n_d, n_d, n_g))
    A = (left * spectrum[:, None, :]) @ left.transpose(0, 2, 1)
    B = (middle[:, :, :n_g] * singular[:, None, :]) @ right.transpose(0, 2, 1)
    return A, B


def _orthogonal(random: Any, count: int, size: int) -> Array:
    return np.linalg.qr(random.normal(size=(count, size, size)))[0]


def integral(count: int, n_d: int, n_g: int, seed: int) -> tuple[Array, Array]:
    """A = LL' and B with entries of L and B among -1, 0, 1: often degenerate, exactly so."""
    random = np.random.default_rng(seed)
    L = random.integers(-1, 2, (count, n_d, n_d)).astype(float)
    return L @ L.transpose(0, 2, 1), random.integers(-1, 2, (count, n_d, n_g)).astype(float)


def jacobian(A: Array, B: Array, eta: Any = 0.0) -> Array:
    """[[-A, B], [-B'(I - 2 eta A), -2 eta B'B]], ``eta`` a number or one for each pair."""
    count, n_d, n_g = B.shape
    eta = np.broadcast_to(np.asarray(eta, dtype=float), count)[:, None, None]
    turned = B.transpose(0, 2, 1)
    J = np.zeros((count, n_d + n_g, n_d + n_g))
    J[:, :n_d, :n_d], J[:, :n_d, n_d:] = -A, B
    J[:, n_d:, :n_d] = -turned @ (np.eye(n_d) - 2 * eta * A)
    J[:, n_d:, n_d:] = -2 * eta * turned @ B
    return J


def bounds(count: int, n_d: int, n_g: int, *, sharp: bool = True) -> tuple[Array, Array, Array]:
    """Eigenvalues of random games, the least eigenvalue of A, and how far left real ones must lie.

    The bound for real eigenvalues is min(q, (L - sqrt(L^2 - 4 beta))/2), and q where L^2 < 4 beta;
    without ``sharp`` q beta/(q L + beta). Shapes (count, n_d + n_g), (count,), (count,).
    """
    A, B = prescribed(count, n_d, n_g, seed=n_d + 10 * n_g)
    eigenvalues = np.linalg.eigvals(jacobian(A, B))
    spectrum = np.linalg.eigvalsh(A)
    low, high = spectrum[:, 0], spectrum[:, -1]
    beta = np.linalg.svd(B, compute_uv=False)[:, -1] ** 2
    if not sharp:
        return eigenvalues, low, low * beta / (low * high + beta)
    discriminant = high**2 - 4 * beta
    root = (high - np.sqrt(np.maximum(discriminant, 0))) / 2
    return eigenvalues, low, np.where(discriminant > 0, np.minimum(low, root), low)
