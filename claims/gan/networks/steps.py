"""One training step of a whole ensemble, as a pure function of tensors.

Everything that a step needs comes in as a tensor and all that it changes goes out as one, so that
the same function runs as it stands, traced or compiled.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor

from . import ensembles, streams
from .ensembles import Network
from .experiments import Experiment, Members
from .penalties import Scene
from .streams import Purpose
from .updates import PLAYERS, Rates, State, chosen

Step = Callable[[State, State, Tensor], State]
"""(state, members' tensors, step as an int64 of shape ()) to the next state."""

NEVER = -1
"""``diverged`` of a member that has not diverged."""


def trained(network: Network, device: torch.device, dtype: torch.dtype) -> Tensor:
    """1 for each parameter that training moves and 0 for each that it does not, (n,)."""
    parts = [
        torch.full((before * after,), float(name in network.trainable), dtype=dtype, device=device)
        for name, (before, after) in network.shapes.items()
    ]
    return torch.cat(parts)


@dataclass(frozen=True)
class EnsembleField:
    """The players' gradients; see :class:`ganproof.claims.gan.networks.updates.Field`.

    Args:
        experiment: what all members share.
        members: :meth:`Members.tensors`, on the device.
        step: int64 of shape ().
    """

    experiment: Experiment
    members: State
    step: Tensor

    @cached_property
    def _masks(self) -> dict[str, Tensor | None]:
        made = {"generator": self.experiment.generator, "critic": self.experiment.critic}
        device, dtype = self.members["seeds"].device, self.experiment.torch_dtype
        return {
            player: trained(network, device, dtype) if network.frozen else None
            for player, network in made.items()
        }

    def _weight(self, name: str) -> Tensor:
        return self.members[f"weight.{name}"].to(self.experiment.torch_dtype)

    def keys(self, purpose: Purpose, turn: int) -> Tensor:
        """Keys of a stream; the same at every step where the points are fixed."""
        step = torch.zeros_like(self.step) if self.experiment.fixed else self.step
        return streams.keys(self.members["seeds"], step, purpose, turn)

    def scene(self, state: State, turn: int, *, attached: bool) -> tuple[Scene, Tensor]:
        """Points and scores at one evaluation.

        Args:
            state: ``generator`` and ``critic`` require gradients.
            turn: which evaluation of the step it is.
            attached: whether generated points are a function of the generator's parameters.

        Returns:
            The scene, and the scores of the generated points, (E, B).
        """
        experiment, dtype = self.experiment, self.experiment.torch_dtype
        turn = 0 if experiment.fixed else turn
        theta = ensembles.unflatten(experiment.generator, state["generator"])
        phi = ensembles.unflatten(experiment.critic, state["critic"])
        shape = (experiment.batch, experiment.generator.inputs)
        latents = streams.normal(self.keys(Purpose.LATENT, turn), shape, dtype)
        fake = ensembles.generator(experiment.generator, theta, latents)
        fake = fake if attached else fake.detach()
        real = experiment.data.sample(self.keys(Purpose.DATA, turn), experiment.batch, dtype)
        for number, each in enumerate(experiment.penalties):
            if each.noise is not None:
                weight = self._weight(each.name)[:, None, None]
                key = 2 * (16 * turn + number)
                size = (experiment.batch, experiment.data.dimension)
                real = real + weight * each.noise(self.keys(Purpose.NOISE, key), size, dtype)
                fake = fake + weight * each.noise(self.keys(Purpose.NOISE, key + 1), size, dtype)

        def scores(points: Tensor) -> Tensor:
            return ensembles.critic(experiment.critic, phi, points)

        there = scores(fake)
        mask = self._masks["critic"]
        scene = Scene(
            scores=scores,
            real=real,
            fake=fake,
            critic=state["critic"],
            trained=torch.ones_like(state["critic"][0]) if mask is None else mask,
            keys=lambda purpose, number: self.keys(purpose, 16 * turn + number),
            value=lambda: experiment.loss.critic_value(scores(real), there),
            memory={
                name.removeprefix("memory."): value
                for name, value in state.items()
                if name.startswith("memory.")
            },
        )
        return scene, there

    def losses(self, state: State, turn: int, *, attached: bool) -> tuple[Tensor, Tensor, State]:
        """What the players minimise, (E,) each, and what penalties keep."""
        scene, there = self.scene(state, turn, attached=attached)
        generator, critic = self.experiment.loss.generator_value(there), scene.value()
        for each in self.experiment.penalties:
            if each.critic is not None:
                critic = critic + self._weight(each.name) * each.critic(scene)
            if each.generator is not None and attached:
                generator = generator + self._weight(each.name) * each.generator(scene)
        return generator, critic, {f"memory.{name}": value for name, value in scene.kept.items()}

    def _leaves(self, state: State) -> State:
        return {
            name: value.detach().requires_grad_() if name in PLAYERS else value
            for name, value in state.items()
        }

    def _masked(self, player: str, gradient: Tensor) -> Tensor:
        mask = self._masks[player]
        return gradient if mask is None else gradient * mask

    def generator(self, state: State, turn: int) -> Tensor:
        """The generator's gradient, (E, n)."""
        leaves = self._leaves(state)
        scene, there = self.scene(leaves, turn, attached=True)
        loss = self.experiment.loss.generator_value(there)
        for each in self.experiment.penalties:
            if each.generator is not None:
                loss = loss + self._weight(each.name) * each.generator(scene)
        slope = torch.autograd.grad(loss.sum(), leaves["generator"])[0]
        return self._masked("generator", slope)

    def critic(self, state: State, turn: int) -> Tensor:
        """The critic's gradient, (E, n); what penalties keep is written into the state."""
        leaves = self._leaves(state)
        _, loss, kept = self.losses(leaves, turn, attached=False)
        state.update(kept)
        return self._masked("critic", torch.autograd.grad(loss.sum(), leaves["critic"])[0])

    def both(self, state: State, turn: int, *, graph: bool = False) -> tuple[Tensor, Tensor]:
        """Both players' gradients on the same points."""
        leaves = state if graph else self._leaves(state)
        generator, critic, kept = self.losses(leaves, turn, attached=True)
        if not graph:
            state.update(kept)
        options = {"retain_graph": True, "create_graph": graph}
        slopes = (
            torch.autograd.grad(generator.sum(), leaves["generator"], **options)[0],
            torch.autograd.grad(critic.sum(), leaves["critic"], **options)[0],
        )
        if graph:
            state.update({name: value.detach() for name, value in kept.items()})
        return self._masked("generator", slopes[0]), self._masked("critic", slopes[1])

    def consensus(self, state: State, turn: int) -> tuple[Tensor, Tensor]:
        """Both gradients, plus ``consensus`` times that of half the square of both."""
        leaves = self._leaves(state)
        first = self.both(leaves, turn, graph=True)
        square = sum(each.square().sum() for each in first) / 2
        second = torch.autograd.grad(square, [leaves[player] for player in PLAYERS])
        state.update({name: value for name, value in leaves.items() if name not in PLAYERS})
        weight = self._weight("consensus")[:, None]
        return tuple(
            each.detach() + weight * self._masked(player, more)
            for player, each, more in zip(PLAYERS, first, second, strict=True)
        )


def start(experiment: Experiment, members: Members) -> State:
    """The state before the first step, on the members' device."""
    seeds, dtype = members.seeds, experiment.torch_dtype
    state: State = {}
    for player, network, purpose in (
        ("generator", experiment.generator, Purpose.GENERATOR_START),
        ("critic", experiment.critic, Purpose.CRITIC_START),
    ):
        rows = ensembles.flatten(ensembles.initialise(network, seeds, purpose, dtype))
        state[player] = rows
        slots = experiment.optimiser.start(rows)
        state |= {f"{player}.{name}": value for name, value in slots.items()}
        if experiment.update.remembers:
            state[f"{player}.past"] = torch.zeros_like(rows)
    for each in experiment.penalties:
        if each.remembers:
            key = streams.keys(seeds, 0, Purpose.BUFFER)
            state[f"memory.{each.name}"] = experiment.data.sample(key, each.remembers, dtype)
    state["diverged"] = torch.full_like(seeds, NEVER)
    return state


def _bound(experiment: Experiment, members: State) -> Tensor | None:
    """Where the critic's parameters are cut, (E, 1) or (E, n); frozen ones are not."""
    if "weight.clip" not in members:
        return None
    bound = members["weight.clip"].to(experiment.torch_dtype)[:, None]
    if not experiment.critic.frozen:
        return bound
    mask = trained(experiment.critic, bound.device, bound.dtype)
    return torch.where(mask > 0, bound, torch.inf)


def make_step(experiment: Experiment, most: int) -> Step:
    """The step of an experiment whose members make up to ``most`` critic steps."""
    dtype = experiment.torch_dtype

    def step(state: State, members: State, number: Tensor) -> State:
        rates = Rates(
            members["generator_rate"].to(dtype)[:, None],
            members["critic_rate"].to(dtype)[:, None],
            members["critic_steps"][:, None],
            most,
            _bound(experiment, members),
        )
        field = EnsembleField(experiment, members, number)
        old = dict(state)
        diverged = old.pop("diverged")
        new = experiment.update.step(field, old, rates, experiment.optimiser)
        sizes = [new[player].abs().amax(1) for player in PLAYERS]
        sound = (sizes[0] <= experiment.limit) & (sizes[1] <= experiment.limit)
        alive = diverged == NEVER
        kept = chosen(alive & sound, new, old)
        kept["diverged"] = torch.where(alive & ~sound, number, diverged)
        return kept

    return step
