"""The normal form of what is decided: named premises and one conclusion, for all variables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Any

from sympy import (
    And,
    Eq,
    Equivalent,
    Float,
    Ge,
    Gt,
    I,
    Implies,
    Le,
    Lt,
    Ne,
    Not,
    Symbol,
)
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean, BooleanAtom, BooleanFunction

from .definedness import definedness
from .evidence import Reach
from .predicates import Predicate
from .scope import Scoped
from .variables import Variable

RELATIONS = {Eq: "=", Ne: "!=", Lt: "<", Le: "<=", Gt: ">", Ge: ">="}
IF = "the case considered"
"""Name of the premise that an implication's antecedent becomes."""
_FULL = (Reach.EVERYWHERE, "")


class StatementError(ValueError):
    """A statement that cannot mean what its author meant; the message says where and what to do."""


@dataclass(frozen=True)
class Statement:
    """Premises imply the conclusion, for all values of the variables where the premises hold.

    ``reach`` and ``scope`` say how far a proof of it goes towards the claim's own wording.
    """

    name: str
    premises: tuple[tuple[str, Boolean], ...]
    conclusion: Boolean
    reach: Reach = Reach.EVERYWHERE
    scope: str = ""

    @cached_property
    def variables(self) -> tuple[Variable, ...]:
        """The unknowns, by name."""
        formulas = [self.conclusion, *(premise for _, premise in self.premises)]
        found = set().union(*(formula.free_symbols for formula in formulas))
        return tuple(sorted(found, key=str))

    @cached_property
    def digest(self) -> str:
        """What is stated, in sixteen letters, the same in every process."""
        kinds = [(each.name, each.integral, each.within) for each in self.variables]
        parts = (self.premises, self.conclusion, self.reach.value, self.scope, kinds)
        return sha256(str(parts).encode()).hexdigest()[:16]

    @property
    def assumption(self) -> Boolean:
        """All premises together."""
        return And(*(premise for _, premise in self.premises))

    @property
    def ranges(self) -> dict[str, tuple[Fraction, Fraction]]:
        """Where to search: each variable's range, cut where a premise bounds it by a number."""
        found = {}
        for variable in self.variables:
            low, high = variable.within
            for _, premise in self.premises:
                below, above = _bounds(premise, variable)
                low = low if below is None else max(low, below)
                high = high if above is None else min(high, above)
            found[variable.name] = (low, high) if low < high else variable.within
        return found

    @property
    def conditions(self) -> tuple[tuple[Boolean, Boolean], ...]:
        """What must hold for every term to be defined, each with the premises stated before it."""
        found: dict[Boolean, Boolean] = {}
        earlier: list[Boolean] = []
        for formula in (*(premise for _, premise in self.premises), self.conclusion):
            for condition in definedness(formula):
                found.setdefault(condition, And(*earlier))
            earlier.append(formula)
        return tuple(found.items())

    def violating(self, premise: str) -> Statement:
        """Replace one assumption by its negation."""
        turned = tuple(
            (name, Not(formula) if name == premise else formula) for name, formula in self.premises
        )
        return replace(self, premises=turned)

    def without(self, premise: str) -> Statement:
        """Drop one assumption."""
        kept = tuple((name, formula) for name, formula in self.premises if name != premise)
        return replace(self, premises=kept)


def state(name: str, given: Mapping[str, Any], conclusion: Any) -> Statement:
    """Bring an assumption-conclusion pair into normal form.

    A conclusion ``Implies(A, B)`` becomes B under the further premise A, so that A too must be
    satisfiable.

    Raises:
        StatementError: something folded to a bool, a float stands in a formula, a symbol was not
            declared with ``real`` or ``integer``, or two variables share a name.
    """
    if IF in given:
        raise StatementError(f"given {IF!r}: that name is kept for the cases of Implies")
    premises = [(label, _formula(f"given {label!r}", text)) for label, text in given.items()]
    whole = conclusion if isinstance(conclusion, Scoped) else Scoped(conclusion, *_FULL)
    if whole.reach is not Reach.EVERYWHERE:
        _described(name, whole.scope)
    claimed = _formula(f"conclusion {name!r}", whole.formula)
    while isinstance(claimed, Implies):
        case, claimed = claimed.args
        premises.append((IF, case))
    statement = Statement(name, tuple(premises), claimed, whole.reach, whole.scope)
    names = [str(variable) for variable in statement.variables]
    twice = sorted({each for each in names if names.count(each) > 1})
    if twice:
        raise StatementError(
            f"conclusion {name!r}: two different variables are called {twice[0]!r}; "
            "declare it once and import it"
        )
    return statement


def _described(name: str, scope: Any) -> None:
    if not isinstance(scope, str) or not scope.strip() or not scope.isprintable():
        raise StatementError(
            f"conclusion {name!r}: {scope!r} does not say for what it is stated; the first "
            "argument of examples and sizes is a line of plain text, such as 'maps of the line'"
        )


def _formula(where: str, value: Any) -> Boolean:
    if isinstance(value, (bool, BooleanAtom)):
        raise StatementError(
            f"{where} is just {value}: Python or SymPy evaluated it before any engine saw it. "
            "Write Eq(a, b) for a == b, Ne(a, b) for a != b, And(a < b, b < c) for a < b < c; "
            "to state an identity that SymPy sees through, Eq(a, b, evaluate=False)"
        )
    if not isinstance(value, (Relational, BooleanFunction)):
        if isinstance(value, Scoped):
            raise StatementError(f"{where} has examples or sizes inside; they go outermost")
        raise StatementError(
            f"{where} is {type(value).__name__}, not a formula; write a comparison such as "
            "gamma > 0, a predicate such as schur(M), or And, Or, Not, Implies of them"
        )
    for number in value.atoms(Float):
        raise StatementError(
            f"{where} contains the float {number}, and a float is never a proof; "
            "write Rational(3, 10) for 0.3"
        )
    for symbol in sorted(value.free_symbols, key=str):
        if not isinstance(symbol, Variable):
            raise StatementError(
                f"{where} uses the undeclared symbol {symbol}; declare it with real({str(symbol)!r}"
                f", within=(low, high)) or integer({str(symbol)!r}, ...)"
            )
    for unknown in value.atoms(AppliedUndef):
        raise StatementError(
            f"{where} uses the function {unknown}, which has no definition; let what you know of "
            "it enter as a variable, as f'(0) does"
        )
    for comparison in value.atoms(Relational):
        if comparison.has(I) and not isinstance(comparison, (Eq, Ne)):
            raise StatementError(
                f"{where} orders complex numbers in {comparison}; only =, != and a spectrum may "
                "have the imaginary unit"
            )
    for inner in value.atoms(Symbol) - value.free_symbols:
        raise StatementError(f"{where} binds the symbol {inner}; quantifiers are not supported")
    return value


def conjuncts(formula: Boolean) -> tuple[Boolean, ...]:
    """Split a conjunction, and an equivalence into its directions; one query each."""
    if isinstance(formula, And):
        return tuple(part for each in formula.args for part in conjuncts(each))
    if isinstance(formula, Equivalent):
        first = formula.args[0]
        ways = ((first, other) for other in formula.args[1:])
        return tuple(Implies(*way) for pair in ways for way in (pair, pair[::-1]))
    return (formula,)


def _bounds(premise: Boolean, variable: Variable) -> tuple[Fraction | None, Fraction | None]:
    """What a premise such as ``x > 0`` or ``2 >= x`` says of a variable: (from below, above)."""
    if not isinstance(premise, (Gt, Ge, Lt, Le)):
        return None, None
    greater, smaller = premise.gts, premise.lts
    if greater == variable and smaller.is_Rational:
        return Fraction(int(smaller.p), int(smaller.q)), None
    if smaller == variable and greater.is_Rational:
        return None, Fraction(int(greater.p), int(greater.q))
    return None, None


def lower(formula: Boolean) -> Boolean:
    """Replace every predicate by its polynomial form.

    Raises:
        StatementError: a spectrum stands in the formula; the exact check alone decides those.
    """
    return formula.xreplace({each: _lowered(each) for each in formula.atoms(Predicate)})


@lru_cache(maxsize=256)
def _lowered(predicate: Predicate) -> Boolean:
    try:
        return predicate.polynomial_form()
    except ValueError as problem:
        raise StatementError(str(problem)) from None
