import pytest

from ganproof.verify import Verdict
from ganproof.verify.evidence import Counterexample, Evidence, Outcome, Reach
from ganproof.verify.facts import Facts, Witness
from ganproof.verify.judge import STRENGTH, TABLE, judge, weakest


def found(outcome, *engines, **details):
    return Evidence(check="a check", conclusion="it", outcome=outcome, engines=engines, **details)


def facts(*evidence, **details):
    return Facts(evidence, **details)


SYMPY = found(Outcome.PROVED, "sympy")
FLINT = found(Outcome.PROVED, "flint")
ARB = found(Outcome.PROVED, "arb")
Z3 = found(Outcome.PROVED, "z3")
CVC5 = found(Outcome.PROVED, "cvc5")
BOX = found(Outcome.PROVED, "arb", reach=Reach.BOX, scope="x in [0, 1]", box={"x": ("0", "1")})
MODELS = found(Outcome.PROVED, "z3", reach=Reach.EXAMPLES, scope="two models")
CERTIFIED = found(Outcome.PROVED, "arb", reach=Reach.INSTANCES, scope="5 instances")
SMALL = found(Outcome.PROVED, "z3", reach=Reach.SIZES, scope="up to 2 x 2")
OBSERVED = found(Outcome.OBSERVED, "torch", scope="30 runs")
NOT_OBSERVED = found(Outcome.NOT_OBSERVED, "torch", scope="30 runs")
SAMPLES = found(Outcome.UNREFUTED, "numpy", reach=Reach.SAMPLES, scope="64 cases")
UNKNOWN = found(Outcome.UNKNOWN, "z3", detail="gave up")
MISSING = found(Outcome.MISSING, detail="needs clarabel")
FAILED = found(Outcome.FAILED, "sympy", detail="its process died")


def refuted(value, *verified_by):
    point = Counterexample(values={"x": value}, verified_by=verified_by)
    return found(Outcome.REFUTED, "z3", counterexample=point)


INSIDE, OUTSIDE = refuted("1/2", "fractions"), refuted("3/2", "fractions")
CANDIDATE = refuted("1/2")

ROWS = [
    (Verdict.ENGINES_DISAGREE, facts(Z3, INSIDE)),
    (Verdict.REFUTED, facts(INSIDE)),
    (Verdict.VACUOUS, facts(witness=Witness.IMPOSSIBLE)),
    (Verdict.PROVED, facts(SYMPY, FLINT)),
    (Verdict.PROVED_WITHIN, facts(Z3)),
    (Verdict.PROVED_WITHIN, facts(SMALL)),
    (Verdict.PROVED_WITHIN, facts(BOX)),
    (Verdict.PROVED_WITHIN, facts(CERTIFIED)),
    (Verdict.EXAMPLES, facts(MODELS)),
    (Verdict.OBSERVED, facts(OBSERVED)),
    (Verdict.NOT_OBSERVED, facts(NOT_OBSERVED)),
    (Verdict.UNDECIDED, facts(SAMPLES, witness=Witness.NONE)),
    (Verdict.UNDECIDED, facts(SAMPLES, CANDIDATE)),
    (Verdict.UNREFUTED, facts(SAMPLES)),
    (Verdict.CHECK_FAILED, facts(FAILED)),
    (Verdict.NOT_TESTED, facts(MISSING)),
    (Verdict.UNDECIDED, facts(UNKNOWN)),
    (Verdict.CITED, facts(cited=True)),
    (Verdict.NOT_TESTED, facts()),
]


def test_every_row_of_the_table_has_its_case():
    assert len(ROWS) == len(TABLE)
    for number, (verdict, known) in enumerate(ROWS):
        first = next(k for k, (_, applies, _, _) in enumerate(TABLE) if applies(known))
        assert first == number
        assert judge(known).verdict is verdict


@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        (facts(FLINT, SYMPY, INSIDE), Verdict.ENGINES_DISAGREE),
        (facts(INSIDE, witness=Witness.IMPOSSIBLE), Verdict.REFUTED),
        (facts(INSIDE, FAILED, UNKNOWN, SAMPLES), Verdict.REFUTED),
        (facts(FLINT, SYMPY, witness=Witness.IMPOSSIBLE), Verdict.VACUOUS),
        (facts(FLINT, SYMPY, BOX, FAILED, UNKNOWN, SAMPLES), Verdict.PROVED),
        (facts(Z3, BOX), Verdict.PROVED_WITHIN),
        (facts(BOX, MODELS), Verdict.PROVED_WITHIN),
        (facts(MODELS, OBSERVED), Verdict.EXAMPLES),
        (facts(OBSERVED, NOT_OBSERVED), Verdict.OBSERVED),
        (facts(NOT_OBSERVED, SAMPLES), Verdict.NOT_OBSERVED),
        (facts(SAMPLES, FAILED, UNKNOWN), Verdict.UNREFUTED),
        (facts(FAILED, UNKNOWN), Verdict.CHECK_FAILED),
        (facts(UNKNOWN, cited=True), Verdict.UNDECIDED),
    ],
)
def test_the_more_authoritative_evidence_wins(known, verdict):
    assert judge(known).verdict is verdict


@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        (facts(CANDIDATE), Verdict.UNDECIDED),
        (facts(CANDIDATE, SYMPY, FLINT), Verdict.PROVED),
        (facts(CANDIDATE, UNKNOWN), Verdict.UNDECIDED),
        (facts(CANDIDATE, SAMPLES), Verdict.UNDECIDED),
        (facts(found(Outcome.REFUTED, "z3")), Verdict.NOT_TESTED),
    ],
)
def test_a_candidate_refutes_nothing(known, verdict):
    assert judge(known).verdict is verdict


@pytest.mark.parametrize(
    ("proofs", "verdict"),
    [
        ((SYMPY, FLINT), Verdict.PROVED),
        ((Z3, CVC5), Verdict.PROVED),
        ((SYMPY, Z3), Verdict.PROVED),
        ((FLINT, ARB), Verdict.PROVED_WITHIN),
        ((FLINT, FLINT), Verdict.PROVED_WITHIN),
        ((Z3, Z3), Verdict.PROVED_WITHIN),
        ((SYMPY, BOX), Verdict.PROVED_WITHIN),
        ((CVC5,), Verdict.PROVED_WITHIN),
    ],
)
def test_only_engines_that_share_no_code_make_a_proof(proofs, verdict):
    assert judge(facts(*proofs)).verdict is verdict


def test_a_proof_by_one_engine_says_so():
    assert "one engine" in judge(facts(CVC5)).scope


@pytest.mark.parametrize(
    ("cap", "verdict", "reason"),
    [
        ({"witness": Witness.NONE}, Verdict.UNDECIDED, "no instance"),
        ({"mutants_survived": ("a wrong constant",)}, Verdict.UNREFUTED, "'a wrong constant'"),
        ({"mutants_refuted": 1}, Verdict.UNREFUTED, "fewer than two"),
        ({"mutants_refuted": 0}, Verdict.UNREFUTED, "fewer than two"),
    ],
)
@pytest.mark.parametrize("proofs", [(SYMPY, FLINT), (Z3,), (SMALL,), (BOX,), (MODELS,)])
def test_what_stands_against_a_proof_caps_it(proofs, cap, verdict, reason):
    ruling = judge(facts(*proofs, SAMPLES, **cap))
    assert ruling.verdict is verdict
    assert reason in ruling.reason


@pytest.mark.parametrize(
    "known",
    [
        {"witness": Witness.NOT_NEEDED},
        {"mutants_refuted": 2},
        {"mutants_refuted": 9, "witness": Witness.FOUND},
    ],
)
def test_a_proof_without_such_a_cap_counts(known):
    assert judge(facts(SYMPY, CVC5, **known)).verdict is Verdict.PROVED


def test_a_cap_never_saves_a_statement_from_its_counterexample():
    known = facts(INSIDE, witness=Witness.NONE, mutants_survived=("m",), mutants_refuted=0)
    assert judge(known).verdict is Verdict.REFUTED


@pytest.mark.parametrize(
    ("refutation", "verdict"),
    [
        (INSIDE, Verdict.ENGINES_DISAGREE),
        (refuted("1", "fractions"), Verdict.ENGINES_DISAGREE),
        (OUTSIDE, Verdict.REFUTED),
        (CANDIDATE, Verdict.PROVED_WITHIN),
    ],
)
def test_a_box_proof_is_contradicted_inside_its_closed_box_only(refutation, verdict):
    assert judge(facts(BOX, refutation)).verdict is verdict


@pytest.mark.parametrize("proof", [MODELS, SMALL])
def test_a_counterexample_contradicts_a_proof_of_narrow_reach_too(proof):
    # The formula that was proved is the one that the point refutes.
    assert judge(facts(proof, INSIDE)).verdict is Verdict.ENGINES_DISAGREE


@pytest.mark.parametrize("proof", [MODELS, SMALL])
def test_two_engines_widen_no_scope(proof):
    other = proof.model_copy(update={"engines": ("sympy",)})
    ruling = judge(facts(proof, other))
    assert ruling.verdict is judge(facts(proof)).verdict
    assert ruling.scope == proof.scope
    assert "SymPy and z3" in ruling.reason


def test_a_box_proof_keeps_its_box_as_scope():
    assert judge(facts(BOX)).scope == "x in [0, 1]"


def test_every_verdict_has_its_strength_and_the_weakest_is_found():
    assert set(STRENGTH) == set(Verdict)
    assert len(STRENGTH) == len(Verdict)
    assert weakest([]) is None
    assert weakest([Verdict.PROVED, Verdict.CITED, Verdict.UNREFUTED]) is Verdict.UNREFUTED
    assert weakest([Verdict.REFUTED, Verdict.ENGINES_DISAGREE]) is Verdict.ENGINES_DISAGREE
