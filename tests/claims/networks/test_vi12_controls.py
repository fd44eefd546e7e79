"""Controls of the penalised critic: tiny runs, and what is predicted against other computations."""

import numpy as np
import pytest

from ganproof.claims.giagtzoglou2026 import (
    frozen_features,
    regularisation_of_tanh_critics,
    small_smallest_eigenvalue,
    tanh_critics,
)
from ganproof.verify import Place

torch = pytest.importorskip("torch")
CPU = Place("cpu")


def test_the_generator_shifts_and_the_first_steps_are_those_of_the_game():
    """Two simultaneous steps, by automatic differentiation of the game written out."""
    steps, step, weight = 2, 0.3, 0.3
    done = tanh_critics.run(CPU, "simultaneous", "r1", weight, [3], steps, step)
    start = tanh_critics.run(CPU, "simultaneous", "r1", weight, [3], 0, step).ensemble
    experiment = start.experiment
    from ganproof.claims.gan.networks import streams

    key = streams.keys(torch.tensor([3]), 0, streams.Purpose.DATA)
    data = experiment.data.sample(key, 64, torch.float64)[0]
    assert (data[:, 1] == 0).all()
    theta = torch.full((2,), 0.5, dtype=torch.float64, requires_grad=True)
    psi = [each[0].clone().requires_grad_() for each in start.critic.values()]

    def D(x):
        W, b, V, c = psi
        return (torch.tanh(x @ W + b) @ V + c)[:, 0]

    for _ in range(steps):
        at = data.clone().requires_grad_()
        (slopes,) = torch.autograd.grad(D(at).sum(), at, create_graph=True)
        value = D(data + theta).mean() - D(data).mean()
        loss = value + weight * slopes.square().sum(1).mean() / 2
        down = torch.autograd.grad(loss, psi, retain_graph=True, allow_unused=True)
        (up,) = torch.autograd.grad(-value, theta)
        with torch.no_grad():
            theta -= step * up
            for each, slope in zip(psi, down, strict=True):
                each -= 0 if slope is None else step * slope
    assert float(done.records["distance"][-1, 0]) == pytest.approx(
        float(theta.detach().norm()), rel=1e-10
    )
    weights = done.ensemble.generator["weight0"]
    assert torch.equal(weights, torch.tensor([[[1.0, 0.0]]], dtype=torch.float64))


def test_penalties_and_their_weight_are_trained_apart(tmp_path):
    small = {"place": Place("cpu", tmp_path), "seeds": (1, 2), "steps": 10}
    found = regularisation_of_tanh_critics.distances(**small)
    assert len(list(tmp_path.iterdir())) == 3
    lighter = regularisation_of_tanh_critics.distances(**small, weight=0.03)
    assert len(list(tmp_path.iterdir())) == 5
    for name, arms in found.values.items():
        other = lighter.values[name]
        np.testing.assert_array_equal(arms["without"], other["without"])
        assert (arms["with the penalty"] != other["with the penalty"]).all()
    placebo = regularisation_of_tanh_critics.distances(**small, penalised=("", 0.0), apart=100)
    first, second = (each["with the penalty"] for each in placebo.values.values())
    np.testing.assert_array_equal(first, second)


def test_the_chosen_draws_have_the_smallest_and_the_largest_damping_of_those_that_are_coupled():
    for seed in (1, 2):
        draws = [1000 * seed + k for k in range(small_smallest_eigenvalue.DRAWS)]
        eigenvalues, couplings = small_smallest_eigenvalue.damping_and_coupling(draws)
        kept = {
            draw: low
            for draw, low, coupled in zip(draws, eigenvalues[:, 0], couplings[:, 3], strict=True)
            if coupled > small_smallest_eigenvalue.COUPLED
        }
        assert 0 < len(kept) < len(draws)
        assert small_smallest_eigenvalue.chosen((seed,)) == [min(kept, key=kept.get)]
        assert small_smallest_eigenvalue.chosen((seed,), True) == [max(kept, key=kept.get)]


def test_damping_and_coupling_are_those_of_the_features_written_out():
    """J_G = E G'G on the data, and the coupling is E h(x) by the generator's parameters."""
    found, singular = small_smallest_eigenvalue.damping_and_coupling([5])
    begun = frozen_features.run(CPU, "extragradient", "r1", 1.0, [5], 0).ensemble
    from ganproof.claims.gan.networks.streams import Purpose, keys, normal

    def points(purpose):
        shape, wide = (begun.experiment.batch, 2), torch.float64
        return normal(keys(torch.tensor([5]), 0, purpose), shape, wide)[0].numpy()

    real, z = points(Purpose.DATA), points(Purpose.LATENT)
    W, b = (begun.critic[name][0].numpy() for name in ("weight0", "bias0"))
    slopes = (1 - np.tanh(real @ W + b) ** 2)[:, None, :] * W
    gramian = np.einsum("bdi,bdj->ij", slopes, slopes) / len(real)
    np.testing.assert_allclose(found[0], np.linalg.eigvalsh(gramian), rtol=1e-9)
    made = z + 0.05
    at = (1 - np.tanh(made @ W + b) ** 2)[:, None, :] * W
    moved = np.concatenate([z, np.ones((len(z), 1))], axis=1)
    coupling = np.einsum("bdi,bk->kdi", at, moved).reshape(6, -1) / len(z)
    np.testing.assert_allclose(
        singular[0], np.linalg.svd(coupling)[1][: frozen_features.FEATURES], rtol=1e-9
    )


def test_the_weight_is_that_of_both_penalties(tmp_path):
    small = {"place": Place("cpu", tmp_path), "seeds": (1, 2), "steps": 40}
    found, heavy = (
        small_smallest_eigenvalue.rates(**small, weight=weight).values for weight in (0.1, 1.0)
    )
    for arm, rates in found[small_smallest_eigenvalue.FASTER].items():
        assert rates.shape == (2,)
        assert (rates != heavy[small_smallest_eigenvalue.FASTER][arm]).all()
    assert len(list(tmp_path.iterdir())) == 4
