"""Equation (1): with the logistic loss the best discriminator is log(p/q), high on fakes.

The discriminator maximises E f(D(G(z))) + E f(-D(x)). Where generated samples have the density p
and the data q, it maximises p f(D) + q f(-D) at every point by itself. For f(t) = -log(1 + e^-t)
the best value is D = log(p/q): large where generated samples prevail, zero where both are equal.
"""

from sympy import Eq, Equivalent

from ganproof.claims.mescheder2018 import NOTES, PAPER
from ganproof.verify import Claim, real

p, q = real("p", within=(-1, 4)), real("q", within=(-1, 4))
odds = real("odds", latex=r"e^{D}", within=(-1, 5))

claim = Claim(
    PAPER.definition("Equation 1", equation="1", notes=NOTES),
    given={
        "generated samples occur": p > 0,
        "data occur": q > 0,
        "an exponential is positive": odds > 0,
    },
)


@claim.states
def conclusions(*, best=p / q, on_fakes=1, flat=1):
    """In e^D: f'(D) = 1/(1 + e^D) and f'(-D) = e^D/(1 + e^D)."""
    gain = p * on_fakes / (1 + odds) - q * odds / (1 + odds)
    return {
        "the best discriminator is the log ratio": Equivalent(Eq(gain, 0), Eq(odds, best)),
        "below it the objective increases": Equivalent(gain > 0, odds < best),
        "equal densities leave it flat": Equivalent(Eq(p, q), Eq(best, flat)),
    }


claim.mutant(
    "the best discriminator is log(q/p), high on data",
    best=q / p,
    instead="That is the usual convention. Here the discriminator's sign is the opposite one.",
)
claim.mutant("e^D is the share p/(p + q)", best=p / (p + q))
claim.mutant("generated samples count twice", on_fakes=2)
