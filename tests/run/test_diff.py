"""What two runs differ in, in words, each change with its cause."""

import json

import pytest

from ganproof.verify.evidence import Verdict
from ganproof.verify.run.diff import ClaimSnapshot, DiffError, Snapshot, differences, read

STATE = {"claim": "c1", "engine": "e1", "libraries": "numpy 1, sympy 1", "seed": "1"}


def snapshot(**changes):
    base = {
        "verdict": Verdict.PROVED,
        "scope": "",
        "as_expected": True,
        "conclusions": {"stable": Verdict.PROVED},
        "necessary": {"step": True},
        "refuted": {"too long a step": True},
        "fingerprint": STATE,
    }
    return Snapshot(claims={"toys.claim": ClaimSnapshot(**{**base, **changes})})


def only_line(before, after):
    (line,) = differences(before, after)
    return line


def test_equal_runs_differ_in_nothing():
    assert differences(snapshot(), snapshot()) == []


def test_a_new_fingerprint_alone_is_no_change():
    assert differences(snapshot(), snapshot(fingerprint={**STATE, "claim": "c2"})) == []


@pytest.mark.parametrize(
    ("key", "value", "cause"),
    [
        ("claim", "c2", "the claim or a module it imports changed"),
        ("engine", "e2", "the engine changed"),
        ("libraries", "numpy 1, sympy 2", "libraries changed: sympy 1 became sympy 2"),
        ("seed", "2", "the seed changed"),
        ("seed", "1", "nothing it depends on changed: look for chance or time limits"),
    ],
)
def test_a_changed_verdict_is_told_with_its_cause(key, value, cause):
    after = snapshot(verdict=Verdict.REFUTED, as_expected=False, fingerprint={**STATE, key: value})
    line = only_line(snapshot(), after)
    assert line.startswith("toys.claim: proved -> false; no longer as expected")
    assert line.endswith(f"(because {cause})")


def test_a_proof_that_shrinks_to_another_box_is_a_change():
    wide = snapshot(verdict=Verdict.PROVED_WITHIN, scope="x in [0, 2]")
    narrow = snapshot(verdict=Verdict.PROVED_WITHIN, scope="x in [0, 1]")
    line = only_line(wide, narrow)
    assert "(x in [0, 2]) -> " in line
    assert "(x in [0, 1])" in line


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"conclusions": {"stable": Verdict.UNDECIDED}}, "'stable': proved -> undecided"),
        ({"conclusions": {}}, "'stable': proved -> absent"),
        ({"necessary": {"step": None}}, "'step': yes -> open"),
        ({"necessary": {"step": False}}, "'step': yes -> no"),
        ({"refuted": {"too long a step": False}}, "'too long a step': yes -> no"),
        ({"refuted": {"too long a step": True, "new": True}}, "'new': absent -> yes"),
    ],
)
def test_what_changes_below_the_verdict_is_told_by_name(change, said):
    assert said in only_line(snapshot(), snapshot(**change))


def test_claims_that_come_and_go_are_told():
    nothing = Snapshot(claims={})
    assert differences(nothing, snapshot()) == ["toys.claim: new, proved"]
    assert differences(snapshot(), nothing) == ["toys.claim: gone"]


def test_a_baseline_is_read_as_it_was_written(tmp_path):
    file = tmp_path / "baseline.json"
    file.write_text(snapshot().model_dump_json())
    assert read(file) == snapshot()


@pytest.mark.parametrize(
    "junk",
    [b"", b"not json", b"[]", b"7", b"{}", b'{"snapshot": 2, "claims": {}}', b"\xff\xfe\x00"],
)
def test_what_is_neither_run_nor_baseline_is_refused_in_one_line(junk, tmp_path):
    file = tmp_path / "junk.json"
    file.write_bytes(junk)
    with pytest.raises(DiffError, match="neither a run") as caught:
        read(file)
    assert str(file) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_nan_in_a_run_is_refused(lemma_run, tmp_path):
    document = json.loads(lemma_run.stdout)
    document["claims"][0]["seconds"] = float("nan")
    file = tmp_path / "nan.json"
    file.write_text(json.dumps(document))
    with pytest.raises(DiffError, match="neither a run"):
        read(file)
