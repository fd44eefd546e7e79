"""Statistical decisions that are written down before a run: exact sign tests, Holm's correction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import comb, inf, isfinite, log
from statistics import median
from typing import Literal, Self

from pydantic import Field, model_validator

from .evidence import Outcome, Record, Text

Values = Sequence[float | None]
"""One number per seed; None where a training diverged."""


class Rule(Record):
    """What is measured, in which arms, and when the rule says yes.

    The effect of a seed is the first arm's value over the second's, minus it, or the only arm's
    value; negative values have no ratio. The rule says yes if the median effect is above
    ``at_least`` (or below ``at_most``) by an exact one-sided sign test, no if the opposite test
    says so, and else nothing.

    Raises:
        ValueError: the parts do not fit, or there are too few seeds for the rule ever to say yes.
    """

    metric: Text = Field(description="what is measured for each seed, in words")
    arms: tuple[Text, ...] = Field(description="one or two, in words; paired by their seeds")
    effect: Literal["ratio", "difference", "value"] = "ratio"
    at_least: float | None = None
    at_most: float | None = None
    seeds: int = Field(8, ge=1)
    level: float = Field(
        0.05, gt=0, le=0.1, description="of each side, for all rules of the experiment together"
    )

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError(f"{self.metric}: give either at_least= or at_most=")
        arms = 1 if self.effect == "value" else 2
        if len(self.arms) != arms or len(set(self.arms)) != arms:
            raise ValueError(f"{self.metric}: a {self.effect} is of {arms} arms, not {self.arms}")
        if not isfinite(self.threshold):
            raise ValueError(f"{self.metric}: the threshold {self.threshold} is no number")
        return self

    @property
    def threshold(self) -> float:
        """The effect that is asked for."""
        found = self.at_least if self.at_least is not None else self.at_most
        return 0.0 if found is None else found

    @property
    def sign(self) -> int:
        """1 if large effects speak for the claim, -1 if small ones do."""
        return 1 if self.at_least is not None else -1

    def effects(self, values: Mapping[str, Values]) -> tuple[float | None, ...]:
        """The effect of each seed; None where it cannot be told."""
        return tuple(map(self._effect, *(values[arm] for arm in self.arms)))

    def _effect(self, first: float | None, second: float | None = 1.0) -> float | None:
        if first is None or second is None:
            return None
        if self.effect == "ratio" and (first < 0 or second <= 0):
            return None
        effect = first
        if self.effect == "ratio":
            effect = first / second
        elif self.effect == "difference":
            effect = first - second
        return effect if isfinite(effect) else None


class Decision(Record):
    """What a rule said.

    ``p`` and ``p_opposite`` are of the one-sided tests, after Holm's correction. The interval for
    the median is made of order statistics, for each rule by itself; an end is None where it is
    infinite.
    """

    outcome: Outcome
    effects: tuple[float | None, ...]
    median: float | None
    low: float | None
    high: float | None
    agreeing: int = Field(description="seeds whose effect is on the asked side of the threshold")
    p: float
    p_opposite: float


def number(value: float | None, instead: str = "none") -> str:
    """Three digits of a number, for a reader."""
    return instead if value is None else f"{float(f'{value:.3g}'):,g}"


def decide(
    rules: Mapping[str, Rule], values: Mapping[str, Mapping[str, Values]]
) -> dict[str, Decision]:
    """Apply the rules of one experiment, a family, to what was measured.

    A seed without an effect counts against either answer.

    Args:
        rules: by conclusion.
        values: by conclusion, then by arm.
    """
    effects = {name: rule.effects(values[name]) for name, rule in rules.items()}
    counts = {name: _sides(rules[name], effects[name]) for name in rules}
    yes, no = (
        holm({name: sign_test(counts[name][side], len(effects[name])) for name in rules})
        for side in range(2)
    )
    found = {}
    for name, rule in rules.items():
        outcome = Outcome.UNKNOWN
        if yes[name] <= rule.level:
            outcome = Outcome.OBSERVED
        elif no[name] <= rule.level:
            outcome = Outcome.NOT_OBSERVED
        low, high = interval(effects[name], rule.level)
        known = [each for each in effects[name] if each is not None]
        found[name] = Decision(
            outcome=outcome,
            effects=effects[name],
            median=median(known) if known else None,
            low=low if isfinite(low) else None,
            high=high if isfinite(high) else None,
            agreeing=counts[name][0],
            p=float(yes[name]),
            p_opposite=float(no[name]),
        )
    return found


def _sides(rule: Rule, effects: Values) -> tuple[int, int]:
    """How many effects are strictly on the asked side of the threshold, how many on the other."""
    apart = [rule.sign * (each - rule.threshold) for each in effects if each is not None]
    return sum(each > 0 for each in apart), sum(each < 0 for each in apart)


def sign_test(successes: int, trials: int) -> Fraction:
    """Probability of so many heads or more among fair coins: exact."""
    return Fraction(sum(comb(trials, k) for k in range(successes, trials + 1)), 2**trials)


def holm(chances: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Holm's adjusted probabilities: each may be compared with the level of the whole family."""
    adjusted, largest = {}, Fraction(0)
    for rank, name in enumerate(sorted(chances, key=lambda each: (chances[each], each))):
        largest = max(largest, min(Fraction(1), (len(chances) - rank) * chances[name]))
        adjusted[name] = largest
    return adjusted


def interval(effects: Values, level: float) -> tuple[float, float]:
    """Ends of the narrowest interval of order statistics that is sure enough to hold the median.

    It misses it with a probability of at most ``level`` on either side, whatever the distribution.
    """
    count = len(effects)
    rank = next((k for k in range(count) if sign_test(count - k, count) > level), 0)
    lows, highs = (
        sorted(fill if each is None else each for each in effects) for fill in (-inf, inf)
    )
    return (lows[rank - 1], highs[count - rank]) if rank else (-inf, inf)


def enough(rules: Mapping[str, Rule]) -> str:
    """Why a rule could never say yes alone against its whole family; empty if all can."""
    if len({rule.level for rule in rules.values()}) > 1:
        return "the rules of one experiment share one level"
    for name, rule in rules.items():
        if sign_test(rule.seeds, rule.seeds) * len(rules) > rule.level:
            least = -int(log(rule.level / len(rules), 2) // 1)
            return f"{name}: {rule.seeds} seeds can never say yes; give at least {least}"
    return ""
