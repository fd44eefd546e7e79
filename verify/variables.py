"""Variables of a statement: a symbol, where to search it, and how it is typeset."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Self

from sympy import Symbol

Bound = int | float | Fraction | str
"""A finite end of a search range; floats such as ``0.25`` are read as the decimal they print."""


RESERVED = (
    *("abs", "and", "as", "assert", "distinct", "exists", "false", "forall"),
    *("ite", "let", "match", "not", "or", "par", "true", "xor"),
)
"""Names that the language of SMT solvers keeps for itself."""


class Variable(Symbol):
    """A real or integer unknown.

    The search range and the typesetting belong to a variable's identity, because SymPy shares
    equal symbols between modules: two claims may both speak of ``gamma`` and mean other ranges.
    No SymPy assumption is attached: nothing may fold a statement before an engine has seen it.
    """

    __slots__ = ("integral", "typeset", "within")

    within: tuple[Fraction, Fraction]
    typeset: str | None
    integral: bool

    def __new__(
        cls, name: str, within: tuple[Bound, Bound], typeset: str | None, integral: bool
    ) -> Self:
        """Make or find the variable; :func:`real` and :func:`integer` are the front doors."""
        if not (name.isidentifier() and name.isascii()):
            raise ValueError(
                f"variable {name!r}: a name is letters, digits and underscores, such as 'n_g'; "
                "say how it is typeset with latex="
            )
        if name in RESERVED:
            raise ValueError(
                f"variable {name}: solvers keep this name for themselves; choose another"
            )
        low, high = (_finite(name, bound) for bound in within)
        if low >= high:
            raise ValueError(f"variable {name}: the search range ({low}, {high}) is empty")
        variable: Self = Symbol.__xnew__(cls, name)
        variable.within = (low, high)
        variable.typeset = typeset
        variable.integral = integral
        return variable

    def __getnewargs_ex__(self) -> Any:
        return (self.name, self.within, self.typeset, self.integral), {}

    def _hashable_content(self) -> tuple[Any, ...]:
        kind = (self.within, self.typeset or "", self.integral)
        return (*super()._hashable_content(), *map(str, kind))

    def _latex(self, printer: Any) -> str:
        return self.typeset or str(printer._deal_with_super_sub(self.name))


def _finite(name: str, bound: Bound) -> Fraction:
    try:
        return Fraction(str(bound))
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"variable {name}: {bound!r} is not a finite number") from None


def real(name: str, *, latex: str | None = None, within: tuple[Bound, Bound] = (-4, 4)) -> Variable:
    """A real unknown.

    Args:
        name: how it is printed in counterexamples.
        latex: how it is typeset; SymPy's rendering of the name by default.
        within: where to search for counterexamples. Proofs are not limited to it.

    Raises:
        ValueError: the range is empty or not finite, or the name is no identifier.
    """
    return Variable(name, within, latex, False)


def integer(
    name: str, *, latex: str | None = None, within: tuple[Bound, Bound] = (-2, 6)
) -> Variable:
    """An integer unknown; see :func:`real` for the arguments."""
    return Variable(name, within, latex, True)
