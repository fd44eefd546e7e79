"""Metrics of ensembles against their definitions, closed forms, and other people's code."""

from itertools import permutations

import numpy as np
import pytest
from scipy import linalg, stats

# What follows imports PyTorch, so that it stands after the skip.
torch = pytest.importorskip("torch")

from ganproof.claims.gan.networks import data, ensembles, features, metrics  # noqa: E402
from ganproof.claims.gan.networks.streams import Purpose  # noqa: E402

F64 = torch.float64


def normal(*shape, seed=0, dtype=F64):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=dtype)


def test_w1_is_the_cheapest_of_all_assignments():
    samples, real = normal(3, 5, 2), normal(5, 2, seed=1)
    for found, sample in zip(metrics.wasserstein_1(samples, real), samples, strict=True):
        costs = [
            float(torch.linalg.vector_norm(sample[list(order)] - real, dim=1).mean())
            for order in permutations(range(5))
        ]
        assert float(found) == pytest.approx(min(costs), rel=1e-14)


def test_w1_on_a_line_is_that_of_sorted_samples():
    samples, real = normal(4, 200, 1), 2 * normal(4, 200, 1, seed=1) + 3
    expected = (samples.sort(dim=1).values - real.sort(dim=1).values).abs().mean((1, 2))
    torch.testing.assert_close(metrics.wasserstein_1(samples, real), expected, rtol=1e-13, atol=0)


def test_w1_of_a_shift_is_its_length():
    real = normal(100, 3)
    shift = torch.tensor([3.0, 0.0, -4.0], dtype=F64)
    assert metrics.wasserstein_1((real + shift)[None], real).item() == pytest.approx(5, rel=1e-12)


def test_w1_sees_small_distances_far_from_the_origin():
    """Distances from |x|^2 + |y|^2 - 2 x y would be off by 1e-4 here, and those in float32 by 1."""
    real = 1e6 + normal(64, 2)
    found = metrics.wasserstein_1((real + 1e-6)[None], real).item()
    assert found == pytest.approx(1e-6 * 2**0.5, rel=1e-3)


def test_a_member_that_diverged_has_no_distance():
    samples = normal(3, 10, 2)
    samples[1, 4, 0] = torch.nan
    real = normal(10, 2)
    assert metrics.wasserstein_1(samples, real).isnan().tolist() == [False, True, False]
    assert metrics.frechet_distance(samples, real).isnan().tolist() == [False, True, False]


def test_samples_of_other_sizes_are_an_error():
    with pytest.raises(ValueError, match="one to one"):
        metrics.wasserstein_1(normal(2, 10, 2), normal(11, 2))
    with pytest.raises(ValueError, match="do not match"):
        metrics.wasserstein_1(normal(2, 10, 2), normal(10, 3))
    with pytest.raises(ValueError, match=r"give \(E, n, d\)"):
        metrics.wasserstein_1(normal(10, 2), normal(10, 2))
    with pytest.raises(ValueError, match="two points"):
        metrics.frechet_distance(normal(2, 1, 2), normal(10, 2))
    with pytest.raises(ValueError, match="no 5 neighbours"):
        metrics.neighbours(normal(2, 5, 2), normal(10, 2))


def test_the_floor_on_the_circle():
    """A trial found .087 with deviation .017 for 512 points."""
    floor = metrics.sampling_floor(data.CIRCLE, 512, repeats=12)
    assert floor.mean == pytest.approx(0.087, abs=4 * 0.017 / 12**0.5)
    assert 0.005 < floor.deviation < 0.05
    assert floor == metrics.sampling_floor(data.CIRCLE, 512, repeats=12)
    assert floor != metrics.sampling_floor(data.CIRCLE, 512, repeats=12, seed=1)


def test_gradient_norm_of_known_critics():
    slopes = torch.tensor([[3.0, 4.0], [0.0, 0.5]], dtype=F64)
    points = normal(2, 50, 2)
    found = metrics.mean_gradient_norm(lambda x: (x * slopes[:, None]).sum(-1), points)
    torch.testing.assert_close(found, torch.tensor([5.0, 0.5], dtype=F64))
    found = metrics.mean_gradient_norm(lambda x: x.square().sum(-1) / 2, points, block=7)
    expected = torch.linalg.vector_norm(points, dim=-1).mean(1)
    torch.testing.assert_close(found, expected)


def test_gradient_norm_leaves_parameters_alone():
    network = ensembles.Network(2, 1, 8)
    weights = ensembles.initialise(network, torch.arange(3), Purpose.CRITIC_START, F64)
    for each in weights.values():
        each.requires_grad_()
    points = normal(3, 20, 2)
    with torch.no_grad():
        found = metrics.mean_gradient_norm(lambda x: ensembles.critic(network, weights, x), points)
    assert not found.requires_grad
    assert all(each.grad is None for each in weights.values())
    step, squares = 1e-6, torch.zeros(3, 20, dtype=F64)
    for k in range(2):
        shift = step * torch.eye(2, dtype=F64)[k]
        slope = [ensembles.critic(network, weights, points + s * shift) for s in (1, -1)]
        part = (slope[0] - slope[1]).detach() / (2 * step)
        squares += part.square()
    torch.testing.assert_close(found, squares.sqrt().mean(1), rtol=1e-7, atol=1e-9)


def test_modes_near_and_far():
    modes = torch.tensor([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]])
    samples = torch.tensor(
        [
            [[0.1, 0.0], [0.0, -0.1], [10.0, 0.9], [5.0, 5.0]],
            [[0.0, 0.0], [10.0, 0.0], [0.0, 10.0], [0.0, 9.0]],
        ]
    )
    found = metrics.mode_coverage(samples, modes, radius=1.0)
    assert found.covered.tolist() == [2, 3]
    assert found.near.tolist() == [0.75, 1.0]
    assert found.shares.tolist() == [[0.5, 0.25, 0], [0.25, 0.25, 0.5]]
    assert metrics.mode_coverage(samples, modes, 1.0, least=2).covered.tolist() == [1, 1]


@pytest.mark.parametrize("mixture", [data.RING, data.PAIR], ids=lambda each: each.name)
def test_data_lie_on_their_own_modes_in_any_dimension(mixture):
    keys = torch.arange(2)
    samples = mixture.sample(keys, 4000, F64)
    radius = metrics.mode_radius(mixture)
    if mixture.dimension == 2:
        assert radius == pytest.approx(3 * mixture.spread)
    found = metrics.mode_coverage(samples, torch.tensor(mixture.modes), radius)
    assert found.covered.tolist() == [len(mixture.modes)] * 2
    expected = 1 - np.exp(-4.5)
    assert found.near.numpy() == pytest.approx(expected, abs=5 * (expected * 0.012 / 4000) ** 0.5)


def test_frechet_distance_on_a_line():
    """(m - m')^2 + (s - s')^2."""
    samples, real = 3 * normal(2, 500, 1) + 1, normal(400, 1, seed=1)
    shift = samples.mean((1, 2)) - real.mean()
    wider = samples.std((1, 2)) - real.std()
    torch.testing.assert_close(
        metrics.frechet_distance(samples, real), shift**2 + wider**2, rtol=1e-12, atol=0
    )


@pytest.mark.parametrize("count", [8, 300])
def test_frechet_distance_is_that_of_matrix_roots(count):
    """Fewer points than dimensions make covariances singular."""
    samples, real = normal(3, count, 12) @ normal(12, 12, seed=2), normal(200, 12, seed=1)
    for found, sample in zip(metrics.frechet_distance(samples, real), samples, strict=True):
        first, second = np.cov(sample.numpy().T), np.cov(real.numpy().T)
        apart = sample.mean(0) - real.mean(0)
        cross = np.sqrt(np.abs(linalg.eigvals(first @ second).real)).sum()
        expected = float(apart @ apart) + np.trace(first + second) - 2 * cross
        assert float(found) == pytest.approx(expected, rel=1e-6)


def test_frechet_distance_of_a_sample_to_itself_and_to_its_shift():
    real = normal(100, 6)
    found = metrics.frechet_distance(torch.stack([real, real + 2]), real)
    assert found.numpy() == pytest.approx([0, 24], abs=1e-6)


def by_definition(real, fake, nearest):
    """Naeem et al. (2020), equations 1 to 4, point by point."""

    def ball(points, k):
        return np.sort([np.linalg.norm(points[k] - each) for each in points])[nearest]

    balls = [[ball(points, k) for k in range(len(points))] for points in (real, fake)]
    apart = np.array([[np.linalg.norm(x - y) for y in fake] for x in real])
    inside_real, inside_fake = apart < np.array(balls[0])[:, None], apart < np.array(balls[1])
    return (
        inside_real.any(0).mean(),
        inside_fake.any(1).mean(),
        inside_real.sum() / (nearest * len(fake)),
        inside_real.any(1).mean(),
    )


def as_rows(found):
    columns = (found.precision, found.recall, found.density, found.coverage)
    return torch.stack(columns, dim=1).numpy()


@pytest.mark.parametrize(("real", "fake", "nearest"), [(40, 40, 5), (60, 30, 3), (25, 50, 1)])
def test_neighbours_are_those_of_the_definition(real, fake, nearest):
    points, samples = normal(real, 3), 0.7 * normal(4, fake, 3, seed=1) + 0.3
    found = as_rows(metrics.neighbours(samples, points, nearest))
    for row, sample in zip(found, samples, strict=True):
        expected = by_definition(points.numpy(), sample.numpy(), nearest)
        np.testing.assert_allclose(row, expected, rtol=1e-14)


def test_neighbours_are_those_of_prdc():
    prdc = pytest.importorskip("prdc")
    samples, points = 0.8 * normal(5, 200, 8) + 0.2, normal(300, 8, seed=1)
    found = as_rows(metrics.neighbours(samples, points))
    for row, sample in zip(found, samples, strict=True):
        expected = prdc.compute_prdc(points.numpy(), sample.numpy(), nearest_k=5)
        names = ("precision", "recall", "density", "coverage")
        np.testing.assert_allclose(row, [expected[name] for name in names], rtol=1e-12)


def test_members_are_measured_as_if_alone(monkeypatch):
    monkeypatch.setattr(metrics, "ENTRIES", 2 * 50**2)  # two members at once
    samples, points = normal(5, 50, 4), normal(50, 4, seed=1)
    for measure in (metrics.wasserstein_1, metrics.frechet_distance):
        whole = measure(samples, points)
        alone = torch.cat([measure(samples[k : k + 1], points) for k in range(5)])
        torch.testing.assert_close(whole, alone, rtol=1e-13, atol=0)
    whole = as_rows(metrics.neighbours(samples, points))
    alone = [as_rows(metrics.neighbours(samples[k : k + 1], points))[0] for k in range(5)]
    assert np.array_equal(whole, alone)
    apiece = metrics.neighbours(samples, points.expand(5, -1, -1))
    assert np.array_equal(whole, as_rows(apiece))


def test_scores_and_their_trace():
    real, fake = normal(3, 40, dtype=torch.float32), normal(3, 60, seed=1, dtype=torch.float32) - 1
    fake[0, :20] = real[0, :20]  # ties
    row = metrics.score_statistics(real, fake)
    torch.testing.assert_close(row["real_mean"], real.double().mean(1))
    torch.testing.assert_close(row["fake_deviation"], fake.double().std(1, correction=0))
    assert row["real_smallest"].tolist() == real.double().amin(1).tolist()
    assert row["fake_largest"].tolist() == fake.double().amax(1).tolist()
    assert row["real_median"].numpy() == pytest.approx(np.median(real.numpy(), axis=1), rel=1e-6)
    for k in range(3):
        test = stats.mannwhitneyu(real[k].numpy(), fake[k].numpy())
        assert float(row["ranked"][k]) == pytest.approx(test.statistic / (40 * 60), rel=1e-12)
    table = metrics.trace([row, row])
    assert table.keys() == row.keys()
    assert table["ranked"].shape == (2, 3)


def test_the_feature_space_is_the_recorded_one(tmp_path):
    save_file = pytest.importorskip("safetensors.torch").save_file
    space = features.load()
    assert space.sha256 == features.digest(space.parameters)
    broken = {name: value.float() for name, value in space.parameters.items()}
    broken["bias0"] = broken["bias0"] + 1e-6
    about = {"accuracy": "0.9", "sha256": space.sha256}
    save_file(broken, tmp_path / "broken.safetensors", about)
    with pytest.raises(ValueError, match="hash"):
        features.load(tmp_path / "broken.safetensors")
    save_file({"bias0": broken["bias0"].double()}, tmp_path / "double.safetensors", about)
    with pytest.raises(ValueError, match="weights are F32"):
        features.load(tmp_path / "double.safetensors")


def test_the_feature_space_tells_digits_apart():
    pytest.importorskip("sklearn")
    space = features.load()
    assert features.accuracy(space.parameters) == space.accuracy > 0.95
    pixels, labels = data.digit_table()
    whole = space(pixels)
    assert whole.shape == (1797, 32)
    assert whole.dtype == F64
    assert torch.allclose(space(pixels[:6].reshape(2, 3, 64)).reshape(6, 32), whole[:6], rtol=1e-12)
    zeros, ones = (whole[labels == k][None, :160] for k in (0, 1))
    halves = [whole[labels == 0][k::2] for k in (0, 1)]
    within = metrics.frechet_distance(halves[0][None], halves[1])
    assert metrics.frechet_distance(zeros, ones[0]) > 20 * within


def test_training_the_feature_space(tmp_path):
    pytest.importorskip("sklearn")
    weights = features.train(seed=1, steps=30)
    assert features.accuracy({name: value.double() for name, value in weights.items()}) > 0.8
    assert features.digest(weights) != features.load().sha256
