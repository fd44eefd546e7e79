"""The general objective E f(D(x)) + E f(-D(G(z))) is the standard GAN's for f(t) = -log(1 + e^-t).

With D the logit and sigma(D) = 1/(1 + e^-D) it is E log sigma(D(x)) + E log(1 - sigma(D(G(z)))),
the generator's loss that saturates. A generator that maximises E f(D(G(z))) instead follows another
flow, which agrees, sample by sample, where D = 0 only; yet its Jacobian at the equilibrium is the
same. f(t) = t gives the Wasserstein GAN. Values of D enter through y = e^D.
"""

import numpy as np
from sympy import And, Eq, Equivalent, Matrix, Rational, exp, log

from ganproof.claims.gan.games import NODES, symmetric, taylor
from ganproof.claims.gan.losses import LOGISTIC, t
from ganproof.claims.gan.models import LINEAR_QUADRATIC, linear_quadratic
from ganproof.claims.nagarajan2017 import NOTES, PAPER
from ganproof.verify import Claim, Trial, real

y = real("y", latex="e^{D}", within=(-1, 4))
slope = real("slope", latex="f'(0)", within=(-3, 3))
curvature = real("curvature", latex="f''(0)", within=(-3, 3))
m2, m4 = real("m2", latex="m_2", within=(-1, 3)), real("m4", latex="m_4", within=(-1, 3))

claim = Claim(
    PAPER.definition("General objective", notes=NOTES, after="2"),
    given={"y is an exponential": y > 0},
)


def at(formula, sign=1):
    """A formula in t at t = D, or at -D, in terms of y = e^D."""
    return formula.subs(t, sign * log(y)).simplify()


def game():
    return linear_quadratic(symmetric(m2=m2, m4=m4))


def gain(model, samples, sign=1):
    """E f(D) or E f(-D) over samples, for any loss as far as the Jacobian sees it."""
    loss = taylor(slope, curvature)
    answers = model.answers
    return model.mean(samples, lambda point: loss(sign * answers(model.discriminator, point)))


def non_saturating():
    """Jacobian on the linear-quadratic GAN if the generator maximises E f(D(G(z)))."""
    model = game()
    pulls = Matrix([gain(model, model.made).diff(each) for each in model.generator])
    return pulls.jacobian(model.parameters).subs(model.there).expand()


def pull_at_the_equilibrium(sign):
    """Of the linear-quadratic discriminator, if the generator's term is E f(sign D(G(z)))."""
    model = game()
    value = gain(model, model.real) + gain(model, model.made, sign)
    return value.diff(*model.discriminator).subs(model.there)


@claim.states
def conclusions(*, sign=-1, bend=-Rational(1, 4), agree=Eq(y, 1), weaker=y < 1):
    sigma = 1 / (1 + 1 / y)
    first, second = LOGISTIC.formula.diff(t), LOGISTIC.formula.diff(t, 2)
    saturating, other = at(first, -1), at(first)
    rows = zip(game().jacobian(taylor(slope, curvature))[0, :], non_saturating(), strict=True)
    return {
        "the data's term is log sigma(D)": Eq(at(exp(LOGISTIC.formula)), sigma),
        "the generator's term is log(1 - sigma(D))": Eq(
            at(exp(LOGISTIC.formula), sign), 1 - sigma, evaluate=False
        ),
        "f'(0) = 1/2 and f''(0) = -1/4": And(
            Eq(first.subs(t, 0), Rational(1, 2), evaluate=False),
            Eq(second.subs(t, 0), bend, evaluate=False),
        ),
        "f is strictly concave": at(second) < 0,
        "both generators agree exactly where D = 0": Equivalent(Eq(saturating, other), agree),
        "the saturating one is the weaker where D < 0": Equivalent(saturating < other, weaker),
        "their Jacobians at the equilibrium agree": And(
            *(Eq(mine, its, evaluate=False) for mine, its in rows)
        ),
        "where the laws agree a flat discriminator is at rest": Eq(
            pull_at_the_equilibrium(sign), 0, evaluate=False
        ),
    }


claim.mutant("both terms have D with the same sign", sign=1)
claim.mutant("the curvature is -1/2", bend=-Rational(1, 2))
claim.mutant("saturating and non-saturating generators are equal", agree=y > 0)
claim.mutant("the saturating generator is the weaker where D > 0", weaker=y > 1)
claim.mutant("y may be negative", given={"y is an exponential": None})


@claim.simulation(supports="both generators agree exactly where D = 0")
def generators_of_the_linear_quadratic_gan(*, generator=1.2, discriminator=0.5, together=0.4):
    """Velocities of a; as f'(t) + f'(-t) = 1, both together make 2 w a E z^2."""
    z, weights = np.polynomial.legendre.leggauss(NODES)
    inner = 2 * discriminator * generator * z**2
    other = float(weights / 2 @ (inner * LOGISTIC.slope(generator * inner / 2)))
    field = LINEAR_QUADRATIC.field(lambda value: LOGISTIC.formula.subs(t, value))
    mine = float(field((np.array([generator]), np.array([discriminator])))[0][0])
    return Trial(
        abs(mine + other - together) < 1e-12 and mine - other > 1e-3,
        f"{mine:.5f} saturating, {other:.5f} not, at a = {generator}, w = {discriminator}",
    )


claim.mutant("each of them makes 2 w a E z^2", together=0.8)
