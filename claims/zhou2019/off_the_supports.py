"""Off the supports the optimal discriminator is not unique: any extension of constant k will do.

Let phi(t) = exp(t), varphi(t) = phi(-t) and lambda = 1/2, P_g a point mass at (0, 0) and P_r one at
(2, 0). Then f is -k and k there, with k = 0.8526. At another point, at the distances r and s from
the two, every value from max(-k - k r, k - k s) to min(-k + k r, k + k s) belongs to an optimal f:
values up to 0.3532 in size at (1, 1), from 0 to 1.7052 at (3, 0). On the segment between the two,
where r + s = 2, one value is left. So gradients are determined on such segments only. If P_r = P_g,
k is 0 and f is constant.
"""

import numpy as np
from sympy import Abs, And, Eq, Equivalent, Implies, Max, Min, Rational, sqrt

from ganproof.claims.zhou2019 import PAPER, theorem_1_uniqueness
from ganproof.verify import Claim, Origin, Trial, real

k = real("k", within=(-1, 4))
r, s = real("r", latex="|z-x|", within=(-1, 6)), real("s", latex="|z-y|", within=(-1, 6))
value, other = real("value", latex="f(z)"), real("other", latex="g(z)")

claim = Claim(
    PAPER.remark("Theorem 1, off the supports", after="1", attribution="own"),
    given={
        "the laws differ": k > 0,
        "distances satisfy the triangle inequality": And(r + s >= 2, Abs(r - s) <= 2),
    },
    uses=[theorem_1_uniqueness.claim],
    origin=Origin.BEYOND,
)
MIDDLE = "at (1, 1) any value up to (sqrt(2) - 1) k in size"


def allowed(value, r, s, apart=2):
    """Values that keep the constant k, for two points ``apart`` from each other."""
    low, high = -k * apart / 2, k * apart / 2
    return And(Abs(value - low) <= k * r, Abs(value - high) <= k * s)


@claim.states
def conclusions(*, side=sqrt(2) - 1, far=2, choose=Max, segment=Eq(r + s, 2)):
    low, high = choose(-k - k * r, k - k * s), Min(-k + k * r, k + k * s)
    return {
        "some value is left everywhere": low <= high,
        "all values from the lowest to the highest extension": Equivalent(
            allowed(value, r, s), And(low <= value, value <= high)
        ),
        MIDDLE: Equivalent(allowed(value, sqrt(2), sqrt(2)), Abs(value) <= side * k),
        "at (3, 0) any value from 0 to 2 k": Equivalent(
            allowed(value, 3, 1), And(value >= 0, value <= far * k)
        ),
        "on the segment one value, k (r - 1)": Implies(
            And(segment, allowed(value, r, s)), Eq(value, k * (r - 1))
        ),
    }


claim.mutant("f(1, 1) is at most k/3 in size", side=Rational(1, 3))
claim.mutant("f(3, 0) is at most k", far=1)
claim.mutant("the lowest extension is the smaller of two cones", choose=Min)
claim.mutant("one value is left on the ellipse r + s = 5/2", segment=Eq(r + s, Rational(5, 2)))
claim.does_not_say(
    "the optimal f is unique at every point of the space",
    states=Implies(And(allowed(value, r, s), allowed(other, r, s)), Eq(value, other)),
    instead="The optimal f is unique on the supports and on the segments of tight pairs; elsewhere "
    "any extension with the same Lipschitz constant is optimal.",
)


@claim.simulation(supports=MIDDLE)
def two_point_masses(*, penalty=0.5, middle=(-0.3532, 0.3532), beyond=(0, 1.7052)):
    """Lowest and highest extension at (1, 1) and (3, 0), for phi = exp."""
    from ganproof.claims.gan import lipschitz
    from ganproof.claims.gan.discriminator_losses import EXPONENTIAL, both

    points, weight = np.array([[0.0, 0], [2, 0]]), np.array([1.0, 0])
    f = lipschitz.optimum(points, weight, weight[::-1], both(EXPONENTIAL), penalty)
    ends = np.stack([f.lower([[1, 1], [3, 0]]), f.upper([[1, 1], [3, 0]])], axis=1)
    holds = np.allclose(ends, [middle, beyond], atol=5e-5) and abs(f.constant - 0.8526) < 5e-5
    shows = f"k = {f.constant:.4f}, f(1, 1) from {ends[0, 0]:.4f} to {ends[0, 1]:.4f}, f(3, 0) "
    return Trial(bool(holds), shows + f"from {ends[1, 0]:.4f} to {ends[1, 1]:.4f}", cases=2)


claim.mutant("k is the same for lambda = 1", penalty=1.0)


@claim.figure(
    "How far optimal discriminators may differ",
    caption="Highest less lowest extension of f for phi(t) = exp(t), lambda = 1/2, between a "
    "generated point at (0, 0) (circle) and a real one at (2, 0) (square): 0 on the segment "
    "between them only, 0.71 at (1, 1) and 1.71 at (3, 0).",
)
def widths():
    from scipy.special import lambertw

    t = lambertw(2).real  # f is -t and t, with 2 lambda (2 t/d)/d = exp(-t) for d = 2
    x, y = np.linspace(-2, 4, 61), np.linspace(-2, 2, 41)
    to_fake, to_real = (np.hypot(x - place, y[:, None]) for place in (0, 2))
    width = np.minimum(-t + t * to_fake, t + t * to_real)
    width -= np.maximum(-t - t * to_fake, t - t * to_real)
    return {"x": x, "y": y, "width": width}


def draw(axes, data):
    lines = axes.contour(
        data["x"], data["y"], data["width"], levels=[0.05, 0.2, 0.5, 1, 1.5, 2, 2.5], colors="C0"
    )
    axes.clabel(lines, fontsize="small")
    axes.plot([0, 2], [0, 0])
    axes.plot([0], [0], "o", fillstyle="none", color="C1")
    axes.plot([2], [0], "s", fillstyle="none", color="C1")
    axes.set(xlabel="x1", ylabel="x2", aspect="equal")
