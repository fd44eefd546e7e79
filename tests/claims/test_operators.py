"""Operators of games: closed forms, exact bounds and sampled quotients of their constants agree."""

from fractions import Fraction

import numpy as np
import pytest
from sympy import Matrix, Rational, sqrt, symbols

from ganproof.claims.gan import operators

a, b, c, theta, phi = symbols("a b c theta phi", real=True)


def test_the_operator_is_each_players_gradient_of_his_own_loss():
    V = a * theta**2 / 2 + b * theta * phi - c * phi**2 / 2
    F = operators.operator(V, [theta], [phi], charge=theta * phi**2)
    assert Matrix([a * theta + b * phi, c * phi - b * theta + 2 * theta * phi]) == F
    without = operators.operator(V, [theta], [phi])
    assert without.jacobian([theta, phi]) == operators.jacobian(a, b, c)


def test_blocks_of_several_parameters():
    J = operators.jacobian(Matrix([[1]]), Matrix([[2, 3]]), Matrix([[4, 5], [5, 6]]))
    assert Matrix([[1, 2, 3], [-2, 4, 5], [-3, 5, 6]]) == J


def test_closed_forms_of_known_matrices():
    # A rotation by sigma plus mu times the unit matrix has singular values sqrt(mu^2 + sigma^2).
    J = operators.jacobian(Rational(3), 4, Rational(3))
    assert (operators.modulus(J), operators.constant(J)) == (3, 5)
    # Eigenvalues 1 and 1, but the symmetric part has -4 and 6.
    assert operators.modulus([[1, 10], [0, 1]]) == -4
    assert operators.constant([[1, 10], [0, 1]]) == 5 + sqrt(26)


@pytest.mark.parametrize("seed", range(4))
def test_closed_forms_lie_between_the_exact_bounds(seed):
    J = operators.stacked(*operators.random_blocks(1, 1, 1, seed))[0]
    exact = Matrix(2, 2, [Rational(str(each)) for each in J.ravel()])
    for closed, bounds in (
        (operators.modulus(exact), operators.modulus_between(J)),
        (operators.constant(exact), operators.constant_between(J)),
    ):
        low, high = bounds
        assert Rational(low) <= closed <= Rational(high)
        assert high - low < Fraction(1, 10**7)


@pytest.mark.parametrize("shape", [(1, 2), (2, 2), (3, 1), (4, 3)])
def test_bounds_hold_for_sampled_quotients_and_are_nearly_reached(shape):
    J = operators.stacked(*operators.random_blocks(1, *shape, seed=5))
    low, high = (float(each) for each in operators.modulus_between(J[0]))
    least, most = (float(each) for each in operators.constant_between(J[0]))
    x = np.random.default_rng(6).normal(size=(4000, J.shape[1]))
    moved = x @ J[0].T
    squares = (x**2).sum(axis=1)
    assert ((x * moved).sum(axis=1) >= low * squares).all()
    assert ((moved**2).sum(axis=1) <= most**2 * squares).all()
    assert operators.moduli(J)[0] == pytest.approx(high, abs=1e-8)
    assert operators.constants(J)[0] == pytest.approx(least, abs=1e-7)


def test_a_singular_matrix_and_zero():
    low, high = operators.constant_between([[0, 0], [0, 0]])
    assert low == 0 <= high < Fraction(1, 10**4)
    low, high = operators.modulus_between([[0, 2], [-2, 0]])
    assert low <= 0 <= high


def test_the_blocks_are_symmetric_and_the_coupling_turns_back():
    A, B, C = operators.random_blocks(3, 2, 3, 1)
    assert np.array_equal(A, A.transpose(0, 2, 1))
    J = operators.stacked(A, B, C)
    assert np.array_equal(J[:, 2:, :2], -J[:, :2, 2:].transpose(0, 2, 1))
    assert np.array_equal(
        operators.stacked(A, B, C, B.transpose(0, 2, 1))[:, 2:, :2], B.transpose(0, 2, 1)
    )
