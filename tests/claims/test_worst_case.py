"""Worst cases by PEPit and by the dual, where both have a closed form."""

import sys
from importlib import util

import pytest

from ganproof.claims.gan import worst_case
from ganproof.claims.gan.methods import FORWARD_BACKWARD
from ganproof.claims.gan.worst_case import Problem, solve

STEP = Problem(FORWARD_BACKWARD.name, 1, "1/2", "1/2")


def test_a_forward_step_contracts_by_its_factor():
    """1 - 2 eta mu + eta^2 = 3/4 at eta = mu = 1/2."""
    pytest.importorskip("PEPit")
    assert solve(STEP) == pytest.approx((0.75, 0.75), abs=1e-5)


@pytest.mark.parametrize("name", ["PEPit", "cvxpy"])
def test_what_is_not_installed_is_named(monkeypatch, name):
    there = util.find_spec
    monkeypatch.setattr(util, "find_spec", lambda asked: None if asked == name else there("sys"))
    with pytest.raises(ModuleNotFoundError, match="ganproof\\[programs\\]") as raised:
        solve(STEP)
    assert raised.value.name == name


def test_a_process_that_fails_is_an_error_with_its_last_words(monkeypatch):
    monkeypatch.setattr(util, "find_spec", lambda _: "there")
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(RuntimeError, match="was not found"):
        worst_case.solve(STEP)
