"""Formulas that say less than the statement they stand for, and how much less."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .evidence import Reach


@dataclass(frozen=True)
class Scoped:
    """A formula whose proof reaches less far than the statement's own wording."""

    formula: Any
    reach: Reach
    scope: str


def examples(models: str, formula: Any) -> Scoped:
    """A theorem on more than formulas can hold, stated for the named models only.

    Args:
        models: which ones, in words that end "holds for ...".
        formula: the conclusion on them.
    """
    return Scoped(formula, Reach.EXAMPLES, models)


def sizes(which: str, formula: Any) -> Scoped:
    """A statement about matrices of every size, stated for some sizes only.

    Args:
        which: the sizes in words, such as "matrices up to 2 x 2".
        formula: the conclusion for them.
    """
    return Scoped(formula, Reach.SIZES, which)
