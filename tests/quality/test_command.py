"""``ganproof try FILE``, the real command: exit codes and what is printed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
COMMAND = Path(sys.executable).with_name("ganproof")


@pytest.mark.parametrize(
    ("file", "code", "word", "printed"),
    [
        ("true/nested_root.py", 0, "PROVED", "the root is real, g >= 1: needed"),
        ("false/number_of_steps_far_away.py", 1, "REFUTED", "n = 295"),
        ("false/positive_but_at_one_point.py", 1, "REFUTED", "x = 1/3, y = 2/7"),
        ("neither/contradictory_assumptions.py", 1, "VACUOUS", "contradict each other"),
        ("neither/vanishing_denominator.py", 1, "UN", "add it to given"),
    ],
)
def test_try(file, code, word, printed):
    path = FOLDER / file
    done = subprocess.run(
        [COMMAND, "try", path], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == code, done.stderr
    assert done.stdout.startswith(word)
    title = path.read_text(encoding="utf-8").partition("\n")[0].strip('"')
    assert title in done.stdout
    assert printed in done.stdout
