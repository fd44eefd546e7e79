"""The words a reader sees first: the sentence of a run, and how each verdict looks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ganproof.verify.evidence import Origin, Verdict
from ganproof.verify.records import ClaimRecord, MutantRecord, PaperRecord, RunDocument

# In the order of the sentence: what holds first, what is false last.
_PHRASES = {
    Verdict.PROVED: "proved",
    Verdict.PROVED_WITHIN: "proved only on a narrower scope",
    Verdict.EXAMPLES: "confirmed on examples only",
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

# Variants that nobody claims.
PLANTED = {Origin.BEYOND: "Written for this suite", Origin.GENERATED: "Made by rule"}

# Who says what is false; of a reading that is only tempting nobody does.
SAYERS = {
    Origin.PAPER: "The paper says",
    Origin.NOTES: "The reading notes say",
    Origin.FOLKLORE: "Folklore says",
    Origin.CODE: "The released code says",
    Origin.BEYOND: "It does not say",
}

# The same beside what is said; nobody is named where only we warn of a reading.
WHO = {
    Origin.PAPER: "the paper",
    Origin.NOTES: "the notes",
    Origin.FOLKLORE: "folklore",
    Origin.CODE: "the released code",
    Origin.BEYOND: "",
}

_LABEL = re.compile(
    r"(?P<kind>[A-Z][a-z]+?)s? \(?(?:[A-Z]|\d)[\d.]*\)?(?:(?:,| and) \(?\d[\d.]*\)?)*: "
)

# What each check does, for a reader who meets its name on a card.
CHECKS = {
    "exact": "SymPy and FLINT each reduce both sides of an identity to the same form.",
    "identity": "SymPy and our own free algebra reduce both sides of a matrix identity to the same"
    " words in letters that do not commute: for every size. FLINT does so on generic matrices.",
    "smt": "z3 and cvc5 decide a polynomial statement for all real numbers at once.",
    "ball": "Arb encloses both sides on every part of a closed box.",
    "search": "Rational points, each decided exactly, are tried and made as simple as can be.",
    "sweep": "Up to a million points in floating point; what looks wrong is decided exactly.",
    "program": "Optima with certificates, exact multipliers or a minimiser enclosed in balls: they"
    " prove for these instances.",
    "experiment": "Networks are trained with many seeds, and a rule that was declared before is"
    " applied to what was measured: it says what was observed, and proves nothing.",
    "simulation": "Trajectories and other numbers in floating point: they refute, and never prove.",
}
_REMAINDER = re.compile(r"a remainder is left: .*")

# Whose statement a claim is, where it is not the paper's: beside its label, and in the sentence.
_WHOSE = {
    Origin.FOLKLORE: ("folklore", "of folklore"),
    Origin.CODE: ("released code", "of released code"),
    Origin.BEYOND: ("beyond the paper", "of our own"),
}

_ATTRIBUTIONS = {
    "confirmed": "Formula and number agree with the reading notes. The wording is ours,"
    " not a quotation.",
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


def brief(paper: PaperRecord) -> str:
    """A paper by its first author and year."""
    return f"{paper.authors.split(',')[0].split()[-1]} {paper.year}"


def heading(claim: ClaimRecord) -> str:
    """The title without a number of the label's kind, which stands above it, and no full stop."""
    found = _LABEL.match(claim.title)
    repeated = found and claim.label.startswith(found["kind"])
    title = claim.title[found.end() :] if found and repeated else claim.title
    return title[:1].upper() + title[1:].rstrip(".")


def whose(claim: ClaimRecord) -> str:
    """Whose statement it is, if not the paper's; empty outside any paper."""
    return _WHOSE[claim.origin][0] if claim.paper and claim.origin in _WHOSE else ""


def attribution(claim: ClaimRecord) -> str:
    """How sure we are of the wording."""
    if claim.paper and claim.origin is Origin.BEYOND:
        return "Ours, about what the paper treats. The paper does not state it."
    return _ATTRIBUTIONS[claim.source.attribution]


def by(check: str) -> str:
    """What refuted a variant; a check function's name says nothing outside its file."""
    return check if check.partition(" ")[0] in CHECKS else "simulation"


def plain(detail: str) -> str:
    """A detail without the terms of an engine's own, which no reader has seen."""
    return _REMAINDER.sub(
        "the two sides are no identity, and assumptions are not used here", detail
    )


def caught(variants: Sequence[MutantRecord]) -> str:
    """How many false variants were caught, and how many turned out to be true."""
    true = sum(variant.status == "still true" for variant in variants)
    refuted = sum(variant.refuted for variant in variants)
    more = f"; {true} more true as well" if true else ""
    return f"{refuted} of {len(variants) - true} caught{more}"


def sentence(document: RunDocument) -> Sentence:
    """What the run found, in one sentence; slips of the reading notes are counted elsewhere."""
    statements = [claim for claim in document.decided if claim.origin is not Origin.NOTES]
    tally = Counter(claim.verdict for claim in statements)
    parts = [f"{tally[verdict]} {words}" for verdict, words in _PHRASES.items() if tally[verdict]]
    opening = _opening(statements)
    surprises = tuple(
        Surprise(claim, surprise(claim)) for claim in document.claims if not claim.as_expected
    )
    text = f"{opening}: {', '.join(parts)}." if parts else f"{opening}."
    return Sentence(text, _closing(len(surprises)), surprises)


def _opening(statements: Sequence[ClaimRecord]) -> str:
    """Whose statements there are; what goes beyond a paper is not counted as the paper's."""
    stated = [claim for claim in statements if claim.paper and not whose(claim)]
    if not stated:
        return counted(len(statements), "statement")
    papers = len({claim.paper for claim in stated})
    source = f"from {_spelled(papers)} {_plural(papers, 'paper')}"
    groups = [f"{counted(len(stated), 'statement')} {source}"]
    others = Counter(c.origin if c.paper else Origin.BEYOND for c in statements if c not in stated)
    groups += [f"{others[key]} {words}" for key, (_, words) in _WHOSE.items() if others[key]]
    return " and ".join(filter(None, [", ".join(groups[:-1]), groups[-1]]))


def _closing(unexpected: int) -> str:
    if unexpected == 0:
        return "Nothing unexpected."
    verb = "is" if unexpected == 1 else "are"
    return f"{_spelled(unexpected).capitalize()} {verb} not as expected."


def surprise(claim: ClaimRecord) -> str:
    """Why a claim is not as expected."""
    name = claim.label or heading(claim)
    if claim.verdict is not claim.expected:
        return f"{name}: {claim.verdict.words}, but expected was: {claim.expected.words}."
    survivors = [mutant.name for mutant in claim.mutants if mutant.status == "survived"]
    if survivors:
        return f"{name} lets a false variant pass: {'; '.join(survivors)}."
    return f"{name} is {claim.verdict.words}, yet not every part is as expected."


def _spelled(amount: int) -> str:
    return _NUMBERS[amount] if amount < len(_NUMBERS) else str(amount)


def _plural(amount: int, noun: str) -> str:
    return noun if amount == 1 else f"{noun}s"
