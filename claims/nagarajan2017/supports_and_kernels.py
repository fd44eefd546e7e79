"""What no data sees no nearby generator changes: the kernel of K_DD lies in that of K_DG'.

A direction u of the discriminator's parameters with u' K_DD u = 0 leaves D as it is wherever there
are data, to first order. If nearby generators make only what is in the data, they all have the
same mean of u' grad D, namely 0, so that its derivative u' K_DG vanishes. On finitely many
outcomes, p are the probabilities in the data, q those of a nearby generator, and s is u' grad D.
"""

import numpy as np
from sympy import And, Eq, Implies, Matrix, factor

from ganproof.claims.gan import models
from ganproof.claims.nagarajan2017 import PAPER
from ganproof.verify import Claim, Trial, Verdict, real, sizes

p, q = ([real(f"{letter}{k}", within=(-1, 1)) for k in (1, 2, 3)] for letter in "pq")
s, u = ([real(f"{letter}{k}", within=(-2, 2)) for k in (1, 2, 3)] for letter in "su")

claim = Claim(
    PAPER.lemma("Kernels of K_DD and K_DG", after="3.1"),
    given={
        "no probability is negative": And(*(each >= 0 for each in p)),
        "nearby generators make only what is in the data": And(
            *(Implies(Eq(data, 0), Eq(made, 0)) for data, made in zip(p, q))
        ),
    },
    expected=Verdict.PROVED_WITHIN,
)

SOFTMAX = models.tabular([p[0], 1 - p[0]], Matrix([[s[0], s[0]], [s[1], s[1]]]))
"""Two outcomes, and a discriminator that has the same feature s twice."""


def mean(weights, values):
    return sum(weight * value for weight, value in zip(weights, values))


def vanishes(matrix):
    """That ``matrix`` times u is 0."""
    products = matrix * Matrix(u[: matrix.cols])
    return And(*(Eq(each, 0, evaluate=False) for each in products.applyfunc(factor)))


@claim.states
def conclusions(*, game=SOFTMAX, seen=2):
    some_of_each = And(p[0] > 0, p[0] < 1)
    return {
        "what no data sees has the mean 0 for every nearby generator": sizes(
            "three outcomes",
            Implies(Eq(mean(p, [each**seen for each in s]), 0), Eq(mean(q, s), 0)),
        ),
        "K_DD u = 0 entails K_DG' u = 0": sizes(
            "a softmax of two outcomes, and a discriminator with one feature twice",
            Implies(And(some_of_each, vanishes(game.k_dd())), vanishes(game.k_dg().T)),
        ),
    }


claim.mutant("it is enough that u' grad D has the mean 0 over the data", seen=1)
claim.mutant(
    "point masses that move off the data",
    game=models.DIRAC,
    instead="The Dirac-GAN's K_DD is 0 and its K_DG is 1: its generators leave the data's support.",
)
claim.mutant(
    "nearby generators make everything that is in the data, and more",
    given={
        "nearby generators make only what is in the data": And(
            *(Implies(Eq(made, 0), Eq(data, 0)) for data, made in zip(p, q))
        )
    },
)

claim.does_not_say(
    "the two kernels are the same",
    states=Implies(vanishes(models.TABULAR.k_dg().T), vanishes(models.TABULAR.k_dd())),
    instead="A constant added to D is seen by K_DD and not by K_DG', as probabilities sum to 1.",
)


@claim.simulation(supports="K_DD u = 0 entails K_DG' u = 0")
def random_softmaxes_with_redundant_features(*, redundant=True, cases=500):
    """Up to eight outcomes; the discriminator has two parameters more than features."""
    random, worst = np.random.default_rng(1), 0.0
    for _ in range(cases):
        count = random.integers(4, 9)
        law = random.dirichlet(np.ones(count))
        features = random.normal(size=(count, 4))
        if redundant:
            features[:, 2:] = features[:, :2] @ random.normal(size=(2, 2))
        kernel = np.linalg.svd(np.sqrt(law)[:, None] * features)[2][2:]
        K_DG = features.T @ (np.diag(law) - np.outer(law, law))
        worst = max(worst, float(np.abs(kernel @ K_DG).max()))
    return Trial(worst < 1e-12, f"|K_DG' u| is at most {worst:.0e} in the kernel", cases=cases)


claim.mutant("directions outside the kernel too", redundant=False)
