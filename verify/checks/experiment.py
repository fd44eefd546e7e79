"""Experiments of a claim: networks are trained, and what is measured is kept for its rules."""

from __future__ import annotations

import time
from collections.abc import Mapping
from importlib.metadata import version
from math import isfinite
from typing import Any

import numpy as np

from ..declarations import CheckFunction
from ..measurements import Measured, Measurement, Place


def measure(
    declared: CheckFunction, arguments: Mapping[str, Any], place: Place, code: str
) -> Measured:
    """Run an experiment with the arguments of the published case or of a variant.

    Raises:
        TypeError: it returned no ``Measurement``, or something in it is no number.
        ValueError: a number of the picture's data is nan or infinite.
    """
    start = time.perf_counter()
    found = declared.function(**arguments, place=place)
    seconds = time.perf_counter() - start
    if not isinstance(found, Measurement):
        raise TypeError(f"{declared.name} returned {type(found).__name__}; return a Measurement")
    shown = {} if arguments else found.data  # nobody draws what a variant does
    return Measured(
        values={
            conclusion: {arm: _numbers(f"{conclusion}: {arm}", each) for arm, each in arms.items()}
            for conclusion, arms in found.values.items()
        },
        seeds=tuple(map(int, found.seeds)),
        networks=found.networks,
        steps=found.steps,
        seconds=round(seconds, 1),
        hardware=found.hardware,
        versions={name: version(name) for name in found.libraries},
        code=code,
        data={name: _rounded(declared.name, name, each) for name, each in shown.items()},
    )


def _numbers(what: str, values: Any) -> tuple[float | None, ...]:
    """Values of the seeds; None where a training diverged."""
    array = np.asarray(values)
    if array.ndim != 1 or array.dtype.kind not in "iuf":
        raise TypeError(f"{what}: give one number per seed, not {values!r}"[:200])
    return tuple(number if isfinite(number) else None for number in array.astype(float).tolist())


def _rounded(check: str, name: str, array: Any) -> Any:
    values = np.asarray(array, dtype=float)
    if not np.isfinite(values).all():
        raise ValueError(f"{check}: data {name!r} has nan or infinite numbers; leave them out")
    digits = np.vectorize(lambda each: float(f"{each:.6g}"), otypes=[float])
    return digits(values).tolist() if values.size else []
