from fractions import Fraction

import pytest
from sympy import And, Eq, Implies, Matrix, Ne, Not, exp
from sympy.logic.boolalg import BooleanAtom

from ganproof.verify import (
    Claim,
    Origin,
    Trial,
    attack,
    hurwitz,
    integer,
    mutations,
    real,
    schur,
    spectral_abscissa,
    spectrum,
)
from ganproof.verify.counterexamples import Standing, standing
from ganproof.verify.predicates import Predicate
from ganproof.verify.statement import state

a, gamma = real("a"), real("gamma", within=(-2, 5))
x, y, n = real("x"), real("y"), integer("n")
PENALTY = {"on": gamma > 0, "slope": Ne(a, 0)}
JACOBIAN = Matrix([[0, -a], [a, -gamma]])


def claim_of(given, **stated):
    claim = Claim(given=given)
    claim.states(lambda: stated)
    return claim


def fails_at(statement, counterexample):
    point = {name: Fraction(value) for name, value in counterexample.values.items()}
    return standing(statement, point)[0] is Standing.FAILS


@pytest.mark.parametrize(
    "given",
    [PENALTY, {"a": x > 3}, {"n": And(n > 1, n < 3)}, {"x": Eq(x, y), "y": And(x >= 1, x <= 1)}],
)
def test_a_witness_satisfies_the_assumptions(given):
    stated = state("it", given, x + a + gamma + n + y > 0)
    found, impossible = attack.witness(stated, seed=1)
    assert not impossible
    point = {name: Fraction(value) for name, value in found.items()}
    for formula in given.values():
        at_point = {each: point[each.name] for each in formula.free_symbols}
        assert formula.subs(at_point) == True  # noqa: E712  SymPy's own truth


def test_contradictory_assumptions_are_proved_impossible():
    assert attack.witness(state("it", {"a": x > 1, "b": x < y, "c": y < 1}, x > 0), 1)[1]


def test_no_witness_of_irrational_assumptions_is_claimed_and_none_excluded():
    found, impossible = attack.witness(state("it", {"a": Eq(x**2, 2)}, x > 0), 1)
    assert not found
    assert not impossible


@pytest.mark.parametrize("name", PENALTY)
def test_both_assumptions_of_the_penalised_dirac_gan_are_necessary(name):
    claim = claim_of(PENALTY, stable=hurwitz(JACOBIAN))
    found = attack.necessity(claim, name, seed=1)
    assert found.necessary is True
    assert found.conclusion == "stable"
    dropped = claim.statements()["stable"].without(name)
    assert fails_at(dropped, found.counterexample)
    assert not fails_at(claim.statements()["stable"], found.counterexample)


def test_an_assumption_is_not_necessary_where_all_conclusions_are_proved_without_it():
    claim = claim_of({**PENALTY, "spare": gamma < 3}, stable=hurwitz(JACOBIAN), on=gamma > -1)
    found = attack.necessity(claim, "spare", seed=1)
    assert found.necessary is False
    assert found.counterexample is None


def test_necessity_is_open_where_neither_proof_nor_counterexample_is_found():
    # exp(x) < 10 fails beyond log(10) = 2.3, out of the search range, and is no polynomial.
    near = real("near", within=(-1, 2))
    claim = claim_of({"small": near < 1}, it=exp(near) < 10)
    found = attack.necessity(claim, "small", seed=1)
    assert found.necessary is None
    assert found.counterexample is None


@pytest.mark.parametrize(
    "conclusion",
    [
        Eq((x**2 - 1) / (x - 1), x + 1),
        spectrum(Matrix([[x]]), equals=[(x**2 - 1) / (x - 1) - 1]),
    ],
)
def test_an_assumption_that_keeps_a_denominator_from_zero_is_necessary(conclusion):
    claim = claim_of({"not one": Ne(x, 1)}, it=conclusion)
    found = attack.necessity(claim, "not one", seed=1)
    assert found.necessary is True
    assert found.counterexample.values == {"x": "1"}


def penalised():
    claim = Claim(given=PENALTY)

    @claim.states
    def conclusions(*, penalty=gamma):
        return {"stable": hurwitz(Matrix([[0, -a], [a, -penalty]]))}

    @claim.simulation(supports="stable")
    def rates(*, step=1):
        return Trial(step < 2, f"step {step}", values={"step": step})

    return claim


def attacked(claim):
    (mutant,) = claim.mutants
    return attack.attack_mutant(claim, mutant, seed=1)


def test_a_false_mutant_is_refuted_by_a_point_that_satisfies_its_assumptions():
    claim = penalised()
    claim.mutant("the sign is flipped", origin=Origin.NOTES, penalty=-gamma)
    record = attacked(claim)
    assert (record.status, record.refuted, record.origin) == ("refuted", True, Origin.NOTES)
    assert record.refuted_by
    statement = claim.statements(claim.mutants[0])["stable"]
    assert fails_at(statement, record.counterexample)


@pytest.mark.parametrize(
    "variant", [{"penalty": 2 * gamma}, {"given": {"on": gamma > 1}}, {"step": 1.5}]
)
def test_a_mutant_that_is_true_survives_and_says_so(variant):
    claim = penalised()
    claim.mutant("still true", **variant)
    record = attacked(claim)
    assert (record.status, record.refuted, record.refuted_by) == ("survived", False, "")
    assert record.detail


def test_a_check_function_refutes_a_mutant_that_no_formula_knows():
    claim = penalised()
    claim.mutant("too long a step", step=3)
    record = attacked(claim)
    assert (record.status, record.refuted_by) == ("refuted", "rates")
    assert record.counterexample.values == {"step": "3"}


def test_a_counterexample_shows_the_claims_own_quantities():
    claim = penalised()
    claim.quantities["half"] = gamma / 2
    claim.mutant("zero is enough", given={"on": gamma >= 0})
    assert "half = 0" in attacked(claim).counterexample.shows


@pytest.mark.parametrize(
    ("statement", "status"),
    [
        (state("it", PENALTY, hurwitz(JACOBIAN)), "still true"),
        (state("it", {}, hurwitz(JACOBIAN)), "refuted"),
        (state("it", {}, spectrum(Matrix([[x]]), equals=[x])), "still true"),
        (state("it", {}, spectrum(Matrix([[x]]), equals=[2 * x])), "refuted"),
        (state("it", {}, exp(x) > x), "undecided"),
        (state("it", {}, exp(x) > x + 1), "refuted"),
    ],
)
def test_how_an_attack_ends(statement, status):
    found = attack.refute(statement, seed=1)
    assert found.status == status
    assert (found.counterexample is not None) is (status == "refuted")


CONCLUSIONS = {
    "a predicate": hurwitz(JACOBIAN),
    "a bound on real parts": spectral_abscissa(JACOBIAN, below=gamma),
    "a spectrum": spectrum(Matrix([[a, 1], [0, gamma]]), equals=[a, gamma]),
    "a comparison": gamma > -1,
    "against zero": gamma > 0,
    "an identity": Eq((a + gamma) ** 2, a**2 + 2 * a * gamma + gamma**2),
    "a conjunction": And(gamma > -1, a**2 >= 0),
    "an implication": Implies(schur(Matrix([[gamma]])), gamma < 1),
    "a negation": Not(schur(Matrix([[1 + gamma]]))),
}


@pytest.mark.parametrize("name", CONCLUSIONS)
def test_generated_mutants_never_fold_nor_repeat_the_statement(name):
    statement = state("it", PENALTY, CONCLUSIONS[name])
    variants = list(mutations.variants(statement))
    assert 1 <= len(variants) <= mutations.PER_CONCLUSION
    formulas = [variant.conclusion for _, variant in variants]
    assert len({statement.conclusion, *formulas}) == len(formulas) + 1
    for _, variant in variants:
        assert not isinstance(variant.conclusion, BooleanAtom)
        assert variant.conclusion.atoms(Predicate) or variant.conclusion.free_symbols
        assert variant.premises == statement.premises


def test_a_generated_mutant_keeps_the_bound_on_real_parts():
    statement = state("it", {}, spectral_abscissa(Matrix([[a, 0], [0, -1]]), below=gamma))
    changed = [variant.conclusion for _, variant in mutations.variants(statement)][1:3]
    assert changed == [
        spectral_abscissa(Matrix([[factor * a, 0], [0, -1]]), below=gamma) for factor in (2, -1)
    ]


def test_a_generated_negation_of_a_true_conclusion_is_refuted():
    records = attack.generated(claim_of(PENALTY, stable=hurwitz(JACOBIAN)), "stable", seed=1)
    assert {record.origin for record in records} == {Origin.GENERATED}
    negated = next(record for record in records if "negated" in record.name)
    assert negated.status == "refuted"
    # Doubling a column or the penalty of a stable Dirac-GAN leaves it stable, flipping does not.
    for record in records:
        flipped = "flipped" in record.name
        assert record.refuted is (flipped or record is negated), record.name


def test_attacks_are_repeatable():
    claim = penalised()
    claim.mutant("the sign is flipped", penalty=-gamma)
    assert attacked(claim) == attacked(claim)
