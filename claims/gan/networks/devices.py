"""Where and how an ensemble runs: device, arithmetic, sizes of chunks, compiled steps."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch
from torch import Tensor
from torch.fx.experimental.proxy_tensor import make_fx

from .experiments import Experiment
from .steps import Step
from .updates import State

CACHE = 8 * 2**20
"""Bytes that the activations of a chunk may take on a CPU."""
ON_ACCELERATOR = 4096
"""Members of a chunk on an accelerator."""
ACTIVATIONS = 10
"""Tensors of the size (batch, width) that a step holds at once, about."""
LEAST = 2
"""Members of the smallest chunk: a batched product of one matrix may take another kernel."""


def choose(device: str | None = None) -> torch.device:
    """The device of that name; without one, the accelerator if there is one, else the CPU.

    Raises:
        ValueError: there is no such device here.
    """
    if device is None:
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    found = torch.device(device)
    if found.type == "cuda" and not torch.cuda.is_available():
        raise ValueError(f"device {device!r}: torch sees no such device; leave it out, or say cpu")
    return found


def hardware(device: torch.device) -> str:
    """What a device is, for a record: its name, and how many threads compute on a CPU."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    named = [line for line in _cpu_lines() if line.startswith("model name")]
    name = named[0].partition(":")[2].strip() if named else platform.machine()
    return f"{name}, one thread"


def _cpu_lines() -> list[str]:
    try:
        return Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


@contextmanager
def exact_arithmetic() -> Iterator[None]:
    """One thread and no TF32, as long as it lasts.

    With more threads a sum may be split elsewhere from one run to the next, and two threads on a
    busy machine are slower than one. Use more processes instead.
    """
    threads, precision = torch.get_num_threads(), torch.get_float32_matmul_precision()
    torch.set_num_threads(1)
    torch.set_float32_matmul_precision("highest")
    try:
        yield
    finally:
        torch.set_num_threads(threads)
        torch.set_float32_matmul_precision(precision)


def chunk_size(experiment: Experiment, count: int, device: torch.device) -> int:
    """Members that are trained together: as many as the cache holds, few of them for nothing.

    The last chunk is filled up with copies; of the larger sizes that fit, the one is taken that
    needs fewest.
    """
    width = max(experiment.generator.width, experiment.critic.width, experiment.data.dimension)
    item = 4 if experiment.dtype == "float32" else 8
    most = CACHE // (experiment.batch * width * item * ACTIVATIONS)
    most = ON_ACCELERATOR if device.type != "cpu" else max(most, LEAST)
    most = max(min(most, count), LEAST)
    sizes = range(max(most // 2, LEAST), most + 1)
    return min(sizes, key=lambda size: (-(-count // size) * size, -size))


def out_of_memory(error: BaseException) -> bool:
    """Whether that is what went wrong, on a CPU or on an accelerator."""
    if isinstance(error, (torch.OutOfMemoryError, MemoryError)):
        return True
    return isinstance(error, RuntimeError) and "allocate memory" in str(error)


def compiled(step: Step, state: State, members: State, number: Tensor) -> Step:
    """The step as one compiled program, for tensors of these shapes.

    Autograd runs once, while the step is traced; what is compiled is the flat list of operations,
    second derivatives and random numbers included.

    Raises:
        RuntimeError: torch has not compiled it as a whole, or would run it uncompiled.
    """
    traced = make_fx(step)(state, members, number)
    traced.graph.eliminate_dead_code()
    traced.recompile()
    compilations = []

    def backend(graph: torch.fx.GraphModule, inputs: list[Tensor]) -> object:
        compilations.append(len(graph.graph.nodes))
        return torch._inductor.compile(graph, inputs)

    program = torch.compile(traced, backend=backend, fullgraph=True, dynamic=False)

    def run(state: State, members: State, number: Tensor) -> State:
        after = program(state, members, number)
        if len(compilations) != 1:
            raise RuntimeError(
                f"the step was compiled {len(compilations)} times, not once: torch has fallen back "
                "or compiled anew; train without compiled=True"
            )
        return after

    return run
