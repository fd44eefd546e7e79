import pytest

from ganproof.verify import Trial
from ganproof.verify.checks import simulation
from ganproof.verify.evidence import Outcome, Reach


def decay(*, step=1, holds=True):
    return Trial(holds, f"rate {step}", cases=3, values={"step": step})


def test_agreement_is_unrefuted_never_proved():
    found = simulation.check("decay", "it decays", True, decay, {})
    assert found.outcome is Outcome.UNREFUTED
    assert found.reach is Reach.SAMPLES
    assert found.counterexample is None
    assert found.scope == "3 cases"


def test_disagreement_refutes_with_its_numbers():
    found = simulation.check("decay", "it decays", True, decay, {"holds": False, "step": 2})
    assert found.outcome is Outcome.REFUTED
    assert found.counterexample.values == {"step": "2"}
    assert found.counterexample.shows == ("rate 2",)
    assert found.counterexample.verified_by


def test_a_check_function_must_return_a_trial():
    with pytest.raises(TypeError, match="rates returned bool; return Trial"):
        simulation.check("rates", "it", True, lambda: True, {})
