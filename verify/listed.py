"""How the eigenvalues that a statement lists are written: as a pair, twice one, or a set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sympy import Add, Expr, expand, radsimp, together

Printed = Callable[[Any], str]


def latex(matrix: str, eigenvalues: Sequence[Expr], printed: Printed) -> str:
    """LaTeX of what they are, for a matrix that is set already."""
    pair = as_pair(eigenvalues)
    if pair is None:
        values = r",\;".join(printed(value) for value in eigenvalues)
        return rf"\lambda\,{matrix}=\left\{{{values}\right\}}"
    mean, half = pair
    if half == 0:
        return rf"\lambda_{{1,2}}\,{matrix}={printed(mean)}\;\text{{(twice)}}"
    middle = "" if mean == 0 else printed(mean)
    aside = rf"\left({printed(half)}\right)" if isinstance(half, Add) else printed(half)
    return rf"\lambda_{{1,2}}\,{matrix}={middle}\pm {aside}"


def text(eigenvalues: Sequence[Expr], printed: Printed) -> str:
    """The same on one line, without the matrix."""
    pair = as_pair(eigenvalues)
    if pair is None:
        return f"{{{', '.join(printed(value) for value in eigenvalues)}}}"
    mean, half = pair
    if half == 0:
        return f"{printed(mean)} (twice)"
    aside = f"({printed(half)})" if isinstance(half, Add) else printed(half)
    return f"+-{aside}" if mean == 0 else f"{printed(mean)} +- {aside}"


def as_pair(eigenvalues: Sequence[Expr]) -> tuple[Expr, Expr] | None:
    """Mean and half difference of two eigenvalues, unless the two are shorter to write.

    The half difference of a double eigenvalue is zero; its sign has no meaning.
    """
    if len(eigenvalues) != 2:
        return None
    first, second = eigenvalues
    mean, half = _shortest((first + second) / 2), _shortest((first - second) / 2)
    if half.could_extract_minus_sign():
        half = _shortest(-half)
    short = _length(mean) + _length(half) <= _length(first) + _length(second)
    return (mean, half) if short or half == 0 else None


def _shortest(term: Expr) -> Expr:
    """The shortest of a few cheap rearrangements; the author's own form if none is much shorter."""
    shortest = min((expand(term), together(term), radsimp(term)), key=_length)
    return shortest if 4 * _length(shortest) <= 3 * _length(term) else term


def _length(term: Expr) -> int:
    return len(str(term))
