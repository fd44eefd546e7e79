"""What is known of one conclusion, as the judge asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from .evidence import Counterexample, Evidence, Outcome, Reach

FAMILY = {
    "free algebra": "our free algebra",
    "sympy": "SymPy",
    "flint": "FLINT",
    "arb": "FLINT",
    "z3": "z3",
    "cvc5": "cvc5",
    "fractions": "Python's fractions",
}
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
    def candidates(self) -> tuple[Counterexample, ...]:
        """What speaks against the conclusion and could not be verified."""
        found = (each.counterexample for each in self.evidence)
        return tuple(each for each in found if each and not each.verified_by)

    @property
    def families(self) -> frozenset[str]:
        """Independent engines that prove the conclusion over all parameters."""
        return self.families_at(Reach.EVERYWHERE)

    def families_at(self, reach: Reach) -> frozenset[str]:
        """Independent engines whose proofs of the conclusion reach so far."""
        proofs = self.having(Outcome.PROVED, reach)
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


def _covers(proof: Evidence, refutation: Evidence) -> bool:
    found = refutation.counterexample
    if not proof.box:
        return proof.reach not in (Reach.SAMPLES, Reach.INSTANCES)
    if found is None:
        return False
    return all(
        name in found.values and Fraction(low) <= Fraction(found.values[name]) <= Fraction(high)
        for name, (low, high) in proof.box.items()
    )
