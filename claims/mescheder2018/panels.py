"""The eight training methods of Figures 3, 19 and 20, with the released notebook's parameters.

Logistic loss unless noted, learning rate 0.2 for both players, 500 rounds from (1, 1).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from inspect import Parameter, Signature
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
    """A training method: its name, its field, and the parameters in words."""

    name: str
    velocity: updates.Field
    words: str = "logistic loss"
    clip: float = field(default=np.inf)


METHODS = {
    "a": Method("Standard GAN", dirac.field),
    "b": Method(
        "Non-saturating GAN", partial(dirac.field, generator=non_saturating(LOGISTIC.slope))
    ),
    "c": Method(
        "WGAN", partial(dirac.field, slope=WASSERSTEIN.slope), words="f(t) = t, clip 1", clip=1.0
    ),
    "d": Method(
        "WGAN-GP",
        partial(dirac.field, slope=WASSERSTEIN.slope, penalty=centred(0.7, 1.0)),
        words="f(t) = t, gamma = 0.7, target slope 1",
    ),
    "e": Method(
        "Consensus optimisation",
        partial(
            dirac.consensus_field, gamma=1.0, slope=LOGISTIC.slope, curvature=LOGISTIC.curvature
        ),
        words="logistic loss, gamma = 1",
    ),
    "f": Method(
        "Instance noise", partial(dirac.noisy_field, deviation=0.7), "logistic loss, sigma = 0.7"
    ),
    "g": Method(
        "Gradient penalty",
        partial(dirac.field, penalty=zero_centred(0.3)),
        "logistic loss, gamma = 0.3",
    ),
    "h": Method(
        "Gradient penalty, critical",
        partial(dirac.field, penalty=zero_centred(1.0)),
        "logistic loss, gamma = 1",
    ),
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
    """Give a figure's claim a check, a portrait and a false variant for each panel."""
    for letter, panel in panels.items():
        method = METHODS[letter]
        conclusion = f"({letter}) {method.name} {panel.words}"
        claim.simulation(decides=conclusion)(_check(letter, panel))
        claim.figure(
            f"({letter}) {method.name}",
            caption=f"{method.words.capitalize()}. It {panel.words}: over the last {TAIL} of "
            f"{ROUNDS} rounds the distance lies in [{panel.nearest:g}, {panel.farthest:g}].",
            illustrates=conclusion,
        )(partial(_portrait, method, panel))
        claim.mutant(f"({letter}) the same at learning rate 0.9", **{_rate(letter): 0.9})


def _rate(letter: str) -> str:
    return f"rate_{letter}"


def _check(letter: str, panel: Panel) -> Callable[..., Trial]:
    def check(**varied: float) -> Trial:
        rate = varied.get(_rate(letter), RATE)
        tail = spectra.distances(orbit(METHODS[letter], panel.rule, rate, ROUNDS))[-TAIL:]
        low, high = float(tail.min()), float(tail.max())
        return Trial(
            panel.nearest <= low and high <= panel.farthest,
            f"distance {low:.3g} to {high:.3g} over the last {TAIL} rounds",
        )

    check.__name__ = f"panel_{letter}"
    # A mutant replaces the rate of one panel: each needs a name of its own.
    own = Parameter(_rate(letter), Parameter.KEYWORD_ONLY, default=RATE)
    check.__signature__ = Signature([own])  # type: ignore[attr-defined]
    return check


def _portrait(method: Method, panel: Panel) -> dict[str, Any]:
    path = orbit(method, panel.rule, RATE, ROUNDS)
    return portraits.portrait(method.velocity, path, method.clip)
