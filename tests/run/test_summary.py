"""From results to a claim's record."""

import pytest
from pydantic import ValidationError

from ganproof.verify.evidence import Counterexample, Evidence, Outcome
from ganproof.verify.faces.words import exit_code, summary
from ganproof.verify.records import ClaimRecord
from ganproof.verify.run import library, session, store

GROUND = '''"""A theorem taken on trust."""

from ganproof.verify import Claim, cited

claim = Claim(cited("A. Author, A Book, Theorem 1"))
'''
USER = '''"""It rests on a theorem."""

from ganproof.verify import Claim, Trial, Verdict
from restbox.toys import {ground}

claim = Claim(uses=[{ground}.claim], expected=Verdict.UNREFUTED)


@claim.simulation(decides="it comes to rest")
def comes_to_rest():
    return Trial({holds}, "the end", cases=4, values={{"h": 3}})
'''


@pytest.fixture(scope="module")
def document(tmp_path_factory, write_package):
    """A claim on a claim on a textbook theorem; the one in the middle is refuted."""
    site = tmp_path_factory.mktemp("site")
    files = {
        "toys/theorem.py": GROUND,
        "toys/middle.py": USER.format(ground="theorem", holds=False),
        "toys/top.py": USER.format(ground="middle", holds=True),
        "toys/sound.py": USER.format(ground="theorem", holds=True),
    }
    folder = write_package(site, "restbox", files)
    known = {
        f"toys.{name}": library.Reference(
            f"toys.{name}", folder / "toys" / f"{name}.py", f"restbox.toys.{name}"
        )
        for name in ("theorem", "middle", "top", "sound")
    }
    with pytest.MonkeyPatch.context() as patch, store.in_memory() as opened:
        patch.syspath_prepend(site)
        return session.run(
            [known["toys.top"], known["toys.sound"]], opened, library_of=lambda: known
        )


def by_id(document):
    return {claim.id: claim for claim in document.claims}


def test_what_a_claim_uses_is_decided_with_it(document):
    verdicts = {name: claim.verdict for name, claim in by_id(document).items()}
    assert verdicts == {
        "toys.middle": "REFUTED",
        "toys.sound": "UNREFUTED",
        "toys.theorem": "CITED",
        "toys.top": "UNREFUTED",
    }


def test_the_weakest_verdict_below_is_shown_however_deep(document):
    claims = by_id(document)
    assert claims["toys.top"].weakest_used == "REFUTED"
    assert claims["toys.middle"].weakest_used == "CITED"
    assert claims["toys.theorem"].weakest_used is None


def test_a_textbook_theorem_is_in_the_trust_of_the_claim_on_it(document):
    assert any("A. Author, A Book" in each for each in by_id(document)["toys.sound"].trust)


def test_what_samples_alone_support_does_not_rest_on_what_proved_another_claim(document):
    assert not any("A. Author, A Book" in each for each in by_id(document)["toys.top"].trust)


def test_a_failing_trial_shows_its_case(document):
    (evidence,) = by_id(document)["toys.middle"].evidence
    assert evidence.counterexample.values == {"h": "3"}
    assert evidence.scope == "4 cases"


def test_a_refuted_claim_that_was_expected_to_hold_is_unexpected(document):
    assert not by_id(document)["toys.middle"].as_expected
    assert exit_code(document) == 1
    assert summary(document) == (
        "3 claims: 1 false, 2 no counterexample found; 1 textbook theorem taken on trust; "
        "NOT AS EXPECTED: toys.middle."
    )


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_records_refuse_what_is_no_number(document, number):
    fields = {"check": "smt", "conclusion": "c", "outcome": Outcome.PROVED, "engines": ()}
    with pytest.raises(ValidationError, match="finite"):
        Evidence(**fields, seconds=number)
    content = document.claims[0].model_dump()
    with pytest.raises(ValidationError, match="finite"):
        ClaimRecord(**{**content, "seconds": number})


def test_records_are_frozen_and_refuse_unknown_fields():
    record = Counterexample(values={"h": "1/2"})
    with pytest.raises(ValidationError, match="frozen"):
        record.certificate = "forged"
    with pytest.raises(ValidationError, match="Extra"):
        Counterexample(values={}, verified=True)
