"""Section 3 on trained networks: R1 turns the eigenvalues away from the imaginary axis.

Data uniform on the unit circle; a generator of 16 and a discriminator of 2 x 16 tanh neurons, 419
parameters in all, float64, the non-saturating loss, alternating steps of RMSProp at 0.001, batches
of 64, 3,000 steps, with R1 of weight 10 and without a penalty from the same starts. There the
Jacobian of the players' field is written out on a batch of 512 points. What is compared is the
share of the imaginary parts in the size of the spectrum, (sum Im^2 / sum |lambda|^2)^(1/2), which
is 1 for a rotation and 0 without any, and the largest imaginary part.

Six other seeds, before the rules were written, had shares of 0.37 to 0.56 without a penalty and
0.003 to 0.016 with R1 (0.20 to 0.28 with weight 1). In both some eigenvalues had positive real
parts: these networks are near no equilibrium, and nothing is said of their stability. The largest
|Im / Re| told the two apart less well: it rests on eigenvalues near 0, which are noise.
"""

import numpy as np

from ganproof.claims.gan.measured import measurement, trained
from ganproof.claims.mescheder2018 import NOTES, PAPER, lemma_3_3, theorem_4_1
from ganproof.verify import HERE, Claim, Origin, Rule, Verdict

claim = Claim(
    PAPER.finding("Section 3, trained networks", notes=NOTES, attribution="own", after="3.3"),
    uses=[lemma_3_3.claim, theorem_4_1.claim],
    expected=Verdict.OBSERVED,
    origin=Origin.BEYOND,
)
SEEDS = range(181, 191)
SHARE = "R1 lessens the share of the imaginary parts"
LARGEST = "R1 lessens the largest imaginary part"
ARMS = "without a penalty", "with R1"
RULES = {
    SHARE: Rule(
        metric="root of sum Im^2 / sum |lambda|^2 over the Jacobian's eigenvalues",
        arms=ARMS,
        effect="ratio",
        at_least=10,
        seeds=len(SEEDS),
    ),
    LARGEST: Rule(
        metric="largest imaginary part of the Jacobian's eigenvalues",
        arms=ARMS,
        effect="ratio",
        at_least=10,
        seeds=len(SEEDS),
    ),
}


def imaginary_share(values):
    """Share of the imaginary parts in the size of spectra, (..., n) to (...)."""
    return np.sqrt((values.imag**2).sum(axis=-1) / (abs(values) ** 2).sum(axis=-1))


@claim.experiment(
    RULES,
    title="Eigenvalues of the players' Jacobian, first seed",
    caption="With R1 they lie nearer to the real axis than without a penalty.",
)
def spectra_after_training(
    *,
    place=HERE,
    free=("", 0.0),
    penalised=("r1", 10.0),
    seeds=SEEDS,
    apart=0,
    steps=3000,
    points=512,
):
    from dataclasses import replace

    from ganproof.claims.gan.networks import data, spectra
    from ganproof.claims.gan.networks.ensembles import Network
    from ganproof.claims.gan.networks.experiments import Experiment, grid
    from ganproof.claims.gan.networks.observations import known
    from ganproof.claims.gan.networks.penalties import PENALTIES

    def eigenvalues(penalty, weight, seeds):
        experiment = Experiment(
            Network(2, 2, width=16, depth=1),
            Network(2, 1, width=16, depth=2),
            data.CIRCLE,
            penalties=(PENALTIES[penalty],) if penalty else (),
            dtype="float64",
        )
        members = grid(seeds, **({penalty: (weight,)} if penalty else {}))
        name = f"{penalty or 'none'}-{weight}-{seeds[0]}"
        done = trained(place, name, experiment, members, steps).ensemble
        larger = replace(experiment, batch=points)
        field = spectra.vector_field(larger, done.members, done.state, steps)
        values = spectra.eigenpairs(spectra.jacobians(*field)).values
        lives = ~known(done, values.real.sum(dim=1)).isnan()
        return np.where(lives.numpy()[:, None], values.numpy(), np.nan)

    moved = [seed + apart for seed in seeds]
    found = dict(zip(ARMS, (eigenvalues(*free, list(seeds)), eigenvalues(*penalised, moved))))
    values = {
        SHARE: {arm: imaginary_share(each) for arm, each in found.items()},
        LARGEST: {arm: each.imag.max(axis=1) for arm, each in found.items()},
    }
    shown = {}
    for arm, each in found.items():
        first = np.nan_to_num(each[0]).round(4)
        shown[arm] = np.array([first.real, first.imag])
    return measurement(place, values, seeds, networks=2 * len(seeds), steps=steps, data=shown)


def draw(axes, data):
    for arm, colour, mark in ((ARMS[0], "C1", "o"), (ARMS[1], "C2", "+")):
        axes.plot(*data[arm], mark, color=colour, markersize=4, alpha=0.8, label=arm)
    axes.axvline(0, color="C3", linewidth=0.6)
    axes.set(xlabel="real part", ylabel="imaginary part")
    axes.legend()


claim.mutant("the penalty brings rotation", free=("r1", 10.0), penalised=("", 0.0))
claim.mutant("R1 of a hundredth of the weight does it", penalised=("r1", 0.1))
claim.mutant("R1 against R1, other seeds", free=("r1", 10.0), apart=500, placebo=True)
