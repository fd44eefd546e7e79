"""Check functions of a claim: numbers can refute and never prove, certificates prove instances."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
from sympy.logic.boolalg import BooleanAtom

from ..certificates import LINEAR_PROGRAM, QUADRATIC_INEQUALITY
from ..declarations import CheckFunction
from ..enclosures import CONVEX_PROGRAM
from ..evidence import Counterexample, Evidence, Outcome, Reach, Trial
from ..programs import Degenerate, checked

ENGINES = {LINEAR_PROGRAM: "fractions", QUADRATIC_INEQUALITY: "fractions", CONVEX_PROGRAM: "arb"}
"""What checks each kind of certificate that a program may bring."""
TRUTHS = (bool, np.bool_, BooleanAtom)
"""Types of true and false in Python, NumPy and SymPy; a text is neither."""


def check(declared: CheckFunction, arguments: Mapping[str, Any]) -> Evidence:
    """Run a check function with the arguments of the published case or of a mutant.

    Raises:
        TypeError: it returned no proper ``Trial``, or a program without certificates.
        ValueError: a certificate is not valid.
    """
    name = declared.name
    try:
        trial = declared.function(**arguments)
    except Degenerate as problem:
        return Evidence(
            check=declared.kind,
            conclusion=declared.conclusion,
            outcome=Outcome.UNKNOWN,
            engines=(),
            detail=f"{name.replace('_', ' ')}: no certificate: {problem}",
            supports=declared.supports,
        )
    if not isinstance(trial, Trial):
        raise TypeError(f"{name} returned {type(trial).__name__}; return Trial(holds, shows)")
    if not _decided(trial.holds, trial.cases):
        raise TypeError(f"{name}: Trial needs a bool and at least one case, not {trial.cases!r}")
    found = Evidence(
        check=declared.kind,
        conclusion=declared.conclusion,
        outcome=Outcome.UNREFUTED if trial.holds else Outcome.REFUTED,
        engines=("numpy",),
        reach=Reach.SAMPLES,
        scope=_counted(trial.cases, "case"),
        detail=f"{name.replace('_', ' ')}: {trial.shows}",
        supports=declared.supports,
        counterexample=None if trial.holds else _failing(trial),
    )
    return _proved(found, name, trial) if declared.kind == "program" else found


def _failing(trial: Trial) -> Counterexample:
    by = "certificate of the optimum" if trial.certificates else "floating-point numbers"
    return Counterexample(
        values={key: str(value) for key, value in trial.values.items()},
        shows=(trial.shows,),
        verified_by=(by,),
    )


def _proved(found: Evidence, name: str, trial: Trial) -> Evidence:
    """What its certificates are worth, each checked as it is kept: where it supports, no proof."""
    if not all(isinstance(each, Mapping) for each in trial.certificates):
        raise TypeError(f"{name}: certificates= takes a list of them, such as [found]")
    kept = [json.loads(json.dumps(dict(each), allow_nan=False)) for each in trial.certificates]
    for certificate in kept:
        kind = certificate.get("kind")
        if kind not in ENGINES:
            raise ValueError(f"{name}: {kind!r} is no certificate of an optimum or an inequality")
        problem = checked(certificate)
        if problem:
            raise ValueError(f"{name}: a certificate is not valid: {problem}")
    if found.outcome is Outcome.REFUTED:
        return found
    if not kept:
        raise TypeError(f"{name} brought no certificate; a program proves by nothing else")
    texts = {_unnamed(each): json.dumps(each) for each in kept}
    if trial.cases > len(texts):
        different = f"{len(texts)} different certificates"
        raise TypeError(f"{name} counts {trial.cases} cases and brought {different}")
    named = dict.fromkeys(f"{each['kind']}: {each.get('says', '')}" for each in kept)
    certified = {
        "engines": tuple(sorted({ENGINES[each["kind"]] for each in kept})),
        "scope": _counted(trial.cases, "certified instance"),
        "certificates": tuple(texts.values()),
        "artifact": "\n".join(named),
    }
    if not found.supports:
        certified |= {
            "outcome": Outcome.PROVED,
            "reach": Reach.INSTANCES,
            "rests_on": ("what the claim's check function reads from its certificates",),
        }
    return Evidence.model_validate(found.model_dump() | certified)


def _decided(holds: Any, cases: Any) -> bool:
    """Whether they are a truth value and a number of cases, whatever a claim file put there."""
    return isinstance(holds, TRUTHS) and type(cases) is int and cases >= 1


def _unnamed(certificate: Mapping[str, Any]) -> str:
    """What is proved, without what it is called."""
    named = ("says", "digest")
    rest = {key: value for key, value in certificate.items() if key not in named}
    return json.dumps(rest, sort_keys=True)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
