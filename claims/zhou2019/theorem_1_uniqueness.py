"""Theorem 1, uniqueness: k is unique, and f on the supports if one loss is strictly convex.

The midpoint of two minimisers is no worse than they are, and better by lambda (k - k')^2/4 unless
their constants agree: k is unique for any convex losses. Where a loss is strictly convex it is
better unless they agree, almost everywhere on that loss's support. If only phi is strictly convex,
f on real points is still fixed by f on generated ones: as varphi falls, f is there as high as k
allows, f(y) = min over x of f(x) + k |y - x|. Off the supports, and off the segments of tight
pairs, nothing but k bounds f.
"""

import numpy as np
from sympy import And, Eq, Implies, Le, Lt, Max, Min, Ne

from ganproof.claims.textbook import mcshane
from ganproof.claims.zhou2019 import NOTES, PAPER, theorem_1_existence, tight_pairs
from ganproof.verify import Claim, Origin, Trial, Verdict, real, sizes

J = {z: real(f"J_{z}", latex=f"J_D({z})") for z in "fgm"}
k = {z: real(f"k_{z}", latex=f"k({z})", within=(-1, 4)) for z in "fgm"}
lam = real("lam", latex=r"\lambda", within=(-1, 4))
at = {z: real(f"{z}_x", latex=f"{z}(x)") for z in "fg"}

f_1, f_2 = (real(f"f_{i}", latex=f"f(x_{i})") for i in (1, 2))
r_1, r_2 = (real(f"r_{i}", latex=f"k|y-x_{i}|") for i in (1, 2))
s_1, s_2 = (real(f"s_{i}", latex=f"k|z-x_{i}|") for i in (1, 2))
t, f_y = real("t", latex="k|y-z|"), real("f_y", latex="f(y)")
on_f, on_top = real("v_f", latex=r"\varphi(f(y))"), real("v_F", latex=r"\varphi(F(y))")
a, b = real("a", latex="f(x)"), real("b", latex="g(x)")
a_y, b_y, d = real("a_y", latex="f(y)"), real("b_y", latex="g(y)"), real("d", within=(-1, 4))

claim = Claim(
    PAPER.theorem("1", notes=NOTES),
    given={
        "the penalty is on": lam > 0,
        "J_D is convex, m the midpoint of f and g": J["m"] <= (J["f"] + J["g"]) / 2,
        "so is the Lipschitz constant": And(k["m"] >= 0, k["m"] <= (k["f"] + k["g"]) / 2),
        "distances satisfy the triangle inequality": And(r_1 <= s_1 + t, r_2 <= s_2 + t),
        "f and g are minimisers": And(
            *(J[z] + lam * k[z] ** 2 <= J["m"] + lam * k["m"] ** 2 for z in "fg")
        ),
    },
    uses=[theorem_1_existence.claim, tight_pairs.claim, mcshane.claim],
    expected=Verdict.PROVED_WITHIN,
)
GENERATED = "two generated points"


@claim.states
def conclusions(*, strict=Lt, choose=Min, falls=Lt):
    mean = (J["f"] + J["g"]) / 2
    top = Min(f_1 + r_1, f_2 + r_2)
    decided = Implies(Ne(at["f"], at["g"]), strict(J["m"], mean))
    return {
        "k is unique": Eq(k["f"], k["g"]),
        "f is unique where J_D is strictly convex": Implies(decided, Eq(at["f"], at["g"])),
        "the highest extension of f on generated points has the constant k": sizes(
            GENERATED, top - Min(f_1 + s_1, f_2 + s_2) <= t
        ),
        "if varphi falls, f on real points is that extension": sizes(
            GENERATED,
            Implies(
                And(f_y <= top, Implies(f_y < top, falls(on_top, on_f)), on_f <= on_top),
                Eq(f_y, choose(f_1 + r_1, f_2 + r_2)),
            ),
        ),
    }


claim.mutant("without the penalty k is unique too", given={"the penalty is on": lam >= 0})
claim.mutant("convexity without strictness makes f unique", strict=Le)
claim.mutant("a loss on real samples that need not fall will do", falls=Le)
claim.mutant("f is as low as k allows on real points", choose=Max)
claim.does_not_say(
    "phi'' >= 0 and the other conditions on the losses make f unique",
    states=Implies(
        And(d > 0, *(Eq(2 * lam * (up - low), d**2) for low, up in ((a, a_y), (b, b_y)))), Eq(a, b)
    ),
    origin=Origin.NOTES,
    instead="One of the losses must be strictly convex. phi(t) = t satisfies the conditions, and "
    "between two point masses all f with f(y) - f(x) = d^2/(2 lambda) and k = d/(2 lambda) do.",
)


def solve(samples, pair, shuffle=None):
    """The optimal discriminator for lambda = 1/2; ``shuffle`` numbers the points otherwise."""
    from ganproof.claims.gan import lipschitz

    order = np.arange(len(samples.points)) if shuffle is None else shuffle
    return lipschitz.optimum(*(each[order] for each in samples), pair, 0.5)


def both_losses_must_be_strict():
    """Phi = exp, varphi(t) = -t: solutions of two orders of the points, and the extension."""
    from ganproof.claims.gan.discriminator_losses import EXPONENTIAL, LINEAR, Losses
    from ganproof.claims.gan.transport import random_measures

    rng, apart, off = np.random.default_rng(12), 0.0, 0.0
    for _ in range(5):
        samples = random_measures(rng)
        shuffle = rng.permutation(len(samples.points))
        one, two = (solve(samples, Losses(EXPONENTIAL, LINEAR), each) for each in (None, shuffle))
        apart = max(apart, np.abs(one.values[shuffle] - two.values).max())
        lengths = one.distances[samples.fake > 0]
        top = (one.values[samples.fake > 0, None] + one.constant * lengths).min(axis=0)
        off = max(off, np.abs(one.values - top).max())
    shows = f"two solutions differ by {apart:.1e}, from the highest extension by {off:.1e}"
    return Trial(bool(apart > 1e-6), shows, cases=5)


claim.does_not_say(
    "f is unique on both supports only if both losses are strictly convex",
    trial=both_losses_must_be_strict,
    instead="One strictly convex loss is enough for a unique f on both supports.",
)
