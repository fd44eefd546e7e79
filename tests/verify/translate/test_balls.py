from fractions import Fraction

import flint
import pytest
from sympy import Abs, And, Eq, Matrix, Ne, Not, Or, exp, log, sqrt

from ganproof.verify import real, schur, spectrum
from ganproof.verify.translate import balls

x, y = real("x"), real("y")
UNIT = balls.interval_ball(Fraction(0), Fraction(1))
NAN = flint.arb("nan")


def on(formula, **values):
    return balls.on_balls(balls.lower_real(formula), values)


@pytest.mark.parametrize("formula", [Eq(x, y), Ne(x, y), x <= y, x >= y, x < y, x > y])
def test_an_inexact_ball_is_not_compared_with_itself(formula):
    assert on(formula, x=UNIT, y=UNIT) is None


def test_exact_balls_are_equal():
    one = flint.arb(1)
    assert on(Eq(x, y), x=one, y=one) is True
    assert on(Ne(x, y), x=one, y=one) is False


@pytest.mark.parametrize("formula", [Eq(x, 1), Ne(x, 1), x <= 1, x >= 1, x < 1, x > 1])
def test_nan_decides_nothing(formula):
    assert on(formula, x=NAN) is None
    assert on(Not(formula), x=NAN) is None
    assert on(And(formula, y > 5), x=NAN, y=UNIT) is False
    assert on(Or(formula, y > 5), x=NAN, y=UNIT) is None


@pytest.mark.parametrize("term", [1 / x, sqrt(x - 1), log(x), x ** (-2)])
def test_a_term_that_is_undefined_somewhere_on_the_ball_decides_nothing(term):
    assert on(term > -100, x=UNIT) is None


@pytest.mark.parametrize(
    ("formula", "truth"),
    [
        (x**2 > -1, True),
        (x < 2, True),
        (x < 1, None),
        (x > 2, False),
        (exp(x) >= 1, None),
        (exp(x) > Fraction(1, 2), True),
        (Abs(x - 2) > Fraction(1, 2), True),
    ],
)
def test_comparisons_hold_on_the_whole_ball_or_are_not_decided(formula, truth):
    # exp(x) >= 1 touches its bound at 0, where the enclosure's radius decides nothing.
    assert on(formula, x=UNIT) is truth


def test_the_enclosing_ball_contains_both_ends():
    third, seventh = Fraction(1, 3), Fraction(1, 7)
    ball = balls.interval_ball(seventh, third)
    assert ball.contains(balls.fraction_ball(third))
    assert ball.contains(balls.fraction_ball(seventh))


def test_a_point_is_decided_at_rising_precision():
    # A convergent p/q of sqrt(2) with p^2 - 2 q^2 = 1, closer to it than 2^-64.
    near = Fraction(4478554083, 3166815962)
    assert near**2 > 2
    assert balls.decide(sqrt(x) < y, {"x": Fraction(2), "y": near}) is True
    assert balls.decide(sqrt(x) > y, {"x": Fraction(2), "y": near}) is False


def test_the_precision_is_restored():
    before = flint.ctx.prec
    with balls.precision(1000):
        assert flint.ctx.prec == 1000
    assert flint.ctx.prec == before


def test_a_predicate_is_lowered_and_a_spectrum_is_refuted_only():
    half = {"x": Fraction(1, 2)}
    assert balls.decide(schur(Matrix([[x]])), half) is True
    rotation = Matrix([[0, -x], [x, 0]])
    assert balls.decide(spectrum(rotation, equals=[sqrt(-(x**2)), sqrt(-(x**2))]), half) is False
    assert balls.decide(spectrum(rotation, equals=[sqrt(-(x**2)), -sqrt(-(x**2))]), half) is None
