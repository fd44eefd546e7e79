"""Workers: one that fails in any way is replaced, and takes no other job with it."""

import importlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ganproof.verify.run.pool import Failure, Job, Pool

JOBS = """
class AwkwardError(Exception):
    def __init__(self, left, right):
        super().__init__(f"{left} and {right}")

def fail_awkwardly():
    raise AwkwardError("fire", "water")

def fail_to_connect():
    raise TimeoutError("no answer")
"""


@pytest.fixture
def jobs(tmp_path, monkeypatch):
    """A module that workers can import too."""
    (tmp_path / "jobs_that_fail.py").write_text(JOBS)
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("jobs_that_fail")
    del sys.modules["jobs_that_fail"]


def outcomes(jobs, workers=1, seconds=60.0):
    pool = Pool(workers, seconds)
    try:
        for number, (function, *arguments) in enumerate(jobs):
            pool.submit(Job(number, function, tuple(arguments)))
        return dict(pool.results())
    finally:
        pool.close()


def reason(outcome):
    assert isinstance(outcome, Failure)
    return outcome.reason


def test_a_job_that_never_ends_is_stopped_and_the_next_one_done():
    found = outcomes([(time.sleep, 600), (abs, -3)], seconds=2)
    assert "stopped after 2 s" in reason(found[0])
    assert "--timeout" in reason(found[0])
    assert found[1] == 3


def test_a_job_that_kills_its_worker_is_named_and_the_next_one_done():
    found = outcomes([(signal.raise_signal, signal.SIGKILL), (os._exit, 7), (abs, -3)])
    assert "-9" in reason(found[0])
    assert "7" in reason(found[1])
    assert found[2] == 3


def test_a_job_that_takes_four_gigabytes_is_told_the_limit_and_the_next_one_done():
    found = outcomes([(bytearray, 4 << 30), (abs, -3)])
    assert "3 GiB of memory" in reason(found[0])
    assert found[1] == 3


def test_an_error_that_cannot_be_unpickled_is_named_and_the_next_job_done(jobs):
    found = outcomes([(jobs.fail_awkwardly,), (abs, -3)])
    assert "fire and water" in reason(found[0])
    assert found[1] == 3


def test_a_time_out_inside_a_job_is_not_taken_for_the_limit(jobs):
    assert "no answer" in reason(outcomes([(jobs.fail_to_connect,)])[0])


def test_an_error_is_named_with_its_kind_and_text():
    assert reason(outcomes([(int, "seven")])[0]).startswith("ValueError: invalid literal")


@pytest.mark.parametrize("way_out", [sys.exit, signal.default_int_handler])
def test_a_job_that_leaves_the_program_fails_and_the_run_goes_on(way_out):
    arguments = (0,) if way_out is sys.exit else (2, None)
    try:
        found = outcomes([(way_out, *arguments), (abs, -3)])
    except (SystemExit, KeyboardInterrupt) as problem:
        pytest.fail(f"the job ended the run itself: {problem!r}")
    assert type(reason(found[0])) is str
    assert found[1] == 3


def test_threads_of_numeric_libraries_are_limited_to_one():
    found = outcomes([(os.getenv, "OMP_NUM_THREADS"), (os.getenv, "OPENBLAS_NUM_THREADS")])
    assert found == {0: "1", 1: "1"}


def test_jobs_may_be_submitted_while_results_come():
    pool = Pool(1, 60.0)
    try:
        pool.submit(Job("first", abs, (-1,)))
        found = []
        for key, outcome in pool.results():
            found.append((key, outcome))
            if key == "first":
                pool.submit(Job("second", abs, (-2,)))
    finally:
        pool.close()
    assert found == [("first", 1), ("second", 2)]


ORPHAN = """
import os, sys, re
from ganproof.verify.run import pool

pool.GRACE = -48.0  # the alarm goes off long before pebble would
workers = pool.Pool(1, 60.0)
workers.submit(pool.Job(0, re.match, (r"(a+)+$", "a" * 60 + "b")))
print(os.getpid(), flush=True)
sys.stdin.read()
"""


def descendants(parent):
    """Processes whose parent is ``parent``, as long as they are there."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if int(folder.joinpath("stat").read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(folder.name))
        except (OSError, ValueError):
            continue
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks processes up in /proc")
def test_a_worker_that_lets_no_thread_run_ends_after_its_parent_was_killed():
    """A solver that holds the interpreter's lock hears neither pebble nor its parent's end."""
    command = [sys.executable, "-c", ORPHAN]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, **pipes) as parent:
        assert int(parent.stdout.readline()) == parent.pid
        time.sleep(8)
        workers = descendants(parent.pid)
        assert workers
        parent.kill()
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < deadline, "still there"
        time.sleep(0.2)
