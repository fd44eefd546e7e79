"""A minibatch penalty moves the linear-quadratic WGAN's equilibrium, one from two batches does not.

The mean of the squared minibatch estimate of dV/dw is (dV/dw)^2 plus its variance over n, and the
variance depends on the generator. The penalised equilibrium moves from w = 0 to
w = 2 eta (m4 - m2^2)/(n m2): unless x^2 is constant the discriminator is no longer flat, while the
generator stays right. It stays stable. The product of two independent estimates has no bias.
"""

import numpy as np
from sympy import And, Eq, Equivalent, Matrix

from ganproof.claims.gan.games import Law
from ganproof.claims.nagarajan2017 import PAPER
from ganproof.claims.textbook import linearisation
from ganproof.verify import Claim, Origin, Trial, hurwitz, real

a, w = real("a", within=(-2, 3)), real("w", within=(-2, 3))
n = real("n", within=(-1, 8))
eta = real("eta", latex=r"\eta", within=(-2, 3))
m2, m4 = real("m2", latex="m_2", within=(-1, 2)), real("m4", latex="m_4", within=(-1, 3))

claim = Claim(
    PAPER.proposition("Regulariser, minibatches", attribution="own", after="4.1"),
    given={
        "the generator is positive": a > 0,
        "the batch is not empty": n > 0,
        "the data are not a point": m2 > 0,
        "the fourth moment is that of a law": m4 >= m2**2,
        "the penalty is on": eta > 0,
    },
    uses=[linearisation.claim],
    origin=Origin.BEYOND,
)
LAW = Law(4, lambda power: {0: 1, 2: m2, 4: m4}.get(power, 0))
"""Data and latents of one symmetric law, two of each."""


def estimate(pair):
    """The estimate of dV/dw from one sample x and one latent z, D(x) = w x^2 and G(z) = a z."""
    x, z = LAW.latents[pair : pair + 2]
    return x**2 - (a * z) ** 2


def mean(term):
    return LAW.mean(term.expand())


@claim.states
def conclusions(*, batch=n, spread=m4 - m2**2, other=2, damping=-8 * eta):
    slope = mean(estimate(0))
    squared = mean(estimate(0) ** 2) / batch + slope**2 * (1 - 1 / batch)
    charged = w * slope + eta * squared
    velocity = Matrix([-charged.diff(a), slope])
    moved = {a: 1, w: 2 * eta * spread / (n * m2)}
    J = velocity.jacobian((a, w)).subs(moved)
    return {
        "a batch adds its variance over n": Eq(squared - slope**2, spread * (1 + a**4) / n),
        "the equilibrium moves": Equivalent(
            And(Eq(velocity[0], 0), Eq(velocity[1], 0)), And(*(Eq(k, v) for k, v in moved.items()))
        ),
        "it is stable": hurwitz(J),
        "the variance damps too": Eq(J.trace(), damping * (m2**2 + (m4 - m2**2) / n)),
        "two independent estimates have no bias": Eq(mean(estimate(0) * estimate(other)), slope**2),
    }


claim.mutant("the variance is m4", spread=m4)
claim.mutant(
    "the equilibrium stays",
    spread=0,
    instead="The penalty on the whole law keeps it. One estimated from minibatches moves it.",
)
claim.mutant("the variance does not fall with the batch", batch=1)
claim.mutant("one estimate squared has no bias", other=0)
claim.mutant("damping is that of the penalty alone, doubled", damping=-16 * eta)


def moments(batch, count, random):
    """Means of x^2 and of z^2 over ``count`` minibatches of the uniform law."""
    return (random.uniform(-1, 1, (2, batch, count)) ** 2).mean(axis=1)


@claim.simulation(supports="a batch adds its variance over n")
def squared_estimates(*, generator=1.1, size=16, extra=4 / 45, count=100_000):
    """Mean squared estimate on the uniform law, where m4 - m2^2 = 4/45."""
    x, z = moments(size, count, np.random.default_rng(33))
    found = ((x - generator**2 * z) ** 2).mean()
    expected = ((1 - generator**2) / 3) ** 2 + extra * (1 + generator**4) / size
    shows = f"{found:.6f} against {expected:.6f}, from {count} batches of {size}"
    return Trial(abs(found / expected - 1) < 0.02, shows)


@claim.simulation(supports="the equilibrium moves")
def training_ends_beside_the_equilibrium(*, weight=0.5, size=4, rounds=1000, moves=8 / 15):
    """Mean w over 2000 runs of simultaneous steps of 1/20 with fresh minibatches."""
    random, rate = np.random.default_rng(34), 0.05
    a, w, means = np.ones(2000), np.zeros(2000), []
    for _ in range(rounds):
        x, z = moments(size, 2000, random)
        slope = x - a**2 * z
        a, w = a + rate * 2 * a * z * (w + 2 * weight * slope), w + rate * slope
        means.append(w.mean())
    found, expected = float(np.mean(means[rounds // 2 :])), moves * weight / size
    return Trial(abs(found - expected) < 0.1 * expected, f"w {found:.4f} against {expected:.4f}")


claim.mutant("squared estimates have no variance", extra=0)
claim.mutant("training ends twice as far off", moves=16 / 15)
