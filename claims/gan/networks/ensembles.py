"""Multilayer perceptrons whose parameters carry a leading ensemble axis.

``E`` members of one architecture are a dict of tensors: ``weight0`` of shape (E, inputs, width),
``bias0`` of shape (E, 1, width), ``weight1``, ... A layer is one ``baddbmm`` over all members, so
no number of one member ever meets a number of another. Everything is a pure function of tensors:
it works under ``torch.autograd``, ``torch.func`` and ``torch.compile`` alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

import torch
from torch import Tensor
from torch.nn import functional

from . import streams

Parameters = dict[str, Tensor]
LEAK = 0.2
ALIGNED = 16
"""Numbers in 64 bytes of float32, the longest vector of a CPU."""


def softplus(x: Tensor) -> Tensor:
    """log(1 + e^x), exact in float64 too: ``functional.softplus`` is linear beyond 20."""
    return -functional.logsigmoid(-x)


def _leaky(x: Tensor) -> Tensor:
    return functional.leaky_relu(x, LEAK)


ACTIVATIONS: MappingProxyType[str, Callable[[Tensor], Tensor]] = MappingProxyType(
    {
        "tanh": torch.tanh,
        "softplus": softplus,
        "sigmoid": torch.sigmoid,
        "silu": functional.silu,
        "sin": torch.sin,
        "leaky_relu": _leaky,
        "linear": lambda x: x,
    }
)
"""Smooth ones, but for ``leaky_relu`` (slope 0.2 below 0)."""


@dataclass(frozen=True)
class Network:
    """A multilayer perceptron, of which an ensemble trains many copies.

    Args:
        inputs: dimension of a point (critic) or of a latent (generator).
        outputs: 1 for a critic, the dimension of the data for a generator.
        width: neurons of each hidden layer.
        depth: how many hidden layers; 0 makes it affine.
        activation: a name in :data:`ACTIVATIONS`.
        frozen: only the last layer is trained; the features before it keep their initial values.
        bias: whether layers have biases.
        scale: factor of the initial weights and biases, which are uniform in
            +-scale / sqrt(fan-in).

    Raises:
        ValueError: an unknown activation, or a size that is no positive number.
    """

    inputs: int
    outputs: int
    width: int = 16
    depth: int = 2
    activation: str = "tanh"
    frozen: bool = False
    bias: bool = True
    scale: float = 1.0

    def __post_init__(self):
        if self.activation not in ACTIVATIONS:
            raise ValueError(f"activation {self.activation!r}; there are {sorted(ACTIVATIONS)}")
        if min(self.inputs, self.outputs, self.width) < 1 or self.depth < 0:
            raise ValueError(f"{self}: sizes are positive, the depth is not negative")

    @property
    def sizes(self) -> list[tuple[int, int]]:
        """Inputs and outputs of each layer."""
        ends = [self.inputs, *[self.width] * self.depth, self.outputs]
        return list(pairwise(ends))

    @property
    def shapes(self) -> dict[str, tuple[int, int]]:
        """Shapes of one member's parameters, in the order in which they are concatenated."""
        found = {}
        for k, (before, after) in enumerate(self.sizes):
            found[f"weight{k}"] = (before, after)
            if self.bias:
                found[f"bias{k}"] = (1, after)
        return found

    @property
    def trainable(self) -> tuple[str, ...]:
        """Names of the parameters that training moves."""
        last = {f"weight{self.depth}", f"bias{self.depth}"}
        return tuple(name for name in self.shapes if not self.frozen or name in last)


def initialise(
    network: Network, seeds: Tensor, purpose: streams.Purpose, dtype: torch.dtype = torch.float32
) -> Parameters:
    """Initial parameters, each member's from its own seed alone.

    Args:
        network: the architecture.
        seeds: int64 of shape (E,); the parameters are made on its device.
        purpose: ``GENERATOR_START`` or ``CRITIC_START``.
        dtype: float32 or float64.

    Returns:
        Tensors of shapes (E, *shape), uniform in +-scale / sqrt(fan-in).
    """
    found = {}
    for turn, (name, shape) in enumerate(network.shapes.items()):
        fan_in = network.sizes[turn // (2 if network.bias else 1)][0]
        values = streams.uniform(streams.keys(seeds, 0, purpose, turn), shape, dtype)
        found[name] = (2 * values - 1) * (network.scale / fan_in**0.5)
    return found


def _aligned(matrices: Tensor, rows: int, columns: int) -> Tensor:
    """Matrices filled up with zeros, each of which then starts at a multiple of 64 bytes."""
    below, beside = rows - matrices.shape[1], columns - matrices.shape[2]
    if below or beside:
        return functional.pad(matrices, (0, beside, 0, below))
    return matrices.contiguous()


def _layer(network: Network, parameters: Parameters, points: Tensor, k: int) -> Tensor:
    """One layer, before its activation; hidden ones are filled up to a multiple of 16 neurons.

    A neuron that fills up passes nothing on, as its outgoing weights are 0. Without it a member's
    matrices would be aligned otherwise at each place of the ensemble, and be multiplied by another
    kernel, which rounds otherwise.
    """
    before, after = network.sizes[k]
    rows = before if k == 0 else points.shape[2]
    columns = after if k == network.depth else -(-after // ALIGNED) * ALIGNED
    weight = _aligned(parameters[f"weight{k}"], rows, columns)
    if network.bias:
        return torch.baddbmm(_aligned(parameters[f"bias{k}"], 1, columns), points, weight)
    return torch.bmm(points, weight)


def forward(network: Network, parameters: Parameters, points: Tensor) -> Tensor:
    """Outputs of all members: (E, B, inputs) to (E, B, outputs)."""
    activation = ACTIVATIONS[network.activation]
    for k in range(network.depth):
        points = activation(_layer(network, parameters, points, k))
    return _layer(network, parameters, points, network.depth)


def generator(network: Network, parameters: Parameters, latents: Tensor) -> Tensor:
    """Generated points: latents of shape (E, B, inputs) to (E, B, outputs)."""
    return forward(network, parameters, latents)


def critic(network: Network, parameters: Parameters, points: Tensor) -> Tensor:
    """Scores, before any sigmoid: points of shape (E, B, inputs) to (E, B)."""
    return forward(network, parameters, points)[..., 0]


def features(network: Network, parameters: Parameters, points: Tensor) -> Tensor:
    """What the last layer reads: (E, B, inputs) to (E, B, width)."""
    activation = ACTIVATIONS[network.activation]
    for k in range(network.depth):
        points = activation(_layer(network, parameters, points, k))
    return points[..., : network.sizes[-1][0]]


def select(parameters: Parameters, members: Tensor | slice) -> Parameters:
    """Some members of an ensemble."""
    return {name: value[members] for name, value in parameters.items()}


def join(parts: Iterable[Parameters]) -> Parameters:
    """Ensembles of one architecture, one behind the other."""
    listed = list(parts)
    return {name: torch.cat([each[name] for each in listed]) for name in listed[0]}


def flatten(parameters: Parameters) -> Tensor:
    """All parameters of each member in one row: shape (E, n), in the order of the dict."""
    return torch.cat([value.flatten(1) for value in parameters.values()], dim=1)


def unflatten(network: Network, rows: Tensor) -> Parameters:
    """The inverse of :func:`flatten`: rows of shape (E, n) to parameters."""
    shapes = network.shapes
    pieces = rows.split([before * after for before, after in shapes.values()], dim=1)
    return {
        name: piece.reshape(-1, *shape)
        for (name, shape), piece in zip(shapes.items(), pieces, strict=True)
    }
