"""The walk over a formula that every translation shares; an algebra says what each node becomes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Protocol

from sympy import (
    ITE,
    Abs,
    And,
    E,
    Equivalent,
    I,
    Implies,
    Max,
    Min,
    Not,
    Or,
    Pow,
    Rational,
    exp,
    pi,
)
from sympy import sign as sign_of

from ..predicates import Predicate
from ..statement import RELATIONS
from ..variables import Variable


class Untranslatable(Exception):
    """The engine's language has no word for a node of the formula."""


class Algebra(Protocol):
    """What numbers, terms and truth values are for one engine."""

    def number(self, value: Fraction) -> Any: ...
    def constant(self, name: str) -> Any: ...
    def variable(self, variable: Variable) -> Any: ...
    def add(self, terms: list[Any]) -> Any: ...
    def multiply(self, factors: list[Any]) -> Any: ...
    def power(self, base: Any, exponent: int) -> Any: ...
    def root(self, base: Any, exponent: Fraction) -> Any: ...
    def function(self, name: str, arguments: list[Any]) -> Any: ...
    def compare(self, relation: str, left: Any, right: Any) -> Any: ...
    def conjunction(self, parts: list[Any]) -> Any: ...
    def disjunction(self, parts: list[Any]) -> Any: ...
    def negation(self, part: Any) -> Any: ...
    def predicate(self, predicate: Predicate, matrix: list[list[Any]]) -> Any: ...


NAMED = {Abs: "abs", sign_of: "sign", Min: "min", Max: "max"}
ELEMENTARY = ("exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "atan")


def term(node: Any, algebra: Algebra) -> Any:
    """An expression in the engine's language."""
    if isinstance(node, Variable):
        return algebra.variable(node)
    if isinstance(node, Rational):
        return algebra.number(Fraction(int(node.p), int(node.q)))
    if node is pi or node is E or node is I:
        return algebra.constant(str(node))
    if node.is_Add:
        return algebra.add([term(each, algebra) for each in node.args])
    if node.is_Mul:
        return algebra.multiply([term(each, algebra) for each in node.args])
    if isinstance(node, exp):
        return algebra.function("exp", [term(node.args[0], algebra)])
    if isinstance(node, Pow):
        base, exponent = node.args
        if exponent.is_Integer:
            return algebra.power(term(base, algebra), int(exponent))
        if exponent.is_Rational:
            return algebra.root(term(base, algebra), Fraction(int(exponent.p), int(exponent.q)))
        raise Untranslatable(f"the exponent of {node} is not a number")
    name = NAMED.get(node.func) or node.func.__name__
    if node.func in NAMED or name in ELEMENTARY:
        return algebra.function(name, [term(each, algebra) for each in node.args])
    raise Untranslatable(f"{node} ({type(node).__name__}) is not an elementary term")


def truth(node: Any, algebra: Algebra) -> Any:
    """A formula in the engine's language."""
    if node is True or node is False or (getattr(node, "is_Boolean", False) and not node.args):
        parts: list[Any] = []
        return algebra.conjunction(parts) if bool(node) else algebra.disjunction(parts)
    if node.func in RELATIONS:
        left, right = (term(side, algebra) for side in node.args)
        return algebra.compare(RELATIONS[node.func], left, right)
    if isinstance(node, Predicate):
        rows = [[term(entry, algebra) for entry in row] for row in node.matrix.tolist()]
        return algebra.predicate(node, rows)
    if isinstance(node, Not):
        return algebra.negation(truth(node.args[0], algebra))
    if isinstance(node, And):
        return algebra.conjunction([truth(each, algebra) for each in node.args])
    if isinstance(node, Or):
        return algebra.disjunction([truth(each, algebra) for each in node.args])
    if isinstance(node, Implies):
        case, claimed = node.args
        return algebra.disjunction(
            [algebra.negation(truth(case, algebra)), truth(claimed, algebra)]
        )
    if isinstance(node, Equivalent):
        parts = [truth(each, algebra) for each in node.args]
        none = algebra.conjunction([algebra.negation(part) for part in parts])
        return algebra.disjunction([algebra.conjunction(parts), none])
    if isinstance(node, ITE):
        case, then, otherwise = (truth(each, algebra) for each in node.args)
        return algebra.disjunction(
            [
                algebra.conjunction([case, then]),
                algebra.conjunction([algebra.negation(case), otherwise]),
            ]
        )
    raise Untranslatable(f"{node} ({type(node).__name__}) is not a supported formula")
