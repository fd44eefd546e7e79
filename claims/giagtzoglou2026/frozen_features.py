"""The game of a linear critic on frozen features: trained, and linearised at an equilibrium."""

import numpy as np

from ganproof.claims.gan.measured import trained

FEATURES = 4
STEP = 0.3
GRADIENT, NORM = ("r1", 1.0), ("tikhonov", 1.0)


def factors(s):
    """Factors per iteration of methods, for eigenvalues s of the operator's Jacobian times step."""
    root = np.sqrt((1 - 2 * s) ** 2 + 4 * s + 0j)
    one, other = (1 - 2 * s + root) / 2, (1 - 2 * s - root) / 2
    return {
        "simultaneous": 1 - s,
        "extragradient": 1 - s + s**2,
        "past": np.where(abs(one) > abs(other), one, other),
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


def slowest(ensemble, method, penalty, weight, step=STEP):
    """The factor of largest modulus of each member, (E,)."""
    found = factors(step * eigenvalues(ensemble, penalty, weight))[method]
    return np.take_along_axis(found, abs(found).argmax(axis=1)[:, None], axis=1)[:, 0]


def predicted(ensemble, method, penalty, weight, step=STEP):
    """Rates per iteration, one for each member."""
    return -np.log(abs(slowest(ensemble, method, penalty, weight, step)))


def measured(done, method, penalty, weight):
    """Rates per iteration of |phi|, one for each member; nan where the run is too short for it.

    log |phi| is compared with itself a whole number of half turns of the slowest mode later, over
    all pairs of the last two thirds above round-off: the mode's turning is then no part of it.
    """
    at = done.recorded.numpy().astype(float)
    rates = []
    turns = abs(np.angle(slowest(done.ensemble, method, penalty, weight)))
    for curve, turn in zip(done.records["size"].numpy().T, turns):
        kept = curve > 1e-12
        begin, end = at[kept][-1] / 3, at[kept][-1]
        later = (end - begin) / 2
        if turn > 1e-9:
            later = np.floor(later * turn / np.pi) * np.pi / turn
        if not later:
            rates.append(np.nan)
            continue
        places = np.linspace(begin, end - later, 200)
        now, then = (
            np.interp(each, at[kept], np.log(curve[kept])) for each in (places, places + later)
        )
        rates.append(np.mean(now - then) / later)
    return np.array(rates)
