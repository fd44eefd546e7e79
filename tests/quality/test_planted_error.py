"""A planted error of measure 1e-5 is found by the sweep alone, and made small."""

from __future__ import annotations

from fractions import Fraction
from math import pi
from pathlib import Path

import pytest

from ganproof.verify.checks import sweep
from ganproof.verify.evidence import Outcome
from ganproof.verify.run.loading import load

FILE = Path(__file__).parent / "false" / "tiny_ball.py"
SEEDS = (1, 2, 2018)


@pytest.fixture(scope="module")
def statement():
    claim, _ = load(str(FILE), "")
    return claim.statements()["away"]


def fails(values):
    x, y = Fraction(values["x"]), Fraction(values["y"])
    return (x - Fraction(3, 7)) ** 2 + (y + Fraction(2, 5)) ** 2 < Fraction(1, 78540)


def size(values):
    return max(Fraction(value).denominator for value in values.values())


def test_the_error_has_measure_1e_5(statement):
    assert statement.ranges == {"x": (-1, 1), "y": (-1, 1)}
    assert pi / 78540 / 4 == pytest.approx(1e-5, rel=1e-3)
    radius = Fraction(1, 281)
    assert radius**2 < Fraction(1, 78540) < Fraction(1, 280) ** 2
    assert fails({"x": Fraction(3, 7) + radius, "y": Fraction(-2, 5)})


@pytest.mark.parametrize("seed", SEEDS)
def test_the_sweep_finds_it_and_makes_it_small(statement, seed):
    raw, _ = sweep.hit(statement, seed, 1 << 20)
    found = sweep.check(statement, seed, 1 << 20)
    assert found.outcome is Outcome.REFUTED
    assert found.counterexample.verified_by
    assert fails(raw.values)
    assert fails(found.counterexample.values)
    assert size(found.counterexample.values) < size(raw.values) / 1000
