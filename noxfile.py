"""Everything that is run on this project. `python -m nox -l` lists it."""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import nox

nox.options.default_venv_backend = "virtualenv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["lint", "typecheck", "tests", "report"]

PINS = ("-c", "constraints.txt")
APP = Path(".nox/app").absolute()  # one environment for all that run the program: it is big
BIN = APP / ("Scripts" if sys.platform == "win32" else "bin")
BASELINE = Path("reports/baseline.json")
GROUPS = nox.project.load_toml("pyproject.toml")["dependency-groups"]


def install(session: nox.Session, *groups: str, networks: bool = False) -> None:
    """Install the project and the tools of some dependency groups, at the pinned versions."""
    if not BIN.exists():
        session.run(sys.executable, "-m", "virtualenv", "--quiet", str(APP))
    pip = ("python", "-m", "pip", "install", "--quiet")
    if networks:  # first and exactly: a build for the CPU alone is small, where there is one
        app(session, *pip, "torch==2.13.0")
    extras = "programs,neural" if networks else "programs"
    tools = [tool for group in groups for tool in GROUPS[group]]
    app(session, *pip, *PINS, "-e", f".[{extras}]", *tools)


def app(session: nox.Session, program: str, *arguments: str, **options: Any) -> None:
    """Run a program of the environment by its full path: PATH may hold another of that name."""
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", "")])
    session.run(str(BIN / program), *arguments, env={"PATH": path}, **options)


def decided(session: nox.Session) -> Path:
    """Decide all claims and return the run document."""
    target = Path("build/run.json")
    target.parent.mkdir(exist_ok=True)
    with target.open("w", encoding="utf-8") as file:
        command = ("ganproof", "run", "--format", "json")
        app(session, *command, stdout=file, success_codes=[0, 1, 3])
    return target


@nox.session(venv_backend="none")
def report(session: nox.Session) -> None:
    """Decide all claims and write build/report/index.html."""
    install(session)
    app(session, "ganproof", "report", *session.posargs)


@nox.session(venv_backend="none")
def tests(session: nox.Session) -> None:
    """Run the test suite (arguments after -- go to pytest)."""
    install(session, "test", networks=True)
    app(session, "pytest", *(session.posargs or ["-n", "2", "--dist", "loadgroup", "-q"]))


@nox.session(venv_backend="none")
def neural(session: nox.Session) -> None:
    """Train what experiments need and record it (arguments after -- go to ganproof train)."""
    install(session, networks=True)
    app(session, "ganproof", "train", *session.posargs)


@nox.session(venv_backend="none")
def networks(session: nox.Session) -> None:
    """Run all tests of the ensemble trainer, slow ones too."""
    install(session, "test", networks=True)
    app(session, "pytest", "-q", "-m", "", *(session.posargs or ["tests/claims/networks"]))


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, formatting, and that nothing imports upwards."""
    session.install(*PINS, *GROUPS["lint"])
    session.install(*PINS, "--no-deps", "-e", ".")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports")


@nox.session
def typecheck(session: nox.Session) -> None:
    """Check the types of the engine and the reports, as installed."""
    session.install(*PINS, *GROUPS["typecheck"])
    shutil.rmtree("build/lib", ignore_errors=True)  # else deleted modules come back
    session.install(*PINS, "--no-deps", "--force-reinstall", ".")
    session.run("mypy")


@nox.session(venv_backend="none")
def claims(session: nox.Session) -> None:
    """Decide all claims and write build/claims.xml (JUnit)."""
    install(session)
    target = Path("build/claims.xml")
    target.parent.mkdir(exist_ok=True)
    with target.open("w", encoding="utf-8") as file:
        app(session, "ganproof", "run", "--format", "junit", *session.posargs, stdout=file)
    session.log(f"wrote {target}")


@nox.session(venv_backend="none")
def regression(session: nox.Session) -> None:
    """Decide all claims and fail if a verdict differs from reports/baseline.json."""
    install(session)
    run = decided(session)
    app(session, "ganproof", "diff", str(BASELINE), str(run))
    app(session, "ganproof", "recheck", str(run))


@nox.session(venv_backend="none")
def bench(session: nox.Session) -> None:
    """Print the benchmarks as a table, medians of five."""
    install(session, "test", networks=True)
    app(session, "python", "benchmarks/bench.py", *session.posargs)


@nox.session(name="report-qa", venv_backend="none")
def report_qa(session: nox.Session) -> None:
    """Open the report in a real browser: accessibility, behaviour, screenshots in build/qa."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    missing = [name for name in ("node", "npm") if not shutil.which(name)]
    if not browser:
        missing.append("chromium (Debian: apt-get install chromium)")
    if missing:
        session.skip(f"the browser checks need {', '.join(missing)}")
    install(session)
    app(session, "ganproof", "report")
    session.run("npm", "ci", "--prefix", "tests/browser", "--no-audit", "--no-fund", external=True)
    grid = Path("build/grid.json")
    with grid.open("w", encoding="utf-8") as file:
        app(session, "python", "tests/browser/grid.py", stdout=file)
    session.run(
        *("node", "tests/browser/report_qa.mjs", "build/report/index.html", "build/qa", str(grid)),
        env={"CHROMIUM": browser},
        external=True,
    )


@nox.session(name="update-baseline", venv_backend="none")
def update_baseline(session: nox.Session) -> None:
    """Accept the verdicts of now as reports/baseline.json. Read the diff before you commit it."""
    install(session)
    app(session, "ganproof", "baseline", str(decided(session)), str(BASELINE))
