"""What a mutant changes of its claim, and so is judged on."""

from __future__ import annotations

from .claim import Claim
from .complaints import ClaimError, StaleMutant, known
from .declarations import CheckFunction, Mutant
from .statement import Statement


def changed(claim: Claim, mutant: Mutant) -> tuple[dict[str, Statement], tuple[CheckFunction, ...]]:
    """The statements and the check functions that a mutant replaces.

    Raises:
        ClaimError: it replaces nothing, or something that is not there, or an experiment and more.
    """
    if mutant.trial is not None:
        name = mutant.trial.__name__
        return {}, (CheckFunction(name, mutant.name, True, mutant.trial),)
    for key in mutant.replaces:
        known(mutant, "parameter", key, claim.parameters)
    published = claim.statements()
    varied = claim.statements(mutant)
    statements = {
        name: statement for name, statement in varied.items() if published.get(name) != statement
    }
    checks = tuple(check for check in claim.checks if check.replaced_by(mutant))
    if not statements and not checks:
        raise StaleMutant(f"mutant {mutant.name!r} changes nothing; let it replace something")
    trained = [check for check in checks if check.kind == "experiment"]
    if trained and len(statements) + len(checks) > 1:
        raise ClaimError(f"mutant {mutant.name!r} varies an experiment and more; write one of each")
    if trained and set(mutant.replaces) <= {"seeds"}:
        raise ClaimError(f"mutant {mutant.name!r} varies the seeds alone: that repeats the claim")
    if trained and "place" in mutant.replaces:
        raise ClaimError(f"mutant {mutant.name!r} varies the place, which ganproof train gives")
    if mutant.placebo and not trained:
        raise ClaimError(f"{mutant.name!r} is the placebo of no experiment")
    return statements, checks
