"""Theorem 1, existence: the penalty keeps a minimising sequence of discriminators bounded.

Let both laws have finite first moments, (x, y) be a pair of a coupling of the two, d its distance,
and s = phi'(a) = -varphi'(a). Convexity bounds the pair's loss from below by h(a) - s k d, h = phi
+ varphi: in the mean over an optimal coupling by h(a) - s k W1. So the objective is bounded below,
and k is bounded on all f that are no worse than the constant a. If one of the losses is strictly
convex, h has slopes of both signs beside a, and the values are bounded too: by Arzela and Ascoli a
minimising sequence has a limit, which is a minimum by Fatou's lemma. On compact supports the listed
conditions suffice without strictness: where h stays flat beside a both losses are affine, so that
an f that has all its values there may be shifted back to a.
"""

from math import atan, erfc, exp, log, pi, sqrt

from sympy import And, Eq, Implies, Or

from ganproof.claims.textbook import arzela_ascoli, fatou, kantorovich
from ganproof.claims.zhou2019 import NOTES, PAPER, loss_conditions
from ganproof.verify import Claim, Origin, Trial, real

u, v = real("u", latex="f(x)"), real("v", latex="f(y)")
a, b = real("a"), real("b")
phi_u, phi_a = real("phi_u", latex=r"\phi(f(x))"), real("phi_a", latex=r"\phi(a)")
psi_v, psi_a = real("psi_v", latex=r"\varphi(f(y))"), real("psi_a", latex=r"\varphi(a)")
phi_b, psi_b = real("phi_b", latex=r"\phi(b)"), real("psi_b", latex=r"\varphi(b)")
s, q = real("s", latex=r"\phi'(a)", within=(-1, 3)), real("q", within=(-1, 3))
m = real("m", within=(-1, 3))
s_b, q_b = real("s_b", latex=r"\phi'(b)"), real("q_b", latex=r"\varphi'(b)")
k, d = real("k", within=(-1, 3)), real("d", within=(-1, 3))
lam = real("lam", latex=r"\lambda", within=(-1, 4))
W, J = real("W", latex="W_1", within=(-1, 3)), real("J", latex="J_D")

claim = Claim(
    PAPER.theorem("1", notes=NOTES),
    given={
        "f has the Lipschitz constant k": v - u <= k * d,
        "the penalty is on": lam > 0,
        "phi rises": s > 0,
        "phi is convex": phi_u >= phi_a + s * (u - a),
        "varphi is convex and balances phi at a": psi_v >= psi_a - s * (v - a),
    },
    uses=[loss_conditions.claim, kantorovich.claim, arzela_ascoli.claim, fatou.claim],
)


@claim.states
def conclusions(
    *, pair=s * k * d, charge=lam * k**2, depth=4, reach=s * W, steep=m, flat=Eq(s_b + q_b, 0)
):
    """The slopes of phi and varphi at b are m + q and -q for b > a, q and -(m + q) for b < a."""
    h, beside = phi_a + psi_a, phi_b + psi_b
    above = And(phi_u >= phi_b + (m + q) * (u - b), psi_v >= psi_b - q * (v - b), q >= 0)
    below = And(phi_u >= phi_b + q * (u - b), psi_v >= psi_b - (m + q) * (v - b), q >= 0)
    bounded = h - s * k * W <= J
    return {
        "a pair's loss is at least h(a) - s k d": phi_u + psi_v >= h - pair,
        "the objective is at least h(a) - (s W1)^2/(4 lambda)": Implies(
            bounded, depth * lam * (J + charge - h) >= -((s * W) ** 2)
        ),
        "no worse than the constant a: k is at most s W1/lambda": Implies(
            And(bounded, J + charge <= h, k >= 0, W >= 0), lam * k <= reach
        ),
        "high values cost: a pair's loss is at least h(b) + m (f(x) - b) - q k d": Implies(
            above, phi_u + psi_v >= beside + steep * (u - b) - q * k * d
        ),
        "low values cost: a pair's loss is at least h(b) + m (b - f(y)) - q k d": Implies(
            below, phi_u + psi_v >= beside + steep * (b - v) - q * k * d
        ),
        "where h is flat between a and b neither loss changes its slope": Implies(
            And(Or(And(s_b >= s, q_b >= -s), And(s_b <= s, q_b <= -s)), flat),
            And(Eq(s_b, s), Eq(q_b, -s)),
        ),
    }


claim.mutant("half the bound for a pair", pair=s * k * d / 2)
claim.mutant("half as deep", depth=8)
claim.mutant("k is at most s W1/(2 lambda) then", reach=s * W / 2)
claim.mutant("values cost twice as much", steep=2 * m)
claim.mutant("the same bound without the penalty", charge=0)
claim.mutant("the losses are affine wherever h rises no faster than 1", flat=s_b + q_b <= 1)
claim.mutant(
    "phi and varphi need not balance",
    given={"varphi is convex and balances phi at a": psi_v >= psi_a - q * (v - a)},
)


def normal_laws(*, constants=(0, 1, 2, 4)):
    """phi(t) = t, varphi(t) = -t + min(t, 0)^2, lambda = 1/2: f = x + c for N(0, 1) and N(1, 1).

    W1 = 1, so that the objective is at least -1/2; f = x + c exceeds that by the mean of
    min(x + c, 0)^2 over the real law. A minimiser would have f >= 0 and f(x + 1) = f(x) + 1 for
    all x, which contradict each other.
    """
    means = [1 + c for c in constants]
    excess = [
        (1 + mean**2) * erfc(mean / sqrt(2)) / 2 - mean * exp(-(mean**2) / 2) / sqrt(2 * pi)
        for mean in means
    ]
    shows = ", ".join(f"{each:.1e}" for each in excess)
    at = ", ".join(map(str, constants))
    return Trial(min(excess) <= 0, f"f = x + c exceeds the infimum by {shows} for c = {at}")


claim.does_not_say(
    "the five loss conditions and the penalty suffice for a minimiser",
    trial=normal_laws,
    origin=Origin.NOTES,
    instead="One loss has to be strictly convex or the supports compact: for phi(t) = t and "
    "varphi(t) = -t + min(t, 0)^2 between N(0, 1) and N(1, 1) the infimum is approached by "
    "f = x/(2 lambda) + c, c to infinity, and not attained.",
)


def cauchy_laws(*, cuts=(10, 1000, 100000)):
    """phi(t) = t, lambda = 1/2, Cauchy laws around 0 and 1: f = x cut off at -c and c + 1.

    J_D = -1/2 is the infimum, as cut-offs show: by E_r f - E_g f, the integral over the cut of the
    difference of distribution functions. With no cut E|x| is log(1 + c^2)/pi, c to infinity: E f
    is undefined. A minimiser has f(x + 1) = f(x) + 1 for all x, and is within 1 of x + f(0).
    """

    def primitive(x):
        return x / 2 + (x * atan(x) - log(1 + x * x) / 2) / pi

    gains = [primitive(c + 1) - primitive(-c) - primitive(c) + primitive(-c - 1) for c in cuts]
    means = [log(1 + c * c) / pi for c in cuts]
    excess = [1 - gain for gain in gains]
    shows = ", ".join(f"{e:.1e} (E|x| is {m:.1f})" for e, m in zip(excess, means))
    even = abs(means[2] - 2 * means[1] + means[0]) < 0.01 and means[0] > 1
    return Trial(not (even and min(excess) > 0), f"cut off at {cuts}, f exceeds it by {shows}")


claim.does_not_say(
    "laws without a first moment have a minimiser as well",
    trial=cauchy_laws,
    instead="For Cauchy laws around 0 and 1 and phi(t) = t the infimum is approached by cut-offs "
    "of f = x/(2 lambda), whose own mean does not exist.",
)
