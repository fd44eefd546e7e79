"""Polynomial statements over all reals, decided by z3 and cvc5 from the same printed text.

Limits are resource counts, not seconds, so that an answer does not depend on the machine's load.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from sympy import Not

from ..counterexamples import confirm
from ..evidence import Counterexample, Evidence, Outcome
from ..statement import Statement, conjuncts, lower
from ..translate import smtlib, tree
from ..typeset import text
from ..wellformed import StatementError

ENGINES = ("z3", "cvc5")
Z3_RESOURCES = 30_000_000
CVC5_RESOURCES = 400_000
Answer = tuple[str, dict[str, Fraction]]


def applies(statement: Statement) -> bool:
    """Whether the statement is polynomial once predicates are lowered."""
    try:
        smtlib.script(statement.assumption, statement.conclusion)
    except (tree.Untranslatable, StatementError):
        return False
    return True


def check(statement: Statement, engine: str) -> Evidence:
    """Prove each conjunct by refuting its negation, after every term is shown to be defined."""
    asked: list[str] = []

    def evidence(outcome: Outcome, detail: str, found: Any = None) -> Evidence:
        return Evidence(
            check="smt",
            conclusion=statement.name,
            outcome=outcome,
            engines=(engine,),
            scope="all parameters",
            detail=detail,
            rests_on=("the SMT-LIB printer",),
            counterexample=found,
            artifact="\n".join(asked),
        )

    undefined = defined(statement, engine)
    if undefined:
        return evidence(Outcome.UNKNOWN, undefined, _candidate({}, undefined))
    premises = [premise for _, premise in statement.premises]
    parts = conjuncts(lower(statement.conclusion))
    integral = any(each.integral for each in statement.variables)
    for part in parts:
        for integers in (False, True) if integral else (False,):
            query = smtlib.script(*premises, Not(part), integers=integers)
            asked.append(query)
            answer, model = solve(engine, query)
            found = confirm(statement, _complete(statement, model)) if answer == "sat" else None
            if answer != "sat" or found:
                break
        if answer == "unsat":
            continue
        if found:
            return evidence(Outcome.REFUTED, "a model of the negation", found)
        if answer == "sat":
            near = _candidate(_complete(statement, model), "near a point that is not rational")
            return evidence(Outcome.UNKNOWN, "a model of the negation that is not rational", near)
        return evidence(Outcome.UNKNOWN, f"{engine} gave up within its resource limit")
    word = "query" if len(parts) == 1 else "queries"
    return evidence(Outcome.PROVED, f"no model of the negation in {len(parts)} {word}")


def defined(statement: Statement, engine: str) -> str:
    """Why a term may be undefined under the assumptions; empty if none is."""
    for condition, grounds in statement.conditions:
        try:
            answer, _ = solve(engine, smtlib.script(grounds, Not(condition)))
        except (tree.Untranslatable, StatementError) as problem:
            return f"cannot show that {text(condition)}: {problem}"
        if answer != "unsat":
            return f"the assumptions do not give {text(condition)}; add it to given"
    return ""


def unsatisfiable(statement: Statement, engine: str) -> bool:
    """Whether the engine proves that the assumptions contradict each other."""
    premises = [premise for _, premise in statement.premises]
    grounds = Statement(statement.name, statement.premises, statement.assumption)
    try:
        texts = [smtlib.script(*premises, integers=integers) for integers in (False, True)]
    except (tree.Untranslatable, StatementError):
        return False
    asked = dict.fromkeys(texts)
    return not defined(grounds, engine) and any(solve(engine, each)[0] == "unsat" for each in asked)


def model_of(statement: Statement) -> dict[str, Fraction] | None:
    """A rational point near a model of the assumptions, by z3; the caller decides if it is one."""
    premises = [premise for _, premise in statement.premises]
    answer, model = solve("z3", smtlib.script(*premises, integers=True))
    return _complete(statement, model) if answer == "sat" else None


def solve(engine: str, text: str) -> Answer:
    """``sat``, ``unsat`` or ``unknown``; with ``sat``, a rational model or one close to it."""
    solvers: dict[str, Callable[[str], Answer]] = {"z3": _z3, "cvc5": _cvc5}
    return solvers[engine](text)


def _z3(text: str) -> Answer:
    import z3

    logic = "QF_NRA" if "QF_NRA" in text else None
    solver = z3.SolverFor(logic) if logic else z3.Solver()
    solver.set("rlimit", Z3_RESOURCES)
    solver.set("random_seed", 0)
    solver.from_string(text)
    answer = str(solver.check())
    if answer != "sat":
        return answer, {}
    model = solver.model()
    found = {}
    for declaration in model.decls():
        number = model[declaration]
        if z3.is_algebraic_value(number):
            number = number.approx(30)
        if z3.is_int_value(number):
            found[declaration.name()] = Fraction(number.as_long())
        elif z3.is_rational_value(number):
            found[declaration.name()] = Fraction(str(number.as_fraction()))
    return answer, found


def _cvc5(text: str) -> Answer:
    import cvc5

    solver = cvc5.Solver(cvc5.TermManager())
    solver.setOption("rlimit", str(CVC5_RESOURCES))
    solver.setOption("produce-models", "true")
    parser = cvc5.InputParser(solver)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, text, "statement")
    symbols = parser.getSymbolManager()
    while not (command := parser.nextCommand()).isNull():
        command.invoke(solver, symbols)
    result = solver.checkSat()
    if result.isUnsat():
        return "unsat", {}
    if not result.isSat():
        return "unknown", {}
    found = {}
    for symbol in symbols.getDeclaredTerms():
        number = solver.getValue(symbol)
        if number.isRealValue() or number.isIntegerValue():
            found[symbol.getSymbol()] = Fraction(str(number.toPythonObj()))
    return "sat", found


def _candidate(point: dict[str, Fraction], why: str) -> Counterexample:
    """What speaks against a statement without refuting it: no proof, and no clean record either."""
    values = {name: f"{float(value):.6g}" for name, value in sorted(point.items())}
    return Counterexample(values=values, shows=(why,))


def _complete(statement: Statement, model: dict[str, Fraction]) -> dict[str, Fraction]:
    return {each.name: model.get(each.name, Fraction(0)) for each in statement.variables}
