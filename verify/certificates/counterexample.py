"""A counterexample: premises that are true at a rational point, and a conclusion that is false."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import isqrt, prod
from typing import Any

from .exact import exact

COMPARISONS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
LARGEST_EXPONENT = 1000
LARGEST_POWER = 1_000_000
"""Bits of a power, beyond which nobody wants to wait for it."""


def check(certificate: dict[str, Any]) -> str:
    """Why a counterexample refutes nothing; empty if it is valid."""
    point = {name: exact(value) for name, value in certificate["point"].items()}
    for premise in certificate["premises"]:
        if not _true(premise, point):
            return f"a premise is false at the point: {premise}"
    return "the conclusion is true at the point" if _true(certificate["conclusion"], point) else ""


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


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if abs(exponent) > LARGEST_EXPONENT or bits * abs(exponent) > LARGEST_POWER:
        raise ValueError(f"power {exponent} of a number of {bits} bits")
    if exponent.denominator == 2:
        root = Fraction(isqrt(base.numerator), isqrt(base.denominator))
        if root * root != base:
            raise ValueError(f"sqrt({base}) is not rational")
        base, exponent = root, exponent * 2
    if exponent.denominator != 1:
        raise ValueError(f"power {exponent}")
    return base ** int(exponent)
