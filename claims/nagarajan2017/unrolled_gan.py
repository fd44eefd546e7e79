"""The regulariser is one unrolled step of the discriminator, to first order in eta.

An unrolled generator minimises V as it will be after the discriminator's next gradient step of
length eta. That is V + eta |g|^2, g = V_psi, up to eta^2/2 g'Hg with H the Hessian in psi: all
that is missing where V is quadratic in psi, and nothing for a WGAN whose D is linear in psi. The
generator must differentiate through the step; if it does not, it feels half of the regulariser.
V is given by its derivatives at a point.
"""

from itertools import pairwise

import numpy as np
from sympy import Eq, Rational, lambdify, symbols

from ganproof.claims.gan.games import symmetric, taylor
from ganproof.claims.gan.losses import LOGISTIC
from ganproof.claims.gan.models import LINEAR_QUADRATIC, linear_quadratic
from ganproof.claims.nagarajan2017 import NOTES, PAPER, regulariser
from ganproof.verify import Claim, Trial, Verdict, matrix, matrix_identity, real, size, sizes

eta = real("eta", latex=r"\eta")
a, w, m2 = real("a"), real("w"), real("m2", latex="m_2")
V0 = real("V0", latex="V")
n_D = size("n_D")
H, slopes = matrix("H", n_D, n_D, symmetric=True), matrix("g", n_D, 1)
value_here = matrix("V", 1, 1)
g, h, k = real("g", latex=r"V_\psi"), real("h", latex=r"V_{\psi\psi}"), real("k")
slope, mixed = real("slope", latex=r"V_\theta"), real("mixed", latex=r"V_{\theta\psi}")
bend = real("bend", latex=r"V_{\theta\psi\psi}")

claim = Claim(
    PAPER.remark("Section 4, unrolled GANs", notes=NOTES, after="4.1"),
    uses=[regulariser.claim],
    expected=Verdict.PROVED_WITHIN,
)

theta, psi = symbols("theta psi")
CUBIC = (
    V0 + g * psi + h * psi**2 / 2 + k * psi**3 / 6
    + theta * (slope + mixed * psi + bend * psi**2 / 2)
)  # fmt: skip
"""Any objective of one parameter each, to third order in psi and first order in theta."""


def unrolled(value, psi, length=eta, steps=1):
    """The objective after the discriminator's gradient steps, a function of both players' now."""
    ahead = list(psi)
    for _ in range(steps):
        now = dict(zip(psi, ahead))
        ahead = [x + length * value.diff(s).subs(now, simultaneous=True) for s, x in now.items()]
    return value.subs(dict(zip(psi, ahead)), simultaneous=True)


def quadratic(move):
    """V after a move of the discriminator, where it is quadratic in psi."""
    return value_here + (slopes.T * move + move.T * slopes) / 2 + move.T * H * move / 2


def here(value):
    return value.subs({theta: 0, psi: 0})


def equal(left, right):
    return sizes("one parameter for each player", Eq(left, right, evaluate=False))


@claim.states
def conclusions(*, weight=1, rest=Rational(1, 2), felt=2, felt_without=1):
    wgan = linear_quadratic(symmetric(m2=m2))
    value = wgan.objective(taylor(1)).subs(dict(zip(wgan.parameters, (a, w))))
    fixed = CUBIC.subs(psi, psi + eta * g).diff(theta)
    curved, cubed = bend * g**2 / 2, eta**3 * k * mixed * g**2 / 2
    return {
        "V quadratic in psi: eta^2/2 g'Hg is missing": matrix_identity(
            quadratic(eta * slopes),
            value_here + weight * eta * slopes.T * slopes + rest * eta**2 * slopes.T * H * slopes,
        ),
        "V cubic in psi: what is missing is of order eta^2": equal(
            here(unrolled(CUBIC, [psi])) - V0 - weight * eta * g**2,
            eta**2 * g**2 * (rest * h + eta * g * k / 6),
        ),
        "the generator feels the regulariser, up to eta^2": equal(
            here(-unrolled(CUBIC, [psi]).diff(theta)),
            -slope - felt * eta * mixed * g - eta**2 * (curved + h * mixed * g) - cubed,
        ),
        "without differentiating through the step it feels half": equal(
            here(-fixed), -slope - felt_without * eta * mixed * g - eta**2 * curved
        ),
        "for the linear-quadratic WGAN nothing is missing": Eq(
            unrolled(value, [w]), value + weight * eta * value.diff(w) ** 2
        ),
    }


claim.mutant("the weight of the regulariser is eta/2", weight=Rational(1, 2))
claim.mutant("the weight of the regulariser is 2 eta", weight=2)
claim.mutant("eta^2 g'Hg is missing", rest=1)
claim.mutant("the generator feels half of it in any case", felt=1)
claim.mutant("it need not differentiate through the step", felt_without=2)

claim.does_not_say(
    "unrolling is the regulariser",
    states=Eq(here(unrolled(CUBIC, [psi])), V0 + eta * g**2),
    instead="They agree to first order in eta: where V bends in psi, as for the standard GAN, "
    "unrolling adds terms in eta^2.",
)
claim.does_not_say(
    "two unrolled steps of length eta are one of length 2 eta",
    states=Eq(here(unrolled(CUBIC, [psi], steps=2)), here(unrolled(CUBIC, [psi], length=2 * eta))),
    instead="They are where V is linear in psi; else to first order in eta.",
)


def logistic_objective():
    """V and V_w of the linear-quadratic GAN, functions of a and w."""
    places, weights = LINEAR_QUADRATIC.law.grid()
    value = LINEAR_QUADRATIC.integrand(LOGISTIC)
    names = [*LINEAR_QUADRATIC.parameters, *LINEAR_QUADRATIC.law.latents]
    terms = [value, value.diff(LINEAR_QUADRATIC.discriminator[0])]
    compute = lambdify(names, terms, modules="numpy")
    return lambda a, w: [float(weights @ each) for each in compute(a, w, *places)]


@claim.simulation(supports="V cubic in psi: what is missing is of order eta^2")
def halving_eta_quarters_what_is_missing(*, ratio=4.0, weight_of_the_charge=1.0):
    """The logistic linear-quadratic GAN at a = 1.2, w = 0.5, eta = 1/5, 1/10, 1/20, 1/40."""
    at = logistic_objective()
    value, gradient = at(1.2, 0.5)
    missing = [
        at(1.2, 0.5 + eta * gradient)[0] - value - weight_of_the_charge * eta * gradient**2
        for eta in (0.2, 0.1, 0.05, 0.025)
    ]
    found = [large / small for large, small in pairwise(missing)]
    shows = ", ".join(f"{each:.4f}" for each in found)
    return Trial(bool(np.allclose(found, ratio, rtol=5e-3)), f"factors {shows}", cases=3)


claim.mutant("halving eta leaves an eighth", ratio=8.0)
claim.mutant("the logistic GAN's charge has half the weight", weight_of_the_charge=0.5)
