"""Adversarial directions against gradients in closed form."""

import numpy as np
import pytest

from ganproof.claims.gan import perturbations


def linear(g):
    return (lambda x: x @ g), (lambda x: np.broadcast_to(g, x.shape))


def test_one_step_finds_a_linear_critics_gradient_up_to_sign():
    g = np.array([3.0, -4.0])
    rng = np.random.default_rng(1)
    x, start = rng.normal(size=(50, 2)), perturbations.probes(rng, 50, 2)
    found = perturbations.direction(*linear(g), x, start, 0.1)
    assert np.allclose(abs(found @ g), 5)
    assert np.allclose(perturbations.quotient(linear(g)[0], x, 0.7 * found), 5)


def test_a_probe_across_the_gradient_finds_nothing():
    g, x = np.array([1.0, 0.0]), np.zeros((1, 2))
    found = perturbations.direction(*linear(g), x, np.array([[0.0, 1.0]]), 0.1)
    assert (found == 0).all()


def test_the_probe_is_as_long_as_one():
    found = perturbations.probes(np.random.default_rng(2), 1000, 5)
    assert np.allclose(np.linalg.norm(found, axis=1), 1)
    assert abs(found.mean(axis=0)).max() < 0.05


@pytest.mark.parametrize("x", [[0.0, 0.0], [0.3, -0.2], [6.0, 3.0], [-7.5, 0.1]])
def test_the_gradient_of_the_two_regimes(x):
    x, h = np.array(x), 1e-5
    steps = h * np.eye(2)
    ahead, behind = (perturbations.two_regimes(x + sign * steps) for sign in (1, -1))
    expected = (ahead - behind) / (2 * h)
    assert np.allclose(perturbations.two_regimes_slopes(x[None])[0], expected, atol=1e-8)
