"""Figures of the chapter, each from a derivation that the claim files do not use."""

import inspect

import mpmath
import numpy as np
import pytest

from ganproof.claims.gan import dirac, spectra, updates
from ganproof.claims.gan.penalties import zero_centred
from ganproof.claims.mescheder2018 import (
    figure_2,
    figure_3,
    figure_19,
    figure_20,
    lemma_2_3,
    lemma_3_1,
    nonsaturating_rates,
    order_at_the_critical_penalty,
    wgan_gp,
)


def number(matrix):
    return np.array(matrix, dtype=float)


def trials(claim):
    return {check.name: check.function for check in claim.checks}


@pytest.mark.parametrize("figure", [figure_2, figure_3, figure_19, figure_20])
def test_every_panel_shows_its_numbers_and_no_others(figure):
    for name, trial in trials(figure.claim).items():
        (rate,) = (each for each in inspect.signature(trial).parameters if each.startswith("rate"))
        assert trial().holds, name
        assert not trial(**{rate: 0.9}).holds, name


@pytest.mark.parametrize("steps", [1, 5])
def test_the_wgan_ends_on_the_largest_ellipse_that_fits_between_the_clips(steps):
    # n_d theta^2 - n_d h theta psi + psi^2 = c reaches psi^2 = c/(1 - n_d h^2/4) = 1
    h = 0.2
    level = 1 - steps * h**2 / 4
    axes = np.linalg.eigvalsh([[steps, -steps * h / 2], [-steps * h / 2, 1]])
    nearest, farthest = np.sqrt(level / axes[1]), np.sqrt(level / axes[0])
    path = lemma_3_1.wgan([1.0, 1.0], updates.alternating(h, discriminator_steps=steps), 5000, 1.0)
    tail = spectra.distances(path)[-2000:]
    assert tail.min() == pytest.approx(nearest, abs=2e-3)
    assert tail.max() == pytest.approx(farthest, abs=2e-3)


def test_with_the_data_off_the_origin_the_characteristic_polynomial_is_stable():
    # l^3 - 2b(1 + c^2) l^2 + a^2 l - 2 a^2 b, with a bias; l^2 - 2 b c^2 l + a^2 without
    a, b, c = 0.5, -0.25, 0.7
    with_bias = number(dirac.shifted_jacobian(data=c, slope=a, curvature=b, bias=True))
    assert np.allclose(np.poly(with_bias), [1, -2 * b * (1 + c**2), a**2, -2 * a**2 * b])
    without = number(dirac.shifted_jacobian(data=c, slope=a, curvature=b))
    assert np.allclose(np.poly(without), [1, -2 * b * c**2, a**2])


@pytest.mark.parametrize(
    ("gamma", "at_once", "in_turn"), [(1.0, 4.0, 1.65685), (0.3, 1.2, 2.97605)]
)
def test_the_largest_steps_in_numbers(gamma, at_once, in_turn):
    # f'(0) = 1/2: gamma/a^2, and (sqrt(gamma^2 + 4 a^2) - gamma)/a^2
    J = dirac.jacobian(slope=0.5, penalty=gamma)
    for rule, bound in ((updates.simultaneous, at_once), (updates.alternating, in_turn)):
        inside, outside = (
            spectra.spectral_radius(updates.matrix(rule(bound * k), J)) for k in (0.999, 1.001)
        )
        assert inside < 1 < outside


def test_at_half_the_critical_penalty_the_alternating_update_is_nilpotent():
    M = number(updates.matrix(updates.alternating(2.0), dirac.jacobian(slope=0.5, penalty=0.5)))
    assert np.array_equal(M @ M, np.zeros((2, 2)))
    assert M.any()


def test_the_logarithms_of_two_rounds_at_the_critical_penalty_have_the_ratio_three():
    # Two rounds cube the distance up to a factor, which the logarithms forget.
    logs = order_at_the_critical_penalty.logarithms(rounds=10)
    assert logs[-1] / logs[-3] == pytest.approx(3, abs=0.05)
    # On the diagonal theta = psi = s a round gives -+b s^3/a + O(s^5) = +-s^3/2
    s = 1e-3
    ends = dirac.orbit([s, s], updates.simultaneous(2.0), 1, penalty=zero_centred(1.0))[-1, :, 0]
    assert np.allclose(ends, [s**3 / 2, -(s**3) / 2], rtol=1e-4)


def test_non_saturating_iterates_follow_the_averaged_equation():
    # r' = b r^3/4 with b = -1/4 and r(0)^2 = 2: 8/r^2 = t + 4
    path = nonsaturating_rates.orbit([1.0, 1.0], updates.alternating(0.05), 8000)
    assert spectra.distances(path)[-1, 0] == pytest.approx(np.sqrt(8 / 404), rel=0.03)


def test_the_spurious_stationary_point_of_consensus_optimisation():
    point, size = np.array([0.34125, 2.16509]), 1e-5

    def squared(at):
        return (at**2).sum() / (1 + np.exp(at[0] * at[1])) ** 2 / 2

    gradient = [(squared(point + e) - squared(point - e)) / (2 * size) for e in size * np.eye(2)]
    v = np.array([-point[1], point[0]]) / (1 + np.exp(point.prod()))
    assert np.allclose(v - gradient, 0, atol=1e-5)
    assert np.hypot(*v) > 0.1


@pytest.mark.parametrize("radius", [0.5, 1.0, 2.0, 3.0])
def test_the_period_is_an_average_over_the_circle(radius):
    # On the circle the angle moves at f'(u) = 1/(1 + e^u), u = r^2 sin(2 phi)/2: the time of a turn
    # is the integral of 1 + e^u over phi, which the trapezoidal rule gives to machine precision.
    phi = np.linspace(0, 2 * np.pi, 200, endpoint=False)
    time = 2 * np.pi * np.mean(1 + np.exp(radius**2 * np.sin(2 * phi) / 2))
    assert lemma_2_3.bessel_period(radius) == pytest.approx(time, rel=1e-12)
    assert lemma_2_3.turn(radius) == pytest.approx(time, rel=1e-8)


def test_simultaneous_updates_leave_at_the_exact_factor_and_then_all_but_stop():
    # |x|^2 grows by 1 + h^2 f'(u)^2 a round; the logistic f' is below exp(-u) for u > 0
    path = dirac.orbit([1.0, 1.0], updates.simultaneous(0.2), 500)[:, :, 0]
    squared = (path**2).sum(axis=1)
    factor = 1 + 0.04 / (1 + np.exp(path[:, 0] * path[:, 1])) ** 2
    assert np.allclose(squared[1:], squared[:-1] * factor[:-1], rtol=1e-12)
    assert (np.diff(squared) > 0).all()


def test_eigenvalues_of_lemma_2_5_on_numbers():
    # trace 2 - alpha^2 and determinant 1 give the polynomial l^2 - (2 - alpha^2) l + 1
    for steps, rate in (((1, 1), 1.5), ((2, 3), 0.4), ((1, 5), 1.1)):
        matrix = np.array(
            updates.matrix(updates.alternating(rate, *steps), dirac.jacobian(slope=1)), dtype=float
        )
        alpha = np.sqrt(np.prod(steps)) * rate
        expected = np.roots([1, alpha**2 - 2, 1])
        assert np.allclose(sorted(np.linalg.eigvals(matrix), key=str), sorted(expected, key=str))


def test_at_the_notes_threshold_and_beyond_the_modulus_is_still_one():
    matrix = np.array(
        updates.matrix(updates.alternating(1.5), dirac.jacobian(slope=1)), dtype=float
    )
    eigenvalues = np.linalg.eigvals(matrix)
    assert np.allclose(np.abs(eigenvalues), 1, atol=1e-12)
    assert np.allclose(sorted(eigenvalues.imag), [-np.sqrt(63) / 8, np.sqrt(63) / 8])


def test_the_defective_eigenvalue_at_alpha_two_makes_iterates_grow_linearly():
    # M = -I + N with N^2 = 0, so M^k = (-1)^k (I - k N)
    start, N = np.array([1e-3, 0.0]), np.array([[2.0, -2.0], [2.0, -2.0]])
    for rounds in (10, 100, 1000):
        end = dirac.orbit(start, updates.alternating(2.0), rounds, slope=np.ones_like)[-1, :, 0]
        exact = (-1) ** rounds * (start - rounds * N @ start)
        assert np.allclose(end, exact, rtol=1e-9)


def test_the_outward_drift_of_the_logistic_loss_is_no_rounding_error():
    with mpmath.workdps(40):
        theta = psi = mpmath.mpf(1)
        h = mpmath.mpf("0.4")
        for _ in range(2000):
            theta -= h * psi / (1 + mpmath.exp(theta * psi))
            psi += h * theta / (1 + mpmath.exp(theta * psi))
        exact = mpmath.sqrt(theta**2 + psi**2)
    end = dirac.orbit([1.0, 1.0], updates.alternating(0.4), 2000)[-1, :, 0]
    assert np.hypot(*end) == pytest.approx(float(exact), rel=1e-9)
    assert float(exact) > np.sqrt(2)


@pytest.mark.parametrize(
    ("penalty", "rule", "rate"),
    [
        (
            0.3,
            updates.simultaneous,
            np.sqrt(1 - 0.2 * 0.3 + 0.01),
        ),  # det(I + hJ) = 1 - h gamma + h^2 a^2
        (
            0.3,
            updates.alternating,
            np.sqrt(1 - 0.2 * 0.3),
        ),  # det of the alternating update = 1 - h gamma
        (0.6, updates.alternating, np.sqrt(1 - 0.2 * 0.6)),
    ],
)
def test_complex_eigenvalues_decay_at_the_root_of_the_determinant(penalty, rule, rate):
    path = dirac.orbit([1.0, 1.0], rule(0.2), 600, penalty=zero_centred(penalty))
    assert spectra.decay_rate(path, since=100) == pytest.approx(rate, abs=1e-3)


def test_wgan_gp_rests_where_the_field_beside_the_jump_vanishes():
    # psi -> 0+ : theta - gamma (psi - g0) = 0 gives theta = -gamma g0
    for penalty, target in ((2.5, 0.3), (3.0, 0.2)):
        end = wgan_gp.orbit(penalty, target, [1.0, 1.0], updates.simultaneous(0.2), 3000)[-1][:, 0]
        assert abs(end[0]) == pytest.approx(penalty * target, abs=1e-9)
        assert abs(end[1]) < 1e-9


def test_wgan_gp_keeps_turning_below_the_node():
    # gamma = 1 < 2 is a focus beside the jump: every turn crosses psi = 0 and is thrown back
    path = wgan_gp.orbit(1.0, 0.3, [1.0, 1.0], updates.simultaneous(0.01), 20_000)[-5000:]
    radius = np.hypot(path[:, 0], path[:, 1])
    assert radius.min() > 0.3
    assert radius.max() < 0.5
    assert (np.diff(np.sign(path[:, 1, 0])) != 0).any()
