"""Benchmarks, medians of five, as a table. Ratios are between things timed in the same run."""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"

ROUNDS = 5
THREE = [f"mescheder2018.{name}" for name in ("lemma_2_5", "lemma_3_3", "wgan_gp")]


def median(function, rounds=ROUNDS):
    """Median seconds of calls."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def command(*words):
    """Run the installed command, silently."""
    subprocess.run(["ganproof", *words], check=True, stdout=subprocess.DEVNULL)


def row(what, value, goal=""):
    """Print a line of the table."""
    print(f"| {what:58} | {value:>22} | {goal:>12} |", flush=True)


def start_up():
    """Commands that must not wait for SymPy."""
    row("ganproof --help", f"{median(lambda: command('--help')):.3f} s", "< 0.3 s")
    row("ganproof list", f"{median(lambda: command('list')):.3f} s", "< 0.3 s")
    row("python -c pass", f"{median(lambda: subprocess.run([sys.executable, '-c', ''])):.3f} s")


def random_matrices():
    """Eigenvalues of random 5 x 5 Jacobians of given spectra against their bounds, in batches."""
    from ganproof.claims.gan import random_games

    count = 20_000
    seconds = median(lambda: random_games.bounds(count, 3, 2))
    row("random Jacobians 5 x 5, per second", f"{count / seconds:,.0f}", "> 20,000")


def three_claims():
    """A cold and a warm run of three claims, and the memory of the largest process."""
    with tempfile.TemporaryDirectory() as folder:
        stores = iter(Path(folder) / f"{number}.sqlite" for number in range(ROUNDS))
        cold = median(lambda: command("run", *THREE, "--store", str(next(stores))))
        warm = median(lambda: command("run", *THREE, "--store", f"{folder}/0.sqlite"))
    row("three claims, cold store", f"{cold:.2f} s", "< 20 s")
    row("three claims, unchanged", f"{warm:.2f} s ({cold / warm:.0f} x)", "< 2 s")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    row("largest process of a run", f"{peak:.2f} GiB", "< 1.5 GiB")


def sweep_and_search():
    """A million cases of a 2 x 2 spectral statement, and Hypothesis on the same statement."""
    from ganproof.claims.mescheder2018 import lemma_3_3
    from ganproof.verify.checks import search, sweep

    statement = lemma_3_3.claim.statements()["stable"]
    swept = median(lambda: sweep.check(statement, seed=1))
    row("sweep, 2^20 cases of hurwitz(2 x 2)", f"{swept:.2f} s", "< 1 s")
    searched = median(lambda: search.check(statement, seed=1))
    fast, slow = sweep.CASES / swept, search.EXAMPLES / searched
    row("sweep, cases per second", f"{fast:,.0f}")
    row("hypothesis, examples per second", f"{slow:,.0f} ({fast / slow:,.0f} x fewer)")


def phase_plane():
    """10^5 starts x 500 steps in blocks, against solve_ivp one trajectory at a time."""
    import numpy as np
    from scipy.integrate import solve_ivp

    from ganproof.claims.gan import dirac, updates

    starts, steps, step = 100_000, 500, 0.05
    points = np.random.default_rng(0).uniform(-2, 2, (2, starts))
    blocked = median(
        lambda: updates.iterate(updates.simultaneous(step), dirac.field, points, steps)
    )

    def field(_time, point):
        return dirac.field(point)

    sample = 20
    single = median(
        lambda: [
            solve_ivp(field, (0, steps * step), points[:, k], rtol=1e-6) for k in range(sample)
        ]
    )
    ratio = (single / sample) / (blocked / starts)
    row("phase plane, 10^5 starts x 500 steps", f"{blocked:.2f} s")
    row("solve_ivp, a trajectory", f"{1000 * single / sample:.1f} ms")
    row("blocked against solve_ivp, per trajectory", f"{ratio:,.0f} x", "> 100 x")


def optimal_discriminators():
    """Exact discriminators between 50 and 50 atoms in the plane, certificates of small ones."""
    import numpy as np

    from ganproof.claims.gan import lipschitz, lipschitz_certificates
    from ganproof.claims.gan.discriminator_losses import EXPONENTIAL, LISTED, both

    points = np.random.default_rng(1).normal(size=(100, 2))
    fake = np.repeat([1 / 50, 0], 50)
    for loss in LISTED:
        seconds = median(
            lambda each=loss: lipschitz.optimum(points, fake, fake[::-1], both(each), 1.0)
        )
        row(f"optimal discriminator, 50 + 50 atoms, {loss.name}", f"{seconds:.3f} s", "< 0.5 s")
    instances = lipschitz_certificates.random_instances(20, 1, [both(EXPONENTIAL)])
    seconds = median(lambda: [lipschitz_certificates.certificate(each) for each in instances])
    row("small discriminators solved and certified, per second", f"{20 / seconds:.0f}")


def ensembles():
    """Ensembles of networks against plain loops, and the spectra of their games."""
    if find_spec("torch") is None:
        row("ensembles of networks", "needs ganproof[neural]")
        return
    import networks

    networks.report(row)


def everything():
    """A cold run of everything, run again unchanged and after an edit, and its page."""
    from ganproof.claims.mescheder2018 import lemma_2_5

    with tempfile.TemporaryDirectory() as folder:
        store = ["--store", f"{folder}/store.sqlite"]
        cold = median(lambda: command("run", *store), rounds=1)
        warm = median(lambda: command("run", *store))
        edited = edit_one(Path(lemma_2_5.__file__), lambda: command("run", *store))
        built = median(lambda: command("report", *store, "--output", folder))
        size = (Path(folder) / "index.html").stat().st_size
        words = ["ganproof", "run", *store, "--format", "json"]
        claims = json.loads(subprocess.check_output(words))["claims"]
    row("all claims, cold store", f"{cold:.1f} s", "< 180 s")
    row("all claims, unchanged", f"{warm:.2f} s", "< 4 s")
    row("one claim edited", f"{edited:.2f} s", "< 6 s")
    row("report from stored results", f"{built:.2f} s", "< 5 s a paper")
    row("report, size", f"{size / 1000:.0f} kB", "< 1500 kB a paper")
    proved_conclusions(claims)


def edit_one(file, run):
    """Seconds of a run after a comment was added to a claim file, which is put back after it."""
    before = file.read_bytes()
    try:
        file.write_bytes(before + b"# edited\n")
        return median(run, rounds=1)
    finally:
        file.write_bytes(before)


def proved_conclusions(claims):
    """How many conclusions of lemmas, propositions and theorems are proved; the others by name.

    Theorems on all networks are stated on named models: they hold on the examples, at best.
    """
    kinds = ("lemma", "proposition", "theorem")
    for paper in sorted({claim["paper"] for claim in claims if claim["paper"]}):
        conclusions = [
            (claim, each)
            for claim in claims
            if claim["kind"] in kinds and claim["paper"] == paper
            for each in claim["conclusions"]
        ]
        others = [(claim, each) for claim, each in conclusions if each["verdict"] != "PROVED"]
        proved = len(conclusions) - len(others)
        share = f"{proved}/{len(conclusions)} ({proved / len(conclusions):.0%})"
        row(f"{paper}: conclusions of lemmas, propositions, theorems proved", share)
        for claim, each in others:
            why = ", ".join(filter(None, (each["verdict"], each["scope"], each["reason"])))
            print(f"|   {claim['id']}, {each['name']}: {why}")


if __name__ == "__main__":
    row("what", "median of five", "goal")
    print(f"|{'-' * 60}|{'-' * 24}|{'-' * 14}|")
    start_up()
    sweep_and_search()
    phase_plane()
    random_matrices()
    optimal_discriminators()
    three_claims()
    ensembles()
    everything()
