"""From evidence to a verdict: one pure table, its rows in the order of their authority."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .evidence import Outcome, Reach, Verdict
from .facts import Facts, Witness


@dataclass(frozen=True)
class Ruling:
    """A verdict, how far it reaches, and why it is no better."""

    verdict: Verdict
    scope: str
    reason: str


Row = tuple[Verdict, Callable[[Facts], bool], Callable[[Facts], str], Callable[[Facts], str]]


def _scopes(outcome: Outcome, reach: Reach | None = None) -> Callable[[Facts], str]:
    return lambda facts: "; ".join(
        dict.fromkeys(each.scope for each in facts.having(outcome, reach) if each.scope)
    )


def _say(text: str) -> Callable[[Facts], str]:
    return lambda _: text


def _proved_by(reach: Reach) -> Callable[[Facts], str]:
    return lambda facts: f"by {' and '.join(sorted(facts.families_at(reach)))}"


def _has(outcome: Outcome, reach: Reach | None = None) -> Callable[[Facts], bool]:
    return lambda facts: bool(facts.having(outcome, reach))


TABLE: tuple[Row, ...] = (
    (
        Verdict.ENGINES_DISAGREE,
        lambda facts: facts.contradicted,
        _say(""),
        _say("a proof stands beside a verified counterexample"),
    ),
    (
        Verdict.REFUTED,
        lambda facts: bool(facts.refutations),
        _say(""),
        lambda facts: str(facts.refutations[0].counterexample),
    ),
    (
        Verdict.VACUOUS,
        lambda facts: facts.witness is Witness.IMPOSSIBLE,
        _say(""),
        _say("the assumptions are proved to contradict each other"),
    ),
    (
        Verdict.PROVED,
        lambda facts: len(facts.families) >= 2 and not facts.capped,
        _say("all parameters"),
        _proved_by(Reach.EVERYWHERE),
    ),
    (
        Verdict.PROVED_WITHIN,
        lambda facts: len(facts.families) == 1 and not facts.capped,
        _say("all parameters, by one engine only"),
        _proved_by(Reach.EVERYWHERE),
    ),
    (
        Verdict.PROVED_WITHIN,
        lambda facts: _has(Outcome.PROVED, Reach.SIZES)(facts) and not facts.capped,
        _scopes(Outcome.PROVED, Reach.SIZES),
        _proved_by(Reach.SIZES),
    ),
    (
        Verdict.PROVED_WITHIN,
        lambda facts: _has(Outcome.PROVED, Reach.BOX)(facts) and not facts.capped,
        _scopes(Outcome.PROVED, Reach.BOX),
        _say("rigorous on the box, not beyond it"),
    ),
    (
        Verdict.PROVED_WITHIN,
        lambda facts: _has(Outcome.PROVED, Reach.INSTANCES)(facts) and not facts.capped,
        _scopes(Outcome.PROVED, Reach.INSTANCES),
        _say("rigorous for these instances, by certificates"),
    ),
    (
        Verdict.EXAMPLES,
        lambda facts: _has(Outcome.PROVED, Reach.EXAMPLES)(facts) and not facts.capped,
        _scopes(Outcome.PROVED, Reach.EXAMPLES),
        lambda facts: f"{_proved_by(Reach.EXAMPLES)(facts)}, for the named models only",
    ),
    (
        Verdict.OBSERVED,
        lambda facts: _has(Outcome.OBSERVED)(facts) and not facts.capped,
        _scopes(Outcome.OBSERVED),
        lambda facts: facts.having(Outcome.OBSERVED)[0].detail,
    ),
    (
        Verdict.NOT_OBSERVED,
        _has(Outcome.NOT_OBSERVED),
        _scopes(Outcome.NOT_OBSERVED),
        lambda facts: facts.having(Outcome.NOT_OBSERVED)[0].detail,
    ),
    (
        Verdict.UNDECIDED,
        lambda facts: facts.witness is Witness.NONE or _has(Outcome.OBSERVED)(facts),
        _say(""),
        lambda facts: facts.capped,
    ),
    (
        Verdict.UNDECIDED,
        lambda facts: bool(facts.candidates) and not facts.having(Outcome.PROVED),
        _say(""),
        lambda facts: str(facts.candidates[0]),
    ),
    (
        Verdict.UNREFUTED,
        lambda facts: bool(facts.having(Outcome.UNREFUTED) or facts.having(Outcome.PROVED)),
        _scopes(Outcome.UNREFUTED),
        lambda facts: (facts.capped if facts.having(Outcome.PROVED) else "") or facts.undecided,
    ),
    (
        Verdict.CHECK_FAILED,
        _has(Outcome.FAILED),
        _say(""),
        lambda facts: facts.having(Outcome.FAILED)[0].detail,
    ),
    (
        Verdict.NOT_TESTED,
        _has(Outcome.MISSING),
        _say(""),
        lambda facts: facts.having(Outcome.MISSING)[0].detail,
    ),
    (
        Verdict.UNDECIDED,
        _has(Outcome.UNKNOWN),
        _say(""),
        lambda facts: facts.having(Outcome.UNKNOWN)[0].detail,
    ),
    (Verdict.CITED, lambda facts: facts.cited, _say(""), _say("taken on trust, with reference")),
    (Verdict.NOT_TESTED, lambda _: True, _say(""), _say("nothing here can test it")),
)


def judge(facts: Facts) -> Ruling:
    """The first row of the table that applies."""
    for verdict, applies, scope, reason in TABLE:
        if applies(facts):
            return Ruling(verdict, scope(facts), reason(facts))
    raise AssertionError("the last row applies to everything")


STRENGTH = (
    Verdict.ENGINES_DISAGREE,
    Verdict.REFUTED,
    Verdict.VACUOUS,
    Verdict.CHECK_FAILED,
    Verdict.NOT_TESTED,
    Verdict.UNDECIDED,
    Verdict.NOT_OBSERVED,
    Verdict.UNREFUTED,
    Verdict.OBSERVED,
    Verdict.EXAMPLES,
    Verdict.PROVED_WITHIN,
    Verdict.CITED,
    Verdict.PROVED,
)
"""From the verdict to act on first to the one to rest on."""


def weakest(verdicts: Iterable[Verdict]) -> Verdict | None:
    """The verdict that a whole is worth."""
    return min(verdicts, key=STRENGTH.index, default=None)
