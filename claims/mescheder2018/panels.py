"""The eight training methods of Figures 3, 19 and 20, with the released notebook's parameters.

Logistic loss unless noted, learning rate 0.2 for both players, 500 rounds from (1, 1).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from ganproof.claims.gan import dirac, portraits, spectra, updates
from ganproof.claims.gan.losses import LOGISTIC, WASSERSTEIN, non_saturating
from ganproof.claims.gan.penalties import centred, zero_centred
from ganproof.verify import Claim, Trial

RATE, ROUNDS, START, TAIL = 0.2, 500, [1.0, 1.0], 100
Rule = Callable[[float], updates.Update]


@dataclass(frozen=True)
class Method:
    """A training method: its name and its field."""

    name: str
    velocity: updates.Field
    clip: float = field(default=np.inf)


METHODS = {
    "a": Method("Standard GAN", dirac.field),
    "b": Method(
        "Non-saturating GAN", partial(dirac.field, generator=non_saturating(LOGISTIC.slope))
    ),
    "c": Method("WGAN", partial(dirac.field, slope=WASSERSTEIN.slope), clip=1.0),
    "d": Method(
        "WGAN-GP", partial(dirac.field, slope=WASSERSTEIN.slope, penalty=centred(0.7, 1.0))
    ),
    "e": Method(
        "Consensus optimisation",
        partial(
            dirac.consensus_field, gamma=1.0, slope=LOGISTIC.slope, curvature=LOGISTIC.curvature
        ),
    ),
    "f": Method("Instance noise", partial(dirac.noisy_field, deviation=0.7)),
    "g": Method("Gradient penalty", partial(dirac.field, penalty=zero_centred(0.3))),
    "h": Method("Gradient penalty, critical", partial(dirac.field, penalty=zero_centred(1.0))),
}


@dataclass(frozen=True)
class Panel:
    """What a panel must show: the distance over the last 100 rounds lies in this band."""

    rule: Rule
    nearest: float
    farthest: float
    words: str


def orbit(method: Method, rule: Rule, rate: float, rounds: int) -> Any:
    """Iterates of shape (rounds + 1, 2, 1)."""
    update = updates.clipped(rule(rate), method.clip)
    return dirac.orbit(START, update, rounds, method.velocity)


def declare(claim: Claim, panels: dict[str, Panel]) -> None:
    """Give a figure's claim a check and a portrait for each panel."""
    for letter, panel in panels.items():
        method = METHODS[letter]
        conclusion = f"({letter}) {method.name} {panel.words}"
        check = _check(method, panel)
        check.__name__ = f"panel_{letter}"
        claim.simulation(decides=conclusion)(check)
        claim.figure(
            f"({letter}) {method.name}",
            caption=f"{panel.words.capitalize()}: {ROUNDS} rounds from (1, 1), the circle; over "
            f"the last {TAIL} distances from {panel.nearest:.2g} to {panel.farthest:.3g}.",
            illustrates=conclusion,
        )(partial(_portrait, method, panel))


def _check(method: Method, panel: Panel) -> Callable[..., Trial]:
    def check(*, rate: float = RATE, rounds: int = ROUNDS) -> Trial:
        tail = spectra.distances(orbit(method, panel.rule, rate, rounds))[-TAIL:]
        low, high = float(tail.min()), float(tail.max())
        return Trial(
            panel.nearest <= low and high <= panel.farthest,
            f"distance {low:.3g} to {high:.3g} over the last {TAIL} rounds",
        )

    return check


def _portrait(method: Method, panel: Panel) -> dict[str, Any]:
    path = orbit(method, panel.rule, RATE, ROUNDS)
    return portraits.portrait(method.velocity, path, method.clip)
