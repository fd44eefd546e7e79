"""MaxGP penalises a lower estimate of the Lipschitz constant, seen on interpolates only.

A gradient is no longer than the Lipschitz constant k, so neither is the longest of a batch. In the
mean it is shorter: where the slope falls linearly around its peak at k = 1, as in a tent, N uniform
samples miss it by 1/(N + 1), where it falls quadratically by 2/((N + 1)(N + 2)), and the mean
penalty on a tent is N/(N + 2) of that on k. Where no interpolate can lie, nothing is penalised.
"""

from functools import cache, partial

import numpy as np
from sympy import And, Eq, Ge, Integer, Le, Lt, Max

from ganproof.claims.gan import relu
from ganproof.claims.zhou2019 import NOTES, PAPER
from ganproof.verify import Claim, Origin, Trial, real

k, s = real("k", within=(-2, 4)), real("s", latex=r"\|\nabla f\|", within=(-2, 5))
m = real("m", within=(-2, 5))
N, t, q = real("N", within=(-3, 6)), real("t"), real("q")
power = real("power", latex="p")

claim = Claim(
    PAPER.remark("MaxGP", notes=NOTES, after="2"),
    given={
        "along its gradient the function obeys the bound k": s**2 <= k * s,
        "the bound is not negative": k >= 0,
        "no gradient of the batch so far is longer than k": m <= k,
        "the batch is not empty": N >= 1,
    },
)
TENT, SMOOTH = "around a tent's peak", "around a smooth peak"


def integral(density, antiderivative, value):
    """Over t from 0 to 1, of ``density`` times p = (1 - t)^N, where q = (1 - t)^(N - 1)."""
    slope = antiderivative.diff(t) - N * q * antiderivative.diff(power)
    end, start = (antiderivative.subs({t: at, power: 1 - at}) for at in (1, 0))
    return And(
        Eq(slope.subs(power, (1 - t) * q), density * (1 - t) * q, evaluate=False),
        Eq(end - start, value, evaluate=False),
    )


@claim.states
def conclusions(
    *, bound=Le, gap=1 / (N + 1), smooth_gap=2 / ((N + 1) * (N + 2)), share=N / (N + 2)
):
    """The distance of the nearest of N samples exceeds t with probability (1 - t)^N."""
    nearest = -(1 - t) * power / (N + 1)
    squared = -2 * (1 - t) * (1 + (N + 1) * t) * power / ((N + 1) * (N + 2))
    return {
        "a gradient is no longer than k": bound(s, k),
        "nor is the longest of the batch": And(bound(Max(m, s), k), m <= Max(m, s)),
        f"{TENT} the mean gap is 1/(N + 1)": integral(1, nearest, gap),
        f"{SMOOTH} it is 2/((N + 1)(N + 2))": integral(2 * t, squared, smooth_gap),
        "the mean penalty on a tent is N/(N + 2) of that on k": integral(
            2 * (1 - t), -2 * (1 - t) ** 2 * power / (N + 2), 1 - share
        ),
        "in the mean the longest gradient is below k": And(
            Lt(1 - gap, 1, evaluate=False), Lt(1 - smooth_gap, 1, evaluate=False)
        ),
    }


claim.mutant("the longest sampled gradient is at least k", bound=Ge)
claim.mutant("the longest sampled gradient is unbiased", gap=Integer(0))
claim.mutant("the mean gap around a tent is 1/N", gap=1 / N)
claim.mutant("a smooth peak is found no faster than a tent's", smooth_gap=1 / (N + 1))
claim.mutant("the mean penalty is the square of the mean gradient", share=N**2 / (N + 1) ** 2)


def longest_on_interpolates(networks, *, batch=64, points=4, seed=5):
    """Of random points between fakes and reals, both normal; of shape (count,)."""
    random, count = np.random.default_rng(seed), networks.count
    fakes, reals = random.normal(size=(2, count, points, networks.inputs))
    which = random.integers(0, points, (2, count, batch, 1))
    between = random.uniform(size=(count, batch, 1))
    fakes, reals = (np.take_along_axis(*pair, axis=1) for pair in zip((fakes, reals), which))
    x = (1 - between) * fakes + between * reals
    return np.linalg.norm(networks.gradients(x), axis=2).max(axis=1)


@cache
def random_networks(count=200):
    """Two inputs, two hidden layers of six units."""
    return relu.random(count, (2, 6, 6), seed=23)


@claim.simulation(supports="nor is the longest of the batch")
def random_networks_keep_the_bound(*, constant=relu.lipschitz):
    """200 ReLU networks with their exact constants, 64 interpolates each."""
    networks = random_networks()
    ratio = longest_on_interpolates(networks) / constant(networks)
    above = int((ratio > 1 + 1e-9).sum())
    shows = f"{above} of 200 networks above k; the ratio is {np.median(ratio):.2f} in the median, "
    return Trial(above == 0, shows + f"{ratio.min():.2f} at the least", cases=200)


claim.mutant(
    "the constant on a smaller box bounds the gradients too",
    constant=partial(relu.lipschitz, box=(-0.5, 0.5)),
)


@claim.simulation(supports=f"{TENT} the mean gap is 1/(N + 1)")
def mean_gaps(*, exponents=(1, 2), draws=4000):
    """Batches of 16, 64 and 256 uniform on [-1, 1]: within four standard errors of the mean."""
    random, off, shows = np.random.default_rng(3), [], []
    for size in (16, 64, 256):
        distance = abs(random.uniform(-1, 1, (draws, size))).min(axis=1)
        for exponent, mean in zip(exponents, (1 / (size + 1), 2 / ((size + 1) * (size + 2)))):
            gap = distance**exponent
            off.append(abs(gap.mean() - mean) / (gap.std() / np.sqrt(draws)))
            shows.append(f"{gap.mean() / mean:.3f}")
    return Trial(max(off) < 4, f"ratios to the stated means: {', '.join(shows)}", cases=6 * draws)


claim.mutant("around a flat top, of order four, the gap is as large", exponents=(1, 4))


def every_constant_is_seen():
    ratio = longest_on_interpolates(random_networks()) / relu.lipschitz(random_networks())
    shows = f"64 interpolates come within 1% of k on {(ratio > 0.99).sum()} of 200 networks"
    return Trial(bool(np.median(ratio) > 0.85), f"{shows}; the median is {np.median(ratio):.2f} k")


claim.does_not_say(
    "MaxGP penalises the Lipschitz constant directly",
    trial=every_constant_is_seen,
    origin=Origin.NOTES,
    instead="It penalises the longest gradient among sampled interpolates, which is never above "
    "the Lipschitz constant, and on random networks below 85 per cent of it in the median.",
)


def the_whole_space_is_controlled():
    """Fakes at 0, reals at 1, and a fold at 2."""
    fold = relu.network(([[1]], [-2]), ([[1000]], [0]))
    seen = abs(fold.gradients(np.linspace(0, 1, 64)[:, None])).max()
    exact = relu.lipschitz(fold)[0]
    return Trial(seen >= exact, f"the longest sampled gradient is {seen:g}, k is {exact:g}")


claim.does_not_say(
    "MaxGP controls the constant on the whole space",
    trial=the_whole_space_is_controlled,
    instead="In the limit of many samples it sees the segments between fakes and reals, and a "
    "steep part off all of them is free.",
)
