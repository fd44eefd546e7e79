"""The compact dual can give uninformative gradients, but only off the two supports.

Let P_g be uniform on {0} x [0, 1] and P_r on {1} x [0, 1]. Any f(x1, x2) = h(x1) with h(0) = 0 and
h(1) = 1 is optimal for the compact dual: for h(a) = a - 6 a (1 - a)^2 its gradient at generated
points is -5, away from the data, and for h(a) = a - a (1 - a)^2 it is 0. Yet every optimal f is
1-Lipschitz on the supports together, as each point there has a tight partner. If a generated
support has an interior, f stands above the cone f(y) - |y - v| there and touches it at the points x
coupled with y: the gradient is then the cone's, the unit vector towards y. What can fail lies off
the supports, or across those of lower dimension.
"""

import numpy as np
from sympy import Abs, And, Eq, Equivalent, Implies, Rational

from ganproof.claims.gan import critics, transport
from ganproof.claims.zhou2019 import PAPER, compact_dual, tight_pairs
from ganproof.verify import Claim, Trial, matrix, matrix_identity, real, size

a, s, t = (real(name, within=(-1, 2)) for name in "ast")
c = real("c", within=(-7, 7))

# x and v are generated, y and w real; y is a tight partner of x, and v one of w.
f = {z: real(f"f{z}", latex=f"f({z})") for z in "xvyw"}
d = {p: real(f"d{p}", latex=f"|{p[0]}-{p[1]}|") for p in ("xy", "xw", "vy", "vw", "xv", "yw")}
n = size("n")
CURVES = {"1": 0, "0": -1, "-5": -6}
PARTNERS = "x and w have tight partners y and v"
g, u = matrix("g", n, 1), matrix("u", n, 1)

claim = Claim(
    PAPER.proposition("Gradients of the compact dual", after="1"),
    given={
        "f is feasible": And(f["y"] - f["v"] <= d["vy"], f["w"] - f["x"] <= d["xw"]),
        PARTNERS: And(Eq(f["y"] - f["x"], d["xy"]), Eq(f["w"] - f["v"], d["vw"])),
        "distances satisfy the triangle inequality": And(
            d["vy"] <= d["xv"] + d["xy"],
            d["vy"] <= d["vw"] + d["yw"],
            d["xv"] <= d["vw"] + d["xw"],
        ),
    },
    uses=[compact_dual.claim, tight_pairs.claim],
)


def bent(c):
    """From 0 at 0 to 1 at 1, with the slope 1 + c at 0."""
    return a + c * a * (1 - a) ** 2


@claim.states
def conclusions(
    *, away=bent(-6), flat=bent(-1), slope=-5, steepest=5, constant=1, touch=1, apart=1
):
    climbs = [h.subs(a, 1) - h.subs(a, 0) for h in (away, flat)]
    lengths = apart + (s - t) ** 2
    return {
        "f = h(x1) is feasible: it climbs by |y - x| at most": And(
            *(climb**2 <= lengths for climb in climbs)
        ),
        "and optimal: by as much if y lies beside x": And(
            *(Equivalent(Eq(climb**2, lengths), Eq(s, t)) for climb in climbs)
        ),
        "one h has slope -5 at generated points and is nowhere steeper": Implies(
            And(a >= 0, a <= 1),
            And(Abs(away.diff(a)) <= steepest, Implies(Eq(a, 0), Eq(away.diff(a), slope))),
        ),
        "the other has slope 0 there": Implies(Eq(a, 0), Eq(flat.diff(a), 0)),
        "an optimal f is 1-Lipschitz between generated points": (
            f["x"] - f["v"] <= constant * d["xv"]
        ),
        "between real ones": f["y"] - f["w"] <= constant * d["yw"],
        "and between a generated and a real one": Abs(f["w"] - f["x"]) <= constant * d["xw"],
        "it stands above the cone f(y) - |y - v| and touches it at x": And(
            f["v"] >= f["y"] - d["vy"], Eq(f["x"], touch * (f["y"] - d["xy"]))
        ),
        "u alone has slopes g.v >= u.v for all v: try v = u - g": matrix_identity(
            g.T * (u - g) - u.T * (u - g), -touch * (u - g).T * (u - g)
        ),
    }


claim.mutant("the slope is 5", slope=5)
claim.mutant("it is steepest at generated points for c = 6 too", away=bent(6))
claim.mutant("so is 2 h(x1)", away=2 * bent(-6))
claim.mutant("so is h(x1) on supports half as far apart", apart=Rational(1, 4))
claim.mutant("every optimal f is 1/2-Lipschitz on the supports", constant=Rational(1, 2))
claim.mutant("f stands at twice the height of the cone", touch=2)
claim.mutant("points without a tight partner behave alike", given={PARTNERS: None})
claim.does_not_say(
    "the compact dual always gives uninformative gradients",
    states=Eq(bent(c).diff(a).subs(a, 0), 0),
    instead="It may: h(a) = a is as optimal as the others. Inside a generated support that is "
    "disjoint from the real one, the gradient of every optimal f, where it has one, points to a "
    "real point.",
)
claim.does_not_say(
    "optimal f are steeper than 1 between generated points",
    states=Abs(f["x"] - f["v"]) > d["xv"],
    instead="An optimal f of the compact dual is 1-Lipschitz on the union of the supports, though "
    "only pairs of a generated and a real point are constrained.",
)


@claim.simulation(supports="an optimal f is 1-Lipschitz between generated points")
def random_optima(*, cases=30, steepest_pair=1.0):
    """The steepest pair of samples, for optimal f that are extremal in random directions."""
    rng, worst = np.random.default_rng(8), 0.0
    for _ in range(cases):
        laws = transport.random_measures(rng)
        lengths = transport.distances(laws.points)
        along = rng.normal(size=len(lengths))
        along -= along.mean()
        f, _ = critics.critic(lengths, laws.fake, laws.real, compact=True, along=along)
        worst = max(worst, ((f - f[:, None]) / (lengths + np.eye(len(f)))).max())
    return Trial(worst <= steepest_pair + 1e-7, f"steepest slope {worst:.7f}", cases=cases)


claim.mutant("random optima have slopes below 9/10", steepest_pair=0.9)


@claim.figure(
    "Three optimal functions of the compact dual",
    caption="Along the way from a generated point (a = 0) to the real point beside it (a = 1). All "
    "three score 1. The gradient at the generated point is 1 for h(a) = a, 0 for the dashed curve "
    "and -5, away from the data, for the one that falls first.",
)
def profiles():
    x = np.linspace(0, 1, 101)
    return {"a": x, **{name: x + c * x * (1 - x) ** 2 for name, c in CURVES.items()}}


def draw(axes, data):
    for name, style in zip(CURVES, ("-", "--", "-")):
        axes.plot(data["a"], data[name], style, label=f"slope {name} at a = 0")
    axes.plot([0], [0], "o", fillstyle="none", label="generated")
    axes.plot([1], [1], "s", fillstyle="none", label="real")
    axes.set(xlabel="a", ylabel="h(a)")
    axes.legend(loc="upper left")
