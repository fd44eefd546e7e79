"""How the sources lie: packages complete, modules short, no machine's paths."""

import ast
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHIPPED = ("verify", "claims", "reports")
ENGINE = [*sorted(ROOT.glob("verify/**/*.py")), *sorted(ROOT.glob("reports/*.py"))]
MACHINES = re.compile(rb"(?<![\w.])(?:/(?:work|home|root|Users|tmp)/|[A-Z]:\\\\?Users)")


def length(file):
    return len(file.read_text(encoding="utf-8").splitlines())


def defines_claim(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return any(
        isinstance(target, ast.Name) and target.id == "claim"
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
    )


CLAIMS = [file for file in sorted(ROOT.glob("claims/**/*.py")) if defines_claim(file)]


def test_every_folder_with_python_files_is_a_listed_package():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    folders = {
        file.parent.relative_to(ROOT) for top in SHIPPED for file in ROOT.glob(f"{top}/**/*.py")
    }
    setuptools = project["tool"]["setuptools"]
    data = {name for name, files in setuptools["package-data"].items() if "py.typed" not in files}
    there = {".".join(["ganproof", *folder.parts]) for folder in folders}
    assert set(setuptools["packages"]) == there | data


def test_every_package_folder_has_an_init_file():
    folders = {file.parent for top in SHIPPED for file in ROOT.glob(f"{top}/**/*.py")}
    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []


@pytest.mark.parametrize("file", ENGINE, ids=lambda file: str(file.relative_to(ROOT)))
def test_an_engine_module_stays_short(file):
    assert length(file) <= 250


@pytest.mark.parametrize("file", CLAIMS, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_claim_file_is_neither_a_stub_nor_a_book(file):
    assert 5 <= length(file) <= 150


def test_no_tracked_file_names_a_path_of_one_machine():
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    files = [ROOT / name.decode() for name in listed.stdout.split(b"\0") if name]
    assert len(files) > 20
    found = [
        f"{file.relative_to(ROOT)}: {match[0].decode()}"
        for file in files
        if file.is_file()
        for match in [MACHINES.search(file.read_bytes())]
        if match
    ]
    assert found == []
