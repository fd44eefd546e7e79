"""The Lipschitz constant is the largest difference quotient, the least K valid for all pairs.

|f(x) - f(y)| <= K d(x, y) on all pairs means that no quotient exceeds K; so any pairs, and any
gradients, bound the constant from below. Of a small ReLU network it is known exactly, by the
gradients on all its linear pieces: the quotients of sampled pairs come close from below, while the
product of the layers' spectral norms lies above.
"""

from functools import cache

import numpy as np
from sympy import And, Equivalent, Implies, Max, Min, Rational

from ganproof.claims.gan import relu
from ganproof.claims.terjek2020 import NOTES, PAPER
from ganproof.claims.zhou2019 import spectral_bound
from ganproof.verify import Claim, Trial, real

D = [real(f"D_{i}", latex=f"|f(x_{i})-f(y_{i})|", within=(-1, 4)) for i in (1, 2)]
d = [real(f"d_{i}", latex=f"d(x_{i},y_{i})", within=(-1, 3)) for i in (1, 2)]
K, L = real("K", within=(-1, 4)), real("L", latex=r"\mathrm{Lip}f", within=(-1, 5))
share = real("share", latex="w", within=(-1, 2))

claim = Claim(
    PAPER.definition("Lipschitz constant", notes=NOTES),
    given={
        "the points of a pair are different": And(d[0] > 0, d[1] > 0),
        "f has the Lipschitz constant L": And(D[0] <= L * d[0], D[1] <= L * d[1]),
    },
    uses=[spectral_bound.claim],
)
BELOW = "the steepest of the pairs seen bounds the constant from below"


@claim.states
def conclusions(*, steepest=Max, allowance=1):
    quotients = [a / b for a, b in zip(D, d)]
    valid = And(*(a <= K * b for a, b in zip(D, d)))
    mean = share * quotients[0] + (1 - share) * quotients[1]
    return {
        "the least K valid for two pairs is their larger quotient": Equivalent(
            valid, steepest(*quotients) <= K
        ),
        BELOW: Max(*quotients) <= allowance * L,
        "so does a mean of quotients, less well": Implies(
            And(share >= 0, share <= 1), And(mean <= Max(*quotients), mean <= allowance * L)
        ),
    }


claim.mutant("the smaller quotient is valid for both", steepest=Min)
claim.mutant("it is at most half of the constant", allowance=Rational(1, 2))


@cache
def networks(count=60):
    """Two inputs and eight hidden units."""
    return relu.random(count, (2, 8), seed=41)


@cache
def sampled(pairs=400):
    """For each network the steepest of random pairs in the plane, 0.001 to 1 apart."""
    rng = np.random.default_rng(42)
    x = rng.uniform(-4, 4, (networks().count, pairs, 2))
    angle = rng.uniform(0, 2 * np.pi, (networks().count, pairs))
    length = 10 ** rng.uniform(-3, 0, (networks().count, pairs))
    y = x + length[..., None] * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    return (abs(networks().values(x) - networks().values(y)) / length).max(axis=1)


@cache
def constants(box=None):
    return relu.lipschitz(networks(), box)


@claim.simulation(supports=BELOW)
def random_networks(*, constant=constants, upper=relu.spectral_product):
    """60 ReLU networks: steepest of 400 pairs, exact constant, product of spectral norms."""
    exact, above = constant(), upper(networks())
    share = sampled() / exact
    broken = int(((share > 1 + 1e-7) | (above < exact * (1 - 1e-9))).sum())
    shows = f"{broken} of 60 out of order; the pairs reach {np.median(share):.3f} of the constant "
    shows += f"in the median, {share.min():.3f} at the least"
    return Trial(broken == 0, shows, cases=60)


def on_a_corner():
    return constants((0, 0.5))


claim.mutant("the constant on a corner of the plane bounds all quotients", constant=on_a_corner)


def a_bump_is_seen():
    """Pairs on a grid, and a function that is 0 but for a tent of slope 1000 beside 1/3."""
    knots = [-1 / 3 - each / 1000 for each in range(3)]
    tent = relu.network(([[1], [1], [1]], knots), ([[1000, -2000, 1000]], [0]))
    x = np.linspace(0, 1, 64)[:, None]
    f = tent.values(x)[0]
    i, j = np.triu_indices(64, 1)
    seen, exact = (abs(f[i] - f[j]) / abs(x[i] - x[j])[:, 0]).max(), relu.lipschitz(tent)[0]
    return Trial(seen > 0.9 * exact, f"steepest of {len(i)} pairs {seen:.3g}, constant {exact:.0f}")


claim.does_not_say(
    "the steepest of many pairs is the Lipschitz constant",
    trial=a_bump_is_seen,
    instead="It is a lower bound, and misses what lies between the points.",
)


def products_are_tight():
    ratio = relu.spectral_product(networks()) / constants()
    shows = f"the product is {np.median(ratio):.2f} times the constant in the median"
    return Trial(bool((ratio < 1.01).all()), f"{shows}, up to {ratio.max():.2f}")


claim.does_not_say(
    "the product of spectral norms is the Lipschitz constant",
    trial=products_are_tight,
    instead="It is an upper bound, on random networks of one hidden layer well above the constant.",
)


def gradients_at_data_tell():
    x = np.random.default_rng(43).normal(size=(networks().count, 20, 2))
    longest = np.linalg.norm(networks().gradients(x), axis=2).max(axis=1)
    reached = int((longest > 0.999 * constants()).sum())
    return Trial(reached == 60, f"20 gradients reach the constant of {reached} of 60 networks")


claim.does_not_say(
    "the longest gradient at the data is the Lipschitz constant",
    trial=gradients_at_data_tell,
    instead="It is a lower bound; the steepest piece of a network may hold no sample.",
)
