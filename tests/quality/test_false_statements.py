"""False statements must be refuted; each counterexample is checked here by a route of its own.

A route takes the printed rational point and gives (the assumptions hold, the conclusion holds). It
is exact where the statement fails on a boundary only; elsewhere it is numeric eigenvalues.
"""

from __future__ import annotations

import json
from fractions import Fraction
from math import exp, log, pi, sin, sqrt
from pathlib import Path

import numpy as np
import pytest

from ganproof.verify import certificates
from ganproof.verify.evidence import Outcome, Verdict

FILES = sorted((Path(__file__).parent / "false").glob("*.py"))
ENCLOSED = {
    "logistic_loss_above_a_higher_chord",
    "root_of_a_reciprocal",
    "rotation_with_the_wrong_sign",
    "sine_plus_cosine_rounded_bound",
}
"""Refuted where balls exclude each other: no certificate in rational numbers can say so."""


def eigenvalues(rows):
    return np.linalg.eigvals(np.array(rows, dtype=float))


def extragradient_squared_modulus(h, a):
    t = h * a
    return 1 - t**2 + t**4


def consensus_faster_than_its_rate(a, gamma):
    real_part = -gamma * a**2
    return gamma > 0 and a != 0, real_part < -gamma * a**2


def definite_chain_rounded_bound(t):
    return abs(t) < Fraction(14143, 10000), 2 * t**2 < 4


def extragradient_at_the_bound(a, h):
    admitted = h > 0 and a != 0 and h * abs(a) <= 1
    return admitted, extragradient_squared_modulus(h, a) < 1


def extragradient_signed_slope(a, h):
    return h > 0 and a != 0 and h * a < 1, extragradient_squared_modulus(h, a) < 1


def heavy_ball_full_momentum(beta, h, k):
    """Where the discriminant is negative the squared moduli are beta."""
    admitted = h > 0 and k > 0 and 0 <= beta <= 1 and h * k < 2 * (1 + beta)
    complex_pair = (1 + beta - h * k) ** 2 < 4 * beta
    return admitted, not (complex_pair and beta >= 1)


def instance_noise_turned_off(a, b, s):
    """Without noise J is skew."""
    return b < 0 and a != 0, s != 0


def logistic_loss_above_a_higher_chord(x):
    return -4 <= x <= 4, log(1 + exp(x)) > x / 2 + 0.694


def number_of_steps_far_away(n):
    return n.denominator == 1 and n >= 1, 2 - n / 100 != Fraction(-19, 20)


def optimistic_rounded_bound(t):
    """The eigenvalues are the roots of x^2 - (1 + 2it)x + it and their conjugates."""
    found = np.roots([1, -(1 + 2j * float(t)), 1j * float(t)])
    return 0 < t < Fraction(5774, 10000), np.abs(found).max() < 1


def partial_penalty_without_coupling(gamma, t):
    """Uncoupled, the second pair of weights is x'' = -x; coupled, J is as in the statement."""
    rows = [[0, 0, -1, -t], [0, 0, 0, -1], [1, 0, -gamma, 0], [t, 1, 0, 0]]
    return gamma > 0, t != 0 and eigenvalues(rows).real.max() < 0


def positive_but_at_one_point(x, y):
    return True, (x, y) != (Fraction(1, 3), Fraction(2, 7))


def positive_coefficients_suffice(a, b, c):
    """s^3 + a s^2 + b s + c is (s + a)(s^2 + b) + c - ab: for c >= ab no decay."""
    return a > 0 and b > 0 and c > 0, c < a * b


def proximal_point_without_interaction(a, h):
    return h > 0, 1 / (1 + h**2 * a**2) < 1


def root_of_a_reciprocal(x):
    root, of_reciprocal = np.emath.sqrt(float(x)), np.emath.sqrt(1 / float(x))
    return x != 0, abs(float(x) * root * of_reciprocal - float(x)) < 1e-9


def root_over_minus_one(x, y):
    other = float(y / ((x + 1) * (x - 1) - x**2))
    return y < 0, abs(np.sqrt(float(-y)) + np.sqrt(other)) < 1e-9


def shear_contracts():
    """It never moves (1, 0)."""
    return True, [1 * 1 + 1 * 0, 0 * 1 + 1 * 0] != [1, 0]


def square_root_of_a_square(a):
    return True, a >= 0


def stable_or_unstable(a, gamma, h):
    """The larger modulus is 1 for a complex pair of product 1, or for the pair -1, -determinant."""
    determinant, trace = 1 - h * gamma + h**2 * a**2, 2 - h * gamma
    pair = determinant == 1 and trace**2 <= 4
    minus_one = 1 + trace + determinant == 0 and abs(determinant) <= 1
    return h > 0 and gamma > 0 and a != 0, not (pair or minus_one)


def three_players_explicit_step(h):
    """The squared modulus of 1 +- i sqrt(2) h."""
    return True, 1 + 2 * h**2 == 1


def tiny_ball(x, y):
    return True, (7 * x - 3) ** 2 / 49 + (5 * y + 2) ** 2 / 25 >= Fraction(1, 78540)


def two_learning_rates_fast_discriminator(a, d, g, gamma):
    rows = [[1, -g * a], [d * a, 1 - d * gamma]]
    contracts = np.abs(eigenvalues(rows)).max() < 1
    return g > 0 and d > 0 and a != 0, contracts == (g * a**2 < gamma)


def area_preserved_up_to_sign(d, s):
    """With determinant -1 the eigenvalues are real: on the circle 1 and -1 only."""
    return abs(d) == 1 and abs(s) <= 2, d == 1 or s == 0


def clipping_from_the_boundary(c, x, y):
    """Clipped, x is c and y is itself."""
    return c > 0 and x >= c and y < x and abs(y) <= c, c - y < x - y


def motzkin_polynomial_is_positive(x, y):
    return True, (abs(x), abs(y)) != (1, 1)


def never_back_after_three_rounds(m, n):
    """The unit vectors, moved step by step."""
    half, players = Fraction(1, 2), ([1, 0], [0, 1])
    for player in players:
        for _ in range(3):
            for _ in range(int(n)):
                player[0] -= half * player[1]
            for _ in range(int(m)):
                player[1] += half * player[0]
    admitted = n.denominator == m.denominator == 1 and n > 2 and m > 2
    return admitted, players != ([1, 0], [0, 1])


def rotation_with_the_wrong_sign(a, gamma):
    """The sum of the listed values is the trace; their product must be the determinant a^2."""
    return True, (gamma / 2) ** 2 - (a**2 - gamma**2 / 4) == a**2


def runge_kutta_rounded_bound(t):
    return 0 < t < Fraction(28285, 10000), t**2 < 8


def sine_plus_cosine_rounded_bound(x):
    return 0 <= x <= 1, sqrt(2) * sin(x + pi / 4) < 1.4142


def stable_games_are_monotone(a, b, c, d):
    return a + d < 0 and a * d > b * c, a < 0 and 4 * a * d > (b + c) ** 2


def symmetric_matrices_commute(**entries):
    """Products of the two matrices with the entries A_1_1, ..., C_2_2, exactly."""

    def symmetric(name):
        x, y, z = (entries[f"{name}_{place}"] for place in ("1_1", "1_2", "2_2"))
        return [[x, y], [y, z]]

    def product(left, right):
        return [[sum(row[k] * right[k][j] for k in (0, 1)) for j in (0, 1)] for row in left]

    A, C = symmetric("A"), symmetric("C")
    return True, product(A, C) == product(C, A)


def triangle_equality(a, b):
    """Nothing is lost where (a, b) is a non-negative multiple of (1, 0)."""
    return True, (b == 0 and a >= 0) == (b == 0)


def two_time_scales_for_every_stable_game(a, b, d, g):
    """The determinant keeps its sign."""
    return g > 0 and a + d < 0 and a * d + b**2 > 0, g * a + d < 0


ROUTES = {
    route.__name__: route
    for route in (
        area_preserved_up_to_sign,
        clipping_from_the_boundary,
        consensus_faster_than_its_rate,
        definite_chain_rounded_bound,
        extragradient_at_the_bound,
        extragradient_signed_slope,
        heavy_ball_full_momentum,
        instance_noise_turned_off,
        logistic_loss_above_a_higher_chord,
        motzkin_polynomial_is_positive,
        never_back_after_three_rounds,
        number_of_steps_far_away,
        optimistic_rounded_bound,
        partial_penalty_without_coupling,
        positive_but_at_one_point,
        positive_coefficients_suffice,
        proximal_point_without_interaction,
        root_of_a_reciprocal,
        root_over_minus_one,
        rotation_with_the_wrong_sign,
        runge_kutta_rounded_bound,
        shear_contracts,
        sine_plus_cosine_rounded_bound,
        square_root_of_a_square,
        stable_games_are_monotone,
        stable_or_unstable,
        symmetric_matrices_commute,
        three_players_explicit_step,
        tiny_ball,
        triangle_equality,
        two_learning_rates_fast_discriminator,
        two_time_scales_for_every_stable_game,
    )
}


def test_every_statement_has_a_route():
    assert list(ROUTES) == [file.stem for file in FILES]


@pytest.mark.xdist_group("quality")
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_is_refuted_by_a_true_counterexample(judged, file):
    claim = judged[file]
    assert claim.verdict is Verdict.REFUTED, [each.reason for each in claim.conclusions]
    found = [
        each.counterexample
        for each in claim.evidence
        if each.outcome is Outcome.REFUTED and each.counterexample.verified_by
    ]
    assert found
    for counterexample in found:
        point = {name: Fraction(value) for name, value in counterexample.values.items()}
        assert ROUTES[file.stem](**point) == (True, False), counterexample
        assert (counterexample.certificate == "") is (file.stem in ENCLOSED)
        if counterexample.certificate:
            assert certificates.check(json.loads(counterexample.certificate)) == ""
