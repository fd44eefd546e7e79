"""The discriminator's problem as a cone program for Clarabel.

Clarabel is called directly, in a millisecond for ten points: cvxpy takes far longer to read such a
problem than Clarabel to solve it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ganproof.claims.gan import discriminator_losses as table

Array = np.ndarray[Any, np.dtype[np.float64]]


class MissingSolver(ModuleNotFoundError):
    """The extra that brings Clarabel is not installed."""


class _Program:
    """Rows A z + s = b with s in a product of cones, put together piece by piece."""

    def __init__(self) -> None:
        self.cones: list[Any] = []
        self.entries: list[tuple[Array, Array, Array]] = []
        self.bounds: list[Array] = []
        self.cost: list[Array] = []
        self.square: list[Array] = []
        self.rows = 0

    @property
    def size(self) -> int:
        return sum(map(len, self.cost))

    def variables(self, cost: Array, square: Any = 0.0) -> Array:
        """New variables, as columns, that cost ``cost`` z + ``square`` z^2."""
        first = self.size
        self.cost.append(np.asarray(cost, dtype=float))
        self.square.append(np.full(len(cost), square, dtype=float))
        return np.arange(first, self.size)

    def demand(self, cone: Any, height: int, terms: list[Any], constants: Any) -> None:
        """``height`` rows for each of some items, the rows of an item in one cone.

        Args:
            cone: Clarabel's cone for one item.
            height: rows of an item, each of them an affine form.
            terms: tuples of a row's number in the item, columns and coefficients, by item.
            constants: one for each row of an item, numbers or arrays over items.
        """
        items = len(terms[0][1])
        for row, columns, coefficients in terms:
            at = self.rows + height * np.arange(items) + row
            self.entries.append((at, columns, -np.broadcast_to(coefficients, items)))
        columns = [np.broadcast_to(np.asarray(each, dtype=float), items) for each in constants]
        self.bounds.append(np.stack(columns, axis=1).ravel())
        self.rows += height * items
        self.cones += [cone] * items


def _linear(program: _Program, _: Any, f: Array, sign: int, weight: Array) -> None:
    program.cost[0][f] += sign * weight


def _exponential(program: _Program, cones: Any, f: Array, sign: int, weight: Array) -> None:
    u = program.variables(weight)
    terms = [(0, f, sign), (2, u, 1)]
    program.demand(cones.ExponentialConeT(), 3, terms, (0, 1, 0))


def _logistic(program: _Program, cones: Any, f: Array, sign: int, weight: Array) -> None:
    # exp(t - u) + exp(-u) <= 1
    u, rest, other = (program.variables(each) for each in (weight, 0 * weight, 0 * weight))
    first, second = [(0, f, sign), (0, u, -1), (2, rest, 1)], [(0, u, -1), (2, other, 1)]
    for terms in (first, second):
        program.demand(cones.ExponentialConeT(), 3, terms, (0, 1, 0))
    program.demand(cones.NonnegativeConeT(1), 1, [(0, rest, -1), (0, other, -1)], (1,))


def _root(program: _Program, cones: Any, f: Array, sign: int, weight: Array) -> None:
    program.cost[0][f] += sign * weight
    u = program.variables(weight)
    program.demand(cones.SecondOrderConeT(3), 3, [(0, u, 1), (1, f, sign)], (0, 0, 1))


def _hinge(program: _Program, cones: Any, f: Array, sign: int, weight: Array) -> None:
    u = program.variables(weight)
    program.demand(cones.NonnegativeConeT(1), 1, [(0, u, 1)], (0,))
    program.demand(cones.NonnegativeConeT(1), 1, [(0, u, 1), (0, f, -sign)], (-1,))


def _least_squares(program: _Program, _: Any, f: Array, sign: int, weight: Array) -> None:
    program.cost[0][f] += 2 * sign * weight
    program.square[0][f] += weight


_FORMS = {
    table.LINEAR: _linear,
    table.EXPONENTIAL: _exponential,
    table.LOGISTIC: _logistic,
    table.ROOT: _root,
    table.HINGE: _hinge,
    table.LEAST_SQUARES: _least_squares,
}


def solve(
    fake: Array, real: Array, pairs: Any, losses: table.Losses, penalty: float, bound: float | None
) -> tuple[Array, float, Array]:
    """Minimise sum fake phi(f) + real varphi(f) + penalty k^2.

    Args:
        fake: generated weights, of shape (n,).
        real: real weights, likewise.
        pairs: arrays of points i, j and distances d, for the constraints f_j - f_i <= k d.
        losses: the discriminator's.
        penalty: on k^2.
        bound: what k is, if it is fixed.

    Returns:
        Values f, the constant k, and the constraints' multipliers.

    Raises:
        MissingSolver: where Clarabel is not installed.
        ValueError: for a loss without a cone form, or if Clarabel finds no solution.
    """
    try:
        import clarabel
    except ImportError:
        raise MissingSolver(
            "the optimal discriminator needs Clarabel: pip install 'ganproof[programs]'",
            name="clarabel",
        ) from None
    from scipy.sparse import csc_array

    program = _Program()
    f, k = program.variables(np.zeros(len(fake))), program.variables([0.0], penalty)
    low, high, lengths = pairs
    terms = [(0, low, 1), (0, high, -1), (0, np.repeat(k, len(low)), lengths)]
    program.demand(clarabel.NonnegativeConeT(1), 1, terms, (0,))
    if bound is not None:
        program.demand(clarabel.ZeroConeT(1), 1, [(0, k, 1)], (-bound,))
    sides = ((fake, 1, losses.on_fake), (losses.scale * real, -1, losses.mirrored))
    for weights, sign, loss in sides:
        if loss not in _FORMS:
            known = ", ".join(each.name for each in _FORMS)
            raise ValueError(f"no cone form for the loss {loss.name}: choose among {known}")
        atoms = np.flatnonzero(weights)
        _FORMS[loss](program, clarabel, f[atoms], sign, weights[atoms])
    rows, columns, values = (np.concatenate(each) for each in zip(*program.entries))
    A = csc_array((values, (rows, columns)), shape=(program.rows, program.size))
    square, diagonal = 2 * np.concatenate(program.square), np.arange(program.size)
    P = csc_array((square, (diagonal, diagonal)), shape=(program.size,) * 2)
    settings = clarabel.DefaultSettings()
    settings.verbose = False
    settings.max_threads = 1
    settings.tol_gap_abs = settings.tol_gap_rel = settings.tol_feas = 1e-11
    cost, bounds = np.concatenate(program.cost), np.concatenate(program.bounds)
    found = clarabel.DefaultSolver(P, cost, A, bounds, program.cones, settings).solve()
    if "Solved" not in str(found.status):
        raise ValueError(f"Clarabel found no optimal discriminator: {found.status}")
    z = np.array(found.x)
    return z[f], float(z[k][0]), np.array(found.z)[: len(low)]
