"""From the results of a claim's tasks to its record: the judge's rulings and what they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..evidence import Evidence, Origin, Outcome, Reach, Verdict
from ..facts import FAMILY, Facts, Witness
from ..judge import Ruling, judge, weakest
from ..records import (
    AssumptionRecord,
    ClaimRecord,
    ConclusionRecord,
    MutantRecord,
    SourceRecord,
)
from .describe import Description, StatedConclusion
from .libraries import versions
from .library import Reference
from .tasks import Result

PACKAGE = {"z3": "z3-solver", "flint": "python-flint", "arb": "python-flint"}


def judged(
    reference: Reference,
    description: Description,
    results: Mapping[str, Result],
    failures: Sequence[Evidence],
    fingerprint: Mapping[str, str],
    others: Mapping[str, ClaimRecord],
) -> ClaimRecord:
    """A claim's record.

    Args:
        reference: where it lives.
        description: what it states.
        results: what its tasks found, by task name.
        failures: one piece of evidence for each task that gave no result.
        fingerprint: what the results depend on.
        others: records of the claims that it uses.
    """
    evidence = [each for result in results.values() for each in result.evidence]
    evidence = sorted(
        [*evidence, *failures], key=lambda each: (each.conclusion, each.check, each.engines)
    )
    mutants = _mutants(description, results)
    missing = tuple(sorted({each.missing for each in results.values() if each.missing}))
    # what a missing library leaves untried says nothing; an arm that nobody trained was let go
    passed = ("survived",) if missing else ("survived", "not tried")
    survivors = [each for each in mutants if each.status in passed]
    conclusions = tuple(
        _conclusion(stated, evidence, mutants, survivors, description, results)
        for stated in description.conclusions
    )
    cited = description.kind == "cited"
    verdict = Verdict.CITED if cited else weakest(each.verdict for each in conclusions)
    verdict = verdict or Verdict.NOT_TESTED
    untested = bool(missing) and verdict is Verdict.NOT_TESTED
    used = [others[name] for name in description.uses if name in others]
    worst = weakest(v for each in used for v in (each.verdict, each.weakest_used) if v)
    return ClaimRecord(
        id=reference.id,
        title=description.title,
        description=description.description,
        kind=description.kind,
        paper=description.paper.key if description.paper else "",
        label=description.source.label,
        source=description.source,
        origin=description.origin,
        expected=description.expected,
        verdict=verdict,
        as_expected=(verdict is description.expected or untested) and not (survivors or failures),
        missing=missing,
        notes=description.stale,
        scope=_scope(conclusions, verdict),
        weakest_used=worst,
        trust=_trust(evidence, used, verdict),
        uses=description.uses,
        seconds=round(sum(result.seconds for result in results.values()), 3),
        conclusions=conclusions,
        assumptions=_assumptions(description, results),
        mutants=tuple(each for each in mutants if each.name not in description.not_said),
        not_said=tuple(each for each in mutants if each.name in description.not_said),
        evidence=tuple(evidence),
        figures=tuple(result.figure for result in results.values() if result.figure),
        arms=tuple(result.arm for result in results.values() if result.arm),
        untrained=tuple(result.untrained for result in results.values() if result.untrained),
        symbols=description.symbols,
        fingerprint=dict(fingerprint),
    )


def undescribed(reference: Reference, failure: str, fingerprint: Mapping[str, str]) -> ClaimRecord:
    """The record of a claim file that cannot even be read."""
    failed = Evidence(
        check="describe", conclusion="", outcome=Outcome.FAILED, engines=(), detail=failure
    )
    return ClaimRecord(
        id=reference.id,
        title=reference.title or reference.id,
        description="",
        kind="proposition",
        paper="",
        label="",
        source=SourceRecord(label=""),
        origin=Origin.BEYOND,
        expected=Verdict.PROVED,
        verdict=Verdict.CHECK_FAILED,
        as_expected=False,
        scope="",
        weakest_used=None,
        trust=(),
        uses=(),
        seconds=0.0,
        conclusions=(),
        assumptions=(),
        mutants=(),
        not_said=(),
        evidence=(failed,),
        fingerprint=dict(fingerprint),
    )


def _mutants(description: Description, results: Mapping[str, Result]) -> list[MutantRecord]:
    """Written mutants and edges in the order of the file, then the generated ones.

    One whose task failed has survived: nothing refuted it.
    """
    found = {each.name: each for result in results.values() for each in result.mutants}
    records = []
    for name in description.mutants:
        lost = MutantRecord(
            name=name, origin=Origin.BEYOND, status="survived", refuted=False, detail="check failed"
        )
        records.append(found.pop(name, lost))
    return [*records, *found.values()]


def _conclusion(
    stated: StatedConclusion,
    evidence: Sequence[Evidence],
    mutants: Sequence[MutantRecord],
    survivors: Sequence[MutantRecord],
    description: Description,
    results: Mapping[str, Result],
) -> ConclusionRecord:
    name = stated.name
    own = tuple(each for each in evidence if each.conclusion == name)
    edges = description.not_said
    survived = tuple(
        each.name
        for each in survivors
        if name in description.mutants.get(each.name, ()) or each.name in edges
    )
    facts = Facts(
        evidence=own,
        witness=_witness(results.get(f"witness/{name}"), bool(stated.latex)),
        mutants_refuted=_refuted(name, mutants),
        mutants_survived=survived,
    )
    ruling = judge(facts)
    return ConclusionRecord(
        name=name,
        latex=stated.latex,
        text=stated.text,
        verdict=ruling.verdict,
        scope=ruling.scope,
        engines=_engines(own, ruling),
        reason=ruling.reason,
        ablation=stated.ablation,
    )


def _refuted(conclusion: str, mutants: Sequence[MutantRecord]) -> int:
    """How many mutants were refuted, no placebos, provided that one was on this conclusion."""
    refuted = [each for each in mutants if each.refuted and not each.placebo]
    own = any(conclusion in (each.conclusion, *each.also) for each in refuted)
    return len(refuted) if own else 0


def _witness(result: Result | None, formula: bool) -> Witness:
    if not formula:
        return Witness.NOT_NEEDED
    if result is None:
        return Witness.NONE
    if result.impossible:
        return Witness.IMPOSSIBLE
    return Witness.NONE if result.witness is None else Witness.FOUND


def _engines(evidence: Sequence[Evidence], ruling: Ruling) -> tuple[str, ...]:
    decisive = {
        Verdict.PROVED: {Outcome.PROVED},
        Verdict.PROVED_WITHIN: {Outcome.PROVED},
        Verdict.EXAMPLES: {Outcome.PROVED},
        Verdict.REFUTED: {Outcome.REFUTED},
        Verdict.ENGINES_DISAGREE: {Outcome.PROVED, Outcome.REFUTED},
        Verdict.UNREFUTED: {Outcome.UNREFUTED},
        Verdict.OBSERVED: {Outcome.OBSERVED},
        Verdict.NOT_OBSERVED: {Outcome.NOT_OBSERVED},
    }.get(ruling.verdict, set())
    return tuple(
        sorted({name for each in evidence if each.outcome in decisive for name in each.engines})
    )


def _scope(conclusions: Sequence[ConclusionRecord], verdict: Verdict) -> str:
    """How far the weakest conclusions reach; numbers of samples do not add up to a reach."""
    scopes = list(dict.fromkeys(c.scope for c in conclusions if c.verdict is verdict and c.scope))
    samples = verdict in (Verdict.UNREFUTED, Verdict.OBSERVED, Verdict.NOT_OBSERVED)
    return "" if samples and len(conclusions) > 1 else "; ".join(scopes)


def _assumptions(
    description: Description, results: Mapping[str, Result]
) -> tuple[AssumptionRecord, ...]:
    found = {each.assumption.name: each.assumption for each in results.values() if each.assumption}
    return tuple(
        found.get(
            name, AssumptionRecord(name=name, latex=latex, text=text, witness={}, necessary=None)
        )
        for name, (latex, text) in description.given.items()
    )


def _trust(
    evidence: Sequence[Evidence], used: Sequence[ClaimRecord], verdict: Verdict
) -> tuple[str, ...]:
    """What must be right for the verdict to be right."""
    refuting = [each.counterexample for each in evidence if each.counterexample]
    if verdict is Verdict.REFUTED:
        return tuple(sorted({route for each in refuting for route in each.verified_by}))
    proofs = [each for each in evidence if each.outcome is Outcome.PROVED]
    observed = [each for each in evidence if each.check == "experiment"]
    numbers = versions()
    found = [
        f"{FAMILY.get(name, name)} {numbers.get(PACKAGE.get(name, name), '')}".strip()
        for name in sorted({name for each in proofs for name in each.engines})
    ]
    found += sorted({name for each in (*proofs, *observed) for name in each.rests_on})
    found += [f"{each.title} ({each.label})" for each in used if each.kind == "cited"]
    if any(each.reach is not Reach.INSTANCES for each in proofs):
        found.append("our translation of the statement, tested against SymPy at random points")
    if proofs:
        found += [trusted for each in used if each.kind != "cited" for trusted in each.trust]
    return tuple(dict.fromkeys(found))
