"""Attacks on a claim: an instance of its assumptions, each assumption dropped, mutants refuted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from sympy import Eq, ImmutableDenseMatrix, Not, Tuple
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanAtom

from .checks import exact, search, simulation, smt, sweep
from .claim import Claim
from .counterexamples import Standing, printed, standing, sympy_number
from .declarations import Mutant
from .evidence import Counterexample, Origin, Outcome
from .predicates import Predicate, Spectrum
from .records import AssumptionRecord, MutantRecord
from .statement import Statement, conjuncts
from .typeset import latex, statement_latex, text

GENERATED_PER_CONCLUSION = 5
SWEEP_CASES = 1 << 18


@dataclass(frozen=True)
class Attack:
    """How an attack on one statement ended."""

    status: str
    by: str = ""
    counterexample: Counterexample | None = None
    detail: str = ""


def witness(statement: Statement, seed: int) -> tuple[dict[str, str] | None, bool]:
    """A point where all assumptions hold, and whether there provably is none."""
    assumed = replace(statement, conclusion=statement.assumption)

    def admitted(point: dict[str, Fraction]) -> bool:
        return standing(assumed, point)[0] is Standing.HOLDS

    found = search.simplest_point(statement.variables, statement.ranges, admitted, seed)
    if found is None and smt.applies(assumed):
        model = smt.model_of(assumed)
        found = model if model and admitted(model) else None
    if found is not None:
        return printed(found), False
    return None, all(smt.unsatisfiable(statement, engine) for engine in smt.ENGINES)


def refute(statement: Statement, seed: int, small: bool = True) -> Attack:
    """Look for a verified counterexample, cheap engines first; stop at the first.

    ``small`` is whether somebody will read it, so that it is worth shrinking.
    """
    shrink = search.shrink if small else _as_found
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
    common = next(iter(statements.values()))
    assumed = tuple(each for each in common.premises if each[0] in claim.given)
    instance, _ = witness(replace(common, premises=assumed), seed)
    necessary: bool | None = False
    failing, found = "", None
    for conclusion, statement in statements.items():
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

    found = search.simplest_point(statement.variables, statement.ranges, wanted, seed)
    if found is None:
        return None
    shows = ("the statement is not defined there",)
    counterexample = Counterexample(values=printed(found), shows=shows, verified_by=("fractions",))
    return _caught("search", counterexample)


def attack_mutant(claim: Claim, mutant: Mutant, seed: int) -> MutantRecord:
    """Run the claim's own checks on what a mutant replaces; one refutation is enough."""
    statements, checks = claim.changed(mutant)
    last = Attack("survived", detail="no check refuted it")
    for name, statement in statements.items():
        attack = _with_quantities(claim, statement, refute(statement, seed))
        if attack.counterexample:
            return _record(mutant, name, attack, statement)
        if attack.status == "still true":
            last = Attack("survived", attack.by, detail=f"{attack.detail}: {name}")
    for check in checks:
        arguments = check.replaced_by(mutant)
        found = simulation.check(check.name, check.conclusion, True, check.function, arguments)
        if found.counterexample:
            return _record(mutant, check.conclusion, _caught(check.name, found.counterexample))
    return _record(mutant, "", last)


def generated(claim: Claim, conclusion: str, seed: int) -> tuple[MutantRecord, ...]:
    """Mutants made from a conclusion: negated, a comparison flipped, a coefficient doubled."""
    records = []
    for name, statement in _variants(claim.statements()[conclusion]):
        attack = _with_quantities(claim, statement, refute(statement, seed, small=False))
        mutant = Mutant(f"{conclusion}: {name}", Origin.GENERATED)
        records.append(_record(mutant, conclusion, attack, statement))
    return tuple(records)


def _variants(statement: Statement) -> Iterator[tuple[str, Statement]]:
    seen, count = {statement.conclusion}, 0
    for name, formula in _formulas(statement.conclusion):
        if formula in seen or isinstance(formula, BooleanAtom):
            continue
        seen.add(formula)
        count += 1
        if count > GENERATED_PER_CONCLUSION:
            return
        yield name, replace(statement, conclusion=formula)


def _formulas(conclusion: Any) -> Iterator[tuple[str, Any]]:
    if not conclusion.atoms(Spectrum):
        yield "the conclusion negated", Not(conclusion)
    part = conjuncts(conclusion)[0]
    atoms = sorted(part.atoms(Relational, Predicate), key=str)
    for atom in atoms:
        for name, changed in _changes(atom):
            yield name, conclusion.xreplace({atom: changed})


def _changes(atom: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(atom, Spectrum):
        nonzero = [k for k, value in enumerate(atom.eigenvalues) if value != 0]
        changes: tuple[tuple[str, Callable[[Any], Any]], ...] = (
            ("1 added to an eigenvalue", lambda value: value + 1),
            ("an eigenvalue doubled", lambda value: 2 * value),
            ("an eigenvalue's sign flipped", lambda value: -value),
        )
        for name, change in changes:
            values = list(atom.eigenvalues)
            place = nonzero[0] if nonzero else 0
            values[place] = change(values[place])
            yield name, atom.func(atom.matrix, Tuple(*values))
    elif isinstance(atom, Predicate):
        rows = atom.args[0].tolist()
        for i, j in ((i, j) for i in range(len(rows)) for j in range(len(rows)) if rows[i][j] != 0):
            for name, factor in (("doubled", 2), ("with its sign flipped", -1)):
                entries = [list(row) for row in rows]
                entries[i][j] = factor * entries[i][j]
                changed = ImmutableDenseMatrix(entries)
                yield f"entry ({i + 1}, {j + 1}) {name}", atom.func(changed, *atom.args[1:])
    else:
        yield "the comparison flipped", atom.reversed.func(*atom.args)
        yield "the left side doubled", atom.func(2 * atom.lhs, atom.rhs)
        yield "the right side doubled", atom.func(atom.lhs, 2 * atom.rhs)
        if isinstance(atom, Eq):
            yield "1 added to the right side", atom.func(atom.lhs, atom.rhs + 1)


def _with_quantities(claim: Claim, statement: Statement, attack: Attack) -> Attack:
    """Add the claim's own quantities, such as alpha, to what a counterexample shows."""
    found = attack.counterexample
    if found is None:
        return attack
    point = {each: sympy_number(Fraction(found.values[each.name])) for each in statement.variables}
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
