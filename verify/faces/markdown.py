"""A run document as a Markdown table, for a CI job's summary."""

from __future__ import annotations

from ..records import RunDocument
from .words import summary, unexpected, why_unexpected


def markdown(document: RunDocument) -> str:
    """A sentence, what is unexpected, and one row a claim."""
    rows = [f"**{_cell(summary(document))}**", ""]
    rows += [f"- `{claim.id}`: {_cell(why_unexpected(claim))}" for claim in unexpected(document)]
    rows += ["", "| claim | verdict | scope | title |", "|---|---|---|---|"]
    for claim in document.claims:
        cells = (f"`{claim.id}`", claim.verdict.words, claim.scope, claim.title)
        rows.append(f"| {' | '.join(_cell(cell) for cell in cells)} |")
    return "\n".join(rows) + "\n"


def _cell(text: str) -> str:
    signs = (("&", "&amp;"), ("<", "&lt;"), ("|", "\\|"), ("[", "\\["), ("]", "\\]"), ("\n", " "))
    for sign, written in signs:
        text = text.replace(sign, written)
    return text
