"""Certificates of optima, for check functions of claims: what a solver found, made exact.

A solver's "optimal" proves nothing. What it finds is rounded to rational numbers, or refined in
ball arithmetic, and returned only if the checker of :mod:`certificates` or :mod:`enclosures`
accepts it; else :class:`Degenerate` says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from . import certificates, enclosures
from .precision import precision

Row = Mapping[str, Any]
LARGEST_DENOMINATOR = 10**6
DIGITS = 60
RADIUS = Fraction(1, 10**40)
NEWTON_STEPS = 12


class Degenerate(ValueError):
    """An optimum that could not be certified; the message says why."""


def linear_optimum(
    says: str, maximise: Row, subject_to: Sequence[tuple[Row, str, Any]]
) -> dict[str, Any]:
    """A certificate of the largest value of a linear function under linear constraints.

    Args:
        says: what it is, for a reader.
        maximise: coefficients by unknown, rational numbers; unknowns are free unless constrained.
        subject_to: triples such as ``({"x": 1, "y": -1}, "<=", 3)``; the relation may be ``=``.

    Raises:
        Degenerate: there is no largest value, or none whose certificate is exact.
        TypeError: a constraint is no triple, or a number is a float.
        ValueError: the relation is another one.
    """
    import numpy as np
    from scipy.optimize import linprog

    for constraint in subject_to:
        _well_formed(says, constraint, 3)
        if constraint[1] not in ("<=", "="):
            raise ValueError(f"{says}: {constraint[1]!r} is no relation here; write <= or =")
    names = sorted({*maximise, *(name for row, _, _ in subject_to for name in row)})
    place = {name: k for k, name in enumerate(names)}
    matrix = np.zeros((len(subject_to), len(names)))
    for j, (row, _, _) in enumerate(subject_to):
        for name, value in row.items():
            matrix[j, place[name]] = float(value)
    objective = np.array([float(maximise.get(name, 0)) for name in names])
    bounds = np.array([float(bound) for _, _, bound in subject_to])
    equal = np.array([relation == "=" for _, relation, _ in subject_to], dtype=bool)
    found = linprog(
        -objective,
        A_ub=matrix[~equal],
        b_ub=bounds[~equal],
        A_eq=matrix[equal],
        b_eq=bounds[equal],
        bounds=(None, None),
        method="highs-ds",
    )
    if found.status != 0:
        raise Degenerate(f"{says}: the solver found no optimum ({found.message})")
    multipliers = np.zeros(len(subject_to))
    multipliers[~equal] = -found.ineqlin.marginals
    multipliers[equal] = -found.eqlin.marginals
    point = [_rational(each) for each in found.x]
    value = sum(
        (_exact(maximise.get(name, 0)) * x for name, x in zip(names, point, strict=True)), 0
    )
    certificate = {
        "kind": certificates.LINEAR_PROGRAM,
        "says": says,
        "maximise": _texts(maximise),
        "subject to": [
            [_texts(row), relation, str(_exact(bound))] for row, relation, bound in subject_to
        ],
        "optimum": str(value),
        "point": {name: str(x) for name, x in zip(names, point, strict=True)},
        "multipliers": [str(_rational(each)) for each in multipliers],
    }
    return sealed(certificate, certificates.check)


def convex_optimum(
    says: str,
    minimise: Sequence[tuple[Any, str, Any, str, Any]],
    subject_to: Sequence[tuple[Row, Any]],
    *,
    near: Mapping[str, float],
    active: Mapping[int, float],
) -> dict[str, Any]:
    """A certificate of the only minimiser of a separable convex function, near a solver's answer.

    Args:
        says: what it is, for a reader.
        minimise: terms ``(weight, function, scale, unknown, shift)`` for
            weight * function(scale * unknown + shift); functions by their names in ``FUNCTIONS``.
        subject_to: pairs ``({"f": 1, "k": "-sqrt(2)"}, 0)`` for f - sqrt(2) k <= 0.
        near: the solver's minimiser.
        active: places of the constraints that bind, with the solver's multipliers.

    Raises:
        Degenerate: Newton's method does not settle, a multiplier is zero, or another constraint
            binds too.
    """
    import flint

    for constraint in subject_to:
        _well_formed(says, constraint, 2)
    certificate = {
        "kind": enclosures.CONVEX_PROGRAM,
        "says": says,
        "minimise": [
            [str(_exact(weight)), function, str(_exact(scale)), unknown, str(_exact(shift))]
            for weight, function, scale, unknown, shift in minimise
        ],
        "subject to": [[_texts(row), str(_exact(bound))] for row, bound in subject_to],
        "active": list(active),
        "point": {name: repr(float(value)) for name, value in near.items()},
        "radius": str(RADIUS),
    }
    try:
        with precision(enclosures.BITS):
            system = enclosures.System.of(certificate)
            at = [flint.arb(float(each)) for each in (*near.values(), *active.values())]
            for _ in range(NEWTON_STEPS):
                step = system.jacobian(at).mid().solve(system.residual(at).mid())
                at = [(value - step[k, 0]).mid() for k, value in enumerate(at)]
                if all(abs(step[k, 0]) < float(RADIUS) for k in range(len(at))):
                    break
            printed = [each.str(DIGITS, radius=False) for each in at]
    except ZeroDivisionError:
        raise Degenerate(f"{says}: the equations of the active constraints are singular") from None
    certificate["point"] = dict(zip(near, printed, strict=False))
    certificate["multipliers"] = printed[len(near) :]
    return sealed(certificate, enclosures.check)


def checked(certificate: dict[str, Any]) -> str:
    """Why a certificate of any kind proves nothing; empty if it is valid."""
    return CHECKERS.get(str(certificate.get("kind")), certificates.check)(certificate)


CHECKERS = {enclosures.CONVEX_PROGRAM: enclosures.check}
"""Checkers of the kinds that need more than the standard library."""


def sealed(certificate: dict[str, Any], check: certificates.Checker) -> dict[str, Any]:
    """The certificate with its digest.

    Raises:
        Degenerate: the checker does not accept it.
    """
    certificate["digest"] = certificates.digest(certificate)
    problem = check(certificate)
    if problem:
        raise Degenerate(f"{certificate['says']}: {problem}")
    return certificate


def _well_formed(says: str, constraint: Any, size: int) -> None:
    """Raise unless a constraint is a tuple of this size that begins with coefficients by name."""
    shape = '({"x": 1, "y": -1}, "<=", 3)' if size == 3 else '({"x": 1, "y": -1}, 0)'
    right = isinstance(constraint, (tuple, list)) and len(constraint) == size
    if not right or not isinstance(constraint[0], Mapping):
        raise TypeError(f"{says}: a constraint is written as {shape}, not {constraint!r}")
    if not all(isinstance(name, str) for name in constraint[0]):
        raise TypeError(f'{says}: unknowns have names, texts such as "x": {constraint!r}')


def _texts(row: Row) -> dict[str, str]:
    return {
        name: value if isinstance(value, str) else str(_exact(value)) for name, value in row.items()
    }


def _exact(value: Any) -> Fraction:
    if isinstance(value, float) and not value.is_integer():
        raise TypeError(f"{value} is a float; write a Fraction, so that the program is exact")
    return Fraction(value)


def _rational(value: float) -> Fraction:
    return Fraction(value).limit_denominator(LARGEST_DENOMINATOR)
