"""``ganproof train``: recordings beside a file of one's own, and what it says where it cannot."""

from textwrap import dedent

import pytest
from click.testing import CliRunner

from ganproof.verify import cli
from ganproof.verify.faces import training

CLAIM = dedent('''
    """Doubling doubles."""
    from ganproof.verify import HERE, Claim, Measurement, Rule, Verdict

    claim = Claim(expected=Verdict.OBSERVED)
    RULE = Rule(metric="size", arms=("twice", "once"), at_least=1.5)

    @claim.experiment({"it is twice as large": RULE})
    def sizes(*, place=HERE, factor=2.0, seeds=range(8)):
        once = [1.0 + seed for seed in seeds]
        return Measurement(
            values={"it is twice as large": {"twice": [factor * x for x in once], "once": once}},
            seeds=seeds, networks=16, steps=0, hardware=str(place.device), libraries=["numpy"],
        )

    claim.mutant("it stays", factor=1.0)
    claim.mutant("it shrinks", factor=0.5)
    claim.mutant("once against once", factor=1.0 + 1e-9, placebo=True)
''')


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr(training.libraries, "installed", lambda _name: "1.0")
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "doubling.py"
    path.write_text(CLAIM)
    return path


def test_a_file_is_trained_and_then_tried(file, command):
    untrained = command("try", file, folder=file.parent)
    assert untrained.returncode == 1
    assert "NOT TESTED" in untrained.stdout
    assert "not trained yet; ganproof train doubling" in untrained.stdout

    found = CliRunner().invoke(cli.main, ["train", "doubling.py", "--device", "cpu"])
    assert (found.exit_code, found.stderr) == (0, "")
    assert found.stdout.count(": recorded") == 4
    assert "4 trained, 0 failed" in found.stdout
    assert '"hardware": "cpu"' in (file.parent / "recorded" / "doubling.json").read_text()
    again = CliRunner().invoke(cli.main, ["train", "doubling.py"])
    assert "0 trained, 0 failed" in again.stdout

    tried = command("try", file, folder=file.parent)
    assert (tried.returncode, tried.stdout.partition("\n")[0]) == (0, "OBSERVED")
    assert "declared before the run: size, twice over once" in tried.stdout
    assert "median ratio 2 in [2, 2], 8 of 8 above 1.5, p = 0.00391" in tried.stdout


def test_a_repetition_is_asked_for(file):
    CliRunner().invoke(cli.main, ["train", "doubling.py"])
    found = CliRunner().invoke(cli.main, ["train", "doubling.py", "--other-seeds"])
    assert "experiment/sizes/other seeds: recorded\n1 trained, 0 failed" in found.stdout
    full = CliRunner().invoke(cli.main, ["train", "doubling.py", "--size", "full"])
    assert "0 trained" in full.stdout  # it declares none
    both = CliRunner().invoke(cli.main, ["train", "--size", "full", "--other-seeds"])
    assert (both.exit_code, "leave out --size full" in both.stderr) == (2, True)


def test_a_training_that_fails_is_named_and_the_others_go_on(file):
    file.write_text(CLAIM.replace("once = [", "once = [1 / (factor - 0.5)] and ["))
    found = CliRunner().invoke(cli.main, ["train", "doubling.py"])
    assert found.exit_code == 3
    assert "arm/it shrinks/sizes: doubling.py, line" in found.stderr
    assert "ZeroDivisionError" in found.stderr
    assert "3 trained, 1 failed" in found.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["missing.py"], 2, "there is no file missing.py"),
        (["mescheder2018.gradient_nrm_on_the_circle"], 2, "gradient_norm_on_the_circle"),
        (["template"], 0, ""),
    ],
)
def test_what_cannot_be_trained(file, arguments, code, says):
    assert file.is_file()
    found = CliRunner().invoke(cli.main, ["train", *arguments])
    assert found.exit_code == code
    assert says in found.stderr


def test_training_needs_its_libraries(file, monkeypatch):
    monkeypatch.setattr(training.libraries, "installed", lambda _name: "missing")
    found = CliRunner().invoke(cli.main, ["train", file.name])
    assert found.exit_code == 4
    assert "training needs torch and safetensors: pip install 'ganproof[neural]'" in found.stderr


def test_what_is_not_recorded_is_told(file, command):
    file.write_text(CLAIM.replace("RULE})", 'RULE}, full={"factor": 4.0})'))
    CliRunner().invoke(cli.main, ["train", "doubling.py"])
    tried = command("try", file, folder=file.parent)
    assert "other seeds of sizes: not trained yet" in tried.stdout
    assert "full size of sizes: not trained yet" in tried.stdout
    assert "placebo, in which nothing is seen" in tried.stdout
