from fractions import Fraction

import pytest
from sympy import (
    And,
    Eq,
    Equivalent,
    Ge,
    Implies,
    Matrix,
    Ne,
    Not,
    Or,
    Rational,
    Sum,
    Symbol,
    log,
    root,
    sqrt,
)

from ganproof.verify import examples, hurwitz, integer, real, schur, spectrum
from ganproof.verify.statement import conjuncts, definedness, lower, state
from ganproof.verify.wellformed import StatementError

x, y, z = real("x"), real("y"), real("z", within=(-10, 10))


def refused(given, conclusion):
    with pytest.raises(StatementError) as caught:
        state("it", given, conclusion)
    return str(caught.value)


@pytest.mark.parametrize("folded", [x != 0, x == y, True, Eq(x, x), Ne(x, x), Implies(x > 0, True)])
def test_a_bool_is_refused_in_both_places_with_the_remedies(folded):
    for where, message in {
        "given 'slope'": refused({"slope": folded}, x > 0),
        "conclusion 'it'": refused({}, folded),
    }.items():
        assert message.startswith(where)
        assert all(word in message for word in ("Ne(a, b)", "Eq(a, b)", "And(a < b, b < c)"))


def test_a_chained_comparison_never_becomes_a_statement():
    # SymPy itself raises in some versions, and Python keeps the last comparison in others.
    with pytest.raises((TypeError, StatementError)):
        state("it", {}, 0 < x < 1)


@pytest.mark.parametrize(
    "formula",
    [
        x > 0.3,
        Eq(x**2, 0.25),
        schur(Matrix([[0.5 * x]])),
        spectrum(Matrix([[x]]), equals=[0.5 * x]),
    ],
)
def test_a_float_is_refused_and_rational_is_named(formula):
    for message in (refused({"a": formula}, y > 0), refused({}, formula)):
        assert "float" in message
        assert "Rational(3, 10)" in message


@pytest.mark.parametrize(
    "formula", [Symbol("q") > x, hurwitz(Matrix([[Symbol("q")]])), Eq(Symbol("q", real=True), 1)]
)
def test_an_undeclared_symbol_is_named(formula):
    for message in (refused({"a": formula}, y > 0), refused({}, formula)):
        assert "undeclared symbol q" in message
        assert "real('q'" in message


def test_different_variables_of_one_name_are_refused():
    message = refused({"a": real("x", within=(0, 1)) > 0}, x < 2)
    assert "two different variables are called 'x'" in message
    assert "declare it once" in message


@pytest.mark.parametrize("value", [x + 1, Matrix([[x]]), "x > 0", 3])
def test_what_is_no_formula_is_refused(value):
    assert "not a formula" in refused({}, value)


def test_a_bound_symbol_is_refused():
    k = Symbol("k")
    assert "binds the symbol k" in refused({}, Sum(k * x, (k, 1, 3)) > 0)


def test_nested_implications_become_premises():
    stated = state("it", {"a": x > 0}, Implies(y > 0, Implies(z > 0, x * y * z > 0)))
    assert [formula for _, formula in stated.premises] == [x > 0, y > 0, z > 0]
    assert stated.conclusion == (x * y * z > 0)


def test_an_assumption_is_dropped_by_name():
    stated = state("it", {"a": x > 0, "b": y > 0}, x + y > 0)
    assert stated.without("a").premises == (("b", y > 0),)


def test_premises_cut_the_ranges():
    given = {"a": x > Rational(1, 2), "b": Ge(3, x), "c": z < 20, "d": y > 7}
    ranges = state("it", given, x + y + z > 0).ranges
    assert ranges["x"] == (Fraction(1, 2), 3)
    assert ranges["z"] == (-10, 10)
    # Nothing of the range of y is left; the declared one stays.
    assert ranges["y"] == (-4, 4)


@pytest.mark.parametrize(
    ("term", "conditions"),
    [
        (1 / x, [Ne(x, 0)]),
        (x**-3, [Ne(x, 0)]),
        (sqrt(x), [x >= 0]),
        (1 / sqrt(x), [x > 0]),
        (root(x, 3), [x >= 0]),
        (log(x), [x > 0]),
        (sqrt(y + 1 / x), [Ne(x, 0), y + 1 / x >= 0]),
        (x**2 + sqrt(2) + 1 / sqrt(3), []),
    ],
)
def test_conditions_under_which_a_term_is_defined(term, conditions):
    assert list(definedness(term > 1)) == conditions


def test_a_square_root_inside_a_spectrum_may_be_complex_a_quotient_needs_its_denominator():
    formula = spectrum(Matrix([[x, 0], [0, 1]]), equals=[sqrt(y) / x, 1 / sqrt(z)])
    assert set(definedness(formula)) == {Ne(x, 0), Ne(z, 0)}


def test_each_condition_rests_on_the_premises_before_it():
    stated = state("it", {"a": x > 0, "b": 1 / x > y}, 1 / y > 0)
    assert dict(stated.conditions) == {
        Ne(x, 0): (x > 0),
        Ne(y, 0): And(x > 0, 1 / x > y),
    }


def test_a_conjunction_splits_and_an_equivalence_into_its_directions():
    a, b, c = x > 0, y > 0, z > 0
    assert set(conjuncts(And(a, Or(b, c)))) == {a, Or(b, c)}
    assert set(conjuncts(Equivalent(a, b))) == {Implies(a, b), Implies(b, a)}
    assert conjuncts(Not(And(a, b))) == (Not(And(a, b)),)


def test_lowering_leaves_no_predicate_and_refuses_a_spectrum():
    lowered = lower(Implies(hurwitz(Matrix([[x]])), y > 0))
    assert lowered == Implies(-x > 0, y > 0)
    with pytest.raises(StatementError, match="exact check"):
        lower(spectrum(Matrix([[x]]), equals=[sqrt(x)]))


def test_integers_are_declared_with_their_own_function():
    n = integer("n")
    assert state("it", {}, n > 0).variables[0].integral


@pytest.mark.parametrize("scope", ["", "  ", None, ["two models"], "two\nlines"])
def test_a_scope_must_say_something(scope):
    with pytest.raises(StatementError, match="for what it is stated"):
        state("it", {}, examples(scope, x > 0))


def test_a_scope_goes_outermost():
    with pytest.raises(StatementError, match="outermost"):
        state("it", {"an assumption": examples("two models", x > 0)}, x > 0)


def test_the_digest_tells_statements_apart():
    other = real("x", within=(0, 1))
    stated = [
        state("it", {}, x > 0),
        state("it", {}, x > 1),
        state("it", {"an assumption": x > 1}, x > 0),
        state("it", {}, examples("two models", x > 0)),
        state("it", {}, other > 0),
        state("it", {}, integer("x") > 0),
    ]
    assert len({each.digest for each in stated}) == len(stated)
    assert state("another name", {}, x > 0).digest == stated[0].digest
