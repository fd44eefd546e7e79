"""The optimal discriminator on finitely many points, against closed forms and linear programs."""

import builtins

import numpy as np
import pytest
from scipy.special import lambertw
from sympy import lambdify

from ganproof.claims.gan.discriminator_losses import (
    EXPONENTIAL,
    HINGE,
    LEAST_SQUARES,
    LINEAR,
    LISTED,
    LOGISTIC,
    ROOT,
    ConvexLoss,
    Losses,
    both,
)
from ganproof.claims.gan.lipschitz import optimum
from ganproof.claims.gan.losses import t
from ganproof.claims.gan.transport import (
    NORMS,
    distances,
    measures,
    random_measures,
    wasserstein,
    wassersteins,
)

EXP = both(EXPONENTIAL)
ALL = (*LISTED, HINGE, LEAST_SQUARES)
INCREASING = (
    *map(both, LISTED),
    Losses(EXPONENTIAL, LOGISTIC, 2.0),
    Losses(EXPONENTIAL, LINEAR),
    Losses(LINEAR, ROOT),
)
needs_solver = pytest.mark.usefixtures("solver")


@pytest.fixture
def solver():
    pytest.importorskip("clarabel")


def named(losses):
    return losses.name


# Losses


@pytest.mark.parametrize("loss", ALL, ids=named)
def test_a_loss_on_arrays_is_its_formula(loss):
    at = np.linspace(-4.13, 4, 60)
    formula = lambdify(t, loss.formula, "numpy")
    np.testing.assert_allclose(loss.value(at), formula(at), rtol=1e-12)
    step = 1e-5
    first = (loss.value(at + step) - loss.value(at - step)) / (2 * step)
    second = (loss.slope(at + step) - loss.slope(at - step)) / (2 * step)
    np.testing.assert_allclose(loss.slope(at), first, atol=1e-8)
    np.testing.assert_allclose(loss.curvature(at), second, atol=1e-8)


@pytest.mark.parametrize("loss", ALL, ids=named)
def test_a_loss_far_out_is_no_warning_and_no_nan(loss):
    far = np.array([-1e8, -800.0, 800.0, 1e8])
    for function in (loss.value, loss.slope, loss.curvature):
        assert not np.isnan(function(far)).any()
    assert ((loss.slope(far) >= 0).all() and not loss.increasing) or loss.slope(far[2:]).all()


def test_the_root_loss_keeps_its_digits_where_its_terms_cancel():
    # t + sqrt(t^2 + 1) = 1/(2 |t|) up to t^-3 for t to -infinity.
    np.testing.assert_allclose(ROOT.value(-1e6), 5e-7, rtol=1e-11)


# Optimal transport


def test_transport_of_two_pairs():
    points, fake, real = measures([0, 10], [1, 11])
    value, plan = wasserstein(points, fake, real)
    assert value == pytest.approx(1, abs=1e-9)
    np.testing.assert_allclose(plan[:2, 2:], np.eye(2) / 2, atol=1e-9)


def test_transport_on_the_line_is_the_area_between_distribution_functions():
    for seed in range(20):
        rng = np.random.default_rng(seed)
        fakes, reals = rng.normal(size=7), rng.normal(size=5)
        at = np.sort([*fakes, *reals])
        above = np.abs((fakes[:, None] <= at).mean(axis=0) - (reals[:, None] <= at).mean(axis=0))
        area = (above[:-1] * np.diff(at)).sum()
        assert wasserstein(*measures(fakes, reals))[0] == pytest.approx(area, abs=1e-9)


def test_many_problems_at_once_are_each_on_its_own():
    sampled = [random_measures(np.random.default_rng(seed)) for seed in range(30)]
    values, plans = wassersteins([(distances(m.points), m.fake, m.real) for m in sampled])
    for m, value, plan in zip(sampled, values, plans, strict=True):
        assert value == pytest.approx(wasserstein(*m)[0], abs=1e-8)
        np.testing.assert_allclose(plan.sum(axis=1), m.fake, atol=1e-8)
        np.testing.assert_allclose(plan.sum(axis=0), m.real, atol=1e-8)


def test_shared_points_carry_both_weights():
    points, fake, real = measures([0, 6], [6, 1, 1])
    np.testing.assert_array_equal(points[:, 0], [0, 6, 1])
    np.testing.assert_allclose(fake, [0.5, 0.5, 0])
    np.testing.assert_allclose(real, [0, 1 / 3, 2 / 3])


def test_unequal_masses_have_no_plan():
    with pytest.raises(ValueError, match="masses differ: 1 and 2"):
        wasserstein([[0.0], [1.0]], [1, 0], [0, 2])


@pytest.mark.parametrize(
    ("metric", "complaint"),
    [
        ("taxicab", "unknown metric 'taxicab': choose euclidean, cityblock, chebyshev"),
        ([[0, 1], [1, 0]], "symmetric, n by n"),
        ([[0, 1, 3], [1, 0, 1], [3, 1, 0]], "triangle inequality"),
    ],
)
def test_what_is_no_metric(metric, complaint):
    with pytest.raises(ValueError, match=complaint):
        distances(np.zeros((3, 1)), metric)


# The optimal discriminator


@needs_solver
@pytest.mark.parametrize("losses", INCREASING, ids=named)
def test_optimality_conditions_and_reweighted_transport(losses):
    rng = np.random.default_rng(7)
    found = [optimum(*random_measures(rng), losses, 10 ** rng.uniform(-2, 1.3)) for _ in range(60)]
    transports, _ = wassersteins(
        [(d.distances, d.reweighted.fake, d.reweighted.real) for d in found]
    )
    for d, transport in zip(found, transports, strict=True):
        scale = 1 + np.abs(d.values).max()
        assert d.polished
        assert max(d.residuals()) < 1e-12 * scale
        assert (d.multipliers >= 0).all()
        assert 2 * d.penalty * d.constant == pytest.approx(transport, abs=1e-8)
        plan = d.plan
        np.testing.assert_allclose(plan.sum(axis=1), d.reweighted.fake, atol=1e-12)
        np.testing.assert_allclose(plan.sum(axis=0), d.reweighted.real, atol=1e-12)
        assert (plan * d.distances).sum() == pytest.approx(transport, abs=1e-8)


@needs_solver
@pytest.mark.parametrize(("d", "penalty"), [(0.5, 0.1), (3, 0.1), (3, 2), (20, 1)])
def test_closed_forms_of_two_single_points(d, penalty):
    point = measures([0], [d])
    linear = optimum(*point, both(LINEAR), penalty)
    assert linear.constant == pytest.approx(d / (2 * penalty), rel=1e-12)
    assert linear.objective == pytest.approx(-(d**2) / (4 * penalty), rel=1e-12)
    exponential = optimum(*point, EXP, penalty)
    height = lambertw(d**2 / (4 * penalty)).real
    np.testing.assert_allclose(exponential.values, [-height, height], rtol=1e-12)
    assert exponential.constant == pytest.approx(2 * height / d, rel=1e-12)
    worth = 4 * penalty / d**2 * (2 * height + height**2)
    assert exponential.objective == pytest.approx(worth, rel=1e-12)
    # f = -+ v with sigma(-v) = 4 lambda v/d^2, and 1 - v/sqrt(1 + v^2) = 4 lambda v/d^2.
    for loss, slope in (
        (LOGISTIC, lambda v: 1 / (1 + np.exp(v))),
        (ROOT, lambda v: 1 - v / np.hypot(v, 1)),
    ):
        v = optimum(*point, both(loss), penalty).values[1]
        assert slope(v) == pytest.approx(4 * penalty * v / d**2, rel=1e-11)


@needs_solver
def test_a_far_sample_whose_pull_no_solver_sees():
    # f(1) - 99 k and the multiplier exp(f)/2 follow from the near samples' values.
    found = optimum(*measures([0, 100], [1]), EXP, 1.0)
    near, far, real = found.values
    assert found.edges.tolist() == [[0, 2], [1, 2]]
    assert far == pytest.approx(real - 99 * found.constant, abs=1e-12)
    np.testing.assert_allclose(
        [real, found.constant, far], [0.498443, 0.303738, -29.5716], rtol=2e-6
    )
    assert found.multipliers[1, 2] == pytest.approx(np.exp(far) / 2, rel=1e-9)
    assert near == pytest.approx(real - found.constant, abs=1e-12)


@needs_solver
def test_least_squares_leaves_a_far_sample_untied():
    # Stationary: f = 0 and 1/2 at distance 1, -1 at 100 where the loss is flat.
    found = optimum(*measures([0, 100], [1]), both(LEAST_SQUARES), 1.0)
    np.testing.assert_allclose(found.values, [0, -1, 0.5], atol=1e-12)
    assert found.constant == pytest.approx(0.5, abs=1e-12)
    assert found.edges.tolist() == [[0, 2]]
    assert found.tightness()[1].max() < 0.04
    # f = -+ 0.8 for one sample each at distance 2, lambda = 1/2.
    two = optimum(*measures([0], [2]), both(LEAST_SQUARES), 0.5)
    np.testing.assert_allclose(two.values, [-0.8, 0.8], atol=1e-12)


@needs_solver
def test_hinge_keeps_the_solvers_answer():
    # f = 3/4 and 1 at distance 1 (k = 1/4: the near sample's pull over 2 lambda); flat at 100.
    found = optimum(*measures([0, 100], [1]), both(HINGE), 1.0)
    np.testing.assert_allclose(found.values[[0, 2]], [0.75, 1], atol=1e-6)
    assert found.values[1] <= -1 + 1e-6
    assert found.degenerate
    assert not found.polished


@needs_solver
def test_measures_on_the_same_points():
    # exp: with f = -+u, (3 e^-u - e^u)/4 = k and k = 2u for lambda = 1/2.
    found = optimum([[0.0], [1.0]], [0.75, 0.25], [0.25, 0.75], EXP, 0.5)
    u = found.values[1]
    assert found.constant == pytest.approx(2 * u, rel=1e-12)
    assert (3 * np.exp(-u) - np.exp(u)) / 4 == pytest.approx(2 * u, rel=1e-12)
    assert u == pytest.approx(0.16878, abs=5e-6)


@needs_solver
def test_a_balanced_shared_point_is_tied_to_nothing():
    found = optimum(*measures([0, 6], [1, 6]), EXP, 0.5)
    assert found.values[1] == pytest.approx(0, abs=1e-12)
    assert found.edges.tolist() == [[0, 2]]
    tightness = np.maximum(found.tightness()[1], found.tightness()[:, 1])
    np.testing.assert_allclose(sorted(tightness), [0, 1 / 12, 0.1], atol=1e-12)


@needs_solver
def test_equal_measures_leave_a_flat_discriminator():
    found = optimum(*measures([0, 1, 3], [0, 1, 3]), both(LOGISTIC), 1.0)
    np.testing.assert_allclose(found.values, 0, atol=1e-12)
    assert found.constant == pytest.approx(0, abs=1e-12)
    assert len(found.edges) == len(found.tight_pairs()) == len(found.forks()) == 0


@needs_solver
def test_extensions_keep_the_constant_and_bound_each_other():
    found = optimum(*measures([[0, 0]], [[2, 0]]), EXP, 0.5)
    aside = [[1, 1], [3, 0], [1, 0]]
    # k = 0.8526: +-k (sqrt 2 - 1) above the middle; from 0 to 2k beyond; 0 on the segment.
    k = found.constant
    np.testing.assert_allclose(found.upper(aside), [k * (2**0.5 - 1), 2 * k, 0], atol=1e-12)
    np.testing.assert_allclose(found.lower(aside), [-k * (2**0.5 - 1), 0, 0], atol=1e-12)
    rng = np.random.default_rng(3)
    for _ in range(10):
        found = optimum(*random_measures(rng), both(ROOT), 0.3)
        z = 5 * rng.normal(size=(40, found.measures.points.shape[1]))
        lengths, upper, lower = distances(z), found.upper(z), found.lower(z)
        assert (upper >= lower - 1e-12).all()
        for f in (upper, lower):
            assert (np.abs(f - f[:, None]) <= found.constant * lengths + 1e-12).all()
        np.testing.assert_allclose(found.upper(found.measures.points), found.values, atol=1e-12)
        np.testing.assert_allclose(found.lower(found.measures.points), found.values, atol=1e-12)


@needs_solver
def test_the_order_of_points_and_a_matrix_of_distances_change_nothing():
    rng = np.random.default_rng(11)
    for _ in range(20):
        points, fake, real = random_measures(rng)
        first = optimum(points, fake, real, EXP, 0.4)
        order = rng.permutation(len(points))
        second = optimum(points[order], fake[order], real[order], EXP, 0.4)
        third = optimum(points, fake, real, EXP, 0.4, metric=distances(points))
        np.testing.assert_allclose(second.values, first.values[order], atol=1e-11)
        np.testing.assert_allclose(third.values, first.values, atol=1e-11)


@needs_solver
@pytest.mark.parametrize("metric", NORMS)
def test_lattices_with_many_ties(metric):
    plane = measures([[0, 0], [1, 0], [2, 0], [1, 1]], [[1, 0], [2, 0], [3, 0], [3, 3], [2, 2]])
    found = optimum(*plane, EXP, 0.1, metric=metric)
    assert found.polished
    assert found.degenerate
    assert max(found.residuals()) < 1e-12
    transport, _ = wasserstein(*found.reweighted, metric)
    assert transport == pytest.approx(0.2 * found.constant, abs=1e-9)
    np.testing.assert_allclose(found.plan.sum(axis=0), found.reweighted.real, atol=1e-12)


@needs_solver
def test_a_bound_at_the_penalised_constant_gives_the_same_discriminator():
    rng = np.random.default_rng(5)
    for _ in range(10):
        sampled = random_measures(rng)
        free = optimum(*sampled, both(LOGISTIC), 0.3)
        if free.constant > 1e-3:
            held = optimum(*sampled, both(LOGISTIC), bound=free.constant)
            np.testing.assert_allclose(held.values, free.values, atol=1e-9)
            np.testing.assert_allclose(held.multipliers, free.multipliers, atol=1e-9)


@needs_solver
def test_a_fork_is_a_generated_point_with_two_directions():
    found = optimum(*measures([[0, 0]], [[1, 0], [0, 1]]), EXP, 1.0)
    assert found.forks().tolist() == [0]
    assert optimum(*measures([[0, 0]], [[1, 0], [2, 0]]), EXP, 1.0).forks().tolist() == []


@needs_solver
@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"penalty": 0}, "positive penalty"),
        ({"penalty": 1, "bound": 1}, "positive penalty"),
        ({"points": [[1.0], [1.0]]}, "points 0 and 1 coincide"),
        ({"points": [1.0, 2.0]}, r"shape \(n, dimension\)"),
        ({"fake": [1, 0, 0]}, r"generated weights are an array of shape \(2,\)"),
        ({"real": [0, 0.9]}, "real weights are not nonnegative with sum one"),
        ({"fake": [1, 0], "real": [1, 0]}, "point 1 has no weight"),
        ({"losses": both(ConvexLoss("t^4", t**4, abs, abs, abs))}, "no cone form for the loss t.4"),
    ],
)
def test_what_makes_no_sense(change, complaint):
    sound = {"points": [[0.0], [1.0]], "fake": [1, 0], "real": [0, 1], "losses": EXP, "penalty": 1}
    with pytest.raises(ValueError, match=complaint):
        optimum(**{**sound, **change})


@needs_solver
def test_a_matrix_of_distances_has_no_extension():
    found = optimum(*measures([0], [1]), EXP, 1.0, metric=[[0, 1], [1, 0]])
    with pytest.raises(ValueError, match="name a metric"):
        found.upper([[2.0]])


def test_without_the_extra_the_error_names_it(monkeypatch):
    imported = builtins.__import__

    def without_clarabel(name, *args, **kwargs):
        if name == "clarabel":
            raise ImportError(name)
        return imported(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_clarabel)
    with pytest.raises(ImportError, match=r"pip install 'ganproof\[programs\]'"):
        optimum(*measures([0], [1]), EXP, 1.0)
