import importlib.util
import pickle
from fractions import Fraction

import pytest
from sympy import Ge
from sympy.core.cache import clear_cache
from sympy.core.relational import Relational

from ganproof.verify import integer, real
from ganproof.verify.evidence import Outcome
from ganproof.verify.statement import state
from ganproof.verify.variables import RESERVED

MODULE = """
from ganproof.verify import Claim, real

gamma = real("gamma", within=({low}, {high}), latex={latex!r})
claim = Claim(given={{"positive": gamma**2 + gamma > 0}})


@claim.states
def conclusions():
    return {{"it": 2 * gamma + 1 > 0}}
"""


def load(folder, name, low, high, latex):
    path = folder / f"{name}.py"
    path.write_text(MODULE.format(low=low, high=high, latex=latex))
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.claim.statements()["it"]


@pytest.mark.parametrize("narrow_first", [True, False])
def test_equal_formulas_of_two_claims_keep_their_own_ranges_and_latex(tmp_path, narrow_first):
    clear_cache()
    kinds = {"narrow": (-1, 1, "g"), "wide": (-9, 9, r"\gamma")}
    order = sorted(kinds, reverse=not narrow_first)
    loaded = {name: load(tmp_path, name, *kinds[name]) for name in order}
    for name, (low, high, latex) in kinds.items():
        (gamma,) = loaded[name].variables
        assert loaded[name].conclusion.free_symbols == {gamma}
        assert loaded[name].ranges == {"gamma": (low, high)}
        assert gamma.within == (low, high)
        assert gamma.typeset == latex


def test_the_same_declaration_gives_equal_variables():
    assert real("x", within=(0, 1)) == real("x", within=(0, 1))
    assert hash(real("x", within=(0, 1))) == hash(real("x", within=(0, 1)))


@pytest.mark.parametrize(
    "other",
    [real("x", within=(0, 2)), real("x", within=(0, 1), latex="X"), integer("x", within=(0, 1))],
)
def test_range_latex_and_kind_belong_to_the_identity(other):
    assert real("x", within=(0, 1)) != other
    assert real("x", within=(0, 1)) + 1 != other + 1


def test_a_variable_survives_pickling():
    n = integer("n", within=(-3, 5), latex="N")
    again = pickle.loads(pickle.dumps(n**2 + 1))
    assert again == n**2 + 1
    (found,) = again.free_symbols
    assert (found.within, found.typeset, found.integral) == ((-3, 5), "N", True)


@pytest.mark.parametrize("declare", [real, integer])
def test_nothing_folds_before_an_engine_sees_it(declare):
    x = declare("x", within=(1, 2))
    for formula in (x**2 >= 0, Ge(x, x - 1), x > 0, x < 7, x * x + 1 > 0):
        assert isinstance(formula, Relational)


def test_a_float_bound_is_the_decimal_that_it_prints():
    assert real("x", within=(0.1, 0.3)).within == (Fraction(1, 10), Fraction(3, 10))


@pytest.mark.parametrize("within", [(1, 1), (2, 1), (float("nan"), 1), (0, float("inf")), ("a", 1)])
def test_an_empty_or_infinite_range_is_refused_by_name(within):
    with pytest.raises(ValueError, match="variable x"):
        real("x", within=within)


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_a_name_that_solvers_keep_for_themselves_is_refused(name):
    with pytest.raises(ValueError, match="choose another"):
        real(name)


@pytest.mark.parametrize("name", ["pi", "exp", "E", "e", "mod", "Real", "lambda_", "store"])
def test_other_names_of_the_language_may_be_used(name):
    from ganproof.verify.checks import smt

    statement = state("it", {"above one": real(name) > 1}, real(name) > 0)
    assert {smt.check(statement, engine).outcome for engine in smt.ENGINES} == {Outcome.PROVED}
