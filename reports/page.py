"""Writes a run as one self-contained HTML page."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ganproof.verify.evidence import Verdict
from ganproof.verify.records import RunDocument
from ganproof.verify.statistics import number

from . import experiments, figures, graph, selection, wording
from .mathml import equation, formula
from .prose import prose

_HERE = Path(__file__).parent
_STATIC = _HERE / "static"
# Characters of an artifact, of a formula on the first screen and of one in a list.
_ARTIFACT = 400
_GLANCE = 90
_READABLE = 240


def build(document: RunDocument, target: Path) -> None:
    """Write the page; the same document gives the same bytes.

    Raises:
        ReportError: a formula does not convert or nothing draws a figure; names the claim.
    """
    target.write_text(render(document), encoding="utf-8", newline="\n")


def render(document: RunDocument) -> str:
    """The page as text."""
    style = _style()
    scripts = [_static("dirac.js"), _static("page.js")]
    body = _environment().get_template("body.html").render(_context(document))
    policy = _policy([style, *_inline_styles(body)], scripts)
    return (
        _environment()
        .get_template("page.html")
        .render(
            title=f"ganproof: {wording.counted(len(selection.statements(document)), 'statement')}",
            policy=policy,
            style=Markup(style),  # noqa: S704 - a file of this package
            scripts=[Markup(script) for script in scripts],  # noqa: S704 - files of this package
            body=Markup(body),  # noqa: S704 - rendered with autoescape
        )
    )


def _context(document: RunDocument) -> dict[str, Any]:
    known = {claim.id: claim for claim in document.claims}
    statements = selection.statements(document)
    drawn = graph.graph(
        document.claims, {paper.key: wording.brief(paper) for paper in document.papers}
    )
    return {
        "document": document,
        "sentence": wording.sentence(document),
        "findings": selection.findings(document),
        "strip": selection.strip(document),
        "statements": statements,
        "cited": [claim for claim in document.claims if claim.kind == "cited"],
        "errata": [c for c in document.decided if c not in statements],
        "slips": selection.slips(document),
        "papers": {paper.key: paper for paper in document.papers},
        "known": known,
        "graph": drawn,
        "alone": len(document.claims) - len(drawn.boxes),
        "used_by": selection.used_by(document.claims),
        "verdicts": [v for v in Verdict if any(c.verdict is v for c in document.decided)],
        "kinds": list(dict.fromkeys(claim.kind for claim in document.decided)),
    }


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        formula=formula,
        prose=prose,
        heading=wording.heading,
        caught=wording.caught,
        merged=selection.merged,
        trusted=selection.trusted,
        place=wording.place,
        tone=wording.TONES.__getitem__,
        by_origin=selection.by_origin,
        disputed=selection.disputed,
        corrections=selection.corrections,
        telling=selection.telling,
        measured=selection.measured,
        planted=selection.planted,
        whose=wording.whose,
        attribution=wording.attribution,
        by=wording.by,
        plain=wording.plain,
        counted=wording.counted,
        tested=experiments.tested,
        number=number,
        shortened=shortened,
    )
    environment.globals.update(
        equation=equation,
        draw=figures.draw,
        drawn=experiments.drawn,
        GRAPH=graph,
        GLANCE=_GLANCE,
        READABLE=_READABLE,
        truth=selection.truth,
        CHECKS=wording.CHECKS,
        WHO=wording.WHO,
        PLANTED=wording.PLANTED,
        SAYERS=wording.SAYERS,
    )
    return environment


def shortened(artifact: str, claim: str) -> str:
    """The first lines of a long artifact, and the command that prints the rest."""
    if len(artifact) <= _ARTIFACT:
        return artifact
    shown = artifact[:_ARTIFACT].rpartition("\n")[0] or artifact[:_ARTIFACT]
    left = f"{len(artifact) - len(shown):,} more characters"
    return f"{shown}\n[{left}: ganproof run {claim} --format json]"


def _static(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")


def _style() -> str:
    font = b64encode((_STATIC / "stix-two-math.woff2").read_bytes()).decode()
    return _static("style.css").replace("stix-two-math.woff2", f"data:font/woff2;base64,{font}")


def _inline_styles(body: str) -> list[str]:
    # MathML tables may carry style attributes; each needs its own hash.
    return sorted(set(re.findall(r'\sstyle="([^"]*)"', body)))


def _policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src 'unsafe-hashes' {_hashes(styles)}",
            f"script-src {_hashes(scripts)}",
            "font-src data:",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hashes(texts: Iterable[str]) -> str:
    digests = (b64encode(sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)
