"""A figure's record: rounded arrays, and the conclusion that it illustrates."""

import pytest

from ganproof.verify.complaints import ClaimError
from ganproof.verify.run import tasks

CLAIM = '''"""A step below twice the inverse curvature contracts."""

import numpy as np
from sympy import And

from ganproof.verify import Claim, real

h = real("h")
claim = Claim(given={"the step is positive": h > 0})


@claim.states
def conclusions(*, bound=2):
    return {"contracts": And(h < bound, h > -bound)}


for letter, step in zip("ab", (0.5, 1.5)):

    @claim.figure(f"({letter})", caption="An orbit.", illustrates="contracts")
    def orbit(*, step=step):
        return {"x": (1 - step) ** np.arange(3), "grid": [[1 / 3, 0], [0, 1]]}


claim.figure("(c)", caption="Another.")(lambda: {"x": [1]})


def draw(axes, data):
    axes.plot(data["x"])
'''


def drawn(folder, text, title="(c)"):
    file = folder / "steps.py"
    file.write_text(text)
    return tasks.perform(str(file), "", tasks.Task(kind="figure", subject=title), seed=0).figure


def test_panels_made_in_a_loop_are_recorded_one_by_one(tmp_path):
    found = [drawn(tmp_path, CLAIM, title) for title in ("(a)", "(b)", "(c)")]
    assert [(each.title, each.illustrates) for each in found] == [
        ("(a)", "contracts"),
        ("(b)", "contracts"),
        ("(c)", ""),
    ]
    assert [each.data["x"] for each in found] == [(1, 0.5, 0.25), (1, -0.5, 0.25), (1,)]
    assert found[0].data["grid"] == ((0.333333, 0), (0, 1))


@pytest.mark.parametrize(
    ("old", "new", "problem", "says"),
    [
        ("def draw(", "def paint(", ClaimError, r"'\(c\)': the file has no draw\(axes, data\)"),
        ('{"x": [1]}', '{"x": [1, np.nan]}', ClaimError, r"'\(c\)': x has nan or infinite"),
        ('data["x"]', 'data["y"]', KeyError, "y"),
        ('axes.plot(data["x"])', "axes.set(title='$x^$')", ValueError, "x"),
    ],
    ids=["no draw", "nan", "draw raises", "a picture that cannot be made"],
)
def test_a_figure_that_cannot_be_drawn_fails(tmp_path, old, new, problem, says):
    assert old in CLAIM
    with pytest.raises(problem, match=says):
        drawn(tmp_path, CLAIM.replace(old, new))
