"""Figures of section 4's claims, each from a derivation that the claim files do not use."""

from dataclasses import replace
from math import cos, sin, sqrt

import numpy as np
import pytest
from sympy import Rational

from ganproof.claims.gan import losses, models, spectra, updates
from ganproof.claims.gan.games import orbit
from ganproof.claims.mescheder2018 import (
    assumptions_1_to_3,
    beyond_theorem_4_1,
    damping_off_the_manifold,
    energy_solutions,
    equation_14,
    equations_11_13,
    full_rank_data,
    manifolds,
    rates_near_the_manifold,
    regularised_jacobian,
    theorem_4_1,
)
from ganproof.verify.validation import validate
from ganproof.verify.variants import changed

CLAIMS = (
    assumptions_1_to_3,
    beyond_theorem_4_1,
    damping_off_the_manifold,
    energy_solutions,
    equation_14,
    equations_11_13,
    full_rank_data,
    rates_near_the_manifold,
    regularised_jacobian,
    theorem_4_1,
)
HALF, QUARTER = Rational(1, 2), Rational(1, 4)


@pytest.mark.parametrize("module", CLAIMS, ids=lambda module: module.__name__.rpartition(".")[2])
def test_every_claim_and_every_mutant_is_well_formed(module):
    claim = module.claim
    validate(claim)
    for variant in (*claim.mutants, *claim.not_said):
        statements, checks = changed(claim, variant)
        assert statements or checks


def logistic(u):
    """f' of the logistic loss."""
    return 1 / (1 + np.exp(u))


def circles(point, gamma):
    """Both players' gradients by hand: D(x) = (|psi|^2 - 1) x at x = |theta|^2 - 1, data at 0."""
    theta, psi = point[:2], point[2:]
    x, slope = theta @ theta - 1, psi @ psi - 1
    pull = logistic(slope * x)
    return np.concatenate([-2 * pull * slope * theta, 2 * (pull * x - gamma * slope) * psi])


PLACES, WEIGHTS = np.polynomial.legendre.leggauss(12)


def segment(point, gamma, which=1, bend=0.0):
    """The same for D(x) = p0 + p1 x1 + p2 x2 + p3 x1 x2 + bend x2^2, by quadrature over z."""
    (t1, t2), p = point[:2], point[2:]
    up = t1 + t2 * PLACES
    features = np.stack([np.ones_like(PLACES), PLACES, up, PLACES * up])
    on_data = np.stack([np.ones_like(PLACES), PLACES, 0 * PLACES, 0 * PLACES])
    fake, real = logistic(p @ features + bend * up**2), logistic(-(p @ on_data))
    across = p[2] + p[3] * PLACES + 2 * bend * up
    x2 = up if which == 2 else np.zeros_like(up)
    along, slope = p[1] + p[3] * x2, p[2] + p[3] * PLACES + 2 * bend * x2
    penalty = np.stack([0 * up, along, slope, PLACES * slope + x2 * along])
    mean = WEIGHTS / 2
    by_theta = -np.array([mean @ (fake * across), mean @ (fake * across * PLACES)])
    by_psi = features @ (mean * fake) - on_data @ (mean * real) - gamma * (penalty @ mean)
    return np.concatenate([by_theta, by_psi])


def differences(field, there, size=1e-5):
    """Central differences of a field."""
    steps = size * np.eye(len(there))
    return np.column_stack([(field(there + e) - field(there - e)) / (2 * size) for e in steps])


def numeric(matrix):
    return np.array(matrix, dtype=float)


def near(found, expected, tolerance=1e-8):
    return np.allclose(np.sort_complex(found), np.sort_complex(expected), atol=tolerance)


@pytest.mark.parametrize(("turn_g", "turn_d"), [(0.0, 0.0), (0.7, 2.0), (-2.5, 4.0)])
@pytest.mark.parametrize("gamma", [0.3, 1.7])
def test_circles_have_one_spectrum_at_every_point(turn_g, turn_d, gamma):
    # l^2 (l^2 + 4 gamma l + 16 a^2) with a = 1/2
    there = np.array([cos(turn_g), sin(turn_g), cos(turn_d), sin(turn_d)])
    J = differences(lambda point: circles(point, gamma), there)
    found = np.poly(J)
    assert np.allclose(found, [1, 4 * gamma, 4, 0, 0], atol=1e-7)


@pytest.mark.parametrize("which", [1, 2])
def test_segment_by_differences(which):
    # (l - 2b)(l - 2b/3 + gamma)(l^2 + gamma l + a^2)(l^2 + gamma l/3 + a^2/9), b = -1/4
    gamma = 0.8
    J = differences(lambda point: segment(point, gamma, which), np.zeros(6))
    factors = [[1, 0.5], [1, 1 / 6 + gamma], [1, gamma, 0.25], [1, gamma / 3, 0.25 / 9]]
    expected = np.concatenate([np.roots(each) for each in factors])
    assert near(np.linalg.eigvals(J), expected)
    weights = {f"r{which}": Rational(4, 5)}
    claimed = numeric(manifolds.jacobian(models.SEGMENT, HALF, -QUARTER, **weights))
    assert np.allclose(J, claimed, atol=1e-8)


def test_lines_have_two_zeros():
    # l^2 (l - 2b)(l^2 + 2 gamma l + 4 a^2)
    J = numeric(manifolds.jacobian(models.LINES, HALF, -QUARTER, r1=Rational(3, 10)))
    assert np.allclose(np.poly(J), np.polymul([1, 0.5], [1, 0.6, 1, 0, 0]), atol=1e-12)
    quotient = numeric(
        spectra.across(
            manifolds.jacobian(models.LINES, HALF, -QUARTER, r1=Rational(3, 10)),
            theorem_4_1.TO_LINES,
        )
    )
    assert np.allclose(np.poly(quotient), np.polymul([1, 0.5], [1, 0.6, 1]), atol=1e-12)


def test_the_cross_does_not_move_at_its_centre():
    assert not any(manifolds.jacobian(models.CROSS, HALF, -QUARTER, r1=1))
    aside = (*models.CROSS.equilibrium[:1], 1, 0)
    moved = manifolds.jacobian(replace(models.CROSS, equilibrium=aside), HALF, -QUARTER, r1=1)
    assert np.allclose(np.poly(numeric(moved)), [1, 1, 0.25, 0])


@pytest.mark.parametrize("game", ["CIRCLES", "SEGMENT"])
def test_fields_on_arrays_are_those_by_hand(game):
    by_hand = {"CIRCLES": circles, "SEGMENT": segment}[game]
    field = getattr(models, game).field(losses.LOGISTIC, r1=np.array([0.7]))
    point = 0.3 * np.random.default_rng(4).normal(size=len(getattr(models, game).parameters)) + 0.5
    found = np.concatenate(field((point[:2, None], point[2:, None])))[:, 0]
    assert np.allclose(found, by_hand(point, 0.7), atol=1e-12)


def test_the_second_penalty_on_arrays():
    field = models.SEGMENT.field(losses.LOGISTIC, r2=np.array([0.7]))
    point = np.array([0.3, -0.2, 0.1, 0.4, -0.3, 0.2])
    found = np.concatenate(field((point[:2, None], point[2:, None])))[:, 0]
    assert np.allclose(found, segment(point, 0.7, which=2), atol=1e-12)


@pytest.mark.parametrize(
    ("by_hand", "start", "rate", "gamma", "rounds", "expected"),
    [
        # |1 + h l|, l = -2 gamma +- sqrt(4 gamma^2 - 4): sqrt(0.91) and 0.7 + 0.1 sqrt(8)
        (circles, [1.01, 0.05, 0.99, -0.1], 0.05, 0.5, 500, sqrt(0.91)),
        (circles, [1.01, 0.05, 0.99, -0.1], 0.05, 3.0, 900, 0.7 + 0.1 * sqrt(8)),
        # the tilt, l^2 + gamma l/3 + 1/36: gamma = 0.4 turns, gamma = 2 does not
        (segment, [0.03, 0.02, 0.01, 0.01, 0.01, 0.01], 0.1, 0.4, 2000, 0.99345),
        (segment, [0.03, 0.02, 0.01, 0.01, 0.01, 0.01], 0.1, 2.0, 1500, 0.99553),
    ],
)
def test_rates_of_simultaneous_updates(by_hand, start, rate, gamma, rounds, expected):
    path = [np.array(start)]
    for _ in range(rounds):
        path.append(path[-1] + rate * by_hand(path[-1], gamma))
    path = np.array(path)
    if by_hand is circles:
        path = np.hypot(path[:, ::2], path[:, 1::2]) - 1
    distance = np.linalg.norm(path, axis=1)[200:]
    slope = np.polyfit(np.arange(len(distance)), np.log(distance), 1)[0]
    assert np.exp(slope) == pytest.approx(expected, abs=3e-4)


def test_slowest_eigenvalue_of_the_segment():
    # the tilt's pair: |1 + h l|^2 = 1 - h gamma/3 + h^2 a^2/9 where it turns
    assert sqrt(1 - 0.04 / 3 + 0.0025 / 9) == pytest.approx(0.99345, abs=5e-6)
    assert 1 + 0.1 * (-1 / 3 + sqrt(1 / 9 - 1 / 36)) == pytest.approx(0.99553, abs=5e-6)


def test_update_matrices():
    J = manifolds.jacobian(models.DIRAC, HALF, -QUARTER, r1=1)
    at_once = updates.matrix_of_many(updates.simultaneous(HALF), J, 1)
    in_turn = updates.matrix_of_many(updates.alternating(HALF), J, 1)
    assert at_once.tolist() == [[1, -QUARTER], [QUARTER, HALF]]
    assert in_turn.tolist() == [[1, -QUARTER], [QUARTER, Rational(7, 16)]]


def test_energy_solutions_on_the_segment():
    # (l - 2b)(l - 2b/3)(l^2 + 2 a c l + a^2)(l^2 + 2 a c l/3 + a^2/9) without a penalty
    c = 0.6
    J = differences(lambda point: segment(point, 0.0, bend=c), np.zeros(6))
    factors = [[1, 0.5], [1, 1 / 6], [1, c, 0.25], [1, c / 3, 0.25 / 9]]
    assert near(np.linalg.eigvals(J), np.concatenate([np.roots(each) for each in factors]))


def test_energy_and_full_rank_on_the_line():
    # -a (c +- sqrt(c^2 - 1)); b s^2 +- sqrt(b^2 s^4 - a^2) with a = 1/2, b = -1/4
    J = numeric(manifolds.jacobian(models.energy(2), HALF, -QUARTER))
    assert near(np.linalg.eigvals(J), [-1 - sqrt(0.75), -1 + sqrt(0.75)])
    J = numeric(manifolds.jacobian(models.full_rank(2), HALF, -QUARTER))
    assert near(np.linalg.eigvals(J), [-1 - sqrt(0.75), -1 + sqrt(0.75)])


def test_h_and_g_of_the_segment():
    # E[(p0 + p1 z)^2 + p1^2 + (p2 + p3 z)^2] and E(1, z, t1 + t2 z, z (t1 + t2 z))
    p0, p1, p2, p3 = models.SEGMENT.discriminator
    t1, t2 = models.SEGMENT.generator
    assert manifolds.h(models.SEGMENT).expand() == (
        p0**2 + Rational(4, 3) * p1**2 + p2**2 + p3**2 / 3
    )
    assert manifolds.g(models.SEGMENT).tolist() == [[1], [0], [t1], [t2 / 3]]


def test_unpenalised_circles_are_left():
    path = orbit(
        updates.simultaneous(0.05), models.CIRCLES.field(losses.LOGISTIC), ([1.1, 0], [0.9, 0]), 400
    )
    radius = np.hypot(np.hypot(*path[:, :2].T) - 1, np.hypot(*path[:, 2:].T) - 1)
    assert radius[-1] > 1.5 * radius[0]
