"""A sample's partners are those of the reweighted transport, not of that between the measures.

Where an optimal plan between the reweighted measures carries mass, f* is tied. An optimal plan
between the measures themselves can pair samples that are not: three generated and three real points
of the plane have one optimal matching, and with exp(t) and lambda = 1/50 f* rises by only 64% of
what k allows between the ends of one of its pairs. One generated point has two ties.
"""

from itertools import permutations

import numpy as np
from sympy import And, Eq, Implies

from ganproof.claims.gan.discriminator_losses import EXPONENTIAL, both
from ganproof.claims.gan.lipschitz import optimum
from ganproof.claims.gan.transport import measures, wasserstein
from ganproof.claims.zhou2019 import PAPER, reweighted_transport
from ganproof.verify import Claim, Origin, Trial, Verdict, real, sizes

PAIRS = [(1, 3), (1, 4), (2, 3), (2, 4)]
mass = {(i, j): real(f"m{i}{j}", latex=f"m_{{{i}{j}}}", within=(-2, 3)) for i, j in PAIRS}
slack = {(i, j): real(f"s{i}{j}", latex=f"s_{{{i}{j}}}", within=(-2, 3)) for i, j in PAIRS}

FAKES = ((1.2, 1.9), (-0.9, -2.7), (0.4, -2.1))
REALS = ((1.3, -0.9), (-0.3, 2.9), (1.7, 2.1))

claim = Claim(
    PAPER.remark("Gradients and transport", after="2", attribution="own"),
    given={
        "a plan's masses are not negative": And(*(mass[pair] >= 0 for pair in PAIRS)),
        "f* has the constant k": And(*(slack[pair] >= 0 for pair in PAIRS)),
    },
    uses=[reweighted_transport.claim],
    expected=Verdict.PROVED_WITHIN,
    origin=Origin.BEYOND,
)


@claim.states
def conclusions(*, unused=0):
    """``slack`` is k d - (f(y) - f(x)): what a plan's mass on it costs beyond the gain of f*."""
    spent = sum(mass[pair] * slack[pair] for pair in PAIRS)
    return {
        "f* is tied where an optimal reweighted plan carries mass": sizes(
            "two generated and two real points",
            Implies(spent <= unused, And(*(Eq(mass[pair] * slack[pair], 0) for pair in PAIRS))),
        ),
    }


claim.mutant("where a plan carries mass that costs up to 1 more", unused=1)


def example(loss=EXPONENTIAL, penalty=0.02):
    return optimum(*measures(FAKES, REALS), both(loss), penalty)


@claim.simulation(supports="f* is tied where an optimal reweighted plan carries mass")
def partners_of_the_example(*, reweighted=True):
    """Tightness where the plans carry mass, and the points with ties in two directions."""
    found = example()
    _, plan = wasserstein(*(found.reweighted if reweighted else found.measures))
    rates = found.tightness()[plan > 1e-7]
    between = found.tightness()[1, 4]
    lengths = found.distances[:3, 3:]
    best, next_best, *_ = sorted(lengths[range(3), order].sum() for order in permutations(range(3)))
    agree = abs(between - 0.6447) < 1e-4 and next_best - best > 0.75 and len(found.forks()) == 1
    return Trial(
        bool(rates.min() > 1 - 1e-9 and agree),
        f"tightness {rates.min():.4f} at least on the plan's pairs; {between:.4f} between the "
        f"second points, paired by a matching that is the best by {next_best - best:.2f}",
    )


claim.mutant(
    "f* is tied where an optimal plan between the measures carries mass",
    reweighted=False,
    origin=Origin.FOLKLORE,
    instead="So it is for the loss t. Others reweigh the samples first, and tie them to partners "
    "in the transport between the reweighted measures.",
)


@claim.figure(
    "The optimal discriminator of the example",
    caption="Generated points (circles), real ones (squares), and level lines of the mean of the "
    "lowest and the highest extension. Solid: ties, which carry the reweighted transport; the "
    "upper generated point is tied twice. Dashed: the pair of the best matching that is no tie.",
    illustrates="f* is tied where an optimal reweighted plan carries mass",
)
def field():
    found, side = example(), np.linspace(-3.5, 3.5, 41)
    x, y = np.meshgrid(side, side)
    z = np.column_stack([x.ravel(), y.ravel()])
    points = found.measures.points
    _, plan = wasserstein(*found.measures)
    matched = [
        pair for pair in np.argwhere(plan > 1e-7) if found.tightness()[tuple(pair)] < 1 - 1e-6
    ]
    return {
        "x": x,
        "y": y,
        "f": ((found.lower(z) + found.upper(z)) / 2).reshape(x.shape),
        "ties": points[found.edges].reshape(-1, 4),
        "matched": points[np.array(matched)].reshape(-1, 4),
        "fakes": points[:3],
        "reals": points[3:],
    }


def draw(axes, data):
    axes.contour(data["x"], data["y"], data["f"], levels=12, linewidths=0.5, colors="C7")
    for name, style in (("ties", "-"), ("matched", "--")):
        for ends in np.array(data[name]):
            axes.plot(ends[::2], ends[1::2], style, color="C0" if name == "ties" else "C1")
    axes.plot(*np.array(data["fakes"]).T, "o", color="C3", zorder=3)
    axes.plot(*np.array(data["reals"]).T, "s", color="C2", zorder=3)
    axes.set(xlabel="x1", ylabel="x2", aspect="equal")
