import pytest
from sympy import And, Eq, Matrix, Max, exp, sqrt

from ganproof.verify import integer, real, spectrum
from ganproof.verify.checks import smt
from ganproof.verify.translate import smtlib
from ganproof.verify.translate.tree import Untranslatable
from ganproof.verify.wellformed import StatementError

x, y, n = real("x"), real("y"), integer("n")


def test_the_narrowest_logic_is_printed_and_integers_are_relaxed():
    text = smtlib.script(x * n > 1)
    assert text.startswith("(set-logic QF_NRA)\n")
    assert "Int" not in text
    assert smtlib.script(x > 1, integers=True).startswith("(set-logic QF_NRA)\n")


def test_integers_stay_integers_where_asked():
    text = smtlib.script(Eq(2 * n, 1), integers=True)
    assert "(declare-const |n| Int)" in text
    assert smt.solve("z3", text)[0] == "unsat"
    assert smt.solve("z3", smtlib.script(Eq(2 * n, 1)))[0] == "sat"


def test_one_radicand_has_one_root_in_all_assertions():
    text = smtlib.script(sqrt(x) > 1, sqrt(x) + 1 / x < 2, 1 / x > y)
    assert text.count("root2") > 2
    assert text.count("declare-const") == 4  # x, y, its root, its inverse


@pytest.mark.parametrize("engine", smt.ENGINES)
def test_both_solvers_read_every_construct(engine):
    text = smtlib.script(Eq(Max(x, y, -1), abs(x)), sqrt(x) > 2, And(1 / y < -3, n > 0))
    answer, model = smt.solve(engine, text)
    assert answer == "sat"
    assert model["x"] > 4
    assert -1 < 3 * model["y"] < 0


@pytest.mark.parametrize("formula", [exp(x) > 1, x**y > 1])
def test_what_is_no_polynomial_is_refused(formula):
    with pytest.raises(Untranslatable):
        smtlib.script(formula)


def test_a_spectrum_is_refused():
    with pytest.raises(StatementError):
        smtlib.script(spectrum(Matrix([[x]]), equals=[sqrt(x)]))
