"""Without strict convexity f is unique up to shifts along which both losses stay affine.

All minimisers have the same k, and between the values that two of them have at a sample its loss is
affine. So f is unique at a sample if the loss is affine on no interval that ends at its value
there, though it be affine elsewhere. Otherwise the samples that tight pairs connect can be shifted
together: their pulls add to zero, and the objective does not change as long as the losses of all of
them stay affine and no other pair becomes steeper than k. Let phi(t) = t + max(0, t + 1)^2, affine
below -1, varphi(t) = phi(-t), and one generated and one real sample be given: if 3 d^2 = 4 lambda
they have the one optimum -3/5 and 3/5; if d^2 = 8 lambda all c - 2, c + 2 with |c| <= 1 are.
"""

from fractions import Fraction

from sympy import And, Eq, Equivalent, Implies, Max, Rational

from ganproof.claims.zhou2019 import PAPER, theorem_1_uniqueness, wgan_optimal_face
from ganproof.verify import Claim, Origin, Trial, Verdict, examples, linear_optimum, real

at_f, at_g, at_m, at_z = (real(f"phi_{z}", latex=rf"\phi({z})") for z in "fgmz")
share = real("share", latex=r"\tau", within=(-1, 2))
rise = real("rise", latex=r"\phi'(m)(g-f)")
phi, varphi = real("phi", latex=r"\phi(f(x))"), real("varphi", latex=r"\varphi(f(y))")
p, q = real("p", latex="P_g", within=(-1, 2)), real("q", latex="P_r", within=(-1, 2))
up, down = real("up", latex=r"\phi'"), real("down", latex=r"-\varphi'")
leaves, enters = (real(name, latex=r"\pi_" + name[0]) for name in ("leaves", "enters"))
u, v = real("u", latex="f(x)"), real("v", latex="f(y)")
shift = real("c")
BEST = Rational(3, 5)

claim = Claim(
    PAPER.theorem("1", attribution="own"),
    given={
        "the mean of two minimisers is a minimiser": Eq(2 * at_m, at_f + at_g),
        "phi is above its tangent at m": And(
            at_f >= at_m - rise / 2,
            at_g >= at_m + rise / 2,
            at_z >= at_m + (share - Rational(1, 2)) * rise,
        ),
        "and at z below its chord": at_z <= at_f + share * (at_g - at_f),
    },
    uses=[theorem_1_uniqueness.claim, wgan_optimal_face.claim],
    expected=Verdict.EXAMPLES,
    origin=Origin.BEYOND,
)


def objective(weight):
    """Of one generated and one real sample; ``weight`` is lambda/d^2."""

    def phi(t):
        return t + Max(0, t + 1) ** 2

    return phi(u) + phi(-v) + weight * (v - u) ** 2


@claim.states
def conclusions(*, curved=Rational(3, 4), flat=Rational(1, 8), reach=1, net=Eq(leaves, enters)):
    """Values f and g of two minimisers at a sample, m their mean, z = f + tau (g - f)."""
    balanced = And(Eq(p * up, leaves), Eq(q * down, enters), net)
    moved = p * (phi + up * shift) + q * (varphi - down * shift)
    return {
        "a loss is affine between the values of two minimisers": Eq(at_z, at_f + share * rise),
        "samples whose multipliers balance may be shifted in affine pieces": Implies(
            balanced, Eq(moved, p * phi + q * varphi)
        ),
        "an affine piece away from the optimal values does no harm": examples(
            "two samples, 3 d^2 = 4 lambda",
            Equivalent(
                objective(curved) <= objective(curved).subs({u: -BEST, v: BEST}),
                And(Eq(u, -BEST), Eq(v, BEST)),
            ),
        ),
        "in an affine piece the optimal values may be shifted": examples(
            "two samples, d^2 = 8 lambda",
            Equivalent(
                objective(flat) <= objective(flat).subs({u: -2, v: 2}),
                And(Eq(v - u, 4), u + v >= -2 * reach, u + v <= 2 * reach),
            ),
        ),
    }


claim.mutant("optimal values in the affine piece are unique as well", reach=0)
claim.mutant("they may be shifted by up to 2", reach=2)
claim.mutant("so may samples whose multipliers do not balance", net=leaves >= enters)
claim.mutant("3/5 is optimal for every distance", curved=Rational(1, 2))
claim.does_not_say(
    "f is unique only if one of the losses is strictly convex",
    states=objective(Rational(3, 4)).subs({u: shift - BEST, v: shift + BEST})
    <= objective(Rational(3, 4)).subs({u: -BEST, v: BEST}),
    instead="What counts are the values that f takes: a loss may be affine elsewhere.",
)

POINTS = (0, 1, 10, 11)


@claim.program(decides="phi(t) = t: each value's range over all optima, f(0) = 0")
def ends_of_the_values(*, penalty=Fraction(1, 4), low=(2, -16, -14), high=(2, 20, 22)):
    """P_g on 0 and 10, P_r on 1 and 11, W1 = 1: all f of the least J with k = 1/(2 lambda)."""
    k = 1 / (2 * penalty)
    steep = [
        ({f"f{y}": 1, f"f{x}": -1}, "<=", k * abs(y - x)) for x in POINTS for y in POINTS if x != y
    ]
    optimal = ({"f1": 1, "f11": 1, "f0": -1, "f10": -1}, "=", 2 * k)
    ends = {
        (x, sign): linear_optimum(
            f"the largest {sign} f({x}) of an optimal discriminator",
            {f"f{x}": sign},
            [*steep, optimal, ({"f0": 1}, "=", 0)],
        )
        for x in POINTS[1:]
        for sign in (-1, 1)
    }
    ranges = [
        tuple(sign * Fraction(ends[x, sign]["optimum"]) for sign in (-1, 1)) for x in POINTS[1:]
    ]
    shows = ", ".join(f"f({x}) from {a} to {b}" for x, (a, b) in zip(POINTS[1:], ranges))
    return Trial(ranges == list(zip(low, high)), shows, cases=6, certificates=[*ends.values()])


claim.mutant("a penalty of half the size leaves the ranges as they are", penalty=Fraction(1, 8))
