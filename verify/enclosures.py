"""Certificates of convex programs: the minimiser enclosed in ball arithmetic (Arb).

A certificate says that a separable convex function under linear constraints has exactly one
minimiser, where it is, and which constraints bind::

    {"kind": "convex program", "says": "...",
     "minimise": [["1/2", "exp(x)", "1", "f", "0"], ...],          # 1/2 exp(1 f + 0) + ...
     "subject to": [[{"f": "1", "k": "-sqrt(2)"}, "0"], ...],      # f - sqrt(2) k <= 0, ...
     "active": [0, ...], "point": {"f": "0.123...", ...}, "multipliers": ["0.2...", ...],
     "radius": "1/100000", "digest": "..."}

It is valid if Krawczyk's operator maps the box of this radius around point and multipliers of the
active constraints into its own inside, so that the Karush-Kuhn-Tucker equations have one solution
there, all multipliers are positive on the box, and all other constraints are slack. The conditions
suffice for a convex program, and no second minimiser can exist: multipliers belong to all
minimisers, so that the segment between two would solve the equations in the box.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint

from .certificates import MALFORMED, exact, unsealed
from .precision import fraction_ball, precision

CONVEX_PROGRAM = "convex program"
ENTRIES = ("minimise", "subject to", "active", "point", "multipliers", "radius")
BITS = 256
_ROOT = re.compile(r"(-?)sqrt\(([0-9][0-9/]*)\)")
_DECIMAL = re.compile(r"-?[0-9]{1,400}(\.[0-9]{1,400})?(e-?[0-9]{1,4})?")


def _logistic(u: Any) -> Any:
    return 1 / (1 + (-u).exp())


FUNCTIONS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "x": (lambda _: flint.arb(1), lambda _: flint.arb(0)),
    "x^2": (lambda u: 2 * u, lambda _: flint.arb(2)),
    "exp(x)": (lambda u: u.exp(), lambda u: u.exp()),
    "log(1+exp(x))": (_logistic, lambda u: _logistic(u) * _logistic(-u)),
    "x+sqrt(x^2+1)": (
        lambda u: 1 + u / (1 + abs(u) ** 2).sqrt(),
        lambda u: 1 / (1 + abs(u) ** 2).sqrt() ** 3,
    ),
}
"""Convex functions that a program may be made of: first and second derivative on balls."""


@dataclass(frozen=True)
class System:
    """The Karush-Kuhn-Tucker equations of a program with given active constraints."""

    names: tuple[str, ...]
    terms: tuple[tuple[Any, str, Any, int, Any], ...]
    rows: tuple[tuple[dict[int, Any], Any], ...]
    active: tuple[int, ...]

    @classmethod
    def of(cls, certificate: Mapping[str, Any]) -> System:
        """Read a certificate; balls have the precision of now.

        Raises:
            ValueError: a weight is not positive, or the point leaves out an unknown.
        """
        names = tuple(certificate["point"])
        place = {name: k for k, name in enumerate(names)}
        terms = []
        for weight, function, scale, name, shift in certificate["minimise"]:
            if exact(weight) <= 0 or function not in FUNCTIONS:
                raise ValueError(f"{weight} {function} is not known to be convex")
            terms.append((_ball(weight), function, _ball(scale), place[name], _ball(shift)))
        rows = tuple(
            ({place[name]: _ball(value) for name, value in row.items()}, _ball(bound))
            for row, bound in certificate["subject to"]
        )
        active = tuple(certificate["active"])
        if len(set(active)) != len(active) or not all(0 <= each < len(rows) for each in active):
            raise ValueError("active constraints are listed once each, by their place")
        return cls(names, tuple(terms), rows, active)

    def residual(self, at: list[Any]) -> Any:
        """Left sides of the equations, a column: stationarity, then active constraints."""
        count = len(self.names)
        left = [flint.arb(0)] * (count + len(self.active))
        for weight, function, scale, k, shift in self.terms:
            left[k] += weight * scale * FUNCTIONS[function][0](scale * at[k] + shift)
        for j, constraint in enumerate(self.active, start=count):
            row, bound = self.rows[constraint]
            left[j] -= bound
            for k, value in row.items():
                left[k] += at[j] * value
                left[j] += value * at[k]
        return flint.arb_mat([[each] for each in left])

    def jacobian(self, at: list[Any]) -> Any:
        """Derivatives of the residual."""
        count, size = len(self.names), len(self.names) + len(self.active)
        table = [[flint.arb(0)] * size for _ in range(size)]
        for weight, function, scale, k, shift in self.terms:
            bend = FUNCTIONS[function][1](scale * at[k] + shift)
            table[k][k] += weight * scale * scale * bend
        for j, constraint in enumerate(self.active, start=count):
            for k, value in self.rows[constraint][0].items():
                table[k][j] += value
                table[j][k] += value
        return flint.arb_mat(table)

    def excess(self, constraint: int, at: list[Any]) -> Any:
        """By how much a constraint is violated; negative where it is slack."""
        row, bound = self.rows[constraint]
        return sum((value * at[k] for k, value in row.items()), -bound)


def check(certificate: dict[str, Any]) -> str:
    """Why a certificate proves nothing; empty if it is valid."""
    try:
        with precision(BITS):
            return unsealed(certificate, ENTRIES) or _enclosed(certificate)
    except MALFORMED as problem:
        return f"malformed: {type(problem).__name__} {problem}"


def _enclosed(certificate: dict[str, Any]) -> str:
    system, radius = System.of(certificate), exact(certificate["radius"])
    if not 0 < radius < Fraction(1, 1000):
        return "the radius is not between 0 and 1/1000"
    values = [*certificate["point"].values(), *certificate["multipliers"]]
    told = [_decimal(each) for each in values]
    centre = [each.mid() for each in told]
    if len(centre) != len(system.names) + len(system.active):
        return "there is not one multiplier for each active constraint"
    length = fraction_ball(radius)
    around = flint.arb(0, length.mid())
    box = [each + around for each in centre]
    try:
        inverse = system.jacobian(centre).mid().inv().mid()
    except ZeroDivisionError:
        return "the equations are singular at the point"
    size = len(centre)
    identity = flint.arb_mat([[int(i == j) for j in range(size)] for i in range(size)])
    moved = inverse * system.residual(centre)
    spread = (identity - inverse * system.jacobian(box)) * flint.arb_mat([[around]] * size)
    image = [centre[k] - moved[k, 0] + spread[k, 0] for k in range(size)]
    if not all(outer.contains_interior(inner) for outer, inner in zip(box, image, strict=True)):
        return "Krawczyk's operator does not map the box into its inside"
    if not all(abs(inner - point) < length for inner, point in zip(image, told, strict=True)):
        return "the radius is finer than the precision with which it can be checked"
    if not all(each > 0 for each in image[len(system.names) :]):
        return "a multiplier is not certainly positive"
    for k in set(range(len(system.rows))) - set(system.active):
        if not system.excess(k, image) < 0:
            return f"constraint {k} is not active and not certainly slack"
    return ""


def _ball(text: str) -> Any:
    """A ball around a rational number or the square root of one."""
    root = _ROOT.fullmatch(text)
    if root is None:
        return fraction_ball(exact(text))
    found = fraction_ball(exact(root[2])).sqrt()
    return -found if root[1] else found


def _decimal(text: str) -> Any:
    if not _DECIMAL.fullmatch(text):
        raise ValueError(f"{text[:40]!r} is not a decimal number")
    return flint.arb(text)
