"""At generated samples the optimal discriminator's gradient points to a real one, where it exists.

Chains of tied samples collapse: if x is tied to z and z to y above it, x is tied to y. A generated
sample that is not real is tied to a real one, y. In the Euclidean norm a gradient of f* there is
k(f*) times the unit vector towards y, not away from it. Three conditions are easily forgotten. The
sample must not be real: at one with equal shares of both measures every slope up to k belongs to
some optimal discriminator. f* must have a gradient: where x is tied to real samples in two
directions it has none, as at many points of finite measures; if P_g has a density, Rademacher's
theorem gives one almost everywhere. And y need not be the nearest real sample.
"""

import numpy as np
from sympy import Abs, And, Eq, Implies, Rational

from ganproof.claims.gan.discriminator_losses import LISTED, both
from ganproof.claims.gan.lipschitz import optimum, random_optima
from ganproof.claims.gan.transport import measures
from ganproof.claims.textbook import rademacher
from ganproof.claims.zhou2019 import NOTES, PAPER, partners_are_real, tight_pairs
from ganproof.verify import Claim, Origin, Trial, Verdict, real, sizes

f_x, f_y, f_z = (real(f"f_{z}", latex=f"f({z})") for z in "xyz")
w_xy, w_xz, w_zy = (real(f"w_{z}", latex=f"k|{z[0]}-{z[1]}|") for z in ("xy", "xz", "zy"))
k = real("k", within=(-1, 3))
g1, g2, u1, u2, v1, v2 = (
    real(f"{z}{i}", latex=f"{z}_{i}", within=(-2, 2)) for z in "guv" for i in (1, 2)
)
h, slope = real("h", latex="f^*(1)", within=(-1, 2)), real("slope", latex="s", within=(-3, 3))
step = real("step", latex=r"\delta", within=(-2, 2))

claim = Claim(
    PAPER.remark("Gradients at generated samples", after="2", notes=NOTES),
    given={
        "distances satisfy the triangle inequality": w_xy <= w_xz + w_zy,
        "f has the constant k": f_y - f_x <= w_xy,
        "k is positive": k > 0,
        "a gradient is no longer than k": g1**2 + g2**2 <= k**2,
        "u and v are unit vectors": And(Eq(u1**2 + u2**2, 1), Eq(v1**2 + v2**2, 1)),
        "along u it is k": Eq(g1 * u1 + g2 * u2, k),
    },
    uses=[partners_are_real.claim, tight_pairs.claim, rademacher.claim],
    expected=Verdict.PROVED_WITHIN,
)


@claim.states
def conclusions(*, sign=1, reached=1, widest=2 * h, second=1):
    """The balanced example has f* = -h, h, 0 at 0, 1, 6 and k = 2 h; f* is s t at 6 + t."""
    chain = And(Eq(f_z - f_x, w_xz), Eq(f_y - f_z, reached * w_zy))
    near = And(h > 0, Abs(slope) <= widest, Abs(step) <= 1)
    return {
        "tied chains collapse": Implies(chain, Eq(f_y - f_x, w_xy)),
        "the gradient is k u": sizes(
            "the plane", And(Eq(g1, sign * k * u1), Eq(g2, sign * k * u2))
        ),
        "with ties in two directions there is none": sizes(
            "the plane", Implies(Eq(g1 * v1 + g2 * v2, second * k), And(Eq(u1, v1), Eq(u2, v2)))
        ),
        "at a balanced sample every slope up to k is optimal": Implies(
            near,
            And(
                Abs(slope * step + h) <= 2 * h * (6 + step),
                Abs(slope * step - h) <= 2 * h * (5 + step),
                Abs(slope * step) <= 2 * h * Abs(step),
            ),
        ),
    }


claim.mutant(
    "the gradient points away from the real sample",
    sign=-1,
    origin=Origin.FOLKLORE,
    instead="f* is high on real samples: the gradient itself, not its negative, points to them.",
)
claim.mutant("chains collapse if one of their pairs is tied", reached=0)
claim.mutant("a slope of 3/5 k in another direction leaves none", second=Rational(3, 5))
claim.mutant("a balanced sample admits every slope up to 2k", widest=4 * h)


def random_plane(loss, count=12):
    """Six generated and six real points in the plane, lambda = 2."""
    rng = np.random.default_rng(21)
    samples = rng.normal(size=(count, 2, 6, 2)) * 2
    return [optimum(*measures(*pair), both(loss), 2.0) for pair in samples]


@claim.simulation(supports="tied chains collapse")
def lone_generated_points(*, partner=np.max):
    """Tightness between generated points that are not real and their tightest real partner."""
    rates = []
    for found in (each for loss in LISTED for each in random_optima(both(loss))):
        _, fake, true = found.measures
        order = np.argsort(found.distances, axis=1)
        for i in np.flatnonzero((fake > 0) & (true == 0)):
            reals = [j for j in order[i] if true[j] > 0]
            rates.append(partner(found.tightness()[i, reals]))
    least = min(rates)
    return Trial(bool(least > 1 - 1e-9), f"tightness at least {least:.9f}", cases=len(rates))


claim.mutant("they are tied to the nearest real point", partner=lambda rates: rates[0])


def a_gradient_everywhere():
    """No f* has a gradient at a fork: none for t, at least half of the points for the others."""
    forks = {loss.name: sum(len(o.forks()) for o in random_plane(loss)) for loss in LISTED}
    shows = ", ".join(f"{count} with {name}" for name, count in forks.items())
    strict = [forks[loss.name] for loss in LISTED[1:]]
    many = forks[LISTED[0].name] == 0 and min(strict) >= 36
    return Trial(not many, f"of 72 generated points without a gradient: {shows}")


claim.does_not_say(
    "at generated samples the gradient points to real samples",
    trial=a_gradient_everywhere,
    origin=Origin.NOTES,
    instead="It does where the sample is not real, f* has a gradient and the norm is Euclidean; at "
    "half of the samples of random finite measures or more a strictly convex loss leaves none.",
)
