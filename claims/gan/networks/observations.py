"""What is looked at while ensembles train: functions to pass to ``train`` as ``observe``."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

from . import ensembles, metrics, streams
from .streams import Purpose
from .training import Ensemble, survived

POINTS = 1024


def known(ensemble: Ensemble, values: Tensor) -> Tensor:
    """Values of members, (E,), with nan for those that have diverged."""
    return values.where(survived(ensemble), values.new_tensor(float("nan")))


def data_points(ensemble: Ensemble, count: int = POINTS) -> Tensor:
    """Points of the data for evaluation, (E, count, d): other ones after other steps."""
    keys = streams.keys(ensemble.members.seeds, ensemble.steps, Purpose.EVALUATION_DATA)
    return ensemble.experiment.data.sample(keys, count, ensemble.experiment.torch_dtype)


def generated_points(ensemble: Ensemble, count: int = POINTS) -> Tensor:
    """Generated points for evaluation, (E, count, d): other ones after other steps."""
    given = ensemble.experiment
    keys = streams.keys(ensemble.members.seeds, ensemble.steps, Purpose.EVALUATION_LATENT)
    latents = streams.normal(keys, (count, given.generator.inputs), given.torch_dtype)
    return ensembles.generator(given.generator, ensemble.generator, latents).detach()


def slope_on_both(ensemble: Ensemble) -> Mapping[str, Tensor]:
    """The same as :func:`slope_on_data` on as many real as generated points."""
    return {
        "slope": _slope(
            ensemble, torch.cat([data_points(ensemble), generated_points(ensemble)], dim=1)
        )
    }


def slope_on_data(ensemble: Ensemble) -> Mapping[str, Tensor]:
    """Mean of |grad_x D| on the data, ``slope`` of shape (E,); nan for what has diverged."""
    return {"slope": _slope(ensemble, data_points(ensemble))}


def _slope(ensemble: Ensemble, points: Tensor) -> Tensor:
    network, parameters = ensemble.experiment.critic, ensemble.critic

    def scores(at: Tensor) -> Tensor:
        return ensembles.critic(network, parameters, at)

    return known(ensemble, metrics.mean_gradient_norm(scores, points))
