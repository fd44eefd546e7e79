"""Consensus optimisation damps the WGAN as the regulariser does, but never stops its rotation.

There both players descend on gamma |v|^2/2 as well, v the gradient field: at an equilibrium the
Jacobian J becomes J - gamma J'J. A singular value s of the WGAN turns from +-is into
-gamma s^2 +- is. The regulariser gives -eta s^2 +- sqrt(eta^2 s^4 - s^2), the same real part as
long as eta s < 1 and gamma = eta. It charges one player with a part of |v|^2, that of the other:
on the WGAN, consensus optimisation of the generator alone is the regulariser with eta = gamma/2.
"""

from sympy import Abs, And, Eq, I, Implies, Matrix, Not, sqrt, symbols

from ganproof.claims.gan import quadratic
from ganproof.claims.gan.penalties import centred
from ganproof.claims.mescheder2018 import consensus_optimisation as on_the_dirac_gan
from ganproof.claims.mescheder2018 import wgan_gp
from ganproof.claims.nagarajan2017 import NOTES, PAPER, regulariser, theorem_4_1_wgan
from ganproof.verify import (
    Claim,
    Origin,
    Verdict,
    hurwitz,
    real,
    sizes,
    spectral_abscissa,
    spectrum,
)

gamma = real("gamma", latex=r"\gamma", within=(-1, 4))
s, psi = real("s", within=(-1, 3)), real("psi", latex=r"\psi")
entries = [real(f"j{i}{k}") for i in (1, 2) for k in (1, 2)]
bends = [[real(f"c{i}{k}") for k in (1, 2, 3)] for i in (1, 2)]

claim = Claim(
    PAPER.remark("Related methods", notes=NOTES, after="4.1", attribution="own"),
    given={"the weight is positive": gamma > 0, "the singular value is positive": s > 0},
    uses=[regulariser.claim, theorem_4_1_wgan.claim, on_the_dirac_gan.claim, wgan_gp.claim],
    origin=Origin.BEYOND,
    expected=Verdict.PROVED_WITHIN,
)

x, y = symbols("x y")
FIELD = Matrix(2, 2, entries) * Matrix([x, y]) + Matrix(bends) * Matrix([x**2, x * y, y**2])
"""Any field with an equilibrium at 0, to second order."""


def consensus_jacobian(field=FIELD, weight=gamma):
    half_square = (field.T * field)[0] / 2
    whole = field - weight * Matrix([half_square.diff(each) for each in (x, y)])
    return whole.jacobian([x, y]).subs({x: 0, y: 0})


def equal(left, right):
    return And(*(Eq(*pair, evaluate=False) for pair in zip(left.expand(), right.expand())))


@claim.states
def conclusions(
    *, damped=lambda J: J.T * J, turn=s, still=gamma * s < 1, weight=gamma / 2, rate=1 / gamma
):
    J, wgan = Matrix(2, 2, entries), quadratic.wasserstein(s)
    consensus = wgan - gamma * damped(wgan)
    generator_alone = Matrix([consensus.row(0), wgan.row(1)])
    regularised = quadratic.wasserstein(s, gamma)
    left, root = -gamma * s**2, sqrt(s**2 - gamma**2 * s**4)
    return {
        "the Jacobian is J - gamma J'J": sizes(
            "one parameter for each player", equal(consensus_jacobian(), J - gamma * damped(J))
        ),
        "eigenvalues of the WGAN": spectrum(consensus, equals=[left + I * turn, left - I * turn]),
        "it is stable": hurwitz(consensus),
        "the regulariser turns for eta s < 1": Implies(still, s**2 - gamma**2 * s**4 > 0),
        "there it has the same real part": spectrum(
            regularised, equals=[left + I * root, left - I * root]
        ),
        "for eta s > 1 consensus optimisation is the faster one": Implies(
            gamma * s > 1,
            And(
                spectral_abscissa(consensus, below=-rate),
                Not(spectral_abscissa(regularised, below=-rate)),
            ),
        ),
        "on the generator alone it is the regulariser with eta = gamma/2": equal(
            generator_alone, quadratic.wasserstein(s, weight)
        ),
    }


claim.mutant("no weight is needed", given={"the weight is positive": gamma >= 0})
claim.mutant("the Jacobian is J - gamma J J'", damped=lambda J: J * J.T)
claim.mutant("consensus optimisation doubles the rotation", turn=2 * s)
claim.mutant("the regulariser turns for eta s < 2", still=gamma * s < 2)
claim.mutant("1/(2 eta) lies between their rates", rate=1 / (2 * gamma))
claim.mutant("on the generator alone it has the same weight", weight=gamma)
claim.mutant("a singular value may vanish", given={"the singular value is positive": s >= 0})

claim.does_not_say(
    "consensus optimisation and the regulariser have the same eigenvalues",
    states=spectrum(
        quadratic.wasserstein(s, gamma), equals=[-gamma * s**2 + I * s, -gamma * s**2 - I * s]
    ),
    instead="Their real parts agree for eta s < 1. The regulariser slows the rotation and stops "
    "it at eta s = 1; consensus optimisation leaves it as it is.",
)
claim.does_not_say(
    "the penalty of WGAN-GP fades at the equilibrium as well",
    states=Implies(And(psi > 0, psi < 1), Abs(centred(gamma, 1)(psi)) <= gamma * psi),
    instead="WGAN-GP charges the discriminator, with its gradient in the input, which is to be 1: "
    "at a flat discriminator it still pulls. The regulariser and its gradient vanish there.",
)
