"""What a claim file declares beside its statements: mutants, check functions, figures."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from .evidence import Origin
from .statistics import Rule

Kind = Literal["simulation", "program", "experiment"]
"""Numbers that can refute, certificates that prove, or trained networks that are observed."""


@dataclass(frozen=True)
class Mutant:
    """A variant that must be refuted: a planted error, a misprint, or what a claim does not say."""

    name: str
    origin: Origin
    given: Mapping[str, Any] = field(default_factory=dict)
    states: Any = None
    trial: Callable[..., Any] | None = None
    replaces: Mapping[str, Any] = field(default_factory=dict)
    instead: str = ""
    placebo: bool = False


@dataclass(frozen=True)
class Figure:
    """Arrays behind a picture; the module's ``draw(axes, data)`` makes the picture."""

    title: str
    caption: str
    illustrates: str
    function: Callable[[], Mapping[str, Any]]


@dataclass(frozen=True)
class CheckFunction:
    """A check that is written in the claim file.

    An experiment decides the conclusions that ``rules`` name, and ``picture`` is title and caption
    of what ``draw`` makes of its data; the other kinds decide or support one conclusion.
    """

    name: str
    conclusion: str
    supports: bool
    function: Callable[..., Any]
    kind: Kind = "simulation"
    rules: Mapping[str, Rule] = field(default_factory=dict)
    picture: tuple[str, str] | None = None

    @property
    def conclusions(self) -> tuple[str, ...]:
        """What it decides or supports."""
        return tuple(self.rules) or (self.conclusion,)

    def replaced_by(self, mutant: Mutant) -> dict[str, Any]:
        """The arguments that a mutant gives this function."""
        own = inspect.signature(self.function).parameters
        return {key: value for key, value in mutant.replaces.items() if key in own}
