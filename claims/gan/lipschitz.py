"""The optimal discriminator of a Lipschitz GAN between measures on finitely many points, exactly.

By McShane's extension the problem over all functions is one over their values f and the constant k:
minimise sum_i p_i phi(f_i) + q_i varphi(f_i) + lambda k^2 subject to f_j - f_i <= k d_ij. For
phi' > 0 > varphi' only the pairs of a generated and a real point bind, and only they are given to
the solver. Its answer tells which constraints are tight, up to doubtful ones; on a forest of tight
pairs the rest is Newton's method in one shift for each tree and k, with pairs swapped until all
multipliers are positive and all constraints hold. This is exact to rounding, also where a sample's
pull is so small that no solver sees it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from ganproof.claims.gan import lipschitz_program
from ganproof.claims.gan.discriminator_losses import Losses
from ganproof.claims.gan.tight_forest import polish
from ganproof.claims.gan.transport import Measures, distances, random_measures

Array = np.ndarray[Any, np.dtype[np.float64]]


class Residuals(NamedTuple):
    """How far an answer is from the optimality conditions; all are zero at an optimum.

    Attributes:
        stationarity: largest |p phi'(f) + q varphi'(f) - outgoing + incoming multipliers|.
        transport: |2 lambda k - sum of multipliers times distances|; 0 where k is bounded instead.
        excess: largest f_j - f_i - k d_ij, or 0.
        complementarity: sum of multipliers times slacks.
    """

    stationarity: float
    transport: float
    excess: float
    complementarity: float


@dataclass(frozen=True)
class Discriminator:
    """An optimal discriminator, on the n points of its measures.

    Attributes:
        measures: the problem's points and weights.
        losses: the problem's.
        distances: of shape (n, n).
        metric: as it was given.
        penalty: lambda, or 0 where k is bounded instead.
        values: f at the points, of shape (n,).
        constant: k.
        multipliers: of shape (n, n); entry (i, j) belongs to f_j - f_i <= k d_ij.
        edges: tight pairs with positive multipliers, as rows (i, j) of shape (edges, 2), f_j above
            f_i; they form a forest.
        polished: whether Newton's method confirmed the answer; otherwise it is the solver's own,
            good to about 1e-6 where samples pull.
        degenerate: whether some pair outside the forest is tight too, or values may be shifted; so
            always where the answer is not polished, or with the loss t. On a line two generated
            points with the same partner are a tight pair.
    """

    measures: Measures
    losses: Losses
    distances: Array = field(repr=False)
    metric: Any = field(repr=False)
    penalty: float
    values: Array
    constant: float
    multipliers: Array = field(repr=False)
    edges: Array = field(repr=False)
    polished: bool
    degenerate: bool

    @property
    def objective(self) -> float:
        """E phi(f) + E varphi(f) + lambda k^2."""
        _, fake, real = self.measures
        samples = self.losses.value(fake, real, self.values).sum()
        return float(samples + self.penalty * self.constant**2)

    @property
    def reweighted(self) -> Measures:
        """The measures phi'(f) P_g and -varphi'(f) P_r, which have the same mass."""
        points, fake, real = self.measures
        return Measures(
            points,
            self.losses.mass_on_fake(fake, self.values),
            self.losses.mass_on_real(real, self.values),
        )

    @property
    def net(self) -> Array:
        """P_g phi'(f) + P_r varphi'(f) at the points, of shape (n,)."""
        _, fake, real = self.measures
        return self.losses.slope(fake, real, self.values)

    @property
    def plan(self) -> Array:
        """An optimal plan between the reweighted measures, of shape (n, n), made of multipliers.

        What stays in place is on the diagonal. A point between two others on the way is skipped.
        """
        plan = self.multipliers.copy()
        _, supply, _ = self.reweighted
        passed = (plan.sum(axis=1) > supply * (1 + 1e-12)) & (plan.sum(axis=0) > 0)
        for middle in np.flatnonzero(passed):
            through = plan[middle].sum() - supply[middle]
            share = np.outer(plan[:, middle], plan[middle])
            share *= through / (plan[:, middle].sum() * plan[middle].sum())
            plan[:, middle] -= share.sum(axis=1)
            plan[middle] -= share.sum(axis=0)
            plan += share
        np.fill_diagonal(plan, np.maximum(0, supply - plan.sum(axis=1)))
        return plan

    def upper(self, z: Any) -> Array:
        """The highest extension min_i f_i + k d(z, x_i), at points of shape (m, dimension)."""
        lengths = distances(z, self.metric, to=self.measures.points)
        return (self.values + self.constant * lengths).min(axis=1)

    def lower(self, z: Any) -> Array:
        """The lowest extension max_i f_i - k d(z, x_i), at points of shape (m, dimension)."""
        lengths = distances(z, self.metric, to=self.measures.points)
        return (self.values - self.constant * lengths).max(axis=1)

    def tightness(self) -> Array:
        """(f_j - f_i)/(k d_ij) of shape (n, n): at most 1; 0 on the diagonal and where k is 0."""
        rise = self.values - self.values[:, None]
        room = self.constant * self.distances
        return np.divide(rise, room, out=np.zeros_like(room), where=room > 0)

    def tight_pairs(self, tolerance: float = 1e-9) -> Array:
        """Rows (i, j) with f_j - f_i >= (1 - tolerance) k d_ij; none where k is 0."""
        return np.argwhere(self.tightness() >= 1 - tolerance)

    def forks(self, tolerance: float = 1e-9) -> Array:
        """Generated points with tight real partners in two directions, as indices.

        No extension with the constant k has a gradient there, in Euclidean space.
        """
        points, fake, real = self.measures
        tight = self.tightness() >= 1 - tolerance
        found = []
        for i in np.flatnonzero(fake):
            steps = points[tight[i] & (real > 0)] - points[i]
            units = steps / np.linalg.norm(steps, axis=1, keepdims=True)
            if len(units) > 1 and (units @ units[0]).min() < 1 - 1e-12:
                found.append(i)
        return np.array(found, dtype=int)

    def residuals(self) -> Residuals:
        """Of the optimality conditions, which are necessary and sufficient."""
        flow = self.multipliers.sum(axis=1) - self.multipliers.sum(axis=0)
        slack = self.constant * self.distances - (self.values - self.values[:, None])
        work = 2 * self.penalty * self.constant - float((self.multipliers * self.distances).sum())
        return Residuals(
            float(np.abs(self.net - flow).max()),
            abs(float(work)) if self.penalty else 0.0,
            float(max(0.0, -slack.min())),
            float(np.abs(self.multipliers * slack).sum()),
        )


def optimum(
    points: Any,
    fake: Any,
    real: Any,
    losses: Losses,
    penalty: float = 0.0,
    *,
    metric: Any = "euclidean",
    bound: float | None = None,
) -> Discriminator:
    """The discriminator that minimises E phi(f) + E varphi(f) + ``penalty`` k(f)^2.

    With a ``bound`` it minimises E phi(f) + E varphi(f) over all f with k(f) <= ``bound`` instead.

    Args:
        points: of shape (n, dimension), all different.
        fake: generated weights, of shape (n,) and sum one.
        real: real weights, likewise; a point may have both.
        losses: of the discriminator.
        penalty: lambda > 0, unless there is a bound.
        metric: "euclidean", "cityblock", "chebyshev", or a matrix of shape (n, n).
        bound: positive.

    Raises:
        ValueError: for measures, metrics, losses or numbers that make no sense.
        MissingSolver: an ImportError, where the extra with Clarabel is not installed.
    """
    measures = _checked(points, fake, real)
    if (bound is None and not penalty > 0) or (bound is not None and (penalty or not bound > 0)):
        raise ValueError("give a positive penalty, or a positive bound and no penalty")
    lengths = distances(measures.points, metric)
    apart = lengths + np.eye(len(lengths))
    if (apart == 0).any():
        i, j = np.argwhere(apart == 0)[0]
        raise ValueError(f"points {i} and {j} coincide: make them one point with both weights")
    where = ~np.eye(len(lengths), dtype=bool)
    if losses.increasing:
        where &= (measures.fake > 0)[:, None] & (measures.real > 0)
    low, high = np.nonzero(where)
    pairs = (low, high, lengths[low, high])
    f, k, pull = lipschitz_program.solve(
        measures.fake, measures.real, pairs, losses, penalty, bound
    )
    multipliers = np.zeros_like(lengths)
    multipliers[low, high] = np.maximum(pull, 0)
    better = polish(
        measures, lengths, losses, penalty, (f, k, multipliers), fixed=bound is not None
    )
    edges = np.zeros((0, 2), dtype=int)
    degenerate = True
    if better is not None:
        f, k, multipliers, edges, degenerate = better
    return Discriminator(
        measures=measures,
        losses=losses,
        distances=lengths,
        metric=metric,
        penalty=penalty,
        values=f,
        constant=k,
        multipliers=multipliers,
        edges=edges,
        polished=better is not None,
        degenerate=degenerate,
    )


@cache
def random_optima(losses: Losses, count: int = 200, seed: int = 2019) -> tuple[Discriminator, ...]:
    """Optimal discriminators between random measures, with penalties from 1/100 to 20.

    Args:
        losses: of all of them.
        count: how many; the first ones are the same whatever the count.
        seed: of the measures and the penalties.
    """
    rng = np.random.default_rng(seed)
    drawn = ((random_measures(rng), 10 ** rng.uniform(-2, 1.3)) for _ in range(count))
    return tuple(optimum(*measures, losses, penalty) for measures, penalty in drawn)


def _checked(points: Any, fake: Any, real: Any) -> Measures:
    points = np.asarray(points, dtype=float)
    if points.ndim != 2 or len(points) < 2:
        raise ValueError("points are an array of shape (n, dimension), n at least 2")
    weights = [np.asarray(each, dtype=float) for each in (fake, real)]
    for name, weight in zip(("generated", "real"), weights):
        if weight.shape != (len(points),):
            raise ValueError(f"the {name} weights are an array of shape ({len(points)},)")
        if (weight < 0).any() or not abs(weight.sum() - 1) < 1e-9:
            raise ValueError(f"the {name} weights are not nonnegative with sum one")
    if (weights[0] + weights[1] == 0).any():
        raise ValueError(f"point {np.argmin(weights[0] + weights[1])} has no weight")
    return Measures(points, *weights)
