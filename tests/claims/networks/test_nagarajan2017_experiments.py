"""Jacobians of random networks and decay with the regulariser: tiny runs, independent formulas."""

import numpy as np
import pytest

from ganproof.claims.nagarajan2017 import gradient_norm_decay, random_networks
from ganproof.claims.nagarajan2017 import jacobian_of_random_networks as drawn
from ganproof.claims.nagarajan2017.jacobian_at_equilibrium import answer, gradient
from ganproof.verify import Place

torch = pytest.importorskip("torch")


def test_slopes_in_the_discriminators_parameters_are_those_of_complex_steps():
    rng = np.random.default_rng(3)
    psi, x = rng.normal(size=17), rng.normal(size=(5, 2))
    found = gradient(lambda each: answer(each, x), psi).T
    np.testing.assert_allclose(random_networks.slopes(psi, x), found, atol=1e-14)


def test_the_formula_is_the_derivative_of_a_regularised_field():
    """Central differences of the field itself, for the logistic loss and eta = 1/2."""
    rng = np.random.default_rng(4)
    theta, psi = rng.normal(size=(2, 17))
    psi[12:] = 0
    z = rng.normal(size=(8, 2))
    data = random_networks.generated(theta, z)

    def pull(theta, psi):
        """grad_psi V."""
        made = random_networks.generated(theta, z)
        up, down = (1 / (1 + np.exp(s * answer(psi, x))) for s, x in ((1, data), (-1, made)))
        rows = up[:, None] * random_networks.slopes(psi, data)
        return (rows - down[:, None] * random_networks.slopes(psi, made)).mean(axis=0)

    def value(theta, psi):
        made = random_networks.generated(theta, z)
        V = -np.log1p(np.exp(answer(psi, made))).mean()
        return V + 0.5 * (pull(theta, psi) ** 2).sum()

    def field(point):
        theta, psi = point[:17], point[17:]
        steps = 1e-4 * np.eye(17)
        descent = [(value(theta + e, psi) - value(theta - e, psi)) / 2e-4 for e in steps]
        return np.concatenate([-np.array(descent), pull(theta, psi)])

    point = np.concatenate([theta, psi])
    steps = 1e-3 * np.eye(34)
    J = np.column_stack([(field(point + e) - field(point - e)) / 2e-3 for e in steps])
    np.testing.assert_allclose(field(point), 0, atol=1e-8)
    stated = random_networks.formula(theta, psi, z, data, 0.5, -0.25, 0.5)
    np.testing.assert_allclose(J, stated, atol=1e-4)
    assert abs(stated).max() > 0.1


def test_random_networks_have_the_jacobian_of_the_formula_and_variants_do_not():
    found = drawn.jacobians(seeds=(1, 2))
    assert max(max(arms["random networks"]) for arms in found.values.values()) < 1e-12
    assert found.data["field 5"].shape == (2, 34)
    gans = [name for name in drawn.CASES if "WGAN" not in name]
    regularised = [name for name in drawn.CASES if not name.endswith("= 0")]
    for changed, cases in (
        ({"turned": -1}, drawn.CASES),
        ({"shift": 0.5}, drawn.CASES),
        ({"alive": 1.0}, drawn.CASES),
        ({"twice": 1}, gans),
        ({"charged": 0.5}, regularised),
    ):
        varied = drawn.jacobians(seeds=(1, 2), **changed)
        for name in cases:
            assert min(varied.values[name]["random networks"]) > 1e-3, (changed, name)


def test_the_objectives_slope_is_measured_on_batches():
    """Against single networks and batches, one after the other."""
    from ganproof.claims.gan.networks import data, ensembles, objectives, observations
    from ganproof.claims.gan.networks.ensembles import Network
    from ganproof.claims.gan.networks.experiments import Experiment, grid
    from ganproof.claims.gan.networks.training import train
    from ganproof.claims.nagarajan2017 import slopes_of_the_objective

    critic = Network(2, 1, width=8, depth=1)
    given = Experiment(
        Network(3, 2, width=8, depth=1), critic, data.RING, objectives.SATURATING, batch=32
    )
    ensemble = train(given, grid([1, 2]), 3, device="cpu").ensemble
    found = slopes_of_the_objective.squared_slope(ensemble)["square"]
    real, made = (
        points(ensemble, slopes_of_the_objective.BATCHES * 32)
        for points in (observations.data_points, observations.generated_points)
    )
    for k in range(2):
        squares = []
        for start in range(0, real.shape[1], 32):
            psi = {
                name: value[k : k + 1].clone().requires_grad_()
                for name, value in ensemble.critic.items()
            }
            up, down = (
                ensembles.critic(critic, psi, each[k : k + 1, start : start + 32])
                for each in (real, made)
            )
            loss = (torch.log1p(torch.exp(-up)) + torch.log1p(torch.exp(down))).mean()
            loss.backward()
            squares.append(sum(float(value.grad.square().sum()) for value in psi.values()))
        assert float(found[k]) == pytest.approx(np.mean(squares), rel=1e-4)


def test_the_regulariser_changes_the_arm_that_has_it(tmp_path):
    small = {"place": Place("cpu", tmp_path), "seeds": (1, 2), "steps": 20}
    found = gradient_norm_decay.squared_slopes(**small)
    other = gradient_norm_decay.squared_slopes(**small, wgan=-0.5)
    gan, wgan = gradient_norm_decay.LOSSES
    np.testing.assert_equal(found.values[gan], other.values[gan])
    np.testing.assert_array_equal(*(each.values[wgan]["without"] for each in (found, other)))
    regularised, opposite = (each.values[wgan]["with the regulariser"] for each in (found, other))
    assert regularised.shape == (2,)
    assert (regularised < opposite).all()
    assert len(list(tmp_path.iterdir())) == 5
