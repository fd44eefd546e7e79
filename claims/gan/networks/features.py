"""The feature space in which Frechet distances between digits are measured: one of our own.

A perceptron that tells the digits of 8 x 8 pixels apart; a digit's features are what its last
layer reads. The weights lie beside this file, with the accuracy on digits that they were not
trained on and the hash of the weights, which are part of every number that rests on them. Such a
distance is no FID: that name belongs to the Inception network.

``python -m ganproof.claims.gan.networks.features PATH`` trains the weights anew.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from . import data, ensembles
from .ensembles import Network
from .streams import Purpose

NETWORK = Network(64, 10, width=32, depth=2, activation="tanh")
FILE = Path(__file__).with_name("digits.safetensors")
HELD_OUT = 5
"""Each fifth digit is not trained on."""


@dataclass(frozen=True)
class FeatureSpace:
    """A map from points to features.

    Args:
        parameters: of ``NETWORK``, one member.
        accuracy: share of the held-out digits that it names rightly.
        sha256: of the weights.
    """

    parameters: ensembles.Parameters
    accuracy: float
    sha256: str

    def __call__(self, points: Tensor) -> Tensor:
        """Features of pixels in [-1, 1]: (..., 64) to (..., 32), in float64."""
        mapped = {name: value.to(points.device) for name, value in self.parameters.items()}
        rows = points.detach().double().reshape(1, -1, NETWORK.inputs)
        return ensembles.features(NETWORK, mapped, rows).reshape(*points.shape[:-1], NETWORK.width)


def digest(parameters: ensembles.Parameters) -> str:
    """SHA-256 of the weights' names, shapes and numbers, in float32."""
    found = hashlib.sha256()
    for name in sorted(parameters):
        value = parameters[name].detach().cpu().float().contiguous()
        found.update(f"{name}{tuple(value.shape)}".encode())
        found.update(value.numpy().astype("<f4").tobytes())
    return found.hexdigest()


def load(file: Path = FILE) -> FeatureSpace:
    """The feature space of a file.

    Raises:
        ValueError: its weights are not float32, or not those whose hash it names.
    """
    about, parameters = _opened(file.read_bytes())
    if digest(parameters) != about.get("sha256"):
        raise ValueError(f"{file}: the weights are not those that its hash names")
    parameters = {name: value.double() for name, value in parameters.items()}
    return FeatureSpace(parameters, float(about["accuracy"]), about["sha256"])


def _opened(content: bytes) -> tuple[dict[str, str], ensembles.Parameters]:
    """Metadata and float32 tensors of a safetensors file, read without that library."""
    start = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:start])
    about, parameters = header.pop("__metadata__", {}), {}
    for name, each in header.items():
        if each["dtype"] != "F32":
            raise ValueError(f"{name} is {each['dtype']}: weights are F32")
        first, last = (start + offset for offset in each["data_offsets"])
        numbers = np.frombuffer(content[first:last], dtype="<f4").astype(np.float32)
        parameters[name] = torch.from_numpy(numbers).reshape(each["shape"])
    return about, parameters


def accuracy(parameters: ensembles.Parameters) -> float:
    """Share of the held-out digits that a classifier names rightly."""
    pixels, labels = data.digit_table()
    answer = ensembles.forward(NETWORK, parameters, pixels[None, ::HELD_OUT])[0].argmax(-1)
    return float((answer == labels[::HELD_OUT]).double().mean())


def train(seed: int = 0, steps: int = 300, decay: float = 1e-3) -> ensembles.Parameters:
    """Weights of a classifier: cross-entropy on all digits that are not held out, by Adam."""
    pixels, labels = data.digit_table()
    used = torch.arange(len(labels)) % HELD_OUT != 0
    start = ensembles.initialise(NETWORK, torch.tensor([seed]), Purpose.CRITIC_START, torch.float64)
    parameters = {name: value.requires_grad_() for name, value in start.items()}
    optimiser = torch.optim.AdamW(parameters.values(), lr=1e-2, weight_decay=decay)
    for _ in range(steps):
        optimiser.zero_grad()
        answer = ensembles.forward(NETWORK, parameters, pixels[None, used])[0]
        torch.nn.functional.cross_entropy(answer, labels[used]).backward()
        optimiser.step()
    return {name: value.detach().float() for name, value in parameters.items()}


def write(file: Path, seed: int = 0) -> None:
    """Train a classifier and write it down with its accuracy and its hash; needs safetensors."""
    from safetensors.torch import save_file

    weights = train(seed)
    right = accuracy({name: value.double() for name, value in weights.items()})
    about = {"accuracy": repr(right), "sha256": digest(weights), "seed": str(seed)}
    save_file({name: value.contiguous() for name, value in weights.items()}, file, about)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
