"""LaTeX to MathML, and exact values to MathML."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup, escape
from math_core import LatexError, LatexToMathML

from .prose import GREEK

# Without a little room an italic letter runs into the bar of an absolute value.
_BARS = re.compile("<mo>([|‖])</mo>")
_SPACED = r'<mo lspace="0.07em" rspace="0.07em">\1</mo>'
_INDEXED = re.compile(r"([A-Za-z]+)_?(\d+|(?<=_)\w+)")
_FRACTION = re.compile(r"(-?)(\d+)(?:/(\d+))?")


class ReportError(ValueError):
    """The page cannot be built; the message names the claim."""


@lru_cache(maxsize=1)
def _converter() -> LatexToMathML:
    return LatexToMathML(fancy_error=False)


def formula(latex: str, claim: str, part: str, *, inline: bool = False) -> Markup:
    """MathML of a formula that belongs to ``part`` (a conclusion, say) of ``claim``.

    Raises:
        ReportError: the LaTeX does not convert; names the claim, the part and the LaTeX.
    """
    try:
        mathml = _converter().convert_with_local_state(latex, displaystyle=not inline)
    except LatexError as error:
        raise ReportError(f"{claim}: {part}: LaTeX does not convert ({error}): {latex}") from error
    return Markup(_BARS.sub(_SPACED, mathml))  # noqa: S704 - math-core escapes what it copies


def equation(name: str, value: str) -> Markup:
    """MathML of ``name = value``, where the value is exact text such as ``-3/2``."""
    return Markup("<math><mrow>{}<mo>=</mo>{}</mrow></math>").format(_symbol(name), _value(value))


def _symbol(name: str) -> Markup:
    match = _INDEXED.fullmatch(name)
    stem, index = match.groups() if match else (name, "")
    base = Markup("<mi>{}</mi>").format(GREEK.get(stem, stem))
    if not index:
        return base
    mark = "mn" if index.isdigit() else "mi"
    return Markup("<msub>{0}<{1}>{2}</{1}></msub>").format(base, mark, GREEK.get(index, index))


def _value(text: str) -> Markup:
    match = _FRACTION.fullmatch(text)
    if match is None:
        return Markup("<mtext>{}</mtext>").format(text)
    sign, top, bottom = match.groups()
    number = Markup("<mn>{}</mn>").format(top)
    if bottom is not None:
        number = Markup("<mfrac>{}<mn>{}</mn></mfrac>").format(number, escape(bottom))
    return Markup('<mo form="prefix">−</mo>') + number if sign else number
