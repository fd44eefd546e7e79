"""Expressions as quotients of polynomials in python-flint, for deciding identities.

Nothing here comes from SymPy's polynomial code: the quotients are built node by node from the
statement's tree. A square root is a further generator r with r^2 = D; reducing by that relation
proves an identity for every branch of every root.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from typing import Any

import flint
from sympy import Pow, preorder_traversal

from ..predicates import Predicate
from ..variables import Variable
from . import tree


@dataclass(frozen=True)
class Quotient:
    """A numerator over a denominator, both ``fmpq_mpoly``."""

    top: Any
    bottom: Any

    def __add__(self, other: Quotient) -> Quotient:
        if self.bottom == other.bottom:
            return Quotient(self.top + other.top, self.bottom)
        top = self.top * other.bottom + other.top * self.bottom
        return Quotient(top, self.bottom * other.bottom)

    def __mul__(self, other: Quotient) -> Quotient:
        return Quotient(self.top * other.top, self.bottom * other.bottom)

    def __neg__(self) -> Quotient:
        return Quotient(-self.top, self.bottom)


@dataclass(frozen=True)
class Root:
    """A generator r with r^2 = ``square``; ``alone`` names the one quotient that it belongs to."""

    index: int
    generator: Any
    square: Any
    alone: Any


class Field:
    """Quotients of polynomials in the variables and square roots of some expressions."""

    def __init__(self, expressions: Iterable[Any]) -> None:
        nodes = [node for each in expressions for node in preorder_traversal(each)]
        variables = sorted({node for node in nodes if isinstance(node, Variable)}, key=str)
        radicands = {
            node.args[0]: None
            for node in nodes
            if isinstance(node, Pow) and node.args[1].is_Rational and not node.args[1].is_Integer
        }
        names = [f"x{k}" for k in range(len(variables))] + [f"r{k}" for k in range(len(radicands))]
        self.context = flint.fmpq_mpoly_ctx.get([*names, "i"], "lex")
        generators = self.context.gens()
        self.symbols = dict(zip(variables, generators, strict=False))
        self.spare = list(enumerate(generators))[len(variables) : -1]
        self.imaginary = generators[-1]
        self.roots: list[Root] = []
        self.one = self.number(Fraction(1))

    def number(self, value: Fraction) -> Quotient:
        return Quotient(self._constant(value), self._constant(Fraction(1)))

    def _constant(self, value: Fraction) -> Any:
        return self.context.constant(flint.fmpq(value.numerator, value.denominator))

    def constant(self, name: str) -> Quotient:
        if name != "I":
            raise tree.Untranslatable(f"{name} is no algebraic number")
        return Quotient(self.imaginary, self._constant(Fraction(1)))

    def variable(self, variable: Variable) -> Quotient:
        return Quotient(self.symbols[variable], self._constant(Fraction(1)))

    def add(self, terms: list[Quotient]) -> Quotient:
        return reduce(Quotient.__add__, terms)

    def multiply(self, factors: list[Quotient]) -> Quotient:
        return reduce(Quotient.__mul__, factors)

    def power(self, base: Quotient, exponent: int) -> Quotient:
        if exponent >= 0:
            return Quotient(base.top**exponent, base.bottom**exponent)
        if not self.reduced(base.top):
            raise tree.Untranslatable("a denominator vanishes identically")
        return Quotient(base.bottom**-exponent, base.top**-exponent)

    def root(self, base: Quotient, exponent: Fraction) -> Quotient:
        """Write sqrt(N/D) = s r / D with r^2 = m P: P primitive, m squarefree, s > 0 rational.

        Radicals that differ by a positive rational factor share r. A constant D goes into N; any
        other may be negative, and sqrt(1/x) is not sqrt(x)/x there: such a radical shares with
        none.
        """
        if exponent.denominator != 2:
            raise tree.Untranslatable(f"a root of order {exponent.denominator}")
        if base.bottom.is_constant():
            base = Quotient(base.top / base.bottom.leading_coefficient(), self.one.top)
        radicand = self.reduced(base.top * base.bottom)
        if not radicand:
            return self.power(self.number(Fraction(0)), exponent.numerator)
        content, primitive = _content(radicand)
        scale, free = _square_part(content)
        square = primitive * free
        alone = None if base.bottom.is_constant() else (base.top, base.bottom)
        known = (each for each in self.roots if each.square == square and each.alone == alone)
        found = next(known, None)
        if found is None:
            index, generator = self.spare.pop()
            found = Root(index, generator, square, alone)
            self.roots.append(found)
        root = Quotient(found.generator * scale, base.bottom)
        return self.power(root, exponent.numerator)

    def reduced(self, polynomial: Any) -> Any:
        """Replace r^2 by its radicand for every root, outer roots first, and i^2 by -1."""
        minus_one = self._constant(Fraction(-1))
        last = Root(len(self.context.gens()) - 1, self.imaginary, minus_one, None)
        for root in [*reversed(self.roots), last]:
            terms = polynomial.to_dict()
            if not any(exponents[root.index] > 1 for exponents in terms):
                continue
            total = self._constant(Fraction(0))
            for exponents, coefficient in terms.items():
                times, left = divmod(exponents[root.index], 2)
                rest = tuple(left if k == root.index else e for k, e in enumerate(exponents))
                total += self.context.from_dict({rest: coefficient}) * root.square**times
            polynomial = total
        return polynomial

    def vanishes(self, quotient: Quotient) -> bool:
        """Whether the numerator is zero modulo the relations of the roots."""
        return not self.reduced(quotient.top)

    def function(self, name: str, arguments: list[Quotient]) -> Quotient:
        del arguments
        raise tree.Untranslatable(f"{name} is not algebraic")

    def _no_truth(self, *_: Any) -> Any:
        raise tree.Untranslatable("identities are decided term by term")

    compare = conjunction = disjunction = negation = _no_truth

    def predicate(self, predicate: Predicate, matrix: list[list[Any]]) -> Any:
        return self._no_truth(predicate, matrix)


def _content(polynomial: Any) -> tuple[Fraction, Any]:
    """The positive rational content, and the primitive polynomial that is left, sign and all."""
    coefficients = [Fraction(int(c.p), int(c.q)) for c in polynomial.coeffs()]
    bottom = lcm(*(each.denominator for each in coefficients))
    common = Fraction(gcd(*(int(each * bottom) for each in coefficients)), bottom)
    return common, polynomial / flint.fmpq(common.numerator, common.denominator)


def _square_part(value: Fraction) -> tuple[Any, Any]:
    """Write a positive rational as s^2 m with m a squarefree integer."""
    number = value.numerator * value.denominator
    free, scale = 1, Fraction(1, value.denominator)
    for prime, exponent in flint.fmpz(number).factor():
        scale *= int(prime) ** (exponent // 2)
        free *= int(prime) ** (exponent % 2)
    return flint.fmpq(scale.numerator, scale.denominator), flint.fmpq(free)
