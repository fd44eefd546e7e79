"""Where the terms of a formula are defined."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import Dummy, Ge, Gt, I, Integer, Ne, Or, Poly, Pow, cos, expand, log, tan
from sympy.logic.boolalg import Boolean

from .predicates import Spectrum


def definedness(formula: Boolean) -> Iterator[Boolean]:
    """Conditions under which every term is defined, those of inner terms first.

    The eigenvalues that a spectrum lists may be complex: there a square root is defined
    everywhere, a quotient is not. Its matrix is real.
    """

    def walk(node: Any, complex_valued: bool) -> Iterator[Boolean]:
        inside = complex_valued
        for child in node.args:
            listed = isinstance(node, Spectrum) and child is not node.matrix
            yield from walk(child, inside or listed)
        if isinstance(node, Pow):
            base, exponent = node.args
            if not exponent.is_Rational or (base.is_Rational and base > 0):
                return
            if not exponent.is_Integer and not inside:
                yield (Ge if exponent > 0 else Gt)(base, 0, evaluate=False)
            elif exponent < 0:
                yield _nonzero(base)
                if inside:  # a product of complex roots may be negative: ask for real ones
                    yield from walk(base, complex_valued=False)
        elif isinstance(node, log):
            yield Gt(node.args[0], 0, evaluate=False)
        elif isinstance(node, tan):
            yield Ne(cos(node.args[0]), 0, evaluate=False)

    yield from walk(formula, complex_valued=False)


def _nonzero(base: Any) -> Boolean:
    """That a denominator is not zero: of a polynomial in I, that one of its two parts is not."""
    unit = Dummy("i")
    marked = expand(base.xreplace({I: unit}))
    if not base.has(I) or not marked.is_polynomial(unit):
        return Ne(base, 0, evaluate=False)
    parts = [Integer(0), Integer(0)]
    for (power,), coefficient in Poly(marked, unit).terms():
        parts[power % 2] += (-1) ** (power // 2) * coefficient
    return Or(*(Ne(part, 0) for part in parts))
