"""Networks near the manifold: predictions against the trainer's steps and known spirals."""

import numpy as np
import pytest

from ganproof.claims.mescheder2018 import networks_near_the_manifold as near
from ganproof.verify import Place

torch = pytest.importorskip("torch")


def begun(update, seeds=(3, 4)):
    from ganproof.claims.gan.networks import near_equilibria

    return near_equilibria.start(update, list(seeds), width=near.WIDTH, draws=4, rate=near.RATE)


@pytest.mark.parametrize("update", ["simultaneous", "alternating"])
def test_a_step_of_the_trainer_is_the_matrix_near_an_equilibrium(update):
    from ganproof.claims.gan.networks.training import train

    start, small = begun(update), 1e-6
    rest = train(start.experiment, start.members, 3, begin=start.equilibrium, device="cpu")
    for player, rows in start.equilibrium.items():
        assert torch.equal(rest.ensemble.state[player], rows)
    sizes = [rows.shape[1] for rows in start.equilibrium.values()]
    towards = np.random.default_rng(1).normal(size=(2, sum(sizes)))
    parts = dict(zip(start.equilibrium, torch.from_numpy(towards).split(sizes, dim=1), strict=True))
    moved = {player: rows + small * parts[player] for player, rows in start.equilibrium.items()}
    run = train(start.experiment, start.members, 1, begin=moved, device="cpu")
    after = [(run.ensemble.state[each] - rows) / small for each, rows in start.equilibrium.items()]
    matrices = near.update_matrix(update, start.jacobian(1.0), near.RATE)
    expected = np.einsum("eij,ej->ei", matrices, towards)
    np.testing.assert_allclose(torch.cat(after, dim=1), expected, atol=2e-4)
    unlike = {"simultaneous": "alternating", "alternating": "simultaneous"}[update]
    other = near.update_matrix(unlike, start.jacobian(1.0), near.RATE)
    assert abs(np.einsum("eij,ej->ei", other, towards) - expected).max() > 2e-3


def test_equilibria_are_a_manifold_of_the_dimension_of_the_first_layer():
    start = begun("simultaneous")
    size = sum(rows.shape[1] for rows in start.equilibrium.values())
    ranks = np.linalg.matrix_rank(start.jacobian(1.0), tol=1e-8)
    assert (ranks == 4 + near.WIDTH + 1).all()
    assert (size - ranks == 3 * near.WIDTH).all()


def test_the_distance_is_that_to_the_manifold_and_not_to_the_point():
    from ganproof.claims.gan.networks.training import Ensemble

    start = begun("simultaneous")
    state = {player: rows.clone() for player, rows in start.equilibrium.items()}
    state["diverged"] = torch.tensor([-1, 7])
    state["critic"][:, : 3 * near.WIDTH] += 1
    state["critic"][:, -1] += 3
    state["critic"][:, 3 * near.WIDTH] += 12
    state["generator"][:, 2] += 4
    seen = start.distance(Ensemble(start.experiment, start.members, 0, state))["distance"]
    np.testing.assert_allclose(seen, [13, np.nan])


@pytest.mark.parametrize("turn", [0.0, 0.013])
def test_the_slope_of_a_spiral_is_its_rate(turn):
    steps = np.arange(30, 3001, 30)
    distance = np.exp(-0.004 * steps) * np.sqrt(1.2 + np.cos(2 * turn * steps))
    assert near.slope(steps, distance, turn) == pytest.approx(-0.004, rel=0.02)
    floor = np.maximum(np.exp(-0.02 * steps), 1e-16)
    assert near.slope(steps, floor, 0.0) == pytest.approx(-0.02, rel=1e-6)


def test_the_slowest_eigenvalue_leaves_out_the_manifold_and_counts_pairs_once():
    moved = 4 + near.WIDTH + 1
    blocks = np.diag([0.9] * moved + [1.0, 1.0])
    blocks[:2, :2] = [[0.95, -0.1], [0.1, 0.95]]
    blocks[2, 2] = -0.93
    assert near.slowest(blocks[None])[0] == pytest.approx(0.95 + 0.1j)
    assert near.slowest(blocks[None], 1)[0] == pytest.approx(-0.93)


def test_the_clearest_matrix_has_the_widest_gap_among_the_fast_ones():
    from ganproof.claims.gan.networks.near_equilibria import clearest

    rows = [
        [-0.1, -0.15, -0.3, 0],
        [-0.1 + 0.2j, -0.1 - 0.2j, -0.2, 0],
        [-0.01, -0.9, -0.9, 0],
    ]
    assert clearest(torch.tensor(rows), 3) == 1
    slow = torch.tensor([rows[2], [-0.02, -0.03, -0.5, 0], [-0.01, -0.9, -0.9, 0j]])
    assert clearest(slow, 3) == 1


def test_variants_change_the_prediction_and_take_what_is_trained(tmp_path):
    place, short = Place("cpu", tmp_path), {"seeds": (1, 2), "steps": 100, "draws": 4}
    found = near.rates(place=place, **short)
    times = {each.name: each.stat().st_mtime_ns for each in tmp_path.iterdir()}
    assert len(times) == 2
    other = near.rates(place=place, predicted_for=(1.0, 2 * near.RATE), **short)
    assert {each.name: each.stat().st_mtime_ns for each in tmp_path.iterdir()} == times
    assert np.array_equal(found.data["distance"], other.data["distance"])
    assert (other.data["predicted"] < 1.5 * found.data["predicted"]).all()
    for name, arms in found.values.items():
        assert (arms["with R1"] != other.values[name]["with R1"]).all()
