"""Claim packages written for a test, and the command line as a user meets it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(sys.executable).with_name("ganproof")
LEMMA = "mescheder2018.lemma_3_3"


def environment(sites=(), **more):
    """This process's environment with more folders to import from."""
    already = filter(None, [os.environ.get("PYTHONPATH")])
    return {**os.environ, "PYTHONPATH": os.pathsep.join([*map(str, sites), *already]), **more}


def _write_package(folder, name, files):
    package = folder / name
    for path, text in {"__init__.py": "", **files}.items():
        target = package / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    about = folder / f"{name}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[ganproof.claims]\n{name} = {name}\n")
    return package


@pytest.fixture(scope="session")
def write_package():
    """Write an installed claim package: ``write_package(folder, name, {path: text})``."""
    return _write_package


@pytest.fixture(scope="session")
def start():
    """Start ganproof in a process of its own, its output caught."""

    def popen(*arguments, folder, sites=(), **more):
        return subprocess.Popen(
            [PROGRAM, *map(str, arguments)],
            cwd=folder,
            env=environment(sites, **more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return popen


@pytest.fixture(scope="session")
def command(start):
    """Run ganproof to its end."""

    def run(*arguments, folder, sites=(), **more):
        process = start(*arguments, folder=folder, sites=sites, **more)
        out, err = process.communicate(timeout=300)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    return run


@pytest.fixture(scope="session")
def lemma_run(command, tmp_path_factory):
    """Lemma 3.3 decided once: the finished process, with its folder and store."""
    folder = tmp_path_factory.mktemp("lemma")
    store = folder / "results.sqlite"
    done = command("run", LEMMA, "--format", "json", "--store", store, folder=folder)
    done.folder, done.store = folder, store
    done.document = folder / "run.json"
    done.document.write_text(done.stdout, encoding="utf-8")
    return done
