"""``diff``, ``baseline``, ``recheck`` and ``doctor``: what is done with a run afterwards."""

import json

import pytest
from click.testing import CliRunner

from ganproof.verify import cli, convex_optimum, linear_optimum
from ganproof.verify.doctor import examine
from ganproof.verify.run import libraries


def invoke(*arguments):
    return CliRunner().invoke(cli.main, [str(each) for each in arguments])


def changed(lemma_run, folder, change):
    """A copy of the run in which one claim is other than it was."""
    document = json.loads(lemma_run.stdout)
    (claim,) = [each for each in document["claims"] if each["id"] == "mescheder2018.lemma_3_3"]
    change(claim)
    file = folder / "changed.json"
    file.write_text(json.dumps(document))
    return file


def test_a_run_differs_from_itself_and_from_its_baseline_in_nothing(lemma_run, tmp_path):
    baseline = tmp_path / "baseline.json"
    assert invoke("baseline", lemma_run.document, baseline).exit_code == 0
    for before, after in [
        (lemma_run.document, lemma_run.document),
        (baseline, lemma_run.document),
        (lemma_run.document, baseline),
        (baseline, baseline),
    ]:
        done = invoke("diff", before, after)
        assert (done.exit_code, done.stdout) == (0, "no verdict changed\n")
    assert "seconds" not in baseline.read_text()


def test_a_changed_verdict_exits_with_1_and_names_claim_and_cause(lemma_run, tmp_path):
    def weaken(claim):
        claim["verdict"], claim["as_expected"] = "UNDECIDED", False
        claim["fingerprint"]["seed"] = "99"

    done = invoke("diff", lemma_run.document, changed(lemma_run, tmp_path, weaken))
    assert done.exit_code == 1
    assert done.stdout == (
        "mescheder2018.lemma_3_3: proved -> undecided; no longer as expected "
        "(because the seed changed)\n"
    )


@pytest.mark.parametrize("arguments", [("junk", "run"), ("run", "junk"), ("missing", "run")])
def test_a_junk_file_is_a_usage_error_in_one_line(lemma_run, tmp_path, arguments):
    (tmp_path / "junk").write_bytes(b"\x00\xff junk")
    places = {"run": lemma_run.document, "junk": tmp_path / "junk", "missing": tmp_path / "gone"}
    done = invoke("diff", *(places[each] for each in arguments))
    assert done.exit_code == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


def test_a_baseline_that_cannot_be_written_is_told_without_a_traceback(lemma_run, tmp_path):
    target = tmp_path / "no such folder" / "baseline.json"
    done = invoke("baseline", lemma_run.document, target)
    assert isinstance(done.exception, SystemExit)
    assert done.exit_code != 0
    assert "no such folder" in done.stderr


def certificates(node):
    """All places in a run that hold a certificate."""
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    if isinstance(node, dict) and node.get("certificate"):
        yield node
    for child in children:
        yield from certificates(child)


def test_the_counterexamples_of_a_good_run_check(lemma_run):
    done = invoke("recheck", lemma_run.document)
    count = len(list(certificates(json.loads(lemma_run.stdout))))
    assert count > 5
    assert done.exit_code == 0
    assert done.stdout.startswith(f"{count} certificates checked")
    assert done.stdout.rstrip().endswith("0 not valid")


def other_point(certificate):
    certificate["point"] = dict.fromkeys(certificate["point"], "0")


def other_conclusion(certificate):
    certificate["conclusion"] = ["not", certificate["conclusion"]]


def no_point(certificate):
    del certificate["point"]


def point_as_list(certificate):
    certificate["point"] = [1, 2]


def forged_premises(certificate):
    certificate["premises"] = [["<", ["num", "1/0"], ["num", "1"]]]


@pytest.mark.parametrize(
    "tamper", [other_point, other_conclusion, no_point, point_as_list, forged_premises]
)
def test_a_tampered_certificate_is_found_and_its_claim_named(lemma_run, tmp_path, tamper):
    def change(claim):
        first = next(certificates(claim["assumptions"]))
        content = json.loads(first["certificate"])
        tamper(content)
        first["certificate"] = json.dumps(content)

    done = invoke("recheck", changed(lemma_run, tmp_path, change))
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert done.stdout.startswith("mescheder2018.lemma_3_3: ")
    assert "1 not valid" in done.stdout


@pytest.mark.parametrize(
    "junk", [b"", b"not json", b"[]", b"{}", b"\xff", b'{"claims": 3}', b'{"claims": [3]}']
)
def test_what_is_no_run_is_a_usage_error(junk, tmp_path):
    file = tmp_path / "junk.json"
    file.write_bytes(junk)
    done = invoke("recheck", file)
    assert isinstance(done.exception, SystemExit)
    assert done.exit_code == 2
    assert str(file) in done.stderr


def line(bound=3):
    return linear_optimum("the largest x", {"x": 1}, [({"x": 1}, "<=", bound)])


def enclosed():
    terms = [(1, "exp(x)", 1, "f", 0), (1, "exp(x)", -1, "f", 0)]
    return convex_optimum("cosh", terms, [], near={"f": 0.1}, active={})


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (line, "1 certificates checked with the standard library and 0 in ball arithmetic"),
        (enclosed, "0 certificates checked with the standard library and 1 in ball arithmetic"),
        (lambda: [line(), enclosed(), line(5)], "2 certificates checked with the standard library"),
    ],
    ids=["linear", "convex", "several"],
)
def test_a_certificate_by_somebody_else_is_rechecked(made, said, tmp_path):
    file = tmp_path / "theirs.json"
    file.write_text(json.dumps(made()), encoding="utf-8")
    done = invoke("recheck", file)
    assert done.exit_code == 0, done.stdout
    assert done.stdout.startswith(said)


@pytest.mark.parametrize("made", [line, enclosed])
def test_a_certificate_with_a_changed_number_is_not_valid(made, tmp_path):
    certificate = made()
    name = next(iter(certificate["point"]))
    certificate["point"][name] += "1"
    file = tmp_path / "theirs.json"
    file.write_text(json.dumps(certificate), encoding="utf-8")
    done = invoke("recheck", file)
    assert done.exit_code == 1
    assert "certificate 1: something was changed" in done.stdout


def test_a_run_without_certificates_checks_nothing_and_says_so(tmp_path):
    file = tmp_path / "empty.json"
    file.write_text('{"claims": []}')
    assert invoke("recheck", file).exit_code == 5


def test_doctor_finds_this_machine_sound(command, tmp_path):
    done = command("doctor", folder=tmp_path)
    assert done.returncode == 0
    assert "MISSING" not in done.stdout
    for name in ("Python", "cvc5", "python-flint", "SQLite", "claims", "store"):
        assert f"{name}: " in done.stdout
    assert not (tmp_path / ".ganproof").exists()


def test_doctor_names_a_missing_library_with_the_remedy(monkeypatch, tmp_path):
    versions = {**libraries.versions(), "cvc5": "missing"}
    monkeypatch.setattr(libraries, "versions", lambda: versions)
    done = invoke("doctor", "--store", tmp_path / "s.sqlite")
    assert done.exit_code == 4
    lines = done.stdout.splitlines()
    where = lines.index("MISSING  cvc5: missing")
    assert lines[where + 1].strip() == "pip install cvc5"


def test_doctor_names_a_store_that_cannot_be_used(tmp_path):
    store = tmp_path / "s.sqlite"
    store.write_text("no database\n" * 20)
    (line,) = [each for each in examine(store) if each.what == "store"]
    assert not line.good
    assert "not an SQLite file" in line.remedy
    assert store.read_text() == "no database\n" * 20


def test_doctor_counts_the_results_in_the_store(lemma_run):
    (line,) = [each for each in examine(lemma_run.store) if each.what == "store"]
    assert line.good
    assert int(line.found.split()[-2]) > 10


def test_doctor_says_when_sympy_computes_with_flint(monkeypatch, tmp_path):
    monkeypatch.setenv("SYMPY_GROUND_TYPES", "flint")
    (line,) = [each for each in examine(tmp_path / "s") if each.what == "SYMPY_GROUND_TYPES"]
    assert (line.good, line.found) == (False, "flint")
