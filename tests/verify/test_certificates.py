"""Certificates of counterexamples, and the checker that needs the standard library alone."""

import ast
import copy
import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from sympy import Abs, And, Eq, Implies, Matrix, Max, Min, Ne, Not, Or, Rational, diag, sign, sqrt

from ganproof.verify import certificates, real, schur, unstable
from ganproof.verify.counterexamples import confirm
from ganproof.verify.statement import state

x, y = real("x"), real("y")

FALSE = {
    "a bound": (state("it", {"a": x > 0}, x < 2), {"x": 3, "y": 0}),
    "a quotient": (state("it", {"a": Ne(y, 0)}, x / y < 2), {"x": 6, "y": "3/2"}),
    "a rational root": (state("it", {"a": x >= 0}, sqrt(x) > y), {"x": "9/4", "y": "3/2"}),
    "functions": (
        state("it", {}, Abs(x) + sign(y) > Max(x, y, 1) + Min(x, -1)),
        {"x": 4, "y": "-1/3"},
    ),
    "connectives": (
        state("it", {"a": Or(x > 5, Not(y > 0))}, And(x > 0, Eq(y, 0))),
        {"x": 1, "y": -1},
    ),
    "a predicate": (state("it", {"a": x > 0}, schur(diag(x, Rational(1, 2)))), {"x": 1, "y": 0}),
    "an implication": (
        state("it", {}, Implies(x >= 1, unstable(Matrix([[0, x], [-x, 0]])))),
        {"x": 1, "y": 0},
    ),
}


@pytest.fixture(params=FALSE)
def valid(request):
    stated, point = FALSE[request.param]
    text = confirm(stated, {name: Fraction(value) for name, value in point.items()}).certificate
    return json.loads(text)


def changed(certificate, **entries):
    return {**copy.deepcopy(certificate), **entries}


def test_a_valid_certificate_checks(valid):
    assert certificates.check(valid) == ""


def test_a_flipped_conclusion_does_not(valid):
    flipped = changed(valid, conclusion=["not", valid["conclusion"]])
    assert certificates.check(flipped) == "the conclusion is true at the point"


def test_a_false_premise_does_not(valid):
    premises = [*valid["premises"], ["<", ["num", "1"], ["num", "1"]]]
    assert certificates.check(changed(valid, premises=premises)).startswith("a premise is false")


def test_another_point_does_not():
    stated, point = FALSE["a bound"]
    valid = json.loads(confirm(stated, {n: Fraction(v) for n, v in point.items()}).certificate)
    moved = changed(valid, point={"x": "1", "y": "0"})
    assert certificates.check(moved) == "the conclusion is true at the point"
    moved = changed(valid, point={"x": "-1", "y": "0"})
    assert certificates.check(moved).startswith("a premise is false")


@pytest.mark.parametrize(
    ("relation", "holds"),  # of 1 and 2, of 2 and 2, of 3 and 2
    [
        ("=", (False, True, False)),
        ("!=", (True, False, True)),
        ("<", (True, False, False)),
        ("<=", (True, True, False)),
        (">", (False, False, True)),
        (">=", (False, True, True)),
    ],
)
def test_a_comparison_is_exact_at_its_boundary_too(relation, holds):
    for left, true in zip("123", holds, strict=True):
        conclusion = [relation, ["num", left], ["num", "2"]]
        problem = certificates.check({"point": {}, "premises": [], "conclusion": conclusion})
        assert problem == ("the conclusion is true at the point" if true else "")


@pytest.mark.parametrize("part", ["point", "premises", "conclusion"])
@pytest.mark.parametrize(
    "junk",
    [
        None,
        7,
        "<",
        [],
        [[]],
        {"x": "1/0"},
        {"x": "two"},
        {"x": None},
        {"x": float("inf")},
        {"x": float("nan")},
        [["<", ["num", "1"]]],
        [["?", ["num", "1"], ["num", "2"]]],
        [["<", ["?", ["num", "1"]], ["num", "2"]]],
        ["<", ["var", "nobody"], ["num", "2"]],
        ["<", ["^", ["num", "0"], "-1"], ["num", "2"]],
        ["<", ["^", ["num", "2"], "1/2"], ["num", "1"]],
        ["<", ["^", ["num", "-4"], "1/2"], ["num", "1"]],
        ["<", ["^", ["num", "8"], "1/3"], ["num", "1"]],
        ["<", ["num", float("inf")], ["num", "1"]],
    ],
)
def test_what_is_malformed_is_named_and_never_valid(part, junk):
    stated, point = FALSE["a bound"]
    valid = json.loads(confirm(stated, {n: Fraction(v) for n, v in point.items()}).certificate)
    harmless = part == "premises" and junk == []  # no premise at all is a stronger refutation
    problem = certificates.check(changed(valid, **{part: junk}))
    assert (problem == "") is harmless


@pytest.mark.parametrize("part", ["point", "premises", "conclusion"])
def test_a_missing_part_is_malformed(valid, part):
    del valid[part]
    assert certificates.check(valid).startswith("malformed")


def test_a_run_document_is_searched_for_certificates():
    stated, point = FALSE["a bound"]
    text = confirm(stated, {n: Fraction(v) for n, v in point.items()}).certificate
    tampered = json.dumps({**json.loads(text), "conclusion": ["or"], "premises": [["or"]]})
    document = {
        "claims": [
            {"id": "good", "evidence": [{"counterexample": shown(text)}]},
            {"id": "bad", "mutants": [{"deep": [shown(tampered)]}], "certificate": ""},
        ]
    }
    count, problems = certificates.recheck(document)
    assert count == 2
    assert problems == ["bad: a premise is false at the point: ['or']"]


def shown(certificate):
    return {"certificate": certificate, "values": json.loads(certificate)["point"]}


def test_a_certificate_for_another_point_than_the_one_shown_is_not_valid():
    stated, point = FALSE["a bound"]
    text = confirm(stated, {n: Fraction(v) for n, v in point.items()}).certificate
    beside = {**shown(text), "values": {"x": "77"}}
    count, problems = certificates.recheck({"claims": [{"id": "a", "evidence": [beside]}]})
    assert count == 1
    assert "another point" in problems[0]


@pytest.mark.parametrize("number", ["1e400000000", "9" * 5000, "nan", "1_000", ""])
def test_numbers_that_are_not_plain_are_malformed(number):
    certificate = {
        "point": {"x": number},
        "premises": [],
        "conclusion": ["<", ["var", "x"], ["num", "0"]],
    }
    assert certificates.check(certificate).startswith("malformed")


def test_a_power_that_would_never_end_is_malformed():
    power = ["^", ["num", "2"], "10000000000"]
    certificate = {"point": {}, "premises": [], "conclusion": ["<", power, ["num", "0"]]}
    assert certificates.check(certificate).startswith("malformed")


def test_the_checker_imports_the_standard_library_only():
    files = [*Path(certificates.__file__).parent.glob("*.py")]
    own = {file.stem for file in files} | {""}
    imported = {
        name
        for tree in (ast.parse(file.read_text(encoding="utf-8")) for file in files)
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [f"{'.' * (node.level - 1)}{node.module or ''}"]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    outside = {name.split(".")[0] for name in imported - own - {"certificates"}}
    assert outside <= sys.stdlib_module_names
    assert "fractions" in imported


@pytest.mark.parametrize(("conclusion", "code"), [(["or"], 0), (["and"], 1)])
def test_the_checker_runs_without_any_installed_package(tmp_path, conclusion, code):
    certificate = json.dumps({"point": {"x": "1/2"}, "premises": [], "conclusion": conclusion})
    document = tmp_path / "run.json"
    document.write_text(json.dumps({"claims": [{"id": "a", "evidence": [shown(certificate)]}]}))
    command = [sys.executable, "-I", "-S", str(Path(certificates.__file__).parent), str(document)]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    assert finished.returncode == code, finished.stderr
    assert finished.stdout.startswith(f"1 certificates, {code} not valid")
