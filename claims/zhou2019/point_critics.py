"""Critics that are trained between four generated and four real points in the plane.

The generator stays as it is: its two hidden layers tell the signs of two latents and which of the
four combinations it is, so that each generated point comes up equally often. So every member of an
ensemble can have generated points of its own.
"""

import numpy as np

from ganproof.claims.gan import lipschitz
from ganproof.claims.gan.discriminator_losses import EXPONENTIAL, both
from ganproof.claims.gan.measured import trained
from ganproof.claims.gan.transport import distances, measures, wasserstein

REALS = np.array([[0.9, 0.2], [-0.3, 1.0], [-0.8, -0.5], [0.4, -0.9]])
LAMBDA = 0.3
SIGNS = np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]])
STEEP = 1e6
SLACK = 0.03
"""Pairs are counted as tight up to it."""
RATES = (2e-3, 5e-4, 1e-4)
"""One after the other."""


def optimum(fakes):
    """The optimal discriminator for exp(t) and the penalty lambda k^2, fakes first."""
    return lipschitz.optimum(*measures(fakes, REALS), both(EXPONENTIAL), LAMBDA)


def single(found):
    """Which generated points have one tight partner, also if some slack is allowed, (4,)."""
    return (found.tightness()[:4, 4:] > 1 - SLACK).sum(axis=1) == 1


def problem(seed):
    """Generated points, (4, 2), drawn until the problem is fit for a comparison.

    All of them pull visibly, two at least have one partner only, and for one of these it is in
    another direction than that in which optimal transport would take it.
    """
    rng = np.random.default_rng(seed)
    while True:
        fakes = rng.uniform(-1.5, 1.5, size=(4, 2))
        apart = distances(fakes, to=np.concatenate([fakes, REALS]))
        if apart[~np.eye(4, 8, dtype=bool)].min() < 0.25:
            continue
        found = optimum(fakes)
        alone = single(found)
        if alone.sum() < 2 or found.multipliers[:4].sum(axis=1).min() < 0.03:
            continue
        cosines = (directions(fakes, "tight") * directions(fakes, "transport")).sum(axis=1)
        if cosines[alone].min() < 0.8:
            return fakes


def directions(fakes, partner):
    """Unit vectors from generated points to their partners, (4, 2).

    Args:
        fakes: the generated points.
        partner: ``tight`` in the optimal discriminator, ``transport`` of an optimal plan, or
            ``nearest``.
    """
    found = optimum(fakes)
    points, fake, real = found.measures
    if partner == "tight":
        chosen = found.tightness()[:4, 4:].argmax(axis=1)
    elif partner == "transport":
        chosen = wasserstein(points, fake, real)[1][:4, 4:].argmax(axis=1)
    else:
        chosen = found.distances[:4, 4:].argmin(axis=1)
    steps = REALS[chosen] - fakes
    return steps / np.linalg.norm(steps, axis=1, keepdims=True)


def generator(fakes):
    """Parameters of generators that make these points, (E, 4, 2), one (E, n) tensor."""
    import torch

    from ganproof.claims.gan.networks import ensembles

    count = len(fakes)
    parts = {
        "weight0": STEEP * np.eye(2, 4)[None],
        "bias0": np.zeros((1, 1, 4)),
        "weight1": STEEP * np.concatenate([SIGNS.T, np.zeros((2, 4))])[None],
        "bias1": np.full((1, 1, 4), -STEEP),
        "weight2": fakes / 2,
        "bias2": fakes.sum(axis=1, keepdims=True) / 2,
    }
    tensors = {
        name: torch.tensor(each, dtype=torch.float32).expand(count, *each.shape[1:])
        for name, each in parts.items()
    }
    return ensembles.flatten(tensors)


def train(place, loss, penalty, weight, seeds, fakes, steps):
    """Critics of 3 x 64 leaky neurons, Adam (0, 0.9) with falling rates, batches of 128."""
    import torch

    from ganproof.claims.gan.networks import data, objectives, updates
    from ganproof.claims.gan.networks.ensembles import Network
    from ganproof.claims.gan.networks.experiments import Experiment, grid
    from ganproof.claims.gan.networks.penalties import PENALTIES

    experiment = Experiment(
        Network(2, 2, width=4, depth=2, activation="tanh"),
        Network(2, 1, width=64, depth=3, activation="leaky_relu"),
        data.table("four points", torch.tensor(REALS)),
        loss=objectives.LOSSES[loss],
        penalties=(PENALTIES[penalty],) if penalty else (),
        optimiser=updates.OPTIMISERS["adam"],
        batch=128,
    )
    begin = {"generator": generator(fakes)}
    for rate in RATES:
        members = grid(seeds, ((0.0, rate),), **({penalty: (weight,)} if penalty else {}))
        name = f"{loss}-{penalty or 'none'}-{weight:g}-{rate:g}-{seeds[0]}"
        run = trained(place, name, experiment, members, steps // len(RATES), begin=begin)
        begin |= {"critic": run.ensemble.state["critic"]}
    return run.ensemble


def gradients(ensemble, points):
    """Gradients of the critics at points, (E, n, 2) both."""
    import torch

    from ganproof.claims.gan.networks import ensembles

    at = torch.tensor(points, dtype=torch.float32, requires_grad=True)
    scores = ensembles.critic(ensemble.experiment.critic, ensemble.critic, at)
    return torch.autograd.grad(scores.sum(), at)[0].double().numpy()


def steepest(ensemble, fakes, count=41):
    """The largest |grad f| on the segments between generated and real points, (E,)."""
    share = np.linspace(0, 1, count)[:, None]
    segments = fakes[:, :, None, None] * (1 - share) + REALS[None, None, :, None] * share
    slopes = gradients(ensemble, segments.reshape(len(fakes), -1, 2))
    return np.linalg.norm(slopes, axis=2).max(axis=1)


def seen(ensemble, member, size=49, reach=1.8):
    """A member's values on a square, (size, size), and gradients on every fourth place."""
    import torch

    from ganproof.claims.gan.networks import ensembles

    line = np.linspace(-reach, reach, size)
    places = np.stack(np.meshgrid(line, line), axis=-1).reshape(1, -1, 2)
    count = len(ensemble.members)
    at = np.repeat(places, count, axis=0)
    with torch.no_grad():
        network = ensemble.experiment.critic
        scores = ensembles.critic(network, ensemble.critic, torch.tensor(at, dtype=torch.float32))
    slopes = gradients(ensemble, at)[member].reshape(size, size, 2)[::4, ::4]
    values = scores[member].double().numpy().reshape(size, size)
    return {"line": line, "values": values, "across": slopes[..., 0], "up": slopes[..., 1]}
