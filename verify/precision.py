"""Ball arithmetic (Arb): how many bits it has for now, and balls around rational numbers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction

import flint


@contextmanager
def precision(bits: int) -> Iterator[None]:
    """Compute with this many bits inside the block."""
    before, flint.ctx.prec = flint.ctx.prec, bits
    try:
        yield
    finally:
        flint.ctx.prec = before


def fraction_ball(value: Fraction) -> flint.arb:
    """The tightest ball around a rational number at the current precision."""
    return flint.arb(flint.fmpq(value.numerator, value.denominator))
