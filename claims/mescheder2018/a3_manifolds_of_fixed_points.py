"""Appendix A: near a manifold of fixed points iterates converge to some point of it, linearly.

Let every (0, gamma) be a fixed point of a smooth update of (alpha, gamma), and let the update
contract in alpha. Then iterates from nearby come to the manifold alpha = 0 at a linear rate and
tend to one of its points; which one depends on the start. In the model here the update is
((r + c gamma) alpha, gamma + d alpha). Its way along the manifold is at most |d| |alpha|/(1 - q)
long, so that a start near enough never leaves the region where |r + c gamma| <= q.
"""

import numpy as np
from sympy import Abs, Eq, Implies, Rational

from ganproof.claims.gan import losses
from ganproof.claims.mescheder2018 import NOTES, PAPER
from ganproof.verify import Claim, Trial, Verdict, examples, real

alpha, gamma = real("alpha", latex=r"\alpha"), real("gamma", latex=r"\gamma")
r, c, d = (real(name, within=(-2, 2)) for name in "rcd")
q = real("q", within=(-1, 2))

claim = Claim(
    PAPER.theorem("Appendix A, manifolds of fixed points", notes=NOTES),
    given={
        "the rate across the manifold is at most q": Abs(r + c * gamma) <= q,
        "q is below one": q < 1,
    },
    expected=Verdict.EXAMPLES,
)


def conserved(alpha, gamma):
    """The point of the manifold where iterates end, for c = 0."""
    return gamma + d * alpha / (1 - r)


@claim.states
def conclusions(*, drift=0, way=Abs(d) / (1 - q), reach=Abs(c * d) / (1 - q), limit=conserved):
    alpha_next, gamma_next = (r + c * gamma) * alpha, gamma + d * alpha + drift
    models = "updates ((r + c gamma) alpha, gamma + d alpha)"
    return {
        "linear convergence to the manifold": examples(models, Abs(alpha_next) <= q * Abs(alpha)),
        "a way of finite length along it": examples(
            models, Abs(gamma_next - gamma) <= way * (Abs(alpha) - Abs(alpha_next))
        ),
        "a start near enough stays near": examples(
            models,
            Implies(
                Abs(r + c * gamma) + reach * Abs(alpha) <= q,
                Abs(r + c * gamma_next) + reach * Abs(alpha_next) <= q,
            ),
        ),
        "the limit is a function of the start": examples(
            models, Implies(Eq(c, 0), Eq(limit(alpha_next, gamma_next), limit(alpha, gamma)))
        ),
    }


claim.mutant(
    "the points of the manifold need not be fixed",
    drift=Rational(1, 10),
    instead="With a drift of 1/10 iterates come to the manifold and move along it for ever.",
)
claim.mutant("the way is as long as the first step", way=Abs(d))
claim.mutant("it is enough to be near in gamma", reach=0)
claim.mutant(
    "gamma stays what it was", limit=lambda _alpha, gamma: gamma, instead="It moves by d alpha."
)

claim.does_not_say(
    "every start ends at the point of linearisation",
    states=Implies(Eq(c, 0), Eq(conserved(alpha, gamma), 0)),
    instead="The limit is gamma + d alpha/(1 - r) where c = 0; only its distance to the manifold "
    "is forgotten.",
)


def circles(theta, psi, penalty):
    """Both players' gradients where G makes |theta|^2 - 1 and D(x) = (|psi|^2 - 1) x, data at 0."""
    fake, slope = theta @ theta - 1, psi @ psi - 1
    pull = losses.LOGISTIC.slope(fake * slope)
    return -2 * pull * slope * theta, 2 * (pull * fake - penalty * slope) * psi


@claim.simulation(supports="the limit is a function of the start")
def games_on_two_circles_keep_their_angles(*, penalty=0.5, step=0.05, rounds=1000, one_end=False):
    """Every point of two unit circles is an equilibrium; four starts beside them."""
    worst = spread = 0.0
    for angle in (0.0, 0.7, 2.0, -2.5):
        theta, psi = (
            size * np.array([np.cos(turn), np.sin(turn)])
            for size, turn in ((1.1, angle), (0.9, 2 * angle))
        )
        for _ in range(rounds):
            by_theta, by_psi = circles(theta, psi, penalty)
            theta, psi = theta + step * by_theta, psi + step * by_psi
        expected = 0.0 if one_end else angle
        ends = theta - [np.cos(expected), np.sin(expected)]
        worst = max(worst, float(np.hypot(*ends)))
        spread = max(spread, abs(float(psi @ psi) - 1))
    shows = f"generators end within {worst:.1e} of where their angle points"
    return Trial(max(worst, spread) < 1e-9, shows, cases=4)


claim.mutant("games on two circles all end at the same generator", one_end=True)
