"""Proof on a closed box by branch and bound in ball arithmetic (Arb)."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from fractions import Fraction

from ..counterexamples import confirm
from ..evidence import Evidence, Outcome, Reach
from ..precision import fraction_ball, precision
from ..predicates import Spectrum
from ..statement import Statement
from ..translate import balls, tree

Box = Mapping[str, tuple[Fraction, Fraction]]
BOXES = 20_000
FINEST = Fraction(1, 1 << 40)
"""Sides shorter than this are not halved: the conclusion touches its boundary there."""
BITS = 64


def applies(statement: Statement) -> bool:
    """Whether balls can decide it: no spectrum, and only elementary functions."""
    if statement.conclusion.atoms(Spectrum) or any(each.integral for each in statement.variables):
        return False
    try:
        point = {each.name: fraction_ball(each.within[0]) for each in statement.variables}
        balls.on_balls(balls.lower_real(statement.assumption), point)
        balls.on_balls(balls.lower_real(statement.conclusion), point)
    except tree.Untranslatable:
        return False
    return True


def check(statement: Statement, box: Box) -> Evidence:
    """Bisect until the conclusion is certain, or some assumption certainly false, on every part."""
    premises = [balls.lower_real(premise) for _, premise in statement.premises]
    conclusion = balls.lower_real(statement.conclusion)
    defined = [condition for condition, _ in statement.conditions]
    waiting, done, admitted = deque([dict(box)]), 0, 0
    found, stuck = None, None
    with precision(BITS):
        while waiting and done < BOXES:
            part = waiting.popleft()
            done += 1
            values = {name: balls.interval_ball(*ends) for name, ends in part.items()}
            if any(balls.on_balls(premise, values) is False for premise in premises):
                continue
            answer = balls.on_balls(conclusion, values)
            if answer is True and all(balls.on_balls(each, values) for each in defined):
                admitted += 1
                continue
            middle = {name: (low + high) / 2 for name, (low, high) in part.items()}
            if answer is False or done % 64 == 0:
                found = confirm(statement, middle)
                if found:
                    break
            halves = _halves(part)
            if not halves:
                stuck = middle
            waiting.extend(halves)
    if found:
        outcome, detail = Outcome.REFUTED, "a point of the box"
    elif stuck:
        near = ", ".join(f"{name} = {float(value):.6g}" for name, value in sorted(stuck.items()))
        outcome, detail = Outcome.UNKNOWN, f"cannot be decided near {near}"
    elif waiting:
        outcome = Outcome.UNKNOWN
        detail = f"not decided after {done} parts, among them {_words(waiting[0])}"
    elif not admitted:
        outcome, detail = Outcome.UNKNOWN, "the assumptions hold nowhere in the box"
    else:
        outcome, detail = Outcome.PROVED, f"{done} parts, all decided"
    return Evidence(
        check="ball",
        conclusion=statement.name,
        outcome=outcome,
        engines=("arb",),
        reach=Reach.BOX,
        scope=_words(box),
        detail=detail,
        box={name: (str(low), str(high)) for name, (low, high) in box.items()},
        counterexample=found,
    )


def _halves(part: Box) -> list[dict[str, tuple[Fraction, Fraction]]]:
    """Two halves across the widest side; none where it is too short already."""
    widest = max(part, key=lambda name: part[name][1] - part[name][0])
    low, high = part[widest]
    if high - low < FINEST:
        return []
    middle = (low + high) / 2
    return [{**part, widest: (low, middle)}, {**part, widest: (middle, high)}]


def _words(part: Box) -> str:
    return ", ".join(f"{name} in [{low}, {high}]" for name, (low, high) in sorted(part.items()))
