"""The linear-quadratic GAN: its eigenvalues at the equilibrium, for the GAN and the WGAN.

With D(x) = w x^2 and G(z) = a z, data and latent of one symmetric law, the equilibrium is a = 1,
w = 0. Damping comes from f''(0) and the fourth moment, rotation from f'(0) and the second. On the
uniform law the WGAN has +-2i/3, on the imaginary axis, the standard GAN -1/20 +- i sqrt(391)/60,
left of it. A linear term in the discriminator, D(x) = w x^2 + v x, adds one real eigenvalue: damped
for the GAN, 0 for the WGAN.
"""

import numpy as np
from sympy import I, Ne, Rational, sqrt

from ganproof.claims.gan.games import symmetric, taylor
from ganproof.claims.gan.losses import LOGISTIC, t
from ganproof.claims.gan.models import LINEAR_QUADRATIC, WITH_LINEAR_TERM, linear_quadratic
from ganproof.claims.nagarajan2017 import NOTES, PAPER
from ganproof.claims.textbook import linearisation
from ganproof.verify import Claim, Trial, hurwitz, real, spectrum

slope = real("slope", latex="f'(0)", within=(-3, 3))
curvature = real("curvature", latex="f''(0)", within=(-3, 2))
eta = real("eta", latex=r"\eta", within=(0, 4))
m2, m4 = real("m2", latex="m_2", within=(-1, 3)), real("m4", latex="m_4", within=(-1, 3))

claim = Claim(
    PAPER.remark("Linear-quadratic GAN", notes=NOTES, after="3.1"),
    given={
        "the loss has a slope": Ne(slope, 0),
        "the loss is strictly concave at 0": curvature < 0,
        "the data is not a point": m2 > 0,
        "it has a fourth moment": m4 > 0,
    },
    uses=[linearisation.claim],
)


@claim.states
def conclusions(
    *,
    damping=curvature * m4,
    rotation=2 * slope * m2,
    frequency=Rational(2, 3),
    logistic=-Rational(1, 4),
    of_linear_term=2 * curvature / 3,
):
    J = linear_quadratic(symmetric(m2=m2, m4=m4)).jacobian(taylor(slope, curvature))
    root = sqrt(damping**2 - rotation**2)
    gan = I * sqrt(391) / 60
    with_linear_term = WITH_LINEAR_TERM.jacobian(taylor(slope, curvature))
    uniform = LINEAR_QUADRATIC.jacobian
    fifth, third = curvature / 5, 2 * slope / 3
    pair = sqrt(fifth**2 - third**2)
    return {
        "eigenvalues": spectrum(J, equals=[damping + root, damping - root]),
        "stable": hurwitz(J),
        "WGAN on the uniform law": spectrum(
            uniform(taylor(1)), equals=[I * frequency, -I * frequency]
        ),
        "GAN on the uniform law": spectrum(
            uniform(taylor(Rational(1, 2), logistic)),
            equals=[-Rational(1, 20) + gan, -Rational(1, 20) - gan],
        ),
        "a linear term in D adds 2 f''(0)/3 on the uniform law": spectrum(
            with_linear_term, equals=[of_linear_term, fifth + pair, fifth - pair]
        ),
        "which is 0 for the WGAN": spectrum(
            WITH_LINEAR_TERM.jacobian(taylor(1)), equals=[0, I * frequency, -I * frequency]
        ),
    }


claim.mutant("a factor 2 in the damping", damping=2 * curvature * m4)
claim.mutant("no factor 2 in the rotation", rotation=slope * m2)
claim.mutant("the WGAN turns at 1/3", frequency=Rational(1, 3))
claim.mutant("the GAN's loss has f''(0) = -1/2", logistic=-Rational(1, 2))
claim.mutant("the linear term is damped by the fourth moment", of_linear_term=2 * curvature / 5)
claim.mutant(
    "a concave loss is enough", given={"the loss is strictly concave at 0": curvature <= 0}
)
claim.does_not_say(
    "a discriminator with a linear term is stable for the WGAN if it is penalised enough",
    states=hurwitz(WITH_LINEAR_TERM.jacobian(taylor(1), eta=eta)),
    instead="The weight of a linear term in D has the eigenvalue 0 for every penalty: the WGAN "
    "does not feel it where the means agree.",
)


@claim.simulation(supports="GAN on the uniform law")
def the_field_has_this_jacobian(*, expected=((0, 1 / 3), (-1 / 3, -1 / 10)), size=1e-5):
    """Central differences of the logistic field at the equilibrium, generator first."""
    field = LINEAR_QUADRATIC.field(lambda value: LOGISTIC.formula.subs(t, value))
    ahead, behind = (
        np.vstack(field(np.vsplit(np.array([[1.0], [0.0]]) + shift, 2)))
        for shift in (size * np.eye(2), -size * np.eye(2))
    )
    error = float(np.abs((ahead - behind) / (2 * size) - np.array(expected)).max())
    return Trial(error < 1e-8, f"largest difference {error:.1e}")


claim.mutant("the field's Jacobian has no damping", expected=((0, 1 / 3), (-1 / 3, 0)))
