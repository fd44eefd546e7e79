"""Table 1: an unrestricted discriminator's optimum is a function of the two densities at the point.

Where every function is allowed, the best value at a point minimises P_g phi(f) + P_r varphi(f) for
the two densities there. Each closed form is the only point where the derivative vanishes, and the
expression is strictly convex. The rows of the exponential and the root loss are ours. Values enter
through E = e^f and, for the root loss, through u with f = (u - 1/u)/2. The Fisher GAN maximises E_r
f - E_g f subject to E_mu f^2 <= 1; with F^2 the integral of (P_r - P_g)^2/mu, integrating the
inequality below over all points bounds it by F.
"""

import numpy as np
from sympy import And, Eq, Equivalent, Implies, Rational

from ganproof.claims.gan.discriminator_losses import EXPONENTIAL, LISTED, LOGISTIC, ROOT, both, t
from ganproof.claims.gan.loss_calculus import by_exponential, by_root, mirrored
from ganproof.claims.zhou2019 import PAPER
from ganproof.verify import Claim, Trial, real

p, r = real("p", latex="P_g", within=(-1, 4)), real("r", latex="P_r", within=(-1, 4))
E, u = real("E", latex="e^{f}", within=(-1, 4)), real("u", within=(-1, 4))
f = real("f")
alpha, beta = real("alpha", latex=r"\alpha"), real("beta", latex=r"\beta")
mu, F = real("mu", latex=r"\mu", within=(-1, 4)), real("F", within=(-1, 4))

claim = Claim(
    PAPER.remark("Table 1"),
    given={
        "the generated density is positive": p > 0,
        "the real density is positive": r > 0,
        "E is an exponential": E > 0,
        "u is an exponential": u > 0,
    },
)


def slope(loss, variable, read):
    """Derivative of P_g phi(f) + P_r varphi(f) in f."""
    return p * read(loss.formula.diff(t), variable) + r * read(
        mirrored(loss.formula).diff(t), variable
    )


def bend(loss, variable, read):
    second = loss.formula.diff(t, 2), mirrored(loss.formula).diff(t, 2)
    return p * read(second[0], variable) + r * read(second[1], variable)


def least_squares(order):
    return p * ((t - alpha) ** 2).diff(t, order) + r * ((t - beta) ** 2).diff(t, order)


@claim.states
def conclusions(
    *,
    logistic=Eq(E, r / p),
    exponential=Eq(E**2, r / p),
    centre=(alpha * p + beta * r) / (p + r),
    half=Rational(1, 2),
    fisher=(r - p) / (F * mu),
):
    admitted = And(mu > 0, F > 0)
    gap = F * mu * f**2 / 2 + (r - p) ** 2 / (2 * F * mu) - (r - p) * f
    root = (u - 1 / u) / 2
    return {
        "standard GAN: f* = log(P_r/P_g)": Equivalent(
            Eq(slope(LOGISTIC, E, by_exponential), 0), logistic
        ),
        "exponential: f* = 1/2 log(P_r/P_g)": Equivalent(
            Eq(slope(EXPONENTIAL, E, by_exponential), 0), exponential
        ),
        "least squares: f* = (alpha P_g + beta P_r)/(P_g + P_r)": Equivalent(
            Eq(least_squares(1).subs(t, f), 0), Eq(f, centre)
        ),
        "root: 2 f* = (P_r - P_g)/sqrt(P_r P_g)": Equivalent(
            Eq(slope(ROOT, u, by_root), 0),
            And(
                Eq(root**2 * p * r, (half * (r - p)) ** 2),
                Equivalent(root > 0, r > p),
            ),
        ),
        "Fisher: (P_r - P_g) f <= F/2 mu f^2 + (P_r - P_g)^2/(2 F mu)": Implies(admitted, gap >= 0),
        "Fisher: with equality exactly at f* = (P_r - P_g)/(F mu)": Implies(
            admitted, Equivalent(Eq(gap, 0), Eq(f, fisher))
        ),
        "each of them is the minimiser: the slope increases": And(
            bend(LOGISTIC, E, by_exponential) > 0,
            bend(EXPONENTIAL, E, by_exponential) > 0,
            bend(ROOT, u, by_root) > 0,
            least_squares(2) > 0,
        ),
    }


claim.mutant("exponential: f* = log(P_r/P_g)", exponential=Eq(E, r / p))
claim.mutant("standard GAN: f* = log(P_g/P_r)", logistic=Eq(E, p / r))
claim.mutant("least squares: alpha and beta change places", centre=(beta * p + alpha * r) / (p + r))
claim.mutant("root: f* = (P_r - P_g)/sqrt(P_r P_g)", half=1)
claim.mutant("Fisher: f* = (P_r - P_g)/F", fisher=(r - p) / F)

claim.ablation(
    "the generated density is positive",
    model="the exponential loss where nothing is generated",
    where=And(Eq(p, 0), r > 0, E > 0),
    keeps=r > 0,
    violates=Eq(p, 0),
    breaks=slope(EXPONENTIAL, E, by_exponential) < 0,
    happens="The slope is negative everywhere: f* is plus infinity.",
)
claim.ablation(
    "the real density is positive",
    model="the standard GAN's loss where there is no real data",
    where=And(Eq(r, 0), p > 0, E > 0),
    keeps=p > 0,
    violates=Eq(r, 0),
    breaks=slope(LOGISTIC, E, by_exponential) > 0,
    happens="The slope is positive everywhere: f* is minus infinity.",
)


@claim.simulation(supports="exponential: f* = 1/2 log(P_r/P_g)")
def roots_of_the_derivative(*, share=0.5):
    """The closed forms against bisection of the derivative, for 50 pairs of densities each."""
    generated, actual = np.random.default_rng(7).uniform(0.1, 2, (2, 50))
    ratio = np.log(actual / generated)
    forms = share * ratio, ratio, (actual - generated) / (2 * np.sqrt(actual * generated))
    off = 0.0
    for loss, form in zip(LISTED[1:], forms, strict=True):
        low, high = np.full(50, -20.0), np.full(50, 20.0)
        for _ in range(60):
            middle = (low + high) / 2
            rises = both(loss).slope(generated, actual, middle) > 0
            low, high = np.where(rises, low, middle), np.where(rises, middle, high)
        off = max(off, float(np.abs(middle - form).max()))
    return Trial(off < 1e-9, f"roots and formulas differ by at most {off:.1e}", cases=150)


claim.mutant("the exponential loss's derivative vanishes at log(P_r/P_g)", share=1.0)
