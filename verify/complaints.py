"""What can be wrong with a claim file, said with the entry and the remedy."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from .declarations import CheckFunction, Kind, Mutant
from .statistics import Rule, enough
from .wellformed import StatementError

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


def assumed(given: Mapping[str, Any], mutant: Mutant | None) -> dict[str, Any]:
    """The assumptions of a mutant, or the published ones; raise where it replaces none of them."""
    changes = mutant.given if mutant else {}
    for name in changes:
        known(mutant, "assumption", name, given)
    return {name: each for name, each in {**given, **changes}.items() if each is not None}


def keyword_only(function: Callable[..., Any]) -> None:
    """Raise unless every parameter is keyword-only with the published case as default."""
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind is not parameter.KEYWORD_ONLY or parameter.default is parameter.empty:
            raise ClaimError(
                f"{function.__name__}: write {parameter.name} after a * and give it the published "
                "case as default, so that mutants can replace it"
            )
        if isinstance(parameter.default, Iterator):
            raise ClaimError(
                f"{function.__name__}: {parameter.name} is used up once it is read; make it a list"
            )


def check_function(
    kind: Kind, supports: str, decides: str, function: Callable[..., Any]
) -> CheckFunction:
    """A declared check function; raise unless it is of one conclusion, with keyword parameters."""
    name = function.__name__
    if bool(supports) == bool(decides):
        raise ClaimError(f"{kind} {name}: give either supports= or decides=")
    keyword_only(function)
    return CheckFunction(name, supports or decides, bool(supports), function, kind)


def experiment_function(
    rules: Any,
    picture: tuple[str, str],
    full: Mapping[str, Any] | None,
    function: Callable[..., Any],
) -> CheckFunction:
    """A declared experiment; raise unless it says where it trains and its rules can say yes."""
    name = function.__name__
    if not isinstance(rules, Mapping) or not all(isinstance(r, Rule) for r in rules.values()):
        raise ClaimError(f'experiment {name}: its rules are {{"conclusion": Rule(...)}}')
    keyword_only(function)
    own = inspect.signature(function).parameters
    if "place" not in own:
        raise ClaimError(f"experiment {name}: it trains nowhere; add the parameter place=HERE")
    if full and "seeds" in full and len(set(full["seeds"])) != len(set(own["seeds"].default)):
        raise ClaimError(f"experiment {name}: full= gives another number of seeds")
    strange = next((key for key in full or {} if key not in own or key == "place"), "")
    if strange:
        raise ClaimError(f"experiment {name}: full= gives {strange}, none of its parameters")
    problem = enough(rules) if rules else f"experiment {name} has no rule"
    if problem:
        raise ClaimError(problem)
    seeds = own["seeds"].default if "seeds" in own else ()
    many = next((rule.seeds for rule in rules.values() if rule.seeds != len(set(seeds))), 0)
    if many:
        raise ClaimError(f"experiment {name}: give it seeds=, {many} different ones for its rules")
    if any(picture) and not all(picture):
        raise ClaimError(f"experiment {name}: give title= and caption=, or neither")
    shown = picture if any(picture) else None
    return CheckFunction(
        name, "", False, function, "experiment", dict(rules), shown, dict(full or {})
    )


def distinct(names: Sequence[str]) -> None:
    """Raise unless all names are plain text and differ."""
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise ClaimError(f"two entries are called {twice!r}; give each its own name")
    for name in names:
        plain_text(name)


def alike(mutants: Sequence[Mutant]) -> None:
    """Raise if two of an experiment's mutants replace the same."""
    for k, one in enumerate(mutants):
        for other in mutants[:k]:
            if _equal(one.replaces, other.replaces):
                raise ClaimError(f"{other.name!r} and {one.name!r} are the same mutant twice")


def _equal(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    try:
        return bool(one == other)
    except ValueError:  # arrays do not say
        return False


def plain_text(name: Any) -> None:
    """Raise unless it is a line of text."""
    if not (isinstance(name, str) and name.isprintable() and name.strip()):
        raise ClaimError(f"the name {name!r} is not plain text; names are printed")


def named(what: str, formulas: Any) -> dict[str, Any]:
    """The formulas by name; raise where they have none."""
    if not isinstance(formulas, Mapping):
        raise ClaimError(f'{what} is {type(formulas).__name__}; write {{"name": formula}}')
    return dict(formulas)


def lone_trial(sentence: str, trial: Any, more: Any) -> None:
    """Raise unless a trial is a function that decides alone."""
    if more:
        raise ClaimError(
            f"{sentence!r}: a trial decides alone; leave out states, given and the rest"
        )
    if not inspect.isroutine(trial):
        raise ClaimError(f"{sentence!r}: trial takes the function itself, not what it returns")


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
