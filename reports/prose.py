"""Sentences of claim files, typed in ASCII, as a reader expects them: Greek letters, powers."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma"
    " tau upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
)
GREEK = dict(zip(_NAMES.split(), "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ", strict=True))
_SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠", "+-": "±", "-+": "∓", "sqrt(": "√(", " - ": " − "}
_TOKEN = re.compile(
    rf"(?<![A-Za-z_])(?P<letter>[A-Za-z]|{'|'.join(GREEK)})(?:_(?P<index>\w)|(?P<zero>0))?(?![A-Za-z0-9_])"
    r"|\^(?P<power>-?\d+|[a-z])"
    r"|(?P<sign><=|>=|!=|\+-|-\+|(?<![a-z])sqrt\(|(?<=[\d)|]) - (?=[\w(|]))"
    r"|(?P<minus>(?<![\w.)])-(?=\.?\d|sqrt\())"
    r"|(?P<prime>'(?=\())"
    r"|(?P<apostrophe>(?<=\w)'(?=\w))"
)
_WORD = re.compile(r"(?:[a-z]{2,}|a(?= [a-z]{2}))(?![a-z_('])")


def prose(text: str, *, capital: bool = False) -> Markup:
    """Escaped text with its ASCII mathematics set; ``capital`` starts it like a sentence."""
    first = _WORD.match(text)
    if capital and first and first[0] not in GREEK:
        text = text[0].upper() + text[1:]
    parts, end = [], 0
    for token in _TOKEN.finditer(text):
        parts += [escape(text[end : token.start()]), _set(token)]
        end = token.end()
    return Markup("").join([*parts, escape(text[end:])])


def _set(token: re.Match[str]) -> Markup:
    if token["letter"]:
        letter = escape(GREEK.get(token["letter"], token["letter"]))
        index = token["index"] or token["zero"]
        return letter + Markup("<sub>{}</sub>").format(index) if index else letter
    if token["power"]:
        return Markup("<sup>{}</sup>").format(token["power"].replace("-", "−"))
    if token["sign"]:
        return escape(_SIGNS[token["sign"]])
    return escape("−" if token["minus"] else "′" if token["prime"] else "’")
