"""Exact step sizes for Lemma 3.3: up to where penalised updates converge locally.

Simultaneous updates contract exactly for h < gamma/f'(0)^2 up to the critical penalty, beyond it
for h < (gamma - sqrt(gamma^2 - 4 f'(0)^2))/f'(0)^2. Alternating ones do exactly for
f'(0)^2 h^2 + 2 gamma h < 4, that is h < (sqrt(gamma^2 + 4 f'(0)^2) - gamma)/f'(0)^2.
"""

import numpy as np
from sympy import Abs, And, Equivalent, Implies, Ne, sqrt

from ganproof.claims.gan import dirac, spectra, updates
from ganproof.claims.mescheder2018 import PAPER, lemma_3_3
from ganproof.claims.textbook import ostrowski
from ganproof.verify import Claim, Origin, Trial, real, schur

a = real("a", latex="f'(0)", within=(-3, 3))
gamma = real("gamma", latex=r"\gamma", within=(-2, 7))
h = real("h", within=(-1, 5))

claim = Claim(
    PAPER.proposition("Lemma 3.3, step sizes", equation="8", attribution="own"),
    given={
        "the penalty is on": gamma > 0,
        "the loss has a slope": Ne(a, 0),
        "the learning rate is positive": h > 0,
    },
    uses=[lemma_3_3.claim, ostrowski.claim],
    origin=Origin.BEYOND,
)
J = dirac.jacobian(slope=a, penalty=gamma)
simultaneous = updates.matrix(updates.simultaneous(h), J)
alternating = updates.matrix(updates.alternating(h), J)


jury = And(a**2 * h < gamma, a**2 * h**2 - 2 * gamma * h + 4 > 0)


@claim.states
def conclusions(
    *,
    at_once=jury,
    below=gamma,
    beyond=gamma - sqrt(gamma**2 - 4 * a**2),
    in_turn=a**2 * h**2 + 2 * gamma * h < 4,
    solved=sqrt(gamma**2 + 4 * a**2) - gamma,
):
    return {
        "simultaneous": Equivalent(schur(simultaneous), at_once),
        "simultaneous, solved up to the critical penalty": Implies(
            gamma <= 2 * Abs(a), Equivalent(jury, a**2 * h < below)
        ),
        "simultaneous, solved beyond the critical penalty": Implies(
            gamma > 2 * Abs(a), Equivalent(jury, a**2 * h < beyond)
        ),
        "alternating": Equivalent(schur(alternating), in_turn),
        "alternating, solved": Equivalent(in_turn, a**2 * h < solved),
    }


claim.mutant("only the determinant matters", at_once=a**2 * h < gamma)
claim.mutant("twice the step is allowed", below=2 * gamma)
claim.mutant("gamma/f'(0)^2 is the bound for every penalty", beyond=gamma)
claim.mutant("alternating updates have the bound of simultaneous ones", in_turn=a**2 * h < gamma)
claim.mutant("no factor 4 under the root", solved=sqrt(gamma**2 + a**2) - gamma)
claim.mutant("no penalty is needed", given={"the penalty is on": gamma >= 0})

claim.does_not_say(
    "simultaneous updates tolerate every step that alternating ones do",
    states=Implies(schur(alternating), schur(simultaneous)),
    instead="Below a penalty near f'(0) alternating updates tolerate longer steps.",
)


@claim.simulation(supports="alternating, solved")
def iterates_agree_on_both_sides(*, margin=0.01, scale=1.0):
    """Spectral radii just inside and just outside the bounds, on a grid of slopes and penalties."""
    inside, outside = 0.0, 2.0
    for slope in (-1.5, 0.5, 1.0):
        for penalty in (0.2, 1.0, 2.5, 5.0):
            root = np.sqrt(max(penalty**2 - 4 * slope**2, 0))
            bounds = {
                updates.simultaneous: (penalty - root) / slope**2,
                updates.alternating: (np.sqrt(penalty**2 + 4 * slope**2) - penalty) / slope**2,
            }
            for rule, bound in bounds.items():
                J = dirac.jacobian(slope=slope, penalty=penalty)
                for sign in (-1, 1):
                    M = updates.matrix(rule(scale * bound * (1 + sign * margin)), J)
                    radius = spectra.spectral_radius(M)
                    inside = max(inside, radius) if sign < 0 else inside
                    outside = min(outside, radius) if sign > 0 else outside
    shows = f"spectral radii at most {inside:.5f} inside, at least {outside:.5f} outside"
    return Trial(inside < 1 < outside, shows, cases=48)


claim.mutant("the bounds are a fiftieth larger", scale=1.02)
