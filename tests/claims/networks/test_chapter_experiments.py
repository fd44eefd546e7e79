"""Experiments of the chapters at tiny sizes, and the numbers that they compare with."""

import numpy as np
import pytest

from ganproof.claims.mescheder2018 import distance_on_the_circle
from ganproof.claims.nagarajan2017 import mode_collapse
from ganproof.claims.terjek2020 import directions_in_training as directions
from ganproof.claims.zhou2019 import flat_critic_at_equality
from ganproof.verify import Place

pytest.importorskip("torch")


@pytest.mark.parametrize("dimension", [8, 32, 128])
def test_the_predicted_slope_balances_loss_and_penalty(dimension):
    slope = directions.predicted_slope(dimension)
    rng = np.random.default_rng(dimension)
    u = rng.normal(size=(1_000_000, dimension if dimension < 64 else 2))
    if dimension < 64:
        first = np.abs(u[:, 0]) / np.linalg.norm(u, axis=1)
    else:  # the square of a coordinate on the sphere is of the law Beta(1/2, (d - 1)/2)
        first = np.sqrt(rng.beta(0.5, (dimension - 1) / 2, size=1_000_000))
    balance = 200 * np.mean(first * np.maximum(slope * first - 1, 0))
    assert balance == pytest.approx(2, rel=0.02)


def test_random_directions_and_the_adversarial_one_are_trained_apart(tmp_path):
    found = directions.random_against_adversarial(
        place=Place("cpu", tmp_path), seeds=(1, 2), steps=20
    )
    assert found.networks == 12
    for arms in found.values.values():
        random, adversarial = arms.values()
        assert random.shape == adversarial.shape == (2,)
        assert (random != adversarial).all()
    assert len(list(tmp_path.iterdir())) == 6
    predicted = directions.slopes_as_predicted(place=Place("cpu", tmp_path), seeds=(1, 2), steps=20)
    assert len(list(tmp_path.iterdir())) == 6  # it takes what is trained
    name = "in dimension 32 the slope is near 3.46"
    random = found.values["in dimension 32 random directions leave a steeper critic"]
    np.testing.assert_allclose(
        predicted.values[name]["random directions"],
        np.abs(random["random directions"] / directions.predicted_slope(32) - 1),
    )


def test_the_flipped_hinge_punishes_slopes_below_1():
    import torch

    from ganproof.claims.gan.networks import penalties, streams

    slope = torch.tensor([0.25, 3.0])[:, None]
    at = penalties.Scene(
        scores=lambda points: slope * points[..., 0],
        real=torch.randn(2, 64, 1),
        fake=torch.randn(2, 64, 1),
        critic=torch.zeros(2, 1),
        trained=torch.ones(1),
        keys=lambda purpose, turn: streams.keys(torch.tensor([1, 2]), 0, purpose, turn),
        value=lambda: torch.zeros(2),
    )
    found = [make(length=(0.1, 1.0)).critic(at) for make in (directions.flipped, penalties.alp)]
    np.testing.assert_allclose(found, [[0.75**2, 0], [0, 2**2]], atol=1e-4)


def test_the_generator_stays_where_it_was_put(tmp_path):
    import torch

    from ganproof.claims.gan.networks import data, ensembles, objectives
    from ganproof.claims.gan.networks.ensembles import Network
    from ganproof.claims.gan.networks.experiments import Experiment, grid
    from ganproof.claims.gan.networks.training import train

    given = Experiment(
        Network(2, 2, depth=0), Network(2, 1, width=8, depth=1), data.GAUSSIAN, objectives.WGAN
    )
    rows = ensembles.flatten(
        {"weight0": torch.eye(2).expand(2, 2, 2), "bias0": torch.ones(2, 1, 2)}
    )
    members = grid([1, 2], rates=((0.0, 1e-2),))
    options = {"device": "cpu", "checkpoint": tmp_path / "run.safetensors"}
    run = train(given, members, 5, begin={"generator": rows}, **options)
    assert torch.equal(run.ensemble.state["generator"], rows)
    again = train(given, members, 5, begin={"generator": rows}, **options)
    assert torch.equal(again.ensemble.state["critic"], run.ensemble.state["critic"])
    with pytest.raises(ValueError, match="another run: mode differ"):
        train(given, members, 5, begin={"generator": rows + 1}, **options)
    with pytest.raises(ValueError, match="begin: critic is"):
        train(given, members, 5, begin={"critic": rows}, device="cpu")


def test_modes_are_counted_and_the_regulariser_changes_the_training():
    found = mode_collapse.covered_modes(seeds=(1, 2), steps=20)
    for arms in found.values.values():
        for covered in arms.values():
            assert ((covered >= 0) & (covered <= 8)).all()
    assert found.data["without"].shape == (2, 240)
    other = mode_collapse.covered_modes(seeds=(1, 2), steps=20, eta=-0.5)
    assert not np.array_equal(
        found.data["with the regulariser"], other.data["with the regulariser"]
    )
    assert np.array_equal(found.data["without"], other.data["without"])


def test_distances_are_of_two_clouds_and_a_critic_that_does_not_learn_changes_one():
    short = {"seeds": (1, 2), "steps": 20, "count": 64}
    found = distance_on_the_circle.distances(**short)
    (arms,) = found.values.values()
    assert all(((each > 0) & (each < 3)).all() for each in arms.values())
    frozen = distance_on_the_circle.distances(critic_rate=0.0, **short)
    assert np.array_equal(frozen.data["without a penalty"], found.data["without a penalty"])
    assert not np.array_equal(frozen.data["with R1"], found.data["with R1"])


def test_a_critic_between_equal_laws_is_trained_and_its_generator_is_not():
    found = flat_critic_at_equality.slopes_of_both(seeds=(1, 2), steps=20)
    held, flat = found.values[flat_critic_at_equality.FLATTER].values()
    assert (held != flat).all()
    value = flat_critic_at_equality.slope_of_wgan_gp(seeds=(1, 2), steps=20)
    measured = value.values[flat_critic_at_equality.HELD]["WGAN-GP"]
    np.testing.assert_allclose(measured, np.abs(held - 1))
