"""SMT-LIB text of a satisfiability question about polynomial formulas over the reals.

Both solvers read the same text, so this printer is a single point of failure: it stands in the
trust base, and a test evaluates its output against SymPy at random rational points.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..predicates import Predicate
from ..statement import lower
from ..variables import Variable
from . import tree


def script(*formulas: Any, integers: bool = False) -> str:
    """A script that asserts the formulas; the caller adds ``(check-sat)``.

    Roots and quotients become fresh constants with their defining equations, which is sound only
    where radicands are known to be non-negative and denominators not zero: prove that first.
    Integer variables are relaxed to reals unless ``integers``.
    """
    text = _Text()
    assertions = [tree.truth(lower(formula), text) for formula in formulas]
    unknowns = sorted(text.variables, key=str)
    exact = integers and any(unknown.integral for unknown in unknowns)
    lines = [f"(set-logic {'ALL' if exact else 'QF_NRA'})"]
    lines += [
        f"(declare-const |{unknown}| {'Int' if exact and unknown.integral else 'Real'})"
        for unknown in unknowns
    ]
    lines += text.definitions
    lines += [f"(assert {assertion})" for assertion in assertions]
    return "\n".join(lines) + "\n"


class _Text:
    def __init__(self) -> None:
        self.variables: set[Variable] = set()
        self.definitions: list[str] = []
        self.fresh: dict[tuple[str, str], str] = {}

    def number(self, value: Fraction) -> str:
        text = f"{abs(value.numerator)}.0"
        if value.denominator != 1:
            text = f"(/ {text} {value.denominator}.0)"
        return f"(- {text})" if value < 0 else text

    def constant(self, name: str) -> str:
        raise tree.Untranslatable(f"{name} is no polynomial term")

    def variable(self, variable: Variable) -> str:
        self.variables.add(variable)
        return f"|{variable}|"

    def add(self, terms: list[str]) -> str:
        return f"(+ {' '.join(terms)})"

    def multiply(self, factors: list[str]) -> str:
        return f"(* {' '.join(factors)})"

    def power(self, base: str, exponent: int) -> str:
        if exponent < 0:
            base = self._define("inverse", base, "(= (* {new} {base}) 1.0)")
        if exponent == 0:
            return "1.0"
        count = abs(exponent)
        return base if count == 1 else f"(* {' '.join([base] * count)})"

    def root(self, base: str, exponent: Fraction) -> str:
        factors = " ".join(["{new}"] * exponent.denominator)
        rule = f"(and (>= {{new}} 0.0) (= (* {factors}) {{base}}))"
        return self.power(
            self._define(f"root{exponent.denominator}", base, rule), exponent.numerator
        )

    def _define(self, kind: str, base: str, rule: str) -> str:
        if (kind, base) not in self.fresh:
            new = self.fresh[kind, base] = f"{kind}.{len(self.fresh)}"
            self.definitions.append(f"(declare-const {new} Real)")
            self.definitions.append(f"(assert {rule.format(new=new, base=base)})")
        return self.fresh[kind, base]

    def function(self, name: str, arguments: list[str]) -> str:
        first = arguments[0]
        if name == "abs":
            return f"(ite (>= {first} 0.0) {first} (- {first}))"
        if name == "sign":
            return f"(ite (> {first} 0.0) 1.0 (ite (< {first} 0.0) (- 1.0) 0.0))"
        if name in ("min", "max"):
            relation = "<=" if name == "min" else ">="
            for other in arguments[1:]:
                first = f"(ite ({relation} {first} {other}) {first} {other})"
            return first
        raise tree.Untranslatable(f"{name} is no polynomial term")

    def compare(self, relation: str, left: str, right: str) -> str:
        if relation == "!=":
            return f"(not (= {left} {right}))"
        return f"({relation} {left} {right})"

    def conjunction(self, parts: list[str]) -> str:
        return f"(and {' '.join(parts)})" if parts else "true"

    def disjunction(self, parts: list[str]) -> str:
        return f"(or {' '.join(parts)})" if parts else "false"

    def negation(self, part: str) -> str:
        return f"(not {part})"

    def predicate(self, predicate: Predicate, matrix: list[list[str]]) -> str:
        raise tree.Untranslatable(f"{type(predicate).__name__} was not lowered")
