"""Penalties on the critic or on the generator, and noise on what the critic sees.

A penalty is a small function of a :class:`Scene`, which returns one value per member, of shape
(E,); its weight, one per member too, is multiplied on afterwards. Points are taken as they are in
the scene; gradients with respect to them are differentiable once more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from torch import Tensor

from . import streams
from .streams import Purpose

Scores = Callable[[Tensor], Tensor]
Keys = Callable[[Purpose, int], Tensor]


@dataclass(frozen=True)
class Scene:
    """What a penalty may look at, at one evaluation of the gradients.

    Args:
        scores: the critic, (E, B, d) to (E, B).
        real: points of the data, (E, B, d).
        fake: generated points, (E, B, d); a generator's penalty can differentiate them.
        critic: the critic's parameters, (E, n).
        trained: 1 where they are trained and 0 where they are frozen, (n,).
        keys: ``keys(purpose, turn)`` are the keys of the members' streams.
        value: the critic's loss without penalties, (E,), as a function without arguments.
        memory: what penalties have kept from the last evaluation.
        kept: where they leave what they keep for the next.
    """

    scores: Scores
    real: Tensor
    fake: Tensor
    critic: Tensor
    trained: Tensor
    keys: Keys
    value: Callable[[], Tensor]
    memory: dict[str, Tensor] = field(default_factory=dict)
    kept: dict[str, Tensor] = field(default_factory=dict)


Term = Callable[[Scene], Tensor]


@dataclass(frozen=True)
class Penalty:
    """A penalty, by what it acts on.

    Args:
        name: the name of its weights.
        critic: added to the critic's loss.
        generator: added to the generator's loss.
        noise: moves the points that the critic sees by ``weight`` times a function of (keys, shape,
            dtype), which returns values of that shape.
        remembers: how many points it keeps for the next evaluation.
        constants: what its functions are made with; they name it in checkpoints.
    """

    name: str
    critic: Term | None = None
    generator: Term | None = None
    noise: Callable[[Tensor, tuple[int, int], torch.dtype], Tensor] | None = None
    remembers: int = 0
    constants: tuple[float, ...] = ()


def norm(vectors: Tensor) -> Tensor:
    """Euclidean norm along the last axis, whose derivative at the origin is 0 and not nan."""
    square = vectors.square().sum(-1)
    positive = square > 0
    return torch.where(positive, torch.where(positive, square, 1).sqrt(), 0)


def input_gradient(scores: Scores, points: Tensor) -> Tensor:
    """Gradients of the scores at points, (E, B, d); differentiable in the critic's parameters.

    They stay a function of points that require gradients: where generated points move, the slopes
    on them do, which the Jacobian of the players' field and consensus optimisation need.
    """
    points = points if points.requires_grad else points.detach().requires_grad_()
    return torch.autograd.grad(scores(points).sum(), points, create_graph=True)[0]


def mean_square_gradient(scores: Scores, points: Tensor) -> Tensor:
    """Half the mean of |grad_x D|^2 over the points, (E,)."""
    return input_gradient(scores, points).square().sum(-1).mean(1) / 2


def interpolates(scene: Scene) -> Tensor:
    """One point on each segment from a real to a generated point, uniformly; (E, B, d)."""
    shape = (scene.real.shape[1], 1)
    share = streams.uniform(scene.keys(Purpose.MIXING, 0), shape, scene.real.dtype)
    return share * scene.real + (1 - share) * scene.fake


R1 = Penalty("r1", lambda scene: mean_square_gradient(scene.scores, scene.real))
"""E_data |grad_x D|^2 / 2 (Mescheder et al. 2018, eq. 9)."""

R2 = Penalty("r2", lambda scene: mean_square_gradient(scene.scores, scene.fake))
"""The same on generated points (eq. 10)."""

INPUT_GRADIENT = Penalty(
    "input_gradient",
    lambda scene: mean_square_gradient(scene.scores, torch.cat([scene.real, scene.fake], dim=1)),
)
"""E |grad_x D|^2 / 2 over real and generated points alike."""

TIKHONOV = Penalty("tikhonov", lambda scene: (scene.critic.square() * scene.trained).sum(1) / 2)
"""Half the square of the critic's parameters, as far as they are trained."""


def wgan_gp(target: float = 1.0) -> Penalty:
    """E (|grad_x D| - target)^2 on interpolates (Gulrajani et al. 2017)."""

    def term(scene: Scene) -> Tensor:
        slopes = norm(input_gradient(scene.scores, interpolates(scene)))
        return (slopes - target).square().mean(1)

    return Penalty("wgan_gp", term, constants=(target,))


def one_sided(bound: float = 1.0) -> Penalty:
    """E max(0, |grad_x D| - bound)^2 on interpolates (Petzka et al. 2018)."""

    def term(scene: Scene) -> Tensor:
        slopes = norm(input_gradient(scene.scores, interpolates(scene)))
        return torch.relu(slopes - bound).square().mean(1)

    return Penalty("one_sided", term, constants=(bound,))


def max_gp(buffer: int = 8) -> Penalty:
    """The largest |grad_x D|^2 on interpolates and on a buffer (Zhou et al. 2019).

    The buffer keeps the points with the steepest slopes from one evaluation to the next.
    """

    def term(scene: Scene) -> Tensor:
        points = interpolates(scene)
        if buffer:
            points = torch.cat([points, scene.memory["max_gp"]], dim=1)
        squares = input_gradient(scene.scores, points).square().sum(-1)
        if buffer:
            steepest = squares.detach().topk(buffer, dim=1).indices
            steepest = steepest[..., None].expand(-1, -1, points.shape[2])
            scene.kept["max_gp"] = points.detach().gather(1, steepest)
        return squares.amax(1)

    return Penalty("max_gp", term, remembers=buffer, constants=(buffer,))


def alp(
    bound: float = 1.0,
    length: tuple[float, float] = (0.1, 10.0),
    probe: float = 10.0,
    iterations: int = 1,
) -> Penalty:
    """Adversarial Lipschitz penalty: E max(0, |D(x) - D(x + r)| / |r| - bound)^2 (Terjek 2020).

    x runs over real and generated points. The direction of r is the virtual adversarial one: a
    random direction d, improved by power iteration, d to the normalised gradient of
    |D(x) - D(x + probe d)| in d. The length of r is uniform in ``length``.
    """

    def term(scene: Scene) -> Tensor:
        points = torch.cat([scene.real, scene.fake], dim=1)
        _, count, size = points.shape
        dtype = points.dtype
        towards = streams.direction(scene.keys(Purpose.DIRECTION, 0), (count, size), dtype)
        here = scene.scores(points)
        for _ in range(iterations):
            towards = towards.detach().requires_grad_()
            change = (scene.scores(points.detach() + probe * towards) - here.detach()).abs()
            slope = torch.autograd.grad(change.sum(), towards)[0]
            size_of = norm(slope)[..., None]
            flat = size_of == 0
            towards = torch.where(flat, towards, slope / torch.where(flat, 1, size_of)).detach()
        share = streams.uniform(scene.keys(Purpose.DIRECTION, 1), (count,), dtype)
        lengths = length[0] + (length[1] - length[0]) * share
        there = scene.scores(points + lengths[..., None] * towards)
        return torch.relu((there - here).abs() / lengths - bound).square().mean(1)

    return Penalty("alp", term, constants=(bound, *length, probe, iterations))


def _parameter_gradient(scene: Scene) -> Tensor:
    slope = torch.autograd.grad(scene.value().sum(), scene.critic, create_graph=True)[0]
    return (slope * scene.trained).square().sum(1)


PARAMETER_GRADIENT = Penalty("parameter_gradient", generator=_parameter_gradient)
"""|grad_theta_D V|^2 on the generator's loss (Nagarajan and Kolter 2017); V is the critic's loss
without its penalties."""

INSTANCE_NOISE = Penalty("instance_noise", noise=streams.normal)
"""Gaussian noise on real and generated points; its weight is the standard deviation."""

PENALTIES = {
    each.name: each
    for each in (
        R1,
        R2,
        INPUT_GRADIENT,
        TIKHONOV,
        wgan_gp(),
        one_sided(),
        max_gp(),
        alp(),
        PARAMETER_GRADIENT,
        INSTANCE_NOISE,
    )
}
"""Each with its usual constants."""
