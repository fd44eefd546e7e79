"""Slopes of critics off the data: on points around a circle, and on a grid of the plane."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from . import ensembles, metrics, streams
from .observations import known
from .streams import Purpose
from .training import Ensemble


def ring(count: int, inner: float, outer: float, dtype: torch.dtype) -> Tensor:
    """The same points for whoever asks, (count, 2): angles and radii uniform and independent.

    Args:
        count: how many.
        inner: the smallest radius.
        outer: the largest.
        dtype: of the points.
    """
    key = streams.keys(torch.zeros(1, dtype=torch.int64), 0, Purpose.EVALUATION)
    share, turn = streams.uniform(key, (2, count), torch.float64)[0]
    radius, angle = inner + (outer - inner) * share, 2 * math.pi * turn
    return torch.stack([radius * angle.cos(), radius * angle.sin()], dim=-1).to(dtype)


def mean_slope(ensemble: Ensemble, points: Tensor) -> Tensor:
    """Mean of |grad_x D| over points, (n, 2), that all members share; (E,), nan where diverged."""
    at = points.to(ensemble.members.seeds.device).expand(len(ensemble.members), -1, -1)

    def scores(each: Tensor) -> Tensor:
        return ensembles.critic(ensemble.experiment.critic, ensemble.critic, each)

    return known(ensemble, metrics.mean_gradient_norm(scores, at))


def slope_map(ensemble: Ensemble, ends: Tensor) -> Tensor:
    """|grad_x D| at the points of a square grid: (E, n, n), the second coordinate first.

    Args:
        ensemble: whose critics.
        ends: the grid's coordinates along either axis, (n,).
    """
    given = ensemble.experiment
    y, x = torch.meshgrid(ends, ends, indexing="ij")
    plane = torch.stack([x, y], dim=-1).reshape(-1, 2).to(given.torch_dtype)
    at = plane.to(ensemble.members.seeds.device).repeat(len(ensemble.members), 1, 1)
    at.requires_grad_()
    with torch.enable_grad():
        total = ensembles.critic(given.critic, ensemble.critic, at).sum()
        (slopes,) = torch.autograd.grad(total, at)
    return torch.linalg.vector_norm(slopes, dim=-1).reshape(-1, len(ends), len(ends))
