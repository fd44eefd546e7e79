"""Three-valued truth in ball arithmetic (Arb): at a rational point or on a box.

A comparison of balls is true, false, or not decided; nan decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import reduce
from operator import add, mul
from typing import Any

import flint

from ..precision import fraction_ball, precision
from ..predicates import Predicate, Spectrum
from ..statement import lower
from ..variables import Variable
from . import tree

Box = Mapping[str, tuple[Fraction, Fraction]]
PRECISIONS = (64, 256, 1024)


def interval_ball(low: Fraction, high: Fraction) -> flint.arb:
    """A ball that contains the closed interval."""
    if low == high:
        return fraction_ball(low)
    return fraction_ball(low).union(fraction_ball(high))


def decide(formula: Any, point: Mapping[str, Fraction]) -> bool | None:
    """Truth at a rational point, at rising precision; None if balls never separate."""
    lowered = lower_real(formula)
    for bits in PRECISIONS:
        with precision(bits):
            values = {name: fraction_ball(each) for name, each in point.items()}
            found = on_balls(lowered, values)
        if found is not None:
            return found
    return None


def on_balls(lowered: Any, values: Mapping[str, flint.arb]) -> bool | None:
    """Truth for every point of the balls, of a formula that ``lower_real`` has passed."""
    found: bool | None = tree.truth(lowered, _Balls(values))
    return found


def lower_real(formula: Any) -> Any:
    """Lower every predicate but a spectrum, which balls decide on complex eigenvalues."""
    spectra = {each for each in formula.atoms(Predicate) if not isinstance(each, Spectrum)}
    return formula.xreplace({predicate: lower(predicate) for predicate in spectra})


class _Balls:
    """Real balls; complex ones inside a spectrum."""

    def __init__(self, values: Mapping[str, flint.arb], complex_valued: bool = False) -> None:
        self.values = values
        self.complex_valued = complex_valued

    def number(self, value: Fraction) -> Any:
        return self._lift(fraction_ball(value))

    def constant(self, name: str) -> Any:
        if name == "I":
            return flint.acb(0, 1)
        return self._lift(flint.arb.pi() if name == "pi" else flint.arb(1).exp())

    def variable(self, variable: Variable) -> Any:
        return self._lift(self.values[variable.name])

    def _lift(self, ball: flint.arb) -> Any:
        return flint.acb(ball) if self.complex_valued else ball

    def add(self, terms: list[Any]) -> Any:
        return reduce(add, terms)

    def multiply(self, factors: list[Any]) -> Any:
        return reduce(mul, factors)

    def power(self, base: Any, exponent: int) -> Any:
        if exponent < 0:
            return 1 / self.power(base, -exponent)
        if isinstance(base, flint.arb) and exponent % 2 == 0:
            base = abs(base)
        return base**exponent

    def root(self, base: Any, exponent: Fraction) -> Any:
        if exponent.denominator == 2:
            return self.power(base.sqrt(), exponent.numerator)
        if self.complex_valued:
            return (base.log() * self.number(exponent)).exp()
        return self.power(base.root(exponent.denominator), exponent.numerator)

    def function(self, name: str, arguments: list[Any]) -> Any:
        if self.complex_valued and name in ("sign", "min", "max"):
            raise tree.Untranslatable(f"{name} of a complex number")
        first = arguments[0]
        if name == "abs":
            return self._lift(abs(first))
        if name == "sign":
            return first.sgn()
        if name in ("min", "max"):
            return reduce(lambda left, right: getattr(left, name)(right), arguments)
        return getattr(first, name)()

    def compare(self, relation: str, left: Any, right: Any) -> bool | None:
        difference = left - right
        if relation in ("=", "!="):
            equal = True if difference == 0 else False if difference != 0 else None
            return equal if relation == "=" or equal is None else not equal
        if relation in ("<", "<="):
            relation, difference = relation.replace("<", ">"), -difference
        if relation == ">":
            return True if difference > 0 else False if difference <= 0 else None
        return True if difference >= 0 else False if difference < 0 else None

    def conjunction(self, parts: list[bool | None]) -> bool | None:
        return False if False in parts else None if None in parts else True

    def disjunction(self, parts: list[bool | None]) -> bool | None:
        return True if True in parts else None if None in parts else False

    def negation(self, part: bool | None) -> bool | None:
        return None if part is None else not part

    def predicate(self, predicate: Predicate, matrix: list[list[Any]]) -> bool | None:
        """A spectrum: False once a coefficient of the characteristic polynomial differs."""
        if not isinstance(predicate, Spectrum):
            raise tree.Untranslatable(f"{type(predicate).__name__} was not lowered")
        field = _Balls(self.values, complex_valued=True)
        listed = flint.acb_poly([1])
        for eigenvalue in predicate.eigenvalues:
            listed *= flint.acb_poly([-tree.term(eigenvalue, field), 1])
        true = flint.acb_mat([[flint.acb(entry) for entry in row] for row in matrix]).charpoly()
        size = len(matrix) + 1
        differences = [true[k] - listed[k] for k in range(size)]
        return False if any(difference != 0 for difference in differences) else None
