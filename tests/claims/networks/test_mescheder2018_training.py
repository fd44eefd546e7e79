"""Mescheder et al.'s trained GANs at tiny sizes, and what is measured on them."""

import numpy as np
import pytest

from ganproof.claims.mescheder2018 import slope_around_the_circle as around
from ganproof.verify import Place

torch = pytest.importorskip("torch")


def test_the_ring_is_one_and_the_same_and_reaches_from_end_to_end():
    from ganproof.claims.gan.networks import surroundings

    points = surroundings.ring(4096, 0.75, 1.25, torch.float64)
    assert torch.equal(points, surroundings.ring(4096, 0.75, 1.25, torch.float64))
    radius, angle = torch.linalg.vector_norm(points, dim=1), torch.atan2(*points.T)
    assert 0.75 <= radius.min() < 0.751
    assert 1.249 < radius.max() <= 1.25
    assert abs(radius.mean() - 1) < 0.01
    assert abs(angle.mean()) < 0.15
    assert angle.std() == pytest.approx(np.pi / 3**0.5, rel=0.03)


def test_slopes_off_the_data_are_those_of_finite_differences():
    from ganproof.claims.gan.networks import data, ensembles, surroundings
    from ganproof.claims.gan.networks.ensembles import Network
    from ganproof.claims.gan.networks.experiments import Experiment, grid
    from ganproof.claims.gan.networks.training import train

    given = Experiment(Network(2, 2), Network(2, 1), data.CIRCLE, dtype="float64")
    ensemble = train(given, grid([1, 2]), 3, device="cpu").ensemble
    ends = torch.linspace(-1, 2, 4, dtype=torch.float64)
    found = surroundings.slope_map(ensemble, ends)
    assert found.shape == (2, 4, 4)

    def score(x, y):
        points = torch.tensor([[[x, y]]], dtype=torch.float64).expand(2, -1, -1)
        return ensembles.critic(given.critic, ensemble.critic, points)[:, 0]

    h, (x, y) = 1e-6, (2.0, -1.0)
    across = (score(x + h, y) - score(x - h, y)) / (2 * h)
    up = (score(x, y + h) - score(x, y - h)) / (2 * h)
    np.testing.assert_allclose(found[:, 0, 3], torch.hypot(across, up), rtol=1e-6)
    points = torch.tensor([[2.0, -1.0], [-1.0, -1.0]], dtype=torch.float64)
    mean = surroundings.mean_slope(ensemble, points)
    np.testing.assert_allclose(mean, (found[:, 0, 3] + found[:, 0, 0]) / 2, rtol=1e-12)


def test_slopes_around_the_circle_change_with_the_penalty_that_a_variant_changes(tmp_path):
    place, short = Place("cpu", tmp_path), {"seeds": (1, 2), "steps": 20}
    found = around.slopes_around(place=place, **short)
    assert found.networks == 8
    assert len(list(tmp_path.iterdir())) == 4
    noisy = around.slopes_around(place=place, r1=("instance_noise", 0.1), **short)
    for name, arms in found.values.items():
        (steep, flat), (same, other) = arms.values(), noisy.values[name].values()
        assert steep.shape == flat.shape == (2,)
        assert np.array_equal(steep, same)
        assert (flat != other).all() == ("R1" in arms)
        assert np.array_equal(flat, other) == ("R2" in arms)
    assert found.data["R1, slopes"].shape == (around.TILES, around.TILES)
    assert found.data["no penalty, data"].shape == (2, 120)
