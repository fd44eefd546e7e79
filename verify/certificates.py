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
negative for inequalities, combine the constraints to "objective <= optimum". ``digest`` seals
all other entries, lest a number that happens not to matter be changed unseen.

    python -m ganproof.verify.certificates run.json
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from math import isqrt, prod
from pathlib import Path
from typing import Any

COMPARISONS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


RATIONAL = re.compile(r"-?\d{1,4000}(/\d{1,4000})?")
LARGEST_EXPONENT = 1000
MALFORMED = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


COUNTEREXAMPLE = "counterexample"
LINEAR_PROGRAM = "linear program"
Checker = Callable[[dict[str, Any]], str]
"""Says why a certificate proves nothing; empty if it is valid."""


def check(certificate: dict[str, Any]) -> str:
    """Why a certificate proves nothing; empty if it is valid."""
    try:
        kind = certificate.get("kind", COUNTEREXAMPLE)
        if kind == COUNTEREXAMPLE:
            return _counterexample(certificate)
        if kind == LINEAR_PROGRAM:
            return unsealed(certificate) or _linear_program(certificate)
        return f"{str(kind)[:40]!r} is no kind of certificate that is known here"
    except MALFORMED as problem:
        return f"malformed: {type(problem).__name__} {problem}"


def digest(certificate: dict[str, Any]) -> str:
    """SHA-256 of everything but the digest, as JSON with sorted keys and no spaces."""
    rest = {key: value for key, value in certificate.items() if key != "digest"}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def unsealed(certificate: dict[str, Any]) -> str:
    """Why its digest is not that of its entries; empty if it is."""
    sealed = certificate["digest"] == digest(certificate)
    return "" if sealed else "something was changed: the digest is that of other entries"


def _counterexample(certificate: dict[str, Any]) -> str:
    point = {name: exact(value) for name, value in certificate["point"].items()}
    for premise in certificate["premises"]:
        if not _true(premise, point):
            return f"a premise is false at the point: {premise}"
    return "the conclusion is true at the point" if _true(certificate["conclusion"], point) else ""


def _linear_program(certificate: dict[str, Any]) -> str:
    objective = _row(certificate["maximise"])
    constraints = [
        (_row(row), relation, exact(bound)) for row, relation, bound in certificate["subject to"]
    ]
    optimum = exact(certificate["optimum"])
    point, multipliers = _row(certificate["point"]), [*map(exact, certificate["multipliers"])]
    for row, relation, bound in constraints:
        if relation not in ("<=", "="):
            return f"{relation!r} is no relation of a linear program; write <= or ="
        if not COMPARISONS[relation](_product(row, point), bound):
            return f"the point violates {_printed(row)} {relation} {bound}"
    if _product(objective, point) != optimum:
        return f"the objective is {_product(objective, point)} at the point, not {optimum}"
    if len(multipliers) != len(constraints):
        return f"{len(multipliers)} multipliers for {len(constraints)} constraints"
    combined: dict[str, Fraction] = {}
    reached = Fraction(0)
    for multiplier, (row, relation, bound) in zip(multipliers, constraints, strict=True):
        if relation == "<=" and multiplier < 0:
            return f"the multiplier of {_printed(row)} <= {bound} is {multiplier}"
        reached += multiplier * bound
        for name, coefficient in row.items():
            combined[name] = combined.get(name, Fraction(0)) + multiplier * coefficient
    for name in {*combined, *objective}:
        if combined.get(name, 0) != objective.get(name, 0):
            return f"the multipliers do not combine the constraints to the objective in {name}"
    return "" if reached == optimum else f"the multipliers bound the objective by {reached}"


def _row(row: dict[str, str]) -> dict[str, Fraction]:
    return {name: exact(value) for name, value in row.items()}


def _product(row: dict[str, Fraction], point: dict[str, Fraction]) -> Fraction:
    return sum((value * point[name] for name, value in row.items()), Fraction(0))


def _printed(row: dict[str, Fraction]) -> str:
    return " + ".join(f"{value} {name}" for name, value in row.items())


def _true(formula: list[Any], point: dict[str, Fraction]) -> bool:
    head, *parts = formula
    if head in COMPARISONS:
        return COMPARISONS[head](_value(parts[0], point), _value(parts[1], point))
    if head == "and":
        return all(_true(part, point) for part in parts)
    if head == "or":
        return any(_true(part, point) for part in parts)
    if head == "not":
        return not _true(parts[0], point)
    raise ValueError(f"unknown connective {head!r}")


def _value(term: list[Any], point: dict[str, Fraction]) -> Fraction:
    head, *parts = term
    if head == "num":
        return exact(parts[0])
    if head == "var":
        return point[parts[0]]
    if head == "^":
        return _power(_value(parts[0], point), exact(parts[1]))
    values = [_value(part, point) for part in parts]
    if head == "+":
        return sum(values, Fraction(0))
    if head == "*":
        return prod(values, start=Fraction(1))
    if head == "abs":
        return abs(values[0])
    if head == "sign":
        return Fraction((values[0] > 0) - (values[0] < 0))
    if head in ("min", "max"):
        return min(values) if head == "min" else max(values)
    raise ValueError(f"unknown operation {head!r}")


def exact(text: str) -> Fraction:
    """A rational number as it is printed; nothing that would take long to write out."""
    if not RATIONAL.fullmatch(text):
        raise ValueError(f"{text[:40]!r} is not a rational number of at most 4000 digits")
    return Fraction(text)


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    if abs(exponent) > LARGEST_EXPONENT:
        raise ValueError(f"power {exponent}")
    if exponent.denominator == 2:
        root = Fraction(isqrt(base.numerator), isqrt(base.denominator))
        if root * root != base:
            raise ValueError(f"sqrt({base}) is not rational")
        base, exponent = root, exponent * 2
    if exponent.denominator != 1:
        raise ValueError(f"power {exponent}")
    return base ** int(exponent)


def recheck(document: Any, others: Mapping[str, Checker] | None = None) -> tuple[int, list[str]]:
    """How many certificates there are, and what is wrong with those that are not valid.

    Each is checked by itself, and a counterexample against the point that is shown beside it. That
    its formulas say what the claim says is not checked here: run the claim for that.

    Args:
        document: a run, one certificate, or a list of them.
        others: checkers of the kinds that need more than the standard library.
    """
    checkers = {**dict.fromkeys((COUNTEREXAMPLE, LINEAR_PROGRAM), check), **(others or {})}
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
    if not found or not all(isinstance(each, dict) and "point" in each for each in found):
        raise ValueError("a certificate is an object with a point")
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


if __name__ == "__main__":
    count, failures = recheck(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    print(f"{count} certificates, {len(failures)} not valid", *failures, sep="\n")
    sys.exit(bool(failures) or not count)
