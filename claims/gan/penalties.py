"""Gradient penalties on a linear discriminator D(x) = psi x, whose input gradient is psi.

Each is given by its derivative in psi, of a symbol or of an array.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import sympy

Penalty = Callable[[Any], Any]


def none(psi: Any) -> Any:
    """No penalty."""
    return 0 * psi


def zero_centred(gamma: Any) -> Penalty:
    """Of gamma/2 psi^2: R1 and R2 (Mescheder et al. 2018, equations 7, 9 and 10)."""
    return lambda psi: gamma * psi


def centred(gamma: Any, target: Any) -> Penalty:
    """Of gamma/2 (|psi| - target)^2: WGAN-GP and DRAGAN."""
    return lambda psi: gamma * (psi - target * _sign(psi))


def _sign(psi: Any) -> Any:
    return sympy.sign(psi) if isinstance(psi, sympy.Basic) else np.sign(psi)
