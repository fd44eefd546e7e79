"""Figures of the appendix's claims, each from a derivation that the claim files do not use."""

from fractions import Fraction

import numpy as np
import pytest
from sympy import Matrix, Rational

from ganproof.claims.gan import dirac, updates
from ganproof.claims.mescheder2018 import (
    a1_fixed_points,
    a3_manifolds_of_fixed_points,
    a4_largest_step,
    a5_small_steps,
    a7_eigenvalue_bounds,
)
from ganproof.verify.validation import validate
from ganproof.verify.variants import changed

CLAIMS = (
    a1_fixed_points,
    a3_manifolds_of_fixed_points,
    a4_largest_step,
    a5_small_steps,
    a7_eigenvalue_bounds,
)


def numeric(matrix):
    return np.array(matrix, dtype=float)


def radius(matrix):
    return np.abs(np.linalg.eigvals(numeric(matrix))).max()


@pytest.mark.parametrize("module", CLAIMS)
def test_every_claim_and_every_mutant_is_well_formed(module):
    claim = module.claim
    validate(claim)
    for variant in (*claim.mutants, *claim.not_said):
        statements, checks = changed(claim, variant)
        assert statements or checks


def test_jurys_inequalities_against_eigenvalues():
    jury = a1_fixed_points.conclusions.__kwdefaults__["jury"]
    trace, det = a1_fixed_points.trace, a1_fixed_points.det
    random = np.random.default_rng(1)
    answers = []
    for matrix in random.uniform(-1.5, 1.5, (40, 2, 2)):
        point = {trace: Rational(np.trace(matrix)), det: Rational(np.linalg.det(matrix))}
        answers.append(bool(jury.subs(point)))
        assert answers[-1] == (radius(matrix) < 1)
    assert len(set(answers)) == 2


def test_powers_at_a_double_eigenvalue():
    # M = 0.9 I + N with N = 0.1 [[1, -1], [1, -1]] and N^2 = 0, so M^k = a I + b [[1, -1], [1, -1]]
    # for a = 0.9^k, b = 0.1 k 0.9^(k-1); the larger singular value is b + sqrt(a^2 + b^2)
    a, b = 0.9**50, 5 * 0.9**49
    norm = b + np.hypot(a, b)
    assert norm == pytest.approx(0.0577, abs=5e-5)
    trial = a1_fixed_points.powers_keep_to_the_spectral_radius()
    assert not trial.holds
    assert f"{norm:.4f}" in trial.shows
    assert f"{norm / a:.1f} times 0.9^50" in trial.shows


def test_a_stable_direction_beside_an_eigenvalue_outside():
    # alpha = 3: l^2 + 7 l + 1 has the roots (-7 +- sqrt(45))/2
    M = numeric(updates.matrix(updates.alternating(3), dirac.jacobian(slope=1)))
    inside, outside = (-7 + np.sqrt(45)) / 2, (-7 - np.sqrt(45)) / 2
    assert np.allclose(sorted(np.linalg.eigvals(M)), [outside, inside])
    start = np.array([3.0, 1 - inside])  # the first row (1, -3) times it is inside times 3
    assert np.allclose(M @ start, inside * start)
    assert np.linalg.norm(np.linalg.matrix_power(M, 4) @ start) < 0.001 * np.linalg.norm(start)


def test_the_limit_on_the_manifold_is_a_geometric_sum():
    # r = 1/2, d = 3 from (1, 0): gamma_k = 3 (1 + 1/2 + ... + 2^(1-k)) = 6 (1 - 2^-k)
    alpha, gamma = Fraction(1), Fraction(0)
    for _ in range(20):
        alpha, gamma = alpha / 2, gamma + 3 * alpha
    assert gamma == 6 - Fraction(6, 2**20)
    module = a3_manifolds_of_fixed_points
    assert module.conserved(1, 0).subs({module.r: Rational(1, 2), module.d: 3}) == 6


def test_the_two_circles_have_the_spectrum_of_the_theorem():
    # characteristic polynomial l^2 (l^2 + 4 gamma l + 16 a^2) at every equilibrium, with a = 1/2
    penalty, size = 0.5, 1e-6
    for at, turned in ((0.3, 1.1), (2.0, -0.4)):
        here = np.array([np.cos(at), np.sin(at), np.cos(turned), np.sin(turned)])

        def field(point):
            players = a3_manifolds_of_fixed_points.circles(point[:2], point[2:], penalty)
            return np.concatenate(players)

        columns = [
            (field(here + size * unit) - field(here - size * unit)) / (2 * size)
            for unit in np.eye(4)
        ]
        found = np.poly(np.column_stack(columns))
        assert np.allclose(found, [1, 4 * penalty, 4, 0, 0], atol=1e-6)


@pytest.mark.parametrize(
    ("eigenvalue", "step", "squared_modulus", "bound"),
    [
        ((-1, -1), Fraction(3, 2), Fraction(5, 2), Fraction(1)),
        ((Fraction(-1, 10), 2), Fraction(9, 100), None, Fraction(20, 401)),
        ((-3, 0), Fraction(1, 3), Fraction(0), Fraction(2, 3)),
    ],
)
def test_the_largest_step_in_fractions(eigenvalue, step, squared_modulus, bound):
    re, im = (Fraction(part) for part in eigenvalue)

    def after(h):
        return (1 + h * re) ** 2 + (h * im) ** 2

    if squared_modulus is not None:
        assert after(step) == squared_modulus
    assert (step < bound) == (after(step) < 1)
    assert after(bound) == 1
    assert 2 / (abs(re) * (1 + (im / re) ** 2)) == bound
    module = a4_largest_step
    claimed = module.conclusions.__kwdefaults__["bound"]
    point = {module.x: Rational(re), module.y: Rational(im)}
    assert claimed.subs(point) == Rational(bound)


@pytest.mark.parametrize(
    ("penalty", "simultaneous", "alternating"),
    [
        # gamma/a^2 and (sqrt(gamma^2 + 4 a^2) - gamma)/a^2 for a = 1/2
        (1.0, 4.0, 4 * (np.sqrt(2) - 1)),
        (0.3, 1.2, 4 * (np.sqrt(1.09) - 0.3)),
    ],
)
def test_step_limits_of_the_penalised_dirac_gan(penalty, simultaneous, alternating):
    J = dirac.jacobian(slope=0.5, penalty=penalty)
    limits = {updates.simultaneous: simultaneous, updates.alternating: alternating}
    module = a5_small_steps
    point = {module.p: 0, module.q: -0.5, module.r: 0.5, module.s: -penalty}
    formulas = {
        updates.simultaneous: module.LIMIT,
        updates.alternating: module.conclusions.__kwdefaults__["limit"],
    }
    for rule, limit in limits.items():
        for step, inside in ((0.999 * limit, True), (1.001 * limit, False)):
            assert (radius(updates.matrix(rule(step), J)) < 1) == inside
            assert bool(formulas[rule].subs({**point, module.h: step})) == inside


def test_numbers_of_the_limits_in_the_sentences():
    assert 4 * (np.sqrt(2) - 1) == pytest.approx(1.657, abs=5e-4)
    assert 4 * (np.sqrt(1.09) - 0.3) == pytest.approx(2.976, abs=5e-4)
    turning = np.linalg.eigvals(np.array([[0, -0.5], [0.5, -0.3]]))
    assert np.allclose(sorted(turning.imag), [-0.477, 0.477], atol=5e-4)
    assert np.allclose(turning.real, -0.15)


def test_the_alternating_jacobian_is_the_euler_step_and_a_term_in_the_square_of_the_rate():
    # the second player sees theta + h (p theta + q psi): r times that change comes on top
    p, q, r, s, h = 2, -3, 5, -7, Rational(1, 10)
    M = updates.matrix(updates.alternating(h), a5_small_steps.J).subs(
        {a5_small_steps.p: p, a5_small_steps.q: q, a5_small_steps.r: r, a5_small_steps.s: s}
    )
    assert M.tolist() == [
        [1 + h * p, h * q],
        [h * r + h**2 * r * p, 1 + h * s + h**2 * r * q],
    ]


def test_alternating_steps_up_to_the_size_of_the_entries_contract_without_much_damping():
    # trace -1/1000, determinant 0.7495: simultaneous steps must be below 0.00134
    J = np.array([[0.5, -1.0], [1.0, -0.501]])
    contracts = radius(updates.matrix(updates.alternating(0.9), Matrix(J))) < 1
    diverges = radius(np.eye(2) + 0.9 * J) > 1
    assert contracts
    assert diverges


def test_eigenvectors_satisfy_the_reduction_to_inner_products():
    for n, m in ((1, 1), (1, 3), (2, 2), (3, 4)):
        J, low, high, least = a7_eigenvalue_bounds.random_systems(n, m, 5)
        for matrix, lmin, lmax, beta in zip(J, low, high, least, strict=True):
            B, Q = matrix[n:, :n], -matrix[n:, n:]
            assert np.allclose(matrix[:n, n:], -B.T)
            assert np.allclose([lmin, lmax], np.linalg.eigvalsh(Q)[[0, -1]])
            assert np.isclose(beta, np.linalg.eigvalsh(B.T @ B)[0], rtol=1e-6)
            values, vectors = np.linalg.eig(matrix)
            size = np.abs(matrix).max()
            for value, vector in zip(values, vectors.T, strict=True):
                x, y = vector[:n], vector[n:]
                X, Y, W = (np.vdot(each, each).real for each in (x, y, B @ x))
                dissipation = np.vdot(y, Q @ y).real
                assert value.real * (X + Y) == pytest.approx(-dissipation, abs=1e-9 * size)
                assert value.imag * (X - Y) == pytest.approx(0, abs=1e-9 * size)
                assert dissipation >= lmin * Y - 1e-9 * size
                assert beta * X - 1e-9 * size**2 <= W
                if value.imag == 0 and value.real > -lmin:
                    assert -(lmax + value.real) * value.real * X >= W - 1e-9 * size**2


def test_the_complex_bound_is_attained_and_needs_its_half():
    # Q = B = 1: l^2 + l + 1 = 0
    assert np.allclose(np.linalg.eigvals(np.array([[0, -1], [1, -1]])).real, -0.5)
    assert a7_eigenvalue_bounds.random_systems_keep_both_bounds(count=200).holds
    assert not a7_eigenvalue_bounds.random_systems_keep_both_bounds(share=1, count=200).holds


def test_the_real_bound_on_a_quadratic():
    # Q = 4, B = 1: l^2 + 4 l + 1 = 0 has the slow root -2 + sqrt(3) = -0.268 <= -4/17
    slow = max(np.linalg.eigvals(np.array([[0.0, -1.0], [1.0, -4.0]])).real)
    assert slow == pytest.approx(-2 + np.sqrt(3))
    assert slow <= -4 / 17
