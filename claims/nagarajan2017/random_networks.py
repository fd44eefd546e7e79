"""Equilibria of random networks: their Jacobians as the trainer has them, and by the formula."""

import numpy as np

from ganproof.claims.nagarajan2017.jacobian_at_equilibrium import generated, gradient

POINTS = 64


def slopes(psi, x):
    """grad_psi D at points, by hand, for x that may be complex: (..., B, 2) to (..., B, 17)."""
    W, b, V = psi[:8].reshape(2, 4), psi[8:12], psi[12:16]
    h = np.tanh(x @ W + b)
    inner = (1 - h**2) * V
    by_W = x[..., :, None] * inner[..., None, :]
    return np.concatenate(
        [by_W.reshape(*x.shape[:-1], 8), inner, h, np.ones_like(h[..., :1])], axis=-1
    )


def formula(theta, psi, z, data, slope, curvature, eta, twice=2, turned=1, charged=1, mixed=1):
    """The Jacobian of the field, generator first, at one equilibrium."""
    at_data = slopes(psi, data)
    K = at_data.T @ at_data / len(data)
    L = gradient(lambda each: slopes(psi, generated(each, z)).mean(axis=-2), theta).T
    D_by_D, D_by_G = twice * curvature * K, -slope * L
    G_by_D = turned * slope * L.T - mixed * 2 * eta * D_by_G.T @ D_by_D
    return np.block([[-charged * 2 * eta * D_by_G.T @ D_by_G, G_by_D], [D_by_G, D_by_D]])


def at_equilibria(seeds, loss, eta, shift, alive):
    """The trainer's Jacobians, (E, 34, 34), and what the formula needs of each network."""
    import torch

    from ganproof.claims.gan.networks import (
        data,
        ensembles,
        objectives,
        penalties,
        spectra,
        streams,
        updates,
    )
    from ganproof.claims.gan.networks.ensembles import Network
    from ganproof.claims.gan.networks.experiments import Experiment, grid
    from ganproof.claims.gan.networks.streams import Purpose

    generator = Network(2, 2, width=3, depth=1, scale=3.0)
    critic = Network(2, 1, width=4, depth=1, scale=3.0)
    each, wide = torch.tensor(list(seeds)), torch.float64
    theta = ensembles.initialise(generator, each, Purpose.GENERATOR_START, wide)
    psi = ensembles.initialise(critic, each, Purpose.CRITIC_START, wide)
    psi |= {name: alive * psi[name] for name in ("weight1", "bias1")}
    latents = streams.normal(streams.keys(each, 0, Purpose.LATENT), (POINTS, 2), wide)
    points = ensembles.generator(generator, theta, latents) + shift
    experiment = Experiment(
        generator,
        critic,
        data.DataSet("the generator's own points", 2, lambda *_: points),
        loss=objectives.LOSSES[loss],
        penalties=(penalties.PARAMETER_GRADIENT,),
        optimiser=updates.OPTIMISERS["sgd"],
        batch=POINTS,
        fixed=True,
        dtype="float64",
    )
    state = {"generator": ensembles.flatten(theta), "critic": ensembles.flatten(psi)}
    members = grid(list(seeds), parameter_gradient=(eta,))
    found = spectra.jacobians(*spectra.vector_field(experiment, members, state))
    parts = state["generator"], state["critic"], latents, points
    return found.numpy(), list(zip(*(part.numpy() for part in parts)))
