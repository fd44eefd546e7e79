"""What a check found, and the words for it. Records are frozen and refuse nan and infinity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, field_validator


def _plain(text: str) -> str:
    if not (text.strip() and text.isprintable()):
        raise ValueError(f"{text!r} is not plain text; it is printed")
    return text


Text = Annotated[str, AfterValidator(_plain)]
"""A line that can be printed as it stands."""


class Outcome(StrEnum):
    """What one check says of one conclusion."""

    PROVED = "proved"
    REFUTED = "refuted"
    UNREFUTED = "unrefuted"
    OBSERVED = "observed"
    NOT_OBSERVED = "not observed"
    MISSING = "missing"
    UNKNOWN = "unknown"
    FAILED = "failed"


class Reach(StrEnum):
    """How far an outcome reaches."""

    EVERYWHERE = "everywhere"
    BOX = "box"
    SIZES = "sizes"
    INSTANCES = "instances"
    EXAMPLES = "examples"
    SAMPLES = "samples"


class Verdict(StrEnum):
    """What all evidence together says; ordered as the judge decides."""

    ENGINES_DISAGREE = "ENGINES_DISAGREE"
    REFUTED = "REFUTED"
    VACUOUS = "VACUOUS"
    PROVED = "PROVED"
    PROVED_WITHIN = "PROVED_WITHIN"
    EXAMPLES = "EXAMPLES"
    OBSERVED = "OBSERVED"
    NOT_OBSERVED = "NOT_OBSERVED"
    UNREFUTED = "UNREFUTED"
    UNDECIDED = "UNDECIDED"
    CHECK_FAILED = "CHECK_FAILED"
    CITED = "CITED"
    NOT_TESTED = "NOT_TESTED"

    @property
    def words(self) -> str:
        """What a reader sees."""
        return _WORDS[self]


_WORDS = {
    Verdict.ENGINES_DISAGREE: "engines disagree",
    Verdict.REFUTED: "false",
    Verdict.VACUOUS: "assumptions cannot hold together",
    Verdict.PROVED: "proved",
    Verdict.PROVED_WITHIN: "proved within a scope",
    Verdict.EXAMPLES: "holds on the examples",
    Verdict.OBSERVED: "observed",
    Verdict.NOT_OBSERVED: "not observed",
    Verdict.UNREFUTED: "no counterexample found",
    Verdict.UNDECIDED: "undecided",
    Verdict.CHECK_FAILED: "check failed",
    Verdict.CITED: "taken on trust",
    Verdict.NOT_TESTED: "not tested",
}


class Origin(StrEnum):
    """Who says it: four different witnesses, ourselves, and the mutant generator."""

    PAPER = "paper"
    NOTES = "notes"
    FOLKLORE = "folklore"
    CODE = "code"
    BEYOND = "beyond the paper"
    GENERATED = "generated"


class Record(BaseModel):
    """Base of everything that is stored or printed."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @field_validator("*", mode="before")
    @classmethod
    def _no_control_characters(cls, value: Any) -> Any:
        """Keep what a claim file says from steering a terminal or breaking XML."""
        return printable(value)


def printable(value: Any) -> Any:
    """Text, alone or in a tuple or list, without control characters but line ends."""
    if isinstance(value, str) and not value.isprintable():
        return "".join(each for each in value if each.isprintable() or each == "\n")
    if isinstance(value, dict):
        return {printable(key): printable(each) for key, each in value.items()}
    if isinstance(value, (tuple, list)):
        return type(value)(printable(each) for each in value)
    return value


class Counterexample(Record):
    """A point where the assumptions hold and the conclusion does not.

    ``values`` are exact (``"3/2"``); ``shows`` says in words what breaks there; an empty
    ``verified_by`` makes it a candidate that refutes nothing. ``certificate`` can be checked with
    the standard library alone; it is empty where the values are not rational.
    """

    values: dict[str, str]
    shows: tuple[str, ...] = ()
    verified_by: tuple[str, ...] = ()
    certificate: str = ""

    def __str__(self) -> str:
        point = ", ".join(f"{name} = {value}" for name, value in self.values.items())
        return "; ".join(filter(None, [point, *self.shows]))


class Evidence(Record):
    """The outcome of one check on one conclusion.

    ``engines`` name the programs that agree on it, ``rests_on`` what else must be right.
    ``box`` is the closed box of a proof with reach BOX, exact bounds by variable.
    ``artifact`` is what was submitted or found: SMT-LIB text, residuals, a trajectory's numbers.
    ``certificates`` are JSON texts that ``recheck`` accepts.
    """

    check: str
    conclusion: str
    outcome: Outcome
    engines: tuple[str, ...]
    reach: Reach = Reach.EVERYWHERE
    scope: str = ""
    seconds: float = 0.0
    detail: str = ""
    supports: bool = False
    rests_on: tuple[str, ...] = ()
    box: dict[str, tuple[str, str]] = {}
    counterexample: Counterexample | None = None
    artifact: str = ""
    certificates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trial:
    """What a check function of a claim file returns.

    Args:
        holds: whether the numbers agree with the statement.
        shows: the numbers, in words; becomes the counterexample where they do not.
        cases: how many trajectories, starts or settings were tried.
        values: parameters of the case that fails.
        certificates: of the optima that it rests on; a check by certificates needs them.
    """

    holds: bool
    shows: str
    cases: int = 1
    values: Mapping[str, Any] = field(default_factory=dict)
    certificates: Sequence[Mapping[str, Any]] = ()
