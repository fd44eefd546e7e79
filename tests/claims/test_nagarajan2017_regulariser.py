"""Numbers about the regulariser, each from a derivation that the claim files do not use."""

import re

import numpy as np
import pytest
from sympy import Matrix

from ganproof.claims.gan import quadratic
from ganproof.claims.gan.losses import LOGISTIC, WASSERSTEIN
from ganproof.claims.gan.models import LINEAR_QUADRATIC
from ganproof.claims.nagarajan2017 import (
    consensus_optimisation,
    figure_streamlines,
    regulariser,
    root_locus,
    speed_up,
    stacked_mnist,
    theorem_4_1_wgan,
    unrolled_gan,
)


def number(matrix):
    return np.array(matrix, dtype=float)


def abscissa(matrix):
    return np.linalg.eigvals(number(matrix)).real.max()


def differences(function, point, size=1e-5):
    """Central differences: the Jacobian of a function on numbers, or the gradient of one value."""
    steps = size * np.eye(len(point))
    columns = [(function(point + e) - function(point - e)) / (2 * size) for e in steps]
    return np.stack(columns, axis=-1)


@pytest.mark.parametrize("eta", [0.0, 0.3])
@pytest.mark.parametrize(("n_d", "n_g"), [(1, 1), (2, 1), (1, 2), (3, 2)])
def test_the_quadratic_game_is_what_its_objective_says(n_d, n_g, eta):
    random = np.random.default_rng(n_d + 10 * n_g)
    root, B = random.normal(size=(n_d, n_d)), random.normal(size=(n_d, n_g))
    A = root @ root.T

    def objective(point):
        theta, psi = point[:n_g], point[n_g:]
        return psi @ B @ theta - psi @ A @ psi / 2

    def charged(point):
        return objective(point) + eta * (differences(objective, point)[n_g:] ** 2).sum()

    def field(point):
        by_generator = -differences(charged, point, 1e-3)[:n_g]
        return np.concatenate([by_generator, differences(objective, point, 1e-3)[n_g:]])

    J = number(quadratic.jacobian(A, B, eta))
    assert np.allclose(differences(field, np.zeros(n_g + n_d), 1e-2), J, atol=1e-5)


def test_the_regularised_wgan_in_numbers():
    # l^2 + 2 eta s^2 l + s^2: a pair at eta s < 1, two reals at eta s > 1, of product s^2
    assert np.allclose(np.roots([1, 0.8, 4]).real, -0.4)
    found = np.linalg.eigvals(number(quadratic.wasserstein(2.0, 0.1)))
    assert np.allclose(found.real, -0.4)
    assert np.allclose(np.abs(found), 2)
    for eta in (0.6, 1.0, 5.0, 100.0):
        slow, fast = np.sort(np.linalg.eigvals(number(quadratic.wasserstein(2.0, eta))).real)[::-1]
        assert slow * fast == pytest.approx(4)
        assert slow < -1 / (2 * eta) < -2 * eta * 4 / (4 * eta**2 * 4 + 1)
    assert slow == pytest.approx(-1 / 200, rel=1e-4)


def test_the_paper_bounds_hold_for_random_wgans():
    random = np.random.default_rng(24)
    for _ in range(300):
        B, eta = random.normal(size=(3, 2)), 10 ** random.uniform(-2, 1)
        J = np.block([[-2 * eta * B.T @ B, -B.T], [B, np.zeros((3, 3))]])
        assert np.allclose(J, number(quadratic.wasserstein(B, eta)))
        low, high = np.linalg.eigvalsh(B.T @ B)
        found = np.linalg.eigvals(J)
        zero = np.abs(found) < 1e-9
        assert zero.sum() == 1
        turning = np.abs(found.imag) > 1e-7
        assert (found.real[turning] <= -eta * low + 1e-9).all()
        rest = found.real[~turning & ~zero]
        assert (rest <= -2 * eta * low / (4 * eta**2 * high + 1) + 1e-9).all()
        assert (rest <= -1 / (2 * eta) + 1e-9).all()


def test_random_matrices_notice_a_wrong_weight():
    assert theorem_4_1_wgan.random_matrices_of_other_sizes(count=50).holds
    assert not theorem_4_1_wgan.random_matrices_of_other_sizes(count=50, weight=1.01).holds


def test_the_regulariser_slows_down_a_game_that_does_not_turn():
    # A = 1, b = 3/10: l^2 + l + 9/100 = (l + 1/10)(l + 9/10); with eta = 49/100 the middle term is
    # 1 + 2 (49/100)(9/100) = 1.0882, and the bound of Theorem 4.1 is 1/2
    assert abscissa([[0, -0.3], [0.3, -1]]) == pytest.approx(-0.1)
    slower = (-1.0882 + np.sqrt(1.0882**2 - 0.36)) / 2
    assert slower == pytest.approx(-0.0902, abs=5e-5)
    assert abscissa(quadratic.jacobian(1, 0.3, 0.49)) == pytest.approx(slower)


def test_rates_against_eta_turn_where_the_discriminant_vanishes():
    curves = speed_up.rates()
    eta, at = curves["eta"], lambda name, place: np.interp(place, curves["eta"], curves[name])
    assert eta[np.argmax(curves["wgan"])] == pytest.approx(1)
    assert eta[np.argmax(curves["turning"])] == pytest.approx(0.75)
    assert at("turning", 15 / 8) == pytest.approx(at("turning", 0), abs=1e-4)
    assert (np.diff(curves["still"]) < 0).all()


@pytest.mark.parametrize(
    ("eta", "roots"),
    [
        (0.0, [-1 / 20 + 1j * np.sqrt(391) / 60, -1 / 20 - 1j * np.sqrt(391) / 60]),
        (5.0, [-1 / 10, -10 / 9]),
        (391 / 40, [-1 / 20, -20 / 9]),
    ],
)
def test_the_marks_of_the_root_locus(eta, roots):
    # the sum of the roots is -(1/10 + 2 eta/9), their product 1/9
    assert sum(roots) == pytest.approx(-(1 / 10 + 2 * eta / 9))
    assert roots[0] * roots[1] == pytest.approx(1 / 9)
    found = np.linalg.eigvals(
        number(root_locus.conclusions()["eigenvalues"].args[0].subs(root_locus.eta, eta))
    )
    assert np.allclose(np.sort_complex(found), np.sort_complex(roots))


@pytest.mark.parametrize("eta", [0.0, 0.25, 0.5, 1.0, 2.55, 20.0])
@pytest.mark.parametrize(
    ("loss", "damping", "product"),
    [(LOGISTIC, (1 / 10, 2 / 9), 1 / 9), (WASSERSTEIN, (0, 8 / 9), 4 / 9)],
    ids=["GAN", "WGAN"],
)
def test_the_linear_quadratic_field_with_the_regulariser_has_these_roots(
    loss, damping, product, eta
):
    field = LINEAR_QUADRATIC.field(loss, eta=eta)
    J = differences(lambda p: np.concatenate(field((p[:1], p[1:]))), np.array([1.0, 0.0]))
    assert np.allclose(np.poly(J), [1, damping[0] + damping[1] * eta, product], atol=1e-8)


@pytest.mark.parametrize(
    ("kind", "eta", "rate"),
    [("GAN", 0, 0.05), ("GAN", 0.25, 0.0778), ("GAN", 0.5, 0.1056), ("GAN", 1, 0.1611)]
    + [("WGAN", eta, 4 * eta / 9) for eta in (0, 0.25, 0.5, 1)],
)
def test_curves_of_the_streamline_figure_decay_at_these_rates(kind, eta, rate):
    found = root_locus.fitted(figure_streamlines.LOSSES[kind], eta)
    assert -found.real.max() == pytest.approx(rate, abs=1e-3)


def test_streamlines_of_the_wgan_keep_what_is_conserved_and_lose_it_with_the_regulariser():
    def level(data):
        return data["w"] ** 2 + data["a"] ** 2 / 2 - np.log(data["a"])

    still, falling = (level(figure_streamlines.streamlines(letter)) for letter in "eh")
    assert np.ptp(still, axis=1).max() < 1e-5
    assert (np.diff(falling, axis=1) < 1e-12).all()
    assert np.allclose(falling[:, -1], 0.5, atol=1e-3)


def test_every_panel_notices_another_eta():
    checks = {check.name: check.function for check in figure_streamlines.claim.checks}
    assert len(checks) == len(figure_streamlines.claim.figures) == 8
    assert checks["panel_c"]().holds
    assert not checks["panel_c"](eta_c=0.51).holds


def test_unrolling_the_wgan_is_exact_and_unrolling_the_gan_is_not():
    # f(t) = t: V = w (1 - a^2)/3, so that V(w + eta V_w) = V + eta V_w^2
    a, w, eta = 1.3, 0.4, 0.7
    slope = (1 - a**2) / 3
    assert (w + eta * slope) * slope == pytest.approx(w * slope + eta * slope**2)
    assert unrolled_gan.halving_eta_quarters_what_is_missing().holds
    value = unrolled_gan.logistic_objective()
    # at D = 0 both samples have f'(0) = 1/2 and f''(0) = -1/4
    assert value(1.2, 0.0) == pytest.approx([-2 * np.log(2), (1 - 1.2**2) / 6])


def test_consensus_optimisation_and_the_regulariser_from_their_fields():
    # V = s theta psi: v = (-s psi, s theta), |v|^2/2 = s^2 (theta^2 + psi^2)/2
    s, gamma = 0.8, 0.5
    consensus = np.array([[-gamma * s**2, -s], [s, -gamma * s**2]])
    assert np.allclose(np.linalg.eigvals(consensus).real, abscissa(quadratic.wasserstein(s, gamma)))
    assert np.allclose(np.linalg.eigvals(consensus).imag, [s, -s])
    x, y = consensus_optimisation.x, consensus_optimisation.y
    found = consensus_optimisation.consensus_jacobian(Matrix([-s * y, s * x]), gamma)
    assert np.allclose(number(found), consensus)
    alone = np.array([[-gamma * s**2, -s], [s, 0]])
    assert np.allclose(alone, number(quadratic.wasserstein(s, gamma / 2)))


def test_charging_the_discriminator_does_nothing_for_the_wgan_and_something_for_the_gan():
    plain = number(regulariser.damped_wgan(regulariser.on_the_discriminator, lambda *_: 0))
    charged = regulariser.damped_wgan(regulariser.on_the_discriminator, regulariser.squared_slope)
    assert np.array_equal(number(charged.subs(regulariser.eta, 3)), plain)
    assert np.allclose(np.poly(plain), [1, 0, 4 / 9])


def test_what_nothing_tests_prints_no_numbers():
    assert not stacked_mnist.claim.statements()
    assert not stacked_mnist.claim.checks
    assert not re.search(r"\d", stacked_mnist.__doc__)
