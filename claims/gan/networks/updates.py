"""Optimisers and update rules, as pure functions of tensors with one row per member.

A player is one tensor of shape (E, n): a member's parameters in a row. An optimiser turns a
gradient into a direction; an update rule says at which points gradients are taken and in which
order the players move. Both may be put together freely, and both players descend. Where members
must agree to the last bit only +, -, *, / and square roots are used, which every machine rounds
alike in the body and in the remainder of a vectorised loop.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

State = dict[str, Tensor]
"""``generator`` and ``critic``, (E, n) each, and the optimisers' slots (``critic.square``, ...)."""

PLAYERS = ("generator", "critic")


@dataclass(frozen=True)
class Optimiser:
    """How a gradient becomes a direction.

    Args:
        name: what records and checkpoints call it.
        slots: names of what it keeps, with the value each starts from. Slots whose name ends in
            ``power`` are (E, 1), the others have the shape of the parameters.
        direction: (gradient, slots) to (direction, slots).
        constants: what it was made with.
    """

    name: str
    slots: tuple[tuple[str, float], ...]
    direction: Callable[[Tensor, State], tuple[Tensor, State]]
    constants: tuple[float, ...] = ()

    def start(self, parameters: Tensor) -> State:
        """Slots before the first step, for parameters of shape (E, n)."""
        one = parameters[:, :1]
        return {
            name: torch.full_like(one if name.endswith("power") else parameters, value)
            for name, value in self.slots
        }


def sgd(momentum: float = 0.0) -> Optimiser:
    """Gradient descent, with heavy-ball momentum if wanted."""
    if momentum == 0:
        return Optimiser("sgd", (), lambda gradient, slots: (gradient, slots))

    def direction(gradient: Tensor, slots: State) -> tuple[Tensor, State]:
        velocity = momentum * slots["velocity"] + gradient
        return velocity, {"velocity": velocity}

    return Optimiser("sgd", (("velocity", 0.0),), direction, (momentum,))


def rmsprop(decay: float = 0.99, eps: float = 1e-8) -> Optimiser:
    """RMSprop as in PyTorch: eps is added to the root."""

    def direction(gradient: Tensor, slots: State) -> tuple[Tensor, State]:
        square = decay * slots["square"] + (1 - decay) * gradient.square()
        return gradient / (square.sqrt() + eps), {"square": square}

    return Optimiser("rmsprop", (("square", 0.0),), direction, (decay, eps))


def adam(beta1: float = 0.0, beta2: float = 0.9, eps: float = 1e-8) -> Optimiser:
    """Adam (Kingma and Ba 2015); the defaults are those usual for GANs."""

    def direction(gradient: Tensor, slots: State) -> tuple[Tensor, State]:
        mean = beta1 * slots["mean"] + (1 - beta1) * gradient
        square = beta2 * slots["square"] + (1 - beta2) * gradient.square()
        first, second = beta1 * slots["first_power"], beta2 * slots["second_power"]
        found = (mean / (1 - first)) / ((square / (1 - second)).sqrt() + eps)
        kept = {"mean": mean, "square": square, "first_power": first, "second_power": second}
        return found, kept

    slots = (("mean", 0.0), ("square", 0.0), ("first_power", 1.0), ("second_power", 1.0))
    return Optimiser("adam", slots, direction, (beta1, beta2, eps))


OPTIMISERS = {"sgd": sgd(), "rmsprop": rmsprop(), "adam": adam()}


class Field(Protocol):
    """Gradients of what the players minimise, on new points at every ``turn``."""

    def generator(self, state: State, turn: int) -> Tensor:
        """The generator's, (E, n)."""

    def critic(self, state: State, turn: int) -> Tensor:
        """The critic's, (E, n); what penalties keep is written into the state."""

    def both(self, state: State, turn: int) -> tuple[Tensor, Tensor]:
        """Both, on the same points, at the same parameters."""

    def consensus(self, state: State, turn: int) -> tuple[Tensor, Tensor]:
        """Both, with the gradient of half the square of both times its weight added."""


@dataclass(frozen=True)
class Rates:
    """What may differ between members: learning rates, (E, 1), and critic steps, (E, 1) int64.

    ``most`` is the largest number of critic steps in the ensemble; ``bound`` cuts the critic's
    trained parameters to [-bound, bound], (E, 1), where it is given.
    """

    generator: Tensor
    critic: Tensor
    critic_steps: Tensor
    most: int = 1
    bound: Tensor | None = None

    def of(self, player: str) -> Tensor:
        """The player's learning rates."""
        return self.generator if player == "generator" else self.critic


@dataclass(frozen=True)
class Update:
    """An update rule.

    Args:
        name: what records and checkpoints call it.
        step: (field, state, rates, optimiser) to the next state.
        remembers: whether the last directions are part of the state.
    """

    name: str
    step: Callable[[Field, State, Rates, Optimiser], State]
    remembers: bool = False


def _directed(state: State, optimiser: Optimiser, player: str, gradient: Tensor):
    """The direction of a player, and the state with its slots after it."""
    slots = {name: state[f"{player}.{name}"] for name, _ in optimiser.slots}
    direction, slots = optimiser.direction(gradient, slots)
    return direction, {**state, **{f"{player}.{name}": value for name, value in slots.items()}}


def _moved(state: State, rates: Rates, player: str, direction: Tensor) -> State:
    after = state[player] - rates.of(player) * direction
    if player == "critic" and rates.bound is not None:
        after = torch.minimum(torch.maximum(after, -rates.bound), rates.bound)
    return {**state, player: after}


def _stepped(
    state: State, rates: Rates, optimiser: Optimiser, player: str, gradient: Tensor
) -> State:
    direction, state = _directed(state, optimiser, player, gradient)
    return _moved(state, rates, player, direction)


def _both_stepped(
    state: State, rates: Rates, optimiser: Optimiser, gradients: tuple[Tensor, Tensor]
) -> State:
    for player, gradient in zip(PLAYERS, gradients, strict=True):
        state = _stepped(state, rates, optimiser, player, gradient)
    return state


def chosen(which: Tensor, new: State, old: State) -> State:
    """``new`` for the members for which ``which`` holds, bool of shape (E,), else ``old``."""
    return {
        name: value
        if value is old[name]
        else torch.where(which.view(-1, *[1] * (value.dim() - 1)), value, old[name])
        for name, value in new.items()
    }


def _simultaneous(field: Field, state: State, rates: Rates, optimiser: Optimiser) -> State:
    state = dict(state)
    gradients = field.both(state, 0)
    return _both_stepped(state, rates, optimiser, gradients)


def _alternating(field: Field, state: State, rates: Rates, optimiser: Optimiser) -> State:
    state = dict(state)
    state = _stepped(state, rates, optimiser, "generator", field.generator(state, 0))
    for k in range(rates.most):
        after = dict(state)
        after = _stepped(after, rates, optimiser, "critic", field.critic(after, k + 1))
        state = after if k == 0 else chosen(k < rates.critic_steps[:, 0], after, state)
    return state


def _ahead(state: State, rates: Rates, directions: tuple[Tensor, Tensor]) -> State:
    for player, direction in zip(PLAYERS, directions, strict=True):
        state = _moved(state, rates, player, direction)
    return state


def _corrected(
    field: Field, state: State, ahead: State, rates: Rates, optimiser: Optimiser, turn: int
) -> tuple[State, tuple[Tensor, Tensor]]:
    """A step from ``state`` along the direction found at the point ``ahead``."""
    ahead = dict(ahead)
    gradients = field.both(ahead, turn)
    found = []
    for player, gradient in zip(PLAYERS, gradients, strict=True):
        direction, ahead = _directed(ahead, optimiser, player, gradient)
        found.append(direction)
    ahead = {**ahead, **{player: state[player] for player in PLAYERS}}
    return _ahead(ahead, rates, tuple(found)), tuple(found)


def _extragradient(field: Field, state: State, rates: Rates, optimiser: Optimiser) -> State:
    ahead = _simultaneous(field, state, rates, optimiser)
    return _corrected(field, state, ahead, rates, optimiser, 1)[0]


def _past(field: Field, state: State, rates: Rates, optimiser: Optimiser) -> State:
    ahead = _ahead(state, rates, tuple(state[f"{player}.past"] for player in PLAYERS))
    after, found = _corrected(field, state, ahead, rates, optimiser, 0)
    return {**after, **{f"{player}.past": each for player, each in zip(PLAYERS, found)}}


def _consensus(field: Field, state: State, rates: Rates, optimiser: Optimiser) -> State:
    state = dict(state)
    gradients = field.consensus(state, 0)
    return _both_stepped(state, rates, optimiser, gradients)


SIMULTANEOUS = Update("simultaneous", _simultaneous)
"""Both players step from the same point."""

ALTERNATING = Update("alternating", _alternating)
"""The generator first; the critic's steps see the new generator, each on new points."""

EXTRAGRADIENT = Update("extragradient", _extragradient)
"""A step along the direction at the point that a simultaneous step would reach; the optimiser's
slots are updated at both points (Gidel et al. 2019, algorithm 4)."""

PAST = Update("past", _past, remembers=True)
"""Extrapolation from the past: the same, but the point is reached along the last direction, so that
a step costs one evaluation (Gidel et al. 2019, algorithm 3). The first direction is 0."""

CONSENSUS = Update("consensus", _consensus)
"""A simultaneous step; each player's gradient has that of (|v_G|^2 + |v_D|^2) / 2 added, times the
weight ``consensus`` (Mescheder et al. 2017)."""

UPDATES = {each.name: each for each in (SIMULTANEOUS, ALTERNATING, EXTRAGRADIENT, PAST, CONSENSUS)}
