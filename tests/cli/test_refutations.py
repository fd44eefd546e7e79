"""What is shown for a refuted claim is what refutes it."""

from types import SimpleNamespace

from ganproof.verify.evidence import Counterexample, Evidence, Outcome, Verdict
from ganproof.verify.faces import terminal


def test_a_verified_counterexample_is_shown_before_a_candidate():
    verified = Counterexample(values={"x": "1/2"}, verified_by=("fractions",))
    candidate = Counterexample(values={"x": "0.7"})
    evidence = [
        Evidence(check=check, conclusion="a", outcome=outcome, engines=(), counterexample=found)
        for check, outcome, found in (
            ("search", Outcome.REFUTED, verified),
            ("smt", Outcome.UNKNOWN, candidate),
        )
    ]
    conclusion = SimpleNamespace(name="a", verdict=Verdict.REFUTED)
    claim = SimpleNamespace(conclusions=[conclusion], evidence=evidence)
    assert terminal._refutations(claim) == [verified]
