"""Derivatives of a discriminator's losses in variables that make them rational functions.

With E = e^t the exponential and the logistic loss are rational, with u = e^arsinh(t) the root
loss, for which t = (u - 1/u)/2. A statement for all E > 0, or all u > 0, is then one for all t.
"""

from __future__ import annotations

from typing import Any

from sympy import Expr, Symbol, exp, factor, log, simplify, sqrt

from ganproof.claims.gan.discriminator_losses import t


def by_exponential(expression: Expr, E: Any) -> Expr:
    """An expression in ``t`` that is rational in e^t, in terms of E = e^t > 0."""
    positive = Symbol("positive", positive=True)
    found = expression.rewrite(exp).subs(t, log(positive))
    return factor(simplify(found)).subs(positive, E)


def by_root(expression: Expr, u: Any) -> Expr:
    """An expression in ``t`` and sqrt(t^2 + 1), in terms of u = t + sqrt(t^2 + 1) > 0."""
    positive = Symbol("positive", positive=True)
    found = expression.subs(sqrt(t**2 + 1), (positive + 1 / positive) / 2)
    return factor(found.subs(t, (positive - 1 / positive) / 2)).subs(positive, u)


def mirrored(expression: Expr) -> Expr:
    """phi(-t) for phi(t): the loss on real samples where the two are mirror images."""
    return expression.subs(t, -t)
