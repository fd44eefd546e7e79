"""Formulas that Python folds before SymPy sees them."""

import pytest

from ganproof.verify.run.lint import vanishing

HEAD = "from ganproof.verify import Claim, real\nx, y = real('x'), real('y')\n"


def complaints(text, tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(HEAD + text)
    return list(vanishing(file))


@pytest.mark.parametrize(
    "formula",
    [
        "And(x**2 >= 0, x != 0)",
        "(x**2 >= 0) & (x != 0)",
        "sympy.And(x**2 >= 0, x != 0)",
        "And(*[x**2 >= 0, x != 0])",
        "And(*(c for c in [x > 0, x != y]))",
        "x != 0 and x**2 >= 0",
        "0 != x**2 > -1",
        "~((x == -1) | (x < 0))",
        "{'g': (x != 0) & (x**2 <= 1)}",
    ],
)
def test_a_comparison_that_vanishes_is_named_with_its_line(formula, tmp_path):
    found = complaints(f"z = {formula}\n", tmp_path)
    assert found
    assert found[0].startswith("line 3: ")
    assert "Ne(a, b)" in found[0]


def test_it_is_seen_inside_the_function_that_states(tmp_path):
    text = "def conclusions():\n    return {'a': (x > 0) & (x != y)}\n"
    assert complaints(text, tmp_path)[0].startswith("line 4: ")


@pytest.mark.parametrize(
    "text",
    [
        "if __name__ == '__main__':\n    pass\n",
        "n = 3 if len('ab') == 2 else 4\n",
        "evens = [k for k in range(9) if k % 2 == 0]\n",
        "@claim.simulation(supports='a')\ndef f():\n    return g(1 == 1)\n",
        "def radius():\n    return Trial(1 == 1, 'equal')\n",
        "from sympy import Ne\nz = Ne(x, 0)\n",
    ],
)
def test_python_s_own_tests_and_numbers_may_compare(text, tmp_path):
    assert complaints(text, tmp_path) == []


def test_a_name_given_twice_is_named(tmp_path):
    assert "'step'" in complaints("g = {'step': x > 0, 'step': x < 1}\n", tmp_path)[0]
