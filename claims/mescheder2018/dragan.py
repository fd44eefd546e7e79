"""DRAGAN on the Dirac-GAN: the WGAN-GP's penalty again, and the same failure.

DRAGAN asks for input gradients of norm k near the data. A linear discriminator has the same
gradient psi everywhere, so the penalty is gamma (|psi| - k)^2: near (0, 0) the discriminator keeps
moving if k > 0. With k = 0 the penalty is zero-centred and the equilibrium attracts.
"""

from sympy import Abs, And, Eq, Implies, Ne

from ganproof.claims.gan import dirac, spectra, updates
from ganproof.claims.gan.penalties import centred, zero_centred
from ganproof.claims.mescheder2018 import PAPER, lemma_3_3
from ganproof.verify import Claim, Trial, hurwitz, real

theta = real("theta", latex=r"\theta", within=(-3, 3))
psi = real("psi", latex=r"\psi", within=(-2, 2))
x, noise = real("x"), real("noise", latex=r"\delta")
a = real("a", latex="f'(0)", within=(-3, 3))
slope = real("slope", latex=r"f'(\theta\psi)", within=(-3, 3))
h, gamma = real("h", within=(-1, 2)), real("gamma", latex=r"\gamma", within=(-1, 4))
k = real("k", within=(-1, 3))

claim = Claim(
    PAPER.remark("Section 3, DRAGAN"),
    given={
        "the penalty is on": gamma > 0,
        "the learning rate is positive": h > 0,
        "the loss has a slope": Ne(a, 0),
    },
    uses=[lemma_3_3.claim],
)


@claim.states
def conclusions(
    *,
    discriminator=psi * x,
    target=k,
    near=And(Abs(psi) <= k / 2, Abs(theta * slope) <= gamma * k / 2),
    centre=0,
):
    gradient = discriminator.diff(x)
    _, force = dirac.field((theta, psi), slope=lambda _: slope, penalty=centred(2 * gamma, target))
    return {
        "noise on the data does not change the input gradient": Eq(
            gradient.subs(x, noise), gradient.subs(x, 0), evaluate=False
        ),
        "near the equilibrium the discriminator keeps moving": Implies(
            And(k > 0, Ne(psi, 0), near), Abs(h * force) >= h * gamma * k / 2
        ),
        "with the target 0 it is the penalty of Lemma 3.3": Implies(
            Eq(k, centre), Eq(centred(2 * gamma, k)(psi), zero_centred(2 * gamma)(psi))
        ),
        "under which the equilibrium is stable": hurwitz(
            dirac.jacobian(slope=a, penalty=2 * gamma)
        ),
    }


claim.mutant("the discriminator is x^2 psi", discriminator=psi * x**2)
claim.mutant("it keeps moving with the target 0", target=0)
claim.mutant("it is so with the target 1", centre=1)
claim.mutant("it keeps moving everywhere", near=Abs(psi) <= k / 2)
claim.mutant("no penalty is needed", given={"the penalty is on": gamma >= 0})


@claim.simulation(supports="near the equilibrium the discriminator keeps moving")
def iterates_stay_away(*, norm=0.5, floor=0.1):
    """Smallest distance over the last 100 of 1000 rounds, from four starts, logistic loss."""
    starts = [[1.0, -1.0, 0.3, 0.01], [1.0, 0.5, -1.0, 0.01]]
    path = dirac.orbit(starts, updates.alternating(0.2), 1000, penalty=centred(1.0, norm))
    smallest = spectra.distances(path)[-100:].min(axis=0)
    shows = ", ".join(f"{each:.3f}" for each in smallest)
    return Trial(bool((smallest > floor).all()), f"smallest distances {shows}", cases=4)


claim.mutant("iterates stay away with the target 0", norm=0.0)
