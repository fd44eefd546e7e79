"""From evidence to a verdict: one pure table, its rows in the order of their authority."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from .evidence import Evidence, Outcome, Reach, Verdict

FAMILY = {"sympy": "SymPy", "flint": "FLINT", "arb": "FLINT", "z3": "z3", "cvc5": "cvc5"}
"""Engines of one family share code: only two families make a proof independent."""

MUTANTS_NEEDED = 2


class Witness(Enum):
    """Whether the assumptions can hold together."""

    FOUND = "found"
    NONE = "none found"
    IMPOSSIBLE = "proved impossible"
    NOT_NEEDED = "not needed"


@dataclass(frozen=True)
class Facts:
    """All that is known of one conclusion."""

    evidence: tuple[Evidence, ...] = ()
    witness: Witness = Witness.FOUND
    mutants_refuted: int = MUTANTS_NEEDED
    mutants_survived: tuple[str, ...] = ()
    cited: bool = False

    def having(self, outcome: Outcome, reach: Reach | None = None) -> tuple[Evidence, ...]:
        """Evidence with an outcome, of one reach or any."""
        return tuple(
            each
            for each in self.evidence
            if each.outcome is outcome and (reach is None or each.reach is reach)
        )

    @property
    def refutations(self) -> tuple[Evidence, ...]:
        """Refutations with a verified counterexample; a candidate refutes nothing."""
        return tuple(
            each
            for each in self.having(Outcome.REFUTED)
            if each.counterexample is not None and each.counterexample.verified_by
        )

    @property
    def families(self) -> frozenset[str]:
        """Independent engines that prove the conclusion over all parameters."""
        proofs = self.having(Outcome.PROVED, Reach.EVERYWHERE)
        return frozenset(FAMILY.get(name, name) for each in proofs for name in each.engines)

    @property
    def contradicted(self) -> bool:
        """Whether a proof covers a point where a counterexample is verified."""
        return any(
            _covers(proof, refutation)
            for proof in self.having(Outcome.PROVED)
            for refutation in self.refutations
        )

    @property
    def undecided(self) -> str:
        """Why there are samples and no proof."""
        details = [each.detail for each in self.having(Outcome.UNKNOWN)]
        return f"samples only: {details[0]}" if details else "samples only"

    @property
    def capped(self) -> str:
        """Why no proof counts as one here; empty if nothing stands against it."""
        if self.witness is Witness.NONE:
            return "no instance that satisfies the assumptions was found"
        if self.mutants_survived:
            return f"the mutant {self.mutants_survived[0]!r} survived"
        if self.mutants_refuted < MUTANTS_NEEDED:
            return "fewer than two mutants were refuted, so the checks are not shown to bite"
        return ""


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


def _proved_by(facts: Facts) -> str:
    return f"by {' and '.join(sorted(facts.families))}"


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
        _proved_by,
    ),
    (
        Verdict.PROVED_WITHIN,
        lambda facts: len(facts.families) == 1 and not facts.capped,
        _say("all parameters, by one engine only"),
        _proved_by,
    ),
    (
        Verdict.PROVED_WITHIN,
        lambda facts: _has(Outcome.PROVED, Reach.BOX)(facts) and not facts.capped,
        _scopes(Outcome.PROVED, Reach.BOX),
        _say("rigorous on the box, not beyond it"),
    ),
    (
        Verdict.EXAMPLES,
        lambda facts: _has(Outcome.PROVED, Reach.EXAMPLES)(facts) and not facts.capped,
        _scopes(Outcome.PROVED, Reach.EXAMPLES),
        _say("confirmed on the named models only"),
    ),
    (
        Verdict.OBSERVED,
        _has(Outcome.OBSERVED),
        _scopes(Outcome.OBSERVED),
        _say("the declared rule said yes"),
    ),
    (
        Verdict.NOT_OBSERVED,
        _has(Outcome.NOT_OBSERVED),
        _scopes(Outcome.NOT_OBSERVED),
        _say("the declared rule said no"),
    ),
    (
        Verdict.UNDECIDED,
        lambda facts: facts.witness is Witness.NONE,
        _say(""),
        lambda facts: facts.capped,
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


def _covers(proof: Evidence, refutation: Evidence) -> bool:
    if proof.reach is Reach.EVERYWHERE:
        return True
    found = refutation.counterexample
    if proof.reach is not Reach.BOX or found is None:
        return False
    return all(
        name in found.values and Fraction(low) <= Fraction(found.values[name]) <= Fraction(high)
        for name, (low, high) in proof.box.items()
    )
