"""Models that violate one assumption of a theorem alone, and statements that nothing tests."""

import pytest
from sympy import And, Eq, Gt, Matrix, Not

from ganproof.verify import Claim, Verdict, hurwitz, positive_definite, real
from ganproof.verify.complaints import ClaimError
from ganproof.verify.validation import validate
from ganproof.verify.wellformed import StatementError

x = real("x")
TURNING, DAMPED = Matrix([[0, -1], [1, 0]]), Matrix([[-1]])


def theorem():
    claim = Claim(given={"x is positive": x > 0})
    claim.states(lambda: {"it": x > -1})
    return claim


def test_an_ablation_is_a_conclusion_without_the_assumptions_of_the_claim():
    claim = theorem()
    claim.ablation(
        "damping",
        model="a rotation",
        keeps=positive_definite(Matrix([[1]])),
        violates=Eq(TURNING.trace(), 0, evaluate=False),
        breaks=Not(hurwitz(TURNING)),
        happens="It turns.",
    )
    validate(claim)
    stated = claim.statements()["a rotation (violates damping)"]
    assert stated.premises == ()
    assert stated.conclusion == And(
        positive_definite(Matrix([[1]])), Eq(0, 0, evaluate=False), Not(hurwitz(TURNING))
    )


@pytest.mark.parametrize("part", ["keeps", "violates", "breaks"])
def test_each_part_of_an_ablation_is_a_formula(part):
    parts = {"keeps": x > 0, "violates": x < 1, "breaks": x < 0}
    for wrong in (True, Gt(2, 1), None, [x > 0]):
        claim = theorem()
        claim.ablation("a", model="m", happens="It fails.", **{**parts, part: wrong})
        with pytest.raises(StatementError, match=part):
            validate(claim)


@pytest.mark.parametrize("empty", ["assumption", "model", "happens"])
def test_an_ablation_is_told_in_words(empty):
    words = {"assumption": "a", "model": "m", "happens": "It fails.", empty: " "}
    with pytest.raises(ClaimError, match="plain text"):
        theorem().ablation(
            words.pop("assumption"), keeps=x > 0, violates=x < 1, breaks=x < 0, **words
        )


def test_an_implication_in_it_must_have_a_case(decide):
    document = decide(EMPTY_CASE)
    (conclusion,) = document.claims[0].conclusions
    assert conclusion.verdict is Verdict.VACUOUS


EMPTY_CASE = '''"""Nothing is broken."""

from sympy import And, Implies

from ganproof.verify import Claim, real

c = real("c")
claim = Claim()
claim.ablation(
    "damping",
    model="a model",
    keeps=c**2 >= 0,
    violates=c**2 > -1,
    breaks=Implies(And(c > 1, c**2 < 1), c > 5),
    happens="It does not decay.",
)
'''


def test_what_is_used_up_is_refused():
    claim = Claim()
    with pytest.raises(ClaimError, match="used up"):

        @claim.states
        def conclusions(*, terms=iter((0, 1, 2))):  # noqa: B008 - the very mistake
            return {"it": x >= sum(terms)}


def test_what_changes_from_one_asking_to_the_next_is_refused():
    claim, left = Claim(), [0, 1]
    claim.states(lambda: {"it": x >= left.pop()})
    with pytest.raises(ClaimError, match="something else each time"):
        validate(claim)


def test_two_ablations_of_one_name_are_refused():
    claim = theorem()
    for _ in range(2):
        claim.ablation(
            "a", model="m", keeps=x > 0, violates=x < 1, breaks=x < 0, happens="It fails."
        )
    # A mapping would silently keep the second.
    with pytest.raises(ClaimError, match=r"called 'm \(violates a\)'"):
        validate(claim)


def test_an_ablation_may_not_take_the_name_of_a_conclusion():
    claim = Claim()
    claim.states(lambda: {"m (violates a)": x**2 >= 0})
    claim.ablation("a", model="m", keeps=x > 0, violates=x < 1, breaks=x < 0, happens="It fails.")
    with pytest.raises(ClaimError, match="two entries are called"):
        validate(claim)


def test_an_ablation_that_is_false_is_refuted(decide):
    document = decide(
        '''"""It is needed."""

from sympy import Matrix, Not

from ganproof.verify import Claim, hurwitz, positive_definite

claim = Claim()
claim.ablation(
    "damping",
    model="a damped one",
    keeps=positive_definite(Matrix([[1]])),
    violates=positive_definite(Matrix([[2]])),
    breaks=Not(hurwitz(Matrix([[-1]]))),
    happens="It does not decay.",
)
'''
    )
    (conclusion,) = document.claims[0].conclusions
    assert conclusion.verdict is Verdict.REFUTED
    assert conclusion.ablation.happens == "It does not decay."


def test_nothing_tests_it_and_it_says_so(decide):
    document = decide(
        '"""It helps."""\n\nfrom ganproof.verify import Claim, Verdict\n\n'
        "claim = Claim(expected=Verdict.NOT_TESTED)\n"
    )
    assert document.claims[0].verdict is Verdict.NOT_TESTED
    assert document.claims[0].as_expected


def test_what_is_tested_is_not_called_untested():
    claim = Claim(expected=Verdict.NOT_TESTED)
    claim.states(lambda: {"it": Eq(x, x, evaluate=False)})
    with pytest.raises(ClaimError, match="there are conclusions that are tested"):
        validate(claim)
