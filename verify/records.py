"""What a run says of each claim: the document that every face prints and ``diff`` compares."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .evidence import Counterexample, Evidence, Origin, Record, Verdict
from .measurements import ArmRecord, UntrainedRecord

Kind = Literal[
    "definition",
    "lemma",
    "proposition",
    "theorem",
    "figure",
    "finding",
    "remark",
    "erratum",
    "cited",
]


class PaperRecord(Record):
    """Where a claim comes from."""

    key: str = Field(description="short name, such as mescheder2018")
    title: str
    authors: str
    year: int
    where: str = Field(description="venue and preprint number")
    bibtex: str
    absent: str = Field("", description="what of it no claim states, in words")


class SourceRecord(Record):
    """The place in the paper, and how sure we are of its wording."""

    label: str = Field(description='"Lemma 2.5"; empty for a claim of the user\'s own')
    equation: str = ""
    notes: str = Field("", description="reading-notes file that names the statement")
    attribution: Literal["confirmed", "reconstructed", "own"] = "own"
    after: str = Field("", description="the number after which it stands, where its label has none")

    @property
    def place(self) -> str:
        """The label, with the number of its equation where it does not say that itself."""
        if not self.equation or self.label.startswith("Equation"):
            return self.label
        return f"{self.label}, equation ({self.equation})"


class AblationRecord(Record):
    """A model that violates one assumption of a theorem alone."""

    assumption: str
    model: str
    happens: str = Field(description="what becomes of training on it, in a sentence")


class ConclusionRecord(Record):
    """One conclusion with its own verdict."""

    name: str
    latex: str = Field(description="empty for a conclusion decided by a check function")
    text: str = Field(description="the formula on one line, or what a check function decides")
    verdict: Verdict
    scope: str
    engines: tuple[str, ...]
    reason: str = Field(description="why the verdict is no better, or what it rests on")
    ablation: AblationRecord | None = Field(
        None, description="set where it shows that a theorem needs an assumption"
    )


class AssumptionRecord(Record):
    """An assumption, an instance that satisfies all of them, and whether it is needed."""

    name: str
    latex: str
    text: str
    witness: dict[str, str] = Field(description="a point where all assumptions hold")
    necessary: bool | None = Field(description="null: neither a counterexample nor a proof")
    conclusion: str = Field("", description="the conclusion that fails without it")
    counterexample: Counterexample | None = None


class MutantRecord(Record):
    """A false variant, and what caught it."""

    name: str
    origin: Origin
    status: Literal["refuted", "survived", "still true", "undecided", "not tried"]
    refuted: bool
    refuted_by: str = ""
    conclusion: str = ""
    also: tuple[str, ...] = Field((), description="further conclusions that it breaks")
    latex: str = Field("", description="the false conclusion, where it is a formula")
    counterexample: Counterexample | None = None
    detail: str = ""
    instead: str = Field("", description="what is true instead, in a sentence")
    placebo: bool = Field(False, description="like with like, in which nothing was to be seen")


class FigureRecord(Record):
    """Arrays behind a figure; the module's ``draw(axes, data)`` turns them into a picture."""

    title: str
    caption: str
    illustrates: str = Field("", description="the conclusion whose verdict stands under it")
    data: dict[str, tuple[float, ...] | tuple[tuple[float, ...], ...]]


class ClaimRecord(Record):
    """Everything a reader may want to know of one claim."""

    id: str
    title: str
    description: str = Field(description="the rest of the module's docstring")
    kind: Kind
    paper: str = Field(description="key of the paper; empty for a claim of the user's own")
    label: str
    source: SourceRecord
    origin: Origin
    expected: Verdict
    verdict: Verdict
    as_expected: bool
    missing: tuple[str, ...] = Field((), description="optional libraries that its checks need")
    notes: tuple[str, ...] = Field((), description="what no longer fits in a reader's own file")
    scope: str
    weakest_used: Verdict | None = Field(description="weakest verdict among what it uses")
    trust: tuple[str, ...]
    uses: tuple[str, ...]
    seconds: float
    conclusions: tuple[ConclusionRecord, ...]
    assumptions: tuple[AssumptionRecord, ...]
    mutants: tuple[MutantRecord, ...]
    not_said: tuple[MutantRecord, ...] = Field(
        description="tempting stronger readings, each with the witness that refutes it"
    )
    evidence: tuple[Evidence, ...]
    figures: tuple[FigureRecord, ...] = ()
    arms: tuple[ArmRecord, ...] = Field((), description="what its experiments trained")
    untrained: tuple[UntrainedRecord, ...] = Field((), description="and what they could train yet")
    symbols: dict[str, str] = Field({}, description="LaTeX of the variables by name")
    fingerprint: dict[str, str] = Field(
        {}, description="what the results depend on: claim, engine, libraries, seed"
    )


class RunDocument(Record):
    """One run."""

    schema_version: Literal[1] = 1
    ganproof: str = Field(description="version of this program")
    seed: int
    versions: dict[str, str] = Field(description="library versions that the verdicts rest on")
    papers: tuple[PaperRecord, ...]
    claims: tuple[ClaimRecord, ...]

    @property
    def decided(self) -> tuple[ClaimRecord, ...]:
        """The claims that were tested, not taken on trust."""
        return tuple(claim for claim in self.claims if claim.kind != "cited")
