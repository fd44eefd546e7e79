"""Sentences of claim files, typed in ASCII, as a reader expects them: Greek letters, powers."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma"
    " tau upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
)
GREEK = dict(zip(_NAMES.split(), "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ", strict=True))
_LETTER = re.compile(rf"\b(?:{'|'.join(GREEK)})\b")
_SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠", "+-": "±", "-+": "∓", "sqrt(": "√(", " - ": " − "}
_INDEX = rf"[A-Z]{{2}}|max|min|{'|'.join(GREEK)}|\w"
_TOKEN = re.compile(
    rf"(?<![A-Za-z_])(?P<letter>[A-Za-z]|{'|'.join(GREEK)})(?:_(?P<index>{_INDEX})|(?P<zero>0|(?<=[a-y])\d))?(?![A-Za-z0-9_])"
    r"|(?:\^|\*\*)(?P<power>-?\d+|[a-z])"
    r"|(?<=[\w)])(?P<times>\*)(?=[\w(])"
    r"|(?<![\w.])(?P<digits>\d+(?:\.\d+)?)e(?P<exponent>-?\d+)(?!\w)"
    r"|(?<![a-z])sqrt\((?P<root>\d+)\)"
    r"|(?P<sign><=|>=|!=|\+-|-\+|(?<![a-z])sqrt\(|(?<=[\d)|]) - (?=[\w(|]))"
    rf"|(?P<minus>(?<![\w.)])-(?=\.?\d|sqrt\(|(?:[A-Za-z]|{'|'.join(GREEK)})(?![A-Za-z])))"
    r"|(?P<prime>'+(?=\()|(?<=\b[fg])'+(?!\w))"
    r"|(?P<apostrophe>(?<=\w)'(?=\w))"
)
# How the engine prints numbers: a conjugate pair, the modulus of a real number, a float in full.
_REAL = r"\d+(?:\.\d+)?"
_PAIR = re.compile(
    rf"(?P<re>-?{_REAL}) (?P<sign>[+-]) (?P<im>{_REAL})i(?P<modulus> \(modulus (?P<of>{_REAL})\))?"
    r", (?P=re) (?!(?P=sign))[+-] (?P=im)i(?(modulus) \(modulus (?P=of)\))(?![\w.])"
)
_PLAIN_MODULUS = re.compile(rf"(?<![\d.i])({_REAL}) \(modulus \1\)")
_ZEROS = re.compile(r"(\d\.\d*?)0{4,}(?!\d)")
_WORD = re.compile(r"(?:[a-z]{2,}|a(?= [a-z]{2}))(?![a-z_('])")


def prose(text: str, *, capital: bool = False) -> Markup:
    """Escaped text with its ASCII mathematics set; ``capital`` starts it like a sentence."""
    first = _WORD.match(text)
    if capital and first and first[0] not in GREEK:
        text = text[0].upper() + text[1:]
    text = _PLAIN_MODULUS.sub(r"\1", _PAIR.sub(_pair, text))
    text = _ZEROS.sub(lambda found: found[1].rstrip("."), text)
    parts: list[Markup] = []
    end = 0
    for token in _TOKEN.finditer(text):
        between = text[end : token.start()]
        # No line ends inside a product such as "gamma g0".
        factor = between == " " and token["letter"] and parts
        parts += [escape("\N{NO-BREAK SPACE}" if factor else between), _set(token)]
        end = token.end()
    return Markup("").join([*parts, escape(text[end:])])


def greek(text: str) -> str:
    """Plain text with Greek letters for their names, for where there is no markup."""
    return _LETTER.sub(lambda name: GREEK[name[0]], text)


def _pair(found: re.Match[str]) -> str:
    real = "" if found["re"] == "0" else f"{found['re']} "
    both = f" (both of modulus {found['of']})" if found["modulus"] else ""
    return f"{real}+-{' ' if real else ''}{'' if found['im'] == '1' else found['im']}i{both}"


def _product(token: re.Match[str]) -> Markup:
    """No sign where a number or a bracket makes the product plain, a dot between two numbers."""
    before, after = token.string[token.start() - 1], token.string[token.end()]
    if before.isdigit() and after.isdigit():
        return escape("·")
    return escape("" if before.isdigit() or after == "(" else "\N{NO-BREAK SPACE}")


def _set(token: re.Match[str]) -> Markup:
    if token["letter"]:
        letter = escape(GREEK.get(token["letter"], token["letter"]))
        index = GREEK.get(token["index"], token["index"]) or token["zero"]
        return letter + Markup("<sub>{}</sub>").format(index) if index else letter
    if token["power"]:
        return Markup("<sup>{}</sup>").format(token["power"].replace("-", "−"))
    if token["exponent"]:
        mantissa = "" if token["digits"] == "1" else f"{token['digits']} × "
        exponent = str(int(token["exponent"])).replace("-", "−")
        return Markup("{}10<sup>{}</sup>").format(mantissa, exponent)
    if token["root"]:
        return Markup("√{}").format(token["root"])
    if token["times"]:
        return _product(token)
    if token["sign"]:
        return escape(_SIGNS[token["sign"]])
    return escape("−" if token["minus"] else "′" * len(token["prime"] or "") or "’")
