"""What goes where on the page: findings, errata of the reading notes, counts, back references."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from ganproof.verify.evidence import Evidence, Origin, Verdict
from ganproof.verify.records import ClaimRecord, ConclusionRecord, MutantRecord, RunDocument

_WITNESSES = (Origin.PAPER, Origin.FOLKLORE, Origin.CODE)
_NOT_IN_FRONT = (Origin.NOTES, Origin.GENERATED)
_FINDINGS = 3


@dataclass(frozen=True)
class Finding:
    """Something that is said and false, beside what is true."""

    claim: ClaimRecord
    variant: MutantRecord
    truth: ConclusionRecord | None


@dataclass(frozen=True)
class Row:
    """A paper's claims counted by verdict; ``key`` is empty for claims outside any paper."""

    key: str
    counts: tuple[tuple[Verdict, int], ...]


def findings(document: RunDocument) -> tuple[Finding, ...]:
    """The first refuted variant of each claim in turn, then the second ones, until three.

    Claims come in the run's order and variants in their file's order, except that those
    go first for which it is known what is true instead, then those with a counterexample, then
    what somebody else says, then what the claim does not say. What somebody else says and has a
    sentence of truth beside it comes before all others.
    """
    ranked = (_ranked(claim) for claim in statements(document))
    in_turn = [each for each in chain.from_iterable(zip_longest(*ranked)) if each is not None]
    return tuple(sorted(in_turn, key=_dull)[:_FINDINGS])


def _dull(finding: Finding) -> bool:
    """Whether nobody but us says it, or what is true instead has no sentence."""
    return finding.variant.origin not in _WITNESSES or not finding.variant.instead


def _ranked(claim: ClaimRecord) -> list[Finding]:
    truths = {conclusion.name: conclusion for conclusion in claim.conclusions}

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
    return [Finding(claim, variant, truths.get(variant.conclusion)) for variant in chosen]


def statements(document: RunDocument) -> tuple[ClaimRecord, ...]:
    """The claims of the papers: neither cited ones nor slips of the reading notes."""
    return tuple(claim for claim in document.decided if claim.origin is not Origin.NOTES)


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
    tallies: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for claim in statements(document):
        tallies[claim.paper][claim.verdict] += 1
    keys = [paper.key for paper in document.papers if paper.key in tallies]
    if "" in tallies:
        keys.append("")
    return tuple(
        Row(
            key,
            tuple((verdict, tallies[key][verdict]) for verdict in Verdict if tallies[key][verdict]),
        )
        for key in keys
    )


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
    """Engines that found the same become one entry: their names together, their times added."""
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
    return tuple(entries.values())


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
    """Variants grouped by who says them, in the order of the enum."""
    groups = ((origin, tuple(v for v in variants if v.origin is origin)) for origin in Origin)
    return tuple((origin, group) for origin, group in groups if group)
