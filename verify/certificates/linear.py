"""The optimum of a linear program: a point that attains it, and multipliers that bound it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from .exact import exact, unsealed

ENTRIES = ("maximise", "subject to", "optimum", "point", "multipliers")


def check(certificate: dict[str, Any]) -> str:
    """Why an optimum is not proved; empty if it is."""
    broken = unsealed(certificate, ENTRIES)
    if broken:
        return broken
    if not isinstance(certificate["multipliers"], list):
        return "the multipliers are no list"
    objective = _row(certificate["maximise"])
    constraints = [
        (_row(row), relation, exact(bound)) for row, relation, bound in certificate["subject to"]
    ]
    optimum = exact(certificate["optimum"])
    point, multipliers = _row(certificate["point"]), [*map(exact, certificate["multipliers"])]
    for row, relation, bound in constraints:
        if relation not in ("<=", "="):
            return f"{relation!r} is no relation of a linear program; write <= or ="
        reached = _product(row, point)
        if reached > bound or (relation == "=" and reached != bound):
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
