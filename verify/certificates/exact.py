"""Rational numbers as certificates print them, and the seal of a certificate."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection
from fractions import Fraction
from typing import Any

RATIONAL = re.compile(r"-?[0-9]{1,4000}(/[0-9]{1,4000})?")
MALFORMED = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)


def exact(text: Any) -> Fraction:
    """A rational number as it is printed; nothing that would take long to write out."""
    if not isinstance(text, str):
        raise TypeError(f'{text!r} is not written as text, such as "3/2"')
    if not RATIONAL.fullmatch(text):
        raise ValueError(
            f"{text[:40]!r} is not a rational number such as 3/2, of at most 4000 digits"
        )
    return Fraction(text)


def digest(certificate: dict[str, Any]) -> str:
    """SHA-256 of everything but the digest, as JSON with sorted keys and no spaces."""
    rest = {key: value for key, value in certificate.items() if key != "digest"}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def unsealed(certificate: dict[str, Any], entries: Collection[str]) -> str:
    """Why its digest is not that of its entries; empty if it is, and there are no others."""
    strange = certificate.keys() - {"kind", "says", "digest", *entries}
    if strange:
        return f"there is no place for {min(strange)!r} in this kind of certificate"
    if "digest" not in certificate:
        return "it has no digest; ganproof.verify.certificates.digest(certificate) computes it"
    sealed = certificate["digest"] == digest(certificate)
    return "" if sealed else "something was changed: the digest is that of other entries"
