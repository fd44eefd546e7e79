"""First-order methods for variational inequalities: one definition each, run in three ways.

An operator F maps points to points: for a game of two players it is the loss's gradient in each
player's parameters, of his own loss, so that methods step along -F. (:mod:`updates` has rules of
two players, who may step in turn; its fields are -F.) A method is a step on a state of one or two
vectors. It runs on arrays of shape (..., n), many starts at once; on columns of SymPy, which gives
the matrix of its recurrence for F(x) = J x exactly; and on single symbols that stand for vectors
of any dimension, with a :class:`Witness` for F, which gives the inequalities that rates rest on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sympy import ImmutableDenseMatrix, Matrix, Symbol

from ganproof.claims.gan import projections

Array = np.ndarray[Any, np.dtype[Any]]
Operator = Callable[[Any], Any]
State = tuple[Any, ...]


@dataclass(frozen=True)
class Method:
    """How a method goes on.

    Args:
        name: in words.
        step: the next state, from the operator, the projection, the step length and the state.
        parts: how many vectors the state has; the iterate is the first, F at an earlier point the
            second, which is F(start) at first.
    """

    name: str
    step: Callable[[Operator, projections.Projection, Any, State], State]
    parts: int = 1

    def start(self, operator: Operator, point: Any) -> State:
        """The state before the first step."""
        return (point,) if self.parts == 1 else (point, operator(point))


def _forward_backward(F: Operator, project: Any, rate: Any, state: State) -> State:
    (x,) = state
    return (project(x - rate * F(x)),)


def _extragradient(F: Operator, project: Any, rate: Any, state: State) -> State:
    (x,) = state
    ahead = project(x - rate * F(x))
    return (project(x - rate * F(ahead)),)


def _from_the_past(F: Operator, project: Any, rate: Any, state: State) -> State:
    x, last = state
    now = F(project(x - rate * last))
    return project(x - rate * now), now


def _optimistic(F: Operator, project: Any, rate: Any, state: State) -> State:
    y, last = state
    now = F(y)
    return project(y - 2 * rate * now + rate * last), now


FORWARD_BACKWARD = Method("forward-backward", _forward_backward)
"""x+ = P(x - eta F(x)): gradient descent ascent, projected."""
EXTRAGRADIENT = Method("extragradient", _extragradient)
"""x+ = P(x - eta F(y)) with y = P(x - eta F(x)): Korpelevich's method."""
FROM_THE_PAST = Method("extrapolation from the past", _from_the_past, parts=2)
"""The same with y = P(x - eta F(the last y)): Popov's method. The state is x and F(the last y)."""
OPTIMISTIC = Method("optimistic gradient", _optimistic, parts=2)
"""y+ = P(y - 2 eta F(y) + eta F(the last y)). The state is y and F(the last y)."""
METHODS = (FORWARD_BACKWARD, EXTRAGRADIENT, FROM_THE_PAST, OPTIMISTIC)


@dataclass(frozen=True)
class Run:
    """Iterates of shape (rounds + 1, ..., n), and how often F was evaluated at all starts."""

    path: Array
    calls: int


def run(
    method: Method,
    operator: Operator,
    start: Any,
    rate: Any,
    rounds: int,
    project: projections.Projection = projections.none,
) -> Run:
    """Run a method from starts of shape (..., n); F maps such arrays to such arrays."""
    calls = 0

    def counted(point: Any) -> Any:
        nonlocal calls
        calls += 1
        return operator(point)

    point = np.array(start, dtype=float)
    state, path = method.start(counted, point), [point]
    for _ in range(rounds):
        state = method.step(counted, project, rate, state)
        path.append(state[0])
    return Run(np.array(path), calls)


def linear(J: Any) -> Operator:
    """F(x) = J x on arrays, for J of shape (n, n) or (..., n, n)."""
    return lambda point: (J @ point[..., None])[..., 0]


def matrix(method: Method, J: Any, rate: Any) -> ImmutableDenseMatrix:
    """What a step does to the state if F(x) = J x on the whole space, exactly: a SymPy matrix."""
    J = Matrix(J)
    size = J.rows
    unit = Matrix.eye(method.parts * size)
    state = tuple(unit[k * size : (k + 1) * size, :] for k in range(method.parts))
    after = method.step(lambda point: J * point, projections.none, rate, state)
    return ImmutableDenseMatrix(Matrix.vstack(*after).expand())


def spectral_rates(method: Method, eigenvalues: Any, rate: Any = 1) -> Array:
    """Spectral radii of the recurrence, by eigenvalue of J: complex numbers of any shape."""
    eigenvalues = np.asarray(eigenvalues)
    unit = np.eye(method.parts)
    rows = method.step(
        lambda each: eigenvalues[..., None] * each,
        projections.none,
        np.asarray(rate)[..., None],
        tuple(unit),
    )
    shape = (*np.broadcast_shapes(eigenvalues.shape, np.shape(rate)), method.parts)
    squares = np.stack([np.broadcast_to(row, shape) for row in rows], axis=-2)
    return np.abs(np.linalg.eigvals(squares)).max(axis=-1)


class Witness:
    """An operator and a convex set of which nothing is known but the answers they have given.

    Points and values are SymPy polynomials of degree 1 whose symbols stand for vectors; a product
    is an inner product. The solution is at 0, and values are counted from F there, which is f: 0
    unless the set has a boundary, and f.z >= 0 for its points z.

    Args:
        known: values by point, before the first question.
    """

    def __init__(self, known: Mapping[Any, Any] | None = None) -> None:
        self.values: dict[Any, Any] = {0: 0, **(known or {})}
        self.projected: dict[Any, Any] = {}

    def __call__(self, point: Any) -> Any:
        """The value at a point, a new symbol g_1, g_2, ... at one that is new."""
        if point not in self.values:
            self.values[point] = Symbol(f"g_{len(self.values)}")
        return self.values[point]

    def project(self, point: Any) -> Any:
        """The nearest point of the set, a new symbol p_1, p_2, ..."""
        if point not in self.projected:
            self.projected[point] = Symbol(f"p_{len(self.projected) + 1}")
        return self.projected[point]

    def _pairs(self) -> Sequence[tuple[Any, Any, str]]:
        asked = list(self.values.items())
        return [
            (y - x, g - f, f"{_name(x)} and {_name(y)}")
            for k, (x, f) in enumerate(asked)
            for y, g in asked[k + 1 :]
        ]

    def monotone(self, modulus: Any = 0) -> dict[str, Any]:
        """What strong monotonicity says is not negative, by pair of points."""
        return {
            f"strongly monotone between {between}": moved * risen - modulus * moved**2
            for moved, risen, between in self._pairs()
        }

    def lipschitz(self, constant: Any) -> dict[str, Any]:
        """What a Lipschitz constant says is not negative, by pair of points."""
        return {
            f"Lipschitz between {between}": constant**2 * moved**2 - risen**2
            for moved, risen, between in self._pairs()
        }

    def convex(self) -> dict[str, Any]:
        """What a convex set says is not negative, if all steps are of one length h > 0.

        From u = x - h (g + f) the nearest point p has (u - p).(p - z) >= 0 for z in the set. With
        z = 0, or with z = q, the next such point, and the same for q and 0 added to it, f leaves
        -h f.p, which is not positive and is dropped.
        """
        found = list(self.projected.items())
        alone = {f"nearest to {u}: {p}": (u - p) * p for u, p in found}
        both = {
            f"nearest to {u}: {p}, then {q}": (u - p) * (p - q) + (v - q) * q
            for k, (u, p) in enumerate(found)
            for v, q in found[k + 1 :]
        }
        return alone | both


def _name(point: Any) -> str:
    return "the solution" if point == 0 else str(point)
