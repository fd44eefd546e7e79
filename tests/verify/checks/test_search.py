import subprocess
import sys
from fractions import Fraction

import pytest
from sympy import Eq, Matrix, Or, Rational

from ganproof.verify import integer, real, schur
from ganproof.verify.checks import search
from ganproof.verify.counterexamples import confirm
from ganproof.verify.evidence import Outcome
from ganproof.verify.statement import state

x, y = real("x"), real("y")
n, m = integer("n", within=(-50, 50)), integer("m", within=(-50, 50))

FALSE = {
    "a boundary": state("it", {}, x**2 > 0),
    "a tail": state("it", {"x": x > 0}, x * y < Rational(17, 2)),
    "a predicate": state("it", {}, schur(Matrix([[x / 2, 1], [0, y / 3]]))),
    "integers": state("it", {"n": n > 3}, Or(n + m < 60, n > m)),
}


@pytest.mark.parametrize("name", FALSE)
def test_a_false_statement_is_refuted_by_an_exact_point(name):
    found = search.check(FALSE[name], seed=5)
    assert found.outcome is Outcome.REFUTED
    point = {key: Fraction(value) for key, value in found.counterexample.values.items()}
    assert confirm(FALSE[name], point) == found.counterexample


def test_what_is_found_is_made_small():
    assert search.check(FALSE["a boundary"], seed=1).counterexample.values == {"x": "0"}
    small = search.check(state("it", {}, x + y < 2), seed=1).counterexample.values
    assert sum(map(Fraction, small.values())) == 2


def test_a_true_statement_is_unrefuted_never_proved():
    found = search.check(state("it", {"x": x > 0}, x + 1 / x >= 2), seed=3)
    assert found.outcome is Outcome.UNREFUTED
    assert found.counterexample is None


def test_assumptions_that_no_point_met_leave_it_unknown():
    found = search.check(state("it", {"a": Eq(x**2, 2)}, x > 5), seed=3)
    assert found.outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("name", FALSE)
def test_the_same_seed_gives_the_same_result(name):
    first, second = (search.check(FALSE[name], seed=11) for _ in range(2))
    assert first == second


PROGRAM = """
import sys
from fractions import Fraction
from ganproof.verify import real
from ganproof.verify.checks import search
sys.path.insert(0, {folder!r})
{extra}
x, y = real("x", within=(-10000, 10000)), real("y", within=(-10000, 10000))
tried = []
def wanted(point):
    tried.append(tuple(map(str, point.values())))
    return False
ranges = {{each.name: each.within for each in (x, y)}}
search.simplest_point((x, y), ranges, wanted, 7)
print(tried)
"""


def test_no_result_depends_on_the_modules_that_are_loaded(tmp_path):
    """Hypothesis mixes in the constants of local modules, unless it is kept from doing so."""
    constants = "\n".join(f"N{number} = {number}" for number in range(1000, 9000, 37))
    (tmp_path / "local_constants.py").write_text(constants)

    def run(extra):
        program = PROGRAM.format(folder=str(tmp_path), extra=extra)
        command = [sys.executable, "-W", "ignore", "-c", program]
        return subprocess.run(
            command, capture_output=True, text=True, check=True, cwd=tmp_path
        ).stdout

    alone = run("")
    assert len(alone) > 1000
    assert run("import local_constants") == alone


def test_a_hit_is_kept_where_its_neighbours_do_not_fail():
    hit_x, hit_y = Fraction(355, 113), Fraction(-355, 113)
    stated = state("it", {"line": Eq(x, -y), "there": Eq(113 * x, 355)}, x + y > 0)
    hit = confirm(stated, {"x": hit_x, "y": hit_y})
    assert search.shrink(stated, hit, seed=2) == hit


def test_a_hit_is_shrunk_in_boxes_around_it():
    # Fails within 1/100 of (3/7, 2/7) only, where the default grids do not look.
    distance = (x - Rational(3, 7)) ** 2 + (y - Rational(2, 7)) ** 2
    stated = state("it", {}, distance > Rational(1, 10**4))
    hit = confirm(stated, {"x": Fraction("0.428571"), "y": Fraction("0.285714")})
    found = search.shrink(stated, hit, seed=2)
    assert all(Fraction(found.values[k]).denominator <= 1000 for k in "xy")
    point = {key: Fraction(value) for key, value in found.values.items()}
    away = (point["x"] - Fraction(3, 7)) ** 2 + (point["y"] - Fraction(2, 7)) ** 2
    assert away <= Fraction(1, 10**4)
