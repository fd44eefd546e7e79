"""Worst-case factors of methods, certified for all operators: one step shrinks an energy.

The operator is mu-strongly monotone and L-Lipschitz, in any dimension, and the solution is 0. The
energy is |x|^2, and for extrapolation from the past |x|^2 + c |x - y|^2, where y is the point at
which F was evaluated last: it is |x|^2 at the start, where y = x.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import ImmutableDenseMatrix, Symbol, expand, hessian

from ganproof.claims.gan import projections
from ganproof.claims.gan.methods import Method, Witness

x, y, g = Symbol("x"), Symbol("y"), Symbol("g")
"""The iterate, the last point where F was evaluated, and F there."""


@dataclass(frozen=True)
class Step:
    """One step of a method on vectors: the next state, and what is known of F and the set."""

    after: Any
    ahead: Any
    value: Any
    known: Witness


def step(method: Method, rate: Any, *, constrained: bool = False) -> Step:
    """One step from x; on a convex set if it is constrained, else on the whole space."""
    known = Witness({y: g} if method.parts == 2 else {})
    project = known.project if constrained else projections.none
    after, *_ = method.step(known, project, rate, (x, g)[: method.parts])
    ahead, value = list(known.values.items())[-1]
    return Step(after, ahead, value, known)


def facts(taken: Step, modulus: Any, constant: Any) -> dict[str, Any]:
    """Forms that are not negative, by name."""
    known = taken.known
    return known.monotone(modulus) | known.lipschitz(constant) | known.convex()


def decreases(taken: Step, factor: Any) -> tuple[Any, Any]:
    """By how much |x|^2, and |x - y|^2, falls below ``factor`` times what it was."""
    return factor * x**2 - taken.after**2, factor * (x - y) ** 2 - (taken.after - taken.ahead) ** 2


def certificate(
    method: Method,
    rate: Any,
    factor: Any,
    modulus: Any,
    constant: Any = 1,
    *,
    constrained: bool = False,
) -> dict[str, Any]:
    """A certificate that a step multiplies the energy by ``factor`` at most; rational numbers.

    Raises:
        Degenerate: there is none of this form; that refutes nothing.
    """
    from ganproof.verify import quadratic_inequality

    taken = step(method, rate, constrained=constrained)
    distance, beside = decreases(taken, factor)
    where = "on a convex set" if constrained else "on the whole space"
    return quadratic_inequality(
        f"{method.name} {where}, step {rate}: the energy is multiplied by {factor} at most if F is "
        f"{modulus}-strongly monotone and {constant}-Lipschitz",
        distance,
        facts(taken, modulus, constant),
        free=[beside] if method.parts == 2 else [],
    )


def asymptotic(method: Method, rate: Any, factor: Any, modulus: Any, constant: Any = 1) -> Any:
    """A certificate of some energy V, any form of the state, that a step multiplies by ``factor``.

    V is at least |X|^2, in copies X, Y, G of the state's vectors, and ``factor`` V at least the
    next V, both in one form, so that |x_k|^2 is at most a constant times ``factor`` ^ k; on the
    whole space.

    Raises:
        Degenerate: there is none of this form; that refutes nothing.
    """
    from ganproof.verify import quadratic_inequality

    taken = step(method, rate)
    past = method.parts == 2
    now = (x, y, g) if past else (x,)
    later = (taken.after, taken.ahead, taken.value) if past else (taken.after,)
    copies = [Symbol(str(each).upper()) for each in now]
    known = Witness({copies[1]: copies[2]} if past else {})
    there = known.monotone(modulus) | known.lipschitz(constant)
    before = {f"in the state, {name}": form for name, form in there.items()}
    terms = []
    for i in range(len(now)):
        for j in range(i + 1):
            shrunk = factor * now[i] * now[j] - later[i] * later[j] + copies[i] * copies[j]
            terms += [shrunk, -shrunk]
    return quadratic_inequality(
        f"{method.name}, step {rate}: an energy is multiplied by {factor} at most if F is "
        f"{modulus}-strongly monotone and {constant}-Lipschitz",
        -(copies[0] ** 2),
        facts(taken, modulus, constant) | before,
        free=terms,
    )


def gram(form: Any, vectors: Any) -> ImmutableDenseMatrix:
    """The symmetric matrix of a quadratic form of vectors.

    Raises:
        ValueError: there is something else in the form.
    """
    found = ImmutableDenseMatrix(hessian(expand(form), vectors) / 2).expand()
    column = ImmutableDenseMatrix(vectors)
    if expand(form - (column.T * found * column)[0]) != 0:
        raise ValueError(f"{form} is no quadratic form of {vectors}")
    return found
