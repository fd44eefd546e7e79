"""Measures on finitely many points, and the optimal transport between them by linear programming.

A point that carries both weights is a shared one.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]

NORMS = {
    "euclidean": lambda steps: np.sqrt((steps**2).sum(axis=-1)),
    "cityblock": lambda steps: np.abs(steps).sum(axis=-1),
    "chebyshev": lambda steps: np.abs(steps).max(axis=-1),
}
"""Lengths of steps of shape (..., dimension)."""


class Measures(NamedTuple):
    """Generated and real measures on the same points.

    Attributes:
        points: of shape (n, dimension).
        fake: weights of the generated measure, of shape (n,) and sum one.
        real: weights of the real measure, likewise.
    """

    points: Array
    fake: Array
    real: Array


def measures(fakes: Any, reals: Any, fake: Any = None, real: Any = None) -> Measures:
    """Both measures from a list of points each, with equal weights unless they are given.

    A number stands for a point of the line. A point in both lists becomes a shared one. Generated
    points come first, then those that are real only, both in the given order.
    """
    fakes, reals = (_column(each) for each in (fakes, reals))
    points = list(dict.fromkeys([*map(tuple, fakes), *map(tuple, reals)]))
    place = {point: index for index, point in enumerate(points)}
    weights = np.zeros((2, len(points)))
    for row, atoms, given in zip(weights, (fakes, reals), (fake, real)):
        amounts = np.full(len(atoms), 1 / len(atoms)) if given is None else given
        np.add.at(row, [place[tuple(atom)] for atom in atoms], amounts)
    return Measures(np.array(points), *weights)


def _column(points: Any) -> Array:
    points = np.asarray(points, dtype=float)
    return points[:, None] if points.ndim == 1 else points


def distances(points: Any, metric: Any = "euclidean", to: Any = None) -> Array:
    """Distances between points, or from them to others.

    Args:
        points: of shape (n, dimension).
        metric: a name in ``NORMS``, or the (n, n) matrix itself.
        to: other points, of shape (m, dimension).

    Returns:
        A matrix of shape (n, n), or (n, m).

    Raises:
        ValueError: for an unknown name, for a matrix that is no metric, or if a matrix is asked for
            distances to other points.
    """
    points = np.asarray(points, dtype=float)
    if isinstance(metric, str):
        if metric not in NORMS:
            raise ValueError(f"unknown metric {metric!r}: choose {', '.join(NORMS)} or a matrix")
        others = points if to is None else np.asarray(to, dtype=float)
        return NORMS[metric](points[:, None] - others[None])
    if to is not None:
        raise ValueError("a matrix of distances says nothing of other points: name a metric")
    matrix = np.asarray(metric, dtype=float)
    if matrix.shape != (len(points),) * 2 or (matrix != matrix.T).any() or matrix.diagonal().any():
        raise ValueError("a matrix of distances is symmetric, n by n, with zeros on its diagonal")
    # One middle point at a time: n^3 numbers at once would not fit for large n.
    if any(
        (matrix > through[:, None] + through + 1e-12 * matrix.max()).any() for through in matrix
    ):
        raise ValueError("the matrix of distances violates the triangle inequality")
    return matrix


def wasserstein(
    points: Any, fake: Any, real: Any, metric: Any = "euclidean"
) -> tuple[float, Array]:
    """The Wasserstein-1 distance and an optimal plan of shape (n, n), generated to real.

    The measures may have any common mass. Arguments as in :class:`Measures` and
    :func:`distances`.

    Raises:
        ValueError: if the masses differ by more than 1e-6 of them.
    """
    lengths, plans = wassersteins([(distances(points, metric), fake, real)])
    return float(lengths[0]), plans[0]


def wassersteins(problems: Any) -> tuple[Array, list[Array]]:
    """The same for many pairs of measures at once, as one linear program.

    Args:
        problems: triples of a matrix of distances, generated and real masses.

    Returns:
        Distances of shape (problems,), and a plan for each.
    """
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    costs, rows, columns, signs, limits, shapes = [], [], [], [], [], []
    row = column = 0
    for lengths, fake, real in problems:
        masses = [np.asarray(each, dtype=float) for each in (fake, real)]
        totals = [mass.sum() for mass in masses]
        if abs(totals[0] - totals[1]) > 1e-6 * max(totals):
            raise ValueError(f"the masses differ: {totals[0]:g} and {totals[1]:g}")
        sources, sinks = (np.flatnonzero(mass > 0) for mass in masses)
        unit = [mass[mass > 0] / total for mass, total in zip(masses, totals)]
        m, n = len(sources), len(sinks)
        here = column + np.arange(m * n)
        rows += [row + np.repeat(np.arange(m), n), row + m + np.tile(np.arange(n), m)]
        columns += [here, here]
        costs.append(np.asarray(lengths)[np.ix_(sources, sinks)].ravel())
        # At most the supply, at least the demand: equalities may contradict each other by rounding.
        limits += [unit[0] * (1 + 1e-13), -unit[1]]
        signs += [np.ones(m * n), -np.ones(m * n)]
        shapes.append((sources, sinks, totals[0], column))
        row, column = row + m + n, column + m * n
    where = (np.concatenate(rows), np.concatenate(columns))
    flows = coo_array((np.concatenate(signs), where), shape=(row, column)).tocsr()
    cost = np.concatenate(costs)
    exact = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
    found = linprog(cost, flows, np.concatenate(limits), method="highs-ds", options=exact)
    if found.x is None:
        raise ValueError(f"no optimal plan: {found.message}")
    values, plans = [], []
    for (lengths, *_), (sources, sinks, total, start) in zip(problems, shapes):
        amounts = total * found.x[start : start + len(sources) * len(sinks)]
        plan = np.zeros(np.shape(lengths))
        plan[np.ix_(sources, sinks)] = amounts.reshape(len(sources), len(sinks))
        values.append((plan * lengths).sum())
        plans.append(plan)
    return np.array(values), plans


def random_measures(rng: Any) -> Measures:
    """Measures of one to seven atoms each, in one to four dimensions, as the claims sample them.

    Weights are equal or Dirichlet; in half of the cases some atoms are shared, some of them with
    equal weights; the spread is 1, 5 or 20. Points closer than 1e-3 are drawn again.

    Args:
        rng: a NumPy random generator.
    """
    generated, true, dimension = rng.integers(1, 8), rng.integers(1, 8), rng.integers(1, 5)
    most = min(generated, true, generated + true - 2)
    shared = rng.integers(0, most + 1) if rng.random() < 0.5 else 0
    count = generated + true - shared
    points = np.zeros((count, dimension))
    while (distances(points) + np.eye(count)).min() < 1e-3:
        points = rng.choice([1.0, 5.0, 20.0]) * rng.normal(size=(count, dimension))
    fake, real = np.zeros(count), np.zeros(count)
    fake[:generated], real[count - true :] = _weights(rng, generated), _weights(rng, true)
    return Measures(points, fake, real)


def _weights(rng: Any, count: int) -> Array:
    return np.full(count, 1 / count) if rng.random() < 0.5 else rng.dirichlet(np.ones(count))
