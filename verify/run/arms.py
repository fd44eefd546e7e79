"""Experiments as a run meets them: what there is to train, and what a record of it is worth."""

from __future__ import annotations

from collections.abc import Sequence

from ..evidence import Evidence, Origin, Outcome, Record
from ..measurements import ArmRecord, Measured, Role, UntrainedRecord
from ..records import FigureRecord, MutantRecord
from ..statistics import Decision, Rule, decide, number
from .tasks import Result, Task


class Arm(Record):
    """One way to train: an experiment as claimed, or varied by a mutant or a placebo."""

    experiment: str
    rules: dict[str, Rule]
    seeds: tuple[int, ...]
    variant: str = ""
    role: Role = "as claimed"
    origin: Origin = Origin.BEYOND
    instead: str = ""
    picture: tuple[str, str] | None = None

    @property
    def task(self) -> Task:
        """Training it."""
        if self.variant:
            return Task(kind="arm", subject=self.variant, engine=self.experiment)
        part = "" if self.role == "as claimed" else self.role
        return Task(kind="experiment", subject=self.experiment, engine=part)


def misfit(arm: Arm, measured: Measured) -> str:
    """Why a measurement is none of this arm, with the remedy; empty if it fits its rules."""
    if measured.values.keys() != arm.rules.keys():
        return f"{arm.experiment} measures {list(measured.values)}; its rules are {list(arm.rules)}"
    for name, rule in arm.rules.items():
        values = measured.values[name]
        if set(values) != set(rule.arms):
            return f"{name}: the values are of {list(values)}; the rule names {list(rule.arms)}"
        if any(len(each) != rule.seeds for each in (arm.seeds, *values.values())):
            return f"{name}: the rule asks for {rule.seeds} seeds, one value of each arm a seed"
    if measured.seeds != arm.seeds:
        return f"{arm.experiment}: trained with the seeds {list(measured.seeds)}, not its own"
    if len(set(arm.seeds)) < len(arm.seeds):
        return f"{arm.experiment}: a seed occurs twice; that makes no new evidence"
    return ""


def judged(arm: Arm, measured: Measured, published: ArmRecord | None = None) -> Result:
    """What the rules say of a measurement that fits.

    Args:
        arm: what was trained.
        measured: what was measured.
        published: what is known of the published case, if the arm varies it.
    """
    decisions = decide(arm.rules, measured.values)
    shown = ArmRecord(
        experiment=arm.experiment,
        name=arm.variant,
        role=arm.role,
        rules=arm.rules,
        decisions=decisions,
        **measured.model_dump(exclude={"data", "code"}),
    )
    if arm.variant:
        return Result(arm=shown, seconds=measured.seconds, mutants=(_fate(arm, shown, published),))
    if arm.role != "as claimed":
        return Result(arm=shown, seconds=measured.seconds)
    kind = "trained" if measured.steps else "random"
    trained = f"{measured.networks} {kind} GANs as recorded on {measured.hardware}"
    libraries = " and ".join(f"{name} {number}" for name, number in measured.versions.items())
    evidence = tuple(
        Evidence(
            check="experiment",
            conclusion=name,
            outcome=decision.outcome,
            engines=tuple(measured.versions),
            scope=f"{len(decision.effects)} seeds, {said(arm.rules[name], decision)}",
            detail=_ruled(arm.rules[name], decision),
            rests_on=(f"{trained}, with {libraries}",),
            seconds=measured.seconds,
        )
        for name, decision in decisions.items()
    )
    picture = None
    if arm.picture:
        title, caption = arm.picture
        picture = FigureRecord(title=title, caption=caption, data=measured.data)
    return Result(arm=shown, seconds=measured.seconds, evidence=evidence, figure=picture)


def untrained(arm: Arm, claim: str, why: str) -> Result:
    """What is known of an arm without a record that counts."""
    detail = f"{why}; ganproof train {claim}"
    if arm.variant:
        return Result(mutants=(_mutant(arm, "not tried", detail, ()),))
    if arm.role != "as claimed":
        part = "--other-seeds" if arm.role == "other seeds" else "--size full --device cuda"
        return Result(
            untrained=UntrainedRecord(
                experiment=arm.experiment, role=arm.role, detail=f"{detail} {part}"
            )
        )
    return Result(
        evidence=tuple(
            Evidence(
                check="experiment",
                conclusion=name,
                outcome=Outcome.MISSING,
                engines=(),
                detail=detail,
            )
            for name in arm.rules
        )
    )


def repeated(published: Result, again: Result) -> Result:
    """What the published case says, beside its repetition with other seeds.

    Where they differ the conclusion is undecided: no verdict is better than its repetition.
    """
    if not published.arm:
        return published
    other = again.arm.decisions if again.arm else {}
    evidence = []
    for found in published.evidence:
        outcome, words = found.outcome, "not repeated with other seeds yet"
        if found.conclusion in other:
            decision = other[found.conclusion]
            rule = published.arm.rules[found.conclusion]
            words = f"other seeds: {_word(decision)}, {said(rule, decision)}"
            outcome = outcome if decision.outcome is outcome else Outcome.UNKNOWN
        changes = {"outcome": outcome, "detail": f"{found.detail}; {words}"}
        evidence.append(found.model_copy(update=changes))
    return published.model_copy(update={"evidence": tuple(evidence)})


def _fate(arm: Arm, found: ArmRecord, published: ArmRecord | None) -> MutantRecord:
    """A mutant must break some conclusion, a placebo must show none.

    Only conclusions count whose numbers are others than as claimed. A rule that says nothing
    catches no mutant: with too few seeds it would say nothing of all. Nor is one caught by a
    conclusion that is not observed as claimed either, if there are others, and where most trainings
    of a placebo diverged nothing is seen.
    """
    decisions, failed = found.decisions, set[str]()
    if published:
        decisions = {
            name: each
            for name, each in decisions.items()
            if found.values[name] != published.values[name]
        }
        failed = {
            name
            for name, each in published.decisions.items()
            if each.outcome is Outcome.NOT_OBSERVED
        }
    seen = [name for name, each in decisions.items() if each.outcome is Outcome.OBSERVED]
    broken = [name for name, each in decisions.items() if each.outcome is Outcome.NOT_OBSERVED]
    if len(failed) < len(found.decisions):
        broken = [name for name in broken if name not in failed]
    if arm.role == "placebo":
        lost = max((each.effects.count(None) for each in decisions.values()), default=0)
        broken = list(decisions) if 4 * lost <= len(found.seeds) and not seen else []
    if not decisions:
        return _mutant(arm, "survived", "it measures what is measured as claimed", ())
    told = seen if arm.role == "placebo" else broken
    name = (told or list(decisions))[0]
    words = f"{_word(decisions[name])}: {said(arm.rules[name], decisions[name])}"
    return _mutant(arm, "refuted" if broken else "survived", words, broken)


def _mutant(arm: Arm, status: str, detail: str, broken: Sequence[str]) -> MutantRecord:
    return MutantRecord(
        name=arm.variant,
        origin=arm.origin,
        status=status,
        refuted=bool(broken),
        refuted_by="experiment" if broken else "",
        conclusion=broken[0] if broken else "",
        also=tuple(broken[1:]),
        detail=detail,
        instead=arm.instead,
        placebo=arm.role == "placebo",
    )


def said(rule: Rule, decision: Decision) -> str:
    """The median effect with its interval, how many seeds agree, and the probability of that."""
    if decision.median is None:
        return f"no {rule.effect} of any seed"
    low, high = number(decision.low, "-inf"), number(decision.high, "inf")
    kind = "" if rule.effect == "value" else f"{rule.effect} "
    side = "above" if rule.sign > 0 else "below"
    return (
        f"median {kind}{number(decision.median)} in [{low}, {high}], {decision.agreeing} of "
        f"{len(decision.effects)} {side} {rule.threshold:g}, p = {number(decision.p)}"
    )


def _word(decision: Decision) -> str:
    return "undecided" if decision.outcome is Outcome.UNKNOWN else str(decision.outcome)


def _ruled(rule: Rule, decision: Decision) -> str:
    """The rule, and what it found if that decides nothing: it stands beside nothing else then."""
    found = f"; {said(rule, decision)}" if decision.outcome is Outcome.UNKNOWN else ""
    return rule_in_words(rule) + found


def rule_in_words(rule: Rule) -> str:
    """The rule in a sentence, as it was declared."""
    first, *others = rule.arms
    compared = {
        "ratio": f"{first} over {', '.join(others)}",
        "difference": f"{first} minus {', '.join(others)}",
        "value": first,
    }[rule.effect]
    side = "above" if rule.sign > 0 else "below"
    return (
        f"declared before the run: {rule.metric}, {compared}; the median {rule.effect} over "
        f"{rule.seeds} seeds is {side} {rule.threshold:g}, by an exact sign test with "
        f"Holm's correction, at level {rule.level:g}"
    )
