"""Lemma 2.2: the Dirac-GAN has one equilibrium, and its linearised flow only turns around it.

If f' vanishes nowhere, (0, 0) is the only stationary point of the gradient field, and the Jacobian
there has the eigenvalues +-i f'(0), on the imaginary axis. Linearisation then says neither that the
flow converges nor that it does not.
"""

from sympy import And, Eq, I, Implies, Lt, Ne, Or

from ganproof.claims.gan import dirac
from ganproof.claims.mescheder2018 import NOTES, PAPER
from ganproof.claims.textbook import linearisation
from ganproof.verify import Claim, Origin, real, spectrum

theta, psi = real("theta", latex=r"\theta"), real("psi", latex=r"\psi")
a = real("a", latex="f'(0)")
slope = real("slope", latex=r"f'(\theta\psi)")

claim = Claim(
    PAPER.lemma("2.2", notes=NOTES),
    given={"the loss has a slope everywhere": Ne(slope, 0)},
    uses=[linearisation.claim],
)


@claim.states
def conclusions(*, unit=I, field=(-psi * slope, theta * slope)):
    J = dirac.jacobian(slope=a)
    return {
        "eigenvalues": spectrum(J, equals=[unit * a, -unit * a]),
        "the origin is the only equilibrium": Implies(
            And(Eq(field[0], 0), Eq(field[1], 0)), And(Eq(theta, 0), Eq(psi, 0))
        ),
    }


claim.mutant(
    "the eigenvalues are real, +-f'(0)",
    unit=1,
    origin=Origin.NOTES,
    instead="The eigenvalues are +-i f'(0): the trace is 0 and the determinant f'(0)^2.",
)
claim.mutant("f' may vanish", given={"the loss has a slope everywhere": None})
claim.mutant("the generator's gradient is left out", field=(0, theta * slope))

claim.does_not_say(
    "the equilibrium attracts the flow, if sublinearly",
    states=Implies(
        Or(Ne(theta, 0), Ne(psi, 0)),
        Lt(theta * -psi * slope, -psi * theta * slope, evaluate=False),
    ),
    origin=Origin.NOTES,
    instead="Linearisation is silent, and in fact every orbit keeps its distance: Lemma 2.3. The "
    "notes say so too, after they have called the flow sublinear.",
)
