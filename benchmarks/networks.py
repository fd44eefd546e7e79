"""Benchmarks of the ensemble trainer and of the spectra of trained games.

An ensemble is timed against a plain loop over single models, turn by turn in the same processes:
on a CPU two of one thread each, which share the members; on an accelerator one. What is trained
is a non-saturating GAN with R1, alternating RMSprop steps, leaky ReLU, two hidden layers.

    python benchmarks/networks.py                            the table's rows
    python benchmarks/networks.py --record reports/recorded  also write down the accelerator's

It needs torch, NumPy and SciPy only: on a machine without the project copy the sources there.
"""

import argparse
import contextlib
import importlib.metadata
import json
import multiprocessing
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
import types
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

ROOT = Path(__file__).resolve().parent.parent
RECORDED = ROOT / "reports" / "recorded"
ROUNDS = 5
SECONDS = 0.5
"""How long one turn of the loop takes, about."""
PENALTY = 10.0
RATE = 1e-3
PLACE = "networks-{}.json"


@dataclass(frozen=True)
class Case:
    """A row: networks of a width on batches of a size, so many members in all.

    ``steps`` is how many of the ensemble make one turn of it.
    """

    width: int
    batch: int
    members: int
    steps: int
    goal: int


CPU = (Case(16, 64, 64, 200, 30), Case(64, 512, 64, 10, 2))
ACCELERATOR = (Case(16, 64, 4096, 100, 300), Case(64, 512, 4096, 20, 300))
EIGENVALUES = ((68, 2), (705, 30))
"""Widths of two tanh perceptrons with 9,999 and 1,001,808 parameters, and seconds allowed."""


def networks():
    """The trainer's package, from the sources beside this file if it is not installed."""
    try:
        import ganproof.claims.gan.networks as package
    except ModuleNotFoundError as error:
        if not error.name.startswith("ganproof"):
            raise
        sys.modules["ganproof"] = types.ModuleType("ganproof")
        sys.modules["ganproof"].__path__ = [str(ROOT)]
        import ganproof.claims.gan.networks as package
    return package


def experiment(case, activation="leaky_relu", dtype="float32"):
    """What the ensemble trains: a GAN on the ring of eight Gaussians."""
    networks()
    from ganproof.claims.gan.networks import data, penalties
    from ganproof.claims.gan.networks.ensembles import Network
    from ganproof.claims.gan.networks.experiments import Experiment

    return Experiment(
        Network(2, 2, case.width, activation=activation),
        Network(2, 1, case.width, activation=activation),
        data.RING,
        penalties=(penalties.R1,),
        batch=case.batch,
        dtype=dtype,
    )


def plain_loop(case, device):
    """The same GAN as anyone would write it: a function that makes so many steps."""
    import torch
    from torch import nn

    torch.manual_seed(0)

    def perceptron(outputs):
        return nn.Sequential(
            nn.Linear(2, case.width),
            nn.LeakyReLU(0.2),
            nn.Linear(case.width, case.width),
            nn.LeakyReLU(0.2),
            nn.Linear(case.width, outputs),
        ).to(device)

    generator, critic = perceptron(2), perceptron(1)
    optimisers = [torch.optim.RMSprop(each.parameters(), RATE) for each in (generator, critic)]
    angles = torch.arange(8, device=device) * (torch.pi / 4)
    modes = torch.stack([angles.cos(), angles.sin()], dim=1)
    softplus = nn.functional.softplus

    def step():
        latents = torch.randn(case.batch, 2, device=device)
        loss = softplus(-critic(generator(latents))).mean()
        optimisers[0].zero_grad()
        loss.backward()
        optimisers[0].step()
        noise = 0.05 * torch.randn(case.batch, 2, device=device)
        real = modes[torch.randint(8, (case.batch,), device=device)] + noise
        real.requires_grad_()
        with torch.no_grad():
            fake = generator(torch.randn(case.batch, 2, device=device))
        scores = critic(real)
        (slope,) = torch.autograd.grad(scores.sum(), real, create_graph=True)
        loss = softplus(-scores).mean() + softplus(critic(fake)).mean()
        loss = loss + PENALTY / 2 * slope.square().sum(1).mean()
        optimisers[1].zero_grad()
        loss.backward()
        optimisers[1].step()

    def run(count):
        for _ in range(count):
            step()
        finished(device)

    return run


def finished(device):
    """Wait until the device has done all it was told to do."""
    if device != "cpu":
        import torch

        torch.cuda.synchronize()


def timed(function, *arguments):
    """Seconds of a call."""
    start = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - start


def turns(case, seeds, device, compiled, meet, rounds=ROUNDS):
    """GAN-steps per second of the loop and of the ensemble, turn by turn: (loop, ensemble) pairs.

    The ensemble's turns are what lies between two observations of one run of the trainer, so that
    neither starting nor compiling is counted; the loop has its turn in the observation.

    Args:
        case: what is trained.
        seeds: of this process's members.
        device: where.
        compiled: whether the whole step is compiled.
        meet: waits for the other processes.
        rounds: how many turns each has.
    """
    import torch

    torch.set_num_threads(1)
    what = experiment(case)
    from ganproof.claims.gan.networks.experiments import grid
    from ganproof.claims.gan.networks.training import train

    members = grid(seeds, (RATE,), r1=(PENALTY,))
    loop = plain_loop(case, device)
    loop(20)
    single = max(1, round(SECONDS * 20 / timed(loop, 20)))
    pairs, began = [], [time.perf_counter()]

    def observe(_ensemble):
        finished(device)
        seconds = time.perf_counter() - began[0]
        meet()
        alone = timed(loop, single)
        pairs.append((single / alone, len(seeds) * case.steps / seconds))
        meet()
        began[0] = time.perf_counter()
        return {}

    steps = case.steps * (rounds + 1)
    options = {"every": case.steps, "observe": observe, "device": device, "compiled": compiled}
    train(what, members, steps, **options)
    return pairs[1:]  # the first turn has compiled


def on_cpu(case):
    """Median GAN-steps per second of two loops, of the ensemble, and the median of their ratio."""
    spawn = multiprocessing.get_context("spawn")
    halves = [list(range(case.members))[k::2] for k in range(2)]
    with spawn.Manager() as manager, ProcessPoolExecutor(2, mp_context=spawn) as pool:
        meet = partial(manager.Barrier(2).wait, timeout=600)
        parts = [pool.submit(turns, case, half, "cpu", True, meet) for half in halves]
        found = [part.result() for part in parts]
    return medians([(a + c, b + d) for (a, b), (c, d) in zip(*found, strict=True)])


def medians(pairs):
    """Medians of the loop's rate, the ensemble's rate and their ratio."""
    loops, ensembles = zip(*pairs, strict=True)
    ratios = [fast / slow for slow, fast in pairs]
    return statistics.median(loops), statistics.median(ensembles), statistics.median(ratios)


def on_accelerator(case, compiled, device="cuda"):
    """The same on one accelerator, with the wall time of one turn."""
    seeds = list(range(case.members))
    loop, ensemble, ratio = medians(turns(case, seeds, device, compiled, lambda: None))
    return {
        **asdict(case),
        "compiled": compiled,
        "rounds": ROUNDS,
        "wall_time_s": case.steps * case.members / ensemble,
        "gan_steps_per_s": ensemble,
        "loop_gan_steps_per_s": loop,
        "ratio": ratio,
    }


def accelerator_hardware():
    """The accelerator's name and size; none of them where there is none."""
    import torch

    if not torch.cuda.is_available():
        return {"accelerator": None, "memory_gib": None, "multiprocessors": None}
    properties = torch.cuda.get_device_properties(0)
    return {
        "accelerator": properties.name,
        "memory_gib": round(properties.total_memory / 2**30, 1),
        "multiprocessors": properties.multi_processor_count,
    }


def accelerator_record(cases=ACCELERATOR, device="cuda", modes=(False, True)):
    """All rows of the accelerator, with everything needed to judge them.

    Args:
        cases: the rows.
        device: where; on "cpu" it only shows that the record can be made.
        modes: whether the whole step is compiled, each of which is a row of its own.
    """
    import torch

    rows = []
    for case in cases:
        for compiled in modes:
            try:
                rows.append(on_accelerator(case, compiled, device))
            except (RuntimeError, ImportError) as error:
                message = str(error).splitlines()[0]
                rows.append({**asdict(case), "compiled": compiled, "failed": message})
    return {
        "what": "ensemble trainer against a plain loop over single models on the same device",
        "hardware": {
            **accelerator_hardware(),
            "cpu": platform.processor() or platform.machine(),
            "cores": os.cpu_count(),
        },
        "versions": {
            "python": platform.python_version(),
            "torch": torch.__version__,
            "cuda": torch.version.cuda,
            "numpy": importlib.metadata.version("numpy"),
            "scipy": importlib.metadata.version("scipy"),
        },
        "seeds": "0 to members - 1",
        "penalty": PENALTY,
        "learning_rate": RATE,
        "rows": rows,
    }


def eigenvalue(width):
    """Seconds, residual and peak memory of the rightmost eigenvalue of a GAN of such a width."""
    import torch

    torch.set_num_threads(1)
    case = Case(width, 64, 1, 0, 0)
    what = experiment(case, activation="tanh", dtype="float64")
    from ganproof.claims.gan.networks import spectra, steps
    from ganproof.claims.gan.networks.experiments import grid

    members = grid((0,), r1=(PENALTY,))
    state = steps.start(what, members)
    start = time.perf_counter()
    field, point = spectra.vector_field(what, members, state)
    found = spectra.spectrum(field, point, count=1)
    return {
        "parameters": point.numel(),
        "seconds": time.perf_counter() - start,
        "value": str(complex(found.values[0])),
        "residual": float(found.residuals[0]),
        "scale": float(found.scale),
        "products": found.products,
        "converged": found.converged,
        "peak_gib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
    }


def penalties_cost(steps=60):
    """Seconds of training with a penalty over those without one, by name; medians of turns."""
    networks()
    from ganproof.claims.gan.networks import data, objectives, training, updates
    from ganproof.claims.gan.networks.ensembles import Network
    from ganproof.claims.gan.networks.experiments import Experiment, grid
    from ganproof.claims.gan.networks.penalties import PENALTIES

    names = ("", "wgan_gp", "max_gp", "alp")
    times = {name: [] for name in names}
    for _ in range(ROUNDS + 1):
        for name in names:
            what = Experiment(
                Network(2, 2, 32),
                Network(2, 1, 32, activation="leaky_relu"),
                data.RING,
                loss=objectives.WGAN,
                penalties=(PENALTIES[name],) if name else (),
                optimiser=updates.OPTIMISERS["adam"],
            )
            members = grid(range(10), **({name: (1.0,)} if name else {}))
            times[name].append(timed(training.train, what, members, steps))
    without = times.pop("")
    return {
        name: statistics.median(own / base for own, base in zip(each[1:], without[1:], strict=True))
        for name, each in times.items()
    }


def recorded():
    """The accelerators' rows that were written down: the best of each case on each device."""
    best = {}
    for file in sorted(RECORDED.glob(PLACE.format("*"))):
        record = json.loads(file.read_text(encoding="utf-8"))
        for row in record["rows"]:
            key = (record["hardware"]["accelerator"], row["width"])
            if row.get("ratio", 0) > best.get(key, {"ratio": 0})["ratio"]:
                best[key] = row
    return best


def has_accelerator():
    """Whether torch sees one."""
    import torch

    return torch.cuda.is_available()


def report(row, folder=None):
    """Print all rows, by ``row(what, value, goal)``.

    Args:
        row: prints a line.
        folder: where the accelerator's record goes, if there is one.
    """
    try:
        importlib.metadata.version("torch")
    except importlib.metadata.PackageNotFoundError:
        row("ensembles of networks", "needs the extra `neural`")
        return
    for case in CPU:
        what = f"width {case.width}, batch {case.batch}, {case.members} members, CPU"
        loop, ensemble, ratio = on_cpu(case)
        row(what, f"{ensemble:,.0f} ({ratio:.1f} x)", f"> {case.goal} x")
        row("  two plain loops, GAN-steps/s", f"{loop:,.0f}")
    accelerator_rows(row, folder)
    for name, ratio in penalties_cost().items():
        row(f"a step with the penalty {name} over one without", f"{ratio:.1f} x")
    for width, goal in EIGENVALUES:
        command = [sys.executable, __file__, "--eigenvalue", str(width)]
        runs = [json.loads(subprocess.check_output(command)) for _ in range(ROUNDS)]
        seconds = statistics.median(each["seconds"] for each in runs)
        last = runs[-1]
        what = f"rightmost eigenvalue, {last['parameters']:,} parameters"
        row(what, f"{seconds:.1f} s", f"< {goal} s")
        row("  its residual, relative to |J|", f"{last['residual'] / last['scale']:.0e}")
        row("  peak memory", f"{max(each['peak_gib'] for each in runs):.2f} GiB", "< 2 GB")


def accelerator_rows(row, folder):
    """Measure and perhaps record them where there is an accelerator; else show the record."""
    if has_accelerator() and folder is not None:
        record = accelerator_record()
        device = "-".join(record["hardware"]["accelerator"].lower().split())
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(record, indent=2, allow_nan=False) + "\n"
        (folder / PLACE.format(device)).write_text(text, encoding="utf-8")
    best = recorded()
    for case in ACCELERATOR:
        what = f"width {case.width}, batch {case.batch}, {case.members:,} members, one GPU"
        rows = [(device, each) for (device, width), each in best.items() if width == case.width]
        if not rows:
            row(what, "not yet recorded", f"> {case.goal} x")
        for device, each in rows:
            value = f"{each['gan_steps_per_s']:,.0f} ({each['ratio']:,.0f} x)"
            row(f"{what} ({device})", value, f"> {case.goal} x")


def main():
    """Print the table, or one eigenvalue as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--record", type=Path, help="folder for the accelerator's record")
    parser.add_argument("--eigenvalue", type=int, help="width of the networks")
    parser.add_argument("--accelerator-only", action="store_true", help="leave the CPU's rows out")
    options = parser.parse_args()

    def row(what, value, goal=""):
        print(f"| {what:58} | {value:>22} | {goal:>12} |", flush=True)

    if options.eigenvalue:
        print(json.dumps(eigenvalue(options.eigenvalue)))
    elif options.accelerator_only:
        accelerator_rows(row, options.record)
    else:
        report(row, options.record)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
