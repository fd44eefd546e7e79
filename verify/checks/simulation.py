"""Check functions of a claim: trajectories, rates, return maps. They can refute, never prove."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..evidence import Counterexample, Evidence, Outcome, Reach, Trial


def check(
    name: str, conclusion: str, supports: bool, function: Callable[..., Any], arguments: Any
) -> Evidence:
    """Run a check function with the arguments of the published case or of a mutant."""
    trial = function(**arguments)
    if not isinstance(trial, Trial):
        raise TypeError(f"{name} returned {type(trial).__name__}; return Trial(holds, shows)")
    if str(trial.holds) not in ("True", "False") or trial.cases < 1:
        raise TypeError(f"{name}: Trial needs a bool and at least one case, not {trial}")
    refuted = Counterexample(
        values={key: str(value) for key, value in trial.values.items()},
        shows=(trial.shows,),
        verified_by=("floating-point trajectory",),
    )
    return Evidence(
        check="simulation",
        conclusion=conclusion,
        outcome=Outcome.UNREFUTED if trial.holds else Outcome.REFUTED,
        engines=("numpy",),
        reach=Reach.SAMPLES,
        scope=f"{trial.cases} {'case' if trial.cases == 1 else 'cases'}",
        detail=f"{name.replace('_', ' ')}: {trial.shows}",
        supports=supports,
        counterexample=None if trial.holds else refuted,
    )
