import pytest
from sympy import And, Eq, Equivalent, Implies, Matrix, Ne, Or, exp, sqrt

from ganproof.verify import hurwitz, integer, real, schur, spectrum, unstable
from ganproof.verify.checks import smt
from ganproof.verify.evidence import Outcome
from ganproof.verify.statement import state

a, gamma, h = real("a"), real("gamma"), real("h")
x, y, n, m = real("x"), real("y"), integer("n"), integer("m")
DIRAC = Matrix([[0, -a], [a, -gamma]])
PENALTY = {"on": gamma > 0, "slope": Ne(a, 0)}

pytestmark = pytest.mark.parametrize("engine", smt.ENGINES)


def check(engine, conclusion, given=None):
    stated = state("it", given or {}, conclusion)
    assert smt.applies(stated)
    return smt.check(stated, engine)


@pytest.mark.parametrize(
    ("given", "conclusion"),
    [
        (PENALTY, hurwitz(DIRAC)),
        ({}, x**2 + y**2 >= 2 * x * y),
        ({}, And(x**2 >= 0, Or(x > 0, x <= 0))),
        ({}, Equivalent(x**2 < 1, And(x < 1, x > -1))),
        ({"x": x > 0, "y": y > 0}, x / y + y / x >= 2),
        ({"x": x >= 0, "y": y >= 0}, sqrt(x) * sqrt(y) <= (x + y) / 2),
        ({"n": n >= 1}, n**2 >= n),
        # |1 - h g| < 1 exactly for 0 < h g < 2.
        ({}, Equivalent(schur(Matrix([[1 - h * gamma]])), And(h * gamma > 0, h * gamma < 2))),
        ({}, Implies(unstable(Matrix([[x]])), x**2 > 1)),
    ],
)
def test_a_true_statement_is_proved(engine, given, conclusion):
    assert check(engine, conclusion, given).outcome is Outcome.PROVED


@pytest.mark.parametrize(
    ("given", "conclusion"),
    [
        ({"on": gamma >= 0, "slope": Ne(a, 0)}, hurwitz(DIRAC)),
        ({}, x**2 > 0),
        ({}, And(x**2 >= 0, x >= 0)),
        ({}, Equivalent(x**2 < 1, x < 1)),
        ({"x": x > 0, "y": y > 0}, x / y + y / x > 2),
        ({"n": n >= 0}, n**2 > n),
    ],
)
def test_a_false_statement_is_refuted_at_a_verified_point(engine, given, conclusion):
    found = check(engine, conclusion, given)
    assert found.outcome is Outcome.REFUTED
    assert found.counterexample.verified_by


def test_the_dirac_gans_spectrum_is_not_proved_real(engine):
    """With r >= 0 and r^2 = D as premises, "the radicand is not negative" would be proved."""
    radicand = gamma**2 / 4 - a**2
    for conclusion in (sqrt(radicand) >= 0, Eq(sqrt(radicand) ** 4, radicand**2)):
        stated = state("it", PENALTY, And(conclusion, sqrt(radicand) >= 0))
        found = smt.check(stated, engine)
        assert found.outcome is Outcome.UNKNOWN
        assert "the assumptions do not give" in found.detail
    both = state("it", PENALTY, And(radicand >= 0, sqrt(radicand) >= 0))
    assert smt.check(both, engine).outcome is not Outcome.PROVED
    assert check(engine, radicand >= 0, PENALTY).outcome is Outcome.REFUTED


def test_the_same_root_is_admitted_from_the_critical_penalty_on(engine):
    radicand = gamma**2 / 4 - a**2
    given = {"critical": gamma >= 2 * a, "slope": a > 0}
    assert check(engine, sqrt(radicand) < gamma / 2, given).outcome is Outcome.PROVED


@pytest.mark.parametrize("given", [{}, {"x": x >= 0}])
def test_a_denominator_is_admitted_only_after_it_is_not_zero(engine, given):
    # As a premise, x * inverse = 1 alone would prove that x is not 0.
    for conclusion in (Or(Ne(x, 0), 1 / x > 0), Eq(x * (1 / x + 1), 1 + x, evaluate=False)):
        found = check(engine, conclusion, given)
        assert found.outcome is Outcome.UNKNOWN
        assert "x != 0" in found.detail
    proved = check(engine, Eq(x * (1 / x + 1), 1 + x, evaluate=False), {"x": x > 0})
    assert proved.outcome is Outcome.PROVED


def test_an_assumption_must_itself_be_defined_by_those_before_it(engine):
    conclusion, quotient = x * y > -1, x / y > 0
    assert check(engine, conclusion, {"q": quotient, "y": Ne(y, 0)}).outcome is Outcome.UNKNOWN
    assert check(engine, conclusion, {"y": Ne(y, 0), "q": quotient}).outcome is Outcome.PROVED


def test_an_irrational_model_is_no_refutation(engine):
    found = check(engine, x < 1, {"square": Eq(x**2, 2)})
    assert found.outcome is Outcome.UNKNOWN
    assert not found.counterexample.verified_by


def test_integers_are_relaxed_but_counterexamples_are_integral(engine):
    # False over the reals, where 0 < n < 1, but true of integers.
    assert check(engine, n * (n - 1) >= 0).outcome is Outcome.PROVED
    found = check(engine, Ne(n * m, 6), {"n": n > 1, "m": m > n})
    assert found.outcome is Outcome.REFUTED
    assert found.counterexample.values == {"m": "3", "n": "2"}


def test_a_resource_limit_gives_the_same_answer_twice(engine, monkeypatch):
    monkeypatch.setattr(smt, "Z3_RESOURCES", 20_000)
    monkeypatch.setattr(smt, "CVC5_RESOURCES", 50)
    p, q = real("p"), real("q")
    # Motzkin's polynomial: non-negative, but no sum of squares.
    hard = x**4 * y**2 + x**2 * y**4 + p**6 - 3 * x**2 * y**2 * p**2 >= -(q**2)
    first, second = (check(engine, hard) for _ in range(2))
    assert first == second
    assert first.outcome is Outcome.UNKNOWN
    assert "resource limit" in first.detail


def test_a_contradiction_among_the_assumptions_is_proved(engine):
    assert smt.unsatisfiable(state("it", {"a": x > 1, "b": x < y, "c": y < 1}, x > 0), engine)
    assert not smt.unsatisfiable(state("it", {"a": x > 1, "b": x < y}, x > 0), engine)


def test_an_undefined_assumption_is_no_contradiction(engine):
    # sqrt(x) makes x >= 0 a premise of the printed text: with x < 0 that is no contradiction.
    stated = state("it", {"a": sqrt(x) > -1, "b": x < 0}, y > 0)
    assert not smt.unsatisfiable(stated, engine)


def test_the_submitted_text_is_kept_and_the_printer_named(engine):
    found = check(engine, x**2 + 1 > 0)
    assert "QF_NRA" in found.artifact
    assert found.rests_on == ("the SMT-LIB printer",)
    assert found.engines == (engine,)


def test_what_is_not_polynomial_is_for_other_checks(engine):
    del engine
    assert not smt.applies(state("it", {}, exp(x) > x))
    rooted = spectrum(Matrix([[0, x], [1, 0]]), equals=[sqrt(x), -sqrt(x)])
    assert not smt.applies(state("it", {}, rooted))
