"""Certificates of counterexamples, and a checker that needs nothing but the standard library.

A certificate holds the premises, the conclusion and a rational point, as nested lists:
``["<", ["*", ["var", "h"], ["num", "1/2"]], ["num", "2"]]``. Eigenvalues have been replaced by
polynomial conditions. It is valid if every premise is true at the point and the conclusion false.

    python -m ganproof.verify.certificates run.json
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
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
MALFORMED = (
    ArithmeticError,
    AttributeError,
    IndexError,
    KeyError,
    RecursionError,
    TypeError,
    ValueError,
)


def check(certificate: dict[str, Any]) -> str:
    """Why a certificate proves nothing; empty if it is valid."""
    try:
        point = {name: exact(value) for name, value in certificate["point"].items()}
        for premise in certificate["premises"]:
            if not _true(premise, point):
                return f"a premise is false at the point: {premise}"
        if _true(certificate["conclusion"], point):
            return "the conclusion is true at the point"
    except MALFORMED as problem:
        return f"malformed: {type(problem).__name__} {problem}"
    return ""


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


def recheck(document: Any) -> tuple[int, list[str]]:
    """How many certificates a run document holds, and what is wrong with those that fail.

    Each certificate is checked by itself, and against the point that is shown beside it. That its
    formulas say what the claim says is not checked here: run the claim for that.
    """
    count, problems = 0, []
    for claim in document["claims"]:
        name = claim["id"]
        for node in _certified(claim):
            count += 1
            problem = _problem(node)
            problems += [f"{name}: {problem}"] if problem else []
    return count, problems


def _problem(node: dict[str, Any]) -> str:
    try:
        certificate = json.loads(node["certificate"])
        if certificate["point"] != node["values"]:
            return f"the certificate is for another point than {node['values']}"
    except MALFORMED as problem:
        return f"malformed: {type(problem).__name__} {problem}"
    return check(certificate)


def _certified(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if node.get("certificate"):
            yield node
        for value in node.values():
            yield from _certified(value)
    elif isinstance(node, list):
        for value in node:
            yield from _certified(value)


if __name__ == "__main__":
    count, failures = recheck(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    print(f"{count} certificates, {len(failures)} not valid", *failures, sep="\n")
    sys.exit(bool(failures) or not count)
