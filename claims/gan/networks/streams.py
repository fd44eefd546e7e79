"""Random numbers that are a function of (member's seed, step, purpose, turn), and of nothing else.

The generator is SplitMix64 used as a counter-based one: number i of a stream is a mixing function
of key + i * GOLDEN, and the key is mixed out of what names the stream. A member draws the same
numbers in whatever ensemble it stands, on whatever device, and after a restart at any step.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import IntEnum

import torch
from torch import Tensor

GOLDEN = 0x9E3779B97F4A7C15
FACTORS = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
BLOCK = 64
"""Streams are drawn in whole blocks, so that no member's numbers fall into the remainder of a
vectorised loop, where some functions round otherwise than in its body."""


TURNS = 2**20
"""More turns than one step can have: the streams of two purposes never meet."""


class Purpose(IntEnum):
    """What a stream is for. Evaluation has streams of its own: it never moves those of training."""

    GENERATOR_START = 1
    CRITIC_START = 2
    DATA = 3
    LATENT = 4
    MIXING = 5
    NOISE = 6
    DIRECTION = 7
    EVALUATION_DATA = 8
    EVALUATION_LATENT = 9
    EVALUATION = 10
    BUFFER = 11


def _signed(value: int) -> int:
    value &= 2**64 - 1
    return value - 2**64 if value >= 2**63 else value


def _shifted(value: Tensor, by: int) -> Tensor:
    """Logical shift to the right: torch's own keeps the sign."""
    return (value >> by) & (2 ** (64 - by) - 1)


def mix(value: Tensor) -> Tensor:
    """SplitMix64's bijection of 64-bit words, on int64 tensors of any shape."""
    value = (value ^ _shifted(value, 30)) * _signed(FACTORS[0])
    value = (value ^ _shifted(value, 27)) * _signed(FACTORS[1])
    return value ^ _shifted(value, 31)


def keys(seeds: Tensor, step: int | Tensor, purpose: int, turn: int = 0) -> Tensor:
    """Keys of the members' streams.

    Args:
        seeds: one seed per member, int64 of shape (E,).
        step: the training step.
        purpose: a :class:`Purpose`.
        turn: which of several draws of that purpose in that step, below 2^20.

    Returns:
        int64 of shape (E,).
    """
    golden = _signed(GOLDEN)
    key = mix(seeds + golden)
    for part in (step, TURNS * int(purpose) + turn):
        key = mix(key + golden * (torch.as_tensor(part, device=seeds.device) + 1))
    return key


def _words(key: Tensor, count: int) -> Tensor:
    """64-bit words, int64 of shape (E, count rounded up to whole blocks)."""
    padded = -(-count // BLOCK) * BLOCK
    counter = torch.arange(1, padded + 1, device=key.device) * _signed(GOLDEN)
    return mix(key[:, None] + counter)


def _shape(values: Tensor, shape: Sequence[int]) -> Tensor:
    count = math.prod(shape)
    return values[:, :count].reshape(values.shape[0], *shape)


def uniform(key: Tensor, shape: Sequence[int], dtype: torch.dtype) -> Tensor:
    """Uniform numbers in [0, 1), multiples of 2^-24; shape (E, *shape)."""
    words = _words(key, math.prod(shape))
    return _shape((_shifted(words, 40)).to(dtype) * 2.0**-24, shape)


def integers(key: Tensor, shape: Sequence[int], below: int) -> Tensor:
    """Integers 0, ..., below - 1 (below at most 2^31), int64 of shape (E, *shape)."""
    return _shape((_shifted(_words(key, math.prod(shape)), 32) * below) >> 32, shape)


def normal(key: Tensor, shape: Sequence[int], dtype: torch.dtype) -> Tensor:
    """Standard normal numbers by Box and Muller's transform of 32-bit uniforms; (E, *shape).

    No number is larger than 6.7 in modulus.
    """
    count = math.prod(shape)
    words = _words(key, (count + 1) // 2)
    radius = ((_shifted(words, 32).to(dtype) + 0.5) * 2.0**-32).clamp(max=1 - 2.0**-24)
    radius = (-2 * radius.log()).sqrt()
    angle = (words & (2**32 - 1)).to(dtype) * (2 * math.pi * 2.0**-32)
    return _shape(torch.cat([radius * angle.cos(), radius * angle.sin()], dim=1), shape)


def direction(key: Tensor, shape: Sequence[int], dtype: torch.dtype) -> Tensor:
    """Unit vectors along the last axis, uniform on the sphere; shape (E, *shape)."""
    values = normal(key, shape, dtype)
    return values / values.square().sum(-1, keepdim=True).sqrt()
