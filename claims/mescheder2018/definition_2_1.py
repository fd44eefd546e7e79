"""Definition 2.1: the Dirac-GAN, its gradient vector field, and its equilibrium.

Data and generator are point masses at 0 and theta, the discriminator is D(x) = psi x. The
objective f(theta psi) + f(0) gives the field (-psi f'(theta psi), theta f'(theta psi)), which
vanishes at (0, 0), where the generator is right and the discriminator is flat.
"""

from sympy import And, Eq, Function, Implies, Ne, S, Subs, Symbol

from ganproof.claims.gan import dirac
from ganproof.claims.mescheder2018 import NOTES, PAPER
from ganproof.verify import Claim, Origin, real

theta, psi = real("theta", latex=r"\theta"), real("psi", latex=r"\psi")
slope = real("slope", latex=r"f'(\theta\psi)")
at_zero = real("at_zero", latex="f'(0)")
at_theta = real("at_theta", latex=r"f'(\theta)")
at_data = real("at_data", latex=r"f'(-c\psi)")
c = real("c")

claim = Claim(
    PAPER.definition("2.1", equation="4", notes=NOTES),
    given={"the loss has a slope at 0": Ne(at_zero, 0)},
)
f = Function("f")


def named(derivative):
    """The derivative of f at each place where it is taken, as a variable of its own."""
    t = Symbol("t")
    places = {theta * psi: slope, theta: at_theta, -c * psi: at_data, S.Zero: at_zero}
    taken = {Subs(f(t).diff(t), t, place).doit(): name for place, name in places.items()}
    return derivative.doit().xreplace(taken)


@claim.states
def conclusions(*, objective=f(theta * psi) + f(0), here=(0, 0)):
    by_theta, by_psi = named(-objective.diff(theta)), named(objective.diff(psi))
    field = dirac.field((theta, psi), slope=lambda _: slope)
    there = dict.fromkeys((slope, at_theta, at_data), at_zero)
    return {
        "the field of the generator": Eq(by_theta, field[0], evaluate=False),
        "the field of the discriminator": Eq(by_psi, field[1], evaluate=False),
        "(0, 0) is an equilibrium": Implies(
            And(Eq(theta, here[0]), Eq(psi, here[1])),
            And(Eq(by_theta.xreplace(there), 0), Eq(by_psi.xreplace(there), 0)),
        ),
    }


claim.mutant(
    "the objective is f(theta psi) + f(theta)",
    objective=f(theta * psi) + f(theta),
    origin=Origin.NOTES,
    instead="The second term is f(0), the discriminator's value at the data. With f(theta) the "
    "generator would be pushed at (0, 0); the field would vanish at (0, -1).",
)
claim.mutant(
    "the data is a point mass at some c >= 0",
    objective=f(theta * psi) + f(-c * psi),
    origin=Origin.NOTES,
    instead="The data is at 0. The notes give delta_0, then gloss it as at or above 0.",
)
claim.mutant("the players' signs are exchanged", objective=-f(theta * psi) - f(0))
claim.mutant("(1, 0) is an equilibrium", here=(1, 0))
