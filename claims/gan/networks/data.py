"""Data sets: each is a function of the members' keys, so that a sample needs no state.

A new one is a function ``(keys, count, dtype)`` to points of shape (E, count, d), in a
:class:`DataSet`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from . import streams
from .streams import mix

Sampler = Callable[[Tensor, int, torch.dtype], Tensor]


@dataclass(frozen=True)
class DataSet:
    """A law to sample from.

    Args:
        name: what records and checkpoints call it.
        dimension: of its points.
        sample: ``sample(keys, count, dtype)`` gives points of shape (E, count, dimension).
        modes: centres of its modes, (modes, dimension), where it has some.
        spread: standard deviation round a mode.
    """

    name: str
    dimension: int
    sample: Sampler
    modes: tuple[tuple[float, ...], ...] = ()
    spread: float = 0.0


def _second(key: Tensor) -> Tensor:
    """Keys of a second stream, independent of the first."""
    return mix(key + 1)


def _gaussian(key: Tensor, count: int, dtype: torch.dtype) -> Tensor:
    return streams.normal(key, (count, 2), dtype)


def _line(key: Tensor, count: int, dtype: torch.dtype) -> Tensor:
    place = 2 * streams.uniform(key, (count, 1), dtype) - 1
    return torch.cat([place, torch.zeros_like(place)], dim=-1)


def _circle(key: Tensor, count: int, dtype: torch.dtype) -> Tensor:
    angle = 2 * math.pi * streams.uniform(key, (count, 1), dtype)
    return torch.cat([angle.cos(), angle.sin()], dim=-1)


def _four_lines(key: Tensor, count: int, dtype: torch.dtype) -> Tensor:
    place = 2 * streams.uniform(key, (count, 1), dtype) - 1
    side = streams.integers(_second(key), (count, 1), 4)
    edge = (2 * (side % 2) - 1).to(dtype)
    upright = side >= 2
    return torch.cat([torch.where(upright, edge, place), torch.where(upright, place, edge)], dim=-1)


@lru_cache(maxsize=16)
def _placed(rows: tuple[tuple[float, ...], ...], device: torch.device, dtype: torch.dtype):
    """Rows as a tensor on a device: moved there once, not at every step."""
    return torch.tensor(rows, dtype=dtype, device=device)


def mixture(name: str, modes: tuple[tuple[float, ...], ...], spread: float) -> DataSet:
    """Equally likely Gaussians of standard deviation ``spread`` in each coordinate."""
    dimension = len(modes[0])

    def sample(key: Tensor, count: int, dtype: torch.dtype) -> Tensor:
        centres = _placed(modes, key.device, dtype)
        which = streams.integers(_second(key), (count,), len(modes))
        return centres[which] + spread * streams.normal(key, (count, dimension), dtype)

    return DataSet(name, dimension, sample, modes, spread)


def table(name: str, rows: Tensor) -> DataSet:
    """The rows of a table, equally likely: shape (count, dimension)."""

    @lru_cache(maxsize=4)
    def placed(device: torch.device, dtype: torch.dtype) -> Tensor:
        return rows.to(device=device, dtype=dtype)

    def sample(key: Tensor, count: int, dtype: torch.dtype) -> Tensor:
        which = streams.integers(key, (count,), len(rows))
        return placed(key.device, dtype)[which]

    return DataSet(name, rows.shape[1], sample)


GAUSSIAN = DataSet("gaussian", 2, _gaussian)
LINE = DataSet("line", 2, _line)
"""Uniform on the segment from (-1, 0) to (1, 0)."""

CIRCLE = DataSet("circle", 2, _circle)
"""Uniform on the unit circle."""

FOUR_LINES = DataSet("four_lines", 2, _four_lines)
"""Uniform on the boundary of the square [-1, 1]^2."""

RING = mixture(
    "ring",
    tuple((math.cos(k * math.pi / 4), math.sin(k * math.pi / 4)) for k in range(8)),
    0.05,
)
"""Eight Gaussians of standard deviation 0.05 on the unit circle."""

PAIR = mixture("pair", ((1.0, *[0.0] * 31), (-1.0, *[0.0] * 31)), 0.2)
"""Two Gaussians of standard deviation 0.2 in 32 dimensions, their centres 2 apart."""


@lru_cache(maxsize=1)
def digit_table() -> tuple[Tensor, Tensor]:
    """The 1,797 digits of 8 x 8 pixels in [-1, 1], float64 of shape (1797, 64), and their labels.

    Raises:
        ModuleNotFoundError: scikit-learn, which ships them, is not installed.
    """
    try:
        from sklearn.datasets import load_digits
    except ModuleNotFoundError:
        raise ModuleNotFoundError(
            "the digits come with scikit-learn: pip install scikit-learn"
        ) from None
    bunch = load_digits()
    return torch.from_numpy(bunch.data / 8 - 1), torch.from_numpy(bunch.target)


def digits() -> DataSet:
    """The digits as a data set of dimension 64; see :func:`digit_table`."""
    return table("digits", digit_table()[0])


DATA = {each.name: each for each in (GAUSSIAN, LINE, CIRCLE, FOUR_LINES, RING, PAIR)}
"""All but the digits, which need scikit-learn."""
