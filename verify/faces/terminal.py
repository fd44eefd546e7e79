"""Tables and one-screen views, with rich."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from ..evidence import Counterexample, Origin, Verdict
from ..records import ClaimRecord, MutantRecord, RunDocument
from .words import summary, unexpected, why_unexpected

WITNESSES = (Origin.PAPER, Origin.NOTES, Origin.FOLKLORE, Origin.CODE)
SIGNS = {
    Verdict.ENGINES_DISAGREE: "!",
    Verdict.REFUTED: "x",
    Verdict.VACUOUS: "-",
    Verdict.PROVED: "+",
    Verdict.PROVED_WITHIN: "+",
    Verdict.EXAMPLES: "~",
    Verdict.OBSERVED: "~",
    Verdict.NOT_OBSERVED: "-",
    Verdict.UNREFUTED: "~",
    Verdict.UNDECIDED: "?",
    Verdict.CHECK_FAILED: "!",
    Verdict.CITED: "=",
    Verdict.NOT_TESTED: ".",
}


def table(document: RunDocument, console: Console) -> None:
    """One line a claim, then the sentence, then what is not as expected."""
    headings = [Text(each, style="bold") for each in ("claim", "verdict", "caught", "seconds")]
    rows = [headings, *(_row(claim) for claim in document.claims)]
    widths = [max(cell.cell_len for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
            cell.align("left" if place < 2 else "right", width)
        # Where there is too little room the line goes on in the next; rich's table would cut it.
        console.print(Text("  ").join(row), soft_wrap=True)
    console.print()
    for claim in unexpected(document):
        why = Text(f"{claim.id}: {why_unexpected(claim)}", style="red")
        console.print(why, soft_wrap=True)
    console.print(Text(summary(document)), soft_wrap=True)


def _row(claim: ClaimRecord) -> list[Text]:
    everyone = (*claim.mutants, *claim.not_said)
    tried = [each for each in everyone if each.status in ("refuted", "survived")]
    caught = f"{sum(each.refuted for each in tried)}/{len(tried)}" if tried else ""
    return [Text(claim.id), verdict(claim), Text(caught), Text(f"{claim.seconds:.1f}")]


def verdict(claim: ClaimRecord) -> Text:
    """Sign and words; only what is unexpected is red."""
    words = f"{SIGNS[claim.verdict]} {claim.verdict.words}"
    return Text(words, style="" if claim.as_expected else "bold red")


def one(claim: ClaimRecord, console: Console) -> None:
    """Everything about one claim, a screen long."""
    for line in lines(claim):
        console.print(line, highlight=False)


def lines(claim: ClaimRecord) -> Iterator[Text]:
    """The view, line by line."""
    yield Text(claim.title, style="bold")
    parts = [claim.id, claim.scope, "" if claim.as_expected else f"expected {claim.expected.words}"]
    yield Text.assemble(
        verdict(claim), f"  ({', '.join(filter(None, parts))}; {claim.seconds:.1f} s)"
    )
    if claim.verdict is Verdict.REFUTED:
        yield from (_at(each) for each in _refutations(claim))
    elif not claim.as_expected:
        yield Text(f"  {why_unexpected(claim)}", style="red")
    if claim.description:
        yield Text(f"\n{claim.description}")
    yield from _conclusions(claim)
    if claim.as_expected or claim.verdict not in (Verdict.REFUTED, Verdict.VACUOUS):
        yield from _attacks(claim)
    elif claim.mutants or claim.not_said:
        yield Text("\nThe statement itself fails, so its variants and assumptions say little.")
    if claim.notes:
        yield from _heading("No longer fits, and was left out")
        yield from (Text(f"  {note}") for note in claim.notes)
    if claim.source.attribution != "own":
        yield from _heading("Source")
        yield Text(f"  {_source(claim)}")
    if claim.untrained:
        yield from _heading("Not recorded yet")
        for left in claim.untrained:
            yield Text(f"  {left.role} of {left.experiment}: {left.detail}")
    yield from _heading("Rests on")
    for each in claim.trust or ("nothing beyond this program",):
        yield Text(f"  {each}")
    if claim.weakest_used:
        yield Text(f"  weakest among what it uses: {claim.weakest_used.words}")


def _attacks(claim: ClaimRecord) -> Iterator[Text]:
    yield from _variants("What it does not say", claim.not_said)
    said = [each for each in claim.mutants if each.origin in WITNESSES]
    yield from _variants("What notes, folklore or code say instead", said)
    holds = claim.verdict not in (Verdict.REFUTED, Verdict.VACUOUS)
    if holds:
        yield from _assumptions(claim)
    ours = [each for each in claim.mutants if each.origin is Origin.BEYOND]
    yield from _variants("Mutants", ours)
    if holds:
        yield from _generated(claim)


def _refutations(claim: ClaimRecord) -> list[Counterexample]:
    refuted = {each.name for each in claim.conclusions if each.verdict is Verdict.REFUTED}
    found = {
        each.conclusion: each.counterexample
        for each in claim.evidence
        if each.counterexample and each.counterexample.verified_by
    }
    return [found[name] for name in sorted(refuted)]


def _heading(text: str) -> Iterator[Text]:
    yield Text(f"\n{text}", style="bold")


def _conclusions(claim: ClaimRecord) -> Iterator[Text]:
    if claim.conclusions:
        yield from _heading("Conclusions")
        for name, sign in claim.symbols.items():
            if "'" in sign and "\\" not in sign:
                yield Text(f"  ({name} stands for {sign})")
    for each in claim.conclusions:
        engines = f" [{', '.join(each.engines)}]" if each.engines else ""
        yield Text(f"  {SIGNS[each.verdict]} {each.name}: {each.verdict.words}{engines}")
        if each.ablation:
            yield Text(f"      {each.ablation.happens}")
        yield Text(f"      {each.text}")
        if each.verdict not in (Verdict.PROVED, Verdict.REFUTED):
            own = each.scope if each.scope != claim.scope else ""
            yield Text(f"      {', '.join(filter(None, [own, each.reason]))}")


def _assumptions(claim: ClaimRecord) -> Iterator[Text]:
    if not claim.assumptions:
        return
    yield from _heading("Assumptions")
    for each in claim.assumptions:
        needed = {
            True: f"needed: without it {each.conclusion!r} fails",
            False: "not needed: every conclusion is proved without it",
            None: "perhaps not needed: no counterexample without it, and no proof",
        }[each.necessary]
        yield Text(f"  {each.name}, {each.text}: {needed}")
        if each.counterexample:
            yield _at(each.counterexample)
    witness = next((each.witness for each in claim.assumptions if each.witness), {})
    point = ", ".join(f"{name} = {value}" for name, value in witness.items())
    yield Text(f"  all hold at {point}" if point else "  no point where all hold was found")


def _variants(
    heading: str, variants: tuple[MutantRecord, ...] | list[MutantRecord]
) -> Iterator[Text]:
    if not variants:
        return
    yield from _heading(heading)
    for each in variants:
        origin = "" if each.origin is Origin.BEYOND else f" ({each.origin})"
        caught = f"false, caught by {each.refuted_by}" if each.refuted else each.status
        if each.placebo and each.refuted:
            caught = "placebo, in which nothing is seen"
        yield Text(f"  {each.name}{origin}: {caught}", style="" if each.refuted else "red")
        if each.counterexample:
            yield _at(each.counterexample)
        if each.instead:
            yield Text(f"      true instead: {each.instead}")


def _generated(claim: ClaimRecord) -> Iterator[Text]:
    made = [each for each in claim.mutants if each.origin is Origin.GENERATED]
    if made:
        yield from _heading("Mutants made by the program")
        refuted = sum(each.refuted for each in made)
        true = sum(each.status == "still true" for each in made)
        open_ones = len(made) - refuted - true
        more = (
            f"; {true} {'is' if true == 1 else 'are'} true as well: the statement leaves room there"
            if true
            else ""
        )
        more += f"; {open_ones} not decided" if open_ones else ""
        yield Text(f"  {refuted} refuted{more}")


def _at(counterexample: Counterexample) -> Text:
    return Text(f"      {counterexample}")


def _source(claim: ClaimRecord) -> str:
    wording = {
        "confirmed": "formula and number as in the reading notes, wording ours",
        "reconstructed": "wording is ours, the paper's is not confirmed",
        "own": "",
    }[claim.source.attribution]
    if claim.kind == "cited":
        return claim.label
    notes = f"; reading notes {claim.source.notes}" if claim.source.notes else ""
    return f"{claim.paper}, {claim.source.place}; {wording}{notes}"
