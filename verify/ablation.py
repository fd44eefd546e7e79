"""Models that violate one assumption of a theorem alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sympy import And, Implies

from .statement import Statement, state
from .wellformed import checked


@dataclass(frozen=True)
class Ablation:
    """An assumption, a model that violates it and no other, and what becomes of the theorem.

    ``parts`` are the formulas by what they say of the model; ``where`` restricts its parameters.
    """

    assumption: str
    model: str
    where: Any
    parts: Mapping[str, Any]
    happens: str

    @property
    def name(self) -> str:
        """What it is called among the conclusions."""
        return f"{self.model} (violates {self.assumption})"

    @property
    def stated(self) -> Statement:
        """All parts together; each must be a formula of its own."""
        parts = [checked(f"{what} of {self.name!r}", part) for what, part in self.parts.items()]
        if self.where is None:
            return state(self.name, {}, And(*parts))
        return state(self.name, {}, Implies(checked("where", self.where), And(*parts)))
