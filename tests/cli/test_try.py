"""``ganproof try``: variants of a lemma, decided for somebody who has only a file."""

import re
from fractions import Fraction

import pytest

LEMMA = "mescheder2018.lemma_3_3"
ALTERNATING = '''"""Alternating updates of the Dirac-GAN with a penalty: {title}."""

from sympy import Abs, Matrix, Ne

from ganproof.verify import Claim, real, schur

a = real("a", within=(-3, 3))
gamma = real("gamma", within=(-2, 5))
h = real("h", within=(-1, 3))

claim = Claim(
    given={{
        "the penalty is on": gamma > 0,
        "the step is positive": h > 0,
        "the loss has a slope": Ne(a, 0),
        "the step is short": {short},
    }}
)


@claim.states
def conclusions(*, M=Matrix([[1, -h * a], [h * a, 1 - h * gamma - h**2 * a**2]])):
    return {{"converges": schur(M)}}
'''
# The determinant is 1 - h gamma and the trace 2 - h gamma - h^2 a^2, so by Jury's conditions the
# update contracts exactly if h^2 a^2 + 2 h gamma < 4 (the other two then hold by themselves).
FALSE = ALTERNATING.format(title="any step below 2/|f'(0)|", short="h * Abs(a) < 2")
TRUE = ALTERNATING.format(title="the exact range", short="h**2 * a**2 + 2 * h * gamma < 4")
MARKUP = '''"""Is [red]x[/red] shown, and \\x1b[31mthis\\x1b[0m too?"""

from ganproof.verify import Claim, Trial, Verdict

claim = Claim(expected=Verdict.UNREFUTED)


@claim.simulation(decides="[bold]it[/bold] comes to rest")
def comes_to_rest():
    return Trial(True, "at [0]")
'''


@pytest.fixture(scope="module")
def tried(command, tmp_path_factory):
    """Run ``try`` on a text; each text once."""
    folder = tmp_path_factory.mktemp("try")
    done = {}

    def once(name, text):
        if name not in done:
            (folder / f"{name}.py").write_text(text, encoding="utf-8")
            done[name] = command("try", f"{name}.py", folder=folder)
        return done[name]

    yield once
    assert not (folder / ".ganproof").exists()


def test_a_false_variant_gets_a_small_counterexample_that_is_one(tried):
    done = tried("false", FALSE)
    assert done.returncode == 1
    assert done.stdout.startswith("REFUTED")
    (line,) = re.findall(r"^ *(a = \S+, gamma = \S+, h = [^;,\s]+.*)$", done.stdout, re.M)[:1]
    assert "eigenvalue" in line
    point = dict(re.findall(r"(\w+) = (-?\d+(?:/\d+)?)", line))
    a, gamma, h = (Fraction(point[name]) for name in ("a", "gamma", "h"))
    assert max(abs(n) for f in (a, gamma, h) for n in f.as_integer_ratio()) <= 20
    assert gamma > 0
    assert h > 0
    assert a != 0
    assert h * abs(a) < 2
    assert h**2 * a**2 + 2 * h * gamma >= 4


def test_a_true_variant_is_proved_by_two_engines_and_each_assumption_judged(tried):
    done = tried("true", TRUE)
    assert done.returncode == 0
    assert done.stdout.startswith("PROVED")
    assert "cvc5, z3" in done.stdout
    for name in ("the penalty is on", "the loss has a slope", "the step is short"):
        assert re.search(rf"{name}.*: needed: without it 'converges' fails", done.stdout)


def test_nothing_but_the_answer_is_printed(tried):
    for name, text in (("false", FALSE), ("true", TRUE)):
        assert tried(name, text).stderr == ""


def test_a_copied_claim_gets_the_verdict_of_the_installed_one(command, tried, lemma_run):
    copied = command("copy", LEMMA, folder=lemma_run.folder)
    assert copied.returncode == 0
    done = tried("copied", copied.stdout)
    assert lemma_run.returncode == done.returncode == 0
    assert done.stdout.startswith("PROVED")


def test_of_a_false_statement_no_variant_is_called_false_and_caught(tried):
    mutant = 'claim.mutant("no penalty", given={"the penalty is on": None})\n'
    done = tried("false_with_mutant", FALSE + mutant)
    assert done.returncode == 1
    assert "no penalty" not in done.stdout
    assert done.stdout.count("The statement itself fails") == 1
    assert "caught" not in done.stdout


@pytest.mark.parametrize(
    ("name", "draw", "says"),
    [
        (
            "no_draw",
            "def paint(axes, data): pass",
            "figure 'orbits': the file has no draw(axes, data)",
        ),
        ("no_y", "def draw(axes, data): axes.plot(data['y'])", "KeyError: 'y'"),
        ("drawn", "def draw(axes, data): axes.plot(data['x'])", ""),
    ],
)
def test_a_figure_that_cannot_be_drawn_is_a_failed_check(tried, name, draw, says):
    figure = 'claim.figure("orbits", caption="Some.")(lambda: {"x": [1, 2]})'
    done = tried(name, f"{MARKUP}\n\n{figure}\n\n\n{draw}\n")
    assert done.returncode == (3 if says else 0)
    assert says in done.stdout
    assert ("the check figure 'orbits' failed" in done.stdout) is bool(says)


def test_titles_and_names_are_shown_as_text_not_as_markup(tried):
    done = tried("markup", MARKUP)
    assert done.returncode == 0
    assert "Is [red]x[/red] shown" in done.stdout
    assert "[bold]it[/bold] comes to" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_file_that_defines_no_claim_fails_and_says_what_to_write(tried):
    done = tried("none", '"""Nothing here."""\n')
    assert done.returncode == 3
    assert "claim = Claim(" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_file_in_another_encoding_is_read_as_python_reads_it(command, tmp_path):
    text = MARKUP.replace("Is [red]x[/red] shown", "Théorème")
    (tmp_path / "latin.py").write_bytes(b"# coding: latin-1\n" + text.encode("latin-1"))
    done = command("try", "latin.py", folder=tmp_path)
    assert "Traceback" not in done.stderr
    assert done.returncode == 0
    assert "Théorème" in done.stdout


def test_a_file_that_is_not_there_is_a_usage_error(command, tmp_path):
    done = command("try", "missing.py", folder=tmp_path)
    assert done.returncode == 2
    assert "missing.py" in done.stderr
