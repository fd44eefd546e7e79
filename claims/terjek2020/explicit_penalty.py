"""The explicit penalty is one-sided: it is zero exactly if no sampled quotient exceeds K.

It never exceeds the two-sided penalty (q - K)^2, which charges a critic that is too flat as well:
a constant f pays K^2 there and nothing here. The gradient penalty of WGAN-GP is two-sided in the
gradient norm, the one-sided gradient penalty is the limit of the explicit one for short steps in
the steepest direction: if f curves by at most M, a step of length t has a quotient within M t/2 of
the gradient norm. On curved critics the quotient is not a gradient's norm at either end.
"""

import numpy as np
from sympy import Abs, And, Eq, Equivalent, Implies, Le, Max

from ganproof.claims.terjek2020 import NOTES, PAPER, adversarial_penalty
from ganproof.verify import Claim, Origin, Trial, real

q, K = real("q", within=(-1, 4)), real("K", within=(-1, 3))
q_1, q_2 = real("q_1", within=(-1, 4)), real("q_2", within=(-1, 4))
share = real("share", latex="w", within=(-1, 2))
norm = real("norm", latex=r"|\nabla f(x)|", within=(-1, 4))
M, t = real("M", within=(-1, 3)), real("t", within=(-1, 3))
f_0, f_t = real("f_0", latex="f(x)"), real("f_t", latex="f(x+r)")
a, c = real("a"), real("c")

claim = Claim(
    PAPER.proposition("The explicit penalty", notes=NOTES),
    given={"the target is positive": K > 0},
    uses=[adversarial_penalty.claim],
)


def one_sided(violation):
    return Max(violation, 0) ** 2


def two_sided(violation):
    return violation**2


@claim.states
def conclusions(*, penalty=one_sided, other=two_sided, weights=And(share > 0, share < 1), error=2):
    mean = share * penalty(q_1 - K) + (1 - share) * penalty(q_2 - K)
    curved = And(t > 0, M >= 0, norm >= 0, Abs(f_t - f_0 - norm * t) <= M * t**2 / 2)
    quotient = Abs(f_t - f_0) / t
    return {
        "it is zero exactly if q <= K": Equivalent(Eq(penalty(q - K), 0), q <= K),
        "a mean of two is zero exactly if neither exceeds K": Implies(
            weights, Equivalent(Eq(mean, 0), And(q_1 <= K, q_2 <= K))
        ),
        "it is at most the two-sided penalty": Le(penalty(q - K), other(q - K), evaluate=False),
        "which charges every flat critic": Implies(q < K, other(q - K) > 0),
        "a constant critic pays K^2 there and nothing here": Implies(
            Eq(q, 0), And(Eq(other(q - K), K**2), Eq(penalty(q - K), 0))
        ),
        "a step of length t along the gradient has a quotient within M t/2 of its norm": Implies(
            curved, error * Abs(quotient - norm) <= M * t
        ),
        "so has the violation": Implies(
            curved, error * Abs(Max(quotient - K, 0) - Max(norm - K, 0)) <= M * t
        ),
    }


claim.mutant("the penalty is two-sided", penalty=two_sided)
claim.mutant("the other penalty is one-sided too", other=one_sided)
claim.mutant("a sample of weight zero counts as well", weights=And(share >= 0, share < 1))
claim.mutant("the quotient is within M t/4", error=4)
claim.does_not_say(
    "a critic pays for the norm of its gradient",
    states=Eq(one_sided(q - K), q**2),
    origin=Origin.NOTES,
    instead="It pays for the excess of a difference quotient over K: f(x) = x/2 has a gradient of "
    "norm 1/2 and pays nothing for K = 1.",
)
claim.does_not_say(
    "the loss comes from the norm of the gradient at the perturbed point",
    states=Implies(
        And(t > 0, a >= 0, c >= 0), Eq(one_sided(a + c * t - K), one_sided(a + 2 * c * t - K))
    ),
    origin=Origin.NOTES,
    instead="It comes from the difference quotient: for f(x) = a x + c x^2 from 0 to t this is "
    "a + c t, while the gradient at t is a + 2 c t.",
)
claim.does_not_say(
    "zero penalty on a sample means zero penalty on all pairs",
    states=Implies(Eq(one_sided(q_1 - K), 0), Eq(one_sided(q_2 - K), 0)),
    instead="It says nothing of pairs that were not drawn.",
)


@claim.simulation(
    supports="a step of length t along the gradient has a quotient within M t/2 of its norm"
)
def short_steps(*, order=1.0, cases=200):
    """Tanh of g.x + shift, whose curvature is at most 0.77 |g|^2: error of the quotient."""
    rng = np.random.default_rng(45)
    g, shift = rng.normal(size=(cases, 3)), rng.normal(size=cases)
    size, worst = np.linalg.norm(g, axis=1), []
    for length in (1.0, 0.1, 0.01):
        quotient = abs(np.tanh(shift + size * length) - np.tanh(shift)) / length
        norm = size / np.cosh(shift) ** 2
        worst.append((abs(quotient - norm) / (size**2 * length**order)).max())
    bound = 2 / np.sqrt(27) * 2 / 2
    shows = ", ".join(f"{each:.3f}" for each in worst)
    return Trial(
        bool(max(worst) <= bound),
        f"{shows} |g|^2 t for t = 1, 0.1, 0.01; bound {bound:.3f}",
        3 * cases,
    )


claim.mutant("the quotient is within a multiple of t^2", order=2.0)
