"""Runs of small claim files: what fails fails alone, and nothing depends on who does it."""

import json

import pytest

from ganproof.verify.evidence import Verdict
from ganproof.verify.faces.words import EXIT_FAILED, exit_code
from ganproof.verify.run import library, session, store

PROVED = '''"""A square is at least its tangent at one."""

from ganproof.verify import Claim, real

x = real("x")
claim = Claim(given={"x is positive": x > 0})


@claim.states
def conclusions(*, slope=2):
    return {"above the tangent": x**2 >= slope * x - 1}


claim.mutant("a steeper line", slope=3)
claim.mutant("a still steeper line", slope=4)
'''
CHECK = '''"""{title}."""

from ganproof.verify import Claim, Trial, Verdict

claim = Claim(expected=Verdict.UNREFUTED)


@claim.simulation(decides="it comes to rest")
def comes_to_rest():
    {body}
    return Trial(True, "at 0")
'''
GIVEN = '''"""An assumption that Python evaluates."""

from ganproof.verify import Claim, real

x = real("x")
claim = Claim(given={"the slope is not zero": x != 0})


@claim.states
def conclusions():
    return {"positive": x**2 > 0}
'''
FILES = {
    "proved": PROVED,
    "rests": CHECK.format(title="It rests", body="pass"),
    "raises_at_import": '"""It divides."""\n\n1 / 0\n',
    "raises_in_check": CHECK.format(title="It breaks", body='raise ValueError("no [b]grip[/b]")'),
    "loops": CHECK.format(title="It never ends", body="while True: pass"),
    "eats_memory": CHECK.format(title="It is greedy", body="bytearray(4 << 30)"),
    "returns_a_bool": CHECK.format(title="No trial", body="return True"),
    "does_not_parse": '"""Half a"""\n\nclaim = = 3\n',
    "defines_none": '"""No claim here."""\n\nx = 3\n',
    "bool_in_given": GIVEN,
    "misspelt_parameter": PROVED.replace("slope=3", "slop=3"),
    "misspelt_assumption": PROVED + 'claim.mutant("anywhere", given={"x is positiv": None})\n',
}
FAILURES = {
    "raises_at_import": ("ZeroDivisionError", "division by zero"),
    "raises_in_check": ("ValueError", "no [b]grip[/b]"),
    "loops": ("stopped after 15 s", "--timeout"),
    "eats_memory": ("3 GiB of memory",),
    "returns_a_bool": ("comes_to_rest returned bool", "return Trial(holds, shows)"),
    "does_not_parse": ("SyntaxError", "line 3"),
    "defines_none": ("defines no variable claim", "claim = Claim("),
    "bool_in_given": ("line 6", "x != 0", "Ne(a, b)"),
    "misspelt_parameter": ("'a steeper line'", "'slop'", "did you mean 'slope'?"),
    "misspelt_assumption": ("'anywhere'", "'x is positiv'", "did you mean 'x is positive'?"),
}


def written(folder, *names):
    found = []
    for name in names:
        file = folder / f"{name}.py"
        file.write_text(FILES[name], encoding="utf-8")
        found.append(library.of_file(file))
    return found


def decide(references, opened, **options):
    return session.run(references, opened, library_of=dict, **options)


def decided_alone(references, **options):
    with store.in_memory() as opened:
        return decide(references, opened, **options)


def timeless(node):
    """A document without what the clock says."""
    if isinstance(node, dict):
        return {key: timeless(value) for key, value in node.items() if key != "seconds"}
    return [timeless(each) for each in node] if isinstance(node, list) else node


def plain(document):
    return timeless(json.loads(document.model_dump_json()))


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """One run over claims that fail in every way among two that are sound."""
    references = written(tmp_path_factory.mktemp("mixed"), *FILES)
    with store.in_memory() as opened:
        document = decide(references, opened, timeout=15)
        rows = list(opened.rows())
    return document, rows


@pytest.mark.parametrize("name", FAILURES)
def test_a_claim_that_fails_is_its_own_check_failed_and_says_why(mixed, name):
    (claim,) = [each for each in mixed[0].claims if each.id == name]
    said = "; ".join(each.detail for each in claim.evidence if each.outcome == "failed")
    assert all(part in said for part in FAILURES[name]), said
    assert not claim.as_expected
    assert claim.verdict == "CHECK_FAILED"


def test_the_sound_claims_of_a_run_with_failures_are_decided_and_stored(mixed):
    document, rows = mixed
    verdicts = {each.id: each.verdict for each in document.claims if each.as_expected}
    assert verdicts == {"proved": "PROVED", "rests": "UNREFUTED"}
    stored = {claim: {task for name, task, *_ in rows if name == claim} for claim in verdicts}
    assert stored["rests"] == {"describe", "simulation/comes_to_rest"}
    assert {"smt/above the tangent/z3", "mutant/a steeper line"} <= stored["proved"]


def test_a_run_with_a_failure_exits_with_3(mixed):
    assert exit_code(mixed[0]) == EXIT_FAILED == 3


def test_failures_are_not_stored_so_the_next_run_tries_again(mixed):
    failed_in_check = {"raises_in_check", "loops", "eats_memory", "returns_a_bool"}
    for claim, task, *_ in mixed[1]:
        assert claim in {"proved", "rests"} or (claim in failed_in_check and task == "describe")


@pytest.mark.parametrize("way_out", ["SystemExit(0)", "KeyboardInterrupt"])
def test_a_claim_that_leaves_the_program_fails_alone(tmp_path, way_out):
    file = tmp_path / "leaves.py"
    file.write_text(CHECK.format(title="It leaves", body=f"raise {way_out}"))
    references = [library.of_file(file), *written(tmp_path, "rests")]
    try:
        document = decided_alone(references)
    except (SystemExit, KeyboardInterrupt) as problem:
        pytest.fail(f"the claim ended the run itself: {problem!r}")
    verdicts = {each.id: each.verdict for each in document.claims}
    assert verdicts == {"leaves": "CHECK_FAILED", "rests": "UNREFUTED"}


TWO_CHECKS = '''"""Two conclusions and two checks, the first of each the slower."""

import time

from ganproof.verify import Claim, Trial, real

x = real("x", within=(-2, 2))
claim = Claim(given={"inside": x**2 < 1})


@claim.states
def conclusions(*, bound=1):
    return {"small": x**3 < bound, "above the tangent": x**2 >= 2 * x - bound}


@claim.simulation(supports="small")
def slow():
    time.sleep(1)
    return Trial(True, "slow")


@claim.simulation(supports="small")
def fast():
    return Trial(True, "fast")
'''


@pytest.fixture(scope="module")
def by_workers(tmp_path_factory):
    """The same claims under one seed on one, two and three workers, and what was stored."""
    folder = tmp_path_factory.mktemp("workers")
    (folder / "two_checks.py").write_text(TWO_CHECKS)
    references = [library.of_file(folder / "two_checks.py")]
    runs = {}
    for workers in (1, 2, 3):
        with store.in_memory() as opened:
            document = decide(references, opened, workers=workers)
            again = decide(references, opened, workers=workers)
            rows = [[claim, task, json.loads(text)] for claim, task, _, text in opened.rows()]
        runs[workers] = plain(document), plain(again), timeless(rows)
    return references, runs


def test_the_document_does_not_depend_on_the_number_of_workers(by_workers):
    documents = [document for document, *_ in by_workers[1].values()]
    assert documents[0]["claims"][0]["verdict"] == "PROVED"
    assert documents[0] == documents[1] == documents[2]


def test_the_store_does_not_depend_on_the_number_of_workers(by_workers):
    one, two, three = (rows for *_, rows in by_workers[1].values())
    assert len(one) > 10
    assert one == two == three


def test_a_document_from_the_store_equals_the_one_just_made(by_workers):
    for document, again, _ in by_workers[1].values():
        assert document == again


def test_another_seed_changes_no_verdict_and_no_proof(by_workers):
    references, runs = by_workers
    first = runs[2][0]
    other = plain(decided_alone(references, seed=7))
    assert other["seed"] == 7 != first["seed"]
    for left, right in zip(first["claims"], other["claims"], strict=True):
        assert {**left["fingerprint"], "seed": "7"} == right["fingerprint"]
        for key in ("id", "title", "verdict", "as_expected", "scope", "trust", "conclusions"):
            assert left[key] == right[key]
        for key in ("mutants", "assumptions"):
            assert [each["name"] for each in left[key]] == [each["name"] for each in right[key]]
        assert [each["refuted"] for each in left["mutants"]] == [
            each["refuted"] for each in right["mutants"]
        ]
        assert [each["necessary"] for each in left["assumptions"]] == [
            each["necessary"] for each in right["assumptions"]
        ]


def test_what_is_stored_is_not_redone_and_an_edit_redoes_that_claim_only(tmp_path):
    log = tmp_path / "log.txt"
    log.touch()
    body = f"open({str(log)!r}, 'a').write('{{}}\\n')"
    for name in ("first", "second"):
        text = CHECK.format(title="It rests", body=body.format(name))
        (tmp_path / f"{name}.py").write_text(text)
    references = [library.of_file(tmp_path / f"{name}.py") for name in ("first", "second")]
    with store.in_memory() as opened:
        before = decide(references, opened)
        assert sorted(log.read_text().split()) == ["first", "second"]
        assert plain(decide(references, opened)) == plain(before)
        assert len(log.read_text().split()) == 2
        with (tmp_path / "second.py").open("a") as file:
            file.write("# edited\n")
        decide(references, opened)
    assert sorted(log.read_text().split()) == ["first", "second", "second"]


def test_progress_counts_up_to_the_tasks_there_are(tmp_path):
    told = []
    with store.in_memory() as opened:
        decide(
            written(tmp_path, "rests"),
            opened,
            progress=lambda done, total, what: told.append((done, total, what)),
        )
    assert told == [(1, 2, "rests describe"), (2, 2, "rests simulation/comes_to_rest")]


SCOPED = '''"""Steps on a quadratic contract below twice its inverse curvature."""

from sympy import And, Implies

from ganproof.verify import Claim, {word}, real

h, k = real("h"), real("k")
claim = Claim(given={{"the step is positive": h > 0, "the curvature is positive": k > 0}})


@claim.states
def conclusions(*, bound=2):
    contracts = Implies(h * k < bound, And(1 - h * k < 1, 1 - h * k > -1))
    return {{"contracts": {word}("steps on quadratics", contracts)}}


claim.mutant("thrice", bound=3)
claim.mutant("four times", bound=4)
'''


@pytest.mark.parametrize(
    ("word", "verdict"), [("examples", Verdict.EXAMPLES), ("sizes", Verdict.PROVED_WITHIN)]
)
def test_a_scoped_formula_is_worth_its_scope_and_no_more(tmp_path, word, verdict):
    file = tmp_path / "scoped.py"
    file.write_text(SCOPED.format(word=word))
    with store.in_memory() as opened:
        document = session.run([library.of_file(file)], opened, library_of=dict)
    claim = document.claims[0]
    assert (claim.verdict, claim.scope) == (verdict, "steps on quadratics")
    assert claim.conclusions[0].verdict is verdict


FICKLE = '''"""It says something else each time."""

import os
import time

from ganproof.verify import Claim, real

x = real("x")
claim = Claim(given={{"x is positive": x > 0}})


@claim.states
def conclusions(*, low=0):
    time.sleep(0.2)  # else one process may have done all before the other has begun
    return {{"above": x > low - os.getpid()}}


claim.mutant("above 1", low=10**9)
claim.mutant("above 2", low=10**9 + 1)
'''


def test_a_statement_that_differs_from_process_to_process_is_no_statement(tmp_path):
    file = tmp_path / "fickle.py"
    file.write_text(FICKLE.replace("{{", "{").replace("}}", "}"))
    with store.in_memory() as opened:
        document = session.run([library.of_file(file)], opened, library_of=dict, workers=2)
    claim = document.claims[0]
    assert not claim.as_expected
    details = " ".join(each.detail for each in claim.evidence)
    assert "something else each time" in details
    assert claim.verdict is not Verdict.PROVED


def test_what_a_claim_rests_on_must_be_there(tmp_path, write_package, monkeypatch):
    files = {
        "toys/ground.py": PROVED,
        "toys/top.py": PROVED.replace(
            "import Claim, real", "import Claim, real\nfrom gonebox.toys import ground"
        ).replace("x > 0})", "x > 0}, uses=[ground.claim])"),
    }
    folder = write_package(tmp_path / "site", "gonebox", files)
    monkeypatch.syspath_prepend(tmp_path / "site")
    top = library.Reference("toys.top", folder / "toys/top.py", "gonebox.toys.top")
    with store.in_memory() as opened:
        document = session.run([top], opened, library_of=dict)
    assert not document.claims[0].as_expected
    assert "no installed claim" in " ".join(each.detail for each in document.claims[0].evidence)


def test_no_claim_meets_what_another_has_changed(tmp_path, write_package, monkeypatch):
    changed = PROVED.replace(
        "import Claim, real", "import Claim, real\nfrom dirtbox import limits"
    ).replace("slope=2", "slope=limits.SLOPE")
    files = {
        "limits.py": "SLOPE = 5\n",
        "toys/first.py": changed + "\nlimits.SLOPE = 2\n",
        "toys/second.py": changed,
    }
    folder = write_package(tmp_path / "site", "dirtbox", files)
    monkeypatch.syspath_prepend(tmp_path / "site")
    library.packages.cache_clear()
    references = [
        library.Reference(f"toys.{name}", folder / f"toys/{name}.py", f"dirtbox.toys.{name}")
        for name in ("first", "second")
    ]
    with store.in_memory() as opened:
        document = session.run(references, opened, library_of=dict, workers=1)
    library.packages.cache_clear()
    assert {each.id: each.verdict for each in document.claims}["toys.second"] is Verdict.REFUTED
