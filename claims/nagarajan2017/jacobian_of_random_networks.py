"""K_DD and K_DG give the Jacobian that networks are trained by, also with the regulariser.

The generator has 2, 3 and 2 neurons, the discriminator 2, 4 and 1, with tanh in between and 17
parameters each, drawn once for each seed; the discriminator's last layer is 0, so that it vanishes
everywhere, and the data are the 64 points that the generator makes of its own latents. That is an
equilibrium exactly. There the field of the trainer (saturating GAN, WGAN) is differentiated once
more by automatic differentiation in float64, and every entry is compared with the formula of the
linearisation; with eta |grad_D V|^2 on the generator's loss it has the blocks

    d/dD of D: 2 f''(0) K_DD,   d/dG of D: -f'(0) K_DG,
    d/dD of G: f'(0) K_DG' (1 + 4 eta f''(0) K_DD),   d/dG of G: -2 eta f'(0)^2 K_DG' K_DG.

This is a special equilibrium: with the last layer at 0 the discriminator's other parameters drop
out of K_DD and K_DG, and most entries of the Jacobian are 0 on either side.

K_DD and K_DG are computed without the trainer and without automatic differentiation. Nothing is
trained. The rule was written after a look at eight other seeds, whose differences were below 2e-14.
"""

import numpy as np

from ganproof.claims.gan.measured import measurement
from ganproof.claims.nagarajan2017 import NOTES, PAPER, jacobian_at_equilibrium, random_networks
from ganproof.verify import HERE, Claim, Rule, Verdict

claim = Claim(
    PAPER.lemma("Jacobian at equilibrium, networks", notes=NOTES, after="4.1"),
    uses=[jacobian_at_equilibrium.claim],
    expected=Verdict.OBSERVED,
)
SEEDS = range(601, 611)
LOSSES = {"GAN": ("saturating", 0.5, -0.25), "WGAN": ("wgan", 1.0, 0.0)}
"""The trainer's name, f'(0) and f''(0)."""
CASES = {f"the {loss}, eta = {eta:g}": (loss, eta) for loss in LOSSES for eta in (0.0, 0.5, 5.0)}
RULES = {
    case: Rule(
        metric="largest entry of the Jacobian less the formula, in modulus",
        arms=("random networks",),
        effect="value",
        at_most=1e-10,
        seeds=len(SEEDS),
        level=0.01,
    )
    for case in CASES
}


@claim.experiment(
    RULES,
    title="Eigenvalues of the GAN's Jacobian, first seed",
    caption="Circles: the trainer's field, differentiated. Crosses: the formula. With eta they "
    "move to the left, where they are not 0.",
)
def jacobians(
    *,
    place=HERE,
    twice=2,
    turned=1,
    charged=1,
    mixed=1,
    shift=0.0,
    alive=0.0,
    other=0,
    seeds=SEEDS,
):
    values, spectra = {}, {}
    for case, (name, eta) in CASES.items():
        loss, slope, curvature = LOSSES[name]
        found, networks = random_networks.at_equilibria(seeds, loss, eta, shift, alive)
        factors = {"twice": twice, "turned": turned, "charged": charged, "mixed": mixed}
        stated = [
            random_networks.formula(*each, slope, curvature, eta, **factors) for each in networks
        ]
        apart = abs(found - np.roll(stated, other, axis=0))
        values[case] = {"random networks": apart.max(axis=(1, 2))}
        if name == "GAN":
            for kind, matrix in (("field", found[0]), ("formula", stated[0])):
                eigenvalues = np.linalg.eigvals(matrix)
                spectra[f"{kind} {eta:g}"] = np.stack([eigenvalues.real, eigenvalues.imag])
    return measurement(place, values, seeds, networks=6 * len(seeds), steps=0, data=spectra)


def draw(axes, data):
    for eta, colour in (("0", "C1"), ("0.5", "C0"), ("5", "C2")):
        real, imaginary = data[f"field {eta}"]
        axes.scatter(
            real, imaginary, s=40, facecolors="none", edgecolors=colour, label=f"eta = {eta}"
        )
        axes.scatter(*data[f"formula {eta}"], s=14, marker="x", color=colour, linewidths=0.8)
    axes.set_xscale("symlog", linthresh=1e-2)
    axes.axvline(0, color="0.7", linewidth=0.6)
    axes.set_xlabel("real part")
    axes.set_ylabel("imaginary part")
    axes.legend()


claim.mutant("f''(0) K_DD, without the factor 2", twice=1)
claim.mutant("both blocks of K_DG have the same sign", turned=-1)
claim.mutant("the data need not be what the generator makes", shift=0.5)
claim.mutant("the discriminator need not vanish at the equilibrium", alive=1.0)
claim.mutant(
    "the regulariser moves the generator's own block only",
    mixed=0,
    instead="For the GAN it changes the generator's slope in the discriminator's parameters too; "
    "for the WGAN it does not, as K_DD has no part there.",
)
claim.mutant("the regulariser counts once", charged=0.5)
claim.mutant("each network against another's formula", other=1)
