"""The words a reader sees first: the sentence of a run, and how each verdict looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ganproof.verify.evidence import Origin, Verdict
from ganproof.verify.records import ClaimRecord, MutantRecord, RunDocument

# In the order of the sentence: what holds first, what is false last.
_PHRASES = {
    Verdict.PROVED: "proved",
    Verdict.PROVED_WITHIN: "true only on a narrower scope",
    Verdict.EXAMPLES: "confirmed on examples",
    Verdict.OBSERVED: "observed",
    Verdict.UNREFUTED: "without a counterexample so far",
    Verdict.UNDECIDED: "undecided",
    Verdict.NOT_OBSERVED: "not observed",
    Verdict.NOT_TESTED: "not tested",
    Verdict.CITED: "taken on trust",
    Verdict.VACUOUS: "empty",
    Verdict.CHECK_FAILED: "left open by a failed check",
    Verdict.ENGINES_DISAGREE: "disputed between engines",
    Verdict.REFUTED: "false",
}

# The tone names an icon and a colour. None of them is red: red is kept for the unexpected.
TONES = {
    Verdict.PROVED: "proved",
    Verdict.PROVED_WITHIN: "scoped",
    Verdict.EXAMPLES: "scoped",
    Verdict.OBSERVED: "sampled",
    Verdict.UNREFUTED: "sampled",
    Verdict.REFUTED: "false",
    Verdict.VACUOUS: "false",
    Verdict.NOT_OBSERVED: "false",
    Verdict.UNDECIDED: "open",
    Verdict.NOT_TESTED: "open",
    Verdict.CITED: "trust",
    Verdict.ENGINES_DISAGREE: "alarm",
    Verdict.CHECK_FAILED: "alarm",
}

ORIGINS = {
    Origin.PAPER: "As the paper has it",
    Origin.NOTES: "As the reading notes have it",
    Origin.FOLKLORE: "As folklore has it",
    Origin.CODE: "As the released code has it",
    Origin.BEYOND: "Written for this suite",
    Origin.GENERATED: "Made by rule",
}

# Who, other than the suite itself, gives a different account of a statement.
_SAYERS = {
    Origin.PAPER: "the paper",
    Origin.NOTES: "the notes",
    Origin.FOLKLORE: "folklore",
    Origin.CODE: "the code",
}

ATTRIBUTIONS = {
    "confirmed": "Wording and number confirmed against the paper.",
    "reconstructed": "The wording is ours, reconstructed from secondary sources. Not a quotation.",
    "own": "The wording is ours.",
}

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Surprise:
    """A claim whose verdict is not as expected, and how to say so."""

    claim: ClaimRecord
    text: str


@dataclass(frozen=True)
class Sentence:
    """The first thing on the page: the counts, a closing remark, and what needs a look."""

    text: str
    closing: str
    surprises: tuple[Surprise, ...]


def counted(amount: int, noun: str) -> str:
    """``1 check``, ``2 checks``."""
    return f"{amount} {_plural(amount, noun)}"


def place(claim: ClaimRecord) -> str:
    """How a reader calls the claim: its label in the paper, a theorem's name, else its kind."""
    if claim.kind == "cited":
        return claim.title.partition(":")[0].rstrip(".")
    return claim.label or claim.kind.capitalize()


def heading(claim: ClaimRecord) -> str:
    """The title without the label, which stands above it, and without a full stop."""
    title = claim.title.removeprefix(f"{claim.label}: ") if claim.label else claim.title
    return title[:1].upper() + title[1:].rstrip(".")


def caught(variants: Sequence[MutantRecord]) -> str:
    """How many false variants were caught, whose they are, how many turned out to be true."""
    true = sum(variant.status == "still true" for variant in variants)
    refuted = sum(variant.refuted for variant in variants)
    origins = {variant.origin for variant in variants}
    sayers = [words for origin, words in _SAYERS.items() if origin in origins]
    whose = f", including that of {' and of '.join(sayers)}" if sayers else ""
    more = f"; {true} more still true" if true else ""
    return f"{refuted} of {len(variants) - true} caught{whose}{more}"


def sentence(document: RunDocument) -> Sentence:
    """What the run found, in one sentence; slips of the reading notes are counted elsewhere."""
    statements = [claim for claim in document.decided if claim.origin is not Origin.NOTES]
    papers = {claim.paper for claim in statements if claim.paper}
    source = f" from {_spelled(len(papers))} {_plural(len(papers), 'paper')}" if papers else ""
    tally = Counter(claim.verdict for claim in statements)
    parts = [f"{tally[verdict]} {words}" for verdict, words in _PHRASES.items() if tally[verdict]]
    opening = f"{counted(len(statements), 'statement')}{source}"
    surprises = tuple(
        Surprise(claim, surprise(claim)) for claim in document.claims if not claim.as_expected
    )
    text = f"{opening}: {', '.join(parts)}." if parts else f"{opening}."
    return Sentence(text, _closing(len(surprises)), surprises)


def _closing(unexpected: int) -> str:
    if unexpected == 0:
        return "Nothing unexpected."
    verb = "is" if unexpected == 1 else "are"
    return f"{_spelled(unexpected).capitalize()} {verb} not as expected."


def surprise(claim: ClaimRecord) -> str:
    """Why a claim is not as expected."""
    if claim.verdict is not claim.expected:
        return f"{place(claim)}: {claim.verdict.words}, but expected was: {claim.expected.words}."
    survivors = [mutant.name for mutant in claim.mutants if mutant.status == "survived"]
    if survivors:
        return f"{place(claim)} lets a false variant pass: {'; '.join(survivors)}."
    return f"{place(claim)} is {claim.verdict.words}, yet not every part is as expected."


def _spelled(amount: int) -> str:
    return _NUMBERS[amount] if amount < len(_NUMBERS) else str(amount)


def _plural(amount: int, noun: str) -> str:
    return noun if amount == 1 else f"{noun}s"
