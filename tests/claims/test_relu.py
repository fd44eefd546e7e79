"""Exact Lipschitz constants of ReLU networks: closed forms, counts, samples, linear programs."""

from itertools import product
from math import comb, sqrt

import numpy as np
import pytest
from scipy.optimize import linprog

from ganproof.claims.gan import relu

HAT = relu.network(([[1], [1], [1]], [0, -1, -2]), ([[3, -6, 3]], [0]))
"""3 x on [0, 1], back to 0 on [1, 2], and 0 elsewhere."""
TENT_TWICE = relu.network(
    ([[1], [1]], [0, -0.5]),
    ([[2, -4], [2, -4]], [0, -0.5]),
    ([[2, -4]], [0]),
)
"""The tent map of [0, 1], slope 2, put into itself: slope 4."""
CLOSED_FORMS = {
    "the absolute value": (relu.network(([[1], [-1]], [0, 0]), ([[1, 1]], [0])), 1, 2),
    "a hat": (HAT, 3, 4),
    "the tent map twice": (TENT_TWICE, 4, 6),
    "|x| + |y|": (
        relu.network(([[1, 0], [-1, 0], [0, 1], [0, -1]], [0] * 4), ([[1] * 4], [5])),
        sqrt(2),
        4,
    ),
    "the larger of x and y": (
        relu.network(([[1, -1], [0, 1], [0, -1]], [0] * 3), ([[1, 1, -1]], [0])),
        1,
        4,
    ),
    "a fold far away": (relu.network(([[1, 0, 0]], [-1e4]), ([[-7]], [0])), 7, 2),
    "a unit that is never on": (relu.network(([[0], [1]], [-1, 0]), ([[9, 2]], [0])), 2, 2),
    "a unit that is always on": (relu.network(([[0], [1]], [1, 0]), ([[9, 2]], [0])), 2, 2),
    "the same unit twice": (relu.network(([[1], [1]], [1, 1]), ([[2, 3]], [0])), 5, 2),
    "dead units on a dead layer": (
        relu.network(([[0, 0]], [-1]), ([[4], [4]], [0, 1]), ([[5, 5]], [0])),
        0,
        1,
    ),
    "no hidden layer": (relu.network(([[3, -4]], [1])), 5, 1),
}


@pytest.mark.parametrize(("network", "constant", "count"), CLOSED_FORMS.values(), ids=CLOSED_FORMS)
def test_closed_forms(network, constant, count):
    assert relu.lipschitz(network)[0] == pytest.approx(constant, rel=1e-12)
    assert len(relu.regions(network).owner) == count


@pytest.mark.parametrize(
    ("box", "constant"),
    [((-2, -1), 0), ((-1, 0.5), 3), ((0.2, 0.8), 3), ((2, 3), 0), ((2.5, 4), 0), ((1.9, 4), 3)],
)
def test_a_box_sees_the_regions_that_meet_its_interior(box, constant):
    assert relu.lipschitz(HAT, box)[0] == pytest.approx(constant, abs=1e-12)


def test_a_box_may_have_other_sides_for_each_input():
    steep_in_y = relu.network(([[1, 0], [0, 1]], [0, -1]), ([[2, 9]], [0]))
    assert relu.lipschitz(steep_in_y, ([-1, -1], [1, 0.9]))[0] == pytest.approx(2)
    assert relu.lipschitz(steep_in_y, ([-1, -1], [1, 1.1]))[0] == pytest.approx(sqrt(85))


def hyperplanes(count, inputs, seed, bias):
    """Networks of one layer; any of the hyperplanes are in general position, with bias 0 too."""
    return relu.random(5, (inputs, count), seed, bias=bias)


@pytest.mark.parametrize(("count", "inputs"), [(8, 1), (5, 2), (8, 2), (2, 3), (8, 3)])
def test_one_layer_has_as_many_regions_as_buck_and_zaslavsky_say(count, inputs):
    network = hyperplanes(count, inputs, 3, 1.0)
    found = np.bincount(relu.regions(network).owner)
    assert found.tolist() == [sum(comb(count, i) for i in range(inputs + 1))] * 5
    central = np.bincount(relu.regions(hyperplanes(count, inputs, 4, 0.0)).owner)
    assert central.tolist() == [2 * sum(comb(count - 1, i) for i in range(inputs))] * 5


def preactivations(network, on):
    """Rows (normal, offset) of all units where those of ``on`` are on."""
    rows, layer, done = [], np.eye(network.inputs, network.inputs + 1), 0
    for W, b in zip(network.weights[:-1], network.biases[:-1], strict=True):
        layer = W[0] @ layer
        layer[:, -1] += b[0]
        rows.append(layer)
        layer = layer * on[done : done + len(layer), None]
        done += len(layer)
    return np.vstack(rows)


def has_interior(network, on, half=None):
    """By a linear program: the largest margin that all units keep, and the box."""
    rows = preactivations(network, on)
    sign = np.where(on, 1.0, -1.0)
    lengths = np.linalg.norm(rows[:, :-1], axis=1)
    constant = lengths < 1e-12
    if np.any((rows[constant, -1] > 0) != on[constant]):
        return False
    rows, sign, lengths = rows[~constant], sign[~constant], lengths[~constant]
    found = linprog(
        [0] * network.inputs + [-1],
        A_ub=np.column_stack([-sign[:, None] * rows[:, :-1], lengths]) if len(rows) else None,
        b_ub=sign * rows[:, -1] if len(rows) else None,
        bounds=[(None if half is None else -half, half)] * network.inputs + [(None, 1)],
    )
    return found.x[-1] > 1e-9


def degenerate(seed, sizes):
    """Small integers: parallel, equal and concurrent hyperplanes, dead units."""
    random = np.random.default_rng(seed)
    layers = [
        (random.integers(-1, 2, (outs, ins)), random.integers(-1, 2, outs))
        for ins, outs in zip(sizes, (*sizes[1:], 1), strict=True)
    ]
    return relu.network(*layers)


SMALL = {
    "general, one layer": relu.random(1, (3, 5), 7),
    "general, two layers": relu.random(1, (2, 3, 3), 8),
    **{f"degenerate, 2-3-3, {seed}": degenerate(seed, (2, 3, 3)) for seed in range(6)},
    **{f"degenerate, 3-5, {seed}": degenerate(seed, (3, 5)) for seed in range(3)},
}


@pytest.mark.parametrize("network", SMALL.values(), ids=SMALL)
def test_the_regions_are_those_that_a_linear_program_finds(network):
    patterns = np.array(list(product((False, True), repeat=network.units)))
    wanted = {tuple(on) for on in patterns if has_interior(network, on)}
    assert {tuple(on) for on in relu.regions(network).on} == wanted


def test_in_a_box_too():
    for network in (relu.random(1, (2, 6), 5), degenerate(2, (2, 3, 2))):
        patterns = np.array(list(product((False, True), repeat=network.units)))
        in_box = patterns[[has_interior(network, on, 0.8) for on in patterns]]
        found = relu.regions(network, (-0.8, 0.8)).on
        assert {tuple(on) for on in found} == {tuple(on) for on in in_box}


@pytest.mark.parametrize("sizes", [(1, 8), (2, 8), (1, 6, 6), (2, 8, 8), (3, 5, 4)])
def test_samples_never_exceed_the_constant_and_come_near(sizes):
    networks = relu.random(12, sizes, 11)
    random = np.random.default_rng(12)
    x = random.normal(size=(20_000, sizes[0])) * 10 ** random.uniform(-1, 1.5, (20_000, 1))
    share = np.linalg.norm(networks.gradients(x), axis=2).max(axis=1) / relu.lipschitz(networks)
    assert share.max() <= 1 + 1e-12
    assert np.median(share) > 0.999


@pytest.mark.parametrize("box", [None, (-1.5, 0.5)])
def test_the_constant_is_attained_at_the_point_that_comes_with_it(box):
    networks = relu.random(120, (2, 6, 6), 13)
    constants, points = relu.steepest(networks, box)
    gradients = networks.gradients(points[:, None, :])[:, 0]
    assert np.linalg.norm(gradients, axis=1) == pytest.approx(constants, rel=1e-10)
    if box:
        assert points.min() > box[0]
        assert points.max() < box[1]


def test_many_networks_are_as_good_as_one_by_one():
    networks = relu.random(120, (2, 5, 4), 14)
    alone = [relu.lipschitz(networks.some(k))[0] for k in (0, 49, 50, 119)]
    assert relu.lipschitz(networks)[[0, 49, 50, 119]] == pytest.approx(alone, rel=1e-12)


def test_values_and_gradients():
    x = np.array([[-1.0], [0.25], [1.5], [7.0]])
    assert HAT.values(x).tolist() == [[0, 0.75, 1.5, 0]]
    assert HAT.gradients(x)[0].ravel().tolist() == [0, 3, -3, 0]
    networks = relu.random(30, (3, 6, 5), 15)
    found = relu.regions(networks)
    chosen = np.unique(found.owner, return_index=True)[1]
    inside, step = found.inside[chosen][:, None], 1e-7 * found.gradients[chosen][:, None]
    rise = networks.values(inside + step) - networks.values(inside - step)
    assert rise[:, 0] == pytest.approx(2e7 * (step**2).sum(axis=(1, 2)), rel=1e-3, abs=1e-7)


def test_the_product_of_spectral_norms():
    networks = relu.network(([[3, 0], [0, -2]], [9, 9]), ([[0, 5]], [1]))
    assert relu.spectral_product(networks)[0] == pytest.approx(15)
    assert relu.lipschitz(networks)[0] == pytest.approx(10)


def test_what_cannot_be_done_is_said():
    with pytest.raises(ValueError, match="4 inputs and 5 hidden units is too large"):
        relu.lipschitz(relu.random(1, (4, 5), 0))
    with pytest.raises(ValueError, match="at most 3 inputs and 24 units"):
        relu.regions(relu.random(1, (2, 16, 16), 0))
    with pytest.raises(ValueError, match="has no interior"):
        relu.lipschitz(HAT, (1, 1))
    with pytest.raises(ValueError, match="one output; it has 2"):
        relu.network(([[1], [1]], [0, 0]))
    with pytest.raises(ValueError, match=r"layer 2 has weights \(1, 1, 3\)"):
        relu.network(([[1], [1]], [0, 0]), ([[1, 1, 1]], [0]))
