"""Statements that once slipped through, as an honest author might write them."""

from fractions import Fraction

import pytest
from sympy import Eq, I, Matrix, Ne, Or, exp, log, sqrt, tan

from ganproof.verify import Claim, Trial, cited, real, spectrum
from ganproof.verify.checks import ball, exact, function, smt
from ganproof.verify.complaints import ClaimError
from ganproof.verify.declarations import CheckFunction
from ganproof.verify.evidence import Outcome
from ganproof.verify.statement import state
from ganproof.verify.validation import validate

x, y = real("x"), real("y")


def claim_with(conclusions, **options):
    claim = Claim(**options)
    claim.states(lambda: conclusions)
    return claim


@pytest.mark.parametrize("engine", smt.ENGINES)
def test_a_root_in_the_matrix_of_a_spectrum_must_be_real(engine):
    stated = state("it", {}, Or(spectrum(Matrix([[sqrt(x)]]), equals=[0]), x > 0))
    assert smt.check(stated, engine).outcome is Outcome.UNKNOWN


def test_balls_square_complex_numbers_rightly():
    square, value = (1 + I * x) ** 2, 1 - x**2 + 2 * I * x
    box = {"x": (Fraction(1), Fraction(2))}
    differ = state("it", {}, Ne(square, value, evaluate=False))
    assert ball.check(differ, box).outcome is not Outcome.PROVED


def test_a_tangent_is_not_defined_at_its_poles():
    stated = state("it", {}, Or(tan(x) > 0, x**2 + 1 > 0))
    box = {"x": (Fraction(1), Fraction(2))}
    assert ball.check(stated, box).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    "conclusion",
    [
        Eq((tan(x) + 1) ** 2, tan(x) ** 2 + 2 * tan(x) + 1, evaluate=False),
        spectrum(Matrix([[log(x), 1], [0, 1]]), equals=[1, log(x)]),
        Eq(exp(x) * exp(y), exp(x + y), evaluate=False),
    ],
)
def test_identities_of_functions_are_not_for_the_exact_check(conclusion):
    assert not exact.applies(state("it", {}, conclusion))


def test_names_that_print_alike_are_refused():
    with pytest.raises(ClaimError, match="plain text"):
        validate(claim_with({"stable": x**2 >= 0, "stable\u200b": x >= 1}))


def test_a_cited_theorem_states_nothing_of_its_own():
    with pytest.raises(ClaimError, match="on trust"):
        validate(claim_with({"a": x > 0}, source=cited("A Book")))


def test_a_check_function_decides_no_formula_s_conclusion():
    claim = claim_with({"a": x > 0})
    claim.simulation(decides="a")(lambda: Trial(True, "fine"))
    with pytest.raises(ClaimError, match="'a'"):
        validate(claim)


@pytest.mark.parametrize("trial", [Trial(float("nan"), "?"), Trial(True, "?", cases=0)])
def test_a_trial_says_yes_or_no_of_at_least_one_case(trial):
    with pytest.raises(TypeError, match="Trial needs"):
        function.check(CheckFunction("it", "a", True, lambda: trial), {})


@pytest.mark.parametrize("box", [{x: (2, 1)}, {y: (0, 1)}, {x: (0, float("inf"))}])
def test_a_box_must_be_one(box):
    with pytest.raises(ClaimError, match="box"):
        validate(claim_with({"a": x > 0}, boxes={"a": box}))


def test_conclusions_are_stated_once():
    claim = claim_with({"a": x > 0})
    with pytest.raises(ClaimError, match="one function"):
        claim.states(lambda: {"b": x > 1})
