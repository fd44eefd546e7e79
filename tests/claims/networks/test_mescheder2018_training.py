"""Mescheder et al.'s trained GANs at tiny sizes, and what is measured on them."""

import numpy as np
import pytest

from ganproof.claims.mescheder2018 import slope_around_the_circle as around
from ganproof.claims.mescheder2018 import spectrum_of_trained_networks as spectrum
from ganproof.claims.mescheder2018 import wgan_gp_keeps_moving as moving
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


def test_points_move_by_the_mean_length_of_their_steps():
    from ganproof.claims.gan.networks import movement

    points = torch.zeros(3, 2, 2, 2)
    points[1, 0] = torch.tensor([[3.0, 4.0], [0.0, 1.0]])
    points[2] = torch.nan
    points[2, 0] = points[1, 0]
    found = movement.moved(points)
    np.testing.assert_allclose(found, [[3, 0], [0, np.nan]])


def test_the_same_latents_are_looked_at_after_any_steps():
    from ganproof.claims.gan.networks import data, movement
    from ganproof.claims.gan.networks.ensembles import Network
    from ganproof.claims.gan.networks.experiments import Experiment, grid
    from ganproof.claims.gan.networks.training import train

    given = Experiment(Network(2, 2), Network(2, 1), data.LINE)
    options = {"every": 1, "observe": movement.points_of_fixed_latents, "device": "cpu"}
    still = train(given, grid([1, 2], rates=((0.0, 1e-3),)), 3, **options).records["points"]
    assert torch.equal(movement.moved(still), torch.zeros(2, 2, dtype=torch.float64))
    assert not torch.equal(still[0, 0], still[0, 1])
    learning = train(given, grid([1, 2]), 3, **options).records["points"]
    assert (movement.moved(learning) > 0).all()


def test_movements_of_one_and_of_five_steps_are_beside_the_same_settled_points(tmp_path):
    place, short = Place("cpu", tmp_path), {"seeds": (1, 2), "steps": 20}
    found = moving.movements(place=place, **short)
    assert found.networks == 6
    assert len(list(tmp_path.iterdir())) == 3
    one, five = found.values.values()
    assert (one["WGAN-GP"] != five["WGAN-GP"]).all()
    assert np.array_equal(one["R1"], five["R1"])
    assert found.data["R1"].shape == (9, 2)
    other = moving.movements(place=place, settled=("wgan", "one_sided", 1.0), **short)
    assert len(list(tmp_path.iterdir())) == 4
    for name, arms in other.values.items():
        assert np.array_equal(arms["WGAN-GP"], found.values[name]["WGAN-GP"])
        assert (arms["R1"] != found.values[name]["R1"]).all()


def test_the_imaginary_share_of_a_rotation_is_1_and_does_not_depend_on_scale():
    turn = np.array([[0.0, -2.0], [2.0, 0.0]])
    values = np.linalg.eigvals(np.stack([turn, turn - 2 * np.eye(2), np.diag([1.0, -3.0])]))
    np.testing.assert_allclose(spectrum.imaginary_share(values), [1, 0.5**0.5, 0])
    np.testing.assert_allclose(spectrum.imaginary_share(7 * values), [1, 0.5**0.5, 0])


def test_spectra_are_of_both_trainings_and_change_with_the_weight(tmp_path):
    place, short = Place("cpu", tmp_path), {"seeds": (1, 2), "steps": 5, "points": 32}
    found = spectrum.spectra_after_training(place=place, **short)
    weaker = spectrum.spectra_after_training(place=place, penalised=("r1", 0.1), **short)
    assert len(list(tmp_path.iterdir())) == 3
    for name, arms in found.values.items():
        free, penalised = (arms[arm] for arm in spectrum.ARMS)
        assert np.array_equal(free, weaker.values[name][spectrum.ARMS[0]])
        assert (penalised != weaker.values[name][spectrum.ARMS[1]]).all()
    assert found.data["with R1"].shape == (2, 419)
    assert abs(found.data["with R1"][1].sum()) < 1e-9
    share = found.values[spectrum.SHARE]["with R1"][0]
    real, imaginary = found.data["with R1"]
    by_hand = np.sqrt((imaginary**2).sum() / (real**2 + imaginary**2).sum())
    assert share == pytest.approx(by_hand, rel=1e-2)
