"""The penalty is lambda k(f)^2 and not lambda k(f): without the square it has a dead zone.

As for Theorem 1, convexity bounds J_D = E_g phi(f) + E_r varphi(f) from below by h(a) - s k(f) W1,
with h = phi + varphi and s = phi'(a). Charged with lambda k(f), no discriminator beats the constant
a once lambda >= s W1 although the laws differ. Charged with lambda k(f)^2, a small multiple of a
Kantorovich potential beats it for every lambda: at a plus e times the potential the loss is at most
h(a) - e s W1 + c e^2, on bounded supports and for a bound c of the curvature there; elsewhere the
potential is cut off far out.
"""

from math import log

import numpy as np
from sympy import And, Eq, Implies

from ganproof.claims.gan.discriminator_losses import EXPONENTIAL
from ganproof.claims.textbook import kantorovich
from ganproof.claims.zhou2019 import NOTES, PAPER, theorem_1_existence
from ganproof.verify import Claim, Trial, real

J = real("J", latex="J_D")
h = real("h", latex="h(a)")
s = real("s", latex=r"\phi'(a)", within=(-1, 3))
W = real("W", latex="W_1", within=(-1, 3))
k = real("k", within=(-1, 3))
c = real("c", within=(-1, 3))
e = real("e", within=(-1, 3))
lam = real("lam", latex=r"\lambda", within=(-1, 4))

claim = Claim(
    PAPER.definition(
        "Objective of Lipschitz GANs", notes=NOTES, attribution="confirmed", after="0"
    ),
    given={
        "the penalty is on": lam > 0,
        "phi has a slope at a": s > 0,
        "the curvature is bounded": c >= 0,
        "a Lipschitz constant": k >= 0,
        "J_D is at least h(a) - s k W1": h - s * k * W <= J,
    },
    uses=[kantorovich.claim, theorem_1_existence.claim],
)


def along_the_potential(power):
    """Bound of the penalised objective at a + e times a Kantorovich potential, less h(a)."""
    return -e * s * W + c * e**2 + lam * e**power


@claim.states
def conclusions(*, square=2, linear=1, dead=lam >= s * W, differ=W > 0):
    return {
        "lambda k^2: where the laws differ some discriminator beats a": Implies(
            And(differ, Eq(2 * (c + lam) * e, s * W)), along_the_potential(square) < 0
        ),
        "lambda k: from lambda = s W1 on none beats a": Implies(dead, J + lam * k**linear >= h),
        "lambda k: and only a constant does as well beyond it": Implies(
            And(lam > s * W, k > 0), J + lam * k**linear > h
        ),
        "lambda k: below lambda = s W1 some discriminator beats a": Implies(
            And(lam < s * W, Eq(2 * (c + 1) * e, s * W - lam)), along_the_potential(linear) < 0
        ),
    }


claim.mutant("lambda k^2 has the same dead zone", linear=2)
claim.mutant("the dead zone begins at lambda = s W1/2", dead=2 * lam >= s * W)
claim.mutant("some discriminator beats a even if the laws agree", differ=W >= 0)
claim.mutant("lambda k has no dead zone", square=1)


@claim.simulation(supports="lambda k: from lambda = s W1 on none beats a")
def two_point_masses(*, ratios=(0.9, 1.1), power=1):
    """exp(t), one generated and one real sample at distance 1: k by bisection of the slope."""
    found = []
    for ratio in ratios:
        low, high = 0.0, 5.0
        for _ in range(60):
            k = (low + high) / 2
            rises = ratio * power * k ** (power - 1) > EXPONENTIAL.slope(-k / 2)
            low, high = (low, k) if rises else (k, high)
        found.append(low)
    expected = [max(0.0, -2 * log(ratio)) for ratio in ratios]
    shows = ", ".join(f"{k:.4f} at lambda = {ratio} s W1" for k, ratio in zip(found, ratios))
    return Trial(bool(np.allclose(found, expected, atol=1e-9)), f"k = {shows}", cases=2)


claim.mutant("two point masses: lambda k^2 gives the same constants", power=2)
