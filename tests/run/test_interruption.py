"""A run that is killed at any moment loses nothing that was stored, and does nothing twice."""

import json
import random
import signal
import sqlite3
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

CHECKS = 5
KILLS = 50
CLAIM = '''"""Five checks that take a moment, or wait until they may go on, and a formula."""

import os
import time
from pathlib import Path

from ganproof.verify import Claim, Trial, Verdict, real

x = real("x")
folder = Path(os.environ["GANPROOF_TEST_FOLDER"])
claim = Claim(expected=Verdict.UNREFUTED)


@claim.states
def conclusions():
    return {"not negative": x**2 >= 0}


def log(what):
    with (folder / "started.txt").open("a") as file:
        file.write(f"{what}\\n")


def wait(number):
    log(f"simulation/check_{number}")
    time.sleep(0.1)
    hold = folder / "hold"
    while hold.exists() and hold.read_text() == f"simulation/check_{number}":
        time.sleep(0.02)
    return Trial(True, f"check {number}")


log("import")


''' + "".join(
    f'@claim.simulation(decides="check {n}")\ndef check_{n}():\n    return wait({n})\n\n\n'
    for n in range(CHECKS)
)


def timeless(node):
    if isinstance(node, dict):
        return {key: timeless(value) for key, value in node.items() if key != "seconds"}
    return [timeless(each) for each in node] if isinstance(node, list) else node


def stored(folder):
    """Everything in the store but its seconds, by claim and task."""
    path = folder / "results.sqlite"
    if not path.exists():
        return {}
    connection = sqlite3.connect(path)
    try:
        rows = connection.execute("SELECT claim, task, value FROM results").fetchall()
    except sqlite3.OperationalError:  # killed before the table was made
        rows = []
    finally:
        connection.close()
    return {(claim, task): timeless(json.loads(value)) for claim, task, value in rows}


def logged(folder):
    """What workers wrote as they came to it: imports of the claim, and tasks."""
    file = folder / "started.txt"
    return file.read_text().split() if file.exists() else []


def started(folder):
    return [each for each in logged(folder) if each != "import"]


def left_alive(folder):
    """Processes of a folder's runs, told by their environment, which a dead one has no more."""
    mark = f"GANPROOF_TEST_FOLDER={folder}\0".encode()
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        try:
            found += [environment] if mark in environment.read_bytes() else []
        except OSError:  # ended meanwhile, or somebody else's
            continue
    return found


@pytest.fixture(scope="module")
def launch(write_package, start, tmp_path_factory):
    """Start a run of the claim whose log and store are in a folder."""
    site = tmp_path_factory.mktemp("site")
    write_package(site, "waitbox", {"waits/five.py": CLAIM})

    def popen(folder):
        store = folder / "results.sqlite"
        arguments = ("run", "waits", "--store", store)
        return start(*arguments, folder=folder, sites=[site], GANPROOF_TEST_FOLDER=str(folder))

    return popen


def kill(process):
    """Kill the run; its output ends only once its workers, who hold the same pipes, have."""
    process.kill()
    try:
        return process.communicate(timeout=30)
    except subprocess.TimeoutExpired:
        pytest.fail("workers go on without the run that started them")


def wait_for_start(task, folder, earlier):
    end = time.monotonic() + 120
    while task not in started(folder)[earlier:]:
        assert time.monotonic() < end
        time.sleep(0.02)


def test_killed_again_and_again_a_run_ends_as_if_undisturbed(launch, tmp_path):
    calm, disturbed = tmp_path / "calm", tmp_path / "disturbed"
    calm.mkdir()
    disturbed.mkdir()
    out, err = launch(calm).communicate(timeout=300)
    assert "nothing unexpected" in out, err

    process = launch(disturbed)
    time.sleep(random.uniform(0, 0.5))
    kill(process)
    every = {f"simulation/check_{number}" for number in range(CHECKS)}
    for _ in range(2):
        before, earlier = stored(disturbed), len(started(disturbed))
        held = random.choice(sorted(every - {task for _, task in before}))
        (disturbed / "hold").write_text(held)
        process = launch(disturbed)
        wait_for_start(held, disturbed, earlier)
        time.sleep(random.uniform(0, 0.5))
        kill(process)
        after = stored(disturbed)
        assert before.items() <= after.items()
        again = set(started(disturbed)[earlier:]) & {task for _, task in before}
        assert not again
    (disturbed / "hold").unlink()
    before, earlier = stored(disturbed), len(started(disturbed))
    out, err = launch(disturbed).communicate(timeout=300)
    assert "nothing unexpected" in out, err
    last = started(disturbed)[earlier:]
    assert sorted(last) == sorted(every - {task for _, task in before})
    assert stored(disturbed) == stored(calm)
    assert len(stored(calm)) > CHECKS + 1


def wait_for_work(process, folder, *, lines, results):
    """Wait until the workers wrote more and the store holds so much, or until the run ends."""
    end = time.monotonic() + 120
    while process.poll() is None:
        if len(logged(folder)) > lines and len(stored(folder)) >= results:
            return
        assert time.monotonic() < end
        time.sleep(0.01)


def test_fifty_kills_at_random_moments_lose_nothing_and_double_nothing(launch, tmp_path):
    """Every other kill strikes while workers start, the others while results come in."""

    def fresh():
        return Path(tempfile.mkdtemp(dir=tmp_path))

    calm, begun = fresh(), time.monotonic()
    process = launch(calm)
    wait_for_work(process, calm, lines=0, results=0)
    startup = time.monotonic() - begun
    assert left_alive(calm) or not Path("/proc/self").exists()
    out, err = process.communicate(timeout=300)
    assert "nothing unexpected" in out, err
    undisturbed = stored(calm)

    moment = random.Random(2018)
    kept, folder = [], fresh()
    while len(kept) < KILLS:
        before, earlier = stored(folder), len(logged(folder))
        process = launch(folder)
        if len(kept) % 2:
            more = len(before) + moment.randrange(5)
            wait_for_work(process, folder, lines=earlier, results=more)
            time.sleep(moment.uniform(0, 0.1))
        else:
            time.sleep(moment.uniform(0, startup))
        out, err = kill(process)
        assert left_alive(folder) == []
        after = stored(folder)
        assert before.items() <= after.items() <= undisturbed.items()
        assert not set(logged(folder)[earlier:]) & {task for _, task in before}
        if process.returncode == -signal.SIGKILL:
            kept.append(len(after))
        else:  # it was done before the kill came: the next ones strike a run from the start
            assert "nothing unexpected" in out, err
            assert after == undisturbed
            folder = fresh()
    assert kept[0] == 0
    assert len(set(kept)) > 3

    out, err = launch(folder).communicate(timeout=300)
    assert "nothing unexpected" in out, err
    assert stored(folder) == undisturbed
