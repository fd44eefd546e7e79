"""What can be wrong with a claim file, said with the entry and the remedy."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Set
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from .declarations import Mutant
from .statement import StatementError

Box = dict[str, tuple[Fraction, Fraction]]


class ClaimError(StatementError):
    """A claim file that contradicts itself; the message names the entry and the remedy."""


class StaleMutant(ClaimError):
    """A mutant that says what the claim says."""


def known(mutant: Mutant | None, what: str, name: str, names: Iterable[str]) -> None:
    """Raise with the nearest name unless ``name`` is among ``names``."""
    there = sorted(names)
    if name in there:
        return
    near = get_close_matches(name, there, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(there) or 'none'}"
    who = f"mutant {mutant.name!r} names" if mutant else "the claim names"
    raise ClaimError(f"{who} the {what} {name!r}, which does not exist; {hint}")


def keyword_only(function: Callable[..., Any]) -> None:
    """Raise unless every parameter is keyword-only with the published case as default."""
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is not parameter.KEYWORD_ONLY or parameter.default is parameter.empty:
            raise ClaimError(
                f"{function.__name__}: write {parameter.name} after a * and give it the published "
                "case as default, so that mutants can replace it"
            )


def closed_box(name: str, declared: Mapping[str, tuple[Any, Any]], variables: Set[str]) -> Box:
    """The box declared for the statement ``name``, with exact ends.

    Raises:
        ClaimError: it leaves a variable out, names another, is empty, or an end is not finite.
    """
    if declared and declared.keys() != variables:
        raise ClaimError(
            f"the box of {name!r} is over {', '.join(sorted(declared))}; "
            f"it needs {', '.join(sorted(variables))}"
        )
    try:
        box = {key: (Fraction(str(a)), Fraction(str(b))) for key, (a, b) in declared.items()}
    except (ValueError, TypeError, ZeroDivisionError) as problem:
        raise ClaimError(f"the box of {name!r} has a bad end: {problem}") from None
    for key, (low, high) in box.items():
        if low > high:
            raise ClaimError(f"the box of {name!r} is empty in {key}: [{low}, {high}]")
    return box
