"""LaTeX to MathML, and exact values to MathML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from xml.etree.ElementTree import Element, fromstring, tostring

from markupsafe import Markup
from math_core import LatexError, LatexToMathML

from .prose import GREEK

# What the converter's output still needs, patterns and replacements.
_REFINED = {
    # Without a little room an italic letter runs into the bar of an absolute value.
    re.compile("<mo>([|‖])</mo>"): r'<mo lspace="0.07em" rspace="0.07em">\1</mo>',
    re.compile("<mo>″</mo>"): "<mo>′′</mo>",
    re.compile("<mo>‴</mo>"): "<mo>′′′</mo>",
    # The font's prime is raised by itself; as a superscript it would float above its letter.
    re.compile("<msup>(<mi>[^<]*</mi>)<mo>(′+)</mo></msup>"): r"\1<mtext>\2</mtext>",
    # The room around an arrow belongs to it, so that it goes to the next line with it.
    re.compile(
        r'<mspace width="0\.2777778em"/><mo stretchy="false">([⇒⇔])</mo><mspace[^>]*>'
    ): r'<mo lspace="0.55em" rspace="0.55em" stretchy="false">\1</mo>',
    # What the page's style sheet or the browser does by itself, said at every formula.
    re.compile('(?<=<math) display="block"'): "",
    re.compile('(?<=<mtable) displaystyle="false" scriptlevel="0"'): "",
}
_ENTITY = re.compile("&(?!(?:lt|gt|amp|quot);)\\w+;")  # XML knows only a few
_MATH = re.compile("</?math>")
_INDEXED = re.compile(r"([A-Za-z]+)_?(\d+|(?<=_)\w+)")
_NUMBER = re.compile(
    r"(-?)(?:(?P<root>sqrt)\()?(?P<top>\d+(?:\.\d+)?)(?(root)\))(?:/(?P<bottom>\d+))?"
)

# A browser breaks no line inside a formula; between two of them it does. So a wide formula is cut
# in front of these: first where it hangs together least, and no further once a piece is narrow.
_LEVELS = tuple(map(frozenset, ("⇒⇔", "∧∨", "=≠≤≥<>", "+−±")))
_JOINING = _LEVELS[0] | _LEVELS[1]
_WIDE = 24  # characters


class ReportError(ValueError):
    """The page cannot be built; the message names the claim."""


@lru_cache(maxsize=1)
def _converter() -> LatexToMathML:
    return LatexToMathML(fancy_error=False)


def formula(latex: str, claim: str, part: str, *, inline: bool = False) -> Markup:
    """MathML of a formula that belongs to ``part`` (a conclusion, say) of ``claim``.

    A long displayed formula comes in pieces, between which a narrow page may break the line.

    Raises:
        ReportError: the LaTeX does not convert; names the claim, the part and the LaTeX.
    """
    try:
        mathml = _converter().convert_with_local_state(latex, displaystyle=not inline)
    except LatexError as error:
        raise ReportError(f"{claim}: {part}: LaTeX does not convert ({error}): {latex}") from error
    for pattern, replacement in _REFINED.items():
        mathml = pattern.sub(replacement, mathml)
    if not inline:
        mathml = _pieces(mathml)
    return Markup(mathml)  # noqa: S704 - math-core escapes what it copies


def _pieces(mathml: str) -> str:
    known = _ENTITY.sub(lambda entity: unescape(entity[0]), mathml)
    root = fromstring(known)  # noqa: S314 - math-core wrote it
    pieces: list[list[Element]] = []
    for part in _values(_flat(list(root))):
        start, *others = _cut(part, 0)
        for first, *_ in others:
            if first.text in _LEVELS[-1]:
                first.set("form", "infix")  # a minus at the start would be taken for a sign
        pieces += [start, *others]
    if len(pieces) == 1:
        return mathml
    inner = ("".join(tostring(node, encoding="unicode") for node in piece) for piece in pieces)
    return "<wbr>".join(f"<math>{piece}</math>" for piece in inner)


def _flat(nodes: list[Element]) -> list[Element]:
    """The formula without the groups around wide conditions in brackets, to be cut inside."""
    flat: list[Element] = []
    for node in nodes:
        inner = list(node)
        joined = any(each.tag == "mo" and each.text in _JOINING for each in inner)
        opens = node.tag == "mrow" and joined and _width(inner) > _WIDE
        flat += _flat(inner) if opens else [node]
    return flat


def _values(nodes: list[Element]) -> list[list[Element]]:
    """The formula in parts: a wide set of values is cut behind its commas."""
    parts: list[list[Element]] = [[]]
    for node in nodes:
        inner = list(node)
        if not inner or (inner[0].text, inner[-1].text) != ("{", "}") or _width(inner) <= _WIDE:
            parts[-1].append(node)
            continue
        depth = 0
        for each in inner:
            parts[-1].append(each)
            depth += (each.text == "(") - (each.text == ")")
            if depth == 0 and each.text == ",":
                parts.append([])
    return parts


def _width(nodes: list[Element]) -> int:
    return sum(len(text) for node in nodes for text in node.itertext())


def _cut(nodes: list[Element], level: int) -> list[list[Element]]:
    if _width(nodes) <= _WIDE or level > len(_LEVELS):
        return [nodes]
    parts: list[list[Element]] = [[]]
    for node in nodes:
        if parts[-1] and _breaks(parts[-1][-1], node, level):
            parts.append([])
        parts[-1].append(node)
    return [piece for part in parts for piece in _cut(part, level + 1)]


def _breaks(before: Element, node: Element, level: int) -> bool:
    if level == len(_LEVELS):  # a product of two brackets
        return before.tag == node.tag == "mrow"
    # After another operator a minus is a sign, which stays with its number.
    ended = before.tag != "mo" or before.text == ")"
    return node.tag == "mo" and node.text in _LEVELS[level] and ended


def equation(name: str, value: str, symbols: Mapping[str, str], claim: str) -> Markup:
    """MathML of ``name = value``, where the value is exact text such as ``-3/2``.

    Raises:
        ReportError: the LaTeX of the symbol does not convert.
    """
    if name in symbols:
        symbol = formula(symbols[name], claim, f"symbol {name}", inline=True)
        left = Markup(_MATH.sub("", symbol))  # noqa: S704 - the formula without its outer tags
    else:
        left = _symbol(name)
    return Markup("<math>{}<mo>=</mo>{}</math>").format(left, _value(value))


def _symbol(name: str) -> Markup:
    match = _INDEXED.fullmatch(name)
    stem, index = match.groups() if match else (name, "")
    base = Markup("<mi>{}</mi>").format(GREEK.get(stem, stem))
    if not index:
        return base
    mark = "mn" if index.isdigit() else "mi"
    return Markup("<msub>{0}<{1}>{2}</{1}></msub>").format(base, mark, GREEK.get(index, index))


def _value(text: str) -> Markup:
    match = _NUMBER.fullmatch(text)
    if match is None:
        return Markup("<mtext>{}</mtext>").format(text)
    number = Markup("<mn>{}</mn>").format(match["top"])
    if match["root"]:
        number = Markup("<msqrt>{}</msqrt>").format(number)
    if match["bottom"]:
        number = Markup("<mfrac>{}<mn>{}</mn></mfrac>").format(number, match["bottom"])
    return Markup('<mo form="prefix">−</mo>') + number if match[1] else number
