"""What is looked at while ensembles train: functions to pass to ``train`` as ``observe``."""

from __future__ import annotations

from collections.abc import Mapping

from torch import Tensor

from . import ensembles, metrics, streams
from .streams import Purpose
from .training import Ensemble, survived

POINTS = 1024


def data_points(ensemble: Ensemble, count: int = POINTS) -> Tensor:
    """Points of the data for evaluation, (E, count, d): other ones after other steps."""
    keys = streams.keys(ensemble.members.seeds, ensemble.steps, Purpose.EVALUATION_DATA)
    return ensemble.experiment.data.sample(keys, count, ensemble.experiment.torch_dtype)


def slope_on_data(ensemble: Ensemble) -> Mapping[str, Tensor]:
    """Mean of |grad_x D| on the data, ``slope`` of shape (E,); nan for what has diverged."""
    network, parameters = ensemble.experiment.critic, ensemble.critic

    def scores(points: Tensor) -> Tensor:
        return ensembles.critic(network, parameters, points)

    found = metrics.mean_gradient_norm(scores, data_points(ensemble))
    return {"slope": found.where(survived(ensemble), found.new_tensor(float("nan")))}
