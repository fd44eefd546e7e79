"""What the two players minimise, as functions of the critic's scores.

Scores are high on real points. The critic minimises E real(D(x)) + E fake(D(G(z))), the generator
E generator(D(G(z))); each is an elementwise function, so a new loss is three small functions.
Means are taken per member: members meet in a sum only, which keeps their gradients apart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from .ensembles import softplus

Scalar = Callable[[Tensor], Tensor]


@dataclass(frozen=True)
class Loss:
    """A loss: elementwise functions of scores, each to be minimised.

    Args:
        name: what records and checkpoints call it.
        real: the critic's, on real points.
        fake: the critic's, on generated points.
        generator: the generator's, on generated points.
    """

    name: str
    real: Scalar
    fake: Scalar
    generator: Scalar

    def critic_value(self, real: Tensor, fake: Tensor) -> Tensor:
        """The critic's loss: scores of shape (E, B) to one value per member, (E,)."""
        return self.real(real).mean(1) + self.fake(fake).mean(1)

    def generator_value(self, fake: Tensor) -> Tensor:
        """The generator's loss: scores of shape (E, B) to one value per member, (E,)."""
        return self.generator(fake).mean(1)


def _negative(score: Tensor) -> Tensor:
    return -score


def _identity(score: Tensor) -> Tensor:
    return score


def _hinge(score: Tensor) -> Tensor:
    return torch.relu(1 + score)


def _root(score: Tensor) -> Tensor:
    return score + (score.square() + 1).sqrt()


def lipschitz(name: str, loss: Scalar) -> Loss:
    """A Lipschitz-GAN loss: phi on generated points, phi(-D) on real ones, -D for the generator."""
    return Loss(name, lambda score: loss(-score), loss, _negative)


SATURATING = Loss(
    "saturating", lambda score: softplus(-score), softplus, lambda score: -softplus(score)
)
"""The zero-sum game of Goodfellow et al. (2014), with D before the sigmoid."""

NON_SATURATING = Loss(
    "non_saturating",
    lambda score: softplus(-score),
    softplus,
    lambda score: softplus(-score),
)

WGAN = Loss("wgan", _negative, _identity, _negative)
"""Without a constraint: clip the critic, or add a penalty."""

LEAST_SQUARES = Loss(
    "least_squares",
    lambda score: (score - 1).square() / 2,
    lambda score: score.square() / 2,
    lambda score: (score - 1).square() / 2,
)
"""Mao et al. (2017) with labels 0 and 1."""

HINGE = Loss("hinge", lambda score: _hinge(-score), _hinge, _negative)

LGAN_LINEAR = lipschitz("lgan_linear", _identity)
LGAN_EXP = lipschitz("lgan_exp", torch.exp)
LGAN_LOG = lipschitz("lgan_log", softplus)
LGAN_ROOT = lipschitz("lgan_root", _root)

LOSSES = {
    loss.name: loss
    for loss in (
        SATURATING,
        NON_SATURATING,
        WGAN,
        LEAST_SQUARES,
        HINGE,
        LGAN_LINEAR,
        LGAN_EXP,
        LGAN_LOG,
        LGAN_ROOT,
    )
}
