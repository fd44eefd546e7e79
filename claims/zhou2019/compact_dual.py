"""The compact dual form of the Wasserstein distance has the same value as the Lipschitz one.

It maximises E_r f - E_g f over all f with f(y) - f(x) <= |y - x| for generated x and real y, and
asks nothing of other pairs. Such an f scores no more than any coupling costs. And it can be made
1-Lipschitz without loss: its envelope F(z), the least of f(x) + |z - x| over generated x, is
1-Lipschitz by the triangle inequality, no smaller than f where data are real, and no larger where
they are generated. So the maximum is W1, in every complete separable metric space; laws on finitely
many points need no more than a metric, as duality is that of a linear program.
"""

import numpy as np
from sympy import And, Max, Min, Rational

from ganproof.claims.gan import critics, transport
from ganproof.claims.textbook import kantorovich
from ganproof.claims.zhou2019 import PAPER
from ganproof.verify import Claim, Trial, Verdict, real, sizes

PAIRS = ((1, 1), (1, 2), (2, 1), (2, 2))
mass = {(i, j): real(f"m{i}{j}", latex=rf"\pi_{{{i}{j}}}", within=(-1, 2)) for i, j in PAIRS}
d = {(i, j): real(f"d{i}{j}", latex=f"|y_{j}-x_{i}|") for i, j in PAIRS}
f = {i: real(f"f{i}", latex=f"f(x_{i})") for i in (1, 2)}
g = {j: real(f"g{j}", latex=f"f(y_{j})") for j in (1, 2)}
to_z = {i: real(f"z{i}", latex=f"|z-x_{i}|") for i in (1, 2)}
to_w = {i: real(f"w{i}", latex=f"|w-x_{i}|") for i in (1, 2)}
z_w, between = real("zw", latex="|z-w|"), real("between", latex="|x_1-x_2|", within=(-1, 4))

claim = Claim(
    PAPER.proposition("Compact dual form", after="1"),
    given={
        "f is feasible": And(*(g[j] - f[i] <= d[i, j] for i, j in PAIRS)),
        "the coupling has no negative mass": And(*(m >= 0 for m in mass.values())),
        "distances satisfy the triangle inequality": And(
            *(to_z[i] <= to_w[i] + z_w for i in (1, 2)), between >= 0
        ),
    },
    uses=[kantorovich.claim],
    expected=Verdict.PROVED_WITHIN,
)
SCORE = "no feasible f scores above the cost of a coupling, pair by pair"
TWO, GENERATED = "two generated and two real points", "two generated points"


def envelope(lengths, sign=1, choose=Min):
    return choose(*(f[i] + sign * lengths[i] for i in (1, 2)))


@claim.states
def conclusions(*, share=1, choose=Min, sign=1):
    scores = {(i, j): mass[i, j] * (g[j] - f[i]) for i, j in PAIRS}
    first = {1: 0, 2: between}
    return {
        SCORE: sizes(TWO, And(*(scores[ij] <= share * mass[ij] * d[ij] for ij in PAIRS))),
        "the envelope is 1-Lipschitz": sizes(
            GENERATED, envelope(to_z, sign, choose) - envelope(to_w, sign, choose) <= z_w
        ),
        "it is no smaller than f on real points": sizes(
            GENERATED,
            And(*(g[j] <= envelope({i: d[i, j] for i in (1, 2)}, sign, choose) for j in (1, 2))),
        ),
        "it is no larger than f on generated points": sizes(
            GENERATED, envelope(first, sign, choose) <= f[1]
        ),
    }


claim.mutant("it scores at most half the cost", share=Rational(1, 2))
claim.mutant("the envelope is the largest of f(x) + |z - x|", choose=Max)
claim.mutant("the envelope is the least of f(x) - |z - x|", sign=-1)
claim.mutant(
    "feasible functions need only satisfy the constraint on coupled pairs",
    given={"f is feasible": And(g[1] - f[1] <= d[1, 1], g[2] - f[2] <= d[2, 2])},
)
claim.does_not_say(
    "a feasible f is 1-Lipschitz between generated points",
    states=sizes(GENERATED, f[2] - f[1] <= between),
    instead="It may be far from Lipschitz there; only its optimal choices are 1-Lipschitz on the "
    "supports.",
)


@claim.simulation(supports=SCORE)
def both_linear_programs_agree(*, compact=True, part=1.0, cases=40):
    """The maximum of the compact dual against W1 of random samples, with and without overlap."""
    rng = np.random.default_rng(7)
    samples = [transport.random_measures(rng) for _ in range(cases)]
    problems = [(transport.distances(each.points), each.fake, each.real) for each in samples]
    lengths, _ = transport.wassersteins(problems)
    scores = np.array([critics.critic(*each, compact=compact)[1] for each in problems])
    worst = float(np.abs(scores - part * lengths).max())
    return Trial(worst < 1e-9, f"largest difference {worst:.1e}", cases=cases)


claim.mutant("the compact dual is smaller by a tenth", part=0.9)
