"""Attacks on a claim: an instance of its assumptions, each assumption dropped, mutants refuted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from sympy import true

from .checks import exact, function, identity, search, smt, sweep
from .claim import Claim
from .counterexamples import Standing, printed, standing, sympy_number
from .declarations import Mutant
from .evidence import Counterexample, Origin, Outcome
from .mutations import variants
from .records import AssumptionRecord, MutantRecord
from .statement import Statement, cases, state
from .typeset import latex, statement_latex, text
from .variants import changed

SWEEP_CASES = 1 << 18


@dataclass(frozen=True)
class Attack:
    """How an attack on one statement ended."""

    status: str
    by: str = ""
    counterexample: Counterexample | None = None
    detail: str = ""


def witness(statement: Statement, seed: int) -> tuple[dict[str, str] | None, bool]:
    """A point where all assumptions hold, and whether there provably is none.

    Every case that the conclusion considers must have a point too. Of matrices of any size only
    some are looked at: that none of those has a point proves nothing.
    """
    found: dict[str, str] | None = None
    for case in (true, *cases(statement.conclusion)):
        point, impossible = _instance(statement, case, seed)
        if point is None:
            return None, impossible and not statement.sizes
        found = found or point
    return found, False


def _instance(statement: Statement, case: Any, seed: int) -> tuple[dict[str, str] | None, bool]:
    considered = replace(statement, premises=(*statement.premises, ("", case))).concrete
    assumed = replace(considered, conclusion=considered.assumption)

    def admitted(point: dict[str, Fraction]) -> bool:
        return standing(assumed, point)[0] is Standing.HOLDS

    where = considered.variables, considered.ranges
    found = search.small_integers(*where, admitted)
    if found is None and not considered.thin:
        found = search.shrunk_point(*where, admitted, seed)
    if found is None and smt.applies(assumed):
        model = smt.model_of(assumed)
        found = model if model and admitted(model) else None
    if found is None and considered.thin:
        found = search.shrunk_point(*where, admitted, seed)
    if found is not None:
        return printed(found), False
    return None, all(smt.unsatisfiable(considered, engine) for engine in smt.ENGINES)


def refute(statement: Statement, seed: int, small: bool = True) -> Attack:
    """Look for a verified counterexample, cheap engines first; stop at the first.

    ``small`` is whether somebody will read it, so that it is worth shrinking. A statement on
    matrices of any size is attacked at 2 x 2.
    """
    shrink = search.shrink if small else _as_found
    if identity.applies(statement):
        found = identity.check(statement, "flint")
        if found.counterexample:
            return _caught("identity", found.counterexample)
        if identity.check(statement, "free algebra").outcome is Outcome.PROVED:
            return Attack("still true", "free algebra", detail="it is an identity of letters")
        return Attack("undecided")
    statement = statement.concrete
    if smt.applies(statement):
        found = smt.check(statement, "z3")
        if found.outcome is Outcome.REFUTED and found.counterexample:
            return _caught("smt", shrink(statement, found.counterexample, seed))
        if found.outcome is Outcome.PROVED:
            return Attack("still true", "z3", detail="z3 proves it")
    if _identity(statement):
        return Attack("still true", "flint", detail="FLINT proves it")
    if sweep.applies(statement):
        hit, _ = sweep.hit(statement, seed, SWEEP_CASES)
        if hit:
            return _caught("sweep", shrink(statement, hit, seed))
    smallest, _, _ = search.smallest(statement, seed)
    return _caught("search", smallest) if smallest else Attack("undecided")


def _as_found(_statement: Statement, hit: Counterexample, _seed: int) -> Counterexample:
    return hit


def _identity(statement: Statement) -> bool:
    if not exact.applies(statement) or smt.defined(statement, "z3"):
        return False
    return exact.check(statement, "flint").outcome is Outcome.PROVED


def _caught(by: str, counterexample: Counterexample) -> Attack:
    return Attack("refuted", by, counterexample)


def necessity(claim: Claim, name: str, seed: int) -> AssumptionRecord:
    """Whether an assumption is needed: a conclusion that fails where only it fails, or proofs."""
    statements = claim.statements()
    given = replace(state("", claim.given, claim.given[name]), conclusion=true)
    instance, _ = witness(given, seed)
    necessary: bool | None = False
    failing, found = "", None
    for conclusion, statement in statements.items():
        if name not in dict(statement.premises):
            continue
        violated = statement.violating(name)
        attack = refute(violated, seed)
        if attack.status == "undecided":
            attack = _undefined(violated, seed) or attack
        attack = _with_quantities(claim, violated, attack)
        if attack.counterexample:
            necessary, failing, found = True, conclusion, attack.counterexample
            break
        if not _proved(statement.without(name)):
            necessary = None
    return AssumptionRecord(
        name=name,
        latex=latex(claim.given[name]),
        text=text(claim.given[name]),
        witness=instance or {},
        necessary=necessary,
        conclusion=failing,
        counterexample=found,
    )


def _proved(statement: Statement) -> bool:
    if smt.applies(statement) and smt.check(statement, "z3").outcome is Outcome.PROVED:
        return True
    return _identity(statement)


def _undefined(statement: Statement, seed: int) -> Attack | None:
    def wanted(point: dict[str, Fraction]) -> bool:
        return standing(statement, point)[0] is Standing.UNDEFINED

    statement = statement.concrete
    found = search.simplest_point(statement.variables, statement.ranges, wanted, seed)
    if found is None:
        return None
    shows = ("the statement is not defined there",)
    counterexample = Counterexample(values=printed(found), shows=shows, verified_by=("fractions",))
    return _caught("search", counterexample)


def attack_mutant(claim: Claim, mutant: Mutant, seed: int) -> MutantRecord:
    """Run the claim's own checks on what a mutant replaces; one refutation is enough."""
    statements, checks = changed(claim, mutant)
    last = Attack("survived", detail="no check refuted it")
    for name, statement in statements.items():
        attack = _with_quantities(claim, statement, refute(statement, seed))
        if attack.counterexample:
            return _record(mutant, name, attack, statement)
        if attack.status == "still true":
            last = Attack("survived", attack.by, detail=f"{attack.detail}: {name}")
    for check in checks:
        found = function.check(check, check.replaced_by(mutant))
        if found.counterexample:
            return _record(mutant, check.conclusion, _caught(check.name, found.counterexample))
    return _record(mutant, "", last)


def generated(claim: Claim, conclusion: str, seed: int) -> tuple[MutantRecord, ...]:
    """Mutants made from a conclusion: negated, a comparison flipped, a coefficient doubled."""
    records = []
    for name, statement in variants(claim.statements()[conclusion]):
        attack = _with_quantities(claim, statement, refute(statement, seed, small=False))
        mutant = Mutant(f"{conclusion}: {name}", Origin.GENERATED)
        records.append(_record(mutant, conclusion, attack, statement))
    return tuple(records)


def _with_quantities(claim: Claim, statement: Statement, attack: Attack) -> Attack:
    """Add the claim's own quantities, such as alpha, to what a counterexample shows."""
    found = attack.counterexample
    if found is None:
        return attack
    named = {each.name: each for each in statement.variables}
    point = {
        named[name]: sympy_number(Fraction(value))
        for name, value in found.values.items()
        if name in named
    }
    values = {
        name: expression.subs(point)
        for name, expression in claim.quantities.items()
        if expression.free_symbols <= point.keys()
    }
    lines = [f"{name} = {value}" for name, value in values.items() if value.is_real]
    shown = found.model_copy(update={"shows": (*lines, *found.shows)})
    return replace(attack, counterexample=shown)


def _record(
    mutant: Mutant, conclusion: str, attack: Attack, statement: Statement | None = None
) -> MutantRecord:
    return MutantRecord(
        name=mutant.name,
        origin=mutant.origin,
        status=attack.status,
        refuted=attack.status == "refuted",
        refuted_by=attack.by if attack.status == "refuted" else "",
        conclusion=conclusion,
        latex=statement_latex(statement) if statement is not None else "",
        counterexample=attack.counterexample,
        detail=attack.detail,
        instead=mutant.instead,
    )
