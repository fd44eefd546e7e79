"""Check functions of a claim: numbers can refute and never prove, certificates prove instances."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..certificates import LINEAR_PROGRAM
from ..declarations import CheckFunction
from ..evidence import Counterexample, Evidence, Outcome, Reach, Trial
from ..programs import checked

WITNESSES = {"simulation": "floating-point trajectory", "program": "numerical optimum"}


def check(declared: CheckFunction, arguments: Mapping[str, Any]) -> Evidence:
    """Run a check function with the arguments of the published case or of a mutant.

    Raises:
        TypeError: it returned no proper ``Trial``, or a program without certificates.
        ValueError: a certificate is not valid.
    """
    trial = declared.function(**arguments)
    name = declared.name
    if not isinstance(trial, Trial):
        raise TypeError(f"{name} returned {type(trial).__name__}; return Trial(holds, shows)")
    if str(trial.holds) not in ("True", "False") or trial.cases < 1:
        raise TypeError(f"{name}: Trial needs a bool and at least one case, not {trial}")
    found = Evidence(
        check=declared.kind,
        conclusion=declared.conclusion,
        outcome=Outcome.UNREFUTED if trial.holds else Outcome.REFUTED,
        engines=("numpy",),
        reach=Reach.SAMPLES,
        scope=_counted(trial.cases, "case"),
        detail=f"{name.replace('_', ' ')}: {trial.shows}",
        supports=declared.supports,
        counterexample=None if trial.holds else _failing(declared, trial),
    )
    return _proved(found, name, trial) if declared.kind == "program" else found


def _failing(declared: CheckFunction, trial: Trial) -> Counterexample:
    return Counterexample(
        values={key: str(value) for key, value in trial.values.items()},
        shows=(trial.shows,),
        verified_by=(WITNESSES[declared.kind],),
    )


def _proved(found: Evidence, name: str, trial: Trial) -> Evidence:
    """What its certificates are worth, each checked again."""
    for certificate in trial.certificates:
        problem = checked(dict(certificate))
        if problem:
            raise ValueError(f"{name}: a certificate is not valid: {problem}")
    if found.outcome is Outcome.REFUTED:
        return found
    if not trial.certificates:
        raise TypeError(f"{name} brought no certificate; a program proves by nothing else")
    different = len({each["digest"] for each in trial.certificates})
    if trial.cases > different:
        raise TypeError(f"{name} counts {trial.cases} cases and brought {different} certificates")
    linear = {each["kind"] == LINEAR_PROGRAM for each in trial.certificates}
    return found.model_copy(
        update={
            "outcome": Outcome.PROVED,
            "engines": tuple("fractions" if each else "arb" for each in sorted(linear)),
            "reach": Reach.INSTANCES,
            "scope": _counted(trial.cases, "certified instance"),
            "rests_on": ("what the claim's check function reads from its certificates",),
            "certificates": tuple(json.dumps(dict(each)) for each in trial.certificates),
        }
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
