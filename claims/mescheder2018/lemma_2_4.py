"""Lemma 2.4: simultaneous gradient descent on the Dirac-GAN is unstable for every learning rate.

The linearised update has the eigenvalues 1 +- i h f'(0), of modulus above one. Even more, one step
multiplies the squared distance to the equilibrium by exactly 1 + h^2 f'(theta psi)^2, wherever the
iterate is.
"""

from sympy import Eq, I, Ne

from ganproof.claims.gan import dirac, updates
from ganproof.claims.mescheder2018 import NOTES, PAPER
from ganproof.claims.textbook import ostrowski
from ganproof.verify import Claim, Origin, Trial, real, spectrum, unstable

theta, psi = real("theta", latex=r"\theta"), real("psi", latex=r"\psi")
h = real("h", within=(-1, 4))
a = real("a", latex="f'(0)")
slope = real("slope", latex=r"f'(\theta\psi)")

claim = Claim(
    PAPER.lemma("2.4", notes=NOTES),
    given={"the learning rate is positive": h > 0, "the loss has a slope": Ne(a, 0)},
    uses=[ostrowski.claim],
)


@claim.states
def conclusions(*, unit=I, growth=1 + h**2 * slope**2):
    M = updates.matrix(updates.simultaneous(h), dirac.jacobian(slope=a))
    after = (theta - h * psi * slope, psi + h * theta * slope)
    return {
        "eigenvalues": spectrum(M, equals=[1 + unit * h * a, 1 - unit * h * a]),
        "unstable": unstable(M),
        "the distance grows by an exact factor": Eq(
            after[0] ** 2 + after[1] ** 2, growth * (theta**2 + psi**2)
        ),
    }


claim.mutant(
    "the eigenvalues are real, 1 +- h f'(0)",
    unit=1,
    origin=Origin.NOTES,
    instead="The eigenvalues are 1 +- i h f'(0): both have modulus above one, and there is no "
    "stable direction.",
)
claim.mutant("a loss without slope will do", given={"the loss has a slope": None})
claim.mutant("the distance grows by the factor at the equilibrium", growth=1 + h**2 * a**2)
claim.mutant("the distance grows linearly in the learning rate", growth=1 + h * slope)


def the_rate_stays(*, step=1.0, rounds=4000):
    """Growth per round of the logistic loss far out, against the rate at the equilibrium."""
    end = dirac.orbit([1.0, 1.0], updates.simultaneous(step), rounds)[-2:, :, 0]
    growth = float((end[1] ** 2).sum() / (end[0] ** 2).sum())
    return Trial(
        growth > 1 + step**2 / 8,
        f"the squared distance grows by a factor of {growth:.6f} a round after {rounds} rounds",
        values={"h": step, "theta": 1, "psi": 1},
    )


claim.does_not_say(
    "iterates diverge at a geometric rate",
    trial=the_rate_stays,
    instead="The logistic loss saturates: far out f' vanishes, and the iterates are all but stuck.",
)
