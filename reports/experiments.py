"""Experiments as a reader sees them: the declared rule, and every seed's outcome as a point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import fill
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ganproof.verify.evidence import Outcome
from ganproof.verify.measurements import ArmRecord
from ganproof.verify.records import ClaimRecord, FigureRecord
from ganproof.verify.statistics import Decision, Rule

from . import figures

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LABEL = 22  # characters of a line beside the points
_WIDE = 100  # ratio of the largest to the smallest value that no linear axis shows
_SAID = {
    Outcome.OBSERVED: "observed",
    Outcome.NOT_OBSERVED: "not observed",
    Outcome.UNKNOWN: "undecided",
}


@dataclass(frozen=True)
class Row:
    """What a rule says of one arm."""

    arm: ArmRecord
    decision: Decision

    @property
    def label(self) -> str:
        """What it is called beside its points."""
        return self.arm.name or self.arm.role

    @property
    def aside(self) -> str:
        """What there is to know of it beside its label."""
        if self.arm.role == "full size":
            return f"{self.arm.networks:,} GANs, {self.arm.steps:,} steps on {self.arm.hardware}"
        return self.arm.role if self.arm.name else ""

    @property
    def said(self) -> str:
        """What the rule says."""
        return _SAID[self.decision.outcome]

    @property
    def diverged(self) -> int:
        """Seeds without an effect."""
        return sum(each is None for each in self.decision.effects)


@dataclass(frozen=True)
class Tested:
    """A conclusion that an experiment decides: its rule, and the arms, as claimed first.

    A variant that leaves the conclusion's numbers as they are is no arm of it.
    """

    conclusion: str
    rule: Rule
    rows: tuple[Row, ...]

    @property
    def seeds(self) -> tuple[tuple[int, tuple[float | None, ...], float | None], ...]:
        """Of the published case, for each seed: it, the arms' values and the effect."""
        arm, decision = self.rows[0].arm, self.rows[0].decision
        columns = [arm.values[self.conclusion][name] for name in self.rule.arms]
        return tuple(zip(arm.seeds, zip(*columns, strict=True), decision.effects, strict=True))


def tested(claim: ClaimRecord) -> tuple[Tested, ...]:
    """What the experiments of a claim decide, in the order of their rules."""
    published = [arm for arm in claim.arms if arm.role == "as claimed"]
    return tuple(
        Tested(
            name,
            rule,
            tuple(
                Row(each, each.decisions[name])
                for each in claim.arms
                if each.experiment == arm.experiment
                and (each is arm or each.values[name] != arm.values[name])
            ),
        )
        for arm in published
        for name, rule in arm.rules.items()
    )


def drawn(claim: str, number: int, test: Tested) -> Markup:
    """Every seed's effect as a point, with the median and its interval, one row an arm."""
    rule = test.rule
    side = "above" if rule.sign > 0 else "below"
    record = FigureRecord(
        title=f"{test.conclusion}: {rule.effect} for each seed",
        caption=f"{rule.metric}. The rule asks for a median {side} {rule.threshold:g}. "
        + " ".join(f"{row.label}: {row.said}." for row in test.rows),
        data={},
    )

    def draw(axes: Axes, _data: Any) -> None:
        _points(axes, rule, test.rows)

    return figures.svg(draw, record, f"{claim}-experiment-{number}-")


def _points(axes: Axes, rule: Rule, rows: Sequence[Row]) -> None:
    effects = [[e for e in row.decision.effects if e is not None] for row in rows]
    every = [rule.threshold, *(each for row in effects for each in row)]
    if min(every) > 0 and (rule.effect == "ratio" or max(every) > _WIDE * min(every)):
        axes.set_xscale("log")
    axes.axvline(rule.threshold, linestyle="--", linewidth=1, color="C3")
    for place, (row, found) in enumerate(zip(rows, effects, strict=True)):
        colour = {Outcome.OBSERVED: "C2", Outcome.NOT_OBSERVED: "C1"}.get(
            row.decision.outcome, "C3"
        )
        axes.plot(found, [place] * len(found), "o", alpha=0.5, markersize=4, color=colour)
        low, high, middle = row.decision.low, row.decision.high, row.decision.median
        if middle is not None:
            ends = [min(found) if low is None else low, max(found) if high is None else high]
            axes.plot(ends, [place + 0.22] * 2, color=colour)
            axes.plot([middle], [place + 0.22], "|", markersize=9, color=colour)
    labels = [_literal(fill(row.label, _LABEL)) for row in rows]
    axes.set_yticks(range(len(rows)), labels)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    first, *others = rule.arms
    signs = {"ratio": " / ", "difference": " − ", "value": ""}
    axes.set_xlabel(_literal(signs[rule.effect].join([first, *others])))


def _literal(text: str) -> str:
    """Text in which matplotlib sees no formula."""
    return text.replace("$", r"\$")
