"""The normal form of what is decided: named premises and one conclusion, for all variables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Any

from sympy import And, Eq, Equivalent, Ge, Gt, Implies, Le, Lt, Ne, Not
from sympy.logic.boolalg import Boolean

from .definedness import definedness
from .evidence import Reach
from .matrices import MatrixIdentity
from .predicates import Predicate
from .scope import Scoped
from .unknown import MatrixVariable, Size
from .variables import Variable
from .wellformed import StatementError, checked, described

RELATIONS = {Eq: "=", Ne: "!=", Lt: "<", Le: "<=", Gt: ">", Ge: ">="}
IF = "the case considered"
"""Name of the premise that an implication's antecedent becomes."""
_FULL = (Reach.EVERYWHERE, "")


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
        found = set().union(*(formula.free_symbols for formula in self._formulas))
        return tuple(sorted((each for each in found if isinstance(each, Variable)), key=str))

    @cached_property
    def sizes(self) -> tuple[Size, ...]:
        """Numbers of rows and columns that are left open, by name."""
        found = set().union(*(formula.atoms(Size) for formula in self._formulas))
        return tuple(sorted(found, key=str))

    @cached_property
    def matrices(self) -> tuple[MatrixVariable, ...]:
        """The unknown matrices, by name."""
        found = set().union(*(formula.atoms(MatrixVariable) for formula in self._formulas))
        return tuple(sorted(found, key=str))

    @property
    def _formulas(self) -> list[Boolean]:
        return [self.conclusion, *(premise for _, premise in self.premises)]

    def at(self, sizes: Mapping[Size, int]) -> Statement:
        """The same of the entries, for matrices of given sizes."""

        def entries(formula: Boolean) -> Boolean:
            return formula.xreplace({x: x.at(sizes) for x in formula.atoms(MatrixIdentity)})

        premises = tuple((name, entries(formula)) for name, formula in self.premises)
        return replace(self, premises=premises, conclusion=entries(self.conclusion))

    @cached_property
    def concrete(self) -> Statement:
        """The same of entries: sizes that are open are 2, 3 and so on, so that no two are equal."""
        if not (self.matrices or self.sizes):
            return self
        return self.at({each: 2 + k for k, each in enumerate(self.sizes)})

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

    @cached_property
    def thin(self) -> bool:
        """Whether an assumption is an equation, which no point satisfies by chance."""
        parts = (part for _, premise in self.premises for part in conjuncts(premise))
        return any(isinstance(part, Eq) and part.lhs != part.rhs for part in parts)

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
    premises = [(label, checked(f"given {label!r}", text)) for label, text in given.items()]
    whole = conclusion if isinstance(conclusion, Scoped) else Scoped(conclusion, *_FULL)
    if whole.reach is not Reach.EVERYWHERE:
        described(name, whole.scope)
    claimed = checked(f"conclusion {name!r}", whole.formula)
    while isinstance(claimed, Implies):
        case, claimed = claimed.args
        premises.append((IF, case))
    statement = Statement(name, tuple(premises), claimed, whole.reach, whole.scope)
    matrices = [str(each) for each in statement.matrices]
    if statement.sizes and statement.reach is not Reach.EVERYWHERE:
        raise StatementError(
            f"conclusion {name!r}: it is stated for matrices of every size; leave out sizes and "
            "examples, or give the matrices numbers for their shapes"
        )
    names = [*matrices, *map(str, statement.variables)]
    # A scalar B_1_1 would be taken for an entry of the matrix B.
    names = [head if (head := name.partition("_")[0]) in matrices else name for name in names]
    twice = sorted({each for each in names if names.count(each) > 1})
    if twice:
        raise StatementError(
            f"conclusion {name!r}: two different variables are called {twice[0]!r}; "
            "declare it once and import it"
        )
    return statement


def conjuncts(formula: Boolean) -> tuple[Boolean, ...]:
    """Split a conjunction, and an equivalence into its directions; one query each."""
    if isinstance(formula, And):
        return tuple(part for each in formula.args for part in conjuncts(each))
    if isinstance(formula, Equivalent):
        first = formula.args[0]
        ways = ((first, other) for other in formula.args[1:])
        return tuple(Implies(*way) for pair in ways for way in (pair, pair[::-1]))
    return (formula,)


def cases(formula: Boolean) -> tuple[Boolean, ...]:
    """The cases that the implications of a conjunction consider."""
    if isinstance(formula, And):
        return tuple(case for each in formula.args for case in cases(each))
    if isinstance(formula, Implies):
        case, claimed = formula.args
        return (case, *(And(case, inner) for inner in cases(claimed)))
    return ()


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
