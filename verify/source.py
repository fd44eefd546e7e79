"""Where claims come from: papers, places in them, and textbooks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partialmethod


@dataclass(frozen=True)
class Paper:
    """A publication, and the places in it that claims come from."""

    key: str
    title: str
    authors: str
    year: int
    where: str
    bibtex: str
    absent: str = ""
    """What of it no claim states, in words."""

    def place(self, label: str, *, kind: str, **details: str) -> Source:
        """A place in the paper.

        Args:
            label: its number or name there.
            kind: what it is; shown before a number.
            details: ``equation``, ``notes`` (the reading-notes file that names it) and
                ``attribution``: ``confirmed`` where formula and number agree with the notes; by
                default ``reconstructed``, and ``after``: the number of the statement or section
                after which it stands, such as ``2.5``, where its label does not tell.
        """
        shown = f"{kind.capitalize()} {label}" if label[0].isdigit() else label
        return Source(self, kind, shown, **details)

    definition = partialmethod(place, kind="definition")
    lemma = partialmethod(place, kind="lemma")
    proposition = partialmethod(place, kind="proposition")
    theorem = partialmethod(place, kind="theorem")
    figure = partialmethod(place, kind="figure")
    finding = partialmethod(place, kind="finding")
    remark = partialmethod(place, kind="remark")
    erratum = partialmethod(place, kind="erratum")


@dataclass(frozen=True)
class Source:
    """Where a claim comes from, and how sure we are of the wording."""

    paper: Paper | None
    kind: str
    label: str
    equation: str = ""
    notes: str = ""
    attribution: str = "reconstructed"
    after: str = ""


def cited(reference: str) -> Source:
    """A textbook theorem, taken on trust."""
    return Source(None, "cited", reference)


OWN = Source(None, "proposition", "", attribution="own")
