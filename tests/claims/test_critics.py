"""Optimal Wasserstein critics against closed forms and the primal program."""

import numpy as np
import pytest

from ganproof.claims.gan import critics, transport


def test_the_ends_of_an_optimal_face():
    """Generated at 0 and 10, real at 1 and 11: f(10) - f(0) ranges from -8 to 10."""
    points = np.array([0.0, 10.0, 1.0, 11.0])[:, None]
    lengths, fake = transport.distances(points), np.array([0.5, 0.5, 0.0, 0.0])
    for sign, end in ((1, 10), (-1, -8)):
        f, score = critics.critic(lengths, fake, fake[::-1], along=[-sign, sign, 0, 0])
        assert score == pytest.approx(1)
        assert f[0] == 0
        assert f[1] == pytest.approx(end)


@pytest.mark.parametrize("compact", [False, True])
def test_a_critics_score_is_the_cost_of_the_best_plan(compact):
    rng = np.random.default_rng(3)
    for _ in range(10):
        samples = transport.random_measures(rng)
        lengths = transport.distances(samples.points)
        f, score = critics.critic(lengths, samples.fake, samples.real, compact=compact)
        assert score == pytest.approx(transport.wasserstein(*samples)[0], abs=1e-9)
        assert score == pytest.approx((samples.real - samples.fake) @ f)


def test_only_the_lipschitz_dual_bounds_all_pairs():
    lengths = transport.distances(np.array([0.0, 1.0, 2.0])[:, None])
    f, _ = critics.critic(lengths, [0.5, 0, 0.5], [0, 1, 0])
    assert (f[:, None] - f <= lengths + 1e-9).all()


def test_a_critic_that_nothing_bounds_is_refused():
    """In the compact dual a point that is neither generated nor real is free."""
    lengths = transport.distances(np.array([0.0, 1.0, 2.0])[:, None])
    with pytest.raises(ValueError, match="no optimal critic"):
        critics.critic(lengths, [1, 0, 0], [0, 1, 0], compact=True, along=[0, 0, 1])


def test_the_extension_is_the_smallest_above_the_values():
    z = np.linspace(-3, 4, 29)
    lengths = abs(z[:, None] - [0.0, 2.0])
    found = critics.extension(lengths, [1.0, 2.0], k=0.5)
    assert np.allclose(found, np.maximum(1 - abs(z) / 2, 2 - abs(z - 2) / 2))
