"""Eigenvalues of the vector field that trained players follow, linearised where they stand.

Players that descend their losses follow v = (-grad_G L_G, -grad_D L_D). Where all eigenvalues of
its Jacobian J have negative real parts, small steps bring them back to an equilibrium. With few
parameters J is written out (:func:`jacobians`). With many, only products with it are formed, and
the eigenvalues of largest real part are found in a Krylov space (``krylov.py``).

Each eigenvalue comes with its residual |J v - lambda v|, |v| = 1: lambda is an eigenvalue of a
matrix at most that far from J. How far it is from an eigenvalue of J itself depends on how normal J
is.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable

import torch
from torch import Tensor

from .experiments import Experiment, Members
from .krylov import Spectrum, rightmost, root_of_precision
from .steps import EnsembleField, trained
from .updates import PLAYERS, State

Field = Callable[[Tensor], Tensor]
"""Of parameters, shape (..., n), to their velocity, same shape; made of differentiable steps."""
FULL_BELOW = 2_000
"""Parameters from which on the Jacobian is no longer written out."""
ROWS = 128
"""Rows of a Jacobian that are computed at once."""


def vector_field(
    experiment: Experiment, members: Members, state: State, step: int = 0
) -> tuple[Field, Tensor]:
    """The field that an ensemble follows, on the points that it sees at one training step.

    It is that of simultaneous steps, penalties included. What gradients hold fixed the Jacobian
    does too: the adversarial directions of ``alp``, and the buffer of ``max_gp``.

    Args:
        experiment: what was trained; give it a larger ``batch`` to have less noise in the field.
        members: who, on the device of the state.
        state: where they stand.
        step: whose points and latents are taken.

    Returns:
        The field, and the point, (E, n): the generator's trained parameters, then the critic's.
    """
    at = torch.tensor(step, device=state["generator"].device)
    field = EnsembleField(experiment, members.tensors(), at)
    networks = experiment.generator, experiment.critic
    moved = [
        trained(network, at.device, experiment.torch_dtype).nonzero()[:, 0] for network in networks
    ]
    widths = [len(each) for each in moved]

    def velocity(point: Tensor) -> Tensor:
        if not (point.requires_grad and torch.is_grad_enabled()):
            with torch.enable_grad():
                return velocity(point.detach().requires_grad_()).detach()
        parts = zip(PLAYERS, moved, point.split(widths, dim=1), strict=True)
        now = {player: state[player].index_copy(1, where, part) for player, where, part in parts}
        slopes = field.both(dict(state) | now, 0, graph=True)
        return -torch.cat([each[:, where] for each, where in zip(slopes, moved)], dim=1)

    point = torch.cat([state[player][:, where] for player, where in zip(PLAYERS, moved)], dim=1)
    return velocity, point.detach()


def jacobians(field: Field, point: Tensor, rows: int = ROWS) -> Tensor:
    """The Jacobian of each member, whole.

    Args:
        field: in which no member feels another.
        point: shape (E, n).
        rows: how many rows are computed at once, of all members.

    Returns:
        Shape (E, n, n).
    """
    members, size = point.shape
    at = point.detach().requires_grad_()
    velocity = field(at)
    result = point.new_empty(members, size, size)
    for start in range(0, size, rows):
        index = torch.arange(start, min(start + rows, size), device=point.device)
        units = point.new_zeros(len(index), members, size)
        units[torch.arange(len(index)), :, index] = 1
        (slopes,) = torch.autograd.grad(
            velocity, at, units, retain_graph=True, is_grads_batched=True, materialize_grads=True
        )
        result[:, index] = slopes.transpose(0, 1)
    return result


def eigenpairs(matrices: Tensor) -> Spectrum:
    """All eigenvalues of matrices, shape (..., n, n)."""
    values, vectors = torch.linalg.eig(matrices)
    order = (-values.real).argsort(dim=-1, stable=True)
    apart = matrices.to(vectors.dtype) @ vectors - vectors * values.unsqueeze(-2)
    residuals = torch.linalg.vector_norm(apart, dim=-2)
    scale = torch.linalg.matrix_norm(matrices, ord=2)
    small = (residuals <= root_of_precision(matrices.dtype) * scale.unsqueeze(-1)).all()
    return Spectrum(values.gather(-1, order), residuals.gather(-1, order), scale, 0, bool(small))


def transposed(field: Field, point: Tensor) -> Field:
    """The products J^T u. They are the cheapest: one sweep back through the field's graph.

    J^T has J's eigenvalues; its eigenvectors are J's left ones.
    """
    at = point.detach().requires_grad_()
    velocity = field(at)

    def product(u: Tensor) -> Tensor:
        (image,) = torch.autograd.grad(
            velocity, at, u.reshape_as(velocity), retain_graph=True, materialize_grads=True
        )
        return image.reshape_as(u)

    return product


def linearised(field: Field, point: Tensor) -> Field:
    """The products J u, by ``torch.func.linearize``.

    The field may take derivatives by ``torch.func`` only. Tracing it takes about a second.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch's tracer warns of itself
        _, product = torch.func.linearize(field, point.detach())
    return lambda u: product(u.reshape_as(point)).reshape_as(u)


def spectrum(field: Field, point: Tensor, count: int = 4, seed: int = 0) -> Spectrum:
    """The eigenvalues at a point of shape (1, n): all below ``FULL_BELOW``, else the rightmost."""
    if len(point) != 1:
        raise ValueError(f"{len(point)} members: take one at a time, or `eigenpairs(jacobians())`")
    if point.numel() < FULL_BELOW:
        return _first(eigenpairs(jacobians(field, point)))
    return rightmost(transposed(field, point), torch.empty_like(point), count=count, seed=seed)


def _first(found: Spectrum) -> Spectrum:
    return Spectrum(
        found.values[0], found.residuals[0], found.scale[0], found.products, found.converged
    )
