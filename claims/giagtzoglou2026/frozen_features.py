"""The game of a linear critic on frozen features: trained, and linearised at an equilibrium."""

import numpy as np

from ganproof.claims.gan.measured import trained

FEATURES = 4
STEP = 0.3
GRADIENT, NORM = ("r1", 1.0), ("tikhonov", 1.0)


def factors(s):
    """Factors per iteration of methods, for eigenvalues s of the operator's Jacobian times step."""
    root = np.sqrt((1 - 2 * s) ** 2 + 4 * s)
    past = np.maximum(abs(1 - 2 * s + root), abs(1 - 2 * s - root)) / 2
    return {
        "simultaneous": abs(1 - s),
        "extragradient": abs(1 - s + s**2),
        "past": past,
    }


def experiment(method, penalty):
    from ganproof.claims.gan.networks import data, objectives, penalties, updates
    from ganproof.claims.gan.networks.ensembles import Network
    from ganproof.claims.gan.networks.experiments import Experiment

    return Experiment(
        Network(2, 2, depth=0),
        Network(2, 1, width=FEATURES, depth=1, frozen=True, scale=3.0),
        data.GAUSSIAN,
        loss=objectives.WGAN,
        penalties=(penalties.PENALTIES[penalty],) if penalty else (),
        update=updates.UPDATES[method],
        optimiser=updates.OPTIMISERS["sgd"],
        batch=64,
        fixed=True,
        dtype="float64",
    )


def members(penalty, weight, seeds, step=STEP):
    from ganproof.claims.gan.networks.experiments import grid

    return grid(seeds, rates=(step,), **({penalty: (weight,)} if penalty else {}))


def run(place, method, penalty, weight, seeds, steps):
    """A run that begins with a small critic and a generator near the identity."""
    import torch

    from ganproof.claims.gan.networks import ensembles
    from ganproof.claims.gan.networks.streams import Purpose

    given, chosen = experiment(method, penalty), members(penalty, weight, seeds)
    count, wide = len(seeds), torch.float64
    critic = ensembles.initialise(given.critic, chosen.seeds, Purpose.CRITIC_START, wide)
    critic["weight1"], critic["bias1"] = 0.01 * critic["weight1"], 0 * critic["bias1"]
    generator = {
        "weight0": torch.eye(2, dtype=wide).expand(count, 2, 2),
        "bias0": torch.full((count, 1, 2), 0.05, dtype=wide),
    }
    begin = {"generator": ensembles.flatten(generator), "critic": ensembles.flatten(critic)}

    def size(ensemble):
        return {"size": torch.linalg.vector_norm(ensemble.critic["weight1"], dim=(1, 2))}

    name = f"{method}-{penalty}-{weight}-{seeds[0]}"
    options = {"begin": begin, "every": max(1, steps // 400), "observe": size}
    return trained(place, name, given, chosen, steps, **options)


def eigenvalues(ensemble, penalty, weight):
    """Eigenvalues of the operator's Jacobian where members stand, with that penalty."""
    from ganproof.claims.gan.networks import spectra

    given = experiment("simultaneous", penalty)
    chosen = members(penalty, weight, ensemble.members.seeds.tolist())
    field, point = spectra.vector_field(given, chosen, ensemble.state)
    jacobian = -spectra.jacobians(field, point).numpy()[:, :-1, :-1]
    found = np.linalg.eigvals(jacobian)
    order = np.argsort(abs(found), axis=1)  # along the manifold of equilibria they are 0
    return np.take_along_axis(found, order, axis=1)[:, 6 - FEATURES :]


def predicted(ensemble, method, penalty, weight, step=STEP):
    """Rates per iteration, one for each member."""
    return -np.log(factors(step * eigenvalues(ensemble, penalty, weight))[method].max(axis=1))


def measured(done):
    """Rates per iteration: slopes of the logarithm of |phi| in the last half above round-off."""
    rates = []
    for curve in done.records["size"].numpy().T:
        kept = np.flatnonzero(curve > 1e-12)
        kept = kept[kept >= kept[-1] // 2]
        rates.append(-np.polyfit(done.recorded.numpy()[kept], np.log(curve[kept]), 1)[0])
    return np.array(rates)
