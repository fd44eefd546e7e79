from fractions import Fraction

import pytest
from sympy import Abs, And, Eq, Matrix, Or, Rational, exp, log, sin, sqrt

from ganproof.verify import hurwitz, integer, real, spectrum
from ganproof.verify.checks import ball
from ganproof.verify.evidence import Outcome, Reach
from ganproof.verify.statement import state

x, y, n = real("x"), real("y"), integer("n")


def check(conclusion, box, given=None):
    exact = {name: (Fraction(low), Fraction(high)) for name, (low, high) in box.items()}
    return ball.check(state("it", given or {}, conclusion), exact)


@pytest.mark.parametrize(
    ("conclusion", "box"),
    [
        (exp(x) > x, {"x": (-3, 3)}),
        (sin(x) < x, {"x": ("1/2", 3)}),
        (log(x) <= x - Rational(1, 2), {"x": ("1/10", 4)}),
        (x**2 + y**2 - x * y > -Rational(1, 10), {"x": (-1, 1), "y": (-1, 1)}),
        (hurwitz(Matrix([[0, -x], [x, -y]])), {"x": ("1/2", 2), "y": ("1/10", 3)}),
        (sqrt(x) > x / 3, {"x": ("1/2", 4)}),
    ],
)
def test_a_strict_inequality_is_proved_on_its_box(conclusion, box):
    found = check(conclusion, box)
    assert found.outcome is Outcome.PROVED
    assert found.reach is Reach.BOX
    assert {name: tuple(map(Fraction, ends)) for name, ends in found.box.items()} == {
        name: tuple(map(Fraction, ends)) for name, ends in box.items()
    }


@pytest.mark.parametrize(
    ("conclusion", "box"),
    [
        (exp(x) > x + 2, {"x": (-3, 3)}),
        (sin(x) > 0, {"x": (1, 4)}),
        (x**2 + y**2 > Rational(1, 100), {"x": (-1, 1), "y": (-1, 1)}),
        (hurwitz(Matrix([[0, -x], [x, -y]])), {"x": ("1/2", 2), "y": (-1, 3)}),
    ],
)
def test_a_false_one_is_refuted_at_a_verified_point_of_the_box(conclusion, box):
    found = check(conclusion, box)
    assert found.outcome is Outcome.REFUTED
    assert found.counterexample.verified_by
    for name, (low, high) in box.items():
        assert Fraction(low) <= Fraction(found.counterexample.values[name]) <= Fraction(high)


@pytest.mark.parametrize(
    "conclusion", [exp(x) >= 1 + x, x**2 >= 0, Abs(x) + x >= 0, Eq(x, 2 * x - x, evaluate=False)]
)
def test_a_touching_boundary_is_neither_proved_nor_refuted(conclusion, monkeypatch):
    monkeypatch.setattr(ball, "BOXES", 500)
    found = check(conclusion, {"x": (-1, "3/2")})
    assert found.outcome is Outcome.UNKNOWN
    assert "decided" in found.detail


def test_premises_cut_the_box():
    given = {"away": Abs(x) > Rational(1, 4)}
    assert check(x**2 > Rational(1, 17), {"x": (-1, 1)}, given).outcome is Outcome.PROVED
    assert check(x**2 > Rational(1, 17), {"x": (-1, 1)}).outcome is Outcome.REFUTED


def test_a_proof_needs_a_part_where_the_assumptions_hold():
    found = check(x > 5, {"x": (-1, 1)}, {"far": x > 2})
    assert found.outcome is Outcome.UNKNOWN
    assert "nowhere in the box" in found.detail


@pytest.mark.parametrize(
    "conclusion",
    [1 / x > -(10**9), sqrt(x) > -1, log(x) < 9, Or(x > -5, 1 / x > 0), And(x > -5, sqrt(x) > -1)],
)
def test_a_statement_that_is_undefined_in_the_box_is_not_proved(conclusion, monkeypatch):
    monkeypatch.setattr(ball, "BOXES", 500)
    assert check(conclusion, {"x": (-1, "3/2")}).outcome is not Outcome.PROVED


@pytest.mark.parametrize(
    ("conclusion", "applies"),
    [
        (exp(x) > 0, True),
        (hurwitz(Matrix([[x]])), True),
        (spectrum(Matrix([[x]]), equals=[x]), False),
        (n > -5, False),
        (x**y > 0, False),
    ],
)
def test_where_balls_apply(conclusion, applies):
    assert ball.applies(state("it", {}, conclusion)) is applies
