"""The guide to writing claims: what it names is there, and its example runs as it stands."""

import re
import textwrap
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from sympy import Matrix, Rational, symbols

import ganproof.verify as verify
from ganproof.verify.enclosures import FUNCTIONS
from ganproof.verify.evidence import Origin, Trial, Verdict
from ganproof.verify.programs import checked
from ganproof.verify.source import Paper

GUIDE = Path(__file__).parents[2] / "docs" / "writing-claims.md"
TEXT = GUIDE.read_text(encoding="utf-8")


def test_the_whole_file_is_proved_as_it_stands(command, tmp_path):
    (example,) = re.findall(r"^```python\n(.*?)^```$", TEXT, re.M | re.S)
    (tmp_path / "mine.py").write_text(example, encoding="utf-8")
    done = command("try", "mine.py", folder=tmp_path)
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("PROVED")
    assert "every round comes nearer: false, caught by first_round" in done.stdout


def test_the_game_of_your_own_runs_as_it_stands():
    section = TEXT.partition("## A game of your own")[2].partition("\n## ")[0]
    (example,) = re.findall(r"(?:^    .*\n|^\n(?=    ))+", section, re.M)
    names = {}
    exec(textwrap.dedent(example), names)
    # K_DD = diag(1, 3) and K_DG = diag(1, 2), so that each player's parameters turn in pairs
    expected = [[0, 0, 1, 0], [0, 0, 0, 2], [-1, 0, -1, 0], [0, -2, 0, -3]]
    assert names["J"] == Matrix(expected) / 2
    at_rest = names["field"]((np.array([0.0, 1.0]), np.zeros(2)))
    assert np.allclose(at_rest, 0, atol=1e-12)


def test_the_optima_with_certificates_run_as_they_stand():
    pytest.importorskip("clarabel")
    section = TEXT.partition("## Optima with certificates")[2].partition("\n## ")[0]
    examples = re.findall(r"(?:^    .*\n|^\n(?=    ))+", section, re.M)
    assert len(examples) == 3
    names = {name: getattr(verify, name) for name in ("linear_optimum", "quadratic_inequality")}
    names |= {"Trial": Trial, "Fraction": Fraction, "symbols": symbols, "Rational": Rational}
    for example in examples:
        exec(textwrap.dedent(example), names)
    assert names["trial"].holds
    made = [*names["trial"].certificates, names["rate"], names["enclosed"]]
    assert [checked(each) for each in made] == ["", "", ""]
    assert names["distance"] == Fraction(7, 2)
    convex = section.partition("`quadratic_inequality`")[0]
    assert set(re.findall(r"`(x[^`]*|[a-z]+\(.*?x\)\)?)`", convex)) == set(FUNCTIONS)


@pytest.mark.parametrize("line", re.findall(r"^    from (ganproof\S+ import .*)$", TEXT, re.M))
def test_the_imports_of_the_guide_work(line):
    module, names = line.split(" import ")
    for name in names.split(", "):
        try:
            getattr(import_module(module), name)
        except AttributeError:
            import_module(f"{module}.{name}")


def test_origins_verdicts_and_fields_are_those_of_the_program():
    assert set(re.findall(r"Origin\.(\w+)", TEXT)) == {
        each.name for each in Origin if each is not Origin.GENERATED
    }
    named = set(re.findall(r"`(?:Verdict\.)?([A-Z]+(?:_[A-Z]+)?)`", TEXT))
    assert {"PROVED", "UNREFUTED", "PROVED_WITHIN"} <= named <= {each.name for each in Verdict}
    table = TEXT.partition("| field of `Trial` |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.M) == list(Trial.__dataclass_fields__)
    kinds = re.findall(r"`(\w+)`", TEXT.partition("likewise ")[2].partition(". ")[0])
    assert all(callable(getattr(Paper, kind)) for kind in kinds)
    assert len(kinds) == 7
