"""What a claim file declares beside its statements: mutants, check functions, figures."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from .evidence import Origin
from .measurements import Role
from .statistics import Rule

Kind = Literal["simulation", "program", "experiment"]
"""Numbers that can refute, certificates that prove, or trained networks that are observed."""
APART = 10_000
"""From the seeds of an experiment to those of its repetition."""


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
    of what ``draw`` makes of its data; ``full`` are its arguments at full size. The other kinds
    decide or support one conclusion.
    """

    name: str
    conclusion: str
    supports: bool
    function: Callable[..., Any]
    kind: Kind = "simulation"
    rules: Mapping[str, Rule] = field(default_factory=dict)
    picture: tuple[str, str] | None = None
    full: Mapping[str, Any] = field(default_factory=dict)

    @property
    def conclusions(self) -> tuple[str, ...]:
        """What it decides or supports."""
        return tuple(self.rules) or (self.conclusion,)

    def replaced_by(self, mutant: Mutant) -> dict[str, Any]:
        """The arguments that a mutant gives this function."""
        own = inspect.signature(self.function).parameters
        return {key: value for key, value in mutant.replaces.items() if key in own}

    def seeds(self, arguments: Mapping[str, Any]) -> tuple[int, ...]:
        """Those that an experiment is trained with."""
        default = inspect.signature(self.function).parameters["seeds"].default
        return tuple(map(int, arguments.get("seeds", default)))

    def asked(self, role: Role) -> dict[str, Any]:
        """The arguments of an experiment in a role that no variant plays."""
        if role == "other seeds":
            own = self.seeds({})
            apart = max(APART, max(own) - min(own) + 1)
            return {"seeds": tuple(seed + apart for seed in own)}
        return dict(self.full) if role == "full size" else {}
