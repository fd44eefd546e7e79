"""How far generated points move while ensembles train: an observer, and what its records say."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

from . import ensembles, streams
from .observations import known
from .streams import Purpose
from .training import Ensemble

LATENTS = 256


def points_of_fixed_latents(ensemble: Ensemble, count: int = LATENTS) -> Mapping[str, Tensor]:
    """``points``, (E, count, d): what becomes of the same latents of a member after any steps."""
    given = ensemble.experiment
    keys = streams.keys(ensemble.members.seeds, 0, Purpose.EVALUATION_LATENT)
    latents = streams.normal(keys, (count, given.generator.inputs), given.torch_dtype)
    made = ensembles.generator(given.generator, ensemble.generator, latents).detach()
    lives = known(ensemble, made[:, 0, 0])[:, None, None]
    return {"points": torch.where(lives.isnan(), torch.nan, made)}


def moved(points: Tensor) -> Tensor:
    """Mean distance by which points move from one record to the next.

    Args:
        points: of shape (R, E, n, d).

    Returns:
        Shape (R - 1, E), float64; nan where a member has diverged.
    """
    steps = points[1:].double() - points[:-1].double()
    return torch.linalg.vector_norm(steps, dim=-1).mean(dim=-1)
