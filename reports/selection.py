"""What goes where on the page: findings, errata of the reading notes, counts, back references."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from math import inf

from ganproof.verify.evidence import Counterexample, Evidence, Origin, Outcome, Verdict
from ganproof.verify.records import ClaimRecord, ConclusionRecord, MutantRecord, RunDocument

_WITNESSES = (Origin.PAPER, Origin.FOLKLORE, Origin.CODE)
_OTHERS = (*_WITNESSES, Origin.NOTES)
# Slips of the reading notes matter least to a reader of the paper.
_SAID = (*_WITNESSES, Origin.BEYOND, Origin.NOTES)
_NOT_IN_FRONT = (Origin.NOTES, Origin.GENERATED)
# Equations are counted through a whole paper, so that their numbers tell no place in it.
_ANYWHERE = ("Equation", "Equations")
_NUMBER = re.compile(r"\b(?:[A-Z]|\d+)(?:\.\d+)*\b")
_SECTIONS, _APPENDIX, _FIGURES = range(3)
# What a comparison comes to at a point: it says little to who has not seen the formula.
_COMPARED = re.compile(r"[-+.\de/]+ (?:=|!=|<=?|>=?) [-+.\de/]+ is (?:true|false)")
_FINDINGS = 3
_CORRECTIONS = 2


@dataclass(frozen=True)
class Finding:
    """Something that is said and false, beside what is true."""

    claim: ClaimRecord
    variant: MutantRecord
    truth: ConclusionRecord | None


@dataclass(frozen=True)
class Row:
    """A paper's claims, and their number by verdict; ``key`` is empty outside any paper."""

    key: str
    counts: tuple[tuple[Verdict, int], ...]
    claims: tuple[ClaimRecord, ...]


def findings(document: RunDocument) -> tuple[Finding, ...]:
    """The first refuted variant of each claim in turn, then the second ones, until three.

    Claims come in the paper's order and variants in their file's order, except that those
    go first for which it is known what is true instead, then those with a counterexample, then
    what somebody else says, then what the claim does not say. What somebody else says and has a
    sentence of truth beside it comes before all others, what many say before a slip of one program.
    """
    ranked = (_ranked(claim) for claim in statements(document))
    in_turn = [each for each in chain.from_iterable(zip_longest(*ranked)) if each is not None]
    return tuple(sorted(in_turn, key=_dull)[:_FINDINGS])


def _dull(finding: Finding) -> tuple[bool, bool]:
    """Whether nobody but us says it, or what is true instead has no sentence; if only code does."""
    origin = finding.variant.origin
    return origin not in _WITNESSES or not finding.variant.instead, origin is Origin.CODE


def _ranked(claim: ClaimRecord) -> list[Finding]:
    def rank(variant: MutantRecord) -> tuple[bool, ...]:
        return (
            not variant.instead,
            variant.counterexample is None,
            variant.origin not in _WITNESSES,
            variant not in claim.not_said,
        )

    false = [
        variant
        for variant in (*claim.not_said, *claim.mutants)
        if variant.refuted and variant.origin not in _NOT_IN_FRONT
    ]
    chosen = sorted(false, key=rank)
    return [Finding(claim, variant, truth(claim, variant)) for variant in chosen]


def statements(document: RunDocument) -> tuple[ClaimRecord, ...]:
    """The claims in the order of the papers: neither cited ones nor slips of the reading notes."""
    stated = [claim for claim in document.decided if claim.origin is not Origin.NOTES]
    papers = [*(paper.key for paper in document.papers), ""]
    return tuple(sorted(stated, key=lambda c: (papers.index(c.paper), *_place_in_paper(c))))


def _place_in_paper(claim: ClaimRecord) -> tuple[int, list[float], bool, bool]:
    """Sections, the appendix, figures; what a section says without a number ends the section.

    What stands after a number comes after all that has this number.
    """
    after, kind = claim.source.after, claim.label.partition(" ")[0]
    found = None if kind in _ANYWHERE and not after else _NUMBER.search(after or claim.label)
    first, *rest = found[0].split(".") if found else ("inf",)
    lettered = len(first) == 1 and first.isalpha()
    numbers = [float(ord(first) if lettered else first), *map(float, rest)]
    numbers += [inf] * (len(numbers) < 2)
    group = _APPENDIX if lettered or kind == "Appendix" else _SECTIONS
    group = _FIGURES if kind == "Figure" and not after else group
    return group, numbers, bool(after), claim.origin is Origin.BEYOND


def slips(document: RunDocument) -> tuple[tuple[ClaimRecord, MutantRecord], ...]:
    """Variants that the reading notes print, each with the claim it garbles."""
    return tuple(
        (claim, variant)
        for claim in statements(document)
        for variant in (*claim.mutants, *claim.not_said)
        if variant.origin is Origin.NOTES
    )


def strip(document: RunDocument) -> tuple[Row, ...]:
    """Counts by paper and verdict, papers in the run's order, verdicts in the judge's."""
    own: dict[str, list[ClaimRecord]] = defaultdict(list)
    for claim in statements(document):
        own[claim.paper].append(claim)
    keys = [key for key in (*(paper.key for paper in document.papers), "") if key in own]
    return tuple(Row(key, _counts(own[key]), tuple(own[key])) for key in keys)


def _counts(claims: Sequence[ClaimRecord]) -> tuple[tuple[Verdict, int], ...]:
    tally = Counter(claim.verdict for claim in claims)
    return tuple((verdict, tally[verdict]) for verdict in Verdict if tally[verdict])


def disputed(claim: ClaimRecord) -> tuple[MutantRecord, ...]:
    """What others say wrongly of a claim, what it does not say, and slips of the notes last."""
    said = (*(each for each in claim.mutants if each.origin in _OTHERS), *claim.not_said)
    return tuple(sorted(said, key=lambda each: _SAID.index(each.origin)))


def corrections(claim: ClaimRecord) -> tuple[tuple[MutantRecord, ...], int]:
    """The first of what is disputed and false, and how many more there are.

    What has a sentence of truth beside it leads.
    """
    false = sorted(
        (each for each in disputed(claim) if each.refuted), key=lambda each: not each.instead
    )
    return tuple(false[:_CORRECTIONS]), len(false[_CORRECTIONS:])


def telling(counterexample: Counterexample) -> Counterexample:
    """The point alone where all that it shows is how numbers compare."""
    bare = all(_COMPARED.fullmatch(line) for line in counterexample.shows)
    return counterexample.model_copy(update={"shows": ()}) if bare else counterexample


def truth(claim: ClaimRecord, variant: MutantRecord) -> ConclusionRecord | None:
    """The conclusion that a variant contradicts; none if it is a statement of its own."""
    return next((each for each in claim.conclusions if each.name == variant.conclusion), None)


def planted(claim: ClaimRecord) -> tuple[MutantRecord, ...]:
    """The variants that nobody claims: written for the suite, or made by rule."""
    return tuple(each for each in claim.mutants if each.origin not in _OTHERS)


def measured(claim: ClaimRecord, conclusion: str) -> str:
    """The numbers that a claim's check functions found for a conclusion; empty if there are none.

    Their details begin with a name that says nothing to a reader.
    """
    found = (
        each.detail.partition(": ")[2]
        for each in claim.evidence
        if each.check in ("simulation", "program") and each.conclusion == conclusion
    )
    return "; ".join(filter(None, found))


def trusted(
    claim: ClaimRecord, known: Mapping[str, ClaimRecord]
) -> tuple[tuple[str, ClaimRecord | None], ...]:
    """What a claim rests on: tools by their names, textbook theorems as claims."""
    cited = [other for other in known.values() if other.kind == "cited"]
    return tuple(
        (item, next((other for other in cited if item.startswith(other.title)), None))
        for item in claim.trust
    )


def merged(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Engines that found the same become one entry: their names together, their times added.

    How a search went or a proof was made is said once, at the first conclusion.
    """
    entries: dict[str, Evidence] = {}
    for item in evidence:
        key = item.model_copy(update={"engines": (), "seconds": 0.0}).model_dump_json()
        seen = entries.get(key)
        entries[key] = (
            item
            if seen is None
            else seen.model_copy(
                update={
                    "engines": seen.engines + item.engines,
                    "seconds": seen.seconds + item.seconds,
                }
            )
        )
    told: set[str] = set()
    return tuple(_without(told, each) for each in entries.values())


def _without(told: set[str], item: Evidence) -> Evidence:
    if item.outcome not in (Outcome.PROVED, Outcome.UNREFUTED) or item.detail not in told:
        told.add(item.detail)
        return item
    return item.model_copy(update={"detail": ""})


def used_by(claims: Sequence[ClaimRecord]) -> Mapping[str, tuple[str, ...]]:
    """For each claim, the ids of those that rest on it."""
    users: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        for used in claim.uses:
            users[used].append(claim.id)
    return {used: tuple(ids) for used, ids in users.items()}


def by_origin(
    variants: Sequence[MutantRecord],
) -> tuple[tuple[Origin, tuple[MutantRecord, ...]], ...]:
    """Variants grouped by where they come from, in the order of the enum."""
    groups = ((origin, tuple(v for v in variants if v.origin is origin)) for origin in Origin)
    return tuple((origin, group) for origin, group in groups if group)
