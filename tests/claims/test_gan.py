"""The objects that claims speak of: symbolic and numeric forms agree, and both with derivations."""

from functools import partial

import numpy as np
import pytest
from sympy import Matrix, Rational, Symbol, diff, eye, lambdify, simplify, symbols, zeros

from ganproof.claims.gan import dirac, losses, models, penalties, spectra, updates
from ganproof.claims.gan.games import taylor

HALF = Rational(1, 2)
A, H, GAMMA, BETA = symbols("a h gamma beta")


def numeric_jacobian(function, size=1e-6, dimension=2):
    """Central differences of a map of points at 0."""
    columns = []
    for direction in np.eye(dimension):
        forward, backward = (function(sign * size * direction) for sign in (1, -1))
        columns.append((np.array(forward) - np.array(backward)) / (2 * size))
    return np.column_stack(columns)


def number(matrix):
    return np.array(matrix, dtype=float)


@pytest.mark.parametrize("loss", [losses.LOGISTIC, losses.WASSERSTEIN])
def test_slope_and_curvature_are_the_formulas_derivatives(loss):
    u = np.array([-7.0, -1.5, 0.0, 0.4, 9.0])
    for order, numeric in ((1, loss.slope), (2, loss.curvature)):
        symbolic = lambdify(losses.t, diff(loss.formula, losses.t, order), "numpy")
        assert np.allclose(numeric(u), symbolic(u), rtol=1e-10, atol=1e-15)


def test_the_logistic_slope_does_not_overflow():
    assert np.array_equal(losses.LOGISTIC.slope(np.array([-1e4, 0.0, 1e4])), [1.0, 0.5, 0.0])


@pytest.mark.parametrize(
    ("penalty", "energy"),
    [
        (penalties.zero_centred(0.7), lambda psi: 0.35 * psi**2),
        (penalties.centred(0.7, 0.3), lambda psi: 0.35 * (abs(psi) - 0.3) ** 2),
        (penalties.none, lambda psi: 0 * psi),
    ],
)
def test_penalties_are_derivatives_and_the_same_for_symbols(penalty, energy):
    points, size = np.array([-2.0, -0.1, 0.2, 1.3]), 1e-6
    difference = (energy(points + size) - energy(points - size)) / (2 * size)
    assert np.allclose(penalty(points), difference, atol=1e-8)
    psi = Symbol("psi", real=True)
    symbolic = [float(penalty(psi).subs(psi, each)) for each in points]
    assert np.allclose(symbolic, penalty(points), rtol=1e-12)


# f(t) = -log(1 + exp(-t)) has f'(0) = 1/2 and f''(0) = -1/4
LOGISTIC = losses.arbitrary(HALF, -HALF / 2)
FIELDS = {
    "plain": (dirac.field, {"slope": LOGISTIC}, {}),
    "penalised": (
        dirac.field,
        {"slope": LOGISTIC, "penalty": penalties.zero_centred(HALF)},
        {"penalty": penalties.zero_centred(0.5)},
    ),
    "non-saturating": (
        dirac.field,
        {"slope": LOGISTIC, "generator": losses.non_saturating(LOGISTIC)},
        {"generator": losses.non_saturating(losses.LOGISTIC.slope)},
    ),
    "consensus": (
        dirac.consensus_field,
        {"slope": LOGISTIC, "curvature": lambda _: -HALF / 2, "gamma": 2},
        {"slope": losses.LOGISTIC.slope, "curvature": losses.LOGISTIC.curvature, "gamma": 2.0},
    ),
}


@pytest.mark.parametrize("name", FIELDS)
def test_symbolic_and_numeric_field_have_the_same_jacobian(name):
    velocity, symbolic, numeric = FIELDS[name]
    expected = dirac.jacobian_at_equilibrium(velocity(dirac.PARAMETERS, **symbolic))
    found = numeric_jacobian(lambda point: velocity(tuple(point), **numeric))
    assert np.allclose(found, number(expected), atol=1e-9)


def test_the_jacobian_of_the_field_is_skew_with_the_slope_of_the_loss():
    assert dirac.jacobian(slope=A, penalty=GAMMA) == Matrix([[0, -A], [A, -GAMMA]])


def test_the_consensus_field_descends_on_the_squared_field():
    gamma, point, size = 0.8, np.array([0.7, -1.1]), 1e-6

    def squared(at):
        return sum(each**2 for each in dirac.field(tuple(at))) / 2

    gradient = [(squared(point + e) - squared(point - e)) / (2 * size) for e in size * np.eye(2)]
    terms = {"slope": losses.LOGISTIC.slope, "curvature": losses.LOGISTIC.curvature}
    found = dirac.consensus_field(tuple(point), gamma=gamma, **terms)
    assert np.allclose(found, dirac.field(tuple(point)) - gamma * np.array(gradient), atol=1e-9)


@pytest.mark.parametrize("deviation", [0.5, 1.0, 1.7])
def test_the_noisy_jacobian_against_quadrature(deviation):
    symbolic = dirac.noisy_jacobian(
        slope=HALF, curvature=-HALF / 2, on_fake=deviation**2, on_real=deviation**2
    )
    found = numeric_jacobian(
        lambda point: np.ravel(dirac.noisy_field(tuple(point), deviation=deviation))
    )
    assert np.allclose(found, number(symbolic), atol=1e-8)


@pytest.mark.parametrize("bias", [False, True])
@pytest.mark.parametrize("data", [0, HALF, -2])
def test_the_shifted_jacobian_against_differences(data, bias):
    def shifted(point):
        theta, psi = point[0] + float(data), np.array([point[1], point[2] if bias else 0.0])
        by_theta, by_psi = dirac.shifted_field((theta, psi), data=float(data))
        return np.array([by_theta, *by_psi])[: len(point)]

    symbolic = dirac.shifted_jacobian(data=data, slope=HALF, curvature=-HALF / 2, bias=bias)
    found = numeric_jacobian(shifted, dimension=3 if bias else 2)
    assert np.allclose(found, number(symbolic), atol=1e-8)


def test_without_a_shift_the_shifted_game_is_the_dirac_gan():
    assert dirac.shifted_jacobian(data=0, slope=A, curvature=BETA) == dirac.jacobian(slope=A)


@pytest.mark.parametrize("spread", [0, HALF])
def test_the_segments_jacobian_against_quadrature(spread):
    nodes, weights = np.polynomial.legendre.leggauss(12)
    z, weights = nodes, weights / 2
    slope = losses.LOGISTIC.slope

    def field(point):
        t1, t2, p = point[0], point[1], point[2:]
        up = float(spread) * np.array([[1.0], [-1.0]])
        fakes = np.array([np.ones_like(z), z, t1 + t2 * z, z * (t1 + t2 * z)])
        reals = np.array(
            [np.broadcast_to(each, (2, len(z))) for each in (1 + 0 * z, z, up, z * up)]
        )
        on_fake, on_real = slope(p @ fakes), slope(-np.tensordot(p, reals, 1))
        across = p[2] + p[3] * z
        by_generator = [-(weights @ (on_fake * across * each)) for each in (1 + 0 * z, z)]
        by_discriminator = fakes @ (weights * on_fake) - (reals * on_real).mean(axis=1) @ weights
        return np.array([*by_generator, *by_discriminator])

    symbolic = models.segment(spread).jacobian(taylor(HALF, -HALF / 2))
    assert np.allclose(numeric_jacobian(field, dimension=6), number(symbolic), atol=1e-8)


RULES = [
    lambda h: updates.simultaneous(h),
    lambda h: updates.simultaneous(h, ratio=3),
    lambda h: updates.alternating(h),
    lambda h: updates.alternating(h, 2, 3),
    lambda h: updates.alternating(h, discriminator_steps=2, ratio=2),
    lambda h: updates.extragradient(h),
    lambda h: updates.in_turn(updates.step(updates.GENERATOR, h), updates.extragradient(h)),
]


@pytest.mark.parametrize("rule", RULES)
def test_linearised_updates_are_the_jacobians_of_the_iteration(rule):
    J = dirac.jacobian(slope=HALF, penalty=Rational(3, 10))
    field = partial(dirac.field, penalty=penalties.zero_centred(0.3))
    found = numeric_jacobian(lambda point: updates.iterate(rule(0.2), field, point, 1)[:, 0])
    expected = updates.matrix(rule(Rational(1, 5)), J)
    assert np.allclose(found, number(expected), atol=1e-8)


def test_simultaneous_updates_are_one_step_along_the_field():
    J = Matrix(2, 2, symbols("p q r s"))
    assert updates.matrix(updates.simultaneous(H), J) == eye(2) + H * J


def test_alternating_updates_compose_generator_first():
    J = Matrix(2, 2, symbols("p q r s"))
    first, second = eye(2) + H * Matrix([J[0, :], [0, 0]]), eye(2) + H * Matrix([[0, 0], J[1, :]])
    assert simplify(updates.matrix(updates.alternating(H), J) - second * first) == zeros(2, 2)


def test_extragradient_looks_ahead():
    J = Matrix(2, 2, symbols("p q r s"))
    expected = eye(2) + H * J * (eye(2) + H * J)
    assert simplify(updates.matrix(updates.extragradient(H), J) - expected) == zeros(2, 2)


def test_momentum_keeps_the_last_moves():
    # x' = x + m', m' = beta m + h J x, for both players at once
    J = Matrix(2, 2, symbols("p q r s"))
    found = updates.matrix(updates.simultaneous(H, momentum=BETA), J)
    expected = Matrix.vstack(
        Matrix.hstack(eye(2) + H * J, BETA * eye(2)), Matrix.hstack(H * J, BETA * eye(2))
    )
    assert simplify(found - expected) == zeros(4, 4)


@pytest.mark.parametrize("rule", [updates.simultaneous, updates.alternating])
def test_iterates_with_momentum_follow_their_matrix(rule):
    J = dirac.jacobian(slope=1)
    M = number(updates.matrix(rule(Rational(1, 5), momentum=-HALF), J))
    path = dirac.orbit([1.0, 0.5], rule(0.2, momentum=-0.5), 7, slope=np.ones_like)
    state = np.array([1.0, 0.5, 0.0, 0.0])
    assert np.allclose(path[-1, :, 0], (np.linalg.matrix_power(M, 7) @ state)[:2], rtol=1e-12)


def test_symbolic_step_counts_agree_with_repeated_steps():
    n_g, n_d = symbols("n_g n_d")
    J = dirac.jacobian(slope=A)
    general = updates.matrix(updates.alternating(H, n_g, n_d), J)
    for counts in ((1, 1), (2, 3), (4, 1)):
        counted = general.subs({n_g: counts[0], n_d: counts[1]})
        assert simplify(counted - updates.matrix(updates.alternating(H, *counts), J)) == zeros(2, 2)


def test_a_symbolic_count_for_a_player_that_feels_itself_is_refused():
    rule = updates.alternating(1, 1, Symbol("n_d"))
    with pytest.raises(ValueError, match="give an integer"):
        updates.matrix(rule, dirac.jacobian(slope=1, penalty=1))


@pytest.mark.parametrize("count", [-1, 2.5, Rational(5, 2)])
def test_steps_are_counted_by_natural_numbers_or_symbols(count):
    with pytest.raises(ValueError, match="steps"):
        updates.alternating(1, 1, count)


def test_a_rule_that_clips_has_no_matrix():
    with pytest.raises(ValueError, match="not linear"):
        updates.matrix(updates.clipped(updates.simultaneous(1), HALF), dirac.jacobian(slope=1))


def test_starts_given_as_rows_are_refused():
    with pytest.raises(ValueError, match="theta, psi"):
        updates.iterate(updates.simultaneous(0.1), dirac.field, [[1, 10], [2, 20], [3, 30]], 1)


def test_clipping_cuts_the_discriminator_only():
    rule = updates.clipped(updates.simultaneous(1.0), 0.5)
    path = updates.iterate(rule, lambda _: (np.array(3.0), np.array(-7.0)), [0.0, 0.0], 1)
    assert path[:, 0].tolist() == [3.0, -0.5]


def test_iterate_leaves_the_start_alone_and_does_not_depend_on_the_block():
    start = np.random.default_rng(0).uniform(-2, 2, (2, updates.BLOCK + 3))
    before = start.copy()
    together = updates.iterate(updates.simultaneous(0.1), dirac.field, start, 5)
    assert np.array_equal(start, before)
    alone = updates.iterate(updates.simultaneous(0.1), dirac.field, start[:, -1], 5)
    assert np.array_equal(together[:, -1:], alone)


def test_recorded_paths_begin_at_the_start_and_end_at_the_result():
    start, rule = np.array([1.0, 1.0]), updates.alternating(0.2)
    path = updates.iterate(rule, dirac.field, start, 10, record=True)
    end = updates.iterate(rule, dirac.field, start, 10)
    assert path.shape == (11, 2, 1)
    assert np.array_equal(path[0][:, 0], start)
    assert np.array_equal(path[-1], end)


def test_the_decay_rate_of_a_geometric_path():
    path = 0.9 ** np.arange(400)[:, None, None] * np.array([[3.0], [4.0]])
    assert spectra.distances(path)[0, 0] == 5.0
    assert spectra.decay_rate(path, since=10) == pytest.approx(0.9, rel=1e-9)


def test_the_spectral_radius_of_a_rotation_and_scaling():
    assert spectra.spectral_radius([[0, -2], [2, 0]]) == pytest.approx(2)
