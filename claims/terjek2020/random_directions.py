"""A random direction sees a share of the slope that falls like sqrt(2/(pi d)) with the dimension d.

For u uniform on the unit sphere E|g.u| = m_d |g|. As u_1 has a density proportional to
(1 - t^2)^((d-3)/2), of mass b_d between -1 and 1, m_d is 2/((d-1) b_d). From m_2 = 2/pi, m_3 = 1/2
and m_(d+2) = m_d d/(d+1), m_d m_(d+1) = 2/(pi d) by induction. Without its last coordinate a
uniform direction is a shortened one: m_d decreases, and its square lies between 2/(pi d) and
2/(pi (d-1)). So the steepest direction has a slope that is 1/m_d times as large: 12.5 times for
d = 100, 69.46 times for the 3072 pixels of CIFAR-10.
"""

from functools import cache

import numpy as np
from sympy import And, Eq, Implies, Integer, Rational

from ganproof.claims.terjek2020 import PAPER, length_of_the_probe
from ganproof.verify import Claim, Origin, Trial, real

d, t = real("d", within=(-1, 6)), real("t", within=(-2, 2))
x, pi = real("x", latex=r"\pi d/2", within=(-1, 6)), real("pi", latex=r"\pi", within=(2, 4))
m, later = real("m", latex="m_d", within=(-1, 3)), real("later", latex="m_{d+2}", within=(-1, 2))
after = 1 / (x * m)
"""The share in d + 1 dimensions, as m_d m_(d+1) = 2/(pi d)."""

claim = Claim(
    PAPER.proposition("Adversarial and random directions", attribution="own"),
    given={"shares are positive": And(x > 0, m > 0), "m decreases": after <= m},
    uses=[length_of_the_probe.claim],
    origin=Origin.BEYOND,
)
LAW = "m_d^2 is at least 2/(pi d), and m_(d+1)^2 at most that"
ANTIDERIVATIVE = "-(1 - t^2)^((d-1)/2) is an antiderivative of (d-1) t (1 - t^2)^((d-3)/2)"
MASSES = "t (1 - t^2)^((d-1)/2) has the derivative (d (1 - t^2) - (d-1)) (1 - t^2)^((d-3)/2)"


def derivative(factor, exponent):
    """Of factor(t) (1 - t^2)^exponent, over (1 - t^2)^(exponent - 1)."""
    return factor.diff(t) * (1 - t**2) - 2 * exponent * t * factor


@claim.states
def conclusions(*, share=1, falls=1, exponent=(d - 1) / 2, shrinks=1, size=3072):
    return {
        LAW: And(m**2 * x**falls >= share, after**2 * x**falls <= share),
        ANTIDERIVATIVE: Eq(derivative(Integer(-1), exponent), (d - 1) * t, evaluate=False),
        MASSES: Eq(derivative(t, exponent), d * (1 - t**2) - (d - 1), evaluate=False),
        "m_(d+2) = m_d d/(d+1): the product m_(d+1) m_(d+2) is 2/(pi (d+1))": Implies(
            And(d >= 2, Eq((d + shrinks) * later, d * m)), Eq(x * (d + 1) * after * later, d)
        ),
        "so 1/m_d is 12.4 to 12.6 for d = 100 and 69.45 to 69.47 for d = 3072": Implies(
            And(pi > Rational(31415, 10000), pi < Rational(31416, 10000)),
            And(
                *(10000 * (n - 1) * pi > 2 * low**2 for n, low in ((100, 1240), (size, 6945))),
                *(10000 * n * pi < 2 * up**2 for n, up in ((100, 1260), (size, 6947))),
            ),
        ),
    }


claim.mutant("the density's exponent is (d-2)/2", exponent=d / 2)
claim.mutant("m_(d+2) = m_d d/(d+2)", shrinks=2)
claim.mutant("1/m_d is as large for 1024 values", size=1024)
claim.mutant("the share is 1/sqrt(d)", share=Rational(31415, 20000))
claim.mutant("the share is sqrt(2/d)", share=Rational(31415, 10000))
claim.mutant("the share does not depend on the dimension", falls=0)


def exact(dimensions):
    """Gamma(d/2)/(sqrt(pi) Gamma((d+1)/2))."""
    from scipy.special import gammaln

    d = np.asarray(dimensions, dtype=float)
    return np.exp(gammaln(d / 2) - gammaln((d + 1) / 2)) / np.sqrt(np.pi)


def shares(rng, dimension, count):
    """|g.u|/|g| for random u."""
    first = rng.normal(size=count)
    return abs(first) / np.sqrt(first**2 + rng.chisquare(dimension - 1, count))


@claim.simulation(supports=LAW)
def means(*, formula=exact, count=40_000):
    """40000 directions in 2, 3, 10, 100 and 3072 dimensions, within four standard errors."""
    rng, off, dimensions = np.random.default_rng(48), [], (2, 3, 10, 100, 3072)
    for dimension, mean in zip(dimensions, formula(dimensions)):
        sample = shares(rng, dimension, count)
        off.append(abs(sample.mean() - mean) / (sample.std() / np.sqrt(count)))
    shows = ", ".join(f"{1 / mean:.2f}" for mean in formula(dimensions))
    return Trial(bool(max(off) < 4), f"1/m_d = {shows} for d = 2, 3, 10, 100, 3072", 5 * count)


claim.mutant("E|g.u| is the root of E(g.u)^2", formula=lambda d: np.array(d) ** -0.5)


@cache
def best_of_a_thousand(dimension, batches=20):
    """Mean share of the steepest of 1000 random directions."""
    sample = shares(np.random.default_rng(49), dimension, (batches, 1000))
    return float(sample.max(axis=1).mean())


def a_thousand_are_enough():
    best = best_of_a_thousand(3072)
    return Trial(best > 0.07, f"the best of 1000 directions has {best:.3f} of the slope, d = 3072")


claim.does_not_say(
    "the best of many random directions comes close to the steepest one",
    trial=a_thousand_are_enough,
    instead="In high dimension it does not: of 3072 pixels, 1000 directions see a fifteenth.",
)


def one_step_beats_chance():
    found, random = length_of_the_probe.quotients(10.0)
    return Trial(
        found >= random, f"{found:.1e} in the direction found, {random:.3f} in a random one"
    )


claim.does_not_say(
    "the direction that one step finds is at least as steep as a random one",
    trial=one_step_beats_chance,
    instead="The steepest one is, by definition; a step with a far probe can find a flat one.",
)


@claim.figure(
    "Share of the slope against the dimension",
    caption="Of the steepest direction's slope a random one sees m_d in the mean (line), the best "
    "of 1000 random ones (circles) 0.06 for the 3072 pixels of CIFAR-10 at the right end.",
    illustrates=LAW,
)
def by_dimension():
    dimensions = np.array([2, 3, 10, 30, 100, 300, 1000, 3072])
    best = [best_of_a_thousand(int(each)) for each in dimensions]
    return {"dimension": dimensions, "mean": exact(dimensions), "best": np.array(best)}


def draw(axes, data):
    axes.plot(data["dimension"], data["mean"], label="mean")
    axes.plot(data["dimension"], data["best"], "o", fillstyle="none", label="best of 1000")
    axes.set(xscale="log", yscale="log", xlabel="dimension", ylabel="share of the slope")
    axes.legend()
