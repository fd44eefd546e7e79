"""Lemma 3.1: the WGAN with clipping does in general not converge on the Dirac-GAN.

Take f(t) = t, the discriminator's parameter clipped to [-c, c], and a fixed learning rate. From no
start but (0, 0) do simultaneous updates converge to it: inside the clip the distance grows, and
only (0, 0) is mapped to (0, 0). So it is with alternating updates, n_g and n_d steps in turn, for
n_g n_d h^2 < 4: inside the clip they conserve a quadratic form, which then is definite.
"""

import numpy as np
from sympy import And, Eq, Implies, Matrix, Max, Min

from ganproof.claims.gan import dirac, spectra, updates
from ganproof.claims.gan.losses import WASSERSTEIN
from ganproof.claims.mescheder2018 import NOTES, PAPER
from ganproof.verify import Claim, Trial, integer, positive_definite, real

theta, psi = real("theta", latex=r"\theta"), real("psi", latex=r"\psi")
h, clip = real("h", within=(-1, 4)), real("clip", latex="c", within=(-1, 3))
n_g, n_d = integer("n_g", within=(-1, 5)), integer("n_d", within=(-1, 5))

claim = Claim(
    PAPER.lemma("3.1", notes=NOTES, attribution="confirmed"),
    given={
        "the clip leaves room": clip > 0,
        "the generator takes a step": n_g >= 1,
        "the discriminator takes a step": n_d >= 1,
    },
)


def clipped(value):
    return Max(-clip, Min(clip, value))


@claim.states
def conclusions(*, growth=1 + h**2, cut=clipped, mixed=n_g * n_d * h, bound=4):
    J = dirac.jacobian(slope=1)
    at_once = updates.matrix(updates.simultaneous(h), J) * Matrix([theta, psi])
    in_turn = updates.matrix(updates.alternating(h, n_g, n_d), J) * Matrix([theta, psi])

    def conserved(x, y):
        return n_d * x**2 - mixed * x * y + n_g * y**2

    return {
        "inside the clip simultaneous updates move away": Eq(
            at_once[0] ** 2 + at_once[1] ** 2, growth * (theta**2 + psi**2)
        ),
        "only the equilibrium is mapped to it, by simultaneous updates": Implies(
            And(Eq(at_once[0], 0), Eq(cut(at_once[1]), 0)), And(Eq(theta, 0), Eq(psi, 0))
        ),
        "by alternating updates too": Implies(
            And(Eq(theta - n_g * h * psi, 0), Eq(cut(psi), 0)), And(Eq(theta, 0), Eq(psi, 0))
        ),
        "inside the clip alternating updates conserve a quadratic form": Eq(
            conserved(*in_turn), conserved(theta, psi)
        ),
        "the form is definite for small steps": Implies(
            n_g * n_d * h**2 < bound, positive_definite(Matrix([[n_d, -mixed], [0, n_g]]))
        ),
    }


claim.mutant("the distance grows by 1 + h", growth=1 + h)
claim.mutant("clipping to [0, c] does not bring orbits back", cut=lambda x: Max(0, Min(clip, x)))
claim.mutant("the form has no mixed term", mixed=0)
claim.mutant("the form is definite for n_g n_d h^2 < 5", bound=5)


def no_start_converges(*, rate=3.0, rounds=6):
    """The line of starts that a rate above 2 contracts."""
    M = np.array(updates.matrix(updates.alternating(rate), dirac.jacobian(slope=1)), dtype=float)
    values, vectors = np.linalg.eig(M)
    start = 0.5 * vectors[:, np.argmin(abs(values))]
    path = spectra.distances(wgan(start, updates.alternating(rate), rounds, clip=1.0))[:, 0]
    shows = ", ".join(f"{each:.1e}" for each in path[:4])
    return Trial(bool(path[-1] > path[0] / 10), f"the distances are {shows}, ...", values={"h": 3})


claim.does_not_say(
    "no start at all converges",
    trial=no_start_converges,
    instead="Alternating updates with n_g n_d h^2 > 4 contract a line of starts: the statement is "
    "about general ones.",
)


def wgan(start, rule, rounds, clip):
    return dirac.orbit(start, updates.clipped(rule, clip), rounds, slope=WASSERSTEIN.slope)


@claim.simulation(supports="inside the clip alternating updates conserve a quadratic form")
def orbits_end_on_the_largest_conserved_ellipse(*, n_d=5, nearest=0.433, farthest=1.007):
    """From (1, 1) at clip 1 and h = 0.2: the last 100 of 500 rounds, in a band by n_d steps.

    The form n_d x^2 - n_d h x y + y^2 at the level 1 - n_d h^2/4 just fits between the clips.
    """
    tail = wgan([1.0, 1.0], updates.alternating(0.2, discriminator_steps=n_d), 500, clip=1.0)[-100:]
    distance = spectra.distances(tail)
    low, high = float(distance.min()), float(distance.max())
    shows = f"distances from {low:.3f} to {high:.3f} in a round of {n_d} discriminator steps"
    return Trial(nearest <= low and high <= farthest, shows)


claim.mutant("five discriminator steps bring it within 1/1000", nearest=0.0, farthest=1e-3)
claim.mutant("one discriminator step gives the same band", n_d=1)
