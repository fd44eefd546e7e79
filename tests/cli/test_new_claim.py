"""Adding a claim takes one file: the template, copied into a claim package, is all."""

import json
from pathlib import Path

import pytest

TEMPLATE = Path(__file__).parents[2] / "claims" / "template.py"
TITLE = "Gradient descent on a quadratic converges exactly for steps below 2/L."
SECOND = '''"""Twice a product is at most the sum of the squares."""

from ganproof.verify import Claim, real
from ownbox.optimisation import descent

x, y = real("x"), real("y")

claim = Claim(uses=[descent.claim])


@claim.states
def conclusions(*, factor=2):
    return {"at most the sum": x**2 + y**2 >= factor * x * y}


claim.mutant("three times the product", factor=3)
claim.mutant("minus three times the product", factor=-3)
'''


@pytest.fixture(scope="module")
def ganproof(command, write_package, tmp_path_factory):
    """The command line beside a claim package of one file, the template's text as printed."""
    folder = tmp_path_factory.mktemp("own")
    copied = command("copy", "template", folder=folder)
    assert copied.returncode == 0
    files = {"optimisation/descent.py": copied.stdout}
    package = write_package(folder / "site", "ownbox", files)

    def run(*arguments):
        return command(*arguments, folder=folder, sites=[folder / "site"])

    run.copied, run.folder = copied.stdout, package / "optimisation"
    return run


def claims(done):
    return {each["id"]: each for each in json.loads(done.stdout)["claims"]}


def test_copy_prints_the_template_as_it_is(ganproof):
    assert ganproof.copied == TEMPLATE.read_text(encoding="utf-8")
    assert len(ganproof.copied.splitlines()) <= 80


def test_one_file_in_a_claim_package_is_listed_decided_and_shown(ganproof):
    assert f"optimisation.descent  {TITLE}\n" in ganproof("list", "optimisation.").stdout
    done = ganproof("run", "optimisation.descent", "--format", "json")
    assert done.returncode == 0, done.stderr
    ((name, claim),) = claims(done).items()
    assert (name, claim["verdict"], claim["title"]) == ("optimisation.descent", "PROVED", TITLE)
    assert [each["necessary"] for each in claim["assumptions"]] == [True] * 3
    written = [each for each in claim["mutants"] if each["origin"] != "generated"]
    assert len(written) == 5
    assert {each["status"] for each in (*written, *claim["not_said"])} == {"refuted"}
    assert "survived" not in {each["status"] for each in claim["mutants"]}
    shown = ganproof("show", "optimisation.descent")
    assert shown.returncode == 0
    assert TITLE in shown.stdout
    assert "steps must stay below 1/L (folklore): false" in shown.stdout


def test_a_second_file_needs_nothing_else(ganproof):
    second = ganproof.folder / "products.py"
    second.write_text(SECOND, encoding="utf-8")
    try:
        listed = ganproof("list", "optimisation.").stdout.splitlines()
        done = ganproof("run", "optimisation", "--format", "json")
    finally:
        second.unlink()
    assert [line.split()[0] for line in listed] == ["optimisation.descent", "optimisation.products"]
    assert done.returncode == 0, done.stderr
    verdicts = {name: claim["verdict"] for name, claim in claims(done).items()}
    assert verdicts == {"optimisation.descent": "PROVED", "optimisation.products": "PROVED"}
    assert claims(done)["optimisation.products"]["uses"] == ["optimisation.descent"]
