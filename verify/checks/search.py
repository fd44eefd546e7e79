"""Search of the whole domain with Hypothesis, which shrinks what it finds to small numbers.

Points are rational and every answer is exact: no tolerance, no candidate counted as a find.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from functools import partial
from itertools import islice
from math import ceil, floor
from random import Random
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample
from hypothesis.internal.conjecture import providers

from ..counterexamples import Standing, confirm, standing
from ..evidence import Counterexample, Evidence, Outcome, Reach
from ..statement import Statement
from ..variables import Variable

EXAMPLES = 100
SMALL = 200
"""Points of small integers that are looked at before a search."""
SIMPLE = (1, 0, 2, -1, 3, -2, 4, -3)
DENOMINATORS = (1, 2, 3, 10, 12, 10_000)
Box = Mapping[str, tuple[Fraction, Fraction]]


def check(statement: Statement, seed: int, examples: int = EXAMPLES) -> Evidence:
    """Look for a counterexample among simple and random rational points of the search ranges."""
    found, tried, admitted = smallest(statement, seed, examples=examples)
    if found is None and statement.thin:
        point = small_integers(statement.variables, statement.ranges, _failing(statement))
        found = confirm(statement, point) if point is not None else None
    detail = f"{tried} rational points, {admitted} of them admitted, each decided exactly"
    return sampled("search", "hypothesis", statement, found, admitted, detail)


def sampled(
    check: str,
    engine: str,
    statement: Statement,
    found: Counterexample | None,
    admitted: int,
    detail: str,
) -> Evidence:
    """What samples are worth: a verified counterexample, or none among the admitted cases."""
    unrefuted = Outcome.UNREFUTED if admitted else Outcome.UNKNOWN
    return Evidence(
        check=check,
        conclusion=statement.name,
        outcome=Outcome.REFUTED if found else unrefuted,
        engines=(engine,),
        reach=Reach.SAMPLES,
        scope=f"{admitted} cases that satisfy the assumptions",
        detail=detail,
        counterexample=found,
    )


def smallest(
    statement: Statement, seed: int, box: Box | None = None, examples: int = EXAMPLES
) -> tuple[Counterexample | None, int, int]:
    """The simplest counterexample found, the points tried, and how many were admitted."""
    tried = admitted = 0

    def fails(point: dict[str, Fraction]) -> bool:
        nonlocal tried, admitted
        where, _ = standing(statement, point)
        tried += 1
        admitted += where in (Standing.HOLDS, Standing.FAILS, Standing.UNDECIDED)
        return where is Standing.FAILS

    ranges = {**statement.ranges, **(box or {})}
    found = shrunk_point(statement.variables, ranges, fails, seed, examples)
    return (confirm(statement, found) if found is not None else None), tried, admitted


def simplest_point(
    variables: tuple[Variable, ...],
    ranges: Box,
    wanted: Callable[[dict[str, Fraction]], bool],
    seed: int,
) -> dict[str, Fraction] | None:
    """A simple rational point that is ``wanted``: of small integers, else what Hypothesis finds.

    For points that are likely to exist: a few hundred direct looks cost less than one search.
    """
    point = small_integers(variables, ranges, wanted)
    return shrunk_point(variables, ranges, wanted, seed) if point is None else point


def small_integers(
    variables: tuple[Variable, ...], ranges: Box, wanted: Callable[[dict[str, Fraction]], bool]
) -> dict[str, Fraction] | None:
    """The first of a few hundred points of small integers that is ``wanted``."""
    few = islice(_small_integers(variables, ranges), SMALL)
    return next((point for point in few if wanted(point)), None)


def _small_integers(variables: tuple[Variable, ...], ranges: Box) -> Iterator[dict[str, Fraction]]:
    """Points with entries of ``SIMPLE``, those first whose entries come early in it."""
    choices = [
        [Fraction(n) for n in SIMPLE if ranges[each.name][0] <= n <= ranges[each.name][1]]
        for each in variables
    ]
    names = [each.name for each in variables]
    for total in range(sum(map(len, choices)) - len(choices) + 1):
        for places in _summing_to(total, [len(each) for each in choices]):
            yield {name: each[k] for name, each, k in zip(names, choices, places, strict=True)}


def _summing_to(total: int, lengths: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Tuples of places below the lengths that add up to ``total``."""
    if not lengths:
        yield from [()] if total == 0 else []
        return
    for first in range(min(total, lengths[0] - 1), -1, -1):
        yield from ((first, *rest) for rest in _summing_to(total - first, lengths[1:]))


def shrunk_point(
    variables: tuple[Variable, ...],
    ranges: Box,
    wanted: Callable[[dict[str, Fraction]], bool],
    seed: int,
    examples: int = EXAMPLES,
) -> dict[str, Fraction] | None:
    """The rational point that Hypothesis shrinks to, or None among this many examples."""
    whole = (ranges[each.name] for each in variables if each.integral)
    if any(ceil(low) > floor(high) for low, high in whole):
        return None
    strategy = st.fixed_dictionaries(
        {each.name: _numbers(each.integral, *ranges[each.name]) for each in variables}
    )
    limits = settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    try:
        with _repeatable():
            return find(strategy, wanted, settings=limits, random=Random(seed))
    except NoSuchExample:
        return None


def _failing(statement: Statement) -> Callable[[dict[str, Fraction]], bool]:
    return lambda point: standing(statement, point)[0] is Standing.FAILS


def shrink(statement: Statement, hit: Counterexample, seed: int) -> Counterexample:
    """The same failure at smaller numbers: first anywhere, then in shrinking boxes around the hit.

    The hit itself is kept where its neighbours do not fail, as where an assumption is an equation.
    """
    fails = _failing(statement)
    look = small_integers if statement.thin else partial(simplest_point, seed=seed)
    point = look(statement.variables, statement.ranges, fails)
    found = confirm(statement, point) if point is not None else None
    if found or statement.thin:
        return found or hit
    centre = {name: Fraction(value) for name, value in hit.values.items()}
    for radius in (Fraction(1, 4), Fraction(1, 100), Fraction(1, 2000), Fraction(1, 10**6)):
        box = {name: (value - radius, value + radius) for name, value in centre.items()}
        found, _, _ = smallest(statement, seed, box)
        if found:
            return found
    return hit


def _numbers(integral: bool, low: Fraction, high: Fraction) -> st.SearchStrategy[Fraction]:
    if integral:
        return st.integers(ceil(low), floor(high)).map(Fraction)
    if low == high:
        return st.just(low)
    whole = [Fraction(n) for n in SIMPLE if low <= n <= high]
    narrow = ceil(4 / (high - low))
    grids = [_grid(low, high, narrow * denominator) for denominator in DENOMINATORS]
    return st.one_of(*([st.sampled_from(whole)] * 3 if whole else []), *grids)


def _grid(low: Fraction, high: Fraction, denominator: int) -> st.SearchStrategy[Fraction]:
    """Multiples of 1/denominator; cheaper to draw than ``st.fractions``, and shrinking to 0."""
    numerators = st.integers(ceil(low * denominator), floor(high * denominator))
    return numerators.map(lambda numerator: Fraction(numerator, denominator))


@contextmanager
def _repeatable() -> Iterator[None]:
    """Keep Hypothesis from mixing in constants of whatever modules happen to be loaded.

    Else a result would depend on which claims a worker had seen before.
    """
    nothing = providers.Constants(
        integers=providers.SortedSet(),
        floats=providers.SortedSet(key=providers.float_to_int),
        bytes=providers.SortedSet(),
        strings=providers.SortedSet(),
    )
    with patch.object(providers, "_get_local_constants", return_value=nothing):
        yield
