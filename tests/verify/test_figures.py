"""A figure's record: rounded arrays, and the conclusion that it illustrates."""

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
'''


def test_panels_made_in_a_loop_are_recorded_one_by_one(tmp_path):
    file = tmp_path / "steps.py"
    file.write_text(CLAIM)
    found = [
        tasks.perform(str(file), "", tasks.Task(kind="figure", subject=title), seed=0).figure
        for title in ("(a)", "(b)", "(c)")
    ]
    assert [(each.title, each.illustrates) for each in found] == [
        ("(a)", "contracts"),
        ("(b)", "contracts"),
        ("(c)", ""),
    ]
    assert [each.data["x"] for each in found] == [(1, 0.5, 0.25), (1, -0.5, 0.25), (1,)]
    assert found[0].data["grid"] == ((0.333333, 0), (0, 1))
