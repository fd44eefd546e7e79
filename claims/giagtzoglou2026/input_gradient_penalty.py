"""The zero-centred input-gradient penalty keeps an equilibrium whose critic is flat on the samples.

R(phi) is the mean of |grad_x D|^2/2 over the samples. Let g hold the gradients of D at all samples
and Gh be their derivative along h: R changes at the rate <g, Gh>, which by Cauchy and Schwarz is at
most the root of 2 R |Gh|^2. Where the critic is flat on the samples, R and this rate are 0: F_gamma
= F there, and w* solves the same variational inequality for every gamma, on all convex sets. If D
is not flat at the equilibrium R moves it as a rule: for a critic that is linear in x it is the
Tikhonov penalty. An interior equilibrium is kept exactly if phi* is stationary for R.
"""

import numpy as np
from sympy import Abs, And, Eq, Equivalent, Implies, Rational, Symbol

from ganproof.claims.gan import operators, tanh_critic
from ganproof.claims.giagtzoglou2026 import NOTES, PAPER, tikhonov, variational_inequality
from ganproof.verify import Claim, Origin, Trial, matrix, matrix_identity, real, size

n = size("n")
g, k = matrix("g", n, 1), matrix("k", n, 1)
t = real("t")
R, rate = real("R", within=(-1, 3)), real("rate", latex=r"\langle g,Gh\rangle")
turned = real("turned", latex="|Gh|^2", within=(-1, 3))
inner = real("inner", latex=r"\langle F(w^*),w-w^*\rangle")
gamma = real("gamma", latex=r"\gamma", within=(-1, 4))
theta, phi = real("theta", latex=r"\theta"), real("phi", latex=r"\phi")

claim = Claim(
    PAPER.definition("Zero-centred input-gradient penalty", notes=NOTES),
    given={
        "the critic is flat on the samples": Eq(R, 0),
        "the rate is bounded as Cauchy and Schwarz say": rate**2 <= 2 * R * turned,
    },
    uses=[variational_inequality.claim, tikhonov.claim],
)
x = Symbol("x")


def zero_centred(slope):
    return slope**2 / 2


def one_centred(slope):
    return (Abs(slope) - 1) ** 2 / 2


LINEAR, SQUARE = phi * x, (1 + phi**2) * x
GAME = phi * (1 - theta) + theta**2 / 2 - phi**2 / 2


@claim.states
def conclusions(*, penalty=zero_centred, cross=1, after=1):
    R_linear, R_square = (penalty(D.diff(x)) for D in (LINEAR, SQUARE))
    field = operators.operator(GAME, [theta], [phi], gamma * R_linear)
    return {
        "along h the penalty changes at the rate <g, Gh>": matrix_identity(
            (g + t * k).T * (g + t * k), g.T * g + cross * t * (g.T * k + k.T * g) + t**2 * k.T * k
        ),
        "which is 0": Eq(rate, 0),
        "the equilibrium solves the regularised inequality as it solves the other": Equivalent(
            inner + gamma * rate >= 0, inner >= 0
        ),
        "linear critic D(x) = phi x: the penalty is 0 for the flat one alone": Equivalent(
            Eq(R_linear, 0), Eq(phi, 0)
        ),
        "a linear critic that is not flat is moved, from 1/2 to 1/(2 + gamma)": Equivalent(
            And(*(Eq(each, 0) for each in field)), And(Eq((2 + gamma) * phi, after), Eq(theta, phi))
        ),
        "D(x) = (1 + phi^2) x at 0: the penalty is stationary, and not 0": Implies(
            Eq(phi, 0),
            And(Eq(R_square.diff(phi), 0), Eq(R_square, Rational(1, 2), evaluate=False)),
        ),
    }


claim.mutant("the penalty is centred at slope 1", penalty=one_centred)
claim.mutant("the rate is half as large", cross=Rational(1, 2))
claim.mutant("the equilibrium of a linear critic stays at 1/2", after=1 + gamma / 2)
claim.mutant("the critic need not be flat", given={"the critic is flat on the samples": R >= 0})

claim.does_not_say(
    "it vanishes at every equilibrium",
    states=Implies(
        And(Eq(2 * theta, 1), Eq(2 * phi, 1)),
        Eq(zero_centred(LINEAR.diff(x)), 0),
    ),
    origin=Origin.NOTES,
    instead="It does where the critic is flat on the samples. For V = phi (1 - theta) + "
    "theta^2/2 - phi^2/2 and D(x) = phi x the equilibrium is (1/2, 1/2), with penalty 1/8.",
)
claim.does_not_say(
    "the penalty has to vanish for the equilibrium to be kept",
    states=Implies(Eq(SQUARE.diff(x).diff(phi), 0), Eq(zero_centred(SQUARE.diff(x)), 0)),
    instead="It has to be stationary: for D(x) = (1 + phi^2) x it is 1/2 at phi = 0, and moves "
    "nothing.",
)


@claim.simulation(supports="which is 0")
def flat_tanh_critics(*, last=-1.0, count=40):
    """Two equal hidden units with opposite outputs make D = 0, with parameters that are not 0."""
    rng, steepest = np.random.default_rng(31), 0.0
    for _ in range(count):
        a, b, w = rng.normal(), rng.normal(), rng.normal(size=2)
        phi = np.concatenate([[a, last * a, b, b], w, w])
        rates = tanh_critic.penalty_slope(phi, rng.normal(size=(6, 2)))
        steepest = max(steepest, float(np.abs(rates).max()))
    return Trial(steepest < 1e-12, f"the penalty's rates are {steepest:.0e} at most", cases=count)


claim.mutant("critics that are not flat", last=-0.9)
