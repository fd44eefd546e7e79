"""Whether a claim file holds together, before anything of it is decided."""

from __future__ import annotations

from .claim import Claim
from .complaints import ClaimError, alike, distinct, known
from .evidence import Verdict


def validate(claim: Claim) -> None:
    """Build every statement of a claim once; ``changed`` does the same for a mutant.

    Raises:
        StatementError: the first defect, by name.
    """
    statements = claim.statements()
    again = claim.statements(afresh=True)
    if {each.digest for each in statements.values()} != {each.digest for each in again.values()}:
        raise ClaimError(
            "the file states something else each time it is asked: let nothing in it be random or "
            "used up"
        )
    cited = claim.source.kind == "cited"
    if cited and (statements or claim.checks):
        raise ClaimError("a cited theorem is taken on trust; state what you check as your own")
    untested = claim.expected is Verdict.NOT_TESTED
    if untested and (statements or claim.checks or claim.mutants or claim.not_said):
        raise ClaimError("expected is NOT_TESTED, but there are conclusions that are tested")
    if not (statements or claim.checks or cited or untested):
        raise ClaimError(
            "the claim has no conclusion; decorate a function with @claim.states and return "
            '{"name": formula} from it'
        )
    for check in claim.checks:
        if check.supports:
            known(None, f"conclusion ({check.kind} {check.name})", check.conclusion, statements)
    for name in claim.boxes:
        known(None, "conclusion (boxes)", name, statements)
        claim.box(statements[name])
    decided = [name for each in claim.checks if not each.supports for name in each.conclusions]
    variants = [each.name for each in (*claim.mutants, *claim.not_said)]
    checks, titles = [each.name for each in claim.checks], [each.title for each in claim.figures]
    named = [*statements, *decided]
    for figure in (each for each in claim.figures if each.illustrates):
        known(None, f"conclusion (figure {figure.title!r})", figure.illustrates, named)
    for names in (list(claim.given), named, variants, checks, titles):
        distinct(names)
    experiments = [each for each in claim.checks if each.kind == "experiment"]
    alike(claim.mutants if experiments else ())
