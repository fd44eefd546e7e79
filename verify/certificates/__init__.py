"""Exact certificates, and a checker that needs nothing but the standard library.

A counterexample holds the premises, the conclusion and a rational point, as nested lists:
``["<", ["*", ["var", "h"], ["num", "1/2"]], ["num", "2"]]``. Eigenvalues have been replaced by
polynomial conditions. It is valid if every premise is true at the point and the conclusion false.

The optimum of a linear program holds the program, a point and multipliers::

    {"kind": "linear program", "says": "the largest x + y in a triangle",
     "maximise": {"x": "1", "y": "1"},
     "subject to": [[{"x": "2", "y": "1"}, "<=", "3"], [{"x": "1", "y": "2"}, "<=", "3"]],
     "optimum": "2", "point": {"x": "1", "y": "1"}, "multipliers": ["1/3", "1/3"], "digest": "..."}

It is valid if the point satisfies the constraints and reaches the optimum, and the multipliers, not
negative for inequalities, combine the constraints to "objective <= optimum".

A quadratic inequality holds forms of vectors as matrices: those that are known not to be negative,
and the one that is claimed not to be::

    {"kind": "quadratic inequality", "says": "2 <x, y> <= |x|^2 + 2 |y|^2 where |y| <= |x|",
     "vectors": ["x", "y"], "claimed": [["1", "-1"], ["-1", "2"]],
     "given": [{"name": "|y| <= |x|", "form": [["1", "0"], ["0", "-1"]], "multiplier": "0"}],
     "digest": "..."}

It is valid if the claimed matrix less the others times their multipliers, none of them negative, is
positive semidefinite. This holds for vectors of every dimension.

``digest`` seals all other entries, lest a number that happens not to matter be changed unseen.

    python -m ganproof.verify.certificates run.json
    python verify/certificates run.json              # without anything installed
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from . import counterexample, linear, quadratic
from .exact import MALFORMED, digest, exact, unsealed

__all__ = [
    "COUNTEREXAMPLE",
    "LINEAR_PROGRAM",
    "MALFORMED",
    "QUADRATIC_INEQUALITY",
    "Checker",
    "check",
    "digest",
    "exact",
    "recheck",
    "unsealed",
]

COUNTEREXAMPLE = "counterexample"
LINEAR_PROGRAM = "linear program"
QUADRATIC_INEQUALITY = "quadratic inequality"
Checker = Callable[[dict[str, Any]], str]
"""Says why a certificate proves nothing; empty if it is valid."""


KINDS: dict[str, Checker] = {
    COUNTEREXAMPLE: counterexample.check,
    LINEAR_PROGRAM: linear.check,
    QUADRATIC_INEQUALITY: quadratic.check,
}


def check(certificate: dict[str, Any]) -> str:
    """Why a certificate proves nothing; empty if it is valid."""
    try:
        kind = certificate.get("kind", COUNTEREXAMPLE)
        if kind not in KINDS:
            return f"{str(kind)[:40]!r} is no kind of certificate that is known here"
        return KINDS[kind](certificate)
    except MALFORMED as problem:
        return f"malformed: {type(problem).__name__} {problem}"


def recheck(document: Any, others: Mapping[str, Checker] | None = None) -> tuple[int, list[str]]:
    """How many certificates there are, and what is wrong with those that are not valid.

    Each is checked by itself, and a counterexample against the point that is shown beside it. That
    its formulas say what the claim says is not checked here: run the claim for that.

    Args:
        document: a run, one certificate, or a list of them.
        others: checkers of the kinds that need more than the standard library.
    """
    checkers = {**dict.fromkeys(KINDS, check), **(others or {})}
    count, problems = 0, []
    for name, certificate, shown in _certificates(document):
        count += 1
        problem = _problem(certificate, shown, checkers)
        problems += [f"{name}: {problem}"] if problem else []
    return count, problems


def _problem(certificate: Any, shown: Any, checkers: Mapping[str, Checker]) -> str:
    try:
        if isinstance(certificate, str):
            certificate = json.loads(certificate)
        if shown is not None and certificate["point"] != shown:
            return f"the certificate is for another point than {shown}"
        kind = certificate.get("kind", COUNTEREXAMPLE)
        return checkers.get(kind, check)(certificate)
    except MALFORMED as problem:
        return f"malformed: {type(problem).__name__} {problem}"


def _certificates(document: Any) -> Iterator[tuple[str, Any, Any]]:
    """Where each certificate stands, the certificate, and the point shown beside it if any."""
    if isinstance(document, dict) and "claims" in document:
        for name, claim in [(each["id"], each) for each in document["claims"]]:
            yield from ((name, *found) for found in _inside(claim))
        return
    found = document if isinstance(document, list) else [document]
    if not found or not all(
        isinstance(each, dict) and {"kind", "point"} & each.keys() for each in found
    ):
        raise ValueError("a certificate is an object with a kind or a point")
    yield from ((f"certificate {k}", each, None) for k, each in enumerate(found, start=1))


def _inside(node: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(node, dict):
        if node.get("certificate"):
            yield node["certificate"], node["values"]
        yield from ((each, None) for each in node.get("certificates", ()))
        for value in node.values():
            yield from _inside(value)
    elif isinstance(node, list):
        for value in node:
            yield from _inside(value)
