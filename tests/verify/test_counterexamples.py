from fractions import Fraction

import pytest
from sympy import And, Eq, Implies, Matrix, Ne, Not, Rational, diag, sqrt

from ganproof.verify import (
    counterexamples,
    hurwitz,
    integer,
    on_unit_circle,
    positive_definite,
    real,
    schur,
    spectral_abscissa,
    spectrum,
)
from ganproof.verify.counterexamples import Standing, confirm, standing
from ganproof.verify.statement import state

x, y, n = real("x"), real("y"), integer("n")


def at(**values):
    return {name: Fraction(value) for name, value in values.items()}


@pytest.mark.parametrize(
    ("point", "where"),
    [
        (at(x="1/2", y=1), Standing.HOLDS),
        (at(x=2, y=1), Standing.FAILS),
        (at(x=-1, y=1), Standing.OUTSIDE),
        (at(x=1, y=0), Standing.UNDEFINED),
    ],
)
def test_where_a_point_stands(point, where):
    assert standing(state("it", {"a": x > 0}, x / y < 2), point)[0] is where


def test_a_fraction_is_outside_for_an_integer():
    stated = state("it", {}, n * (n - 1) >= 0)
    assert standing(stated, at(n="1/2"))[0] is Standing.OUTSIDE
    assert confirm(stated, at(n="1/2")) is None
    assert confirm(state("it", {}, n * (n - 1) > 0), at(n=1)).values == {"n": "1"}


def test_an_assumption_is_undefined_only_where_those_before_it_hold():
    stated = state("it", {"a": Ne(y, 0), "b": x / y > 0}, x > 0)
    assert standing(stated, at(x=1, y=0))[0] is Standing.OUTSIDE
    other = state("it", {"b": x / y > 0, "a": Ne(y, 0)}, x > 0)
    assert standing(other, at(x=1, y=0))[0] is Standing.UNDEFINED


def test_balls_decide_what_is_not_rational_but_never_an_equality_of_radicals():
    assert standing(state("it", {}, sqrt(x) < Rational(3, 2)), at(x=2))[0] is Standing.HOLDS
    assert standing(state("it", {}, sqrt(x) > Rational(3, 2)), at(x=2))[0] is Standing.FAILS
    touching = state("it", {}, sqrt(x) ** 2 * sqrt(x) > 2 * sqrt(x))
    assert standing(touching, at(x=2))[0] is Standing.UNDECIDED


def test_only_a_failing_point_is_a_counterexample():
    stated = state("it", {"a": x > 0}, x < 3)
    assert confirm(stated, at(x=2)) is None
    assert confirm(stated, at(x=-1)) is None
    found = confirm(stated, at(x="7/2"))
    assert found.values == {"x": "7/2"}
    assert found.verified_by
    assert found.shows == ("7/2 < 3 is false",)


def test_a_predicate_is_verified_by_two_routes_and_shows_eigenvalues():
    stated = state("it", {}, schur(diag(x, Rational(1, 2))))
    found = confirm(stated, at(x=1))
    assert found.verified_by == (counterexamples.TABLES, counterexamples.MINORS)
    assert "modulus 1" in found.shows[0]
    assert "0.5" in found.shows[0]


def test_a_radical_counterexample_is_verified_by_balls_and_has_no_certificate():
    found = confirm(state("it", {}, sqrt(x) > y), at(x=2, y="3/2"))
    assert found.verified_by == (counterexamples.ARB,)
    assert found.certificate == ""


def test_a_wrong_spectrum_is_refuted_where_balls_exclude_zero():
    stated = state("it", {}, spectrum(Matrix([[0, x], [1, 0]]), equals=[sqrt(x), sqrt(x)]))
    found = confirm(stated, at(x=-2))
    assert found.verified_by == (counterexamples.ARB,)
    assert "the statement lists" in found.shows[1]
    # Both roots vanish at 0: true there, which balls cannot tell.
    assert confirm(stated, at(x=0)) is None


@pytest.mark.parametrize("predicate", [hurwitz, schur, on_unit_circle])
def test_routes_that_disagree_raise_an_alarm(monkeypatch, predicate):
    honest = counterexamples.rational.by_tables

    def lying(predicate, matrix):
        return not honest(predicate, matrix)

    monkeypatch.setattr(counterexamples.rational, "by_tables", lying)
    with pytest.raises(counterexamples.RoutesDisagree):
        confirm(state("it", {}, predicate(Matrix([[x]]))), at(x=-1))


def test_no_eigenvalue_is_counted_once_where_it_is_double():
    found = confirm(state("it", {}, hurwitz(Matrix([[x, 1], [0, x]]))), at(x=0))
    assert found.shows[0] == "eigenvalues 0, 0"


def test_the_sides_of_a_failing_conjunct_are_shown():
    stated = state("it", {}, Implies(x > 0, And(x < 10, Eq(x, y))))
    assert confirm(stated, at(x=1, y=2)).shows == ("1 = 2 is false",)


def test_a_bound_on_real_parts_shows_the_eigenvalues_of_the_matrix_meant():
    bounded = spectral_abscissa(Matrix([[x, 1], [-1, x]]), below=y)
    found = confirm(state("it", {}, bounded), at(x=-2, y="-5/2"))
    assert found.verified_by == (counterexamples.TABLES, counterexamples.MINORS)
    assert found.shows == ("eigenvalues -2 - 1i, -2 + 1i", "largest real part -2, not below -5/2")
    reverse = confirm(state("it", {}, Not(bounded)), at(x=-2, y=0))
    assert reverse.shows[1] == "largest real part -2, below 0"


def test_a_matrix_that_is_not_definite_shows_its_symmetric_part():
    # The matrix itself has the eigenvalue 1 twice; its symmetric part [[1, 2], [2, 1]] has 3, -1.
    definite = positive_definite(Matrix([[1, x], [0, 1]]))
    found = confirm(state("it", {}, definite), at(x=4))
    assert found.shows == ("eigenvalues of its symmetric part -1, 3",)
    symmetric = positive_definite(Matrix([[x, 0], [0, 1]]))
    assert confirm(state("it", {}, symmetric), at(x=-1)).shows == ("eigenvalues -1, 1",)
