"""Experiments on Lipschitz GANs: point sets against their convex programs, tiny runs."""

import numpy as np
import pytest

from ganproof.claims.zhou2019 import (
    direction_of_trained_critics,
    distance_per_loss,
    point_critics,
    score_stability,
)
from ganproof.verify import Place

torch = pytest.importorskip("torch")
pytest.importorskip("clarabel")
SEEDS = (1, 2)


@pytest.fixture(scope="module")
def fakes():
    return np.array([point_critics.problem(seed) for seed in SEEDS])


def test_the_generator_makes_each_of_its_points_equally_often(fakes):
    from ganproof.claims.gan.networks import ensembles
    from ganproof.claims.gan.networks.ensembles import Network

    network = Network(2, 2, width=4, depth=2, activation="tanh")
    parameters = ensembles.unflatten(network, point_critics.generator(fakes))
    made = ensembles.generator(network, parameters, torch.randn(2, 4000, 2)).double().numpy()
    apart = np.linalg.norm(made[:, :, None] - fakes[:, None], axis=3)
    assert apart.min(axis=2).max() < 1e-5
    shares = [np.bincount(each.argmin(axis=1), minlength=4) / 4000 for each in apart]
    np.testing.assert_allclose(shares, 0.25, atol=0.04)


def test_tight_partners_are_on_the_steepest_way(fakes):
    for each in fakes:
        found = point_critics.optimum(each)
        ways = point_critics.directions(each, "tight")
        np.testing.assert_allclose(np.linalg.norm(ways, axis=1), 1)
        for i in np.flatnonzero(point_critics.single(found)):
            step = 1e-6 * ways[i]
            rise = found.lower((each[i] + step)[None])[0] - found.values[i]
            assert rise / 1e-6 == pytest.approx(found.constant, rel=1e-3)
        other = (ways * point_critics.directions(each, "transport")).sum(axis=1)
        assert other[point_critics.single(found)].min() < 0.8


def test_gradients_are_those_of_the_critics(fakes):
    ensemble = point_critics.train(Place("cpu"), "lgan_exp", "max_gp", 0.3, [1, 2], fakes, 6)
    slopes = point_critics.gradients(ensemble, fakes)
    from ganproof.claims.gan.networks import ensembles

    def scores(points):
        at = torch.tensor(points, dtype=torch.float32)
        return ensembles.critic(ensemble.experiment.critic, ensemble.critic, at).detach().numpy()

    for k in range(2):
        step = 1e-2 * np.eye(2)[k]
        change = (scores(fakes + step) - scores(fakes - step)) / 2e-2
        np.testing.assert_allclose(change, slopes[..., k], atol=2e-2)
    assert (
        point_critics.steepest(ensemble, fakes) >= 0.99 * np.linalg.norm(slopes, axis=2).max(1)
    ).all()


def test_the_partner_and_the_other_critic_change_what_they_should(tmp_path):
    small = {"place": Place("cpu", tmp_path), "seeds": SEEDS, "steps": 30}
    found = direction_of_trained_critics.directions(**small)
    trained = len(list(tmp_path.iterdir()))
    moved = direction_of_trained_critics.directions(**small, partner="transport")
    assert len(list(tmp_path.iterdir())) == trained  # it takes what is trained
    tight, constant = direction_of_trained_critics.TIGHT, direction_of_trained_critics.CONSTANT
    for name, same in ((tight, False), (constant, True)):
        (before,), (after,) = found.values[name].values(), moved.values[name].values()
        assert (before == after).all() == same
    assert found.data["values"].shape == (49, 49)


def test_deviations_are_those_of_late_scores_and_variants_train_others(tmp_path):
    small = {"place": Place("cpu", tmp_path), "seeds": SEEDS, "steps": 40}
    found = score_stability.deviations(**small)
    assert found.networks == 12
    for arms in found.values.values():
        first, second = arms.values()
        assert first.shape == second.shape == (2,)
        assert (first != second).all()
    varied = score_stability.deviations(**small, other=("wgan", "wgan_gp", 1.0))
    (rule, *_), (before, *_) = found.values, found.values.values()
    after = varied.values[rule]
    assert (after["the WGAN"] == before["the WGAN"]).all()
    assert (after["exp(t)"] != before["exp(t)"]).all()


def test_each_loss_is_judged_at_the_weight_that_other_seeds_choose(tmp_path):
    small = {"place": Place("cpu", tmp_path), "seeds": (1, 2, 3), "steps": 30}
    found = distance_per_loss.frechet_distances(**small)
    names = [file.name for file in tmp_path.iterdir()]
    assert sum("-5001" in name for name in names) == 7  # tuning
    assert sum(name.endswith("-1.safetensors") for name in names) == 7
    assert found.networks == 7 * (3 + 9)
    idle = distance_per_loss.frechet_distances(**small, rate=0.0)
    for before, after in zip(found.values.values(), idle.values.values(), strict=True):
        (first, ours), (again, theirs) = before.values(), after.values()
        assert (first == again).all()
        assert (ours != theirs).all()
