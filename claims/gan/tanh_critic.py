"""A critic with one hidden layer, and the mean of |grad_x D|^2/2 as a function of its parameters.

D(x) = sum_j a_j tanh(w_j.x + b_j); the parameters stand in one vector phi = (a, b, w_1, w_2, ...).
Derivatives in phi are taken with complex steps, which have no rounding error to speak of.
"""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
STEP, BACK_AND_FORTH = 1e-30, 1e-5


def slopes(phi: Any, points: Array) -> Array:
    """Gradients of D at the points of shape (count, d): the same shape."""
    phi = np.asarray(phi)
    inputs = points.shape[1]
    units = len(phi) // (inputs + 2)
    a, b, w = phi[:units], phi[units : 2 * units], phi[2 * units :].reshape(units, inputs)
    answers = np.tanh(points @ w.T + b)
    return np.asarray((a * (1 - answers**2)) @ w)


def turning(phi: Array, points: Array) -> Array:
    """G, the derivative of those gradients in phi: shape (count, d, len(phi))."""
    moves = 1j * STEP * np.eye(len(phi))
    return np.stack([slopes(phi + move, points).imag / STEP for move in moves], axis=-1)


def penalty(phi: Array, points: Array) -> float:
    """R, the mean of |grad_x D|^2/2 over the points."""
    return float((slopes(phi, points) ** 2).sum(axis=1).mean() / 2)


def penalty_slope(phi: Array, points: Array) -> Array:
    """Gradient of R in phi, by a complex step of R itself."""
    moves = 1j * STEP * np.eye(len(phi))
    squares = [(slopes(phi + move, points) ** 2).sum(axis=1).mean() / 2 for move in moves]
    return np.imag(squares) / STEP


def gramian(phi: Array, points: Array) -> Array:
    """J_G, the mean of G'G."""
    G = turning(phi, points)
    return np.asarray(np.einsum("kip,kiq->pq", G, G) / len(points))


def hessian(phi: Array, points: Array) -> Array:
    """Second derivatives of R in phi, to about nine digits."""
    return _differences(lambda at: penalty_slope(at, points), phi)


def curvature(phi: Array, points: Array) -> Array:
    """The mean of sum_i D_i times the second derivatives of D_i in phi, D_i = dD/dx_i."""
    held = slopes(phi, points) / len(points)
    return _differences(lambda at: np.einsum("ki,kip->p", held, turning(at, points)), phi)


def _differences(function: Any, phi: Array) -> Array:
    moves = BACK_AND_FORTH * np.eye(len(phi))
    rows = [(function(phi + each) - function(phi - each)) / (2 * BACK_AND_FORTH) for each in moves]
    return np.array(rows)
