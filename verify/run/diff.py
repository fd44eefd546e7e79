"""How two runs differ: which verdicts changed, and what changed underneath."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from ..evidence import Origin, Record, Verdict
from ..records import ClaimRecord, RunDocument


class ClaimSnapshot(Record):
    """What of a claim's record should not change unnoticed."""

    verdict: Verdict
    scope: str
    as_expected: bool
    conclusions: dict[str, Verdict]
    necessary: dict[str, bool | None]
    refuted: dict[str, bool]
    fingerprint: dict[str, str]


class Snapshot(Record):
    """A run without its timings, evidence and counterexamples: what a baseline keeps."""

    snapshot: Literal[1] = 1
    claims: dict[str, ClaimSnapshot]


class DiffError(Exception):
    """A file that is neither a run nor a baseline."""


def snapshot(document: RunDocument) -> Snapshot:
    """The part of a run that ``diff`` compares."""
    return Snapshot(claims={claim.id: _of_claim(claim) for claim in document.claims})


def _of_claim(claim: ClaimRecord) -> ClaimSnapshot:
    written = [
        each for each in (*claim.mutants, *claim.not_said) if each.origin is not Origin.GENERATED
    ]
    return ClaimSnapshot(
        verdict=claim.verdict,
        scope=claim.scope if claim.verdict is Verdict.PROVED_WITHIN else "",
        as_expected=claim.as_expected,
        conclusions={each.name: each.verdict for each in claim.conclusions},
        necessary={each.name: each.necessary for each in claim.assumptions},
        refuted={each.name: each.refuted for each in written},
        fingerprint=claim.fingerprint,
    )


def read(path: Path) -> Snapshot:
    """A snapshot from a baseline, or from ``ganproof run --format json``.

    Raises:
        DiffError: the file cannot be read as either.
    """
    try:
        text = path.read_text(encoding="utf-8")
        content = json.loads(text)
        if "snapshot" in content:
            return Snapshot.model_validate_json(text)
        return snapshot(RunDocument.model_validate_json(text))
    except OSError as problem:
        raise DiffError(f"{path}: {problem.strerror}") from None
    except (ValueError, TypeError, RecursionError, ValidationError) as problem:
        first = str(problem).splitlines()[0]
        raise DiffError(
            f"{path} is neither a run (ganproof run --format json) nor a baseline: {first}"
        ) from None


def differences(before: Snapshot, after: Snapshot) -> list[str]:
    """One line a change, each with its cause; empty if nothing a reader relies on changed."""
    lines = []
    for name in sorted(before.claims.keys() | after.claims.keys()):
        old, new = before.claims.get(name), after.claims.get(name)
        if old is None and new is not None:
            lines.append(f"{name}: new, {new.verdict.words}")
        elif new is None:
            lines.append(f"{name}: gone")
        elif old is not None:
            changes = list(_changes(old, new))
            if changes:
                lines.append(f"{name}: {'; '.join(changes)} (because {_cause(old, new)})")
    return lines


def _changes(old: ClaimSnapshot, new: ClaimSnapshot) -> list[str]:
    found = []
    if (old.verdict, old.scope) != (new.verdict, new.scope):
        found.append(f"{_words(old)} -> {_words(new)}")
    if old.as_expected != new.as_expected:
        found.append("as expected again" if new.as_expected else "no longer as expected")
    for what, left, right in (
        ("conclusion", old.conclusions, new.conclusions),
        ("assumption", old.necessary, new.necessary),
        ("variant", old.refuted, new.refuted),
    ):
        found += [
            f"{what} {name!r}: {_value(left, name)} -> {_value(right, name)}"
            for name in sorted(left.keys() | right.keys())
            if left.get(name, "absent") != right.get(name, "absent")
        ]
    return found


def _words(claim: ClaimSnapshot) -> str:
    return f"{claim.verdict.words} ({claim.scope})" if claim.scope else claim.verdict.words


def _value(values: object, name: str) -> str:
    if not isinstance(values, dict) or name not in values:
        return "absent"
    value = values[name]
    if isinstance(value, Verdict):
        return value.words
    return {True: "yes", False: "no", None: "open"}[value]


def _cause(old: ClaimSnapshot, new: ClaimSnapshot) -> str:
    changed = [
        key
        for key in sorted(old.fingerprint.keys() | new.fingerprint.keys())
        if old.fingerprint.get(key) != new.fingerprint.get(key)
    ]
    names = {
        "claim": "the claim or a module it imports changed",
        "engine": "the engine changed",
        "libraries": f"libraries changed: {_libraries(old, new)}",
        "seed": "the seed changed",
    }
    causes = [names.get(key, f"{key} changed") for key in changed]
    return " and ".join(causes) or "nothing it depends on changed: look for chance or time limits"


def _libraries(old: ClaimSnapshot, new: ClaimSnapshot) -> str:
    before, after = (each.fingerprint.get("libraries", "").split(", ") for each in (old, new))
    gone = sorted(set(before) - set(after))
    come = sorted(set(after) - set(before))
    return f"{', '.join(gone)} became {', '.join(come)}"
