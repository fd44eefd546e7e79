"""What is measured on trained ensembles, for all members at once.

Samples have shape (E, n, d), results (E,) in float64. What they are compared with may have the
same shape or be shared by all members, (n, d). Distances are computed from differences, never from
the squares of norms, which loses half the digits.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from scipy.optimize import linear_sum_assignment
from scipy.stats import chi2
from torch import Tensor

from . import streams
from .data import DataSet
from .streams import Purpose

ENTRIES = 1 << 24
"""Distances that are held at once."""


def _paired(samples: Tensor, others: Tensor) -> tuple[Tensor, Tensor]:
    """Both as float64 of shapes (E, n, d) and (E, m, d)."""
    if samples.ndim != 3 or others.ndim not in (2, 3):
        raise ValueError(
            f"samples of shape {tuple(samples.shape)} against {tuple(others.shape)}; "
            "give (E, n, d) against (m, d) or (E, m, d)"
        )
    if others.ndim == 2:
        others = others.expand(len(samples), -1, -1)
    if len(others) != len(samples) or others.shape[2] != samples.shape[2]:
        raise ValueError(f"shapes {tuple(samples.shape)} and {tuple(others.shape)} do not match")
    return samples.detach().double(), others.detach().double()


def distances(points: Tensor, others: Tensor) -> Tensor:
    """Euclidean distances, shapes (..., n, d) and (..., m, d) to (..., n, m)."""
    return torch.cdist(points, others, compute_mode="donot_use_mm_for_euclid_dist")


def wasserstein_1(samples: Tensor, data: Tensor) -> Tensor:
    """The distance W1 between equally large samples, by an optimal assignment: exact.

    Two samples of one law have a distance too: compare with :func:`sampling_floor`. A member with
    samples that are not finite has the distance nan.

    Raises:
        ValueError: the samples are not equally large.
    """
    samples, data = _paired(samples, data)
    if samples.shape != data.shape:
        raise ValueError(
            f"{samples.shape[1]} samples against {data.shape[1]}: an assignment is one to one"
        )
    found = []
    for sample, other in zip(samples, data, strict=True):
        cost = distances(sample, other).cpu().numpy()
        finite = math.isfinite(cost.sum())
        found.append(cost[linear_sum_assignment(cost)].mean() if finite else math.nan)
    return torch.tensor(found, dtype=torch.float64)


@dataclass(frozen=True)
class Floor:
    """Distance between two samples of one law: its mean and standard deviation over repeats."""

    mean: float
    deviation: float


def sampling_floor(data: DataSet, count: int, repeats: int = 16, seed: int = 0) -> Floor:
    """W1 between two independent samples of a data set, ``count`` points each.

    No generator can be told from a perfect one by a W1 on as many points that lies in this range.
    """
    seeds = torch.arange(repeats) + repeats * seed
    first, second = (
        data.sample(streams.keys(seeds, 0, Purpose.EVALUATION, turn), count, torch.float64)
        for turn in range(2)
    )
    found = wasserstein_1(first, second)
    return Floor(float(found.mean()), float(found.std()))


def mean_gradient_norm(
    scores: Callable[[Tensor], Tensor], points: Tensor, block: int = 4096
) -> Tensor:
    """Mean of |grad_x D| over points.

    Args:
        scores: the critic, (E, B, d) to (E, B); points do not meet in it.
        points: (E, n, d).
        block: how many points of each member are taken at once.
    """
    total = torch.zeros(len(points), dtype=torch.float64, device=points.device)
    for part in points.detach().split(block, dim=1):
        at = part.clone().requires_grad_()
        with torch.enable_grad():
            (slope,) = torch.autograd.grad(scores(at).sum(), at)
        total += torch.linalg.vector_norm(slope.double(), dim=-1).sum(1)
    return total / points.shape[1]


def mode_radius(data: DataSet) -> float:
    """Radius that holds 98.9 % of a mode's mass: three standard deviations in the plane."""
    share = 1 - math.exp(-(3**2) / 2)
    return data.spread * math.sqrt(chi2.ppf(share, data.dimension))


@dataclass(frozen=True)
class Modes:
    """How samples lie on the modes of a mixture.

    Args:
        covered: modes with samples near them, int64, (E,).
        near: share of the samples that are near a mode, (E,).
        shares: share of the samples near each mode, (E, modes).
    """

    covered: Tensor
    near: Tensor
    shares: Tensor


def mode_coverage(samples: Tensor, modes: Tensor, radius: float, least: int = 1) -> Modes:
    """Samples near modes.

    Args:
        samples: (E, n, d).
        modes: centres, (modes, d).
        radius: what is near; :func:`mode_radius` for a mixture of Gaussians.
        least: how many samples cover a mode.
    """
    points, centres = _paired(samples, torch.as_tensor(modes).to(samples.device))
    distance, nearest = distances(points, centres).min(dim=-1)
    hits = torch.nn.functional.one_hot(nearest, centres.shape[1]) * (distance <= radius)[..., None]
    counts = hits.sum(1)
    shares = counts.double() / samples.shape[1]
    return Modes((counts >= least).sum(1), shares.sum(1), shares)


def frechet_distance(features: Tensor, others: Tensor) -> Tensor:
    """Frechet distance between the Gaussians that have the mean and covariance of two samples.

    |m - m'|^2 + tr(C + C' - 2 (C C')^(1/2)), with the unbiased covariances. In which space the
    features lie is part of the number: see :mod:`ganproof.claims.gan.networks.features`.

    Raises:
        ValueError: fewer than two points.
    """
    pair = _paired(features, others)
    if min(each.shape[1] for each in pair) < 2:
        raise ValueError("a covariance needs two points")
    means = [each.mean(1, keepdim=True) for each in pair]
    first, second = (
        (each - mean).mT @ (each - mean) / (each.shape[1] - 1)
        for each, mean in zip(pair, means, strict=True)
    )
    usable = (first.isfinite() & second.isfinite()).all(-1).all(-1)
    first, second = (torch.where(usable[:, None, None], each, 0) for each in (first, second))
    values, vectors = torch.linalg.eigh(first)
    root = vectors * values.clamp(min=0).sqrt().unsqueeze(-2) @ vectors.mT
    inner = root @ second @ root
    cross = torch.linalg.eigvalsh((inner + inner.mT) / 2).clamp(min=0).sqrt().sum(-1)
    traces = (first + second).diagonal(dim1=-2, dim2=-1).sum(-1)
    apart = (means[0] - means[1]).square().sum(-1)[:, 0]
    return torch.where(usable, apart + traces - 2 * cross, math.nan)


@dataclass(frozen=True)
class Neighbours:
    """Shares of two samples that lie in each other's neighbourhoods, (E,) each.

    ``precision`` and ``recall`` are those of Kynkaanniemi et al. (2019), ``density`` and
    ``coverage`` those of Naeem et al. (2020).
    """

    precision: Tensor
    recall: Tensor
    density: Tensor
    coverage: Tensor


def neighbours(samples: Tensor, data: Tensor, nearest: int = 5) -> Neighbours:
    """Precision, recall, density and coverage of samples.

    Args:
        samples: features of generated points, (E, n, d).
        data: features of real points, (m, d) or (E, m, d).
        nearest: the ball round a point reaches to its neighbour of that rank.

    Raises:
        ValueError: a sample has not more points than ``nearest``.
    """
    samples, data = _paired(samples, data)
    largest = max(samples.shape[1], data.shape[1])
    if min(samples.shape[1], data.shape[1]) <= nearest:
        raise ValueError(f"no {nearest} neighbours among {samples.shape[1]} and {data.shape[1]}")
    block = max(1, ENTRIES // largest**2)
    parts = [
        _neighbours(*each, nearest)
        for each in zip(samples.split(block), data.split(block), strict=True)
    ]
    return Neighbours(*(torch.cat(column) for column in zip(*parts, strict=True)))


def _neighbours(fake: Tensor, real: Tensor, nearest: int) -> tuple[Tensor, ...]:
    # the nearest of all is the point itself
    reach_real, reach_fake = (
        distances(each, each).kthvalue(nearest + 1, dim=-1).values for each in (real, fake)
    )
    apart = distances(real, fake)  # (E, m, n)
    inside = apart < reach_real[:, :, None]
    precision = inside.any(1).double().mean(-1)
    recall = (apart < reach_fake[:, None, :]).any(2).double().mean(-1)
    density = inside.sum(1).double().mean(-1) / nearest
    coverage = (apart.amin(2) < reach_real).double().mean(-1)
    return precision, recall, density, coverage


def score_statistics(real: Tensor, fake: Tensor) -> dict[str, Tensor]:
    """One row of a score trace, from scores (E, B) on real and on generated points.

    For each: mean, standard deviation, smallest, median, largest; and ``ranked``, the share of
    pairs of a real and a generated point in which the real one has the higher score (ties count
    half): 1/2 where the critic cannot tell them apart.
    """
    row = {}
    for name, each in (("real", real), ("fake", fake)):
        each = each.detach().double()
        levels = torch.tensor([0, 0.5, 1], dtype=torch.float64, device=each.device)
        low, middle, high = each.quantile(levels, dim=1)
        values = (each.mean(1), each.std(1, correction=0), low, middle, high)
        names = ("mean", "deviation", "smallest", "median", "largest")
        row |= {f"{name}_{key}": value for key, value in zip(names, values, strict=True)}
    order = fake.detach().sort(dim=1).values.contiguous()
    below = torch.searchsorted(order, real.detach().contiguous())
    upto = torch.searchsorted(order, real.detach().contiguous(), right=True)
    row["ranked"] = (below + upto).double().mean(1) / (2 * fake.shape[1])
    return row


def trace(rows: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """Rows taken at several steps as one table: shape (steps, E) for each column."""
    return {name: torch.stack([row[name] for row in rows]) for name in rows[0]}
