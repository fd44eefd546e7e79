"""The penalised critic near its equilibrium: formulas against other computations, tiny runs."""

from types import SimpleNamespace

import numpy as np
import pytest

from ganproof.claims.giagtzoglou2026 import (
    evaluations_of_methods,
    frozen_features,
    penalised_critic_near_equilibrium,
)
from ganproof.verify import Place

torch = pytest.importorskip("torch")
CPU = Place("cpu")


@pytest.mark.parametrize("s", [0.1 + 0.3j, 0.05, 0.2 - 0.4j])
def test_factors_are_those_of_the_methods_on_a_complex_line(s):
    """The field is w -> s w: each method is run until only its largest factor is left."""
    runs = {}
    w = 1.0
    runs["simultaneous"] = [w := w - s * w for _ in range(200)]
    w = 1.0
    runs["extragradient"] = [w := w - s * (w - s * w) for _ in range(200)]
    w, past, runs["past"] = 1.0, 0.0, []
    for _ in range(200):
        past = s * (w - past)
        w = w - past
        runs["past"].append(w)
    for method, found in frozen_features.factors(np.array(s)).items():
        assert runs[method][-1] / runs[method][-2] == pytest.approx(complex(found), rel=1e-6)


@pytest.mark.parametrize(
    ("penalty", "weight"), [frozen_features.GRADIENT, frozen_features.NORM, ("", 0.0)]
)
def test_the_jacobian_is_skew_but_for_the_penalty(penalty, weight):
    from ganproof.claims.gan.networks import spectra

    done = frozen_features.run(CPU, "simultaneous", penalty, weight, [1, 2], 1)
    state = done.ensemble.state | {"critic": done.ensemble.state["critic"].clone()}
    state["critic"][:, -frozen_features.FEATURES - 1 : -1] = 0  # phi, before the output's bias
    chosen = frozen_features.members(penalty, weight, [1, 2])
    field, point = spectra.vector_field(
        frozen_features.experiment("simultaneous", penalty), chosen, state
    )
    found = -spectra.jacobians(field, point).numpy()[:, :-1, :-1]
    top, low = found[:, :6], found[:, 6:]
    np.testing.assert_allclose(top[:, :, :6], 0, atol=1e-12)
    np.testing.assert_allclose(top[:, :, 6:], -low[:, :, :6].transpose(0, 2, 1), atol=1e-12)
    assert abs(top[:, :, 6:]).max() > 0.1
    curvature = low[:, :, 6:]
    if penalty == "tikhonov":
        np.testing.assert_allclose(curvature, np.broadcast_to(np.eye(4), (2, 4, 4)), atol=1e-12)
    elif penalty:
        gramian = _gramian(done.ensemble)
        np.testing.assert_allclose(curvature, gramian, rtol=1e-9, atol=1e-12)
    else:
        np.testing.assert_allclose(curvature, 0, atol=1e-12)


def _gramian(ensemble):
    """E G'G on the data, by hand: the gradient of tanh(v'x + b) is (1 - tanh^2) v."""
    from ganproof.claims.gan.networks.steps import EnsembleField

    given = frozen_features.experiment("simultaneous", "r1")
    chosen = frozen_features.members("r1", 1.0, [1, 2])
    scene, _ = EnsembleField(given, chosen.tensors(), torch.tensor(0)).scene(
        ensemble.state, 0, attached=False
    )
    weights, bias = (ensemble.critic[name].numpy() for name in ("weight0", "bias0"))
    inner = 1 - np.tanh(scene.real.numpy() @ weights + bias) ** 2
    slopes = inner[:, :, None, :] * weights[:, None]
    return np.einsum("ebdi,ebdj->eij", slopes, slopes) / slopes.shape[1]


def test_rates_are_measured_over_half_turns_above_round_off(monkeypatch):
    recorded = torch.arange(10, 2001, 10)
    time = recorded.double()
    turning = torch.exp(-0.01 * time) * torch.sqrt(1 + 0.9 * torch.cos(2 * np.pi / 150 * time))
    straight = torch.exp(-0.03 * time).clamp(min=1e-14)
    slow = torch.exp(-0.01 * time)
    done = SimpleNamespace(
        recorded=recorded, records={"size": torch.stack([turning, straight, slow], 1)}, ensemble=0
    )
    turns = np.array([np.exp(1j * np.pi / 150), 1.0, np.exp(1j * np.pi / 3000)])
    monkeypatch.setattr(frozen_features, "slowest", lambda *_: turns)
    found = frozen_features.measured(done, "simultaneous", *frozen_features.GRADIENT)
    np.testing.assert_allclose(found, [0.01, 0.03, np.nan], rtol=1e-3)


def test_what_is_predicted_varies_and_the_training_does_not(tmp_path):
    place, small = Place("cpu", tmp_path), {"seeds": (1, 2), "steps": 20}
    found = penalised_critic_near_equilibrium.rates(place=place, **small)
    assert len(list(tmp_path.iterdir())) == 3
    for changed in ({"expected": frozen_features.NORM}, {"factor": 2}, {"other": 1}):
        varied = penalised_critic_near_equilibrium.rates(place=place, **small, **changed)
        for name, arms in found.values.items():
            (before,), (after,) = arms.values(), varied.values[name].values()
            assert before.shape == after.shape == (2,)
            assert (before != after).all()
    assert len(list(tmp_path.iterdir())) == 3  # they take what is trained
    penalised_critic_near_equilibrium.rates(place=place, **small, penalty=("", 0.0))
    assert len(list(tmp_path.iterdir())) == 6


def test_evaluations_are_counted_by_method():
    small = {"place": CPU, "seeds": (1, 2), "steps": 40}
    twice, once = (evaluations_of_methods.evaluations(**small, costs=c) for c in ((2, 1), (1, 1)))
    (double, past), (single, same) = (
        each.values["extragradient needs more evaluations"].values() for each in (twice, once)
    )
    np.testing.assert_allclose(double, 2 * single)
    np.testing.assert_array_equal(past, same)
    assert (single != past).all()
