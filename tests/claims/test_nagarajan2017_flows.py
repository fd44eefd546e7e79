"""Figures of the linear-quadratic GAN's flows, each from a derivation the claims do not use."""

import mpmath
import numpy as np
import pytest

from ganproof.claims.gan import flows, spectra, updates
from ganproof.claims.gan.games import NODES, taylor
from ganproof.claims.gan.losses import LOGISTIC, t
from ganproof.claims.gan.models import GAUSSIAN, LINEAR_QUADRATIC, WITH_LINEAR_TERM
from ganproof.claims.nagarajan2017 import (
    discretisation,
    minibatch_penalty,
    proposition_3_1,
    quartic_loss,
    theorem_3_2,
)


def logistic(value):
    return LOGISTIC.formula.subs(t, value)


def trials(claim):
    return {check.name: check.function for check in claim.checks}


@pytest.mark.parametrize("start", [1.05, 1.2, 1.5, 2.0, 3.0])
def test_a_turn_takes_the_time_that_a_quadrature_of_the_energy_gives(start):
    # dq/dt = 2w/3 with q = log a and w^2 = H - e^(2q)/2 + q, between the two zeros of w
    with mpmath.workdps(20):
        energy = mpmath.mpf(start) ** 2 / 2 - mpmath.log(start)

        def squared(q):
            return energy - mpmath.exp(2 * q) / 2 + q

        high = mpmath.log(start)
        low = mpmath.findroot(squared, -energy - mpmath.exp(-2 * energy) / 2)
        half = (high - low) / 2
        period = 3 * mpmath.quad(
            lambda angle: (
                half
                * mpmath.cos(angle)
                / mpmath.sqrt(squared(low + half + half * mpmath.sin(angle)))
            ),
            [-mpmath.pi / 2, 0, mpmath.pi / 2],
            method="gauss-legendre",
        )
    time, place = theorem_3_2.turn(start)
    assert time == pytest.approx(float(period), rel=1e-9)
    assert theorem_3_2.quadrature(start) == pytest.approx(float(period), rel=1e-11)
    assert place == pytest.approx(start, abs=1e-10)


def test_small_turns_take_the_time_of_the_linearisation():
    # 2 pi over the frequency 2 E z^2: 3 pi on the uniform law, pi on the normal one
    for game, expected in ((LINEAR_QUADRATIC, 3 * np.pi), (GAUSSIAN, np.pi)):
        time, _ = flows.turn(flows.on_numbers(game, taylor(1)), (1.001, 0.0))
        assert time == pytest.approx(expected, rel=1e-6)


def test_a_curve_that_never_comes_back_is_refused():
    spiral = flows.on_numbers(LINEAR_QUADRATIC, taylor(1), eta=2.0)  # overdamped
    with pytest.raises(ValueError, match="not back"):
        flows.turn(spiral, (1.1, 0.0), longest=20.0)


def test_the_field_is_that_of_the_definition():
    # V = w (1 - a^2)/3 and g = dV/dw: a' = 2a/9 (3w + 2 eta (1 - a^2)), w' = (1 - a^2)/3
    a, w, eta = 1.3, -0.4, 0.7
    expected = 2 * a / 9 * (3 * w + 2 * eta * (1 - a**2)), (1 - a**2) / 3
    assert flows.on_numbers(LINEAR_QUADRATIC, taylor(1), eta=eta)((a, w)) == pytest.approx(expected)
    exact = flows.on_symbols(LINEAR_QUADRATIC, taylor(1), eta=eta)((a, w))
    assert [float(each) for each in exact] == pytest.approx(expected)


def test_generators_of_the_two_logistic_losses_differ_off_the_equilibrium():
    # E 2waz^2 sigma(+-wa^2z^2) at a = 6/5, w = 1/2, by 40 digits of mpmath
    def pull(sign):
        return float(
            mpmath.quad(
                lambda z: 2 * 0.5 * 1.2 * z**2 / (1 + mpmath.exp(-sign * 0.5 * 1.44 * z**2)), [0, 1]
            )
        )

    found = LINEAR_QUADRATIC.field(logistic)((np.array([1.2]), np.array([0.5])))[0][0]
    assert found == pytest.approx(pull(1), rel=1e-12)
    assert [pull(1), pull(-1)] == pytest.approx([0.24220, 0.15780], abs=5e-6)


def test_eigenvalues_at_the_equilibrium():
    gan = np.array(LINEAR_QUADRATIC.jacobian(taylor(0.5, -0.25)), dtype=float)
    assert np.poly(gan) == pytest.approx([1, 1 / 10, 1 / 9])
    # with a linear term the WGAN's are the roots of x (9x^2 + 8 eta x + 4)/9
    for eta in (0.0, 0.5, 2.0):
        wgan = np.array(WITH_LINEAR_TERM.jacobian(taylor(1), eta=eta), dtype=float)
        assert np.poly(wgan) == pytest.approx([1, 8 * eta / 9, 4 / 9, 0])


@pytest.mark.parametrize("step", [0.89, 0.9, 0.91])
def test_steps_of_nine_tenths_are_the_limit_of_the_gan(step):
    # |1 + hl|^2 = 1 - h/10 + h^2/9
    M = np.eye(2) + step * np.array(LINEAR_QUADRATIC.jacobian(taylor(0.5, -0.25)), dtype=float)
    assert spectra.spectral_radius(M) ** 2 == pytest.approx(1 - step / 10 + step**2 / 9)


def test_steps_of_one_end_on_a_cycle_and_steps_of_four_fifths_at_the_equilibrium():
    field = LINEAR_QUADRATIC.field(logistic)
    point = np.full((1, 2), 1.2), np.full((1, 2), 0.1)
    for _ in range(2500):
        point = updates.simultaneous(np.array([0.8, 1.0]))(field, point)
    near, far = np.hypot(point[0][0] - 1, point[1][0])
    assert near < 1e-4
    assert far > 0.2


def test_the_linear_quadratic_objective_is_convex_in_the_generator_for_negative_w():
    # d^2/da^2 E f(-wa^2z^2) at a = 1, w = -1/10: E[f'' 4w^2 z^4 - 2w z^2 f'] > 0
    z, weights = np.polynomial.legendre.leggauss(NODES)
    for w, positive in ((-0.1, True), (0.1, False)):
        u = -w * z**2
        bends = LOGISTIC.curvature(u) * 4 * w**2 * z**4 - 2 * w * z**2 * LOGISTIC.slope(u)
        assert (weights @ bends > 0) == positive
    assert trials(proposition_3_1.claim)["hessians_of_the_logistic_objective"]().holds


def test_alternating_steps_stay_in_their_band_and_simultaneous_ones_leave():
    # an own loop, in plain floats: the discriminator first
    def level(a, w):
        return w * w + a * a / 2 - np.log(a)

    a, w, low, high = 1.2, 0.0, np.inf, -np.inf
    for _ in range(30_000):
        w += 0.1 * (1 - a * a) / 3
        a += 0.1 * 2 * a * w / 3
        low, high = min(low, level(a, w)), max(high, level(a, w))
    assert (low, high) == pytest.approx((0.53630, 0.53916), abs=5e-6)
    path = level(*discretisation.run(discretisation.discriminator_first(0.1), 30_000))
    assert (path.min(), path.max()) == pytest.approx((low, high), abs=1e-9)
    a, w, rounds = 1.2, 0.0, 0
    while abs(w) <= 50:
        a, w, rounds = a + 0.1 * 2 * a * w / 3, w + 0.1 * (1 - a * a) / 3, rounds + 1
    assert rounds == 3058


def test_a_simultaneous_step_raises_the_level_by_what_the_logarithm_leaves():
    # the rise is k^2 ((1 - a^2)^2 + 2 a^2 w^2) + u - log(1 + u), u = 2kw, k = h/3
    random = np.random.default_rng(41)
    a, w, h = random.uniform(0.1, 3, 500), random.uniform(-1, 3, 500), random.uniform(0, 1, 500)
    k, u = h / 3, 2 * h / 3 * w
    field = flows.on_numbers(LINEAR_QUADRATIC, taylor(1))
    after = updates.simultaneous(h)(field, (a, w))
    rise = discretisation.level(*after) - discretisation.level(a, w)
    squares = k**2 * ((1 - a**2) ** 2 + 2 * a**2 * w**2)
    assert rise == pytest.approx(squares + u - np.log1p(u), abs=1e-12)
    assert (rise > squares).all()


def test_the_quartic_loss_converges_like_three_halves_over_time():
    # averaging: the mean of w^4 is 3/8 E^2, so dE/dt = -2/3 E^2 where E = H - 1/2 is small
    found = quartic_loss.excess(-1, (0.0, 500.0, 1000.0, 2000.0, 4000.0), start=1.3)
    assert found[1:] == pytest.approx([0.00287, 0.00147, 0.00074, 0.00037], abs=5e-6)
    assert np.diff(1 / found[1:]) == pytest.approx([1000 / 3, 2000 / 3, 4000 / 3], rel=5e-3)


@pytest.mark.parametrize("eta", [0.25, 0.5, 1.0])
def test_the_penalised_wgan_decays_at_four_ninths_of_its_penalty(eta):
    # x^2 + 8 eta/9 x + 4/9: the slope of log |(a - 1, w)| between equal phases, from (2, 0)
    field = flows.on_numbers(LINEAR_QUADRATIC, taylor(1), eta=eta)
    turn = 2 * np.pi / np.sqrt(4 / 9 - (4 * eta / 9) ** 2)
    begin = 8 / eta
    path = flows.integrate(field, (2.0, 0.0), np.array([0, begin, begin + turn]))
    first, last = np.hypot(path[1:, 0] - 1, path[1:, 1])
    assert np.log(first / last) / turn == pytest.approx(4 * eta / 9, rel=0.02)


def test_the_squared_minibatch_estimate_has_this_mean():
    # n = 16, a = 1.1: (1 - a^2)^2/9 + 4/45 (1 + a^4)/16
    x, z = minibatch_penalty.moments(16, 200_000, np.random.default_rng(42))
    found = ((x - 1.21 * z) ** 2).mean()
    assert found == pytest.approx(0.0049 + 4 / 45 * 2.4641 / 16, rel=0.01)
    assert found == pytest.approx(0.018589, rel=0.01)
