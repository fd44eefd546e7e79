"""The penalty is lambda times the mean of (q - K)_+^2 over adversarial quotients q.

A sample x, real or generated, is probed at x + xi d in a random direction d. The gradient of
d_Y(f(x), f(x + xi d)) in d gives the direction of r, whose length is drawn uniformly; q is
d_Y(f(x), f(x + r))/d_X(x, x + r). The author's released code has three settings. CIFAR-10 critics:
lambda = 10, K = 1, lengths 0.1 to 10. Progressive growing: lambda = 0.1, K = 1, lengths 0.1 to 100
and the sum of first and second power for the square. Semi-supervised learning: lambda = 1, K = 0,
lengths 0.1 to 10, the first power, with d_Y a KL divergence and d_X constant. All take one step
with xi = 10. The first clips x + r to [-1, 1] and divides by the distance after clipping: shorter
than drawn, and blind at boundary pixels whose probe points outwards. The paper's first version
calls the method virtual adversarial Lipschitz regularization (VALR).
"""

from sympy import Abs, And, Eq, Implies, Lt, Max, Min, Rational

from ganproof.claims.terjek2020 import NOTES, PAPER
from ganproof.verify import Claim, Origin, real

q, K = real("q", within=(-1, 5)), real("K", within=(-1, 3))
lam = real("lam", latex=r"\lambda", within=(-1, 12))
c, level = real("c", within=(-1, 3)), real("level", latex=r"\delta", within=(-1, 2))
x, r = real("x", within=(-2, 2)), real("r", within=(-3, 3))
D = real("D", latex="|f(x)-f(\\hat x)|", within=(-1, 3))
d = real("d", latex="|x-\\hat x|", within=(-1, 3))

claim = Claim(
    PAPER.definition("Adversarial Lipschitz penalty", notes=NOTES),
    given={
        "the target is positive": K > 0,
        "the penalty is on": lam > 0,
        "the pixel is in range": Abs(x) <= 1,
    },
)
TENTH = Rational(1, 10)
LENGTHS = {"CIFAR-10": (TENTH, 10), "progressive": (TENTH, 100), "semi-supervised": (TENTH, 10)}
"""The shortest and the longest perturbation in the released code."""


def squared(violation):
    return violation**2


def summed(violation):
    return violation + violation**2


def plain(violation):
    return violation


def penalty(quotient, target, weight, hinge=squared):
    return weight * hinge(Max(quotient - target, 0))


def clipped(pixel):
    return Max(Min(pixel, 1), -1)


@claim.states
def conclusions(*, power=squared, weight=lam * K**2, pixels=3072, image=clipped, outward=r > 0):
    violation, cost = Max(q - K, 0), penalty(q, K, lam, power)
    moved = Abs(image(x + r) - x)
    return {
        "only a quotient above K costs": Implies(q <= K, Eq(cost, 0)),
        "target K with weight lambda is target 1 with weight lambda K^2 for f/K": Eq(
            cost, penalty(q / K, 1, weight, power)
        ),
        "the square makes small violations cheap": Implies(
            And(q > K, q - K < level), cost < level * lam * violation
        ),
        "the sum of both powers does not": penalty(q, K, lam, summed) >= lam * violation,
        "CIFAR-10: no perturbation is longer than a tenth of the cube's diagonal": Lt(
            LENGTHS["CIFAR-10"][1] ** 2, TENTH**2 * 4 * pixels, evaluate=False
        ),
        "clipping shortens the perturbation": moved <= Abs(r),
        "strictly where it acts": Implies(Abs(x + r) > 1, moved < Abs(r)),
        "at the boundary an outward perturbation is clipped to nothing": Implies(
            And(Eq(x, 1), outward), Eq(moved, 0)
        ),
        "the quotient by the drawn length would be no larger": Implies(
            And(d > 0, d <= Abs(r), D >= 0), D / Abs(r) <= D / d
        ),
    }


claim.mutant("the hinge is not squared", power=plain)
claim.mutant("weights need not be rescaled with the target", weight=lam)
claim.mutant("pixels are clipped to [-2, 2]", image=lambda pixel: Max(Min(pixel, 2), -2))
claim.mutant("an inward perturbation is clipped to nothing too", outward=r < 0)
claim.mutant("images of 8 x 8 pixels are as large", pixels=192)
claim.does_not_say(
    "a perturbed image is as far away as its perturbation is long",
    states=Eq(Abs(clipped(x + r) - x), Abs(r)),
    instead="Clipping to [-1, 1] brings it nearer. The released CIFAR-10 code divides by the "
    "distance after clipping, so that its quotients are right; the lengths are not those drawn.",
)
claim.does_not_say(
    "perturbations are limited to a small norm",
    states=Lt(LENGTHS["CIFAR-10"][1], 1, evaluate=False),
    origin=Origin.NOTES,
    instead="In the released code they are up to 10 long on CIFAR-10, where the cube's diagonal is "
    "110.9, and up to 100 for progressive growing.",
)
claim.does_not_say(
    "no additional hyperparameters are needed",
    states=And(
        *(
            Eq(penalty(q, *one), penalty(q, *other), evaluate=False)
            for one, other in [((1, 10, squared), (1, TENTH, summed)), ((1, 10), (0, 1, plain))]
        )
    ),
    origin=Origin.NOTES,
    instead="There are the weight, the target, the hinge's power, the range of lengths, the "
    "probe's length, the number of steps and the two metrics; the released code uses three "
    "different settings of them.",
)
