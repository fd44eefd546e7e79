from fractions import Fraction

import numpy as np
import pytest
from sympy import Eq, Matrix, Ne, Rational, loggamma, sqrt

from ganproof.verify import hurwitz, integer, positive_definite, real, spectrum
from ganproof.verify.checks import sweep
from ganproof.verify.evidence import Outcome
from ganproof.verify.statement import state

x, y = real("x", within=(-1, 1)), real("y", within=(-1, 1))
n = integer("n", within=(-5, 5))
CASES = 1 << 17


def test_a_planted_error_of_measure_one_in_ten_thousand_is_found_and_made_small():
    # A disc of radius 1/90 in a square of area 4: measure pi / 8100 / 4, about 1e-4.
    centre = Rational(1, 3), Rational(-2, 7)
    distance = (x - centre[0]) ** 2 + (y - centre[1]) ** 2
    found = sweep.check(state("it", {}, distance > Rational(1, 8100)), 4, CASES)
    assert found.outcome is Outcome.REFUTED
    point = {name: Fraction(value) for name, value in found.counterexample.values.items()}
    away = (point["x"] - Fraction(1, 3)) ** 2 + (point["y"] + Fraction(2, 7)) ** 2
    assert away <= Fraction(1, 8100)
    assert max(value.denominator for value in point.values()) < 1000


@pytest.mark.parametrize(
    ("given", "conclusion"),
    [
        ({}, x**2 + y**2 > 0),  # false at a single grid point
        ({"a": x > 0}, sqrt(x) >= x + Rational(1, 10**6)),
        ({}, hurwitz(Matrix([[x - 1, 0], [0, -3]]))),  # false at the end x = 1 alone
        ({}, spectrum(Matrix([[0, -x], [x, 0]]), equals=[x, -x])),
        ({}, Ne(n**2, 9)),
    ],
)
def test_boundary_cases_are_met_on_the_rational_grid(given, conclusion):
    found = sweep.check(state("it", given, conclusion), 1, CASES)
    assert found.outcome is Outcome.REFUTED
    assert found.counterexample.verified_by


def test_a_true_statement_is_unrefuted_however_close_its_boundary():
    found = sweep.check(state("it", {}, (x + y) ** 2 >= 4 * x * y), 1, CASES)
    assert found.outcome is Outcome.UNREFUTED
    assert found.scope == f"{CASES} cases that satisfy the assumptions"


def test_what_floats_call_false_is_no_hit_until_fractions_agree(monkeypatch):
    stated = state("it", {}, x**2 + 1 > 0)

    def lying(formula, columns):
        size = len(columns["x"])
        return np.zeros(size, bool), np.ones(size, bool)

    honest = sweep.arrays.truth
    monkeypatch.setattr(
        sweep.arrays,
        "truth",
        lambda formula, columns: (
            lying(formula, columns) if formula == stated.conclusion else honest(formula, columns)
        ),
    )
    assert sweep.hit(stated, 1, 1 << 10)[0] is None


def test_no_admitted_point_leaves_it_unknown():
    assert sweep.check(state("it", {"a": x > 2}, y > 5), 1, 1 << 12).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_seed_gives_the_same_points(seed):
    stated = state("it", {}, x + y + n > 0)
    first, second = (list(sweep.blocks(stated, seed, 1 << 17)) for _ in range(2))
    other = list(sweep.blocks(stated, seed + 2, 1 << 17))
    for left, right, different in zip(first, second, other, strict=True):
        for name in ("x", "y", "n"):
            np.testing.assert_array_equal(left[name], right[name])
            assert (left[name] != different[name]).any()


def test_points_stay_in_the_ranges_and_integers_integral():
    for columns in sweep.blocks(state("it", {"a": x > Rational(1, 2)}, x + n > 0), 3, 1 << 17):
        assert columns["x"].min() >= 0.5
        assert columns["x"].max() <= 1
        np.testing.assert_array_equal(columns["n"], np.round(columns["n"]))
        assert set(columns["n"]) == set(range(-5, 6))


@pytest.mark.parametrize(
    ("conclusion", "applies"),
    [(Eq(x, y), True), (loggamma(x) > 0, False), (x**y > 0, False)],
)
def test_where_a_sweep_applies(conclusion, applies):
    assert sweep.applies(state("it", {}, conclusion)) is applies


def test_large_spectra_meet_grid_points_too():
    # a = 7/2 is on the grid of halves; the low-discrepancy points miss it.
    a = real("a", within=(3, 4))
    M = Matrix.diag(*[(a - Rational(7, 2)) ** 2] * 5)
    found = sweep.check(state("it", {}, positive_definite(M)), seed=1)
    assert found.outcome is Outcome.REFUTED
    assert found.counterexample.values == {"a": "7/2"}
