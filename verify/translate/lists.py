"""Formulas as nested lists, the form in which certificates are checked without SymPy."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ..predicates import Predicate
from ..statement import Statement, lower
from ..variables import Variable
from ..wellformed import StatementError
from . import tree


def certificate(statement: Statement, point: Mapping[str, Fraction]) -> str:
    """JSON of a counterexample's certificate; empty where fractions cannot decide."""
    try:
        premises = [tree.truth(lower(premise), _Lists()) for _, premise in statement.premises]
        conclusion = tree.truth(lower(statement.conclusion), _Lists())
    except (tree.Untranslatable, StatementError):
        return ""
    exact = {name: str(value) for name, value in sorted(point.items())}
    return json.dumps(
        {"point": exact, "premises": premises, "conclusion": conclusion}, separators=(",", ":")
    )


class _Lists:
    def number(self, value: Fraction) -> list[Any]:
        return ["num", str(value)]

    def constant(self, name: str) -> list[Any]:
        raise tree.Untranslatable(name)

    def variable(self, variable: Variable) -> list[Any]:
        return ["var", variable.name]

    def add(self, terms: list[Any]) -> list[Any]:
        return ["+", *terms]

    def multiply(self, factors: list[Any]) -> list[Any]:
        return ["*", *factors]

    def power(self, base: Any, exponent: int) -> list[Any]:
        return ["^", base, str(exponent)]

    def root(self, base: Any, exponent: Fraction) -> list[Any]:
        return ["^", base, str(exponent)]

    def function(self, name: str, arguments: list[Any]) -> list[Any]:
        if name not in ("abs", "sign", "min", "max"):
            raise tree.Untranslatable(name)
        return [name, *arguments]

    def compare(self, relation: str, left: Any, right: Any) -> list[Any]:
        return [relation, left, right]

    def conjunction(self, parts: list[Any]) -> list[Any]:
        return ["and", *parts]

    def disjunction(self, parts: list[Any]) -> list[Any]:
        return ["or", *parts]

    def negation(self, part: Any) -> list[Any]:
        return ["not", part]

    def predicate(self, predicate: Predicate, matrix: list[list[Any]]) -> Any:
        raise tree.Untranslatable(f"{type(predicate).__name__} was not lowered")
