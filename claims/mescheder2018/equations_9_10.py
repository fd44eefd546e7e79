"""Equations (9) and (10): on the Dirac-GAN the penalties R1 and R2 are gamma/2 psi^2.

R1 is gamma/2 times the mean squared input gradient of the discriminator on data, R2 the same on
generated samples. The Dirac-GAN's discriminator is linear, its input gradient psi everywhere, so
that both penalties are that of equation (7).
"""

from sympy import Eq, Rational

from ganproof.claims.gan.penalties import zero_centred
from ganproof.claims.mescheder2018 import NOTES, PAPER
from ganproof.verify import Claim, Origin, real

x, theta, psi = real("x"), real("theta", latex=r"\theta"), real("psi", latex=r"\psi")
bend, gamma = real("c"), real("gamma", latex=r"\gamma")

claim = Claim(
    PAPER.definition("Equations 9, 10", equation="9, 10", notes=NOTES, attribution="confirmed")
)


@claim.states
def conclusions(*, discriminator=psi * x, half=Rational(1, 2)):
    squared = discriminator.diff(x) ** 2
    on_data, on_generated = squared.subs(x, 0), squared.subs(x, theta)
    return {
        "R1 pulls like equation (7)": Eq(
            (half * gamma * on_data).diff(psi), zero_centred(gamma)(psi), evaluate=False
        ),
        "R2 pulls like equation (7)": Eq(
            (half * gamma * on_generated).diff(psi), zero_centred(gamma)(psi), evaluate=False
        ),
        "R1 and R2 are the same": Eq(on_data, on_generated, evaluate=False),
        "R2 does not pull the generator": Eq(on_generated.diff(theta), 0, evaluate=False),
    }


claim.mutant(
    "the penalty has no factor 1/2",
    half=1,
    origin=Origin.CODE,
    instead="The penalty has the factor 1/2. The released code computes it without, so that its "
    "reg_param = 10 is gamma = 20 in equation (9).",
)
claim.mutant("the discriminator is x psi^2", discriminator=x * psi**2)
claim.mutant("the discriminator bends: psi x + c x^2", discriminator=psi * x + bend * x**2)
claim.mutant(
    "the discriminator is psi x + c x^3",
    discriminator=psi * x + bend * x**3,
    instead="Its gradient at the data is still psi, so R1 does not see the bend; R2 does.",
)
