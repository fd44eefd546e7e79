"""The losses' derivatives as rational functions, and the optimum between two point masses."""

import numpy as np
import pytest
from sympy import Symbol, simplify

from ganproof.claims.gan.discriminator_losses import EXPONENTIAL, LINEAR, LISTED, LOGISTIC, ROOT, t
from ganproof.claims.gan.loss_calculus import by_exponential, by_root, mirrored
from ganproof.claims.gan.point_masses import lipschitz_constants

x = Symbol("x")


def test_logistic_slope_is_the_sigmoid():
    assert simplify(by_exponential(LOGISTIC.formula.diff(t), x) - x / (1 + x)) == 0


def test_mirrored_exponential_falls():
    assert by_exponential(mirrored(EXPONENTIAL.formula).diff(t), x) == -1 / x


def test_root_loss_is_its_own_variable():
    # t + sqrt(t^2 + 1) = u by definition, and its derivative at t = 0 (u = 1) is 1.
    assert by_root(ROOT.formula, x) == x
    assert by_root(ROOT.formula.diff(t), x).subs(x, 1) == 1


@pytest.mark.parametrize("loss", LISTED, ids=lambda loss: loss.name)
def test_constants_are_stationary_and_odd(loss):
    distances = np.array([0.0, 0.3, 2.0, 40.0, 1000.0])
    k = lipschitz_constants(loss, distances, 0.7)
    assert k[0] == 0
    np.testing.assert_allclose(distances * loss.slope(-k * distances / 2), 1.4 * k, rtol=1e-9)
    np.testing.assert_array_equal(lipschitz_constants(loss, -distances, 0.7), -k)


def test_linear_loss_has_half_the_distance():
    np.testing.assert_allclose(lipschitz_constants(LINEAR, [1.0, 5.0]), [0.5, 2.5])


def test_exponential_loss_at_its_largest_gradient():
    # t = 1: d^2 = 4 lambda e and k = 1/sqrt(e lambda), here for lambda = 1/4.
    assert lipschitz_constants(EXPONENTIAL, np.sqrt(np.e), 0.25) == pytest.approx(2 / np.sqrt(np.e))
