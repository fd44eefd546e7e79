"""The guide to writing claims: what it names is there, and its example runs as it stands."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from ganproof.verify.evidence import Origin, Trial, Verdict
from ganproof.verify.source import Paper

GUIDE = Path(__file__).parents[2] / "docs" / "writing-claims.md"
TEXT = GUIDE.read_text(encoding="utf-8")


def test_the_whole_file_is_proved_as_it_stands(command, tmp_path):
    (example,) = re.findall(r"^```python\n(.*?)^```$", TEXT, re.M | re.S)
    (tmp_path / "mine.py").write_text(example, encoding="utf-8")
    done = command("try", "mine.py", folder=tmp_path)
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("PROVED")
    assert "every round comes nearer: false, caught by first_round" in done.stdout


@pytest.mark.parametrize("line", re.findall(r"^    from (ganproof\S+ import .*)$", TEXT, re.M))
def test_the_imports_of_the_guide_work(line):
    module, names = line.split(" import ")
    for name in names.split(", "):
        try:
            getattr(import_module(module), name)
        except AttributeError:
            import_module(f"{module}.{name}")


def test_origins_verdicts_and_fields_are_those_of_the_program():
    assert set(re.findall(r"Origin\.(\w+)", TEXT)) == {
        each.name for each in Origin if each is not Origin.GENERATED
    }
    named = set(re.findall(r"`(?:Verdict\.)?([A-Z]+(?:_[A-Z]+)?)`", TEXT))
    assert {"PROVED", "UNREFUTED", "PROVED_WITHIN"} <= named <= {each.name for each in Verdict}
    table = TEXT.partition("| field of `Trial` |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.M) == list(Trial.__dataclass_fields__)
    kinds = re.findall(r"`(\w+)`", TEXT.partition("likewise ")[2].partition(". ")[0])
    assert all(callable(getattr(Paper, kind)) for kind in kinds)
    assert len(kinds) == 7
