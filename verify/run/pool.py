"""Long-lived worker processes of one thread each, with a limit on time and on memory."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, TimeoutError, wait
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessPool

from .. import __all__ as FRONT_DOOR

WORKERS = 2
SECONDS = 60.0
GRACE = 10.0
"""Seconds after which a worker that nobody stopped in time ends by itself."""
MEMORY = 3 << 30
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Failure:
    """Why a job gave no result, in words for a reader."""

    reason: str


@dataclass(frozen=True)
class Job:
    """A call for a worker; ``key`` tells the caller which it was."""

    key: Any
    function: Callable[..., Any]
    arguments: tuple[Any, ...]


class Pool:
    """Workers that take jobs and give results as they come, in no particular order."""

    def __init__(
        self, workers: int = WORKERS, seconds: float = SECONDS, memory: int | None = MEMORY
    ) -> None:
        os.environ.update(dict.fromkeys(THREADS, "1"), PYTHONHASHSEED="0")
        self.seconds = seconds
        self._running: dict[Future[Any], Any] = {}
        self._pool = ProcessPool(
            max_workers=workers,
            initializer=_prepare,
            initargs=(os.getpid(), memory),
            context=multiprocessing.get_context("spawn"),
        )

    def submit(self, job: Job) -> None:
        """Queue a job."""
        arguments = (self.seconds + GRACE, job.function, *job.arguments)
        future = self._pool.schedule(_guarded, args=arguments, timeout=self.seconds)
        self._running[future] = job.key

    def results(self) -> Iterator[tuple[Any, Any]]:
        """Keys with results or failures until nothing runs; jobs may be submitted meanwhile."""
        while self._running:
            done, _ = wait(self._running, return_when=FIRST_COMPLETED)
            for future in done:
                yield self._running.pop(future), self._outcome(future)

    def _outcome(self, future: Future[Any]) -> Any:
        try:
            return future.result()
        except TimeoutError:
            return Failure(f"stopped after {self.seconds:g} s; raise --timeout if it needs longer")
        except ProcessExpired as problem:
            return Failure(f"its worker process died (exit code {problem.exitcode})")

    def close(self) -> None:
        """Stop the workers, whatever they do."""
        self._pool.stop()
        self._pool.join()


def _guarded(seconds: float, function: Callable[..., Any], *arguments: Any) -> Any:
    """Turn whatever a claim raises into words here: not every exception survives the way back.

    Nobody stops a worker whose parent was killed while a solver lets no other thread run; the
    system's alarm does.
    """
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return function(*arguments)
    except MemoryError:
        return Failure(f"needed more than {_memory >> 30} GiB of memory")
    except BaseException as problem:
        return Failure(explained(problem, str(arguments[0]) if arguments else ""))
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)


def explained(problem: BaseException, file: str) -> str:
    """An exception in a sentence: the line of the claim file, what was raised, and a remedy."""
    frames = traceback.extract_tb(problem.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == file]
    where = f"{Path(file).name}, line {lines[-1]}: " if lines else ""
    try:
        said = str(problem)
    except Exception:  # a claim may raise anything
        said = "(its message cannot be read)"
    if "truth value of Relational" in said:
        said += ": write And(a < b, b < c) for a < b < c, and no and, or, not or if on formulas"
    missing = re.match(r"cannot import name '(\w+)' from 'ganproof.verify'", said)
    name = missing[1] if missing else getattr(problem, "name", None)
    known = dir(problem.obj) if isinstance(problem, AttributeError) else FRONT_DOOR
    near = get_close_matches(name, known, n=1) if isinstance(name, str) else []
    hint = f"; did you mean {near[0]}?" if near and near[0] != name else ""
    own = any(each.__name__ == "StatementError" for each in type(problem).__mro__)
    kind = "" if own else f"{type(problem).__name__}: "
    return f"{where}{kind}{said}{hint}"


_memory = MEMORY
"""Bytes that this worker may take."""


def _prepare(parent: int, memory: int | None) -> None:
    """Limit the worker, load the engine, and let it end with its parent even if that is killed.

    What a claim prints goes to stderr: stdout belongs to the run's document.
    """
    global _memory
    os.dup2(2, 1)
    sys.stderr = _Plain(sys.stderr.buffer, line_buffering=True)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import resource

        if memory is not None:
            _memory = memory
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):  # no such limits on this system
        pass
    threading.Thread(target=_follow, args=(parent,), daemon=True).start()
    import_module("ganproof.verify.attack")


class _Plain(TextIOWrapper):
    """A worker's stderr is no terminal: whoever draws bars there has it for himself."""

    def isatty(self) -> bool:
        """Say so."""
        return False


def _follow(parent: int) -> None:
    pause = threading.Event()
    while os.getppid() == parent:
        pause.wait(0.5)
    os._exit(1)
