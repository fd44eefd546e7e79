"""On the optimal discriminator MaxGP finds the exact constant: k is attained on tight segments.

An optimal f climbs at the rate k along the segment of a tight pair, and every generated sample that
is not real starts one. A random interpolate lies on such a segment with a probability c > 0, and
wherever it lies there the gradient is k long. A batch of N misses all of them with probability
(1 - c)^N, at most 1/(1 + c N); so the mean penalty lies between (1 - (1 - c)^N) and 1 times
lambda k^2, and after finitely many batches MaxGP has almost surely seen k. A buffer that keeps
the steepest interpolates for the next batch never lowers what is seen, and never exceeds k.
"""

import numpy as np
from sympy import And, Eq, Implies, Max

from ganproof.claims.gan.discriminator_losses import LISTED, both
from ganproof.claims.gan.lipschitz import random_optima
from ganproof.claims.zhou2019 import PAPER, maxgp, partners_are_real, tight_pairs
from ganproof.verify import Claim, Origin, Trial, real

k, m, kept = (
    real(name, latex=tex, within=(-1, 4))
    for name, tex in (("k", "k"), ("m", r"\max_i|\nabla f(\hat x_i)|"), ("kept", "b"))
)
c, N, miss = real("c", within=(-1, 2)), real("N", within=(-2, 6)), real("miss", latex="(1-c)^N")
low, mean = real("low", latex=r"E[m^2|\text{miss}]"), real("mean", latex="E[m^2]")
lightest, paired = real("q", latex=r"\min P_r", within=(-1, 2)), real("P", within=(-1, 2))
p_1, p_2, q_1, q_2 = (real(name, within=(-1, 2)) for name in ("p_1", "p_2", "q_1", "q_2"))

claim = Claim(
    PAPER.remark("MaxGP on the optimum", after="2", attribution="own"),
    given={
        "some pair of a fake and a real sample is tight": c > 0,
        "the batch is not empty": N >= 1,
        "gradients are no longer than k": And(low >= 0, low <= k**2, m <= k, kept <= k),
        "a batch misses": And(miss >= 0, miss <= 1),
    },
    uses=[tight_pairs.claim, partners_are_real.claim, maxgp.claim],
    origin=Origin.BEYOND,
)


@claim.states
def conclusions(*, hit=1 - miss, rate=1, seen=Max(m, kept), tied=q_1 >= lightest):
    """Sampled pairs are independent: (i, j) has the probability p_i q_j."""
    average = Eq(mean, hit * k**2 + (1 - hit) * low)
    return {
        "with generated samples all tied c is at least the lightest real weight": Implies(
            And(p_1 >= 0, p_2 >= 0, Eq(p_1 + p_2, 1), tied, q_2 >= lightest),
            p_1 * q_1 + p_2 * q_2 >= lightest,
        ),
        "the mean penalty is at most that on k": Implies(average, mean <= k**2),
        "and at least 1 - (1 - c)^N of it": Implies(average, mean >= (1 - miss) * k**2),
        "(1 - c)^N is at most 1/(1 + c N): for N = 1": (1 - c) * (1 + rate * c) <= 1,
        "and with N for N + 1": Implies(
            miss * (1 + rate * c * N) <= 1, miss * (1 - c) * (1 + rate * c * (N + 1)) <= 1
        ),
        "so that a batch sees k with a positive probability": Implies(
            miss * (1 + rate * c * N) <= 1, hit > 0
        ),
        "a buffer does not lower what is seen, nor exceed k": And(m <= seen, seen <= k),
    }


claim.mutant("a batch hits with probability 1 - 2 (1 - c)^N", hit=1 - 2 * miss)
claim.mutant("(1 - c)^N is at most 1/(1 + 2 c N)", rate=2)
claim.mutant("the buffer's slopes are added", seen=m + kept)
claim.mutant("only one generated sample need be tied", tied=q_1 >= 0)


@claim.simulation(supports="and at least 1 - (1 - c)^N of it")
def interpolates_of_random_instances(*, batch=64, steps=1e-6, tight=True, instances=25):
    """The highest extension's slope at 64 interpolates on tight segments, at the least over k."""
    rng, worst, count = np.random.default_rng(23), 1.0, 0
    for found in (o for loss in LISTED for o in random_optima(both(loss), instances)):
        points, fake, real_ = found.measures
        rates = found.tightness() > 1 - 1e-9
        pairs = np.argwhere((rates == tight) & (fake > 0)[:, None] & (real_ > 0))
        pairs = pairs[pairs[:, 0] != pairs[:, 1]]
        if not len(pairs) or found.constant < 1e-4:
            continue
        low, high = points[pairs[rng.integers(0, len(pairs), batch)]].transpose(1, 0, 2)
        x = low + rng.uniform(0.01, 0.99, (batch, 1)) * (high - low)
        step = steps * (high - low)
        rise = found.upper(x + step) - found.upper(x - step)
        slopes = rise / (2 * np.linalg.norm(step, axis=1)) / found.constant
        worst, count = min(worst, slopes.min()), count + 1
    return Trial(bool(worst > 1 - 1e-4), f"slopes of at least {worst:.6f} k", cases=count)


claim.mutant("so it is along segments that are not tight", tight=False)


def one_batch():
    """Two generated points, each tied to one of two real points of equal weight: c = 1/2."""
    missed = 0.5 ** np.arange(1, 4)
    return Trial(bool((missed == 0).any()), f"batches of 1, 2, 3 miss with probability {missed}")


claim.does_not_say(
    "a batch of MaxGP sees k on the optimal discriminator",
    trial=one_batch,
    instead="It does with a probability that tends to 1 as the batch grows, and the mean penalty "
    "tends to lambda k^2.",
)
