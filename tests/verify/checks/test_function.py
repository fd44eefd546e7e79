import json

import pytest
from sympy import symbols

from ganproof.verify import Trial, linear_optimum, quadratic_inequality
from ganproof.verify.checks import function
from ganproof.verify.declarations import CheckFunction
from ganproof.verify.evidence import Outcome, Reach

TEN = linear_optimum("the largest x", {"x": 1}, [({"x": 1}, "<=", 10)])


def decay(*, step=1, holds=True):
    return Trial(holds, f"rate {step}", cases=3, values={"step": step})


def largest(*, bound=10, certificates=(TEN,)):
    return Trial(TEN["optimum"] == str(bound), "optimum 10", certificates=certificates)


def check(kind, by, *, supports=False, **arguments):
    return function.check(CheckFunction(by.__name__, "it", supports, by, kind), arguments)


def test_agreement_is_unrefuted_never_proved():
    found = check("simulation", decay)
    assert found.outcome is Outcome.UNREFUTED
    assert found.reach is Reach.SAMPLES
    assert found.counterexample is None
    assert found.scope == "3 cases"


def test_disagreement_refutes_with_its_numbers():
    found = check("simulation", decay, holds=False, step=2)
    assert found.outcome is Outcome.REFUTED
    assert found.counterexample.values == {"step": "2"}
    assert found.counterexample.shows == ("rate 2",)
    assert found.counterexample.verified_by


@pytest.mark.parametrize("kind", ["simulation", "program"])
def test_a_check_function_must_return_a_trial(kind):
    with pytest.raises(TypeError, match="returned bool; return Trial"):
        check(kind, lambda: True)


def test_certificates_prove_their_instances():
    found = check("program", largest)
    assert found.outcome is Outcome.PROVED
    assert found.reach is Reach.INSTANCES
    assert found.engines == ("fractions",)
    assert found.scope == "1 certified instance"
    assert [json.loads(each) for each in found.certificates] == [TEN]
    assert found.artifact == "linear program: the largest x"


def test_a_simulation_proves_nothing_whatever_it_brings():
    assert check("simulation", largest).outcome is Outcome.UNREFUTED


def test_a_program_that_supports_a_formula_corroborates_and_proves_nothing():
    found = check("program", largest, supports=True)
    assert found.outcome is Outcome.UNREFUTED
    assert len(found.certificates) == 1


def test_quadratic_inequalities_are_checked_by_fractions():
    (x,) = symbols("x,")
    square = quadratic_inequality("a square", x**2, {"none": x**2})
    found = check("program", largest, certificates=[square])
    assert found.engines == ("fractions",)


@pytest.mark.parametrize("cases", [float("nan"), 1.0, 0, "3"])
def test_cases_are_counted_in_whole_numbers(cases):
    with pytest.raises(TypeError, match="at least one case"):
        check("simulation", lambda: Trial(True, "it", cases=cases))


def test_a_counterexample_is_no_certificate_of_an_optimum():
    false = {"point": {}, "premises": [], "conclusion": ["=", ["num", "0"], ["num", "1"]]}
    for fake in (false, {**false, "kind": "counterexample", "digest": "any"}):
        with pytest.raises(ValueError, match="no certificate of an optimum"):
            check("program", largest, certificates=[TEN, fake])


def test_a_program_that_disagrees_refutes():
    found = check("program", largest, bound=9)
    assert found.outcome is Outcome.REFUTED
    assert found.certificates == ()


def test_a_program_without_a_certificate_proves_nothing():
    with pytest.raises(TypeError, match="brought no certificate"):
        check("program", largest, certificates=())


def test_more_cases_than_different_certificates_are_not_counted():
    renamed = linear_optimum("another name", {"x": 1}, [({"x": 1}, "<=", 10)])

    def twice():
        return Trial(True, "it", cases=2, certificates=[TEN, renamed])

    with pytest.raises(TypeError, match="counts 2 cases and brought 1"):
        check("program", twice)


@pytest.mark.parametrize("bound", [9, 10])
def test_a_certificate_that_is_not_valid_is_an_error(bound):
    forged = {**TEN, "optimum": "11"}
    with pytest.raises(ValueError, match="not valid: something was changed"):
        check("program", largest, bound=bound, certificates=[TEN, forged])


@pytest.mark.parametrize("holds", ["False", "True", 1, None, symbols("False")])
def test_only_a_bool_says_whether_it_holds(holds):
    with pytest.raises(TypeError, match="needs a bool"):
        check("simulation", lambda: Trial(holds, "it"))


def test_what_is_checked_is_what_is_kept():
    class Liar(dict):
        """Another optimum once it has been read."""

        def get(self, name, default=None):
            return "99" if name == "optimum" else super().get(name, default)

        def __getitem__(self, name):
            return "99" if name == "optimum" else super().__getitem__(name)

    found = check("program", largest, certificates=[Liar(TEN)])
    assert json.loads(found.certificates[0])["optimum"] == "10"
