"""The objects that claims speak of: symbolic and numeric forms agree, and both with derivations."""

import numpy as np
import pytest
from sympy import Matrix, Rational, Symbol, eye, simplify, symbols, zeros

from ganproof.claims.gan import dirac, updates


def numeric_jacobian(function, size=1e-6):
    """Central differences of a map of the plane at 0."""
    columns = []
    for direction in np.eye(2):
        forward, backward = (function(sign * size * direction) for sign in (1, -1))
        columns.append((np.array(forward) - np.array(backward)) / (2 * size))
    return np.column_stack(columns)


def one(velocity):
    return lambda point: np.array(velocity(point.reshape(2, 1)))[:, 0]


def test_the_jacobian_of_the_field_is_skew_with_the_slope_of_the_loss():
    a, gamma = symbols("a gamma")
    assert dirac.jacobian(slope=a, penalty=gamma) == Matrix([[0, -a], [a, -gamma]])


@pytest.mark.parametrize("penalty", [0.0, 0.3, 2.0])
def test_symbolic_and_numeric_field_have_the_same_jacobian(penalty):
    # f(t) = -log(1 + exp(-t)) has f'(0) = 1/2
    symbolic = dirac.jacobian(slope=Rational(1, 2), penalty=Rational(str(penalty)))
    numeric = numeric_jacobian(one(lambda point: dirac.velocity(point, penalty=penalty)))
    assert np.allclose(numeric, np.array(symbolic, dtype=float), atol=1e-9)


@pytest.mark.parametrize(("on_fake", "on_real"), [(1.0, 1.0), (0.49, 0.49), (1.0, 0.0), (0.0, 1.0)])
def test_the_noisy_jacobian_against_quadrature(on_fake, on_real):
    # f(t) = -log(1 + exp(-t)): f'(0) = 1/2, f''(0) = -1/4
    nodes, weights = np.polynomial.hermite_e.hermegauss(40)
    weights = weights / weights.sum()
    fake, real = np.sqrt(on_fake) * nodes, np.sqrt(on_real) * nodes

    def field(point):
        theta, psi = point
        pull = dirac.logistic_slope(psi * (theta + fake))
        push = dirac.logistic_slope(-psi * real)
        return [-psi * (weights @ pull), weights @ ((theta + fake) * pull - real * push)]

    symbolic = dirac.noisy_jacobian(slope=0.5, curvature=-0.25, on_fake=on_fake, on_real=on_real)
    assert np.allclose(numeric_jacobian(field), np.array(symbolic, dtype=float), atol=1e-8)


def test_logistic_slope_is_the_derivative_of_the_loss_and_does_not_overflow():
    u, size = np.array([-700.0, -3.0, 0.0, 2.0, 700.0]), 1e-6
    difference = (-np.logaddexp(0, -(u + size)) + np.logaddexp(0, -(u - size))) / (2 * size)
    assert np.allclose(dirac.logistic_slope(u), difference, atol=1e-7)
    assert dirac.logistic_slope(np.array([0.0]))[0] == 0.5


@pytest.mark.parametrize("alternate", [False, True])
def test_linearised_updates_are_the_jacobians_of_the_iteration(alternate):
    step, penalty = 0.2, 0.3

    def update(point):
        return updates.iterate(
            lambda each: dirac.velocity(each, penalty=penalty), point, step, 1, alternate=alternate
        )[:, 0]

    J = dirac.jacobian(slope=Rational(1, 2), penalty=Rational(3, 10))
    rule = updates.alternating if alternate else updates.simultaneous
    expected = np.array(rule(J, Rational(1, 5)), dtype=float)
    assert np.allclose(numeric_jacobian(update), expected, atol=1e-8)


def test_symbolic_step_counts_agree_with_repeated_steps():
    a, h = symbols("a h")
    n_g, n_d = symbols("n_g n_d")
    J = dirac.jacobian(slope=a)
    general = updates.alternating(J, h, n_g, n_d)
    for generator, discriminator in ((1, 1), (2, 3), (4, 1)):
        first = (eye(2) + h * Matrix([J[0, :], [0, 0]])) ** generator
        second = (eye(2) + h * Matrix([[0, 0], J[1, :]])) ** discriminator
        counted = general.subs({n_g: generator, n_d: discriminator})
        assert simplify(counted - second * first) == zeros(2, 2)


def test_a_symbolic_count_for_a_player_that_feels_itself_is_refused():
    with pytest.raises(ValueError, match="use a number"):
        updates.alternating(dirac.jacobian(slope=1, penalty=1), 1, 1, Symbol("n_d"))


def test_iterate_leaves_the_start_alone_and_does_not_depend_on_the_block():
    start = np.random.default_rng(0).uniform(-2, 2, (2, updates.BLOCK + 3))
    before = start.copy()
    together = updates.iterate(dirac.velocity, start, 0.1, 5)
    assert np.array_equal(start, before)
    alone = updates.iterate(dirac.velocity, start[:, -1], 0.1, 5)
    assert np.array_equal(together[:, -1:], alone)


def test_recorded_paths_begin_at_the_start_and_end_at_the_result():
    start = np.array([1.0, 1.0])
    path = updates.iterate(dirac.velocity, start, 0.2, 10, alternate=True, record=True)
    end = updates.iterate(dirac.velocity, start, 0.2, 10, alternate=True)
    assert path.shape == (11, 2, 1)
    assert np.array_equal(path[0][:, 0], start)
    assert np.array_equal(path[-1], end)
