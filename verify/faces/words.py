"""Sentences about a run that every face shares."""

from __future__ import annotations

from collections import Counter

from ..evidence import Verdict
from ..records import ClaimRecord, RunDocument
from ..run.libraries import OPTIONAL

EXIT_EXPECTED, EXIT_UNEXPECTED, EXIT_USAGE, EXIT_FAILED, EXIT_MISSING, EXIT_NOTHING = range(6)


def exit_code(document: RunDocument) -> int:
    """What the run is worth to a script.

    0 as expected, 1 a verdict is not as expected or a mutant survived, 3 a check failed, 4 some
    claims need a library that is not installed.
    """
    if any(each.outcome == "failed" for claim in document.claims for each in claim.evidence):
        return EXIT_FAILED
    if unexpected(document):
        return EXIT_UNEXPECTED
    return EXIT_MISSING if any(claim.missing for claim in document.claims) else EXIT_EXPECTED


def unexpected(document: RunDocument) -> list[ClaimRecord]:
    """Claims that are not as they should be."""
    return [claim for claim in document.claims if not claim.as_expected]


def summary(document: RunDocument) -> str:
    """One sentence on a run."""
    counts = Counter(claim.verdict for claim in document.decided)
    said = [f"{counts[verdict]} {verdict.words}" for verdict in Verdict if counts[verdict]]
    cited = len(document.claims) - len(document.decided)
    parts = [f"{_count(len(document.decided), 'claim')}: {', '.join(said) or 'none decided'}"]
    if cited:
        parts.append(f"{_count(cited, 'textbook theorem')} taken on trust")
    lacking = [claim for claim in document.claims if claim.missing]
    if lacking:
        libraries = ", ".join(sorted({name for claim in lacking for name in claim.missing}))
        extras = ",".join(sorted({OPTIONAL[n] for claim in lacking for n in claim.missing}))
        verb = "needs" if len(lacking) == 1 else "need"
        remedy = f"pip install 'ganproof[{extras}]'"
        parts.append(f"{_count(len(lacking), 'claim')} {verb} {libraries} ({remedy})")
    wrong = unexpected(document)
    names = ", ".join(claim.id for claim in wrong)
    parts.append(f"NOT AS EXPECTED: {names}" if wrong else "nothing unexpected")
    return "; ".join(parts) + "."


def why_unexpected(claim: ClaimRecord) -> str:
    """What is not as it should be, and what to do."""
    for each in claim.evidence:
        if each.outcome == "failed" and each.check == "describe":
            return f"the file cannot be read as a claim: {each.detail}"
        if each.outcome == "failed":
            return f"the check {each.check} {each.conclusion!r} failed: {each.detail}"
    for mutant in (*claim.mutants, *claim.not_said):
        if mutant.status == "survived":
            why = f" ({mutant.detail})" if mutant.detail else ""
            if mutant.placebo:
                return f"the placebo {mutant.name!r} shows an effect{why}; is the comparison fair?"
            return f"the variant {mutant.name!r} was not refuted{why}; make it false, or remove it"
    weak = [each for each in claim.conclusions if each.verdict is claim.verdict]
    reason = f": {weak[0].name!r}, {weak[0].reason}" if weak else ""
    return f"expected: {claim.expected.words}; found: {claim.verdict.words}{reason}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
