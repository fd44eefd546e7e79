"""Statements that are neither proved nor refuted, and must say why."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from ganproof.verify.evidence import Verdict

FOLDER = Path(__file__).parent / "neither"
FILES = sorted(FOLDER.glob("*.py"))
pytestmark = pytest.mark.xdist_group("quality")

OPEN = {Verdict.UNREFUTED, Verdict.UNDECIDED}
VERDICTS = {
    "case_that_never_happens": {Verdict.VACUOUS, Verdict.UNDECIDED},
    "contradictory_assumptions": {Verdict.VACUOUS},
    "fails_at_an_irrational_point": OPEN,
    "root_of_a_negative_number": OPEN,
    "vanishing_denominator": OPEN,
}
WORDS = {
    "case_that_never_happens": "assumptions",
    "contradictory_assumptions": "contradict each other",
    "fails_at_an_irrational_point": "not rational",
    "root_of_a_negative_number": "add it to given",
    "vanishing_denominator": "add it to given",
}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_is_left_open(judged, file):
    assert judged[file].verdict in VERDICTS[file.stem]
    assert not judged[file].as_expected


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_says_why(judged, file):
    reasons = [each.reason for each in judged[file].conclusions]
    assert any(WORDS[file.stem] in reason for reason in reasons), reasons


def test_an_assumption_is_needed_only_where_it_fails(judged):
    """At gamma > 0 the penalty is on, so no such point shows what happens without it."""
    (assumption,) = judged[FOLDER / "root_of_a_negative_number.py"].assumptions
    found = assumption.counterexample
    assert found is None or Fraction(found.values["gamma"]) <= 0
