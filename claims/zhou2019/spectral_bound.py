"""The Lipschitz constant is at most the product of the layers' spectral norms, and mostly less.

A layer of spectral norm b stretches no difference by more than b, and ReLU stretches none. So two
layers stretch by at most ab, and by induction all of them by at most the product. Frobenius norms
bound from above too, less well. On random networks MaxGP's estimate lies below the constant and
the product of spectral norms above it, more than three times as large in the median.
"""

from functools import cache

import numpy as np
from sympy import Abs, And, Ge, Le, Max, sqrt

from ganproof.claims.gan import relu
from ganproof.claims.zhou2019 import PAPER, maxgp
from ganproof.verify import Claim, Origin, Trial, real

a, b = real("a", within=(-2, 3)), real("b", within=(-2, 3))
apart = real("apart", latex=r"\|x - y\|", within=(-1, 3))
first = real("first", latex=r"\|Bx - By\|", within=(-2, 5))
active = real("active", latex=r"\|\rho(Bx) - \rho(By)\|", within=(-2, 5))
second = real("second", latex=r"\|f(x) - f(y)\|", within=(-4, 9))
p, q = real("p"), real("q")
rest_a, rest_b = real("rest_a", latex="r_a", within=(-2, 3)), real("rest_b", latex="r_b")

claim = Claim(
    PAPER.remark("Spectral norms", after="2", attribution="own"),
    given={
        "the first layer B stretches by at most b": first <= b * apart,
        "the activation stretches nothing": active <= first,
        "the second layer stretches by at most a": second <= a * active,
        "spectral norms are not negative": And(a >= 0, b >= 0),
        "nor are the sums of the other singular values' squares": And(rest_a >= 0, rest_b >= 0),
    },
    uses=[maxgp.claim],
    origin=Origin.BEYOND,
)
BOUND = "two layers stretch by at most ab"


def relu_of(x, leak=0):
    return Max(x, leak * x)


@claim.states
def conclusions(*, relation=Le, product=a * b, frobenius=Le, leak=0):
    """Frobenius norms are roots of sums of squared singular values, the spectral norm's too."""
    return {
        "ReLU stretches no difference": Abs(relu_of(p, leak) - relu_of(q, leak)) <= Abs(p - q),
        BOUND: relation(second, product * apart),
        "the product of Frobenius norms is no smaller": frobenius(
            a * b, sqrt(a**2 + rest_a) * sqrt(b**2 + rest_b)
        ),
    }


claim.mutant("they stretch by at least ab", relation=Ge)
claim.mutant("they stretch by at most the larger norm", product=Max(a, b))
claim.mutant("Frobenius norms bound from below", frobenius=Ge)
claim.mutant("a rectifier with slope -2 on the left stretches nothing", leak=-2)


@cache
def sandwich(count=200):
    """MaxGP's estimates, exact constants and products of spectral norms on random networks."""
    networks = maxgp.random_networks(count)
    seen, exact = maxgp.longest_on_interpolates(networks), relu.lipschitz(networks)
    return seen, exact, relu.spectral_product(networks)


def least_singular_values(networks):
    return np.prod([np.linalg.norm(W, -2, axis=(1, 2)) for W in networks.weights], axis=0)


@claim.simulation(supports=BOUND)
def random_networks_lie_between(*, upper=relu.spectral_product):
    """200 ReLU networks of two hidden layers, their constants exact."""
    seen, exact, _ = sandwich()
    slack = upper(maxgp.random_networks()) / exact
    broken = int(((slack < 1 - 1e-9) | (seen > exact * (1 + 1e-9))).sum())
    shows = f"{broken} of 200 outside; the product is {np.median(slack):.2f} times k in the "
    wide = bool(np.median(slack) > 3)
    shows += f"median, {slack.min():.2f} to {slack.max():.1f}"
    return Trial(broken == 0 and wide, shows, cases=200)


claim.mutant("the least singular values bound it too", upper=least_singular_values)


def the_product_is_the_constant():
    _, exact, above = sandwich()
    equal = int((above < 1.01 * exact).sum())
    return Trial(equal == 200, f"the product is within 1% of k on {equal} of 200 networks")


claim.does_not_say(
    "the product of spectral norms is the Lipschitz constant",
    trial=the_product_is_the_constant,
    instead="It is an upper bound, reached if the layers' most stretched directions follow one "
    "another: on random networks it is several times k.",
)


@claim.figure(
    "Between MaxGP and the product of spectral norms",
    caption="200 random ReLU networks in the order of their exact constants (line): the longest "
    "of 64 sampled gradients (circles) never lies above, the product of spectral norms (crosses) "
    "never below.",
    illustrates=BOUND,
)
def bounds_from_both_sides():
    seen, exact, above = sandwich()
    order = np.argsort(exact)
    return {"below": seen[order], "exact": exact[order], "above": above[order]}


def draw(axes, data):
    network = np.arange(1, len(data["exact"]) + 1)
    axes.plot(network, data["above"], "x", markersize=3, color="C1")
    axes.plot(network, data["below"], "o", markersize=3, fillstyle="none", color="C2")
    axes.plot(network, data["exact"], color="C0")
    axes.set(xlabel="network", ylabel="Lipschitz constant", yscale="log")
